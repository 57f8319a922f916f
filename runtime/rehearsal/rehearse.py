"""Many plays through the live server, several calls at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from runtime.rehearsal.clock import run
from runtime.rehearsal.compare import Parting, partings
from runtime.rehearsal.house import House
from runtime.rehearsal.score import Score

AT_ONCE = 48
"""Calls at one time: each has a socket and some connections, with both ends in this process."""


def rehearse(scores: Sequence[Score]) -> list[list[Parting]]:
    """Where the doors part, for each of the plays, in their order."""
    return run(_rehearse(scores))


async def _rehearse(scores: Sequence[Score]) -> list[list[Parting]]:
    gate = asyncio.Semaphore(AT_ONCE)
    async with House(list(dict.fromkeys(score.dialogue for score in scores))) as house:

        async def one(score: Score) -> list[Parting]:
            async with gate:
                return partings(await house.perform(score))

        return await asyncio.gather(*map(one, scores))
