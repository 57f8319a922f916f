"""A voice that anybody can take down: each 20 ms of its sound say which words they are a part of.

So what the caller hears at the end of the line is known word for word and piece by piece, whatever lay
between: a clip, a stream, TwiML. The sound is loud, as speech is, and 8 kHz mu-law.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

from runtime.standin.carrier.line import FRAME, SILENT, TICK
from runtime.standin.carrier.record import BEEP

_MARK = 8
"""Bytes that name the words, over and over in every frame."""


_BEEP = frozenset(BEEP[at : at + FRAME] for at in range(0, len(BEEP), FRAME))


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one language, as one sound. frames: how many 20 ms it takes."""

    language: str
    words: str
    frames: int


class Voice:
    """One for all calls: the same words are the same sound."""

    def __init__(self) -> None:
        self._pieces: dict[bytes, Piece] = {}

    def sound(self, words: str, language: str, seconds: float) -> bytes:
        frames = max(1, math.ceil(round(seconds / TICK, 3)))
        plain = " ".join(words.split())
        digest = hashlib.sha256(f"{language}\0{plain}".encode()).digest()[:_MARK]
        mark = bytes(byte & 0xBF for byte in digest)  # the loud half of mu-law, which survives a WAV file
        self._pieces.setdefault(mark, Piece(language, plain, frames))
        return mark * (FRAME // _MARK * frames)

    def read(self, frame: bytes) -> Piece | None:
        """What this frame is a part of; None for a frame of no words, or of torn ones."""
        mark = frame[:_MARK]
        return self._pieces.get(mark) if mark * (FRAME // _MARK) == frame else None


@dataclass(slots=True)
class Heard:
    """A piece that the caller heard. began: on the loop's clock. frames: heard so far."""

    piece: Piece
    began: float
    frames: int = 0
    done: bool = False

    @property
    def whole(self) -> bool:
        return self.frames == self.piece.frames


class CallersEar:
    """changed: called when a piece begins or ends. torn: frames that were no silence and no words; the beep
    before a recording is none."""

    def __init__(self, voice: Voice, changed: Callable[[], None]) -> None:
        self.heard: list[Heard] = []
        self.torn = 0
        self._voice = voice
        self._changed = changed

    def frame(self, frame: bytes) -> None:
        """The next 20 ms of the line."""
        now = self.heard[-1] if self.heard and not self.heard[-1].done else None
        piece = None if frame == SILENT else self._voice.read(frame)
        if piece is None:
            self.torn += frame != SILENT and frame not in _BEEP
            self._over(now)
            return
        if now is None or now.piece is not piece:
            self._over(now)
            now = Heard(piece, asyncio.get_running_loop().time())
            self.heard.append(now)
            self._changed()
        now.frames += 1
        if now.whole:
            self._over(now)

    def stopped(self) -> None:
        """What is heard next is not what was heard before, even if it is the same words."""
        self._over(self.heard[-1] if self.heard and not self.heard[-1].done else None)

    def _over(self, now: Heard | None) -> None:
        if now is not None:
            now.done = True
            self._changed()
