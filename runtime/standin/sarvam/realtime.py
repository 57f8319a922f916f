"""The realtime recogniser's socket: `/speech-to-text-realtime/ws`."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import logging
import time
from typing import Any, Final

import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from runtime.audio import mulaw
from runtime.audio.resample import Resampler
from runtime.standin.background import CUT
from runtime.standin.sarvam import guesses
from runtime.standin.sarvam.engines import Engines, hints_of
from runtime.standin.sarvam.refusing import STATUS, realtime_error
from runtime.standin.sarvam.vad import Activity
from runtime.standin.sarvam.world import World, request_id

log = logging.getLogger(__name__)

LANGUAGES: Final = frozenset(
    f"{code}-IN"
    for code in (
        "as", "bn", "brx", "doi", "en", "gu", "hi", "kn", "kok", "ks", "mai", "ml", "mni", "mr", "ne",
        "or", "pa", "sa", "sat", "sd", "ta", "te", "ur",
    )
) | {"auto"}  # fmt: skip
ALLOWED: Final = {
    "language_code": LANGUAGES,
    "model": {"saaras:v3-realtime", "saaras:v4"},
    "stream_type": {"fast", "balanced", "simulated"},
    "mode": {"transcribe", "translate", "verbatim", "translit", "codemix"},
    "endpointing": {"vad", "manual"},
    "encoding": {"linear16", "linear32", "mulaw", "alaw"},
    "sample_rate": {"8000", "16000"},
    "return_timestamps": {"true", "false"},
}
DEFAULTS: Final = {
    "model": "saaras:v3-realtime",
    "stream_type": "balanced",
    "mode": "transcribe",
    "endpointing": "vad",
    "encoding": "linear16",
    "sample_rate": "16000",
    "return_timestamps": "false",
    "threshold": "0.5",
    "prefix_padding_ms": str(guesses.PREFIX_PADDING_MS),
    "silence_duration_ms": str(guesses.SILENCE_MS),
    "min_speech_duration_ms": str(guesses.MIN_SPEECH_MS),
}
NUMBERS: Final = ("threshold", "prefix_padding_ms", "silence_duration_ms", "min_speech_duration_ms")
AT_BOUNDARY: Final = ("language_code", "prompt", "mode", "stream_type", "endpointing")
AT_ONCE: Final = ("threshold", "silence_duration_ms", "min_speech_duration_ms")


async def realtime(socket: WebSocket, world: World, engines: Engines) -> None:
    """One connection, to its end."""
    query = dict(socket.query_params)
    protocols = socket.scope.get("subprotocols", [])
    key = socket.headers.get("api-subscription-key")
    offered = next((name for name in protocols if name.startswith("api-subscription-key.")), None)
    if key is None and offered:
        key = offered.partition(".")[2]
    await socket.accept(subprotocol=offered)
    with world.counted("stt.socket", query=query):
        fault = world.fault("stt", "socket", opening=True)
        if fault is not None and fault.kind == "half_open":
            await _deaf(socket)
            return
        if not world.allowed(key) or (fault is not None and fault.kind == "forbidden"):
            error = realtime_error("invalid_subscription_key", "Invalid API key", 403, fatal=True)
            await _refuse(socket, error, 1003)
        elif fault is not None:
            status, code, message = STATUS[fault.kind]
            close = {"500": 1011, "503": 1013, "refused": 4000}.get(fault.kind, guesses.RATE_CLOSE)
            await _refuse(socket, realtime_error(code, message, status, fatal=True), close)
        elif wrong := _wrong(query):
            await _refuse(socket, realtime_error("invalid_config", wrong, 400, fatal=True), 4000)
        else:
            session = Session(socket, world, engines, {**DEFAULTS, **query})
            try:
                await session.run()
            except (WebSocketDisconnect, RuntimeError):
                pass
            finally:
                await session.stop()


async def _refuse(socket: WebSocket, error: dict[str, Any], code: int) -> None:
    try:
        await socket.send_text(json.dumps(error))
        await socket.close(code, error["message"][:120])
    except (WebSocketDisconnect, RuntimeError):
        pass


async def _deaf(socket: WebSocket) -> None:
    """Accepted, and never a word again."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        continue


def _wrong(query: dict[str, str]) -> str | None:
    if "language_code" not in query:
        return "language_code is required"
    for name, allowed in ALLOWED.items():
        if name in query and query[name] not in allowed:
            return f"{name} cannot be {query[name]}"
    for name in NUMBERS:
        try:
            if name in query and float(query[name]) < 0:
                return f"{name} cannot be negative"
        except ValueError:
            return f"{name} is not a number"
    if "keyterms" in query and query.get("model") != "saaras:v4":
        return "keyterms need saaras:v4"
    return None


