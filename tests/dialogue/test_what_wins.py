"""Meaning 1-5: what wins when several rules could take what the caller did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import Listen, Speak
from runtime.flow.model import BargeIn

Calling = Callable[..., Any]

MENU = """
  begin:
    menu: welcome
    options:
      - {key: 1, phrases: outage_words, go: outage}
      - {key: 2, go: bill}
  outage: {end: outage, say: hello}
  bill: {end: bill, say: hello}
"""
ANYWHERE = """\
anywhere:
  - {key: 1, go: sorry}
  - {key: 0, phrases: ask_person, go: desk}
  - {key: star, phrases: ask_repeat, repeat: yes}
"""
ACCOUNT = """
  begin: {ask: account, type: digits, length: 4-6, say: which_account, go: next}
  next: {end: kept, say: hello}
"""
VILLAGE = """
  begin: {ask: village, examples: villages, say: which_village, go: next}
  next: {end: kept, say: hello}
"""

CONFIRMED = """
  begin:
    ask: village
    examples: villages
    say: which_village
    confirm: "You said {{ village }}. Is that right?"
    go: next
  next: {end: kept, say: hello}
"""


def _menu(*keys: str) -> str:
    """The menu with these keys as well."""
    return MENU.replace("    options:", "".join(f"    {key}\n" for key in keys) + "    options:")


def test_01_a_key_is_the_options_before_it_is_anywhere(call: Calling) -> None:
    assert call(MENU, ANYWHERE).press("1").state == "outage"


def test_01_a_key_that_no_option_has_is_anywhere(call: Calling) -> None:
    assert call(MENU, ANYWHERE).press("0").state == "desk"


def test_01_a_key_that_nobody_has_is_a_miss(call: Calling) -> None:
    phone = call(MENU, ANYWHERE).press("7")
    assert phone.last_said == ["not_understood", "welcome"]
    assert phone.call.no_matches == 1 and phone.call.no_inputs == 0


def test_01_every_digit_is_part_of_a_typed_answer_and_hash_ends_it(call: Calling) -> None:
    phone = call(ACCOUNT, ANYWHERE).press("1004#")
    assert (phone.state, phone.call.slots["account"]) == ("next", "1004")


def test_01_star_clears_a_typed_answer_and_asks_again(call: Calling) -> None:
    phone = call(ACCOUNT, ANYWHERE).press("12*")
    assert phone.last_said == ["which_account"]
    assert phone.press("3456#").call.slots["account"] == "3456"


def test_01_star_is_no_miss(call: Calling) -> None:
    phone = call(ACCOUNT).press("1*2*")
    assert (phone.call.no_matches, phone.call.turns) == (0, 0)


def test_01_the_full_length_ends_a_typed_answer(call: Calling) -> None:
    phone = call(ACCOUNT).press("12345")
    assert phone.state == "begin"
    assert phone.press("6").call.slots["account"] == "123456"


def test_01_three_seconds_without_a_key_end_a_typed_answer(call: Calling) -> None:
    phone = call(ACCOUNT).press("12345")
    assert phone.wait(2.9).state == "begin"
    assert phone.wait(0.2).call.slots["account"] == "12345"


@pytest.mark.parametrize("keys", ["123#", "#"], ids=["too short", "nothing"])
def test_01_a_typed_answer_that_does_not_fit_is_a_miss(call: Calling, keys: str) -> None:
    phone = call(ACCOUNT).press(keys)
    assert phone.last_said == ["not_understood", "which_account"]
    assert "account" not in phone.call.slots


def test_01_the_phone_is_told_how_many_keys_an_answer_has(call: Calling) -> None:
    assert call(ACCOUNT).listening == Listen("en-IN", True, (), 6, 6.0)
    assert call(MENU).listening.max_keys == 1


def test_02_speech_is_the_states_own_phrases_first(call: Calling) -> None:
    head = "anywhere: [{phrases: outage_words, go: desk}]\n"
    assert call(MENU, head).answer("there is no power in my street").state == "outage"


def test_02_then_anywhere_then_a_miss(call: Calling) -> None:
    assert call(MENU, ANYWHERE).answer("get me a person").state == "desk"
    assert call(MENU, ANYWHERE).answer("purple").last_said == ["not_understood", "welcome"]


def test_02_speech_is_a_choice_before_it_is_anywhere(call: Calling) -> None:
    states = """
  begin: {ask: department, choices: [general, eye], say: which_department, go: next}
  next: {end: kept, say: hello}
