"""Requests to the model and to services: sentences as they come, one end, failures as events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel, CallService
from runtime.dialogue.event import Event, FetchAnswered, ModelDone, ModelSaid, Provider, ProviderFailed
from runtime.providers.ports import Decision, Failed, Sentence
from runtime.server import requests
from runtime.server.requests import Requests

Answer = Callable[[Any], AsyncIterator[Sentence | Decision]]


def asking(seconds: float = 5.0) -> AskModel:
    return AskModel(1, "system", (), (), {}, (), "en-IN", seconds)


async def answered(*parts: Any, seconds: float = 5.0) -> list[Event]:
    """The events of one reply made of these parts; an exception is raised, a number is slept."""
    events: list[Event] = []

    class Model:
        async def answer(self, request: AskModel) -> AsyncIterator[Any]:
            for part in parts:
                if isinstance(part, Exception):
                    raise part
                if isinstance(part, float):
                    await asyncio.sleep(part)
                    continue
                yield part

        async def close(self) -> None: ...

    async with asyncio.TaskGroup() as group:
        Requests(group, Model(), Model(), events.append, lambda: 1.0).ask_model(asking(seconds))  # type: ignore[arg-type]
    return events


async def test_sentences_come_one_by_one_and_then_the_end() -> None:
    events = await answered(Sentence("One."), Sentence("Two."), Decision("goodbye", {"village": "Kondapur"}))
    assert events == [
        ModelSaid(1, "One.", 1.0),
        ModelSaid(1, "Two.", 1.0),
        ModelDone(1, 1.0, "goodbye", {"village": "Kondapur"}),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [Failed("down")],
        [Decision()],
        [Sentence("  "), Decision()],
        [Sentence("One.")],
        [],
        [ValueError("a bug")],
        [9.0, Decision("x")],
    ],
)
async def test_every_other_end_is_a_failure(parts: list[Any]) -> None:
    events = await answered(*parts, seconds=0.05)
    assert isinstance(events[-1], ProviderFailed)
    assert (events[-1].provider, events[-1].request) == (Provider.MODEL, 1)
    assert sum(isinstance(event, ProviderFailed) for event in events) == 1


async def test_a_stopped_request_says_nothing_more() -> None:
    events: list[Event] = []
    closed = asyncio.Event()

    class Model:
        async def answer(self, request: AskModel) -> AsyncIterator[Any]:
            try:
                await asyncio.sleep(60)
                yield Decision("x")
            finally:
                closed.set()

    async with asyncio.TaskGroup() as group:
        waiting = Requests(group, Model(), Model(), events.append, lambda: 1.0)  # type: ignore[arg-type]
        waiting.ask_model(asking())
        await asyncio.sleep(0)
        waiting.stop(1)
        waiting.stop(1)
        assert not waiting.pending
    assert closed.is_set()
    assert events == []


async def test_a_service_is_not_stopped_by_a_hang_up_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(requests, "SERVICE_GRACE", 0.3)
    done: list[str] = []

    class Services:
        async def fetch(self, request: CallService) -> str:
            await asyncio.sleep(0.05 if request.service == "quick" else 60)
            done.append(request.service)
            return "4821"

    events: list[Event] = []
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = Requests(group, Services(), Services(), events.append, lambda: 1.0)  # type: ignore[arg-type]
        waiting.call_service(CallService(1, "quick", {}, "k1", 30))
        waiting.call_service(CallService(2, "slow", {}, "k2", 30))
        await asyncio.sleep(0)
        waiting.close()
    assert done == ["quick"]
    assert events == [FetchAnswered(1, "4821", 1.0)]


@pytest.mark.parametrize("fault", [Failed("HTTP 500"), ValueError("a bug"), TimeoutError()])
async def test_a_service_that_fails_is_an_event(fault: Exception) -> None:
    class Services:
        async def fetch(self, request: CallService) -> str:
            raise fault

    events: list[Event] = []
    async with asyncio.TaskGroup() as group:
        waiting = Requests(group, Services(), Services(), events.append, lambda: 1.0)  # type: ignore[arg-type]
        waiting.call_service(CallService(1, "x", {}, "k", 5))
    assert isinstance(events[0], ProviderFailed)
    assert events[0].provider is Provider.SERVICE
