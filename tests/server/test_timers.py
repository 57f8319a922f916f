"""Timers fire once, or never after they were cancelled."""

from __future__ import annotations

import asyncio

from runtime.dialogue.effect import StartTimer
from runtime.server.timers import Timers


async def test_a_timer_fires_once() -> None:
    fired: list[int] = []
    timers = Timers(fired.append)
    timers.start(StartTimer(1, 0.01, "wait"))
    timers.start(StartTimer(2, 0.01, "wait"))
    timers.cancel(2)
    await asyncio.sleep(0.05)
    assert fired == [1]
    assert len(timers) == 0


async def test_one_without_a_clock_stays_armed() -> None:
    fired: list[int] = []
    timers = Timers(fired.append)
    timers.start(StartTimer(3, 0.0, "wait"), run=False)
    timers.start(StartTimer(4, 0.0, "wait"), run=False)
    await asyncio.sleep(0.02)
    assert fired == []
    assert timers.armed("wait") == 4
    assert timers.armed("key_gap") is None


async def test_closing_cancels_everything() -> None:
    fired: list[int] = []
    timers = Timers(fired.append)
    timers.start(StartTimer(1, 0.01, "wait"))
    timers.close()
    await asyncio.sleep(0.03)
    assert fired == []
