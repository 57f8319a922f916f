"""An event loop whose time steps to the next thing that is due as soon as nothing else can happen.

Whole calls with all their silences run in as long as their arithmetic takes, over real sockets: the loop
looks at its sockets first, and only when none has anything and no thread works for it does time go on.
Everything that asks the loop for the time or for a timer lives on this clock; nothing has to know it.

Both ends of every socket must be in this loop. Bytes for the other end lie there as soon as they were
written (loopback); for the rare moment in which the system is slower a long step is made in short ones.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

T = TypeVar("T")

STRIDE = 0.05
"""Seconds of the longest step in which no socket is looked at."""
GRACE = 0.001
"""Real seconds for bytes on their way, before more than one stride."""
BESIDE = 0.05
"""Real seconds between two looks while a thread works, or nothing is due at all."""


class _Stepping(selectors.DefaultSelector):
    """Waits by letting the loop's time go on. threads: how many work for the loop."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.threads = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None or self.threads:
            return super().select(BESIDE)
        if timeout > STRIDE and (ready := super().select(GRACE)):
            return ready
        until = self.now + timeout
        while not ready and self.now < until:
            self.now = min(until, self.now + STRIDE)
            ready = super().select(0)
        return ready


class SteppingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._steps = _Stepping()
        super().__init__(self._steps)

    def time(self) -> float:
        return self._steps.now

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Time stands still until the thread has done it."""
        self._steps.threads += 1
        future: asyncio.Future[T] = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._thread_is_done)
        return future

    def _thread_is_done(self, _: asyncio.Future[Any]) -> None:
        self._steps.threads -= 1


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, on a clock that steps."""
    with asyncio.Runner(loop_factory=SteppingLoop) as runner:
        return runner.run(work)
