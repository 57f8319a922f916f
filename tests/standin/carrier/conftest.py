"""A small application on real loopback sockets, whose every answer a test decides."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket
from starlette.websockets import WebSocketDisconnect
from twilio.request_validator import RequestValidator

from runtime.audio import mulaw
from runtime.standin.carrier import CallReport, Carrier, CarrierConfig, Step

TOKEN = "made-up-token"


@dataclass
class Asked:
    """One request the application got."""

    path: str
    form: dict[str, str]
    headers: dict[str, str]
    signed: bool


@dataclass
class Phone:
    """The application: `pages` by path (TwiML inside <Response>, a Response, or a function of the form).

    `talk` holds the media socket; `refuse` does not open it; `early` is sent before start. `asked` is what
    it was asked, `sockets` the handshakes' headers, `ended` that the socket is gone."""

    base: str
    pages: dict[str, Any] = field(default_factory=dict)
    talk: Callable[[Talk], Awaitable[None]] | None = None
    asked: list[Asked] = field(default_factory=list)
    sockets: list[list[tuple[str, str]]] = field(default_factory=list)
    refuse: bool = False
    early: str | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def config(self, **changes: Any) -> CarrierConfig:
        settings: dict[str, Any] = {
            "url": f"{self.base}/voice",
            "auth_token": TOKEN,
            "speed": 10.0,
            "longest": 60.0,
        }
        return CarrierConfig(**settings | changes)

    async def call(self, *script: Step, **changes: Any) -> CallReport:
        return await Carrier(self.config(**changes)).call(script)

    def forms(self, path: str) -> list[dict[str, str]]:
        return [asked.form for asked in self.asked if asked.path == path]


@dataclass
class Talk:
    """The media socket from the application's side."""

    socket: WebSocket
    start: dict[str, Any]
    got: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sid(self) -> str:
        return str(self.start["streamSid"])

    async def send(self, message: dict[str, Any] | str) -> None:
        await self.socket.send_text(message if isinstance(message, str) else json.dumps(message))

    async def media(self, ulaw: bytes) -> None:
        payload = base64.b64encode(ulaw).decode()
        await self.send({"event": "media", "streamSid": self.sid, "media": {"payload": payload}})

    async def mark(self, name: str) -> None:
        await self.send({"event": "mark", "streamSid": self.sid, "mark": {"name": name}})

    async def clear(self) -> None:
        await self.send({"event": "clear", "streamSid": self.sid})

    async def until(self, event: str, **inside: str) -> dict[str, Any]:
        """The next message of this kind; keeps all that come before it."""
        while True:
            message = json.loads(await self.socket.receive_text())
            self.got.append(message)
            body = message.get(event, {})
            if message["event"] == event and all(body[k] == v for k, v in inside.items()):
                return message

    async def listen(self, frames: int) -> None:
        for _ in range(frames):
            await self.until("media")


def tone(seconds: float, pitch: float = 440.0) -> bytes:
    time = np.arange(round(seconds * mulaw.RATE)) / mulaw.RATE
    return mulaw.encode((np.sin(2 * np.pi * pitch * time) * 9000).astype(np.int16))


@pytest.fixture
def sound() -> Callable[..., bytes]:
    """A tone of so many seconds."""
    return tone


def _application(phone: Phone) -> FastAPI:
    app = FastAPI()

    @app.websocket("/media")
    async def media(socket: WebSocket) -> None:
        phone.sockets.append([(k.decode(), v.decode()) for k, v in socket.scope["headers"]])
        if phone.refuse:
            await socket.close(1008)
            return
        await socket.accept()
        if phone.early is not None:
            await socket.send_text(phone.early)
        with contextlib.suppress(WebSocketDisconnect):
            assert json.loads(await socket.receive_text())["event"] == "connected"
            talk = Talk(socket, json.loads(await socket.receive_text()))
            try:
                if phone.talk is not None:
                    await phone.talk(talk)
            finally:
                phone.ended.set()
            with contextlib.suppress(RuntimeError):
                await socket.close()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def page(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        url = phone.base + request.scope["raw_path"].decode()
        query = request.scope["query_string"].decode()
        url += f"?{query}" if query else ""
        signature = request.headers.get("x-twilio-signature", "")
        signed = RequestValidator(TOKEN).validate(url, form, signature)
        phone.asked.append(Asked(request.url.path, form, dict(request.headers), signed))
        answer = phone.pages.get(request.url.path, Response(status_code=404))
        answer = answer(form) if callable(answer) and not isinstance(answer, Response) else answer
        if isinstance(answer, Awaitable):
            answer = await answer
        if isinstance(answer, str):
            return Response(f"<Response>{answer}</Response>", media_type="text/xml")
        return answer

    return app


@pytest.fixture
async def phone() -> AsyncIterator[Phone]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    phone = Phone(f"http://127.0.0.1:{listener.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(_application(phone), log_level="error", ws="websockets-sansio"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.005)
    yield phone
    server.should_exit = True
    await serving
    listener.close()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
