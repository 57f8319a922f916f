"""Meaning 24-26: conditions, and the names that every call has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from runtime.flow.load import Loaded

Calling = Callable[..., Any]
Loading = Callable[..., Loaded]

SLOTS = """\
slots:
  people: {type: number}
  more: {type: yes_no}
  village: {type: text}
"""
FRIDAY, SUNDAY = datetime(2026, 11, 20, 12, 0), datetime(2026, 11, 22, 12, 0)


def _decide(condition: str) -> str:
    return f"""
  begin:
    decide:
      - when: {condition}
        go: true_said
      - {{else: false_said}}
  true_said: {{end: true_said}}
  false_said: {{end: false_said}}
  register: {{fetch: complaints, save: ticket, go: bye}}
"""


@pytest.mark.parametrize(
    ("condition", "slots", "holds"),
    [
        ("people == 40", {"people": 40}, True),
        ("18 <= people <= 40", {"people": 40}, True),
        ("18 <= people <= 40", {"people": 41}, False),
        ("village == 'Kondapur'", {"village": "Kondapur"}, True),
        ("village in ['Kondapur', 'Miyapur']", {"village": "Miyapur"}, True),
        ("more", {"more": True}, True),
        ("more", {"more": False}, False),
        ("not more", {"more": False}, True),
        ("more and people > 1", {"more": True, "people": 1}, False),
        ("more or people > 0", {"more": False, "people": 1}, True),
    ],
)
def test_24_conditions(call: Calling, condition: str, slots: dict[str, Any], holds: bool) -> None:
    assert call(_decide(condition), SLOTS, slots=slots).hung_up == ("true_said" if holds else "false_said")


@pytest.mark.parametrize("condition", ["more", "village", "people"])
def test_25_a_slot_not_filled_yet_is_false(call: Calling, condition: str) -> None:
    assert call(_decide(condition), SLOTS).hung_up == "false_said"
    assert call(_decide(f"not {condition}"), SLOTS).hung_up == "true_said"


def test_25_a_slot_not_filled_yet_compares_with_nothing(call: Calling) -> None:
    assert call(_decide("people > 3"), SLOTS).hung_up == "false_said"
    assert call(_decide("village == 'Kondapur'"), SLOTS).hung_up == "false_said"


def test_25_a_list_with_nothing_in_it_is_false(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, save: found, go: [{when: found.open, go: some}, {else: none}]}
  some: {end: some}
  none: {end: none}
"""
    assert call(states).fetched({"open": []}).hung_up == "none"
    assert call(states).fetched({"open": ["4821"]}).hung_up == "some"


@pytest.mark.parametrize(
    "condition", ["vilage == 'Kondapur'", "people == 'four'", "village > 3", "visits.nowhere > 1"]
)
def test_25_what_cannot_be_true_is_an_error_before_any_call(loaded: Loading, condition: str) -> None:
    assert loaded(_decide(condition), SLOTS).flow is None
    assert loaded(_decide("people == 4"), SLOTS).flow is not None


def test_25_a_condition_that_cannot_be_worked_out_is_an_error_in_the_call(call: Calling) -> None:
    """What a service gave is of a kind nobody knew before the call."""
    states = """
  begin: {fetch: complaints, save: found, go: [{when: found.count > 3, go: some}, {else: none}]}
  some: {end: some}
  none: {end: none}
"""
    assert call(states).fetched({"count": 4}).hung_up == "some"
    assert call(states).fetched({"count": "many"}).state == "sorry"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("caller.number == '+919876543210'", True),
        ("language == 'en-IN'", True),
        ("turns == 0", True),
        ("no_inputs == 0", True),
        ("no_matches > 0", False),
        ("visits.begin == 1", True),
        ("visits.true_said == 0", True),
        ("open.desk", True),
    ],
)
def test_26_every_call_has_these(call: Calling, condition: str, holds: bool) -> None:
    assert call(_decide(condition)).hung_up == ("true_said" if holds else "false_said")


@pytest.mark.parametrize(("now", "outcome"), [(FRIDAY, "true_said"), (SUNDAY, "false_said")])
def test_26_open_follows_the_hours_of_a_contact(call: Calling, now: datetime, outcome: str) -> None:
    assert call(_decide("open.office"), now=now).hung_up == outcome


def test_26_open_is_of_the_moment_not_of_the_beginning(call: Calling) -> None:
    states = """
  begin: {menu: welcome, options: [{key: 1, go: look}]}
  look: {decide: [{when: open.office, go: yes_said}, {else: no_said}]}
  yes_said: {end: yes_said}
  no_said: {end: no_said}
"""
    late = datetime(2026, 11, 20, 17, 59, 58)
    assert call(states, now=late).press("1").hung_up == "yes_said"
    assert call(states, now=late).wait(3).press("1").hung_up == "no_said"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("today == '2026-11-20'", True),
        ("today >= '2026-11-21'", False),
        ("now >= '18:00'", False),
        ("now >= '09:30' and now < '18:00'", True),
    ],
)
def test_26_today_and_now(call: Calling, condition: str, holds: bool) -> None:
    assert call(_decide(condition), now=FRIDAY).hung_up == ("true_said" if holds else "false_said")


def test_branches_are_read_from_the_top_and_the_first_true_one_is_taken(call: Calling) -> None:
    states = """
  begin: {decide: [{when: people > 5, go: many}, {when: people > 1, go: some}, {else: few}]}
  many: {end: many}
  some: {end: some}
  few: {end: few}
"""
    outcomes = [call(states, SLOTS, slots={"people": n}).hung_up for n in (9, 3, 0)]
    assert outcomes == ["many", "some", "few"]
