"""How long a caller may wait for sound that does not come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from runtime.audio import mulaw
from runtime.providers.ports import Failed

T = TypeVar("T")


class TooLong(Failed):
    """The voice has left the caller without sound for longer than we wait."""


class Patience:
    """Lets nobody wait longer than `seconds` without sound. Sound that has come counts as time, since it is
    being played; only waiting counts against it, not what the listener does between two pieces. So a first
    byte that never comes, a drip and a stop half way all end the same way."""

    def __init__(self, seconds: float) -> None:
        self.sound = 0.0
        """Seconds of sound so far."""
        self._seconds = seconds
        self._waited = 0.0

    def heard(self, ulaw: bytes) -> None:
        self.sound += len(ulaw) / mulaw.RATE

    async def wait_for(self, work: Awaitable[T]) -> T:
        """The result of `work`. Raises TooLong when it takes the patience that is left."""
        clock = asyncio.get_running_loop()
        begun = clock.time()
        try:
            async with asyncio.timeout(self._seconds + self.sound - self._waited):
                return await work
        except TimeoutError as error:
            raise TooLong(f"{self._seconds:g} s without sound") from error
        finally:
            self._waited += clock.time() - begun
