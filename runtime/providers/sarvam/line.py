"""One session with the realtime recogniser: a socket, a reader and a writer, and what was heard.

Nothing that is put in is awaited, so the caller's frames never wait for a socket. We end the turn
(`manual`: speech_start, audio, speech_end, then exactly one final), or the recogniser's own voice activity
does (`vad`: audio and some silence; pauses may split an utterance over several finals, which are joined).

Sarvam numbers utterances, but not ours: a final belongs to the oldest utterance that we ended, because the
socket keeps the order. A session that failed stays failed; the ear opens another.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections import deque
from typing import Any, Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from runtime.audio import mulaw
from runtime.providers.ports import Failed, Heard
from runtime.providers.sarvam.door import Door, decoded
from runtime.providers.sarvam.names import realtime_language
from runtime.providers.sarvam.refusal import Memory, Refused, of_event, of_socket
from runtime.providers.sarvam.settings import SarvamSettings

log = logging.getLogger(__name__)

PATH: Final = "/speech-to-text-realtime/ws"
PIECE: Final = 800
"""Bytes of mu-law in one message: 100 ms. One wake of the writer for five of the caller's frames."""
IDLE: Final = 15.0
"""Seconds without sound before a ping; an idle session is closed by Sarvam."""
SILENCE_MS: Final = 500
MODE: Final = "transcribe"
"""Native script throughout: `codemix` would write "current" in Latin letters inside a Telugu sentence, and
the phrases authors write in Telugu would no longer match."""


