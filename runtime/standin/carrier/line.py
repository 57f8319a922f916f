"""The caller's line: 20 ms at a time, what the caller says and what the caller hears, both recorded.

It runs for the whole call on an absolute clock, whoever speaks: a verb of a document, the media stream or
nobody. So the recording has no holes, and "the line has been silent for so long" always has an answer.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from runtime.audio import mulaw
from runtime.standin.carrier.timeline import Timeline

FRAME = 160
TICK = 0.02
SILENT = b"\xff" * FRAME
AUDIBLE = 35.0
"""dB above a mean square of 1; a quiet line is under this."""
REST = 1.0
"""Seconds of silence after the caller's last sound before a line may rest: whoever listens for the end of
speech must hear that it is over."""
BREATH = 0.4
"""Seconds of silence that end a spell of speech in the timeline; a pause between words is shorter."""


class Tap(Protocol):
    """A media stream on the line."""

    def tick(self, spoken: bytes) -> bytes:
        """Takes 20 ms of the caller, gives 20 ms for the caller's ear. Never blocks."""

    @property
    def busy(self) -> bool:
        """Whether it has anything for the caller's ear, or for the application."""


@dataclass(slots=True)
class _Prompt:
    sound: bytes
    speech: bool
    done: asyncio.Future[None]
    at: int = 0


@lru_cache(maxsize=1024)
def is_audible(frame: bytes) -> bool:
    return 10.0 * math.log10(mulaw.power(frame) + 1.0) > AUDIBLE


class Line:
    """spoken, heard: the recording, one byte a sample, equally long. on_key, on_speech: who takes the
    caller's keys and words now, if anybody. recording: a `<Record>` hears the caller. on_drop: loses the
    media socket. last_heard: when the caller last heard something; began_speaking: when the phone last
    broke its silence."""

    def __init__(
        self,
        timeline: Timeline,
        *,
        rests: bool = False,
        ear: Callable[[bytes], None] | None = None,
    ) -> None:
        self._rests = rests
        self._ear = ear
        self._woken = asyncio.Event()
        self._last_spoken = -math.inf
        self.timeline = timeline
        self.clock = timeline.clock
        self.spoken = bytearray()
        self.heard = bytearray()
        self.tap: Tap | None = None
        self.on_key: Callable[[str], None] | None = None
        self.on_speech: Callable[[str], None] | None = None
        self.on_drop: Callable[[], None] | None = None
        self.recording = False
        self.last_heard = -math.inf
        self.began_speaking = -math.inf
        self._speaking = False
        self._prompt: _Prompt | None = None
        self._mouth = bytearray()
        self._mouth_done: asyncio.Future[None] | None = None

    @property
    def caller_is_speaking(self) -> bool:
        return bool(self._mouth)

    @property
    def listener(self) -> str:
        """Who takes what the caller says: "stream", "recording", "gather" or nobody ("")."""
        if self.tap is not None:
            return "stream"
        return "recording" if self.recording else "gather" if self.on_speech is not None else ""

    @property
    def prompting(self) -> bool:
        """A verb is speaking, even where its sound is silent just now."""
        return self._prompt is not None

    @property
    def quiet(self) -> float:
        """Seconds since the caller heard something."""
        return 0.0 if self.prompting else self.clock.now() - self.last_heard

    async def run(self) -> None:
        """Tick until cancelled. A late tick is made up for at once, none is left out."""
        number = 0
        while True:
            if self._rests and self._idle:
                self._woken.clear()
                await self._woken.wait()
                number = max(number, int(self.clock.now() / TICK))
            number += 1
            await self.clock.until(number * TICK)
            self.tick(number * TICK)

    def wake(self) -> None:
        """There may be something to hear: a line that rests looks again."""
        self._woken.set()

    @property
    def is_sparing(self) -> bool:
        """Whether the caller's silence is not worth sending."""
        return self._rests and self.clock.now() - self._last_spoken > REST

    @property
    def _idle(self) -> bool:
        """Whether nothing can be heard, either way, before somebody begins to speak."""
        if self._mouth or self._prompt is not None or self.recording or self._speaking:
            return False
        if self.tap is None:
            return True
        return not self.tap.busy and self.is_sparing

    def tick(self, at: float) -> None:
        spoken = self._next_spoken()
        if spoken is not SILENT:
            self._last_spoken = at
        prompted = self._next_prompted()
        heard = self.tap.tick(spoken) if self.tap is not None else SILENT
        if prompted is not None:
            heard = prompted[0]
        self.spoken += spoken
        self.heard += heard
        if self._ear is not None:
            self._ear(heard)
        self._follow(at, is_audible(heard) or (prompted is not None and prompted[1]))

    async def play(self, sound: bytes, *, speech: bool = True) -> None:
        """Let the caller hear a whole sound. Cancelling stops it. speech: it counts as the phone's
        speaking even where it is silent (a `<Say>` without a voice)."""
        if not sound:
            return
        prompt = _Prompt(sound, speech, asyncio.get_running_loop().create_future())
        self._prompt = prompt
        self.wake()
        try:
            await prompt.done
        finally:
            if self._prompt is prompt:
                self._prompt = None

    async def speak(self, sound: bytes) -> None:
        """Let the caller say a whole sound; returns when the last frame has gone."""
        if not sound:
            return
        self._mouth += sound + b"\xff" * (-len(sound) % FRAME)
        self._mouth_done = asyncio.get_running_loop().create_future()
        self.wake()
        await self._mouth_done

    def press(self, key: str) -> None:
        """The caller presses a key; it goes to whoever takes keys now."""
        taken = self.on_key is not None
        self.timeline.add("key", key=key, taken=taken)
        if self.on_key is not None:
            self.on_key(key)

    def _next_spoken(self) -> bytes:
        if not self._mouth:
            return SILENT
        frame = bytes(self._mouth[:FRAME])
        del self._mouth[:FRAME]
        if not self._mouth and self._mouth_done is not None and not self._mouth_done.done():
            self._mouth_done.set_result(None)
        return frame

    def _next_prompted(self) -> tuple[bytes, bool] | None:
        """The verb's next frame and whether it is speech."""
        prompt = self._prompt
        if prompt is None:
            return None
        frame = prompt.sound[prompt.at : prompt.at + FRAME]
        prompt.at += FRAME
        if prompt.at >= len(prompt.sound):
            self._prompt = None
            if not prompt.done.done():
                prompt.done.set_result(None)
        return frame + b"\xff" * (FRAME - len(frame)), prompt.speech

    def _follow(self, at: float, audible: bool) -> None:
        """Keep account of when the phone speaks."""
        if audible:
            if not self._speaking:
                self._speaking = True
                self.began_speaking = at - TICK
                self.timeline.add("bot_start", at=at - TICK)
            self.last_heard = at
        elif self._speaking and at - self.last_heard >= BREATH:
            self._speaking = False
            self.timeline.add("bot_end", at=self.last_heard)
