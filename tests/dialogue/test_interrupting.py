"""Meaning 16 and 17, and how a voice interrupts: what is said or pressed while we speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import StopSpeaking
from runtime.dialogue.event import Digit, SpeechEnded, SpeechStarted, TimerFired, Utterance

Calling = Callable[..., Any]

BOTH = "languages: [en-IN, te-IN]\n"
SAY = """
  begin: {say: hello, go: menu}
  menu:
    menu: welcome
    options:
      - {key: 1, phrases: outage_words, go: outage}
      - {key: 2, phrases: bill_words, go: bill}
  outage: {end: outage}
  bill: {end: bill}
"""
MENU = SAY.replace("begin: {say: hello, go: menu}", "unused: {end: unused}").replace(
    "  menu:\n", "  begin:\n"
)
ACCOUNT = """
  begin: {say: hello, go: ask}
  ask: {ask: account, type: digits, length: 4, say: which_account, go: next}
  next: {end: kept}
"""
MORE = """
  begin: {ask: more, type: yes_no, say: anything_else, go: [{when: more, go: yes_said}, {else: no_said}]}
  yes_said: {end: yes_said}
  no_said: {end: no_said}
"""
VILLAGE = """
  begin:
    ask: village
    say: which_village
    confirm: "You said {{ village }}. Is that right?"
    go: next
  next: {end: kept}
"""


def test_16_a_key_that_interrupts_a_menu_is_its_answer(call: Calling) -> None:
    phone = call(MENU).press("1")
    assert (phone.state, phone.stopped) == ("outage", 1)


def test_16_a_key_that_interrupts_is_the_first_key_of_a_typed_answer(call: Calling) -> None:
    phone = call(ACCOUNT).listen_out().press("1234")
    assert phone.call.slots["account"] == "1234"


def test_16_a_key_in_a_say_interrupts_it_and_is_kept(call: Calling) -> None:
    phone = call(SAY).press("2")
    assert (phone.state, phone.stopped) == ("bill", 1)
    assert phone.said == ["hello"], "the question was answered before it was asked"


def test_16_keys_in_a_say_are_all_kept(call: Calling) -> None:
    phone = call(ACCOUNT).press("12").wait(1).press("34")
    assert phone.call.slots["account"] == "1234"


def test_16_keys_pressed_while_a_service_is_asked_are_kept(call: Calling) -> None:
    states = SAY.replace("begin: {say: hello, go: menu}", "begin: {fetch: complaints, go: menu}")
    phone = call(states).press("1")
    assert phone.state == "begin"
    assert phone.fetched({"id": "7"}).state == "outage"


def test_16_a_kept_key_is_dropped_where_the_call_is_handed_over(call: Calling) -> None:
    states = SAY.replace("begin: {say: hello, go: menu}", "begin: {fetch: complaints, go: record}")
    states += "  record: {record: voicemail, say: leave_message, go: menu}\n"
    phone = call(states).press("1").fetched({}).listen_out().recorded()
    assert (phone.state, phone.last_said) == ("menu", ["welcome"])


def test_16_a_kept_key_is_dropped_by_barge_in_no(call: Calling) -> None:
    states = SAY.replace("begin: {say: hello", "begin: {fetch: complaints").replace(
        "menu: welcome", "menu: welcome\n    barge_in: no"
    )
    phone = call(states).press("1").fetched({})
    assert (phone.state, phone.last_said) == ("menu", ["welcome"])
    assert phone.listen_out().state == "menu"


def test_16_a_key_pressed_during_barge_in_no_is_dropped(call: Calling) -> None:
    states = SAY.replace("begin: {say: hello", "begin: {say: hello, barge_in: no")
    phone = call(states).press("1")
    assert (phone.state, phone.stopped) == ("begin", 0)
    assert phone.wait(2.5).state == "menu" and phone.said == ["hello", "welcome"]


def test_16_a_key_over_a_prompt_that_only_speech_may_interrupt_is_kept(call: Calling) -> None:
    phone = call(MENU.replace("menu: welcome", "menu: welcome\n    barge_in: speech")).press("1")
    assert (phone.state, phone.stopped) == ("begin", 0)
    assert phone.listen_out().state == "outage"


def test_16_a_kept_key_answers_only_the_question_it_was_pressed_for(call: Calling) -> None:
    states = """
  begin:
    menu: welcome
    barge_in: speech
    options: [{key: 1, go: one}, {phrases: bill_words, go: two}]
  one: {end: one}
  two: {menu: anything_else, options: [{key: 1, go: one}]}
