"""Annotations of a GitHub workflow: one command a line, and no file can write a command of its own."""

from __future__ import annotations

from runtime.cli.annotations import as_annotations
from runtime.flow.diagnostic import Diagnostic, Mark, Severity


def test_a_finding_is_one_command() -> None:
    one = Diagnostic(
        "dead-end", Severity.ERROR, "it leads nowhere", Mark("a.yaml", 3, 5, 7), "harm", "fix", "x"
    )
    assert as_annotations([one], {}) == (
        "::error file=a.yaml,line=3,col=5,endColumn=11,title=dead-end::"
        "it leads nowhere%0Aharm%0Afix%0ADid you mean x?"
    )


def test_each_severity_has_its_command() -> None:
    found = [Diagnostic("r", level, "m", Mark("a.yaml", 1, 1)) for level in Severity]
    commands = [line.split(" ")[0] for line in as_annotations(found, {}).splitlines()]
    assert commands == ["::error", "::warning", "::notice"]


def test_a_file_cannot_write_a_command() -> None:
    evil = "a\r\n::set-output name=x::y%0A::error::"
    one = Diagnostic("r", Severity.INFO, evil, Mark("a:b,c%.yaml", 1, 1), evil, evil, evil)
    text = as_annotations([one], {})
    assert len(text.splitlines()) == 1
    assert "%250A" in text
    assert "file=a%3Ab%2Cc%25.yaml," in text
