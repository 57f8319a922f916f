"""Meaning 20 and 23: when things fail, and why every call ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import HangUp, Speak, StopSpeaking
from runtime.dialogue.event import TimerFired, TransferOutcome
from runtime.language import apology

Calling = Callable[..., Any]

MENU = """
  begin: {menu: welcome, options: [{key: 1, go: begin}, {key: 2, go: other}], on_error: other}
  other: {menu: anything_else, options: [{key: 2, go: begin}], on_error: begin}
  last: {menu: which_department, options: [{key: 1, go: bye}]}
"""
LAST = """\
defaults:
  wait: 6s
  no_input: [{say: still_there, repeat: yes}, {go: bye}]
  no_match: [{say: not_understood, repeat: yes}, {go: desk}]
  on_error: last
"""


def apologised(phone: Any) -> bool:
    """Whether the built-in apology was the last thing said, and the call failed when it was heard."""
    said = phone.effects(Speak)[-1]
    assert phone.hung_up is None
    phone.listen_out()
    return said.text == apology("en-IN") and phone.hung_up == "failed"


def test_20_the_first_error_is_the_states_own(call: Calling) -> None:
    assert call(MENU, LAST).fail("recogniser").state == "other"


def test_20_the_second_is_that_of_defaults(call: Calling) -> None:
    assert call(MENU, LAST).fail("recogniser").fail("recogniser").state == "last"


def test_20_the_third_is_the_apology(call: Calling) -> None:
    head = LAST.replace("on_error: last", "on_error: third")
    states = MENU + "  third: {say: trouble, go: begin}\n"
    phone = call(states, head).fail("recogniser").fail("recogniser").listen_out()
    assert phone.visited == ["begin", "other", "third", "begin"]
    assert apologised(phone.fail("recogniser"))


def test_20_an_error_in_that_very_state_is_the_apology(call: Calling) -> None:
    phone = call(MENU, LAST, state="last").fail("recogniser")
    assert apologised(phone)


def test_20_a_caller_who_is_understood_makes_errors_count_anew(call: Calling) -> None:
    phone = call(MENU, LAST)
    for _ in range(4):
        assert phone.fail("recogniser").state == "other"
        assert phone.press("2").state == "begin"


def test_20_without_an_on_error_there_is_the_apology(call: Calling) -> None:
    head = LAST.replace("  on_error: last\n", "")
    states = "  begin: {menu: welcome, options: [{key: 1, go: bye}]}\n"
    assert apologised(call(states, head).fail("recogniser"))


def test_20_an_apology_whose_voice_fails_still_ends_the_call(call: Calling) -> None:
    phone = call(MENU, LAST, state="last").fail("recogniser")
    phone.fail("voice", phone.playing[-1][0].speech)
    assert phone.hung_up == "failed"


def test_20_nothing_interrupts_the_apology(call: Calling) -> None:
    phone = call(MENU, LAST, state="last").fail("recogniser").press("1").say("no power", seconds=0.5)
    assert phone.hung_up is None
    assert phone.listen_out().hung_up == "failed"


@pytest.mark.parametrize("kind", ["transfer: desk", "record: voicemail", "end: resolved"])
def test_20_words_that_cannot_be_spoken_are_skipped_where_a_call_is_handed_over(
    call: Calling, kind: str
) -> None:
    more = {"t": ", closed: bye, failed: bye", "r": ", go: bye", "e": ""}[kind[0]]
    states = f"""
  begin: {{fetch: complaints, save: ticket, go: out}}
  out: {{{kind}, say: "Your number is {{{{ ticket.id }}}}."{more}}}
"""
    phone = call(states).fetched({"other": 1})
    assert phone.visited == ["begin", "out"] and phone.said == []
    assert phone.dial or phone.recording or phone.hung_up == "resolved"


def test_20_words_that_cannot_be_spoken_are_an_error_elsewhere(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, save: ticket, go: tell}
  tell: {say: "Your number is {{ ticket.id }}.", go: bye}
"""
    assert call(states).fetched({"other": 1}).visited == ["begin", "tell", "sorry"]


def test_20_a_broken_voice_at_the_end_ends_the_call(call: Calling) -> None:
    phone = call("  begin: {end: resolved, say: thanks}\n")
    phone.fail("voice", phone.playing[0][0].speech)
    assert phone.hung_up == "resolved"


def test_20_an_error_line_whose_own_words_fail_still_goes(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, save: ticket, go: ask}
  ask:
    menu: welcome
    options: [{key: 1, go: bye}]
    on_error: {say: "Your number is {{ ticket.id }}.", go: other}
  other: {end: other}