"""
    phone = call(states).press("1").say("my bill", seconds=0.2)
    assert (phone.state, phone.last_said) == ("two", ["anything_else"])


def test_16_keys_pressed_ahead_answer_one_question_after_the_other(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, go: first}
  first: {menu: welcome, options: [{key: 1, go: second}]}
  second: {menu: anything_else, options: [{key: 2, go: done}]}
  done: {end: done}
"""
    phone = call(states).press("12").fetched({})
    assert phone.state == "done" and phone.said == []


def test_16_a_kept_key_is_dropped_by_a_rung(call: Calling) -> None:
    """The second of two keys does not answer the question that the first, a miss, has asked again."""
    phone = call(SAY)
    phone.send(Digit("7", phone.at))
    assert phone.last_said == ["not_understood", "welcome"]
    states = SAY.replace("begin: {say: hello, go: menu}", "begin: {fetch: complaints, go: menu}")
    phone = call(states).press("71").fetched({})
    assert (phone.state, phone.last_said) == ("menu", ["not_understood", "welcome"])
    assert phone.call.no_matches == 1


def test_16_a_kept_key_is_dropped_by_an_anywhere_line(call: Calling) -> None:
    states = SAY.replace("begin: {say: hello, go: menu}", "begin: {fetch: complaints, go: menu}")
    phone = call(states, "anywhere: [{key: star, repeat: yes}]\n").press("*1").fetched({})
    assert (phone.state, phone.last_said) == ("menu", ["welcome"])


def test_16_kept_keys_do_not_confirm_what_was_not_read_back(call: Calling) -> None:
    states = """
  begin:
    converse: helper
    exits: {fetch: the power is out}
    limits: {turns: 9, time: 5m, reply: 9s, go: desk}
    fills: [village]
  fetch: {fetch: complaints, go: ask}
  ask: {ask: village, say: which_village, confirm: "{{ village }}. Is that right?", go: bye}
"""
    phone = call(states, "slots: {village: {type: text}}\n").answer("no power")
    phone.reply(exit="fetch", fills={"village": "Kondapur"}).press("1").fetched({})
    assert (phone.state, phone.last_said) == ("ask", ["ask.confirm"])


@pytest.mark.parametrize("sound", ["hmm", "ok", "ఆఁ", ""])
def test_17_small_sounds_over_a_prompt_do_not_interrupt_it(call: Calling, sound: str) -> None:
    phone = call(MENU, BOTH).say(sound, seconds=0.2)
    assert (phone.state, phone.stopped, phone.call.turns) == ("begin", 0, 0)
    assert phone.said == ["welcome"]


def test_17_small_sounds_in_a_say_do_not_interrupt_it(call: Calling) -> None:
    phone = call(SAY).say("hmm", seconds=0.2)
    assert (phone.state, phone.stopped) == ("begin", 0)
    assert phone.wait(2).said == ["hello", "welcome"]


def test_17_words_over_a_prompt_do_however_short_they_are(call: Calling) -> None:
    phone = call(MENU).say("no power", seconds=0.2)
    assert (phone.state, phone.stopped) == ("outage", 1)


def test_17_ok_over_a_question_for_yes_or_no_is_the_answer(call: Calling) -> None:
    phone = call(MORE).say("ok", seconds=0.2)
    assert (phone.state, phone.stopped) == ("yes_said", 1)


