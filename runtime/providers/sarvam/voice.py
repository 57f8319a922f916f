"""Text to speech: a socket with 8 kHz mu-law, a warm spare beside it, and the HTTP stream as second try.

Sarvam has no message that stops a voice and numbers connections, not replies. So one reply owns one socket;
an interrupted reply throws its socket away and the next takes the spare, already connected.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import json
import logging
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from typing import Any, Final, TypeVar

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from runtime.audio import mulaw
from runtime.flow.model import Voice
from runtime.providers.ports import Failed
from runtime.providers.sarvam.door import Door, decoded
from runtime.providers.sarvam.names import voice_for, voice_language
from runtime.providers.sarvam.patience import Patience, TooLong
from runtime.providers.sarvam.refusal import Memory, Refused, of_event, of_socket
from runtime.providers.sarvam.settings import SarvamSettings
from runtime.providers.sarvam.sound import Received, likely, longest, shortest
from runtime.providers.sarvam.words import speakable

log = logging.getLogger(__name__)

PATH: Final = "/text-to-speech/ws"
PING: Final = 25.0
"""Seconds; Sarvam closes an idle voice after sixty."""
MOST_SPARES: Final = 2
LARGEST_CLIP: Final = 8 * 2**20

T = TypeVar("T")


class SarvamSpeaker:
    """The voice for every call of the process."""

    def __init__(self, settings: SarvamSettings, door: Door) -> None:
        self.settings = settings
        self.door = door
        self.memory = Memory("text to speech", settings.deadlines.refused)
        self._told: set[str] = set()

    @property
    def name(self) -> str:
        """With the operator's voices: another one makes other clips."""
        voices = ",".join(f"{language}={name}" for language, name in sorted(self.settings.speakers.items()))
        return f"sarvam/{self.settings.voice_model}" + (f"/{voices}" if voices else "")

    def connect(self, call: str) -> SarvamMouth:
        return SarvamMouth(self, call)

    async def render(self, text: str, language: str, voice: Voice) -> bytes:
        """A whole clip over REST; one retry. Raises Failed within `deadlines.clip` seconds."""
        try:
            async with asyncio.timeout(self.settings.deadlines.clip):
                return b"".join([await self._clip(part, voice) for part in speakable(text, language)])
        except TimeoutError as error:
            raise Failed(f"no clip in {self.settings.deadlines.clip:g} s") from error

    def asked(self, language: str, voice: Voice) -> dict[str, Any]:
        """How a voice is asked for, on the socket and over HTTP alike. Pitch and loudness are never sent:
        the newer models refuse them."""
        settings, code = self.settings, voice_language(language)
        served = voice_for(settings.voice_model, settings.speaker(code, voice.speaker), code)
        if served.why and served.why not in self._told:
            self._told.add(served.why)
            log.warning("%s", served.why)
        return {
            "model": settings.voice_model,
            settings.language_key: code,
            "speaker": served.name,
            "pace": min(2.0, max(0.5, voice.pace)),
            "speech_sample_rate": mulaw.RATE,
            "output_audio_codec": settings.codec,
        }

    async def _clip(self, part: tuple[str, str], voice: Voice) -> bytes:
        language, words = part
        body = {"text": words, **self.asked(language, voice)}
        for last in (False, True):
            try:
                self.memory.check()
                answer = await self.door.post_for_json("/text-to-speech", LARGEST_CLIP, json=body)
                return _whole(answer, self.settings.codec, words, voice.pace)
            except Failed as failure:
                self.memory.note(failure)
                if last or not failure.retryable:
                    raise
        raise AssertionError("unreachable")


