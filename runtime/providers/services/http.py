"""The services a `fetch` calls, over HTTP. The operator's file says where; a flow only says what.

A request goes to the operator's own address and nowhere else: no redirect is followed, nothing of a caller
is put into the address, and what comes back is bounded, strict JSON that fits the service's `returns`.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.exceptions import Unresolvable

from runtime.dialogue.effect import CallService
from runtime.flow.model import Service
from runtime.providers.ports import Failed

LARGEST: Final = 256 * 1024
HUGE: Final = 1e15
"""Beyond this a float is no longer exact, and nobody reads such a number to a caller."""
_NAME: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_IN_ADDRESS: Final = frozenset({"GET", "HEAD", "DELETE"})


class HttpServices:
    """services: by name, of one flow version. env: where `${NAME}` in addresses and the credentials are
    looked up at each call. client: one pooled client that several of these may share; made and closed here
    when none is given."""

    def __init__(
        self, services: Mapping[str, Service], env: Mapping[str, str], client: httpx.AsyncClient | None = None
    ) -> None:
        self._services = services
        self._env = env
        self._owned = client is None
        self._client = client or pool()
        self._checks: dict[str, Validator] = {}

    async def fetch(self, request: CallService) -> Any:
        """The service's answer. One request: a repeat is the service's own risk, so it is never made."""
        service = self._services.get(request.service)
        if service is None:
            raise Failed(f"no service is called {request.service}", retryable=False)
        seconds = min(request.seconds, 30.0)
        try:
            async with asyncio.timeout(seconds):
                answer = await self._answer(service, request)
        except TimeoutError as error:
            raise Failed(f"{service.name}: no answer in {seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Failed(f"{service.name}: no answer ({type(error).__name__})") from error
        self._check(service, answer)
        return answer

    async def close(self) -> None:
        if self._owned:
            await self._client.aclose()

    async def _answer(self, service: Service, request: CallService) -> Any:
        method = service.method.upper()
        url = self._address(service)
        headers = {"Accept": "application/json", "Idempotency-Key": request.key}
        if service.auth:
            headers["Authorization"] = self._credential(service)
        sent: dict[str, Any] = (
            {"params": {name: _as_text(value) for name, value in request.send.items()}}
            if method in _IN_ADDRESS
            else {"content": _json(service, request.send)}
        )
        if "content" in sent:
            headers["Content-Type"] = "application/json"
        async with self._client.stream(
            method, url, headers=headers, follow_redirects=False, **sent
        ) as response:
            if not 200 <= response.status_code < 300:
                status = response.status_code
                raise Failed(f"{service.name}: HTTP {status}", retryable=status == 429 or status >= 500)
            read = bytearray()
            async for piece in response.aiter_bytes():
                read += piece
                if len(read) > LARGEST:
                    raise Failed(f"{service.name}: more than {LARGEST} bytes", retryable=False)
        return _decoded(service, bytes(read))

    def _address(self, service: Service) -> str:
        """The operator's address with `${NAME}` filled from the environment."""

        def value(found: re.Match[str]) -> str:
            filled = self._env.get(found[1], "").strip()
            if not filled:
                raise Failed(f"{service.name}: {found[1]} is not set", retryable=False)
            return filled.rstrip("/") if found.end() < len(service.url) else filled

        url = _NAME.sub(value, service.url)
        try:
            parts = urlsplit(url)
            whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        except ValueError:
            whole = False
        if not whole:
            raise Failed(f"{service.name}: its address is not a web address", retryable=False)
        if service.hosts and not service.hosts & {parts.hostname or "", parts.netloc.lower()}:
            raise Failed(f"{service.name}: its host is not one of services.yaml's", retryable=False)
        return url

    def _credential(self, service: Service) -> str:
        """The header's value: as it stands when it names its scheme, else as a bearer token."""
        secret = self._env.get(service.auth or "", "").strip()
        if not secret:
            raise Failed(f"{service.name}: {service.auth} is not set", retryable=False)
        if not secret.isascii() or not secret.isprintable():
            raise Failed(f"{service.name}: {service.auth} cannot be sent in a header", retryable=False)
        return secret if " " in secret else f"Bearer {secret}"

    def _check(self, service: Service, answer: Any) -> None:
        if service.returns is None:
            return
        try:
            check = self._checks.get(service.name)
            if check is None:
                # An empty registry: a `$ref` to an address must not make us fetch it.
                check = Draft202012Validator(dict(service.returns), registry=Registry())
                self._checks[service.name] = check
            fault = next(check.iter_errors(answer), None)
        except (SchemaError, Unresolvable, RecursionError, re.error, TypeError, ValueError) as error:
            raise Failed(f"{service.name}: its `returns` cannot be used", retryable=False) from error
        if fault is not None:
            place = ".".join(str(step) for step in fault.absolute_path) or "the answer"
            raise Failed(
                f"{service.name}: {place} is not as `returns` says ({fault.validator})", retryable=False
            )


def pool() -> httpx.AsyncClient:
    """A client for services. Its timeouts are only a backstop: the deadline is each request's own."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(30.0), follow_redirects=False, limits=httpx.Limits(max_connections=200)
    )


def _json(service: Service, send: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(dict(send), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise Failed(f"{service.name}: what should be sent is not JSON", retryable=False) from error


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _decoded(service: Service, body: bytes) -> Any:
    """Strict JSON: no NaN, no number that is not one, no nesting that breaks us."""
    try:
        return json.loads(body, parse_constant=_no_number, parse_float=_number, parse_int=_whole_number)
    except (ValueError, RecursionError) as error:
        raise Failed(f"{service.name}: the answer is not JSON", retryable=False) from error


def _no_number(written: str) -> Any:
    raise ValueError(f"{written} is not a number")


def _number(written: str) -> float:
    value = float(written)
    if not math.isfinite(value) or abs(value) > HUGE:
        raise ValueError("a huge number")
    return value


def _whole_number(written: str) -> int:
    if len(written) > 16:
        raise ValueError("a huge number")
    return int(written)
