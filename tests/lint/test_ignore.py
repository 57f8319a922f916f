"""`# flow: ignore[rule] reason: …`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.mending import mend
from runtime.lint.ignore import applied, ignores

Findings = Callable[[str], list[Diagnostic]]

FLOW = """\
flow: example
title: Example
languages: [en-IN]
start: hello
defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
states:
  hello: {say: Welcome., go: desk}
ABOVE
  hours: {say: We are open all day., go: desk}BEHIND
  desk: {transfer: front_desk, closed: bye, failed: bye}
  bye: {end: done, say: Goodbye.}
"""
GOOD = "# flow: ignore[unreachable-state] reason: opens next week"


def flow(above: str = "", behind: str = "") -> str:
    return FLOW.replace("ABOVE", above).replace("BEHIND", behind)


def test_without_a_mark_it_is_found(findings: Findings) -> None:
    assert [one.rule for one in findings(flow())] == ["unreachable-state"]


@pytest.mark.parametrize("text", [flow(above=f"  {GOOD}"), flow(behind=f"  {GOOD}")], ids=["above", "behind"])
def test_a_mark_hides_its_line(findings: Findings, text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("mark", "rules"),
    [
        ("# flow: ignore[unreachable-state]", ["ignore-without-reason", "unreachable-state"]),
        ("# flow: ignore[unreachable-state] reason:", ["ignore-without-reason", "unreachable-state"]),
        ("# flow: ignore reason: later", ["ignore-without-rule", "unreachable-state"]),
        ("# flow: ignore[dead-end] reason: later", ["unused-ignore", "unreachable-state"]),
        ("# flow: ignore[unreachable-state, dead-end] reason: later", ["unused-ignore"]),
        ("# flow: ignore[unreachable-stat] reason: later", ["unused-ignore", "unreachable-state"]),
    ],
)
def test_a_mark_that_is_wrong_is_reported(findings: Findings, mark: str, rules: list[str]) -> None:
    assert [one.rule for one in findings(flow(above=f"  {mark}"))] == rules


def test_a_misspelt_rule_is_mended(findings: Findings) -> None:
    fault = findings(flow(above="  # flow: ignore[unreachable-stat] reason: later"))[0]
    assert fault.suggestion == "unreachable-state"
    assert (fault.mark.line, fault.mark.column) == (8, 3)


def test_marks_are_not_read_in_markdown() -> None:
    assert ignores({"personas/helpline.md": [GOOD]}) == []
    assert len(ignores({"flow.yaml": [GOOD]})) == 1


@pytest.mark.parametrize(
    ("mark", "left"),
    [
        ("# flow: ignore[dead-end] reason: later", ""),
        (
            "# flow: ignore[unreachable-state, dead-end] reason: later",
            "  # flow: ignore[unreachable-state] reason: later\n",
        ),
        (
            "# flow: ignore[unreachable-stat] reason: later",
            "  # flow: ignore[unreachable-state] reason: later\n",
        ),
    ],
)
def test_a_mark_that_hides_nothing_can_be_taken_away(findings: Findings, mark: str, left: str) -> None:
    text = flow(above=f"  {mark}")
    groups = [one.edits for one in findings(text) if one.edits]
    assert mend(text, groups)[0] == FLOW.replace("ABOVE\n", left).replace("BEHIND", "")


def test_a_rule_that_was_not_asked_is_not_called_unused() -> None:
    marks = ignores({"flow.yaml": [GOOD]})
    assert list(applied([], marks, ["unreachable-state"], [])) == []
    assert [one.rule for one in applied([], marks, ["unreachable-state"])] == ["unused-ignore"]
