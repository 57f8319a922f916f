"""Meaning 6-10: how silences, misses and turns are counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.event import SpeechEnded, SpeechStarted
from runtime.flow.load import Loaded

Calling = Callable[..., Any]

MENU = """
  begin:
    menu: welcome
    options:
      - {key: 1, phrases: outage_words, go: next}
      - {key: 2, go: begin}
      - {key: 3, go: counts}
  next:
    menu: anything_else
    options:
      - {key: 1, go: bye}
      - {key: 3, go: counts}
  counts:
    decide:
      - {when: no_inputs + no_matches == 0, go: none}
      - {when: no_matches == 2, go: two_misses}
      - {else: some}
  none: {end: none}
  two_misses: {end: two_misses}
  some: {end: some}
"""
ANYWHERE = "anywhere: [{key: star, phrases: ask_repeat, repeat: yes}, {key: 0, say: one_moment}]\n"
VILLAGE = """
  begin:
    ask: village
    examples: villages
    say: which_village
    confirm: "You said {{ village }}. Is that right?"
    go: next
  next: {end: kept, say: hello}
"""
TALK = """
  begin:
    converse: helper
    exits: {bye: the caller is done}
    limits: {turns: 9, time: 5m, reply: 9s, go: desk}
    say: how_can_i_help
"""


def test_06_each_silence_and_each_miss_takes_its_own_next_rung(call: Calling) -> None:
    phone = call(MENU)
    assert phone.silence().last_said == ["still_there", "welcome"]
    assert phone.press("7").last_said == ["not_understood", "welcome"]
    assert phone.silence().last_said == ["press_or_speak"]
    assert phone.press("7").last_said == ["press_or_speak"]
    assert phone.silence().state == "bye"


def test_06_entering_begins_from_the_first_rung(call: Calling) -> None:
    phone = call(MENU).silence().press("1")
    assert phone.silence().last_said == ["still_there", "anything_else"]


def test_06_a_state_that_goes_to_itself_is_entered(call: Calling) -> None:
    phone = call(MENU).silence().press("2")
    assert phone.silence().last_said == ["still_there", "welcome"]


def test_06_repeat_is_not_entering(call: Calling) -> None:
    phone = call(MENU, ANYWHERE).silence().press("*")
    assert phone.last_said == ["welcome"]
    assert phone.silence().last_said == ["press_or_speak"], "the second rung"
    assert phone.call.visits == {"begin": 1}


def test_06_an_anywhere_line_that_stays_changes_no_counter(call: Calling) -> None:
    phone = call(MENU, ANYWHERE).press("7").press("0")
    assert (phone.state, phone.last_said) == ("begin", ["one_moment"])
    assert phone.press("7").last_said == ["press_or_speak"], "the second rung"


def test_06_in_converse_an_understood_turn_begins_anew(call: Calling) -> None:
    phone = call(TALK).silence()
    assert phone.last_said == ["still_there", "how_can_i_help"]
    phone.answer("I have a question").reply("Go ahead.")
    assert phone.silence().last_said == ["still_there", "Go ahead."], "the first rung again"


def test_06_in_converse_an_invented_exit_is_no_understood_turn(call: Calling) -> None:
    phone = call(TALK).answer("purple").reply(exit="nowhere")
    assert phone.last_said == ["not_understood", "how_can_i_help"]
    assert phone.answer("purple").reply(exit="nowhere").last_said == ["press_or_speak"]


def test_07_misses_count_over_the_whole_call(call: Calling) -> None:
    states = MENU.replace("menu: welcome", "menu: welcome\n    no_match: [{go: next}]")
    phone = call(states, "escalation: [{when: no_matches == 2, go: desk}]\n").press("7")
    assert phone.state == "next"
    assert phone.press("7").state == "desk"


def test_07_a_silence_does_not_make_misses_zero(call: Calling) -> None:
    phone = (
        call(MENU, "escalation: [{when: no_matches == 2, go: two_misses}]\n").press("7").silence().press("7")
    )
    assert phone.state == "two_misses"


@pytest.mark.parametrize("understood", ["key", "words", "anywhere"])
def test_07_anything_understood_makes_both_zero(call: Calling, understood: str) -> None:
    phone = call(MENU, ANYWHERE).press("7").silence()
    assert (phone.call.no_inputs, phone.call.no_matches) == (1, 1)
    if understood == "key":
        phone.press("1")
    elif understood == "words":
        phone.answer("no power")
    else:
        phone.press("*")
    assert (phone.call.no_inputs, phone.call.no_matches) == (0, 0)


def test_07_conditions_read_zero_after_a_key_was_understood(call: Calling) -> None:
    assert call(MENU).press("7").press("3").state == "none"


def test_07_turns_count_the_times_we_listened(call: Calling) -> None:
    phone = call(MENU, ANYWHERE).press("7").silence().press("*").press("1")
    assert phone.call.turns == 4


def test_07_visits_count_the_entries_of_a_state(call: Calling) -> None:
    states = """
  begin: {say: hello, go: [{when: visits.begin >= 3, go: bye}, {else: begin}]}
