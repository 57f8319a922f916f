"""Answers that came too late: each is dropped, by its number, whatever it says. And hanging up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import CancelTimer, StopModel, StopSpeaking
from runtime.dialogue.event import (
    Digit,
    FetchAnswered,
    HungUp,
    ModelDone,
    ModelSaid,
    PlaybackEnded,
    ProviderFailed,
    Recorded,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    TransferEnded,
    TransferOutcome,
    Utterance,
)

Calling = Callable[..., Any]

FLOW = """
  begin:
    menu: welcome
    options:
      - {key: 1, go: fetch}
      - {key: 2, go: talk}
      - {key: 3, go: hand_over}
      - {key: 4, go: message}
      - {key: 5, go: speech}
      - {key: 6, go: typed}
  fetch: {fetch: complaints, save: ticket, filler: one_moment, on_error: begin, go: begin}
  talk:
    converse: helper
    exits: {bye: the caller is done}
    limits: {turns: 9, time: 5m, reply: 9s, go: begin}
    filler: one_moment
    on_error: begin
  hand_over: {transfer: desk, say: connecting, closed: begin, failed: begin, go: begin}
  message: {record: voicemail, say: leave_message, on_error: begin, go: begin}
  speech: {say: hello, go: begin}
  typed: {ask: account, type: digits, length: 10, say: which_account, go: begin}
