"""A call's timers: numbered by the core, run by the loop's clock, gone with the call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from runtime.dialogue.effect import StartTimer


@dataclass(slots=True)
class _Armed:
    effect: StartTimer
    handle: asyncio.TimerHandle | None


class Timers:
    """fired: called with the timer's number when its time is over; never for a cancelled one."""

    def __init__(self, fired: Callable[[int], None]) -> None:
        self._fired = fired
        self._armed: dict[int, _Armed] = {}

    def start(self, effect: StartTimer, *, run: bool = True) -> None:
        """run: False keeps it armed without a clock, for a door whose carrier does the waiting."""
        self.cancel(effect.timer)
        handle = (
            asyncio.get_running_loop().call_later(effect.seconds, self._fire, effect.timer) if run else None
        )
        self._armed[effect.timer] = _Armed(effect, handle)

    def cancel(self, timer: int) -> None:
        """Nothing happens if it is not armed any more."""
        armed = self._armed.pop(timer, None)
        if armed and armed.handle:
            armed.handle.cancel()

    def armed(self, name: str) -> int | None:
        """The number of the newest armed timer of this name."""
        found = [number for number, armed in self._armed.items() if armed.effect.name == name]
        return found[-1] if found else None

    def close(self) -> None:
        for timer in list(self._armed):
            self.cancel(timer)

    def __len__(self) -> int:
        return len(self._armed)

    def _fire(self, timer: int) -> None:
        if self._armed.pop(timer, None):
            self._fired(timer)