"""
    phone = call(states).listen_out()
    assert phone.visited == ["begin", "begin", "begin", "bye"]


def test_08_silence_begins_when_the_prompt_was_heard_to_its_end(call: Calling) -> None:
    phone = call(MENU)
    assert "wait" not in phone.armed
    assert phone.wait(7.9).call.no_inputs == 0, "2 s of prompt, 6 s of silence"
    assert phone.wait(0.2).call.no_inputs == 1


def test_08_sound_that_was_not_understood_is_a_miss(call: Calling) -> None:
    phone = call(MENU).answer("")
    assert (phone.call.no_inputs, phone.call.no_matches) == (0, 1)


def test_08_a_caller_who_speaks_is_not_silent(call: Calling) -> None:
    phone = call(MENU).listen_out().wait(5.9)
    phone.send(SpeechStarted(phone.at))
    phone.wait(4)
    phone.send(SpeechEnded(phone.at))
    phone.wait(3)
    assert (phone.call.no_inputs, phone.call.turns) == (0, 0)


def test_08_a_broken_recogniser_is_neither(call: Calling) -> None:
    phone = call(MENU).listen_out().fail("recogniser")
    assert (phone.state, phone.call.no_inputs, phone.call.no_matches) == ("sorry", 0, 0)


def test_08_a_recogniser_that_never_answers_is_broken(call: Calling) -> None:
    phone = call(MENU).listen_out()
    phone.send(SpeechStarted(phone.at))
    phone.wait(1)
    phone.send(SpeechEnded(phone.at))
    assert phone.wait(5.9).state == "begin"
    assert phone.wait(0.2).visited == ["begin", "sorry"]
    assert phone.call.no_matches == 0


def test_08_a_broken_voice_is_neither(call: Calling) -> None:
    phone = call(MENU)
    phone.fail("voice", phone.playing[0][0].speech)
    assert (phone.state, phone.call.no_inputs, phone.call.no_matches) == ("sorry", 0, 0)


@pytest.mark.parametrize(
    "ladder", ["[{say: still_there, repeat: yes}]", "[{go: bye}, {say: still_there}]"], ids=["last", "before"]
)
def test_09_the_last_rung_goes_and_only_the_last(loaded: Callable[..., Loaded], ladder: str) -> None:
    states = f"  begin: {{menu: welcome, options: [{{key: 1, go: bye}}], no_input: {ladder}}}\n"
    assert loaded(states).flow is None


def test_10_a_no_empties_the_slot_and_takes_one_rung(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur").answer("no")
    assert "village" not in phone.call.slots
    assert phone.last_said == ["not_understood", "which_village"]
    assert phone.answer("Miyapur").answer("yes").call.slots["village"] == "Miyapur"


def test_10_a_no_by_key_is_the_same(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur").press("2")
    assert phone.last_said == ["not_understood", "which_village"]


def test_10_noes_end_at_the_last_rung(call: Calling) -> None:
    phone = call(VILLAGE)
    for _ in range(3):
        phone.answer("Kondapur").press("2")
    assert phone.state == "desk"


def test_10_a_correction_fills_the_slot_anew_and_is_confirmed_again(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur").answer("no, Miyapur")
    assert phone.call.slots["village"] == "Miyapur"
    assert phone.last_said == ["begin.confirm"], "one rung, without its words"
    assert phone.answer("yes").state == "next"


def test_10_corrections_end_at_the_last_rung(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur")
    for village in ("Miyapur", "Kondapur"):
        assert phone.answer(f"no, {village}").state == "begin"
    assert phone.answer("no, Miyapur").state == "desk"


def test_10_a_rung_taken_by_a_correction_loses_only_its_words(call: Calling) -> None:
    ladder = "[{set: {tries: 1}, say: not_understood, repeat: yes}, {go: desk}]"
    states = VILLAGE.replace("    go: next", f"    no_match: {ladder}\n    go: next")
    phone = call(states, "slots: {tries: {type: number}}\n").answer("Kondapur").answer("no, Miyapur")
    assert phone.last_said == ["begin.confirm"]
    assert phone.call.slots["tries"] == 1


def test_10_a_correction_of_typed_digits(call: Calling) -> None:
    states = """
  begin:
    ask: account
    type: digits
    length: 4
    say: which_account
    confirm: "{{ account | digits }}. Is that right?"
    go: bye
"""
    phone = call(states).press("1234").answer("no, one two three five")
    assert (phone.call.slots["account"], phone.last_said) == ("1235", ["begin.confirm"])


def test_10_what_is_no_answer_to_a_confirmation_asks_it_again(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur").answer("what did you say")
    assert phone.call.slots["village"] == "Kondapur"
    assert phone.last_said == ["not_understood", "begin.confirm"]


@pytest.mark.parametrize(
    ("words", "village"),
    [
        ("no, Operator Colony.", "Operator Colony"),
        ("no no, that's wrong, Chandanagar", "Chandanagar"),
        ("no no, that's wrong, it's Miyapur", "Miyapur"),
        ("Kondapur no Chandanagar", "Chandanagar"),
        ("no,Chandanagar", "chandanagar"),
        ("no, फ़तेहपुर बाज़ार", "फ़तेहपुर बाज़ार"),
        ("కాదు, చందానగర్", "చందానగర్"),
    ],
)
def test_10_a_correction_is_kept_as_it_was_said(call: Calling, words: str, village: str) -> None:
    both = '{en-IN: "You said {{ village }}. Is that right?", te-IN: "{{ village }} అన్నారు. సరేనా?"}'
    states = VILLAGE.replace('"You said {{ village }}. Is that right?"', both)
    phone = call(states, "languages: [en-IN, te-IN]\n").answer("Kondapur").answer(words)
    assert (phone.call.slots["village"], phone.last_said) == (village, ["begin.confirm"])
