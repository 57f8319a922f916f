"""Meaning 18, 19 and 22, and what each kind of state does: services, persons, recordings, ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from runtime.dialogue.effect import CallService, Dial, HangUp, RecordMessage
from runtime.dialogue.event import PlaybackEnded, TransferOutcome

Calling = Callable[..., Any]

FETCH = """
  begin:
    menu: welcome
    options: [{key: 1, go: register}]
  register:
    fetch: complaints
    send: {people: "{{ people }}", phone: "{{ caller.number }}", note: "from {{ caller.number }}"}
    save: ticket
    filler: one_moment
    go: tell
  tell: {say: "Your number is {{ ticket.id }}.", go: begin}
"""
PEOPLE = "slots: {people: {type: number}}\n"


def test_18_go_forgets_nothing(call: Calling) -> None:
    states = """
  begin: {ask: people, type: number, say: how_many, go: next}
  next: {menu: welcome, options: [{key: 1, go: again}]}
  again: {say: hello, go: next}
"""
    phone = call(states).press("4#").press("1").listen_out()
    assert phone.state == "next" and phone.call.slots == {"people": 4}


def test_19_end_hangs_up_with_its_outcome_when_its_words_were_heard(call: Calling) -> None:
    phone = call("  begin: {end: resolved, say: thanks}\n")
    assert phone.hung_up is None and phone.call.ended is None
    phone.listen_out()
    assert (phone.hung_up, phone.call.ended) == ("resolved", "resolved")


def test_19_an_end_without_words_hangs_up_when_all_that_was_said_has_been_heard(call: Calling) -> None:
    phone = call("  begin: {say: hello, go: done}\n  done: {end: done}\n").wait(1.9)
    assert phone.hung_up is None
    assert phone.wait(0.2).hung_up == "done"


def test_22_fetch_sends_once_and_keeps_what_came(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4}).press("1")
    sent = phone.service
    assert (sent.service, sent.seconds) == ("complaints", 4.0)
    assert sent.send == {"people": 4, "phone": "+919876543210", "note": "from +919876543210"}
    phone.fetched({"id": "4821"})
    assert phone.state == "tell" and phone.said[-1] == "tell.say"
    assert len(phone.effects(CallService)) == 1


def test_22_every_entry_has_a_key_of_its_own(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4})
    for _ in range(2):
        phone.press("1").fetched({"id": "1"}).listen_out()
    first, second = phone.effects(CallService)
    assert first.key != second.key


def test_22_two_callers_have_keys_of_their_own(call: Calling, flow: Calling) -> None:
    one = call(FETCH, PEOPLE, slots={"people": 4}).press("1")
    other = call(FETCH, PEOPLE, slots={"people": 4}, number="+919876543211").press("1")
    assert one.service.key != other.service.key


def test_22_a_caller_who_hangs_up_does_not_stop_it(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4}).press("1").hang_up()
    assert phone.call.ended == "hung_up" and len(phone.effects(CallService)) == 1


def test_22_a_service_that_failed_is_an_error(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4}).press("1")
    assert phone.fail("service", phone.service.request).state == "sorry"


def test_22_a_service_that_never_answers_is_an_error(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4}).press("1")
    assert phone.wait(3.9).state == "register"
    assert phone.wait(0.2).state == "sorry"


def test_21_the_filler_of_a_slow_service_is_spoken_once(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4}).press("1")
    phone.wait(1.4)
    assert "one_moment" not in phone.said
    assert phone.wait(2).said.count("one_moment") == 1


def test_the_filler_is_heard_to_its_end_before_what_comes_next(call: Calling) -> None:
    phone = call(FETCH, PEOPLE, slots={"people": 4}).press("1").wait(1.6).fetched({"id": "1"})
    assert (phone.said[-2:], phone.stopped) == (["one_moment", "tell.say"], 1), "only the menu was stopped"


TRANSFER = """
  begin: {transfer: office, say: connecting, closed: {say: trouble, go: shut}, failed: lost, go: after}
  shut: {end: shut}
  lost: {end: lost}
  after: {end: after}
