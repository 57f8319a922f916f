"""Findings as workflow commands of GitHub Actions: each appears at its line in the pull request.

A command is one line, `::error file=…,line=…::words`. In its words `%`, CR and LF are written as %25, %0D
and %0A, in its properties also `:` and `,`; anything else would let a file's own words end the command or
begin another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runtime.cli.report import near, shown
from runtime.flow.diagnostic import Diagnostic, Mark, Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_annotations(findings: Sequence[Diagnostic], files: Mapping[str, str]) -> str:
    """One command a line; the empty text when nothing was found."""
    return "\n".join(_annotation(one) for one in findings)


def _annotation(one: Diagnostic) -> str:
    question = f"Did you mean {one.suggestion}?" if one.suggestion else ""
    parts = (one.message, one.harm, one.fix, question)
    return annotation(_COMMAND[one.severity], one.mark, one.rule, [part for part in parts if part])


def annotation(command: str, mark: Mark, title: str, parts: Sequence[str]) -> str:
    """A command ("error", "warning", "notice") that says these words at this place."""
    place = {
        "file": near(mark.file),
        "line": str(mark.line),
        "col": str(mark.column),
        "endColumn": str(mark.column + mark.length - 1),
        "title": shown(title),
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    words = "\n".join("\n".join(shown(line) for line in part.splitlines()) for part in parts)
    return f"::{command} {properties}::{_words(words)}"


def _words(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _words(text).replace(":", "%3A").replace(",", "%2C")