"""
    phone = call(states).fetched({"other": 1}).fail("recogniser")
    assert (phone.state, phone.said) == ("other", ["welcome"])


def test_23_the_longest_call(call: Calling) -> None:
    states = "  begin: {menu: welcome, options: [{key: 1, go: begin}]}\n"
    phone = call(states)
    while phone.call.ended is None and phone.at < 3600:
        phone.press("1").wait(20)
    assert phone.hung_up == "failed" and phone.at < 20 * 60


def test_23_the_longest_call_when_the_last_words_wait_behind_endless_ones(call: Calling) -> None:
    """Found by a storm: a sentence of 100,000 letters, its mark lost, and `end` in a queue behind it."""
    states = """
  begin: {converse: helper, exits: {bye: done}, limits: {turns: 20, time: 9m, go: bye}}
"""
    phone = call(states).answer("my bill").reply("word " * 20_000, exit="bye")
    assert phone.state == "bye" and phone.call.ended is None
    step = phone.send(TimerFired(phone.call.timers["longest_call"], 900.0))
    assert step.effects[-1] == HangUp("resolved") and StopSpeaking() in step.effects


def test_23_last_words_are_heard_out_when_the_longest_call_is_over(call: Calling) -> None:
    phone = call("  begin: {end: done, say: thanks}\n")
    step = phone.send(TimerFired(phone.call.timers["longest_call"], 900.0))
    assert not step.effects and phone.call.ended is None


def test_23_the_most_turns(call: Calling) -> None:
    phone = call("  begin: {menu: welcome, options: [{key: 1, go: begin}]}\n")
    for _ in range(59):
        phone.press("1")
    assert phone.state == "begin" and phone.call.phase == "listening"
    assert apologised(phone.press("1"))


def test_23_states_that_say_nothing_cannot_go_round_for_ever(call: Calling) -> None:
    states = """
  begin: {decide: [{when: turns > 0, go: bye}, {else: back}]}
  back: {decide: [{when: turns > 0, go: bye}, {else: begin}]}
"""
    phone = call(states)
    assert "sorry" in phone.visited
    assert phone.listen_out().hung_up is not None


def test_23_transfers_that_fail_into_each_other_end(call: Calling) -> None:
    states = """
  begin: {transfer: desk, closed: back, failed: back}
  back: {transfer: desk, closed: begin, failed: begin}
"""
    phone = call(states)
    for _ in range(100):
        if phone.call.phase != "dialling":
            break
        phone.transferred("busy")
    assert phone.listen_out().hung_up is not None


def test_23_a_mark_that_is_lost_does_not_hold_the_call(call: Calling) -> None:
    """The carrier never says that the words were heard: a deadline does."""
    phone = call("  begin: {say: hello, go: bye}\n")
    phone.playing.clear()
    phone.wait(30)
    phone.playing.clear()
    phone.wait(30)
    assert phone.effects(HangUp) == [HangUp("resolved")]


def test_23_transfers_that_fail_and_are_tried_again_and_again_end(call: Calling) -> None:
    """Every round speaks, rings and comes back; nobody ever listens, so no turn is counted."""
    states = """
  begin: {say: hello, go: try}
  try: {transfer: desk, say: connecting, closed: begin, failed: begin}
"""
    phone = call(states)
    while phone.call.ended is None and phone.at < 3600:
        phone.listen_out().wait(25)
        if phone.call.phase == "dialling":
            phone.transferred(TransferOutcome.NO_ANSWER)
    assert phone.hung_up == "failed" and phone.at < 20 * 60


def test_23_talking_with_a_person_leaves_the_longest_call_as_it_was(call: Calling) -> None:
    states = """
  begin: {transfer: desk, say: connecting, closed: bye, failed: bye, go: menu}
  menu: {menu: welcome, wait: 60s, options: [{key: 1, go: menu}]}
"""
    phone = call(states).listen_out().wait(3600).transferred(TransferOutcome.COMPLETED)
    back = phone.at
    while phone.call.ended is None and phone.at < 3 * 3600:
        phone.press("1").wait(40)
    assert phone.hung_up == "failed" and 10 * 60 < phone.at - back < 20 * 60


def test_20_a_value_that_cannot_be_set_is_an_error(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, save: ticket, go: menu}
  menu: {menu: welcome, options: [{key: 1, set: {note: "{{ ticket.id }}"}, go: bye}]}
"""
    phone = call(states, "slots: {note: {type: text}}\n").fetched({"other": 1})
    assert phone.press("1").state == "sorry"


def test_20_a_value_that_cannot_be_sent_is_an_error(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, save: ticket, go: again}
  again: {fetch: complaints, send: {id: "{{ ticket.id }}"}, go: bye}
"""
    phone = call(states).fetched({"other": 1})
    assert phone.visited == ["begin", "again", "sorry"]