"""
FRIDAY = {"now": datetime(2026, 11, 20, 12, 0)}
SUNDAY = {"now": datetime(2026, 11, 22, 12, 0)}


def test_a_person_is_dialled_when_the_words_before_were_heard(call: Calling) -> None:
    phone = call(TRANSFER, **FRIDAY)
    assert phone.wait(1.9).dial is None
    assert phone.wait(0.2).dial == Dial(phone.dial.request, "office", None)


def test_a_closed_contact_is_not_dialled(call: Calling) -> None:
    phone = call(TRANSFER, **SUNDAY).listen_out()
    assert phone.dial is None and phone.said == ["trouble"] and phone.hung_up == "shut"


@pytest.mark.parametrize("outcome", [one for one in TransferOutcome if one != "completed"])
def test_20_whatever_goes_wrong_in_a_transfer_is_failed(call: Calling, outcome: TransferOutcome) -> None:
    assert call(TRANSFER, **FRIDAY).listen_out().transferred(outcome).state == "lost"


def test_20_a_broken_voice_in_a_transfer_is_passed_over(call: Calling) -> None:
    phone = call(TRANSFER, **FRIDAY)
    phone.fail("voice", phone.playing[0][0].speech)
    assert phone.dial is not None


def test_the_person_has_hung_up(call: Calling) -> None:
    assert call(TRANSFER, **FRIDAY).listen_out().transferred(TransferOutcome.COMPLETED).state == "after"
    phone = (
        call(TRANSFER.replace(", go: after}", "}"), **FRIDAY)
        .listen_out()
        .transferred(TransferOutcome.COMPLETED)
    )
    assert phone.hung_up == "transferred"


def test_a_long_talk_with_a_person_is_not_cut_off(call: Calling) -> None:
    phone = call(TRANSFER, **FRIDAY).listen_out().wait(60 * 60)
    assert phone.call.ended is None
    assert phone.transferred(TransferOutcome.COMPLETED).state == "after"


def test_the_person_is_told_what_is_known(call: Calling) -> None:
    states = TRANSFER.replace("closed:", "summary: yes, closed:")
    phone = call(states, PEOPLE, slots={"people": 4}, **FRIDAY).listen_out()
    assert "en-IN" in phone.dial.summary and "people: 4" in phone.dial.summary


def test_a_message_is_recorded_when_the_words_before_were_heard(call: Calling) -> None:
    phone = call("  begin: {record: voicemail, say: leave_message, limits: {time: 30s}, go: bye}\n")
    assert phone.recording is None
    phone.listen_out()
    assert phone.recording == RecordMessage(phone.recording.request, "voicemail", 30.0)
    assert phone.recorded().state == "bye"


def test_a_recording_that_never_comes_is_an_error(call: Calling) -> None:
    phone = call(
        "  begin: {record: voicemail, say: leave_message, limits: {time: 30s}, go: bye}\n"
    ).listen_out()
    assert phone.wait(31).state == "begin"
    assert phone.wait(60).visited[:2] == ["begin", "sorry"]


def test_a_say_waits_until_its_words_were_heard(call: Calling) -> None:
    phone = call("  begin: {say: hello, go: next}\n  next: {menu: welcome, options: [{key: 1, go: bye}]}\n")
    assert phone.said == ["hello"]
    phone.send(PlaybackEnded(phone.playing[0][0].speech, 2.0))
    assert phone.said == ["hello", "welcome"] and phone.state == "next"


def test_a_line_with_say_and_go_speaks_and_enters_in_one_step(call: Calling) -> None:
    states = """
  begin: {menu: welcome, options: [{key: 1, say: one_moment, go: next}]}
  next: {menu: anything_else, options: [{key: 1, go: bye}]}
"""
    phone = call(states).press("1")
    assert phone.last_said == ["one_moment", "anything_else"] and phone.state == "next"


def test_after_the_end_everything_is_dropped(call: Calling) -> None:
    phone = call("  begin: {end: done}\n")
    assert phone.effects(HangUp) == [HangUp("done")]
    assert phone.press("1").say("hello", seconds=0.5).hang_up().call.ended == "done"
    assert all(step.effects == () for _, step in phone.steps[1:])


@pytest.mark.parametrize("target", ["desk", "message", "done"])
def test_nothing_is_cut_off_by_handing_the_call_over(call: Calling, target: str) -> None:
    """A line's words are heard out before a person is dialled, a message recorded or the call ended."""
    states = f"""
  begin: {{menu: welcome, options: [{{key: 1, say: one_moment, go: {target}}}]}}
  desk: {{transfer: desk, closed: bye, failed: bye}}
  message: {{record: voicemail, go: bye}}
  done: {{end: done}}
"""
    phone = call(states).press("1").wait(1.9)
    assert not (phone.dial or phone.recording or phone.hung_up)
    phone.wait(0.2)
    assert phone.dial or phone.recording or phone.hung_up
    assert [speak.prompt for speak in phone.heard] == ["one_moment"]


def test_a_phrase_of_anywhere_leaves_a_slow_service(call: Calling) -> None:
    states = FETCH.replace("    filler: one_moment\n", "")
    phone = call(states, PEOPLE + "anywhere: [{phrases: ask_person, go: desk}]\n", slots={"people": 4})
    phone.press("1").say("operator", seconds=0.5)
    assert phone.state == "desk"
    phone.fetched({"id": "1"})
    assert phone.state == "desk" and "ticket" not in phone.call.slots
