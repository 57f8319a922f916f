"""Faults of the wire over HTTP: an answer that never begins, never ends, drips or is not what it says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from starlette.responses import Response, StreamingResponse

from runtime.standin.sarvam.world import Fault

FOR_EVER: Final = 3600.0


class Cut(Exception):
    """Raised inside a response to make the server cut the connection."""


async def held_back(fault: Fault | None, content: bytes, media_type: str) -> Response | None:
    """The answer that this fault makes of a good one; None when it leaves it alone. `no_first_byte` sends
    not even a status until the client has gone; `half_open` sends a status and nothing else."""
    match fault.kind if fault else "":
        case "no_first_byte":
            return _Never()
        case "half_open" | "missing_final" | "drip" | "drop" | "1011":
            assert fault is not None
            return StreamingResponse(_drip(fault, content), media_type=media_type)
        case "malformed":
            return Response(content[: len(content) // 2] + b"\xff{", media_type=media_type)
        case _:
            return None


class _Never(Response):
    """Waits until the client has gone."""

    async def __call__(self, scope: object, receive: object, send: object) -> None:
        while (await receive())["type"] != "http.disconnect":  # type: ignore[operator]
            continue


async def _drip(fault: Fault, content: bytes) -> AsyncIterator[bytes]:
    if fault.kind in ("half_open", "missing_final"):
        await asyncio.sleep(FOR_EVER)
    if fault.kind in ("drop", "1011"):
        yield content[: len(content) // 2]
        raise Cut
    for at in range(len(content)):
        yield content[at : at + 1]
        await asyncio.sleep(fault.seconds)
