"""A diagnostic: one complaint, at one place, in words for the author.

Every stage (reader, schema, build, lint, transcripts) speaks in these and nothing else, so that the
terminal, the editor, CI and the server's reload gate print the same findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: a caller is harmed. WARNING: a caller may be. INFO: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file the author wrote.

    line, column: 1-based; columns count code points (editors and terminals convert at the edge).
    length: code points to underline on that line, at least 1.
    """

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A safe mending: `mark.length` code points at the mark give way to `text` (0: it is put in before)."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """rule: lower-case words with hyphens, the name that `flow: ignore[...]` would use.
    message: what is wrong. harm: what the caller would suffer. fix: what to write instead.
    suggestion: the nearest valid word, when the author probably mistyped one.
    related: other places worth seeing, each with a few words ("first defined here").
    edits: what `--fix` may write without asking, because no caller would hear a difference that the
    author did not mean; all of them or none.
    """

    rule: str
    severity: Severity
    message: str
    mark: Mark
    harm: str = ""
    fix: str = ""
    suggestion: str | None = None
    related: tuple[tuple[str, Mark], ...] = ()
    edits: tuple[Edit, ...] = ()
