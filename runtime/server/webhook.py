"""The carrier's webhooks. Every one is signed, and the signature is checked before anything else.

`WEBHOOKS` is the table of them all: the application makes its routes from it, and the tests enumerate it,
so that no route can be added without a check. What goes wrong in one is answered with TwiML all the same.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request, Response

from runtime.providers.twilio import signature, twiml
from runtime.server import sentences
from runtime.server.answers import Post
from runtime.server.settings import Settings
from runtime.server.switchboard import Switchboard

log = logging.getLogger(__name__)

BODY_LIMIT = 65_536
"""Bytes of a webhook's form; Twilio's are under 2 kB."""
FIELD_LIMIT = 200

Form = Mapping[str, str]
Handler = Callable[[Switchboard, Form, Request, str], Awaitable[str | None]]
"""Gets the form, the request and our public base; returns TwiML, or None for a callback without one."""


class BodyTooLarge(Exception):
    """More than BODY_LIMIT."""


def _of_call(path: str) -> Handler:
    async def handle(board: Switchboard, form: Form, request: Request, base: str) -> str:
        step = request.query_params.get("step", "")
        number = int(step) if step.isascii() and step.isdigit() and len(step) < 9 else None
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        key, token = _key(path, number, form, request), request.query_params.get("for", "")
        return await board.answer(Post(path, number, key, form, base, answer, token))

    return handle


async def _answered(board: Switchboard, form: Form, request: Request, base: str) -> None:
    """Machine detection that goes on beside the call has found out who took it."""
    board.answered(form)


async def _fallback(board: Switchboard, form: Form, request: Request, base: str) -> str:
    log.error("the carrier asked the fallback (error %s)", form.get("ErrorCode", "unknown"))
    if "DialCallStatus" in form:
        return twiml.document(twiml.Hangup())
    return board.fallback(form, base)


async def _status(board: Switchboard, form: Form, request: Request, base: str) -> None:
    board.status(form)


async def _stream_status(board: Switchboard, form: Form, request: Request, base: str) -> None:
    if form.get("StreamEvent") == "stream-error":
        log.warning("call %s: stream error: %s", form.get("CallSid"), form.get("StreamError", "")[:200])


async def _whisper(board: Switchboard, form: Form, request: Request, base: str) -> str:
    """Read to the person who answers, before the caller is connected."""
    session = board.sessions.get(request.query_params.get("call", ""))
    if session is None or not session.whisper:
        return twiml.document()
    voice = session.dialogue.flow.voice
    return twiml.document(*session.spoken(session.whisper, session.call.language, voice))


WEBHOOKS: Mapping[str, Handler] = {
    "/voice/incoming": _of_call("incoming"),
    "/voice/outgoing": _of_call("outgoing"),
    "/voice/answered": _answered,
    "/voice/language-selected": _of_call("language-selected"),
    "/voice/menu": _of_call("menu"),
    "/voice/continue": _of_call("continue"),
    "/voice/after-stream": _of_call("after-stream"),
    "/voice/dialled": _of_call("dialled"),
    "/voice/recorded": _of_call("recorded"),
    "/voice/whisper": _whisper,
    "/voice/fallback": _fallback,
    "/voice/status": _status,
    "/voice/stream-status": _stream_status,
}


class Guard:
    """Lets through what the carrier signed. With INSECURE_SKIP_SIGNATURES everything, and says so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._passed = 0

    def base(self, headers: Mapping[str, str]) -> str:
        """Our public address."""
        return self._settings.public_url or f"http://{headers.get('host', 'localhost')}"

    def webhook(self, url: str, form: signature.Form, headers: Mapping[str, str]) -> bool:
        keys, settings = self._settings.auth_tokens, headers.get(signature.SETTINGS_HEADER.lower())
        given = headers.get(signature.HEADER.lower())
        return self._let(signature.webhook_is_signed(url, form, given, keys, settings), url)

    def socket(self, url: str, headers: Mapping[str, str]) -> bool:
        keys, settings = self._settings.auth_tokens, headers.get(signature.SETTINGS_HEADER.lower())
        return self._let(
            signature.socket_is_signed(url, headers.get(signature.HEADER.lower()), keys, settings), url
        )

    def _let(self, signed: bool, url: str) -> bool:
        if signed:
            return True
        if not self._settings.skip_signatures:
            log.warning("refused: not signed for %s (is PUBLIC_URL the address that the carrier uses?)", url)
            return False
        if self._passed % 10 == 0:
            log.warning("INSECURE_SKIP_SIGNATURES is set: unsigned requests are taken from anyone")
        self._passed += 1
        return True


def add_webhooks(app: FastAPI, guard: Guard, board: Callable[[], Switchboard]) -> None:
    for path, handler in WEBHOOKS.items():
        app.add_api_route(path, _endpoint(handler, guard, board), methods=["POST"], include_in_schema=False)


def _endpoint(
    handler: Handler, guard: Guard, board: Callable[[], Switchboard]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request)
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELD_LIMIT)
        except (BodyTooLarge, ValueError):
            return Response(status_code=403)
        base = guard.base(request.headers)
        if not guard.webhook(public_url(base, request.scope), pairs, request.headers):
            return Response(status_code=403)
        try:
            document = await handler(board(), dict(pairs), request, base)
        except Exception:
            log.exception("the webhook %s broke", request.url.path)
            document = _last_words(board(), dict(pairs), base)
        if document is None:
            return Response(status_code=204)
        return Response(document, headers={"content-type": twiml.CONTENT_TYPE})

    return endpoint


def public_url(base: str, scope: Mapping[str, object]) -> str:
    """The address the carrier used: our public base with the request's raw path and query."""
    path, query = scope["raw_path"], scope["query_string"]
    assert isinstance(path, bytes) and isinstance(query, bytes)
    return base + path.decode("latin-1") + (f"?{query.decode('latin-1')}" if query else "")


def _last_words(board: Switchboard, form: Form, base: str) -> str:
    try:
        return board.fallback(form, base)
    except Exception:
        log.exception("the fallback broke too")
        return twiml.document(twiml.Say(sentences.APOLOGY["en-IN"], "en-IN"), twiml.Hangup())


def _key(path: str, step: int | None, form: Form, request: Request) -> str:
    """The same for every repeat of one request: by its step, else the carrier's own token, else by what it
    says. A call comes in only once."""
    if path in ("incoming", "outgoing"):
        return path
    if step is not None:
        return f"{path}?{step}"
    if token := request.headers.get("i-twilio-idempotency-token"):
        return f"{path}#{token}"
    return f"{path}#{hashlib.sha256(repr(sorted(form.items())).encode()).hexdigest()}"


async def json_body(request: Request) -> tuple[str, dict[str, Any]] | None:
    """The flow and the inputs of a call to be placed; None for anything else."""
    try:
        read = json.loads(await _body(request))
    except (BodyTooLarge, ValueError, RecursionError):
        return None
    if not isinstance(read, dict):
        return None
    flow, inputs = read.get("flow"), read.get("inputs", {})
    plain = isinstance(inputs, dict) and all(isinstance(one, str | int | float) for one in inputs.values())
    return (flow, inputs) if isinstance(flow, str) and plain else None


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            raise BodyTooLarge
    return bytes(body)
