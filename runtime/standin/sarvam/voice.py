"""The voice: its socket, its whole clips and its HTTP stream."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from runtime.standin.background import CUT
from runtime.standin.sarvam import guesses
from runtime.standin.sarvam.engines import Engines
from runtime.standin.sarvam.refusing import bad_request, entered, of_fault, unauthorised
from runtime.standin.sarvam.slow import FOR_EVER, Cut, held_back
from runtime.standin.sarvam.speaking import (
    MODELS,
    Manner,
    Refusable,
    bytes_a_second,
    header,
    manner,
    spoken,
    whole,
)
from runtime.standin.sarvam.world import Fault, World, request_id

LONGEST_MESSAGE: Final = 2500
LONGEST_STREAM: Final = 3500


async def text_to_speech(request: Request, world: World, engines: Engines) -> Response:
    """POST /text-to-speech: a whole clip in JSON."""
    asked = await _asked(request, world, whole=True)
    if isinstance(asked, Response):
        return asked
    text, how, fault = asked
    await asyncio.sleep(world.delay("tts", guesses.TTS_FIRST_CHUNK))
    sound = b"" if fault and fault.kind == "empty" else await spoken(engines, text, how)
    if how.codec == "wav":
        sound = whole(sound, how)
    body = {"request_id": request_id(), "audios": [base64.b64encode(sound).decode()]}
    held = await held_back(fault, json.dumps(body).encode(), "application/json")
    return held or JSONResponse(body)


async def stream(request: Request, world: World, engines: Engines) -> Response:
    """POST /text-to-speech/stream: the bytes of the sound as they are made."""
    asked = await _asked(request, world, whole=False)
    if isinstance(asked, Response):
        return asked
    text, how, fault = asked
    kind = fault.kind if fault else ""
    if kind == "no_first_byte":
        held = await held_back(fault, b"", how.content_type)
        assert held is not None
        return held

    pieces = _paced(world, engines, text, how, fault)
    return StreamingResponse(
        pieces, media_type="application/json" if kind == "malformed" else how.content_type
    )


async def _asked(
    request: Request, world: World, *, whole: bool
) -> Response | tuple[str, Manner, Fault | None]:
    refused = unauthorised(world, request)
    if refused is not None:
        return refused
    fault = world.fault("tts", "rest")
    if fault is not None and (answer := of_fault(fault)) is not None:
        return answer
    try:
        data = json.loads(await request.body())
    except ValueError:
        return bad_request("body : not JSON")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or not data["text"].strip():
        return bad_request("body.text : Field required")
    world.seen.append({"what": "tts.request", "body": data})
    try:
        codec = "wav" if whole else "mp3"
        how = manner(data, "bulbul:v3", whole=whole, codec=codec, strict=True)
    except Refusable as error:
        return bad_request(f"body.{error}")
    longest = LONGEST_STREAM if not whole else 1500 if how.model == "bulbul:v2" else LONGEST_MESSAGE
    if len(data["text"]) > longest:
        return bad_request(f"body.text : at most {longest} characters")
    return data["text"], how, fault


async def _paced(
    world: World, engines: Engines, text: str, how: Manner, fault: Fault | None
) -> AsyncIterator[bytes]:
    """The sound in pieces, at the speed it is made, with the fault that hits it."""
    kind = fault.kind if fault else ""
    if kind in ("half_open", "missing_final") and fault and fault.via != "socket":
        await asyncio.sleep(FOR_EVER)
    if kind == "empty":
        return
    sound = await spoken(engines, text, how)
    await asyncio.sleep(world.delay("tts", guesses.TTS_FIRST_CHUNK))
    if how.codec == "wav" or kind == "header":
        yield header(how)
    if kind == "drip":
        for at in range(len(sound)):
            yield sound[at : at + 1]
            await asyncio.sleep(fault.seconds if fault else 0.2)
    speed = world.script.pace or guesses.TTS_SPEED
    for sent, at in enumerate(range(0, len(sound), guesses.TTS_CHUNK)):
        piece = sound[at : at + guesses.TTS_CHUNK]
        if kind == "endless":
            while True:
                yield piece
                await asyncio.sleep(0.002)
        if kind in ("drop", "1011") and sent == 1:
            raise Cut
        yield piece
        await asyncio.sleep(len(piece) / bytes_a_second(how) / speed)


async def socket_voice(socket: WebSocket, world: World, engines: Engines) -> None:
    """GET /text-to-speech/ws, one connection to its end."""
    query = dict(socket.query_params)
    known = query.get("model", "bulbul:v3") in MODELS
    wrong = None if known else bad_request("query.model : not a model of this endpoint")
    with world.counted("tts.socket", query=query):
        if not await entered(socket, world, "tts", wrong):
            return
        voice = Voice(socket, world, engines, query)
        try:
            await voice.run()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            await voice.stop()


class Voice:
    """Text is gathered, and spoken when there is enough of it or at a flush; one stretch after another."""

    def __init__(self, socket: WebSocket, world: World, engines: Engines, query: dict[str, str]) -> None:
        self._socket = socket
        self._world = world
        self._engines = engines
        self._model = query.get("model", "bulbul:v3")
        self._completion = query.get("send_completion_event") != "false"
        self._request = request_id()
        self._how: Manner | None = None
        self._enough = 50
        self._text = ""
        self._work: asyncio.Queue[tuple[str, Manner, bool]] = asyncio.Queue()
        self._speaker = asyncio.create_task(self._speak())

    async def run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(guesses.IDLE):
                    message = await self._socket.receive()
            except TimeoutError:
                await self._socket.close(1000, "idle")
                return
            if message["type"] == "websocket.disconnect":
                return
            try:
                body = json.loads(message.get("text") or "null")
            except ValueError:
                continue
            if isinstance(body, dict):
                self._world.messages["tts.socket"] += 1
                await self._message(body)

    async def stop(self) -> None:
        self._speaker.cancel()
        await asyncio.gather(self._speaker, return_exceptions=True)

    async def _message(self, body: dict[str, Any]) -> None:
        told = body.get("data")
        data: dict[str, Any] = told if isinstance(told, dict) else {}
        match body.get("type"):
            case "config":
                await self._configure(data)
            case "text":
                await self._add(data.get("text"))
            case "flush" if self._how is not None:
                if self._text or guesses.FLUSH_WITHOUT_SPEECH:
                    self._take(final=True)
        # `ping` has no answer, and unknown types are ignored

    async def _configure(self, data: dict[str, Any]) -> None:
        if self._text:
            self._take(final=False)
        self._world.seen.append({"what": "tts.config", "config": data})
        try:
            self._how = manner(data, self._model, whole=False, codec="mp3", strict=False)
        except Refusable as error:
            await self._error(400, f"400: {error}")
            return
        enough = data.get("min_buffer_size")
        self._enough = enough if isinstance(enough, int) else 50

    async def _add(self, text: Any) -> None:
        if self._how is None:
            await self._error(400, "400: the first message must be a config")
        elif not isinstance(text, str) or not 1 <= len(text) <= LONGEST_MESSAGE:
            await self._error(400, f"400: text must have 1 to {LONGEST_MESSAGE} characters")
        else:
            self._text += text
            if len(self._text) >= self._enough:
                self._take(final=False)

    def _take(self, *, final: bool) -> None:
        assert self._how is not None
        self._work.put_nowait((self._text, self._how, final))
        self._text = ""

    async def _speak(self) -> None:
        fault: Fault | None = None
        while True:
            text, how, final = await self._work.get()
            fault = fault or self._world.fault("tts", "socket")
            kind = fault.kind if fault else ""
            with self._world.counted("tts.reply"):
                if kind == "no_first_byte":
                    await asyncio.sleep(FOR_EVER)
                if kind == "1011":
                    await self._socket.close(1011, "internal error")
                    return
                if kind == "malformed":
                    await self._socket.send_text('{"type": "audio", "data": {"audio": 7')
                    return
                if text.strip():
                    try:
                        async for piece in _paced(self._world, self._engines, text, how, _of_reply(fault)):
                            await self._audio(piece, how)
                    except Cut:
                        self._socket.scope["extensions"][CUT]()
                        return
                if final:
                    if self._completion and kind != "missing_final":
                        await self._final()
                    fault = None

    async def _audio(self, piece: bytes, how: Manner) -> None:
        data = {
            "content_type": how.content_type,
            "audio": base64.b64encode(piece).decode(),
            "request_id": self._request,
        }
        await self._send({"type": "audio", "data": data})

    async def _final(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        data = {"event_type": "final", "message": "Audio generation completed", "timestamp": now}
        await self._send({"type": "event", "data": data})

    async def _error(self, code: int, message: str) -> None:
        data = {"message": message, "code": code, "details": None, "request_id": self._request}
        await self._send({"type": "error", "data": data})

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(message, ensure_ascii=False))


def _of_reply(fault: Fault | None) -> Fault | None:
    """On a socket, a final that is missing is not a sound that is missing."""
    return None if fault is not None and fault.kind == "missing_final" else fault
