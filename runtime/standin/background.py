"""An ASGI application on a real port of this machine, in a thread with an event loop of its own.

Tests and the command line start their outside worlds this way: real sockets, and nothing that the server
does to its own loop can help or hinder the other side.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import Any, Final, Self

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

STARTED: Final = 30.0
"""Seconds an application may take until it answers."""
CUT: Final = "stand-in.cut"
"""Key in the scope's extensions: a function that cuts the connection without a word, as a cable would."""


class _Cuttable(WebSocketsSansIOProtocol):
    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if getattr(self, "scope", None) is not None:
            extensions: Any = self.scope.setdefault("extensions", {})
            extensions[CUT] = self.transport.abort


def configured(app: Any) -> uvicorn.Config:
    """How every stand-in is served: one process, no access log, no ping of its own, no compression."""
    return uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        ws=_Cuttable,
        ws_ping_interval=None,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=1,
        lifespan="on",
    )


def listening(port: int) -> socket.socket:
    """A bound socket on loopback; port 0 finds a free one."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound


class Background:
    """`with Background(app) as served: served.url`, or the same with `async with`."""

    def __init__(self, app: Any, port: int = 0) -> None:
        self._app = app
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when the application answers. Raises RuntimeError when it does not come up."""
        bound = listening(self._port)
        self.port = bound.getsockname()[1]
        server = self._server = uvicorn.Server(configured(self._app))
        self._thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[bound])),
            name=f"stand-in {self.port}",
            daemon=True,
        )
        self._thread.start()
        until = time.monotonic() + STARTED
        while not server.started:
            if time.monotonic() > until or not self._thread.is_alive():
                bound.close()
                raise RuntimeError("the stand-in did not start")
            time.sleep(0.005)

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=5)
            self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.start)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.stop)


def serve(app: Any, port: int) -> None:
    """Serve in this process until it is told to end; prints the port first, for whoever started it."""
    bound = listening(port)
    bound.listen()  # whoever reads the port may connect at once, and is served when the loop runs
    print(bound.getsockname()[1], flush=True)  # noqa: T201 - the one word its parent waits for
    uvicorn.Server(configured(app)).run(sockets=[bound])
