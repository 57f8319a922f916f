"""Choices that a service gave: offered one by one, chosen by key, by what they are, by their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.language import time

Calling = Callable[..., Any]

STATES = """
  begin: {fetch: complaints, save: free, go: offer}
  offer:
    ask: slot
    choices: free.times
    each:
      en-IN: "For {{ choice | time }}, press {{ key }}."
      te-IN: "{{ choice | time }} కోసం {{ key }} నొక్కండి."
    say: which_department
    go: next
  next: {end: kept, say: thanks}
"""
PLAIN = STATES.replace("choice | time", "choice")
BOTH = "languages: [en-IN, te-IN]\n"
TIMES = ["09:30", "10:00", "16:00"]


def offered(call: Calling, items: Any, states: str = STATES) -> Any:
    return call(states, BOTH).fetched({"times": items})


def test_each_is_spoken_with_its_key(call: Calling) -> None:
    phone = offered(call, TIMES)
    assert [speech.text for speech, _ in phone.playing][1:] == [
        f"For {time(at, 'en-IN')}, press {key}." for key, at in enumerate(TIMES, start=1)
    ]
    assert phone.listening.max_keys == 1
    assert set(TIMES) <= set(phone.listening.hints)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("ten o'clock", "10:00"),
        ("half past nine", "09:30"),
        ("four", "16:00"),
        ("సాయంత్రం నాలుగు గంటలకు", "16:00"),
        ("the second one", "10:00"),
        ("రెండోది", "10:00"),
        ("तीसरा", "16:00"),
        ("number two", "10:00"),
        ("one", "09:30"),
        ("five o'clock", None),
        ("the fourth one", None),
        ("nine", None),
        ("half past nine or ten", None),
    ],
)
def test_what_the_caller_says(call: Calling, said: str, value: str | None) -> None:
    phone = offered(call, TIMES).answer(said)
    assert phone.call.slots.get("slot") == value
    assert phone.state == ("offer" if value is None else "next")


def test_a_number_that_is_one_choice_and_the_place_of_another_is_asked_again(call: Calling) -> None:
    assert offered(call, ["14:00", "15:00"]).answer("two").call.no_matches == 1


@pytest.mark.parametrize(("key", "value"), [("1", "09:30"), ("3", "16:00"), ("4", None), ("0", None)])
def test_14_keys(call: Calling, key: str, value: str | None) -> None:
    assert offered(call, TIMES).press(key).call.slots.get("slot") == value


@pytest.mark.parametrize(
    ("items", "said", "value"),
    [
        (["Kondapur clinic", "Miyapur clinic"], "the one in Miyapur clinic please", "Miyapur clinic"),
        (["2026-11-21", "2026-11-23"], "on Monday", "2026-11-23"),
        (["2026-11-21", "2026-11-23"], "రేపు", "2026-11-21"),
        ([250, 500], "five hundred", 500),
    ],
)
def test_words_days_and_numbers(call: Calling, items: list[Any], said: str, value: Any) -> None:
    assert offered(call, items, PLAIN).answer(said).call.slots.get("slot") == value


def test_nine_are_offered_at_most(call: Calling) -> None:
    phone = offered(call, list("abcdefghijkl"), PLAIN)
    assert phone.said.count("offer.each") == 9
    assert phone.press("9").call.slots["slot"] == "i"


@pytest.mark.parametrize("items", [[], None, "09:30", {"a": 1}, [None, {}], ["", " "]])
def test_25_a_list_with_nothing_in_it_is_an_error_in_an_ask_and_false_in_a_condition(
    call: Calling, items: Any
) -> None:
    phone = offered(call, items)
    assert "sorry" in phone.visited and "which_department" not in phone.said
    states = STATES.replace("go: offer}", "go: [{when: free.times, go: offer}, {else: next}]}")
    assert call(states, BOTH).fetched({"times": []}).state == "next"


def test_11_repeat_offers_all_of_them_again_in_the_language_of_now(call: Calling) -> None:
    head = BOTH + "anywhere: [{phrases: speak_telugu, set: {language: te-IN}, repeat: yes}]\n"
    phone = call(STATES, head).fetched({"times": TIMES}).answer("telugu please")
    assert phone.last_said == ["which_department", "offer.each", "offer.each", "offer.each"]
    assert phone.playing[1][0].text == "ఉదయం తొమ్మిదిన్నర కోసం 1 నొక్కండి."


def test_a_confirmed_choice_is_corrected_by_another(call: Calling) -> None:
    states = STATES.replace("    go: next\n", '    confirm: "{{ slot | time }}?"\n    go: next\n')
    phone = offered(call, TIMES, states.replace('"{{ slot | time }}?"', "still_there")).answer("ten")
    assert phone.last_said == ["still_there"]
    phone.answer("no, the first one")
    assert phone.call.slots["slot"] == "09:30" and phone.state == "offer"
    assert phone.answer("yes").state == "next"


def test_12_a_value_given_ahead_must_be_among_what_is_offered(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, save: free, go: talk}
  talk: {converse: helper, exits: {offer: the caller said a time}, fills: [slot], limits: {go: bye}}
""" + STATES.split("go: offer}\n")[1]
    states = states.replace("    choices: free.times", "    choices: free.times\n    type: time")
    for given, state in (("10:00", "next"), ("11:00", "offer")):
        phone = call(states, BOTH).fetched({"times": TIMES}).answer("hello there")
        phone.reply(exit="offer", fills={"slot": given})
        assert phone.state == state
