"""The stand-in's routes, and its own: script, faults and counters."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from runtime.standin.sarvam.chat import completions, models
from runtime.standin.sarvam.engines import Engines
from runtime.standin.sarvam.legacy import legacy
from runtime.standin.sarvam.realtime import realtime
from runtime.standin.sarvam.recordings import speech_to_text
from runtime.standin.sarvam.refusing import refusal
from runtime.standin.sarvam.voice import socket_voice, stream, text_to_speech
from runtime.standin.sarvam.world import Script, Unusable, World, faults_from, script_from


class Counted:
    """A route that counts as open until its answer is sent, or its client has gone."""

    def __init__(self, world: World, what: str, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._world = world
        self._what = what
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._world.counted(self._what):
            response = await self._answer(Request(scope, receive))
            await response(scope, receive, send)


def application(*, key: str | None = None, script: Script | None = None) -> Starlette:
    """A provider that behaves like Sarvam. key: the one that is accepted; None accepts any that is not
    empty. `app.state.world` holds what it was told and what it saw."""
    world = World(key, script)
    engines = Engines(world)

    async def put_script(request: Request) -> Response:
        return await _told(request, lambda body: setattr(world, "script", script_from(body)))

    async def put_faults(request: Request) -> Response:
        return await _told(request, lambda body: setattr(world, "faults", faults_from(body)))

    async def stats(_request: Request) -> Response:
        return JSONResponse(world.stats())

    async def recognise(request: Request) -> Response:
        return await speech_to_text(request, world, engines)

    async def clip(request: Request) -> Response:
        return await text_to_speech(request, world, engines)

    async def sound(request: Request) -> Response:
        return await stream(request, world, engines)

    async def chat(request: Request) -> Response:
        return await completions(request, world)

    async def listen(socket: WebSocket) -> None:
        await realtime(socket, world, engines)

    async def listen_as_before(socket: WebSocket) -> None:
        await legacy(socket, world, engines)

    async def speak(socket: WebSocket) -> None:
        await socket_voice(socket, world, engines)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(engines.warm())  # beside the serving: it may take seconds
        yield
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)
        await engines.close()

    app = Starlette(
        routes=[
            Route("/speech-to-text", Counted(world, "stt.rest", recognise), methods=["POST"]),
            Route("/text-to-speech", Counted(world, "tts.rest", clip), methods=["POST"]),
            Route("/text-to-speech/stream", Counted(world, "tts.stream", sound), methods=["POST"]),
            Route("/v1/chat/completions", Counted(world, "chat", chat), methods=["POST"]),
            Route("/v1/models", models, methods=["GET"]),
            WebSocketRoute("/speech-to-text-realtime/ws", listen),
            WebSocketRoute("/speech-to-text/ws", listen_as_before),
            WebSocketRoute("/text-to-speech/ws", speak),
            Route("/_stand-in/script", put_script, methods=["PUT"]),
            Route("/_stand-in/faults", put_faults, methods=["PUT"]),
            Route("/_stand-in/stats", stats, methods=["GET"]),
        ],
        exception_handlers={404: _not_found},
        lifespan=lifespan,
    )
    app.state.world = world
    return app


async def _told(request: Request, take: Any) -> Response:
    try:
        take(json.loads(await request.body()))
    except (Unusable, ValueError, TypeError) as error:
        return JSONResponse({"error": str(error)}, status_code=422)
    return JSONResponse({"taken": True})


async def _not_found(_request: Request, _error: Exception) -> Response:
    return refusal(404, "not_found_error", "Not Found")
