"""Twilio's playback queue: what the application has sent and the caller has not heard yet. Pure.

Positions are bytes since the stream began. A mark waits at the position it was sent; `clear` gives all of
them back. A dry queue is an *underrun* when the application had not marked that spot as an end and then
goes on: the caller heard a hole in a sentence.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

FRAME = 160
SILENCE = b"\xff"
LONGEST_QUEUE = 4_800_000
"""Bytes, ten minutes."""


@dataclass(slots=True)
class Gap:
    """The queue ran dry and was filled again. at: the position. bytes: of silence heard instead.
    marked: the application had a mark at that very spot, so the hole may be the end of a prompt."""

    at: int
    bytes: int
    marked: bool

    @property
    def milliseconds(self) -> float:
        return self.bytes / 8


@dataclass(slots=True)
class Playback:
    queue: bytearray = field(default_factory=bytearray)
    received: int = 0
    played: int = 0
    marks: deque[tuple[int, str]] = field(default_factory=deque)
    _last_mark: int = -1
    _dry: int | None = None

    def push(self, sound: bytes) -> tuple[int, Gap | None]:
        """Sound has come. Returns how many bytes had to be discarded, and the gap it closes."""
        kept = sound[: LONGEST_QUEUE - len(self.queue)]
        gap = None
        if self._dry is not None and kept:
            gap = Gap(self.played, self._dry, self._last_mark == self.received)
            self._dry = None
        self.queue += kept
        self.received += len(kept)
        return len(sound) - len(kept), gap

    def mark(self, name: str) -> bool:
        """A mark has come. True: everything before it is played, it goes back at once."""
        self._last_mark = self.received
        if self.received <= self.played:
            return True
        self.marks.append((self.received, name))
        return False

    def clear(self) -> tuple[int, list[str]]:
        """Forget what waits. Returns its bytes and the marks that go back."""
        dropped, names = len(self.queue), [name for _, name in self.marks]
        self.queue.clear()
        self.marks.clear()
        self.received = self.played
        self._last_mark, self._dry = self.played, None
        return dropped, names

    def tick(self) -> tuple[bytes, list[str]]:
        """The next 20 ms for the caller's ear, and the marks that have now been played."""
        piece = bytes(self.queue[:FRAME])
        del self.queue[:FRAME]
        self.played += len(piece)
        missing = FRAME - len(piece)
        if missing and self.received:
            self._dry = missing if self._dry is None else self._dry + missing
        back = []
        while self.marks and self.marks[0][0] <= self.played:
            back.append(self.marks.popleft()[1])
        return piece + SILENCE * missing, back
