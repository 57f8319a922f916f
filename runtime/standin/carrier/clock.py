"""The call's own time: seconds since it was placed, on an absolute clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """Goes by the running loop's clock. speed: call seconds in one of its seconds. 1.0 against a real server;
    more only against an application that keeps no time of its own."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._time = asyncio.get_running_loop().time
        self._zero = self._time()

    def now(self) -> float:
        return (self._time() - self._zero) * self._speed

    async def until(self, at: float) -> None:
        """Sleep to a moment of the call. One that has passed costs one turn of the loop."""
        await asyncio.sleep(max(0.0, (at - self.now()) / self._speed))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)

    async def within(self, seconds: float, work: Awaitable[T]) -> T:
        """The result of `work`; raises TimeoutError when it takes longer."""
        async with asyncio.timeout(seconds / self._speed):
            return await work