"""
    phone = call(states, "anywhere: [{phrases: eye, go: desk}]\n").answer("the eye doctor")
    assert (phone.state, phone.call.slots["department"]) == ("next", "eye")


def test_02_digits_are_tried_on_anywhere_before_they_are_the_answer(call: Calling) -> None:
    assert call(ACCOUNT, ANYWHERE).answer("operator, my number is 1 2 3 4").state == "desk"
    assert call(ACCOUNT, ANYWHERE).answer("it is one two three four").call.slots["account"] == "1234"


def test_02_where_any_text_is_an_answer_anywhere_must_be_all_that_was_said(call: Calling) -> None:
    phone = call(VILLAGE, ANYWHERE).answer("Operator Colony")
    assert (phone.state, phone.call.slots["village"]) == ("next", "Operator Colony")
    assert call(VILLAGE, ANYWHERE).answer("Operator!").state == "desk"


def test_02_a_confirmation_takes_not_any_text_so_anywhere_is_found_in_it(call: Calling) -> None:
    phone = call(CONFIRMED, ANYWHERE).answer("Kondapur").answer("please give me a person")
    assert phone.state == "desk"
    phone = call(CONFIRMED, ANYWHERE).answer("Kondapur").answer("no, Operator Colony")
    assert phone.call.slots["village"] == "Operator Colony"


def test_02_what_a_caller_says_in_a_say_before_such_a_question_is_the_answer_too(call: Calling) -> None:
    states = "  begin: {say: hello, go: ask}\n" + VILLAGE.lstrip("\n").replace("begin:", "ask:")
    phone = call(states, ANYWHERE).say("Operator Colony")
    assert (phone.state, phone.call.slots["village"]) == ("next", "Operator Colony")


def test_02_only_what_no_phrase_explains_reaches_the_model(call: Calling) -> None:
    states = """
  begin:
    converse: helper
    exits: {bye: the caller is done}
    limits: {turns: 9, time: 5m, reply: 9s, go: desk}
    say: how_can_i_help
"""
    phone = call(states, ANYWHERE).answer("may I speak to a person")
    assert phone.state == "desk" and phone.model is None
    phone = call(states, ANYWHERE).answer("purple")
    assert phone.model is not None and phone.model.messages[-1].text == "purple"


@pytest.mark.parametrize("language", ["en-IN", "te-IN"])
@pytest.mark.parametrize("words", ["no power", "కరెంట్ లేదు"])
def test_03_phrases_of_every_language_are_heard_in_every_language(
    call: Calling, language: str, words: str
) -> None:
    phone = call(MENU, "languages: [en-IN, te-IN]\n", language=language).answer(words)
    assert phone.state == "outage"


def test_03_hints_hold_every_language_the_callers_first(call: Calling) -> None:
    phone = call(MENU, "languages: [en-IN, te-IN]\n", language="te-IN")
    assert phone.listening.hints == ("కరెంట్ లేదు", "no power")


DEAF = {
    "transfer": "  begin: {transfer: desk, say: connecting, closed: bye, failed: bye}\n",
    "record": "  begin: {record: voicemail, say: leave_message, go: bye}\n",
    "end": "  begin: {end: resolved, say: thanks}\n",
}


@pytest.mark.parametrize("kind", DEAF)
def test_03_anywhere_is_deaf_while_its_words_are_spoken_in(call: Calling, kind: str) -> None:
    phone = call(DEAF[kind], ANYWHERE.replace("go: desk", "go: sorry"))
    phone.press("0").say("operator")
    assert phone.visited == ["begin"] and phone.stopped == 0


@pytest.mark.parametrize("kind", ["transfer", "record"])
def test_03_anywhere_is_deaf_after_its_words_in(call: Calling, kind: str) -> None:
    phone = call(DEAF[kind], ANYWHERE.replace("go: desk", "go: sorry")).listen_out()
    phone.press("0").say("operator")
    assert phone.visited == ["begin"]


def test_03_anywhere_is_deaf_while_a_prompt_that_forbids_it_is_spoken(call: Calling) -> None:
    phone = call(_menu("barge_in: no"), ANYWHERE)
    phone.press("0").say("operator", seconds=0.5)
    assert (phone.state, phone.stopped) == ("begin", 0)
    phone.listen_out()
    assert phone.state == "begin"
    assert phone.press("0").state == "desk"


def test_04_escalation_is_read_before_what_else_would_move_the_call(call: Calling) -> None:
    phone = call(MENU, "escalation: [{when: turns >= 1, go: sorry}]\n").press("1")
    assert (
        phone.visited
        == [
            "begin",
            "sorry",
        ]
        or phone.state == "sorry"
    )
    assert "outage" not in phone.visited


def test_04_the_answer_is_kept_before_escalation_is_read(call: Calling) -> None:
    phone = call(ACCOUNT, "escalation: [{when: account == '1234', go: sorry}]\n").press("1234#")
    assert phone.state == "sorry" and phone.call.slots["account"] == "1234"


def test_04_the_first_true_rule_of_escalation_is_taken(call: Calling) -> None:
    head = """\
