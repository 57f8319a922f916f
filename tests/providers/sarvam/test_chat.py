from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel, Message
from runtime.providers.ports import Decision, Failed, Sentence
from runtime.providers.sarvam import Deadlines, Sarvam
from runtime.standin.sarvam import SarvamStandin

Make = Callable[..., Sarvam]
Fault = Callable[..., None]
SHORT = Deadlines(first_token=0.4, first_sentence=0.6)


async def answer(sarvam: Sarvam, question: AskModel) -> list[Sentence | Decision]:
    return [part async for part in sarvam.model.answer(question)]


@pytest.mark.parametrize("way", ["tool", "line"])
async def test_a_way_out_is_chosen_by_what_the_caller_said(
    client: Make, question: AskModel, way: str
) -> None:
    assert await answer(client(SARVAM_EXIT=way), question) == [Decision("report_outage", {})]


@pytest.mark.parametrize("way", ["tool", "line"])
async def test_words_then_a_way_out(
    client: Make, question: AskModel, standin: SarvamStandin, way: str
) -> None:
    standin.world.script.replies.append({"text": "సరే. ధన్యవాదాలు.", "exit": "goodbye"})
    parts = await answer(client(SARVAM_EXIT=way), question)
    assert parts == [Sentence("సరే."), Sentence("ధన్యవాదాలు."), Decision("goodbye", {})]


async def test_an_unknown_way_out_is_passed_on_for_the_dialogue_to_refuse(
    client: Make, question: AskModel
) -> None:
    unclear = replace(question, messages=(Message("user", "పాట పాడండి"),))
    (decision,) = await answer(client(), unclear)
    assert isinstance(decision, Decision)
    assert decision.exit not in (None, "report_outage", "goodbye")


async def test_sentences_come_while_the_rest_is_written(
    client: Make, question: AskModel, standin: SarvamStandin
) -> None:
    standin.world.script.replies.append("ఒకటి. " + "రెండు " * 40)
    parts = client().model.answer(question)
    assert await anext(parts) == Sentence("ఒకటి.")
    assert standin.world.open["chat"] == 1
    await parts.aclose()


async def test_a_model_that_stops_half_way_has_said_its_whole_sentences(
    client: Make, question: AskModel, standin: SarvamStandin, faulty: Fault
) -> None:
    standin.world.script.replies.append({"chunks": ["ఒకటి. రెండు", " మూడు."]})
    faulty("chat", "drop")
    heard = []
    with pytest.raises(Failed):
        async for part in client().model.answer(question):
            heard.append(part)  # noqa: PERF401 - what came before the failure counts
    assert heard == [Sentence("ఒకటి.")]
    assert standin.world.total["chat"] == 1  # what was said is not said again


@pytest.mark.parametrize(
    ("kind", "tries"),
    [
        ("rate", 2),
        ("quota", 1),
        ("forbidden", 1),
        ("refused", 1),
        ("500", 2),
        ("503", 2),
        ("no_first_byte", 1),
        ("half_open", 1),
        ("drip", 1),
        ("malformed", 2),
        ("empty", 2),
        ("drop", 2),
    ],
)
async def test_every_fault_is_a_failure_in_time_after_one_retry_at_most(
    client: Make, question: AskModel, standin: SarvamStandin, faulty: Fault, kind: str, tries: int
) -> None:
    faulty("chat", kind)
    async with asyncio.timeout(5):
        with pytest.raises(Failed):
            await answer(client(SHORT), question)
    assert standin.world.total["chat"] == tries


@pytest.mark.parametrize("kind", ["rate", "500", "503", "malformed", "empty", "drop"])
async def test_a_passing_fault_is_not_noticed(
    client: Make, question: AskModel, faulty: Fault, kind: str
) -> None:
    faulty("chat", kind, times=1)
    assert await answer(client(), question) == [Decision("report_outage", {})]


async def test_a_provider_that_asks_for_patience_is_not_asked_again(
    client: Make, question: AskModel, standin: SarvamStandin, faulty: Fault
) -> None:
    faulty("chat", "rate", after=5.0)
    with pytest.raises(Failed):
        await answer(client(), question)
    assert standin.world.total["chat"] == 1


@pytest.mark.parametrize("kind", ["quota", "forbidden"])
async def test_a_refusal_for_good_is_asked_once_for_all_calls(
    client: Make, question: AskModel, standin: SarvamStandin, faulty: Fault, kind: str
) -> None:
    faulty("chat", kind)
    sarvam = client()
    for _ in range(3):
        with pytest.raises(Failed) as refused:
            await answer(sarvam, question)
        assert not refused.value.retryable
    assert standin.world.total["chat"] == 1


async def test_a_reply_without_end_is_closed(
    client: Make, question: AskModel, standin: SarvamStandin, faulty: Fault
) -> None:
    standin.world.script.replies.append("మళ్ళీ మళ్ళీ. ")
    faulty("chat", "endless")
    async with asyncio.timeout(5):
        parts = await answer(client(), question)
    assert sum(len(part.text) for part in parts if isinstance(part, Sentence)) <= 400
    assert parts[-1] == Decision(None, {})


async def test_the_whole_reply_has_the_dialogues_deadline(
    client: Make, question: AskModel, standin: SarvamStandin
) -> None:
    standin.world.script.replies.append("ఒకటి. " * 400)
    standin.world.script.delays["chat"] = 0.3
    async with asyncio.timeout(5):
        with pytest.raises(Failed, match="slow"):
            await answer(client(), replace(question, seconds=0.1))


async def test_a_hang_up_stops_the_model_at_once(
    client: Make, question: AskModel, standin: SarvamStandin, faulty: Fault
) -> None:
    faulty("chat", "no_first_byte")
    sarvam = client()
    task = asyncio.create_task(answer(sarvam, question))
    async with asyncio.timeout(5):
        while not standin.world.open["chat"]:
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        while standin.world.open["chat"]:
            await asyncio.sleep(0.01)
    assert task.cancelled()


async def test_nobody_there_is_a_failure(client: Make, question: AskModel) -> None:
    nobody: dict[str, Any] = {"SARVAM_BASE_URL": "http://127.0.0.1:9"}
    with pytest.raises(Failed):
        await answer(client(**nobody), question)