"""
ANYWHERE = "anywhere: [{key: 0, phrases: ask_person, go: begin}]\n"


def dropped(phone: Any, event: Any) -> bool:
    """Whether the event changes nothing that the caller could notice: no order, no move, nothing taken."""
    before = phone.call
    step = phone.send(event)
    now = step.call
    return not step.effects and not step.taken and (now.state, now.phase) == (before.state, before.phase)


def _out(phone: Any, key: str) -> Any:
    """Leave the menu by this key and hear everything out."""
    return phone.press(key).listen_out()


def test_the_end_of_a_prompt_that_was_stopped(call: Calling) -> None:
    phone = call(FLOW)
    stopped = phone.playing[0][0].speech
    phone.press("5")
    assert phone.state == "speech"
    assert dropped(phone, PlaybackEnded(stopped, 2.0))


def test_the_end_of_a_prompt_that_has_ended(call: Calling) -> None:
    phone = _out(call(FLOW), "6")
    assert dropped(phone, PlaybackEnded(phone.heard[-1].speech, phone.at))


def test_the_end_of_a_prompt_that_nobody_said(call: Calling) -> None:
    assert dropped(call(FLOW), PlaybackEnded(9999, 1.0))


@pytest.mark.parametrize("name", ["playback", "wait"])
def test_a_timer_that_was_cancelled(call: Calling, name: str) -> None:
    phone = call(FLOW)
    if name == "wait":
        phone.listen_out()
    number = next(number for number, (_, armed) in phone.timers.items() if armed == name)
    phone.press("6")
    assert number not in phone.timers
    assert dropped(phone, TimerFired(number, phone.at))


def test_the_gap_between_keys_that_ended_with_the_answer(call: Calling) -> None:
    phone = _out(call(FLOW), "6").press("123")
    number = next(number for number, (_, armed) in phone.timers.items() if armed == "key_gap")
    phone.press("4")
    assert dropped(phone, TimerFired(number, phone.at))


def test_a_timer_that_fires_twice(call: Calling) -> None:
    phone = call(FLOW).listen_out()
    number = next(number for number, (_, armed) in phone.timers.items() if armed == "wait")
    phone.silence()
    assert dropped(phone, TimerFired(number, phone.at))


def _left_talk(call: Calling) -> tuple[Any, int]:
    """A call that asked the model and then went away, by a key of `anywhere`; the request."""
    phone = _out(call(FLOW, ANYWHERE), "2").answer("hello there")
    request = phone.model.request
    phone.press("0")
    assert phone.state == "begin"
    return phone, request


def test_words_of_a_model_that_was_stopped(call: Calling) -> None:
    phone, request = _left_talk(call)
    assert dropped(phone, ModelSaid(request, "Good day.", phone.at))


def test_the_exit_of_a_model_that_was_stopped(call: Calling) -> None:
    phone, request = _left_talk(call)
    assert dropped(phone, ModelDone(request, phone.at, exit="bye"))


def test_the_failure_of_a_model_that_was_stopped(call: Calling) -> None:
    phone, request = _left_talk(call)
    assert dropped(phone, ProviderFailed("model", request, "test", phone.at))


def test_an_answer_to_what_the_model_was_asked_before(call: Calling) -> None:
    phone = _out(call(FLOW), "2").answer("hello there")
    first = phone.model.request
    phone.say("no, something else")
    assert phone.model.request != first
    assert dropped(phone, ModelSaid(first, "Good day.", phone.at))
    assert dropped(phone, ModelDone(first, phone.at, exit="bye"))
    assert dropped(phone, ProviderFailed("model", first, "test", phone.at))


def test_a_model_that_is_done_twice(call: Calling) -> None:
    phone = _out(call(FLOW), "2").answer("hello there").reply("Good day.")
    request = phone.model.request
    assert dropped(phone, ModelSaid(request, "Good night.", phone.at))
    assert dropped(phone, ModelDone(request, phone.at, exit="bye"))


def test_an_answer_of_a_service_that_was_too_slow(call: Calling) -> None:
    phone = call(FLOW).press("1")
    request = phone.service.request
    phone.wait(4.1)
    assert phone.state == "begin"
    assert dropped(phone, FetchAnswered(request, {"id": "1"}, phone.at))
    assert "ticket" not in phone.call.slots


def test_the_failure_of_a_service_that_has_answered(call: Calling) -> None:
    phone = call(FLOW).press("1")
    phone.fetched({"id": "1"})
    assert dropped(phone, ProviderFailed("service", phone.service.request, "test", phone.at))


def test_an_answer_to_a_fetch_that_was_entered_before(call: Calling) -> None:
    phone = call(FLOW).press("1")
    first = phone.service.request
    phone.fetched({"id": "1"}).press("1")
    assert phone.state == "fetch"
    assert dropped(phone, FetchAnswered(first, {"id": "2"}, phone.at))
    assert phone.call.slots["ticket"] == {"id": "1"}


def test_the_end_of_a_transfer_that_has_ended(call: Calling) -> None:
    phone = _out(call(FLOW), "3").transferred(TransferOutcome.BUSY)
    assert phone.state == "begin"
    assert dropped(phone, TransferEnded(phone.dial.request, TransferOutcome.COMPLETED, phone.at))


def test_the_end_of_a_transfer_that_nobody_ordered_yet(call: Calling) -> None:
    phone = call(FLOW).press("3")
    assert dropped(phone, TransferEnded(0, TransferOutcome.COMPLETED, phone.at))


def test_a_recording_that_came_too_late(call: Calling) -> None:
    phone = _out(call(FLOW), "4").wait(91)
    assert phone.state == "begin"
    assert dropped(phone, Recorded(phone.recording.request, 5.0, phone.at))


def test_a_recording_that_nobody_ordered_yet(call: Calling) -> None:
    phone = call(FLOW).press("4")
    assert dropped(phone, Recorded(0, 5.0, phone.at))


def test_a_voice_that_failed_for_words_no_longer_wanted(call: Calling) -> None:
    phone = call(FLOW)
    stopped = phone.playing[0][0].speech
    phone.press("5")
    assert dropped(phone, ProviderFailed("voice", stopped, "test", phone.at))


def test_a_recogniser_that_failed_on_words_no_longer_wanted(call: Calling) -> None:
    """They were said to a question that has been left; the next one is not to blame."""
    phone = call(FLOW).listen_out()
    phone.send(SpeechStarted(phone.at))
    phone.press("6")
    phone.send(SpeechEnded(phone.at))
    phone.fail("recogniser")
    assert phone.visited == ["begin", "typed"]


def test_a_recogniser_that_failed_on_words_over_a_prompt_it_may_not_interrupt(call: Calling) -> None:
    phone = call(FLOW.replace("menu: welcome", "menu: welcome\n    barge_in: no"))
    phone.send(SpeechStarted(0.2))
    phone.send(SpeechEnded(0.8))
    phone.fail("recogniser")
    assert phone.visited == ["begin"]
    assert phone.press("5").state == "begin" and phone.silence().call.no_inputs == 1


def test_a_recogniser_that_failed_where_only_keys_are_taken(call: Calling) -> None:
    phone = _out(call(FLOW.replace("length: 10,", "length: 10, by: keys,")), "6")
    phone.send(SpeechStarted(phone.at))
    phone.fail("recogniser")
    assert phone.visited == ["begin", "typed"] and "wait" in phone.armed


def test_words_that_were_heard_after_the_call_was_handed_over(call: Calling) -> None:
    phone = _out(call(FLOW), "3")
    assert dropped(phone, SpeechStarted(phone.at))
    assert dropped(phone, Utterance("operator", phone.at))


PHASES: dict[str, Callable[[Any], Any]] = {
    "speaking": lambda phone: phone.press("5"),
    "asking": lambda phone: phone,
    "listening": lambda phone: phone.listen_out(),
    "typing": lambda phone: _out(phone, "6").press("123"),
    "hearing": lambda phone: phone.listen_out().send(SpeechStarted(3.0)) and phone,
    "thinking": lambda phone: _out(phone, "2").answer("hello there"),
    "replying": lambda phone: _out(phone, "2").answer("hello there").reply("Good day."),
    "fetching": lambda phone: phone.press("1"),
    "filling": lambda phone: phone.press("1").wait(1.6),
    "connecting": lambda phone: phone.press("3"),
    "dialling": lambda phone: _out(phone, "3"),
    "before the tone": lambda phone: phone.press("4"),
    "recording": lambda phone: _out(phone, "4"),
    "leaving": lambda phone: phone.fail("recogniser").fail("recogniser").fail("recogniser"),
}


@pytest.mark.parametrize("phase", PHASES)
def test_hanging_up_cancels_all_that_is_pending(call: Calling, phase: str) -> None:
    phone = PHASES[phase](call(FLOW))
    armed, playing, thinking = set(phone.timers), bool(phone.playing), phone.call.phase == "thinking"
    assert phone.call.ended is None and armed
    effects = phone.send(HungUp(phone.at)).effects
    assert {effect.timer for effect in effects if isinstance(effect, CancelTimer)} == armed
    assert any(isinstance(effect, StopSpeaking) for effect in effects) is playing
    assert any(isinstance(effect, StopModel) for effect in effects) is thinking
    assert all(isinstance(effect, CancelTimer | StopSpeaking | StopModel) for effect in effects)
    assert (phone.call.ended, phone.hung_up) == ("hung_up", None)


@pytest.mark.parametrize("phase", PHASES)
def test_after_hanging_up_everything_is_dropped(call: Calling, phase: str) -> None:
    phone = PHASES[phase](call(FLOW)).hang_up()
    ended = phone.call
    for number in range(60):
        for event in (
            Digit("1", phone.at),
            Utterance("operator", phone.at),
            PlaybackEnded(number, phone.at),
            TimerFired(number, phone.at),
            ModelDone(number, phone.at, exit="bye"),
            FetchAnswered(number, {}, phone.at),
            TransferEnded(number, TransferOutcome.COMPLETED, phone.at),
            Recorded(number, 5.0, phone.at),
            ProviderFailed("voice", number, "test", phone.at),
        ):
            assert phone.send(event).call == ended
    assert all(not step.effects for _, step in phone.steps[-540:])


@pytest.mark.parametrize("phase", PHASES)
def test_the_same_events_give_the_same_steps_through_pickle(call: Calling, phase: str) -> None:
    phone = PHASES[phase](call(FLOW)).hang_up()
    assert phone.replays()


@pytest.mark.parametrize("phase", PHASES)
def test_a_call_that_nobody_answers_any_more_still_ends(call: Calling, phase: str) -> None:
    """No mark, no recogniser, no model, no service: only the deadlines that were armed."""
    phone = PHASES[phase](call(FLOW))
    while phone.call.ended is None:
        assert phone.timers, "nothing would ever happen again"
        phone.playing.clear()
        phone.wait(min(when for when, _ in phone.timers.values()) - phone.at)
    assert phone.at < 5 * 3600
