"""Findings as workflow commands of GitHub Actions: each appears at its line in the pull request.

A command is one line, `::error file=…,line=…::words`. In its words `%`, CR and LF are written as %25, %0D
and %0A, in its properties also `:` and `,`; anything else would let a file's own words end the command or
begin another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runtime.cli.report import near, shown
from runtime.flow.diagnostic import Diagnostic, Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_annotations(findings: Sequence[Diagnostic], files: Mapping[str, str]) -> str:
    """One command a line; the empty text when nothing was found."""
    return "\n".join(_annotation(one) for one in findings)


def _annotation(one: Diagnostic) -> str:
    place = {
        "file": near(one.mark.file),
        "line": str(one.mark.line),
        "col": str(one.mark.column),
        "endColumn": str(one.mark.column + one.mark.length - 1),
        "title": one.rule,
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    question = f"Did you mean {one.suggestion}?" if one.suggestion else ""
    parts = (one.message, one.harm, one.fix, question)
    words = "\n".join("\n".join(shown(line) for line in part.splitlines()) for part in parts if part)
    return f"::{_COMMAND[one.severity]} {properties}::{_words(words)}"


def _words(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _words(text).replace(":", "%3A").replace(",", "%2C")
