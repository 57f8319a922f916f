"""The dozen faults that callers suffer from most are found, by `validate` or by `lint`, under a name an
author can guess. A finding that moves from the one to the other stays found here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic, Severity

Findings = Callable[[str], list[Diagnostic]]

HEAD = """\
flow: example
title: Example
languages: [te-IN, en-IN]
start: hello
"""
DEFAULTS = "defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}\n"
DESK = "  desk: {transfer: front_desk, closed: bye, failed: bye}\n"
BYE = "  bye: {end: done}\n"
HELLO = '  hello: {say: {te-IN: "స్వాగతం.", en-IN: Welcome.}, go: desk}\n'
MENU = """\
  hello:
    menu: {te-IN: "సిబ్బంది కోసం 1 నొక్కండి.", en-IN: "For a person, press 1."}
    options:
      - {key: 1, go: desk}
"""
TALK = """\
  hello:
    converse: {te-IN: "చిన్న వాక్యాలు.", en-IN: Short sentences.}
    exits: {desk: the caller asks for a person}
"""
LIMITS = "    limits: {turns: 6, time: 2m, reply: 8s, go: desk}\n"


def flow(*states: str, defaults: str = DEFAULTS) -> str:
    return HEAD + defaults + "states:\n" + "".join(states)


CASES = {
    "unreachable": (flow(HELLO, DESK, BYE, "  lost: {end: done}\n"), "unreachable-state"),
    "dead end": (flow(HELLO.replace("go: desk", "go: hello"), DESK, BYE), "dead-end"),
    "a state without go": (flow(HELLO.replace(", go: desk", ""), DESK, BYE), "missing-"),
    "no way out of a loop": (
        flow(
            HELLO.replace("go: desk", "go: again"),
            '  again: {say: {te-IN: "మళ్ళీ.", en-IN: Again.}, go: hello}\n',
            DESK,
            BYE,
        ),
        "no-way-out-of-loop",
    ),
    "unhandled silence": (
        flow(MENU, DESK, BYE, defaults="defaults: {on_error: desk, no_match: [{go: desk}]}\n"),
        "no-input-unhandled",
    ),
    "unhandled confusion": (
        flow(MENU, DESK, BYE, defaults="defaults: {on_error: desk, no_input: [{go: bye}]}\n"),
        "no-match-unhandled",
    ),
    "ladder without end": (
        flow(MENU, "    no_input: [{repeat: yes}]\n", DESK, BYE),
        "ladder-without-end",
    ),
    "ladder that leads back": (
        flow(MENU, "    no_input: [{repeat: yes}, {go: hello}]\n", DESK, BYE),
        "ladder-has-no-end",
    ),
    "missing translation": (flow(HELLO.replace('te-IN: "స్వాగతం.", ', ""), DESK, BYE), "missing-translation"),
    "placeholder mismatch": (
        flow(HELLO.replace("Welcome.", '"Welcome, {{ caller.number | phone }}."'), DESK, BYE),
        "placeholder-mismatch",
    ),
    "spoken key without option": (
        flow(MENU.replace("1 నొక్కండి", "1 నొక్కండి. బిల్లు కోసం ఐదు నొక్కండి"), DESK, BYE),
        "spoken-option-missing",
    ),
    "option never spoken": (flow(MENU.replace("press 1", "wait"), DESK, BYE), "option-not-spoken"),
    "model without limit": (flow(TALK, DESK, BYE), "missing-"),
    "model whose limit is none": (
        flow(TALK, LIMITS.replace("go: desk", "go: hello"), DESK, BYE),
        "llm-without-bound",
    ),
    "model without fallback": (
        flow(TALK, LIMITS, DESK, BYE, defaults="defaults: {no_input: [{go: bye}], no_match: [{go: desk}]}\n"),
        "llm-without-fallback",
    ),
    "model whose fallback is itself": (
        flow(TALK, LIMITS, "    on_error: hello\n", DESK, BYE),
        "llm-without-fallback",
    ),
    "transfer without failure path": (flow(HELLO, DESK.replace(", failed: bye", ""), BYE), "missing-"),
    "transfer that only dials again": (
        flow(HELLO, DESK.replace("failed: bye", "failed: desk"), BYE),
        "transfer-without-failure-path",
    ),
    "no way to a person": (
        flow(
            HELLO.replace("go: desk", "go: bye"),
            BYE,
            defaults=DEFAULTS.replace("desk", "bye"),
        ),
        "no-human-exit",
    ),
    "secret in flow": (
        flow("  # api_key: 3f9a27c04be81d6605\n", HELLO, DESK, BYE),
        "secret-in-flow",
    ),
}


def test_the_flow_they_are_made_from_is_clean(findings: Findings) -> None:
    assert findings(flow(HELLO, DESK, BYE)) == []
    assert findings(flow(MENU, DESK, BYE)) == []
    assert findings(flow(TALK, LIMITS, DESK, BYE)) == []


@pytest.mark.parametrize(("text", "rule"), CASES.values(), ids=CASES.keys())
def test_it_is_found(findings: Findings, text: str, rule: str) -> None:
    found = findings(text)
    named = [one for one in found if one.rule == rule or (rule.endswith("-") and one.rule.startswith(rule))]
    assert named, [(one.rule, one.message) for one in found]
    assert all(one.severity is not Severity.INFO and one.harm for one in named)
