"""How findings are printed, for every command that has some: as text with code frames, as JSON, as SARIF
(runtime/cli/sarif.py), or as annotations of a GitHub workflow (runtime/cli/annotations.py).

A renderer turns findings into one string; another form for another reader is one more renderer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from runtime.flow.catalogue import Catalogue
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.source import split_lines
from runtime.flow.wording import Said, said

TAB = "    "
WIDEST = 160
"""Code points of an author's line in a frame; longer lines are shown around the place."""

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_JOINERS = "\u200c\u200d"
ENGLISH = Catalogue()


class Format(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def complain(sentence: str) -> None:
    """One sentence to the person at the terminal, apart from the findings."""
    print(f"flowctl: {shown(sentence)}", file=sys.stderr)


def print_report(
    found: Iterable[Diagnostic],
    files: Mapping[str, str],
    format: Format = Format.TEXT,
    *,
    stream: TextIO | None = None,
    told: Catalogue = ENGLISH,
) -> None:
    """Prints findings in the order given. files: each file's text by the name that marks carry. told: the
    author's language."""
    findings = [told.finding(one) for one in found]
    if format is not Format.TEXT:
        print(_renderer(format)(findings, files), file=stream or sys.stdout)
        return
    console = Console(file=stream or sys.stdout, soft_wrap=True, highlight=False, markup=False, emoji=False)
    lines = _Lines(files)
    for one in findings:
        console.print(frame(one, lines, told), end="\n\n")
    console.print(_summary(findings, files, told))


Renderer = Callable[[Sequence[Diagnostic], Mapping[str, str]], str]


def _renderer(format: Format) -> Renderer:
    """Imported when asked for: few runs print these."""
    match format:
        case Format.SARIF:
            from runtime.cli.sarif import as_sarif

            return as_sarif
        case Format.GITHUB:
            from runtime.cli.annotations import as_annotations

            return as_annotations
        case Format.JSON:
            return as_json
    return as_text


def as_text(findings: Sequence[Diagnostic], files: Mapping[str, str]) -> str:
    """Findings as plain text, without colour."""
    lines = _Lines(files)
    return "".join(f"{frame(one, lines).plain}\n\n" for one in findings) + _summary(findings, files).plain


def as_json(findings: Sequence[Diagnostic], files: Mapping[str, str]) -> str:
    """{"findings": […], "files": n, "errors": n, "warnings": n, "infos": n}; columns count code points."""
    counts = {f"{level}s": sum(one.severity is level for one in findings) for level in Severity}
    document = {"findings": [_as_dict(one) for one in findings], "files": len(files), **counts}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_dict(one: Diagnostic) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        **_place(one.mark),
        "message": one.message,
        "harm": one.harm,
        "fix": one.fix,
        "suggestion": one.suggestion,
        "related": [{"message": words, **_place(mark)} for words, mark in one.related],
        "edits": [{**_place(edit.mark), "text": edit.text} for edit in one.edits],
    }


def _place(mark: Mark) -> dict[str, Any]:
    return {"file": near(mark.file), "line": mark.line, "column": mark.column, "length": mark.length}


def near(name: str) -> str:
    """A path as seen from here: shorter when it lies below the working folder."""
    return _near(name, Path.cwd())


@lru_cache(maxsize=256)
def _near(name: str, here: Path) -> str:
    path = Path(name)
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else name


def shown(words: str) -> str:
    """Words that may come from a file, without signs that would steer the terminal."""
    if words.isprintable():
        return words
    return "".join(
        sign if sign.isprintable() or sign in _JOINERS else "\N{REPLACEMENT CHARACTER}" for sign in words
    )


class _Lines:
    """The authors' files, split into lines once each."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._split: dict[str, list[str]] = {}

    def at(self, mark: Mark) -> str | None:
        if mark.file not in self._split:
            self._split[mark.file] = split_lines(self._files.get(mark.file, ""))
        lines = self._split[mark.file]
        return lines[mark.line - 1] if mark.line <= len(lines) and lines[mark.line - 1].strip() else None


def frame(one: Diagnostic, lines: _Lines, told: Catalogue = ENGLISH) -> Text:
    """file:line:col severity rule message; the author's line with a caret; why, and what to write."""
    text = Text()
    text.append(f"{shown(near(one.mark.file))}:{one.mark.line}:{one.mark.column} ", "bold")
    text.append(told.told(said(one.severity.value)), _STYLE[one.severity])
    text.append(f" {one.rule} ", "magenta")
    text.append(shown(one.message))
    _append_line(text, one.mark, lines, _STYLE[one.severity])
    margin = " " * (len(str(one.mark.line)) + 2)
    labels = (said("caller"), said("fix"), said("did you mean"))
    for label, words in zip(labels, (one.harm, one.fix, _question(one.suggestion)), strict=True):
        if words:
            text.append(f"\n{margin}= {told.told(label)}: ", "bold blue")
            text.append(shown(words))
    for words, mark in one.related:
        text.append(f"\n{margin}= {shown(words)}: ", "bold blue")
        text.append(f"{shown(near(mark.file))}:{mark.line}:{mark.column}")
        _append_line(text, mark, lines, "blue")
    return text


def _question(suggestion: str | None) -> str:
    return f"{suggestion}?" if suggestion else ""


def _append_line(text: Text, mark: Mark, lines: _Lines, style: str) -> None:
    line = lines.at(mark)
    if line is None:
        return
    before, under, after = _cut(line, mark)
    number = str(mark.line)
    text.append(f"\n {number} | ", "blue")
    text.append(before + under + after)
    text.append(f"\n {' ' * len(number)} | ", "blue")
    text.append(" " * cell_len(before) + "^" + "~" * (cell_len(under) - 1), style)


def _cut(line: str, mark: Mark) -> tuple[str, str, str]:
    """A line in three: before the place, the place, behind it; a very long line only near the place."""
    start = mark.column - 1
    end = min(start + mark.length, max(len(line), start + 1))
    first, last = 0, len(line)
    if len(line) > WIDEST:
        first, last = max(0, start - WIDEST // 2), min(len(line), start + WIDEST // 2)
        end = min(end, last) if last > start else end
    before, under, after = (
        shown(part.replace("\t", TAB)) for part in (line[first:start], line[start:end], line[end:last])
    )
    return ("…" if first else "") + before, under, after + ("…" if last < len(line) else "")


def _summary(findings: Sequence[Diagnostic], files: Mapping[str, str], told: Catalogue = ENGLISH) -> Text:
    count = len(files)
    among = told.told(said("{count} file" if count == 1 else "{count} files", count=count))
    if not findings:
        return Text(f"{among}: {told.told(said('nothing to complain of'))}", "green")
    counts = [(level, sum(one.severity is level for one in findings)) for level in Severity]
    each = ", ".join(told.told(_counted(level, number)) for level, number in counts if number)
    return Text(f"{among}: {each}", "bold")


def _counted(level: Severity, count: int) -> Said:
    one = count == 1
    match level:
        case Severity.ERROR:
            return said("{count} error" if one else "{count} errors", count=count)
        case Severity.WARNING:
            return said("{count} warning" if one else "{count} warnings", count=count)
    return said("{count} info" if one else "{count} infos", count=count)
