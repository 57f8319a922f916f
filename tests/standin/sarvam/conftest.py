"""The stand-in on loopback, as new for each test."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.standin.sarvam import SarvamStandin, Script
from runtime.standin.sarvam.engines import tone


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def standing() -> Any:
    with SarvamStandin() as standin:
        yield standin


@pytest.fixture
def standin(standing: SarvamStandin) -> SarvamStandin:
    standing.world.script = Script(delays={"stt": 0.02, "tts": 0.02, "chat": 0.02}, pace=50.0)
    standing.world.faults = {}
    standing.world.seen.clear()
    standing.world.total.clear()
    return standing


@pytest.fixture
def speech() -> bytes:
    """Two seconds of mu-law that sound like somebody speaking."""
    return tone("x" * 31, 1.0)