class Line:
    """Starts connecting at once; `failed` says why it can no longer be used."""

    def __init__(
        self, settings: SarvamSettings, door: Door, memory: Memory, call: str, language: str
    ) -> None:
        self.failed: Failed | None = None
        self._settings = settings
        self._door = door
        self._memory = memory
        self._call = call
        self._manual = settings.endpointing == "manual"
        self._config = {"language_code": realtime_language(language), "prompt": ""}
        self._outgoing: deque[str] = deque()
        self._wake = asyncio.Event()
        self._piece = bytearray()
        self._parts: list[Heard] = []
        self._ended: deque[asyncio.Future[Heard] | None] = deque()
        self._last = -1
        self._speaking = 0
        self._drained = False
        self._task = asyncio.create_task(self._run(), name=f"sarvam-hearing {call}")

    def begin(self, language: str, prompt: str) -> None:
        """A new utterance. Sarvam applies a changed configuration at the boundary, which is now."""
        wanted = {"language_code": realtime_language(language), "prompt": prompt}
        changed = {name: value for name, value in wanted.items() if self._config[name] != value}
        if changed:
            self._config = wanted
            self._put({"event": "config.update", **changed})
        self._parts.clear()
        self._piece.clear()
        self._drained = False
        if self._manual:
            self._put({"event": "speech_start"})

    def feed(self, ulaw: bytes) -> None:
        self._piece += ulaw
        if len(self._piece) >= PIECE:
            self._send_piece()

    def end(self) -> asyncio.Future[Heard]:
        """The utterance is over. The future holds what was heard, or the session's failure."""
        answer: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()
        # A turn that is cancelled leaves the future behind; its failure is then nobody's business.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        if self.failed is not None:
            answer.set_exception(self.failed)
            return answer
        self._ended.append(answer)
        if self._manual:
            self._send_piece()
            self._put({"event": "speech_end"})
        else:
            # The silence lets Sarvam's own voice activity notice the end; the pong says that it has all.
            self._piece += mulaw.silence(SILENCE_MS / 1000 + 0.3)
            self._send_piece()
            self._put({"event": "ping"})
        return answer

    def abandon(self) -> bool:
        """Forget the utterance. False when this session can no longer be trusted and must be closed."""
        self._piece.clear()
        self._parts.clear()
        if not self._manual or self.failed is not None:
            return False  # nobody can say whether a final for it will come
        self._put({"event": "speech_end"})
        self._ended.append(None)
        return True

    @property
    def parts(self) -> Heard | None:
        """What has been heard of the utterance so far, if a pause split it."""
        return _joined(self._parts) if self._parts else None

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.wait({self._task}, timeout=self._settings.deadlines.close * 2 + 0.1)

    def _put(self, message: dict[str, Any]) -> None:
        self._outgoing.append(json.dumps(message, ensure_ascii=False))
        self._wake.set()

    def _send_piece(self) -> None:
        if not self._piece:
            return
        sound = bytes(self._piece)
        self._piece.clear()
        if self._settings.encoding == "linear16":
            sound = mulaw.decode(sound).astype("<i2").tobytes()
        self._put({"event": "audio_input", "audio": base64.b64encode(sound).decode()})

    def _query(self) -> dict[str, str]:
        query = {
            "language_code": self._config["language_code"],
            "model": self._settings.hearing_model,
            "stream_type": "fast",
            "mode": MODE,
            "endpointing": self._settings.endpointing,
            "encoding": self._settings.encoding,
            "sample_rate": str(mulaw.RATE),
        }
        return query if self._manual else {**query, "silence_duration_ms": str(SILENCE_MS)}

    async def _run(self) -> None:
        failure: Failed = Refused("socket closed", retryable=True)
        try:
            self._memory.check()
            socket = await self._door.socket(PATH, self._query())
            writer = asyncio.create_task(self._write(socket), name=f"sarvam-hearing-out {self._call}")
            try:
                await self._read(socket)
            finally:
                writer.cancel()
                await asyncio.gather(socket.close(), writer, return_exceptions=True)
        except Failed as told:
            failure = told
        except ConnectionClosed as closed:
            failure = of_socket(closed)
        except asyncio.CancelledError:
            failure = Failed("hung up")
            raise
        except Exception as error:
            log.exception("call %s: the recogniser's session broke", self._call)
            failure = Failed(f"session broke ({type(error).__name__})")
        finally:
            self._fail(failure)

    def _fail(self, failure: Failed) -> None:
        self.failed = self._memory.note(failure)
        self._outgoing.clear()
        for waiting in self._ended:
            if waiting is not None and not waiting.done():
                waiting.set_exception(failure)
        self._ended.clear()

    async def _write(self, socket: ClientConnection) -> None:
        try:
            while True:
                while self._outgoing:
                    await socket.send(self._outgoing.popleft())
                self._wake.clear()
                try:
                    async with asyncio.timeout(IDLE):
                        await self._wake.wait()
                except TimeoutError:
                    self._put({"event": "ping"})
        except ConnectionClosed:
            return  # the reader tells why

    async def _read(self, socket: ClientConnection) -> None:
        async for message in socket:
            if not isinstance(message, str):
                continue
            event = decoded(message)
            match event.get("event"):
                case "vad.speech_start":
                    self._speaking += 1
                case "transcript.final":
                    self._final(event)
                case "pong":
                    self._drained = True
                    self._settle()
                case "error" if event.get("is_fatal") in (True, "true"):
                    raise of_event(event.get("code"), event.get("status_code"), event.get("message"))
                case "error":
                    log.warning("call %s: the recogniser complains: %r", self._call, event.get("code"))

    def _final(self, event: dict[str, Any]) -> None:
        index = event.get("utterance_idx")
        if isinstance(index, int | str) and str(index).isdigit():
            if int(index) <= self._last:
                return  # said twice
            self._last = int(index)
        text = event.get("text")
        if not isinstance(text, str):
            raise Failed("a final without text")
        self._speaking = max(0, self._speaking - 1)
        language = event.get("language")
        self._parts.append(Heard(text.strip(), language if isinstance(language, str) else None))
        self._settle()

    def _settle(self) -> None:
        """Give the oldest utterance that was ended its answer, if all of it has come."""
        if not self._ended or not self._parts:
            return
        if not self._manual and (self._speaking or not self._drained):
            return
        heard = _joined(self._parts)
        self._parts.clear()
        waiting = self._ended.popleft()
        if waiting is not None and not waiting.done():
            waiting.set_result(heard)


def _joined(parts: list[Heard]) -> Heard:
    language = next((part.language for part in parts if part.language), None)
    return Heard(
        " ".join(part.text for part in parts if part.text), "od-IN" if language == "or-IN" else language
    )
