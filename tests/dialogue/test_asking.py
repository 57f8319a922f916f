"""Meaning 11-15: asking, repeating, confirming, and what a model may give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel, Listen, Speak

Calling = Callable[..., Any]

BOTH = "languages: [en-IN, te-IN]\n"
ANYWHERE = """\
anywhere:
  - {key: star, phrases: ask_repeat, repeat: yes}
  - {phrases: speak_telugu, set: {language: te-IN}, repeat: yes}
"""
VILLAGE = """
  begin:
    ask: village
    examples: villages
    say: which_village
    confirm: {en-IN: "You said {{ village }}. Is that right?", te-IN: "{{ village }} అన్నారు. సరేనా?"}
    go: next
  next: {end: kept, say: hello}
"""
TALK = """
  begin:
    converse: helper
    exits: {bye: the caller is done, ask: the power is out}
    limits: {turns: 9, time: 5m, reply: 9s, go: desk}
    fills: [village, people]
    say: how_can_i_help
  ask: {ask: village, say: which_village, confirm: "You said {{ village }}. Is that right?", go: next}
  next: {ask: people, say: how_many, go: again}
  again: {ask: village, say: which_village, go: bye}
"""
SLOTS = "slots: {village: {type: text, examples: villages}, people: {type: number, min: 1, max: 20}}\n"
MORE = """
  begin: {ask: more, type: yes_no, say: anything_else, go: [{when: more, go: yes_said}, {else: no_said}]}
  yes_said: {end: yes_said}
  no_said: {end: no_said}
"""


def test_11_repeat_says_the_prompt(call: Calling) -> None:
    assert call(VILLAGE, BOTH + ANYWHERE).press("*").last_said == ["which_village"]


def test_11_repeat_says_the_confirmation_if_that_was_asked(call: Calling) -> None:
    phone = call(VILLAGE, BOTH + ANYWHERE).answer("Kondapur").answer("say that again")
    assert phone.last_said == ["begin.confirm"]


def test_11_repeat_says_the_models_last_reply_from_its_start(call: Calling) -> None:
    phone = call(TALK, ANYWHERE.replace("te-IN", "en-IN") + SLOTS)
    phone.answer("hello there").reply("Good day.", "What has happened?").listen_out().press("*")
    assert phone.last_said == ["Good day.", "What has happened?"]


def test_11_repeat_says_what_a_converse_began_with_before_any_reply(call: Calling) -> None:
    assert call(TALK, ANYWHERE.replace("te-IN", "en-IN") + SLOTS).press("*").last_said == ["how_can_i_help"]


def test_11_repeat_never_says_the_words_of_a_rung(call: Calling) -> None:
    phone = call(VILLAGE, BOTH + ANYWHERE).silence()
    assert phone.last_said == ["still_there", "which_village"]
    assert phone.press("*").last_said == ["which_village"]


def test_11_repeat_is_in_the_language_of_now(call: Calling) -> None:
    phone = call(VILLAGE, BOTH + ANYWHERE).answer("Kondapur").answer("telugu please")
    assert phone.last_said == ["begin.confirm"]
    assert phone.effects(Speak)[-1].text == "Kondapur అన్నారు. సరేనా?"


def test_11_a_reply_is_asked_anew_if_the_language_has_changed(call: Calling) -> None:
    states = TALK.replace('confirm: "You said {{ village }}. Is that right?", ', "")
    phone = call(states, BOTH + ANYWHERE + SLOTS).answer("hello there").reply("Good day.")
    phone.answer("telugu please")
    assert phone.last_said == []
    first, second = phone.effects(AskModel)
    assert (first.language, second.language) == ("en-IN", "te-IN")
    assert second.messages == first.messages, "the reply that is asked anew was never said"


def test_11_repeat_said_in_a_say_says_it_again(call: Calling) -> None:
    states = "  begin: {say: hello, go: bye}\n"
    phone = call(states, ANYWHERE.replace("te-IN", "en-IN")).say("repeat", seconds=0.2)
    assert (phone.state, phone.said, phone.stopped) == ("begin", ["hello", "hello"], 1)


def test_12_ask_asks_even_if_its_slot_is_filled(call: Calling) -> None:
    phone = call(VILLAGE, BOTH, slots={"village": "Miyapur"})
    assert phone.said == ["which_village"] and "village" not in phone.call.slots


def test_12_a_value_given_to_the_model_is_only_confirmed(call: Calling) -> None:
    phone = call(TALK, SLOTS).answer("no power in Kondapur").reply(exit="ask", fills={"village": "Kondapur"})
    assert (phone.state, phone.last_said) == ("ask", ["ask.confirm"])
    assert phone.answer("yes").state == "next"


def test_12_a_value_given_to_the_model_needs_no_question(call: Calling) -> None:
    phone = call(TALK, SLOTS).answer("no power")
    phone.reply(exit="ask", fills={"village": "Kondapur", "people": 4}).answer("yes")
    assert phone.call.slots["people"] == 4 and "next" in phone.visited
    assert "how_many" not in phone.said


def test_12_such_a_value_is_taken_once(call: Calling) -> None:
    phone = call(TALK, SLOTS).answer("no power")
    phone.reply(exit="ask", fills={"village": "Kondapur", "people": 4}).answer("yes")
    assert (phone.state, phone.last_said) == ("again", ["which_village"])


def test_12_such_a_value_that_is_refused_is_asked_for(call: Calling) -> None:
    phone = call(TALK, SLOTS).answer("no power").reply(exit="ask", fills={"village": "Kondapur"})
    assert phone.answer("no").last_said == ["not_understood", "which_village"]


def test_13_set_is_done_before_say(call: Calling) -> None:
    states = """
  begin:
    menu: welcome
    options: [{key: 1, set: {language: te-IN}, say: one_moment, go: bye}]
