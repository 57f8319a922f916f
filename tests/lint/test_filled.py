"""Which slots are certainly filled, on whichever way a call comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic

Findings = Callable[[str], list[Diagnostic]]

FLOW = """\
flow: example
title: Example
languages: [en-IN]
start: hello
defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
slots:
  village: {type: text}
states:
STATES
  heard: {say: "I have noted {{ village }}.", go: desk}
  desk: {transfer: front_desk, closed: bye, failed: bye}
  bye: {end: done, say: Goodbye.}
"""
ASK = "  where: {ask: village, say: Which village?, confirm: 'You said {{ village }}.', go: heard"

CASES = {
    "asked": ("  hello: {say: Welcome., go: where}\n" + ASK + "}", True),
    "silence goes around the answer": (
        "  hello: {say: Welcome., go: where}\n" + ASK + ", no_input: [{go: heard}]}",
        False,
    ),
    "set on the way": (
        '  hello:\n    menu: "Press 1."\n    options: [{key: 1, set: {village: Kondapur}, go: heard}]',
        True,
    ),
    "a model may give it": (
        "  hello:\n    converse: {en-IN: Short sentences.}\n    exits: {heard: the caller names a village}\n"
        "    fills: [village]\n    limits: {turns: 3, time: 1m, reply: 8s, go: desk}",
        False,
    ),
    "decided on": (
        "  hello:\n    decide:\n      - {when: not village, go: where}\n      - {else: heard}\n" + ASK + "}",
        True,
    ),
    "decided on something else": (
        "  hello:\n    decide:\n      - {when: open.front_desk, go: where}\n      - {else: heard}\n"
        + ASK
        + "}",
        False,
    ),
    "kept through a loop": (
        "  hello: {say: Welcome., go: where}\n  again: {say: 'Again {{ village }}.', go: heard}\n"
        + ASK.replace("go: heard", "go: again")
        + "}",
        True,
    ),
}


@pytest.mark.parametrize(("states", "sure"), CASES.values(), ids=CASES.keys())
def test_filled(findings: Findings, states: str, sure: bool) -> None:
    found = findings(FLOW.replace("STATES", states))
    assert [one.rule for one in found] == ([] if sure else ["slot-may-be-empty"]), found
