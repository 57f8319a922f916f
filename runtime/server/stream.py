"""The stream door: effects become sound, sound and keys become events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from runtime.dialogue.effect import Effect, Listen, Speak
from runtime.dialogue.event import Digit, SpeechEnded, SpeechStarted
from runtime.providers.twilio.wire import Dtmf, Mark, Media, Message, Outgoing
from runtime.server.ears import Ears
from runtime.server.effects import Leaving
from runtime.server.mouth import Playback

if TYPE_CHECKING:
    from runtime.dialogue.event import Event
    from runtime.server.session import Session

log = logging.getLogger(__name__)

KEYS = frozenset("0123456789*#")


class Stream:
    """One call's audio stream. write: one message of the socket's own protocol (ASGI) to the carrier."""

    def __init__(
        self, session: Session, stream_sid: str, write: Callable[[dict[str, Any]], Awaitable[None]]
    ) -> None:
        self._session = session
        self._write = write
        self._listen: Listen | None = None
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self.last_input = session.now()
        self.hearing = False
        """The caller is speaking, or has spoken and the words are still to come."""
        board = session.board
        self._line = board.providers.speaker.connect(session.sid)
        self.ears = Ears(
            board.providers.recogniser.connect(session.sid),
            board.detectors.new(),
            self._put,
            session.now,
            spawn=session.spawn,
        )
        self.playback = Playback(
            self._text,
            Outgoing(stream_sid),
            board.clips,
            self._line,
            session.put,
            session.now,
            spawn=session.spawn,
            speaking=self.ears.bot_speaking,
        )

    def start(self) -> None:
        self._task = self._session.spawn(self._play())

    # What the carrier says. Called in the socket's own receive loop, for every frame: arithmetic only.

    def receive(self, message: Message) -> None:
        match message:
            case Media():
                self.ears.frame(message.payload)
            case Mark():
                self.playback.marked(message.name)
            case Dtmf() if message.digit in KEYS:
                self.last_input = self._session.now()
                self._session.put(Digit(message.digit, self.last_input))

    # What the dialogue orders

    def speak(self, effect: Speak) -> None:
        self.playback.say(effect, live=not self._session.reads_out)

    def stop_speaking(self) -> None:
        self.playback.stop()

    def listen(self, effect: Listen) -> None:
        self._listen = effect
        self.ears.listen(effect.language, effect.hints, effect.voice)

    def leave(self, effect: Leaving) -> None:
        """Only TwiML can do it: the stream ends, and the document after it begins with this."""
        self._session.leave_stream(effect)

    def runs(self, timer: str) -> bool:
        return True

    @property
    def unfinished(self) -> list[Effect]:
        """What another stream would have to do first: speeches not heard to their end, and listening."""
        return [*self.playback.unheard, *([self._listen] if self._listen else [])]

    async def close(self, code: int = 1000) -> None:
        """End the socket and every line to a provider. Idempotent; never raises."""
        if self._closed:
            return
        self._closed = True
        if self._task:
            self._task.cancel()
        self.playback.close()
        ends = [self._end_socket(code), self.ears.close(), self._end_line()]
        await asyncio.gather(*ends, return_exceptions=True)

    async def _end_line(self) -> None:
        async with asyncio.timeout(1):
            await self._line.close()

    async def _end_socket(self, code: int) -> None:
        try:
            async with asyncio.timeout(1):
                await self._write({"type": "websocket.close", "code": code})
        except (OSError, RuntimeError, TimeoutError):
            pass  # the carrier closed it first, or it is dead

    async def _text(self, message: str) -> None:
        await self._write({"type": "websocket.send", "text": message})

    async def _play(self) -> None:
        try:
            await self.playback.run()
        except (OSError, RuntimeError) as fault:
            log.info(
                "call %s: the stream takes no sound any more (%s)", self._session.sid, type(fault).__name__
            )
            self._session.do(lambda: self._session.stream_lost(self))

    def _put(self, event: Event) -> None:
        if isinstance(event, SpeechStarted):
            self.last_input = event.at
        self.hearing = isinstance(event, SpeechStarted | SpeechEnded)
        self._session.put(event)
