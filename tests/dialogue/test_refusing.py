"""`refuse`: answers of the right kind that are not taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Calling = Callable[..., Any]

STATES = """
  begin:
    ask: units
    type: number
    say: how_many
    refuse:
      - {when: units > 3000, say: {en-IN: "{{ units | number }} is too many."}}
      - {when: units == 13, say: press_or_speak}
    CONFIRM
    go: next
  next: {end: kept, say: thanks}
"""
PLAIN = STATES.replace("    CONFIRM\n", "")
CONFIRMED = STATES.replace("CONFIRM", 'confirm: "{{ units | number }}?"')


def test_the_caller_hears_why_and_is_asked_again(call: Calling) -> None:
    phone = call(PLAIN).answer("four thousand")
    assert phone.last_said == ["begin.refuse.1.say", "how_many"]
    assert phone.playing[0][0].text == "four thousand is too many."
    assert phone.state == "begin" and "units" not in phone.call.slots
    assert "refuse begin/1" in phone.taken
    assert phone.answer("thirteen").last_said == ["press_or_speak", "how_many"]


def test_it_costs_one_rung_without_its_words_so_it_ends(call: Calling) -> None:
    phone = call(PLAIN)
    for _ in range(3):
        phone.answer("four thousand")
    assert phone.state == "desk"
    assert "not_understood" not in phone.said
    assert phone.said.count("begin.refuse.1.say") == 3


def test_it_is_understood_so_no_matches_in_a_row_are_zero(call: Calling) -> None:
    assert call(PLAIN).answer("purple").answer("four thousand").call.no_matches == 0


def test_other_answers_are_taken(call: Calling) -> None:
    assert call(PLAIN).answer("three thousand").state == "next"


def test_typed_answers_and_corrections_are_refused_too(call: Calling) -> None:
    assert call(PLAIN).press("4000#").last_said == ["begin.refuse.1.say", "how_many"]
    phone = call(CONFIRMED).answer("twelve").answer("no, four thousand")
    assert phone.last_said == ["begin.refuse.1.say", "how_many"] and "units" not in phone.call.slots
    assert phone.answer("twelve").last_said == ["begin.confirm"]


def test_a_value_that_was_given_ahead_is_asked_for_when_it_would_be_refused(call: Calling) -> None:
    states = """
  begin: {converse: helper, exits: {units: the caller said it}, fills: [units], limits: {go: bye}}
  units: {ask: units, say: how_many, refuse: [{when: units > 3000, say: press_or_speak}], go: next}
  next: {end: kept, say: thanks}
"""
    head = "slots: {units: {type: number}}\n"
    phone = call(states, head).answer("hello there").reply(exit="units", fills={"units": 4000})
    assert phone.state == "units" and phone.said[-1] == "how_many" and "units" not in phone.call.slots
    phone = call(states, head).answer("hello there").reply(exit="units", fills={"units": 40})
    assert phone.state == "next"


def test_a_condition_that_cannot_be_worked_out_is_an_error_and_keeps_nothing(call: Calling) -> None:
    states = PLAIN.replace("units > 3000", "units - limit.most > 0")
    states += "  never: {fetch: complaints, save: limit, go: begin}\n"
    phone = call(states, slots={"limit": {"most": "many"}}).answer("forty")
    assert phone.said[-2:] == ["trouble", "thanks"] or phone.state == "sorry"
    assert "units" not in phone.call.slots