def test_17_ok_over_a_confirmation_is_the_answer(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur").say("ok", seconds=0.2)
    assert phone.state == "next"


def test_17_a_small_sound_after_the_prompt_is_a_miss(call: Calling) -> None:
    assert call(MENU).answer("hmm").call.no_matches == 1


def test_a_voice_that_lasts_stops_the_prompt(call: Calling) -> None:
    phone = call(MENU).wait(0.5)
    phone.send(SpeechStarted(phone.at))
    assert phone.wait(0.25).stopped == 0
    assert phone.wait(0.1).stopped == 1


def test_a_question_for_yes_or_no_is_interrupted_at_once(call: Calling) -> None:
    phone = call(MORE)
    assert StopSpeaking() in phone.send(SpeechStarted(0.5)).effects


def test_a_confirmation_is_interrupted_at_once(call: Calling) -> None:
    phone = call(VILLAGE).answer("Kondapur")
    assert StopSpeaking() in phone.send(SpeechStarted(phone.at)).effects


def test_a_small_sound_that_cut_a_question_off_has_it_asked_again(call: Calling) -> None:
    phone = call(MENU).say("hmm", seconds=0.6)
    assert (phone.stopped, phone.last_said, phone.call.no_matches) == (1, ["welcome"], 0)


def test_a_sound_without_words_that_cut_a_question_off_is_a_miss(call: Calling) -> None:
    phone = call(MENU).say("", seconds=0.6)
    assert (phone.last_said, phone.call.no_matches) == (["not_understood", "welcome"], 1)


def test_speech_in_a_say_is_taken_by_the_next_state_that_listens(call: Calling) -> None:
    phone = call(SAY).say("my bill")
    assert (phone.state, phone.said) == ("bill", ["hello"])


def test_short_speech_in_a_say_is_taken_by_the_next_state_that_listens(call: Calling) -> None:
    phone = call(SAY).say("my bill", seconds=0.2)
    assert (phone.state, phone.said) == ("bill", ["hello"])


def test_a_small_sound_that_cut_a_say_off_has_the_question_asked(call: Calling) -> None:
    phone = call(SAY).say("hmm", seconds=0.6)
    assert (phone.state, phone.last_said, phone.call.no_matches) == ("menu", ["welcome"], 0)


@pytest.mark.parametrize("barge_in", ["no", "keys"])
def test_speech_does_not_interrupt_where_it_may_not(call: Calling, barge_in: str) -> None:
    states = MENU.replace("menu: welcome", f"menu: welcome\n    barge_in: {barge_in}")
    phone = call(states).say("no power", seconds=0.8)
    assert (phone.state, phone.stopped, phone.call.turns) == ("begin", 0, 0)
    assert phone.answer("no power").state == "outage"


def test_keys_interrupt_where_only_keys_may(call: Calling) -> None:
    phone = call(MENU.replace("menu: welcome", "menu: welcome\n    barge_in: keys")).press("1")
    assert (phone.state, phone.stopped) == ("outage", 1)


def test_speech_that_outlasts_a_prompt_it_may_not_interrupt_is_heard(call: Calling) -> None:
    states = MENU.replace("menu: welcome", "menu: welcome\n    barge_in: no")
    phone = call(states).wait(1.8).say("no power", seconds=1.0)
    assert phone.state == "outage"


def test_a_key_interrupts_both_the_rungs_words_and_the_question(call: Calling) -> None:
    phone = call(MENU).press("7")
    assert phone.last_said == ["not_understood", "welcome"]
    assert phone.press("1").state == "outage"


def test_words_over_a_prompt_wait_for_nothing_else(call: Calling) -> None:
    """An Utterance without the ears' SpeechStarted (keys and text typed into a demo) is an answer too."""
    phone = call(MENU)
    phone.send(Utterance("no power", 0.5))
    assert phone.state == "outage"


def test_the_keypad_alone_where_the_author_said_so(call: Calling) -> None:
    phone = call(ACCOUNT.replace("length: 4,", "length: 4, by: keys,")).listen_out()
    assert phone.listening.voice is False
    phone.say("one two three four")
    assert (phone.state, phone.call.no_matches, "account" in phone.call.slots) == ("ask", 0, False)
    assert "wait" in phone.armed, "what is said in the room is no answer, and the silence of keys goes on"
    assert phone.press("1234").state == "next"


def test_02_what_may_be_said_anywhere_is_listened_for_where_only_keys_answer(call: Calling) -> None:
    """Else nobody who types an account number could say that the card is lost: the ears would be shut."""
    states = ACCOUNT.replace("length: 4,", "length: 4, by: keys,")
    keys = call(states, "anywhere: [{key: star, repeat: yes}]\n").listen_out()
    assert keys.listening.voice is False
    phone = call(states, "anywhere: [{phrases: outage_words, go: next}]\n").listen_out()
    assert phone.listening.voice is True
    assert "no power" in phone.listening.hints
    assert phone.say("one two three four").state == "ask"
    assert phone.say("no power").state == "next"


def test_speech_empties_what_was_typed(call: Calling) -> None:
    phone = call(ACCOUNT).listen_out().press("99").say("one two three four")
    assert phone.call.slots["account"] == "1234"


def test_words_said_to_a_question_already_left_are_dropped(call: Calling) -> None:
    states = SAY.replace("go: outage}", "go: begin}")
    phone = call(states).listen_out()
    phone.send(SpeechStarted(phone.at))
    phone.wait(0.1)
    phone.press("1")
    assert phone.state == "begin"
    phone.send(SpeechEnded(phone.at))
    phone.send(Utterance("my bill", phone.at))
    assert phone.state == "begin" and phone.call.no_matches == 0


def test_an_interrupting_voice_that_stopped_in_time_fires_no_timer(call: Calling) -> None:
    phone = call(MENU)
    phone.send(SpeechStarted(0.5))
    late = next(number for number, (_, name) in phone.timers.items() if name == "interrupt")
    phone.send(SpeechEnded(0.6))
    assert phone.send(TimerFired(late, 0.8)).effects == ()
