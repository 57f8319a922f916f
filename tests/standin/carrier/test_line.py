"""A line that rests while there is nothing to hear, and the ear at its end."""

from __future__ import annotations

import asyncio

from runtime.standin.carrier.clock import Clock
from runtime.standin.carrier.line import FRAME, Line
from runtime.standin.carrier.timeline import Timeline

SPEED = 20.0
VOICE = b"\x10" * FRAME


async def ticks(*, rests: bool) -> tuple[int, list[bytes]]:
    """Frames in a second of nothing, and what is heard when something is played after it."""
    heard: list[bytes] = []
    line = Line(Timeline(Clock(SPEED)), rests=rests, ear=heard.append)
    running = asyncio.create_task(line.run())
    await asyncio.sleep(1.0 / SPEED)
    silent = len(heard)
    await line.play(VOICE * 5)
    running.cancel()
    return silent, heard[silent:]


async def test_a_line_that_rests_sends_and_records_no_silence() -> None:
    silent, heard = await ticks(rests=True)
    assert silent == 0
    assert heard[:5] == [VOICE] * 5


async def test_any_other_line_never_rests() -> None:
    silent, heard = await ticks(rests=False)
    assert silent > 0
    assert heard.count(VOICE) == 5