"""
    phone = call(states, BOTH).press("1")
    assert phone.last_said == ["one_moment", "thanks"]
    assert [speak.language for speak in phone.effects(Speak)] == ["en-IN", "te-IN", "te-IN"]


def test_13_language_begins_as_the_first(call: Calling) -> None:
    assert call(VILLAGE, BOTH).call.language == "en-IN"


def test_13_the_ears_change_with_the_voice(call: Calling) -> None:
    phone = call(VILLAGE, BOTH + ANYWHERE).answer("telugu please")
    assert [listen.language for listen in phone.effects(Listen)] == ["en-IN", "te-IN"]


@pytest.mark.parametrize(("key", "state"), [("1", "yes_said"), ("2", "no_said")])
def test_14_one_is_yes_and_two_is_no(call: Calling, key: str, state: str) -> None:
    assert call(MORE).press(key).state == state


def test_14_any_other_key_is_a_miss(call: Calling) -> None:
    assert call(MORE).press("3").last_said == ["not_understood", "anything_else"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("yes please", "yes_said"),
        ("ok", "yes_said"),
        ("no, thank you", "no_said"),
        ("అవును", "yes_said"),
        ("లేదు", "no_said"),
    ],
)
def test_14_words_of_each_language(call: Calling, words: str, state: str) -> None:
    assert call(MORE, BOTH).answer(words).state == state


@pytest.mark.parametrize(
    ("words", "state"), [("1", "next"), ("2", "begin"), ("yes", "next"), ("కాదు", "begin")]
)
def test_14_a_confirmation_takes_them_too(call: Calling, words: str, state: str) -> None:
    phone = call(VILLAGE, BOTH).answer("Kondapur")
    (phone.press if words.isdecimal() else phone.answer)(words)
    assert phone.state == state


def test_15_a_model_moves_the_call_by_an_exit_of_the_list(call: Calling) -> None:
    assert call(TALK, SLOTS).answer("that is all").reply(exit="bye").state == "bye"


def test_15_an_exit_that_is_not_in_the_list_is_none(call: Calling) -> None:
    phone = call(TALK, SLOTS).answer("connect me").reply("I will connect you.", exit="desk")
    assert (phone.state, phone.said[-1]) == ("begin", "I will connect you.")
    phone = call(TALK, SLOTS).answer("connect me").reply(exit="desk")
    assert (phone.state, phone.call.no_matches) == ("begin", 1)


def test_15_fills_are_checked_like_what_a_caller_says(call: Calling) -> None:
    fills = {"village": "Kondapur", "people": 400, "language": "te-IN", "bribe": "yes"}
    phone = call(TALK, SLOTS).answer("no power").reply(exit="ask", fills=fills)
    assert phone.call.slots == {"village": "Kondapur"} and phone.call.language == "en-IN"


@pytest.mark.parametrize(
    "value",
    [None, "", {"a": 1}, ["four"], True, float("nan"), float("inf"), 10**5000],
    ids=["nothing", "empty", "mapping", "list", "yes", "nan", "infinite", "huge"],
)
def test_15_a_fill_of_any_other_kind_is_dropped(call: Calling, value: Any) -> None:
    phone = call(TALK, SLOTS).answer("no power").reply(exit="ask", fills={"people": value})
    assert phone.state == "ask" and "people" not in phone.call.slots


def test_15_the_model_remembers_what_was_said_also_when_it_is_entered_again(call: Calling) -> None:
    states = TALK.replace("go: again", "go: begin")
    phone = call(states, SLOTS).answer("no power").reply("Oh dear.", exit="ask")
    phone.answer("Kondapur").answer("yes").answer("four").answer("and the bill")
    said = [(message.role, message.text) for message in phone.model.messages]
    assert ("user", "no power") in said and ("user", "Kondapur") in said
    assert said[0] == ("assistant", "How can I help you?")
    assert any("Oh dear. Which village" in text for role, text in said if role == "assistant")
    assert said[-1] == ("user", "and the bill")