escalation:
  - {when: no_inputs >= 1, go: desk}
  - {when: turns >= 1, go: sorry}
  - {when: turns >= 1, go: bye}
"""
    assert call(MENU, head).press("7").state == "sorry"


def test_04_a_rule_of_escalation_fires_once_in_a_call(call: Calling) -> None:
    states = MENU + "  sorry: {say: trouble, go: begin}\n"
    phone = call(states, "escalation: [{when: turns >= 1, go: sorry}]\n").press("7").listen_out()
    assert (phone.state, phone.visited) == ("begin", ["begin", "sorry", "begin"])
    assert phone.press("1").state == "outage"


def test_04_silence_is_listening_too(call: Calling) -> None:
    phone = call(MENU, "escalation: [{when: no_inputs >= 1, say: one_moment, go: desk}]\n").silence()
    assert phone.last_said == ["one_moment", "connecting"]


def test_04_the_reason_of_an_escalation_is_told_to_the_person(call: Calling) -> None:
    states = MENU + "  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}\n"
    head = "escalation: [{when: turns >= 1, go: desk, reason: long call}]\n"
    phone = call(states, head).press("7").listen_out()
    assert "long call" in phone.dial.summary


def test_05_the_ladder_of_a_state_replaces_the_default_whole(call: Calling) -> None:
    states = MENU.replace(
        "    options:", "    no_match: [{say: one_moment, repeat: yes}, {go: bill}]\n    options:"
    )
    phone = call(states).press("7")
    assert phone.last_said == ["one_moment", "welcome"]
    assert phone.press("7").state == "bill"


def test_05_the_other_ladder_stays_the_default(call: Calling) -> None:
    states = _menu("no_match: [{go: bill}]")
    assert call(states).silence().last_said == ["still_there", "welcome"]


def test_05_wait_barge_in_and_on_error_of_a_state_win(call: Calling) -> None:
    states = MENU.replace(
        "    options:", "    wait: 11s\n    barge_in: keys\n    on_error: bill\n    options:"
    )
    phone = call(states)
    assert phone.listening.wait == 11.0
    assert [speak.barge_in for speak in phone.effects(Speak)] == [BargeIn.KEYS]
    assert phone.fail("recogniser").state == "bill"


def test_05_a_wait_in_defaults_is_for_callers_not_for_services(call: Calling) -> None:
    phone = call("  begin: {fetch: complaints, go: bye}\n")
    assert phone.service.seconds == 4.0, "the service's own timeout, not the 6 s of defaults"
    assert call("  begin: {fetch: complaints, wait: 2s, go: bye}\n").service.seconds == 2.0


def test_02_an_option_is_understood_by_its_label(call: Calling) -> None:
    menu = MENU.replace("{key: 2, go: bill}", "{key: 2, label: {en-IN: my bill}, go: bill}")
    assert call(menu).say("My bill, please").state == "bill"


def test_02_phrases_are_understood_in_other_letters_and_with_a_small_error(call: Calling) -> None:
    menu = MENU.replace("phrases: outage_words", "phrases: {en-IN: [no electricity, the current is gone]}")
    assert call(menu).say("the karent is gon").state == "outage"
    assert call(menu).say("no electrisity").state == "outage"
    assert call(menu).say("the current is on").state == "begin"
    assert call(menu).say("the electricity").state == "begin"
