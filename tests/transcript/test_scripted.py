"""The world of a play answers what the transcript says, and complains of what it does not."""

from __future__ import annotations

import pytest

from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import TransferOutcome
from runtime.transcript.model import ModelReply, ServiceReply, Stub, Words
from runtime.transcript.phone import ModelAnswer, ServiceAnswer
from runtime.transcript.scripted import ScriptedWorld

MODEL = AskModel(1, "", (), (), {}, (), "te-IN", 8.0)
SERVICE = CallService(2, "orders", {}, "key", 3.0)
DIAL = Dial(3, "desk", None)


@pytest.fixture
def complaints() -> list[tuple[str, str]]:
    return []


def world(stub: Stub, complaints: list[tuple[str, str]], language: str | None = None) -> ScriptedWorld:
    return ScriptedWorld(stub, language, lambda expected, heard: complaints.append((expected, heard)))


def test_replies_of_the_model_are_used_up(complaints: list[tuple[str, str]]) -> None:
    last = ModelReply(exit="b")
    scripted = world(Stub(model=(ModelReply(exit="a", fills={"x": "y"}), last)), complaints)
    assert scripted.model(MODEL).exit == "a"
    assert scripted.unused_replies() == [last.mark]
    assert scripted.model(MODEL).exit == "b"
    assert scripted.unused_replies() == []
    assert not complaints
    assert scripted.model(MODEL).failed is not None
    assert complaints == [("3 answers for model under stub", "the flow asked, and there is 2")]


def test_what_the_model_says_is_in_the_language_of_the_play_or_of_the_caller(
    complaints: list[tuple[str, str]],
) -> None:
    says = (Words(None, {"te-IN": "ఒకటి", "hi-IN": "एक"}), Words("both"))
    stub = Stub(model=(ModelReply(says=says),))
    assert world(stub, complaints).model(MODEL).sentences == ("ఒకటి", "both")
    assert world(stub, complaints, "hi-IN").model(MODEL).sentences == ("एक", "both")


def test_a_model_that_fails_is_slow_or_has_nothing_to_say(complaints: list[tuple[str, str]]) -> None:
    replies = (ModelReply(error="refused"), ModelReply(slow=30.0, exit="a"), ModelReply(blank=True))
    scripted = world(Stub(model=replies), complaints)
    assert scripted.model(MODEL).failed == "refused"
    assert scripted.model(MODEL).seconds == 30.0
    assert scripted.model(MODEL) == ModelAnswer()


def test_a_single_answer_repeats_and_a_list_is_used_up(complaints: list[tuple[str, str]]) -> None:
    answers = (ServiceReply({"id": "1"}), ServiceReply(error="down"), ServiceReply(timeout=True))
    listed = world(Stub(services={"orders": answers}), complaints)
    assert listed.service(SERVICE) == ServiceAnswer({"id": "1"})
    assert listed.service(SERVICE).failed == "down"
    assert listed.service(SERVICE).seconds == SERVICE.seconds
    assert not complaints
    assert listed.service(SERVICE).failed is not None
    assert len(complaints) == 1
    single = world(Stub(services={"orders": answers[:1]}, repeats=frozenset({"orders"})), complaints)
    assert single.service(SERVICE) == single.service(SERVICE) == ServiceAnswer({"id": "1"})
    assert len(complaints) == 1


def test_a_service_nobody_scripted(complaints: list[tuple[str, str]]) -> None:
    assert world(Stub(), complaints).service(SERVICE).failed is not None
    assert complaints == [("an answer for orders under stub", "the flow asked, and there is none")]


def test_transfers(complaints: list[tuple[str, str]]) -> None:
    usual = world(Stub(), complaints)
    assert usual.transfer(DIAL) is usual.transfer(DIAL) is TransferOutcome.COMPLETED
    outcomes = (TransferOutcome.BUSY, TransferOutcome.COMPLETED)
    listed = world(Stub(transfer=outcomes, repeats=frozenset()), complaints)
    assert (listed.transfer(DIAL), listed.transfer(DIAL)) == outcomes
    assert not complaints
    assert listed.transfer(DIAL) is TransferOutcome.FAILED
    assert len(complaints) == 1