class SarvamMouth:
    """One caller's line to the voice."""

    def __init__(self, speaker: SarvamSpeaker, call: str) -> None:
        self._speaker = speaker
        self._settings = speaker.settings
        self._call = call
        self._idle: list[ClientConnection] = []
        self._coming: asyncio.Task[ClientConnection] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False
        if self._settings.transport == "socket":
            self._warm()
            self._own(self._keep_warm(), "sarvam-voice-ping")

    async def speak(self, text: str, language: str, voice: Voice) -> AsyncGenerator[bytes, None]:
        retried = False
        for part_language, words in speakable(text, language):
            socket, heard = self._settings.transport == "socket", False
            while True:
                source = self._by_socket if socket else self._by_stream
                try:
                    async with aclosing(
                        _checked(source(words, part_language, voice), words, voice.pace)
                    ) as sound:
                        async for piece in sound:
                            heard = True
                            yield piece
                    break
                except Failed as failure:
                    self._speaker.memory.note(failure)
                    # Words that were begun are not said twice: the caller would hear the beginning again.
                    if heard or retried or not _again(failure):
                        raise
                    log.warning("call %s: the voice failed (%s); tried over HTTP", self._call, failure)
                    retried, socket = True, False

    async def close(self) -> None:
        self._closed = True
        for socket in self._spares():
            self._own(socket.close(), "sarvam-voice-close")
        self._idle.clear()
        for task in list(self._tasks):
            if not task.get_name().startswith("sarvam-voice-close"):
                task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=0.9)

    async def _by_socket(self, words: str, language: str, voice: Voice) -> AsyncGenerator[bytes, None]:
        """Sound from the first text to Sarvam's `final`."""
        self._speaker.memory.check()
        patience = Patience(self._settings.deadlines.first_sound)
        socket = await patience.wait_for(self._take())
        whole = False
        try:
            received = Received(self._settings.codec)
            for message in (
                {"type": "config", "data": _on_socket(self._speaker.asked(language, voice))},
                {"type": "text", "data": {"text": words}},
                {"type": "flush"},
            ):
                await patience.wait_for(socket.send(json.dumps(message, ensure_ascii=False)))
            while not whole:
                try:
                    message = decoded(await patience.wait_for(socket.recv()))
                except TooLong:
                    if patience.sound < likely(words, voice.pace):
                        raise
                    break  # all of it came, only the word that it is over did not
                match message.get("type"):
                    case "audio":
                        sound = received.feed(*_audio(message))
                        patience.heard(sound)
                        if sound:
                            yield sound
                    case "event" if _data(message).get("event_type") == "final":
                        whole = True
                    case "error":
                        told = _data(message)
                        raise of_event(told.get("code"), told.get("code"), told.get("message"))
            rest = received.flush()
            if rest:
                yield rest
        except ConnectionClosed as closed:
            raise of_socket(closed) from closed
        finally:
            self._give_back(socket, whole)

    async def _by_stream(self, words: str, language: str, voice: Voice) -> AsyncGenerator[bytes, None]:
        """Sound over HTTP; closing the response stops it."""
        self._speaker.memory.check()
        patience = Patience(self._settings.deadlines.first_sound)
        received = Received(self._settings.codec)
        body = {"text": words, **self._speaker.asked(language, voice)}
        async with contextlib.AsyncExitStack() as open_while:
            post = self._speaker.door.post("/text-to-speech/stream", json=body)
            response = await patience.wait_for(open_while.enter_async_context(post))
            kind = response.headers.get("content-type", "")
            pieces = response.aiter_bytes()
            while True:
                try:
                    piece = await patience.wait_for(anext(pieces))
                except StopAsyncIteration:
                    break
                sound = received.feed(piece, kind)
                patience.heard(sound)
                if sound:
                    yield sound
            rest = received.flush()
            if rest:
                yield rest

    async def _take(self) -> ClientConnection:
        """A socket that is connected, else the one that soon is; and another is begun if none is left."""
        try:
            while self._idle:
                socket = self._idle.pop()
                if socket.close_code is None:
                    return socket
            coming, self._coming = self._coming, None
            if coming is not None:
                socket = await coming  # one that cannot be opened counts as this reply's first try
                if socket.close_code is None:
                    return socket
            return await self._open()
        finally:
            self._warm()

    def _give_back(self, socket: ClientConnection, whole: bool) -> None:
        """A socket whose reply is finished may serve the next; any other still has old words in it."""
        if whole and not self._closed and socket.close_code is None and len(self._idle) + 1 < MOST_SPARES:
            self._idle.append(socket)
        else:
            self._own(socket.close(), "sarvam-voice-close")

    def _warm(self) -> None:
        if not self._idle and self._coming is None and not self._closed:
            self._coming = self._own(self._open(), "sarvam-voice-spare")

    async def _open(self) -> ClientConnection:
        self._speaker.memory.check()
        query = {"model": self._settings.voice_model, "send_completion_event": "true"}
        try:
            return await self._speaker.door.socket(PATH, query)
        except Failed as failure:
            raise self._speaker.memory.note(failure) from failure.__cause__

    async def _keep_warm(self) -> None:
        while True:
            await asyncio.sleep(PING)
            for socket in self._spares():
                with contextlib.suppress(ConnectionClosed, TimeoutError):
                    async with asyncio.timeout(1.0):
                        await socket.send('{"type": "ping"}')

    def _spares(self) -> list[ClientConnection]:
        """Sockets that are connected and have nothing to do."""
        coming = self._coming
        if coming is not None and coming.done() and not coming.cancelled() and coming.exception() is None:
            return [*self._idle, coming.result()]
        return list(self._idle)

    def _own(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """A task that ends with this mouth, and whose failure is told by whoever awaits it, or nobody."""
        task = asyncio.create_task(work, name=f"{name} {self._call}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task


def _on_socket(asked: dict[str, Any]) -> dict[str, Any]:
    """The socket wants the rate as text, and how much text to gather before it speaks."""
    return {**asked, "speech_sample_rate": str(mulaw.RATE), "min_buffer_size": 50, "max_chunk_length": 150}


def _data(message: dict[str, Any]) -> dict[str, Any]:
    data = message.get("data")
    return data if isinstance(data, dict) else {}


def _audio(message: dict[str, Any]) -> tuple[bytes, str]:
    """(bytes, content type) of an `audio` message. Raises Failed."""
    data = _data(message)
    kind = data.get("content_type")
    return _bytes(data.get("audio")), kind if isinstance(kind, str) else ""


def _bytes(encoded: Any) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise Failed("sound that is not base64") from error


def _whole(answer: dict[str, Any], codec: str, words: str, pace: float) -> bytes:
    """The mu-law of a whole clip, checked. Raises Failed."""
    audios = answer.get("audios")
    if not isinstance(audios, list) or not audios:
        raise Failed("an answer without sound")
    clip = bytearray()
    for encoded in audios:
        received = Received(codec)
        clip += received.feed(_bytes(encoded)) + received.flush()
    seconds = len(clip) / mulaw.RATE
    if not shortest(words, pace) <= seconds <= longest(words, pace):
        raise Failed(f"{seconds:.2f} s of sound for {len(words)} characters")
    return bytes(clip)


async def _checked(
    sound: AsyncGenerator[bytes, None], words: str, pace: float
) -> AsyncGenerator[bytes, None]:
    """The same sound. Raises Failed when there is none, or too little or too much for these words."""
    seconds = 0.0
    async with aclosing(sound):
        async for piece in sound:
            seconds += len(piece) / mulaw.RATE
            if seconds > longest(words, pace):
                raise Failed(f"more than {seconds:.0f} s of sound for {len(words)} characters")
            yield piece
    if seconds < shortest(words, pace):
        raise Failed(f"{seconds:.2f} s of sound for {len(words)} characters")


def _again(failure: Failed) -> bool:
    """Whether the other way in may succeed in time."""
    return failure.retryable and not (isinstance(failure, Refused) and failure.after > 1.0)
