"""A clock that runs only when told to: a whole suite of silences takes milliseconds."""

from __future__ import annotations

import heapq
from itertools import count
from typing import Generic, TypeVar

T = TypeVar("T")


class VirtualClock(Generic[T]):
    """What is due, in the order of time; of two at one moment, the earlier ordered comes first.

    Times are seconds since the call was answered, as in the events.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, int]] = []
        self._waiting: dict[int, T] = {}
        self._numbers = count(1)

    def order(self, at: float, what: T) -> int:
        """Let `what` happen at this time (not before now); the number cancels it."""
        number = next(self._numbers)
        self._waiting[number] = what
        heapq.heappush(self._due, (max(self.now, at), number))
        return number

    def cancel(self, number: int) -> None:
        """Forget an order; one that has happened or is unknown is no fault."""
        self._waiting.pop(number, None)

    def next_at(self) -> float | None:
        """When the next thing happens, or None when nothing will."""
        while self._due and self._due[0][1] not in self._waiting:
            heapq.heappop(self._due)
        return self._due[0][0] if self._due else None

    def take(self) -> T:
        """Move to the next thing and return it. Raises IndexError when nothing is due."""
        if self.next_at() is None:
            raise IndexError("nothing is due")
        at, number = heapq.heappop(self._due)
        self.now = at
        return self._waiting.pop(number)

    def clear(self) -> None:
        """Forget everything: the call is over."""
        self._due.clear()
        self._waiting.clear()
