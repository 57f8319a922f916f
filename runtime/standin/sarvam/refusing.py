"""Refusals as Sarvam words them: over HTTP, at a socket's handshake, and inside a socket."""

from __future__ import annotations

import contextlib
from typing import Any, Final

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from runtime.standin.sarvam import guesses
from runtime.standin.sarvam.world import Fault, World, request_id

STATUS: Final = {
    "forbidden": (403, "invalid_api_key_error", "Invalid API key"),
    "rate": (429, "rate_limit_exceeded_error", "Rate limit exceeded"),
    "quota": (429, "insufficient_quota_error", "No credits available"),
    "500": (500, "internal_server_error", "Internal server error"),
    "503": (503, "rate_limit_exceeded_error", "The service is overloaded"),
    "refused": (400, "invalid_request_error", "Access to this model has not been granted"),
}


def refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    told = request_id()
    body = {"error": {"message": message, "code": code, "request_id": told}}
    return JSONResponse(body, status_code=status, headers={"x-request-id": told, **(headers or {})})


def bad_request(message: str) -> JSONResponse:
    return refusal(400, "invalid_request_error", message)


def unauthorised(world: World, connection: HTTPConnection, *, bearer: bool = False) -> JSONResponse | None:
    """The refusal of a missing or wrong key, or None."""
    key = connection.headers.get("api-subscription-key")
    if key is None and bearer:
        scheme, _, rest = connection.headers.get("authorization", "").partition(" ")
        key = rest if scheme.lower() == "bearer" else None
    return None if world.allowed(key) else refusal(*STATUS["forbidden"])


def of_fault(fault: Fault) -> JSONResponse | None:
    """The HTTP answer of a fault that is a status; None for the others."""
    found = STATUS.get(fault.kind)
    if found is None:
        return None
    return refusal(*found, headers={"retry-after": f"{fault.after:g}"} if fault.after is not None else None)


async def refuse_handshake(socket: WebSocket, answer: JSONResponse) -> None:
    if answer.status_code == 403:
        answer.status_code = guesses.HANDSHAKE_REFUSED
    await socket.send_denial_response(answer)


async def entered(socket: WebSocket, world: World, operation: str, wrong: JSONResponse | None) -> bool:
    """Accept a socket, or refuse it at the handshake: for its key, for a fault, for what is `wrong` with its
    query. True when it is to be served; a half-open one is held here until the client leaves."""
    refused = unauthorised(world, socket)
    fault = world.fault(operation, "socket", opening=True)
    if refused is None and fault is not None and fault.kind != "half_open":
        refused = of_fault(fault)
    if refused is None:
        refused = wrong
    if refused is not None:
        await refuse_handshake(socket, refused)
        return False
    await socket.accept()
    if fault is None:
        return True
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (await socket.receive())["type"] != "websocket.disconnect":
            continue
    return False


def realtime_error(code: str, message: str, status: int | None, *, fatal: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"event": "error", "code": code, "is_fatal": fatal, "message": message}
    return told if status is None else {**told, "status_code": status}