class Session:
    """config: the query with its defaults, all text, changed by config.update."""

    def __init__(self, socket: WebSocket, world: World, engines: Engines, config: dict[str, str]) -> None:
        self._socket = socket
        self._world = world
        self._engines = engines
        self._config = config
        self._pending: dict[str, str] = {}
        self._request = request_id()
        self._started = time.monotonic()
        self._heard = 0.0
        self._index = 0
        self._sound = bytearray()
        self._begun = False
        self._partials = 0
        self._activity = Activity(
            float(config["threshold"]),
            int(float(config["min_speech_duration_ms"])),
            int(float(config["silence_duration_ms"])),
            int(float(config["prefix_padding_ms"])),
        )
        rate = int(config["sample_rate"])
        self._rate = rate
        self._resampler = Resampler(rate, mulaw.RATE)
        self._finals: asyncio.Task[None] | None = None

    @property
    def _manual(self) -> bool:
        return self._config["endpointing"] == "manual"

    async def run(self) -> None:
        await self._send({"event": "session.begin", "request_id": self._request, "config": self._told()})
        while True:
            try:
                async with asyncio.timeout(guesses.IDLE):
                    message = await self._socket.receive()
            except TimeoutError:
                await self._socket.close(1008, "inactivity")
                return
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            if text is None:
                continue  # binary frames are ignored without a word, as the real one does
            self._world.messages["stt.socket"] += 1
            try:
                event = json.loads(text)
            except ValueError:
                continue
            if isinstance(event, dict) and await self._event(event):
                return

    async def stop(self) -> None:
        if self._finals is not None:
            self._finals.cancel()
            await asyncio.gather(self._finals, return_exceptions=True)

    async def _event(self, event: dict[str, Any]) -> bool:
        """Whether the session is over."""
        match event.get("event"):
            case "audio_input":
                await self._audio(event.get("audio"))
            case "speech_start" if self._manual and not self._begun:
                self._begin()
            case "speech_end" | "flush" if self._manual:
                self._end()
            case "config.update":
                await self._update(event)
            case "ping":
                await self._send({"event": "pong"})
            case "end":
                await self._close()
                return True
        return False

    async def _audio(self, encoded: Any) -> None:
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, TypeError, ValueError):
            await self._send(realtime_error("invalid_audio", "audio is not base64", 400, fatal=False))
            return
        ulaw = self._ulaw(raw)
        self._heard += len(ulaw) / mulaw.RATE
        if self._manual:
            if not self._begun and not guesses.MANUAL_AUDIO_BEFORE_START:
                return
            self._sound += ulaw
            await self._partial(len(self._sound))
        else:
            for change in self._activity.feed(ulaw):
                name = f"vad.speech_{change}"
                await self._send({"event": name, "utterance_idx": self._index, "confidence": 0.9})
                if change == "start":
                    self._begin()
                else:
                    self._sound = bytearray(self._activity.take())
                    self._end()
            if self._activity.speaking:
                await self._partial(len(self._activity.sound))
        if self._begun and max(len(self._sound), len(self._activity.sound)) > 0.3 * mulaw.RATE:
            fault = self._world.fault("stt", "socket") if self._drops() else None
            if fault is not None:
                self._socket.scope["extensions"][CUT]()

    def _drops(self) -> bool:
        """Whether the next fault is the one that cuts the line inside an utterance."""
        waiting = [fault for fault in self._world.faults.get("stt", []) if fault.times != 0]
        return bool(waiting) and waiting[0].kind == "drop" and waiting[0].via in (None, "socket")

    def _ulaw(self, raw: bytes) -> bytes:
        encoding = self._config["encoding"]
        if encoding == "mulaw" and self._rate == mulaw.RATE:
            return raw
        if encoding == "mulaw":
            samples = mulaw.decode(raw)
        elif encoding == "linear32":
            samples = (np.frombuffer(raw[: len(raw) & ~3], "<i4") >> 16).astype(np.int16)
        else:
            samples = np.frombuffer(raw[: len(raw) & ~1], "<i2").astype(np.int16)
        return mulaw.encode(self._resampler.feed(samples))

    def _begin(self) -> None:
        self._apply()
        self._begun, self._partials = True, 0
        self._sound.clear()

    def _end(self) -> None:
        """The utterance is over: its final comes after a while, behind the finals before it."""
        sound, self._sound = bytes(self._sound), bytearray()
        before, index = self._finals, self._index
        self._begun = False
        self._index += 1
        config = dict(self._config)
        self._apply()

        async def later() -> None:
            if before is not None:
                await before
            await self._final(sound, index, config)

        self._finals = asyncio.create_task(later())

    async def _partial(self, length: int) -> None:
        every = {"fast": 0.5, "balanced": 1.0}.get(self._config["stream_type"])
        if every is None or length < (self._partials + 1) * every * mulaw.RATE:
            return
        self._partials += 1
        words = self._world.expected().split()[: self._partials]
        if words:
            told: dict[str, Any] = {"event": "transcript.partial", "utterance_idx": self._index}
            await self._send({**told, "text": " ".join(words), **self._detected(self._config)})

    async def _final(self, sound: bytes, index: int, config: dict[str, str]) -> None:
        self._world.total["stt.utterances"] += 1
        fault = self._world.fault("stt", "socket")
        await asyncio.sleep(self._world.delay("stt", guesses.FINAL_DELAY))
        kind = fault.kind if fault else ""
        if kind == "1011":
            await self._socket.close(1011, "internal error")
            return
        if kind == "drop":
            self._socket.scope["extensions"][CUT]()
            return
        if kind in ("missing_final", "no_first_byte"):
            return
        if kind == "malformed":
            await self._socket.send_text('{"event": "transcript.final", "text": ')
            return
        language = config["language_code"]
        spoken = "od-IN" if language == "or-IN" else "en-IN" if language == "auto" else language
        hints = hints_of(config.get("prompt"), config.get("keyterms"))
        text = "" if kind == "empty" else await self._engines.transcript(sound, spoken, hints)
        told: dict[str, Any] = {
            "event": "transcript.final",
            "utterance_idx": str(index) if kind == "quoted" else index,
            "text": text,
            **self._detected(config),
        }
        if config["return_timestamps"] == "true":
            end = round(self._heard, 2)
            told |= {"start_s": round(end - len(sound) / mulaw.RATE, 2), "end_s": end}
        if kind == "drip":
            for letter in json.dumps(told):  # a drip of frames that say nothing, then never the final
                await asyncio.sleep(fault.seconds if fault else 0.2)
                await self._send({"event": "transcript.partial", "utterance_idx": index, "text": letter})
            return
        await self._send(told)

    def _detected(self, config: dict[str, str]) -> dict[str, Any]:
        if config["language_code"] != "auto":
            return {}
        return {"language": "hi-IN", "language_confidence": 0.97}

    async def _update(self, event: dict[str, Any]) -> None:
        applied = []
        for name, value in event.items():
            if name == "event":
                continue
            text = value if isinstance(value, str) else json.dumps(value)
            if name not in (*AT_BOUNDARY, *AT_ONCE) or (name in ALLOWED and text not in ALLOWED[name]):
                told = f"{name} cannot be set to {text[:40]}"
                await self._send(realtime_error("invalid_config", told, None, fatal=False))
                continue
            if name == "stream_type" and "simulated" in (text, self._config["stream_type"]):
                told = "stream_type cannot enter or leave simulated"
                await self._send(realtime_error("invalid_config", told, None, fatal=False))
                continue
            applied.append(name)
            if name in AT_ONCE:
                self._at_once(name, text)
            else:
                self._pending[name] = text
        self._world.seen.append({"what": "stt.update", "update": event})
        if not self._begun:
            self._apply()
        if applied:
            await self._send({"event": "config.updated", "applied": applied})

    def _at_once(self, name: str, text: str) -> None:
        if self._manual:
            return
        self._config[name] = text
        if name == "threshold":
            self._activity.threshold = float(text)
        elif name == "silence_duration_ms":
            self._activity.silence_ms = int(float(text))
        else:
            self._activity.min_speech_ms = int(float(text))

    def _apply(self) -> None:
        """What waited for the boundary between two utterances."""
        self._config.update(self._pending)
        self._pending.clear()

    def _told(self) -> dict[str, Any]:
        config = self._config
        return {
            "model": config["model"],
            "language_code": config["language_code"],
            "encoding": config["encoding"],
            "sample_rate": int(config["sample_rate"]),
            "stream_type": config["stream_type"],
            "mode": config["mode"],
            "prompt": config.get("prompt"),
            "turn_detection": config["endpointing"],
            "threshold": float(config["threshold"]),
            "prefix_padding_ms": int(float(config["prefix_padding_ms"])),
            "silence_duration_ms": int(float(config["silence_duration_ms"])),
            "min_speech_duration_ms": int(float(config["min_speech_duration_ms"])),
            "return_timestamps": config["return_timestamps"] == "true",
        }

    async def _close(self) -> None:
        if self._begun or self._activity.speaking:
            if not self._manual:
                self._activity.cut()
                self._sound = bytearray(self._activity.take())
            self._end()
        if self._finals is not None:
            await self._finals
        await self._send(
            {
                "event": "session.end",
                "request_id": self._request,
                "total_duration_s": round(time.monotonic() - self._started, 2),
                "total_utterances": self._index,
                "audio_duration_s": round(self._heard, 2),
            }
        )
        await self._socket.close(1000)

    async def _send(self, event: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(event, ensure_ascii=False))
