"""`/media-stream`: the carrier's socket as a bare ASGI route, because it carries fifty messages a second.

Refused before it is accepted: what is not signed. Closed after: what does not start within five seconds,
shows no valid token for its own call, or brings sound that is not the telephone's.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from runtime.providers.twilio.wire import Started, Stopped, WireError, decode
from runtime.server.session import Session
from runtime.server.stream import Stream
from runtime.server.switchboard import Switchboard
from runtime.server.webhook import Guard, public_url

log = logging.getLogger(__name__)

PATH = "/media-stream"
START_WITHIN = 5.0
"""Seconds from the handshake to the start message."""
MOST_FAULTS = 20
"""Messages that cannot be read before the socket is closed."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class MediaSocket:
    """The ASGI application of the media socket."""

    def __init__(self, guard: Guard, board: Callable[[], Switchboard]) -> None:
        self._guard = guard
        self._board = board

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        url = public_url(self._guard.base(headers), scope)
        known = scope["path"].rstrip("/") == PATH
        if not known or not self._guard.socket(url, headers):
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        try:
            stream = await self._start(receive, send)
        except (Refused, WireError, TimeoutError) as why:
            log.warning("a media socket is closed: %s", why or "it did not start")
            await _close(send, 1008)
            return
        if stream is not None:
            await self._serve(stream, receive)

    async def _start(self, receive: Receive, send: Send) -> tuple[Session, Stream] | None:
        """The call that this socket belongs to; None if it left. Raises Refused, WireError, TimeoutError."""
        async with asyncio.timeout(START_WITHIN):
            while True:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    return None
                text = message.get("text")
                if text is None:
                    raise Refused("a binary message")
                started = decode(text)
                if isinstance(started, Started):
                    return self._admit(started, send)

    def _admit(self, started: Started, send: Send) -> tuple[Session, Stream]:
        board = self._board()
        account = board.settings.account_sid
        session = board.sessions.get(started.call)
        if not board.tokens.take(started.parameters.get("token", ""), started.call):
            raise Refused("its token is not valid for this call")
        if session is None or session.over:
            raise Refused("no such call is live")
        if account and started.account != account:
            raise Refused("another account's call")
        if not started.format.is_telephone:
            raise Refused(f"sound as {started.format.encoding}, {started.format.rate} Hz")
        stream = Stream(session, started.stream_sid, send)
        session.do(partial(session.attach, stream))
        return session, stream

    async def _serve(self, joined: tuple[Session, Stream], receive: Receive) -> None:
        session, stream = joined
        faults = 0
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                text = message.get("text")
                try:
                    told = decode(text if text is not None else message.get("bytes") or b"")
                except WireError as fault:
                    faults += 1
                    if faults == 1:
                        log.warning("call %s: %s", session.sid, fault)
                    if faults > MOST_FAULTS:
                        break
                    continue
                if isinstance(told, Stopped):
                    break
                stream.receive(told)
        finally:
            session.do(partial(session.stream_lost, stream))


class Refused(Exception):
    """str(self): why this socket is not served."""


async def _close(send: Send, code: int) -> None:
    with contextlib.suppress(OSError, RuntimeError):  # it may have left by itself
        await send({"type": "websocket.close", "code": code})
