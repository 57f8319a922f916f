"""Several answers in one breath, and what is never taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.ahead import wanted
from runtime.flow.model import Ask, Flow

Calling = Callable[..., Any]

STATES = """
  begin: {ask: department, choices: [general, eye], say: which_department, go: hello}
  hello: {say: hello, go: day}
  day: {ask: day, type: date, min: today, say: which_village, confirm: "On {{ day | date }}?", go: at}
  at: {ask: at, type: time, say: how_many, go: phone}
  phone: {ask: phone, type: phone, say: which_account, go: next}
  next: {end: kept, say: thanks}
"""


def test_12_what_was_said_ahead_is_taken_once_and_only_confirmed(call: Calling) -> None:
    phone = call(STATES).answer("the eye doctor, tomorrow at five in the evening")
    assert phone.call.slots == {"department": "eye"}, "kept apart until it is asked"
    phone.listen_out()
    assert phone.state == "day" and "which_village" not in phone.said
    assert phone.call.slots["day"] == "2026-11-21"
    assert phone.said[-1] == "day.confirm"
    phone.answer("yes")
    assert phone.state == "phone" and phone.call.slots["at"] == "17:00"
    assert "how_many" not in phone.said and phone.said[-1] == "which_account"
    assert not phone.call.foretold


def test_12_a_no_to_it_asks_the_question(call: Calling) -> None:
    phone = call(STATES).answer("eye, tomorrow").listen_out().answer("no")
    assert phone.state == "day" and "day" not in phone.call.slots
    assert phone.said[-1] == "which_village"


def test_12_entering_again_asks(call: Calling) -> None:
    states = """
  begin: {ask: department, choices: [general, eye], say: which_department, go: day}
  day: {ask: day, type: date, say: which_village, go: more}
  more: {menu: welcome, options: [{key: 1, go: day}, {key: 2, go: bye}]}
"""
    phone = call(states).answer("eye, tomorrow")
    assert phone.state == "more" and "which_village" not in phone.said
    phone.press("1")
    assert phone.state == "day" and phone.said[-1] == "which_village"


@pytest.mark.parametrize(
    "words",
    [
        "the eye doctor",
        "eye, yesterday",  # before `min`
        "eye, on Monday or Tuesday",
        "eye, number 15",
    ],
)
def test_nothing_is_invented(call: Calling, words: str) -> None:
    phone = call(STATES).answer(words).listen_out()
    assert phone.state == "day" and phone.said[-1] == "which_village"
    assert not phone.call.foretold


def test_a_text_takes_all_that_was_said(call: Calling) -> None:
    states = """
  begin: {ask: village, say: which_village, go: day}
  day: {ask: day, type: date, say: how_many, go: bye}
"""
    phone = call(states).answer("Kondapur tomorrow")
    assert phone.call.slots == {"village": "Kondapur tomorrow"} and phone.state == "day"


def test_the_model_forgets_no_secret_that_was_said_ahead(call: Calling) -> None:
    states = """
  begin: {ask: department, choices: [general, eye], say: which_department, go: phone}
  phone: {ask: phone, type: phone, sensitive: yes, say: which_account, go: bye}
"""
    phone = call(states).answer("eye, my number is 98480 22338")
    assert phone.state == "phone" and not phone.call.foretold
    assert "98480" not in repr(phone.call.messages)


def _wanted(flow: Callable[..., Flow], states: str) -> list[str]:
    made = flow(states)
    begin = made.states["begin"]
    assert isinstance(begin, Ask)
    return [ask.name for ask in wanted(made, begin)]


def test_only_asks_that_surely_come_are_looked_at(flow: Callable[..., Flow]) -> None:
    assert _wanted(flow, STATES) == ["day", "at", "phone"]
    parted = """
  begin: {ask: more, type: yes_no, say: anything_else, go: [{when: more, go: day}, {else: bye}]}
  day: {ask: day, type: date, say: how_many, go: bye}
"""
    assert _wanted(flow, parted) == []


def test_two_asks_of_one_kind_and_the_kind_just_asked_are_left_alone(flow: Callable[..., Flow]) -> None:
    states = """
  begin: {ask: start, type: date, say: how_many, go: from}
  from: {ask: from, type: time, say: how_many, go: until}
  until: {ask: until, type: time, say: how_many, go: back}
  back: {ask: back, type: date, say: how_many, go: pin}
  pin: {ask: pin, type: pin_code, by: keys, say: how_many, go: paid}
  paid: {ask: paid, type: amount, say: how_many, go: name}
  name: {ask: name, say: how_many, go: count}
  count: {ask: count, type: number, say: how_many, go: begin}
"""
    assert _wanted(flow, states) == ["paid"]
