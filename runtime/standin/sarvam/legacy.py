"""The older recogniser's socket: `/speech-to-text/ws`. Finals only; WAV or PCM."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import json
import time
from typing import Any, Final

import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from runtime.audio import mulaw, resample, wav
from runtime.standin.background import CUT
from runtime.standin.sarvam import guesses
from runtime.standin.sarvam.engines import Engines, hints_of
from runtime.standin.sarvam.refusing import bad_request, entered
from runtime.standin.sarvam.vad import Activity
from runtime.standin.sarvam.world import World, request_id

MODELS: Final = {"saaras:v3", "saaras:v4"}
SENSITIVE: Final = 0.3
USUAL: Final = 0.5


async def legacy(socket: WebSocket, world: World, engines: Engines) -> None:
    """One connection, to its end."""
    query = dict(socket.query_params)
    wrong = None
    if "language-code" not in query:
        wrong = bad_request("query.language-code : Field required")
    elif query.get("model", "saaras:v4") not in MODELS:
        wrong = bad_request("query.model : not a model of this endpoint")
    with world.counted("stt.legacy", query=query):
        if await entered(socket, world, "stt", wrong):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await Listener(socket, world, engines, query).run()


class Listener:
    def __init__(self, socket: WebSocket, world: World, engines: Engines, query: dict[str, str]) -> None:
        self._socket = socket
        self._world = world
        self._engines = engines
        self._query = query
        self._signals = query.get("vad_signals") == "true"
        self._rate = (
            int(query.get("sample_rate", "16000")) if query.get("sample_rate", "").isdigit() else 16000
        )
        sensitive = query.get("high_vad_sensitivity") == "true"
        self._activity = Activity(SENSITIVE if sensitive else USUAL, 100, 600, 300)

    async def run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(guesses.IDLE):
                    message = await self._socket.receive()
            except TimeoutError:
                await self._socket.close(1008, "idle")
                return
            if message["type"] == "websocket.disconnect":
                return
            try:
                body = json.loads(message.get("text") or "null")
            except ValueError:
                continue
            if not isinstance(body, dict):
                continue
            self._world.messages["stt.legacy"] += 1
            if body.get("type") == "flush":
                self._activity.cut()
                await self._final(early=False)
            elif isinstance(body.get("audio"), dict):
                await self._audio(body["audio"])
            # anything else, the realtime shape too, is silently ignored, as the real one does

    async def _audio(self, audio: dict[str, Any]) -> None:
        try:
            ulaw = self._ulaw(base64.b64decode(audio.get("data", ""), validate=True))
        except (binascii.Error, TypeError, ValueError):
            data = {"error": "Unsupported audio encoding", "code": "400"}
            await self._send({"type": "error", "data": data})
            return
        for change in self._activity.feed(ulaw):
            early = change == "end" and self._next_is("early_final")
            if early:
                await self._final(early=True)
            if self._signals:
                await self._send(
                    {
                        "type": "events",
                        "data": {
                            "event_type": "vad",
                            "signal_type": f"{change.upper()}_SPEECH",
                            "occured_at": round(time.time(), 3),
                        },
                    }
                )
            if change == "end" and not early:
                await self._final(early=False)

    def _next_is(self, kind: str) -> bool:
        waiting = [fault for fault in self._world.faults.get("stt", []) if fault.times != 0]
        return bool(waiting) and waiting[0].kind == kind

    def _ulaw(self, data: bytes) -> bytes:
        if data[:4] == b"RIFF":
            sound = wav.read(data)
            return mulaw.encode(resample.resample(sound.mono, sound.rate, mulaw.RATE))
        samples = np.frombuffer(data[: len(data) & ~1], "<i2").astype(np.int16)
        return mulaw.encode(resample.resample(samples, self._rate, mulaw.RATE))

    async def _final(self, *, early: bool) -> None:
        sound = self._activity.take()
        if not sound:
            return
        fault = self._world.fault("stt", "socket")
        kind = fault.kind if fault else ""
        await asyncio.sleep(0 if early else self._world.delay("stt", guesses.FINAL_DELAY))
        if kind in ("missing_final", "no_first_byte", "drip"):
            return
        if kind == "1011":
            await self._socket.close(1011, "internal error")
            return
        if kind == "drop":
            self._socket.scope["extensions"][CUT]()
            return
        if kind == "malformed":
            await self._socket.send_text('{"type": "data", "data": {')
            return
        language = self._query["language-code"]
        hints = hints_of(None, self._query.get("keyterms"))
        spoken = "en-IN" if language == "unknown" else language
        text = "" if kind == "empty" else await self._engines.transcript(sound, spoken, hints)
        await self._send(
            {
                "type": "data",
                "data": {
                    "request_id": request_id(),
                    "transcript": text,
                    "timestamps": None,
                    "diarized_transcript": None,
                    "language_code": spoken,
                    "language_probability": 0.97 if language == "unknown" else None,
                    "metrics": {
                        "audio_duration": round(len(sound) / mulaw.RATE, 2),
                        "processing_latency": guesses.FINAL_DELAY,
                    },
                },
            }
        )

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(message, ensure_ascii=False))
