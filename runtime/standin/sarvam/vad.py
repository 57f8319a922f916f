"""The stand-in's own voice activity: loud enough for long enough, then quiet for long enough."""

from __future__ import annotations

import math
from typing import Literal

from runtime.audio import mulaw
from runtime.standin.sarvam import guesses

Change = Literal["start", "end"]


class Activity:
    """Milliseconds of sound time, never of the clock. `sound` holds the utterance that is being spoken, with
    a little of what was before it; `ended` the ones that are over."""

    def __init__(self, threshold: float, min_speech_ms: int, silence_ms: int, padding_ms: int) -> None:
        self.min_speech_ms = min_speech_ms
        self.silence_ms = silence_ms
        self.threshold = threshold
        self.speaking = False
        self.sound = bytearray()
        self.ended: list[bytes] = []
        self._padding = padding_ms * 8
        self._rest = bytearray()
        self._voiced = 0
        self._quiet = 0

    def feed(self, ulaw: bytes) -> list[Change]:
        self._rest += ulaw
        changes: list[Change] = []
        while len(self._rest) >= mulaw.FRAME:
            frame = bytes(self._rest[: mulaw.FRAME])
            del self._rest[: mulaw.FRAME]
            changes += self._frame(frame)
        return changes

    def cut(self) -> None:
        """The utterance is over, whatever is heard."""
        if self.sound:
            self.ended.append(bytes(self.sound))
        self.sound.clear()
        self.speaking, self._voiced, self._quiet = False, 0, 0

    def take(self) -> bytes:
        """The oldest utterance that is over; empty when there is none."""
        return self.ended.pop(0) if self.ended else b""

    def _frame(self, frame: bytes) -> list[Change]:
        loud = math.sqrt(mulaw.power(frame)) > guesses.VAD_LEVEL * max(self.threshold, 0.02) / 0.5
        self.sound += frame
        if not self.speaking:
            self._voiced = self._voiced + 20 if loud else 0
            if self._voiced < self.min_speech_ms:
                if not self._voiced:
                    del self.sound[: -self._padding or None]
                return []
            self.speaking, self._quiet = True, 0
            return ["start"]
        self._quiet = 0 if loud else self._quiet + 20
        if self._quiet < self.silence_ms:
            return []
        self.cut()
        return ["end"]
