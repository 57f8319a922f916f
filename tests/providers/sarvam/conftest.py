"""A Sarvam of our own on loopback, a client for it, and a check that the client left nothing open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel, Message
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Exit, Slot, SlotType
from runtime.providers.sarvam import Deadlines, Sarvam, SarvamSettings
from runtime.standin.sarvam import SarvamStandin, Script
from runtime.standin.sarvam.engines import tone
from runtime.standin.sarvam.world import faults_from

NOWHERE = Mark("test", 1, 1)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def standing() -> Any:
    with SarvamStandin() as standin:
        yield standin


@pytest.fixture
def standin(standing: SarvamStandin) -> SarvamStandin:
    """The stand-in as new: quick, without faults, script or counts."""
    world = standing.world
    world.script = Script(delays={"stt": 0.02, "tts": 0.02, "chat": 0.02}, pace=50.0)
    world.faults = {}
    world.seen.clear()
    for counter in (world.total, world.messages):
        counter.clear()
    return standing


@pytest.fixture
async def client(standin: SarvamStandin) -> AsyncIterator[Callable[..., Sarvam]]:
    """client(deadlines, SARVAM_TRANSPORT="rest"): a client for the stand-in. Afterwards nothing may be left
    of it, here or there."""
    made: list[Sarvam] = []

    def make(deadlines: Deadlines | None = None, key: str = "", **env: str) -> Sarvam:
        settings = SarvamSettings.from_env({**standin.env, **env, **({"SARVAM_API_KEY": key} if key else {})})
        if deadlines is not None:
            settings = replace(settings, deadlines=deadlines)
        made.append(Sarvam(settings))
        return made[-1]

    yield make
    for sarvam in made:
        await sarvam.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(3):
            while standin.world.stats()["open"] or _left():
                await asyncio.sleep(0.01)
    assert standin.world.stats()["open"] == {}
    assert _left() == []


def _left() -> list[str]:
    """The client's tasks that still run; every one has a name."""
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("sarvam-")]


@pytest.fixture
def faulty(standin: SarvamStandin) -> Callable[..., None]:
    """faulty("stt", "500", via="rest"): from now on."""

    def put(operation: str, kind: str, **more: Any) -> None:
        standin.world.faults = faults_from({operation: {"kind": kind, **more}})

    return put


@pytest.fixture
def speech() -> bytes:
    """Two seconds that sound like somebody speaking."""
    return tone("x" * 31, 1.0)


@pytest.fixture
def question() -> AskModel:
    return AskModel(
        request=1,
        system="You work for the electricity department.",
        messages=(Message("user", "మా ఊర్లో కరెంట్ లేదు"),),
        exits=(
            Exit("report_outage", "the caller's electricity is out", NOWHERE),
            Exit("goodbye", "the caller has nothing more to ask", NOWHERE),
        ),
        hints={"report_outage": ("కరెంట్ లేదు", "కరెంటు పోయింది"), "village": ("కొండాపూర్",)},
        fills=(Slot("village", SlotType.TEXT, NOWHERE),),
        language="te-IN",
        seconds=8.0,
    )
