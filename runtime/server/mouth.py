"""Speaking to one caller: speeches in order, sent ahead of the ear on an absolute clock, marked, and
dropped at once when the dialogue says so.

Clips are sound at once; other words are made by the voice, one speech after the other, so that the next
is made while the last one plays. One coroutine a call is the only writer of the socket: it sends 20 ms
frames in bursts, stays ahead of the ear, sends a mark after each speech, and sleeps until the caller has
caught up. There is no task, queue or sleep per frame.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from runtime import language as languages
from runtime.dialogue.effect import Speak
from runtime.dialogue.event import Event, PlaybackEnded, Provider, ProviderFailed
from runtime.providers.ports import Failed, Mouth
from runtime.providers.twilio.wire import Outgoing
from runtime.server.clips import Clips

log = logging.getLogger(__name__)

FRAME = 160
"""Bytes of 20 ms."""
SECOND = 8000
SILENCE = b"\xff"
AHEAD = 2.0
"""Seconds of sound that may lie at the carrier: enough for our worst stall, little enough to clear."""
REFILL = 1.0
"""Send again when only this much is left."""
PREBUFFER = 1600
"""Bytes of a streamed speech before its first frame is sent: a voice that delivers unevenly stays whole."""
LATE = 1.0
"""Seconds after a mark was due that it is taken as lost."""
SEND_TIMEOUT = 5.0
"""Seconds for one burst: a socket that takes nothing for so long is dead."""


@dataclass(slots=True)
class _Speech:
    """One Speak. sound: made and not yet sent. complete: nothing more will come. failure: why none of it
    can be heard."""

    effect: Speak
    sound: bytearray = field(default_factory=bytearray)
    complete: bool = False
    sent: int = 0
    failure: str | None = None

    @property
    def sendable(self) -> bool:
        if self.complete:
            return True
        return len(self.sound) >= (FRAME if self.sent else PREBUFFER)

    def take_frame(self) -> bytes | None:
        """The next 20 ms, the last one filled up with silence; None if more must come first."""
        if len(self.sound) < FRAME and not self.complete:
            return None
        frame = bytes(self.sound[:FRAME]).ljust(FRAME, SILENCE)
        del self.sound[:FRAME]
        self.sent += FRAME
        return frame


class Playback:
    """send: writes one text message to the carrier. spawn: starts a task that the call owns. speaking:
    told when sound begins and ends to be heard."""

    def __init__(
        self,
        send: Callable[[str], Awaitable[None]],
        out: Outgoing,
        clips: Clips,
        mouth: Mouth,
        put: Callable[[Event], None],
        now: Callable[[], float],
        *,
        spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
        speaking: Callable[[bool], None],
    ) -> None:
        self._send = send
        self._out = out
        self._clips = clips
        self._mouth = mouth
        self._put = put
        self._now = now
        self._spawn = spawn
        self._speaking = speaking
        self._to_make: deque[_Speech] = deque()
        self._making: asyncio.Task[None] | None = None
        self._to_send: deque[_Speech] = deque()
        self._marks: dict[int, tuple[Speak, asyncio.TimerHandle]] = {}
        self._horizon = 0.0  # when everything sent will have been heard, on the loop's clock
        self._orders = 0  # how often we were told to stop: a burst of before must end
        self._clear = False
        self._wake = asyncio.Event()
        self.frames = 0
        self.failed: Speak | None = None
        """What could not be spoken last."""

    def say(self, effect: Speak, *, live: bool = True) -> None:
        """Speak this after everything that waits. live: False where the voice is not to be tried; what has
        no clip then fails in its turn."""
        speech = _Speech(effect)
        self._to_send.append(speech)
        if effect.fixed and (clip := self._clips.find(effect.text, effect.language, effect.voice)):
            speech.sound += clip.ulaw
            speech.complete = True
        elif not effect.text.strip():
            speech.complete = True
        elif not live:
            speech.complete, speech.failure = True, "the voice failed before"
        else:
            self._to_make.append(speech)
            self._make_next()
        self._wake.set()

    def stop(self) -> None:
        """Nothing of what was ordered is heard from now on: not made, not sent, and cleared where it was
        sent already. Marks that come back for it are ignored."""
        self._orders += 1
        self._to_make.clear()
        self._to_send.clear()
        self._forget_marks()
        if self._making:
            self._making.cancel()
        self._horizon = 0.0
        self._clear = True
        self._wake.set()
        self._speaking(False)

    def marked(self, name: str) -> None:
        """A mark came back. One that is not awaited belongs to what was stopped."""
        if name.isascii() and name.isdigit():
            self._heard(int(name))

    @property
    def unheard(self) -> list[Speak]:
        """What was ordered and not heard to its end, in order."""
        return [effect for effect, _ in self._marks.values()] + [s.effect for s in self._to_send]

    async def run(self) -> None:
        """Runs as long as the stream: the only writer of sound. Raises OSError when the socket is gone or
        takes nothing any more."""
        loop = asyncio.get_running_loop()
        while True:
            self._wake.clear()
            try:
                async with asyncio.timeout(SEND_TIMEOUT):
                    await self._write(loop)
            except TimeoutError as stuck:
                raise ConnectionError("the carrier takes no sound") from stuck
            full = self._to_send and self._to_send[0].sendable and not self._to_send[0].failure
            try:
                async with asyncio.timeout_at(self._horizon - REFILL if full else None):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def close(self) -> None:
        """The stream is gone. Idempotent."""
        self._orders += 1
        self._to_make.clear()
        self._to_send.clear()
        self._forget_marks()
        if self._making:
            self._making.cancel()

    # Making

    def _make_next(self) -> None:
        if self._making is None and self._to_make:
            self._making = self._spawn(self._speak(self._to_make.popleft()))
            self._making.add_done_callback(self._made)

    def _made(self, _: asyncio.Task[None]) -> None:
        self._making = None
        self._make_next()

    async def _speak(self, speech: _Speech) -> None:
        """The words of one speech to sound, piece by piece."""
        effect, failure = speech.effect, None
        try:
            for tongue, words in languages.segments(effect.text, effect.language):
                await self._stream(speech, self._mouth.speak(words, tongue, effect.voice))
            if not speech.sound and not speech.sent:
                failure = "no sound came"
        except Failed as failed:
            failure = str(failed)
        except Exception:
            log.exception("the voice's client broke")
            failure = "the voice's client broke"
        speech.complete = True
        self._wake.set()
        if failure is None:
            return
        log.warning("voice failed: %s", failure)
        if not speech.sent:
            speech.sound.clear()
            speech.failure = failure

    async def _stream(self, speech: _Speech, pieces: AsyncIterator[bytes]) -> None:
        try:
            async for piece in pieces:
                speech.sound += piece
                self._wake.set()
        finally:
            if close := getattr(pieces, "aclose", None):
                await close()

    # Sending

    async def _write(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send what may be sent now."""
        if self._clear:
            self._clear = False
            await self._send(self._out.clear())
        orders = self._orders
        while self._to_send and self._to_send[0].sendable:
            speech = self._to_send[0]
            if speech.failure is not None:
                if self._marks:
                    return  # first what was said before it is heard
                self._to_send.popleft()
                self.failed = speech.effect
                number, why = speech.effect.speech, speech.failure
                self._put(ProviderFailed(Provider.VOICE, number, why, self._now()))
                continue
            while speech.sound and self._horizon - loop.time() < AHEAD:
                frame = speech.take_frame()
                if frame is None:
                    return
                if self._horizon <= loop.time():
                    self._horizon = loop.time()
                    self._speaking(True)
                self._horizon += FRAME / SECOND
                self.frames += 1
                await self._send(self._out.media(frame))
                if self._orders != orders:
                    return
            if speech.sound or not speech.complete:
                return
            self._to_send.popleft()
            number = speech.effect.speech
            late = loop.call_at(max(self._horizon, loop.time()) + LATE, self._heard, number)
            self._marks[number] = (speech.effect, late)
            await self._send(self._out.mark(str(number)))
            if self._orders != orders:
                return

    def _heard(self, number: int) -> None:
        found = self._marks.pop(number, None)
        if found is None:
            return
        found[1].cancel()
        self._wake.set()
        if not self._marks and not (self._to_send and self._to_send[0].sent):
            self._speaking(False)
        self._put(PlaybackEnded(number, self._now()))

    def _forget_marks(self) -> None:
        for _, handle in self._marks.values():
            handle.cancel()
        self._marks.clear()
