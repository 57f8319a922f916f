"""The process's one HTTP client, and Sarvam's sockets: opened, read and closed with our own deadlines.

httpx's timeouts are per read, so a slow drip outlives them; the deadlines here and in the callers are
`asyncio.timeout`. A websocket whose peer has gone silent is dropped after `close` seconds, not ten.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from runtime.providers.ports import Failed
from runtime.providers.sarvam.refusal import Refused, of_socket, of_status
from runtime.providers.sarvam.settings import SarvamSettings

LARGEST_FRAME: Final = 2**20
LARGEST_ERROR: Final = 20_000


class Door:
    """Where requests leave the process. One per process; safe for every call at once."""

    def __init__(self, settings: SarvamSettings) -> None:
        self._settings = settings
        self._client = httpx.AsyncClient(
            base_url=settings.base_url,
            headers={"api-subscription-key": settings.key},
            timeout=httpx.Timeout(30.0, connect=settings.deadlines.connect, pool=settings.deadlines.connect),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=100, keepalive_expiry=50.0),
            follow_redirects=False,
        )

    async def close(self) -> None:
        await self._client.aclose()

    @asynccontextmanager
    async def post(self, path: str, **body: Any) -> AsyncIterator[httpx.Response]:
        """A streamed answer with status 200. Raises Failed; the caller sets the deadline."""
        try:
            async with self._client.stream("POST", path, **body) as response:
                if response.status_code != 200:
                    raise of_status(response.status_code, await _start(response), response.headers)
                yield response
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Refused(f"no answer ({type(error).__name__})", retryable=True) from error

    async def post_for_json(self, path: str, largest: int, **body: Any) -> dict[str, Any]:
        """A whole JSON object of at most `largest` bytes. Raises Failed."""
        async with self.post(path, **body) as response:
            read = bytearray()
            async for piece in response.aiter_bytes():
                read += piece
                if len(read) > largest:
                    raise Failed(f"an answer of more than {largest} bytes")
        return decoded(bytes(read))

    async def socket(self, path: str, query: dict[str, str]) -> ClientConnection:
        """An open socket. Raises Failed within the connect deadline."""
        seconds = self._settings.deadlines.connect
        try:
            async with asyncio.timeout(seconds):
                return await connect(
                    f"{self._settings.ws_url}{path}?{urlencode(query)}",
                    additional_headers={"api-subscription-key": self._settings.key},
                    open_timeout=None,
                    close_timeout=self._settings.deadlines.close,
                    compression=None,
                    max_size=LARGEST_FRAME,
                    ping_interval=20,
                    ping_timeout=10,
                )
        except TimeoutError as error:
            raise Refused(f"no connection in {seconds:g} s", retryable=True) from error
        except (WebSocketException, OSError, ValueError) as error:
            raise of_socket(error) from error


def decoded(text: str | bytes) -> dict[str, Any]:
    """A JSON object; NaN, other kinds and broken text raise Failed."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Failed("malformed JSON") from error
    if not isinstance(value, dict):
        raise Failed("JSON that is not an object")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


async def _start(response: httpx.Response) -> bytes:
    """The beginning of an error's body."""
    read = bytearray()
    async for piece in response.aiter_bytes():
        read += piece
        if len(read) > LARGEST_ERROR:
            break
    return bytes(read[:LARGEST_ERROR])
