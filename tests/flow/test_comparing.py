"""Comparing different kinds is an error before any call (25 of the flow language)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic

FLOW = """\
flow: example
languages: [en-IN]
start: hello
slots:
  day: {type: date}
  other_day: {type: date}
  at: {type: time}
  paid: {type: amount}
  count: {type: number}
  name: {type: text}
  phone: {type: phone}
  more: {type: yes_no}
  desk: {choices: [eye, general]}
states:
  hello: {decide: [{when: "CONDITION", go: bye}, {else: bye}]}
  bye: {end: done}
### prompts/en-IN.yaml
prompts: {}
phrases: {eye: [eye], general: [fever]}
"""


@pytest.mark.parametrize(
    "condition",
    [
        "day == today",
        "day < other_day",
        "day >= '2027-01-26'",
        "at < now and at >= '09:30'",
        "paid > count and paid > 100",
        "paid in [100, 200]",
        "phone == caller.number",
        "name == phone",
        "desk == 'eye'",
        "more and not day",
        "language == 'en-IN'",
    ],
)
def test_25_values_of_one_kind_are_compared(found: Callable[[str], list[Diagnostic]], condition: str) -> None:
    assert found(FLOW.replace("CONDITION", condition)) == []


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ("day == 'sat'", "never-true"),
        ("day == 5", "wrong-kind"),
        ("day < at", "wrong-kind"),
        ("day == now", "wrong-kind"),
        ("at >= '9:30'", "never-true"),
        ("paid > '100'", "wrong-kind"),
        ("paid == name", "wrong-kind"),
        ("name == 3", "wrong-kind"),
        ("more == 'yes'", "wrong-kind"),
        ("more == paid", "wrong-kind"),
        ("desk == 'teeth'", "never-true"),
        ("turns > '3'", "wrong-kind"),
        ("today in ['sat', 'sun']", "never-true"),
    ],
)
def test_25_different_kinds_are_an_error(
    found: Callable[[str], list[Diagnostic]], condition: str, rule: str
) -> None:
    assert {one.rule for one in found(FLOW.replace("CONDITION", condition))} == {rule}
