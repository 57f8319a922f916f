"""The phone carries out effects and brings back what came of them; it decides nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import TransferOutcome
from runtime.transcript.phone import (
    RECORD_SILENCE,
    TALK,
    ModelAnswer,
    Phone,
    ServiceAnswer,
)

WEDNESDAY = datetime(2026, 11, 18, 11, 0, tzinfo=ZoneInfo("Asia/Kolkata"))


class World:
    """Answers what it was made with, and keeps what it was asked."""

    def __init__(
        self,
        model: ModelAnswer | None = None,
        service: ServiceAnswer | None = None,
        transfer: TransferOutcome = TransferOutcome.COMPLETED,
    ) -> None:
        self._model, self._service, self._transfer = model, service, transfer
        self.asked: list[AskModel | CallService | Dial] = []

    def model(self, request: AskModel) -> ModelAnswer:
        self.asked.append(request)
        return self._model or ModelAnswer(failed="none")

    def service(self, request: CallService) -> ServiceAnswer:
        self.asked.append(request)
        return self._service or ServiceAnswer(failed="none")

    def transfer(self, request: Dial) -> TransferOutcome:
        self.asked.append(request)
        return self._transfer


def answered(shop: Dialogue, world: World | None = None) -> Phone:
    phone = Phone(shop, world or World())
    phone.answer(number="+919876543210", now=WEDNESDAY)
    return phone


def prompts(phone: Phone) -> list[str | None]:
    return [heard.prompt for heard in phone.heard]


def test_the_first_words_begin_at_once_and_take_their_time(shop: Dialogue) -> None:
    phone = answered(shop)
    assert prompts(phone) == ["welcome.menu"]
    assert phone.now == 0.0
    assert phone.busy
    phone.settle()
    assert not phone.busy
    assert phone.now == phone.heard[0].seconds


def test_time_alone_does_not_speak_for_the_caller(shop: Dialogue) -> None:
    phone = answered(shop)
    assert not phone.until(lambda: len(phone.heard) > 1)
    assert phone.call.state == "welcome"
    wait = 5.0
    phone.pass_time(phone.now + wait + 0.1)
    assert prompts(phone) == ["welcome.menu", "defaults.no_input.1.say"]


def test_speeches_follow_one_another(shop: Dialogue) -> None:
    phone = answered(shop)
    phone.settle()
    phone.wait(lambda: len(phone.heard) == 3)
    hello, welcome = phone.heard[1:]
    assert welcome.at == pytest.approx(hello.at + hello.seconds)


def test_what_is_stopped_is_cut_and_what_waited_is_never_heard(shop: Dialogue) -> None:
    phone = answered(shop)
    phone.settle()
    phone.wait(lambda: len(phone.heard) == 2)
    phone.press("1")
    assert prompts(phone) == ["welcome.menu", "defaults.no_input.1.say", "prices.say"]
    cut = phone.heard[1].cut
    assert cut is not None
    assert cut < phone.heard[1].seconds


def test_the_source_is_the_authors_line_in_the_language_spoken(shop: Dialogue) -> None:
    phone = answered(shop)
    phone.settle()
    phone.press("3")
    english, telugu = phone.heard
    assert telugu.language == "te-IN"
    assert english.source is not None and telugu.source is not None
    assert english.source.line == telugu.source.line
    assert english.source.column < telugu.source.column


def test_a_model_slower_than_its_deadline_fails(shop: Dialogue) -> None:
    phone = answered(shop, World(model=ModelAnswer(("Never heard.",), seconds=60.0)))
    phone.settle()
    phone.press("2")
    phone.settle()
    phone.say("rice")
    phone.settle()
    assert "owner.say" in prompts(phone)
    assert None not in prompts(phone)


def test_a_model_that_was_stopped_says_nothing_more(shop: Dialogue) -> None:
    world = World(model=ModelAnswer(("First sentence of a long answer.", "Second."), seconds=1.0))
    phone = answered(shop, world)
    phone.settle()
    phone.press("2")
    phone.settle()
    phone.say("what do you have")
    phone.until(lambda: phone.heard[-1].prompt is None)
    phone.press("0")
    phone.settle()
    assert [heard.text for heard in phone.heard if heard.prompt is None] == [
        "First sentence of a long answer."
    ]
    assert phone.dialled == ["owner"]


def test_a_conversation_at_the_other_end_takes_time(shop: Dialogue) -> None:
    phone = answered(shop)
    phone.settle()
    phone.press("0")
    phone.until(lambda: bool(phone.dialled))
    dialled = phone.now
    phone.settle()
    assert phone.ended == "transferred"
    assert phone.now == pytest.approx(dialled + TALK)


def test_a_recording_waits_for_the_caller_and_ends_in_silence(shop: Dialogue) -> None:
    phone = answered(shop, World(transfer=TransferOutcome.BUSY))
    phone.settle()
    phone.press("0")
    phone.settle()
    assert phone.recording is not None
    assert not phone.busy
    began = phone.now
    phone.wait(lambda: phone.recording is None)
    assert phone.now == pytest.approx(began + RECORD_SILENCE)
    phone.settle()
    assert phone.ended == "done"


@pytest.mark.parametrize("act", ["say", "press"])
def test_a_message_or_a_key_ends_the_recording(shop: Dialogue, act: str) -> None:
    phone = answered(shop, World(transfer=TransferOutcome.FAILED))
    phone.settle()
    phone.press("0")
    phone.settle()
    if act == "say":
        phone.say("please call me back")
    else:
        phone.press("#")
    assert phone.recording is None
    phone.settle()
    assert phone.ended == "done"


def test_after_the_end_nothing_happens(shop: Dialogue) -> None:
    phone = answered(shop)
    phone.hang_up()
    assert phone.ended == "hung_up"
    heard = len(phone.heard)
    phone.press("1")
    phone.say("hello")
    phone.make_noise(1.0)
    phone.pass_time(phone.now + 100)
    phone.settle()
    assert len(phone.heard) == heard
    assert not phone.busy


def test_what_the_service_is_sent_and_how_often(shop: Dialogue) -> None:
    world = World(ModelAnswer(exit="what", fills={"item": "rice"}), ServiceAnswer({"id": "42"}))
    phone = answered(shop, world)
    phone.settle()
    phone.press("2")
    phone.settle()
    phone.say("rice")
    phone.settle()
    phone.press("1")
    phone.settle()
    (sent,) = [request for request in world.asked if isinstance(request, CallService)]
    assert sent.send == {"item": "rice"}
    assert phone.fetched == {"orders.create": 1}
    assert "told.say" in prompts(phone)
    assert phone.visited[0] == "welcome"


def test_words_that_come_late_come_when_the_phone_has_given_up(shop: Dialogue) -> None:
    phone = answered(shop)
    phone.settle()
    phone.say("something", "en-IN", recogniser="late")
    assert phone.busy
    phone.settle()
    assert [taken.name for taken in phone.taken if taken.what == "error"] == ["welcome/recogniser"]


def test_what_was_asked_of_the_world_is_kept(shop: Dialogue) -> None:
    world = World(ModelAnswer(exit="what", fills={"item": "rice"}), ServiceAnswer({"id": "4"}))
    phone = answered(shop, world)
    phone.settle()
    phone.press("2")
    phone.settle()
    phone.say("rice", "en-IN")
    phone.settle()
    phone.press("1")
    phone.settle()
    assert [request.service for request in phone.asked.services] == ["orders.create"]
    assert dict(phone.asked.services[0].send) == {"item": "rice"}
    assert len(phone.asked.models) == 1
    assert [*phone.asked.models, *phone.asked.services] == world.asked


def test_a_model_that_breaks_off_is_heard_until_then(shop: Dialogue) -> None:
    phone = answered(shop, World(ModelAnswer(("We have rice.",), failed="connection lost")))
    phone.settle()
    phone.press("2")
    phone.settle()
    phone.say("what do you have", "en-IN")
    phone.settle()
    assert "We have rice." in [heard.text for heard in phone.heard]
    assert any(taken.name == "order/model" for taken in phone.taken if taken.what == "error")


def test_the_longest_pause_is_counted_from_the_callers_last_sound(shop: Dialogue) -> None:
    phone = answered(shop, World(ModelAnswer(("Yes.",), seconds=1.4)))
    phone.settle()
    assert phone.longest_pause == 0.0, "nobody had said anything"
    phone.press("2")
    phone.settle()
    assert phone.longest_pause == 0.0, "a key is answered at once"
    phone.say("what do you have", "en-IN")
    phone.settle()
    assert phone.longest_pause == pytest.approx(0.3 + 1.4)


def test_a_call_may_begin_in_the_middle(shop: Dialogue) -> None:
    phone = Phone(shop, World())
    phone.answer(number="+919876543210", now=WEDNESDAY, state="told", slots={"receipt": {"id": "12"}})
    assert (phone.call.state, phone.heard[0].prompt) == ("told", "told.say")
