"""What Sarvam's refusals mean, and remembering the ones that a repeat cannot mend.

Over HTTP a bad key is 403, never 401; spent credit is a 429 whose body says so; both are the same on the
next request, so they are remembered for a while and answered here without asking again: a bad key must
not become a storm of requests, one per caller and turn.
"""

from __future__ import annotations

import json
import logging
import re
import time
from typing import Any, Final

from websockets.exceptions import ConnectionClosed, InvalidStatus

from runtime.providers.ports import Failed

log = logging.getLogger(__name__)

_FOR_GOOD: Final = frozenset({401, 402, 403})
_OURS: Final = frozenset({400, 404, 405, 413, 415, 422})
_QUOTA: Final = ("insufficient_quota", "quota", "credit")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{2,40}")


class Refused(Failed):
    """Sarvam said no. lasting: every request will be refused until somebody pays or mends the key."""

    def __init__(self, reason: str, *, retryable: bool, lasting: bool = False, after: float = 0.0) -> None:
        super().__init__(reason, retryable=retryable)
        self.lasting = lasting
        self.after = after
        """Seconds the provider asks us to wait; 0.0 when it does not say."""


def of_status(status: int, body: bytes, headers: Any = None) -> Refused:
    """The failure behind an HTTP status. The body's words stay out of the reason: they may repeat the
    caller's; only its error code, when it looks like one, is kept."""
    code, message = _told(body)
    reason = f"HTTP {status}" + (f" {code}" if code else "")
    if status in _FOR_GOOD:
        return Refused(reason, retryable=False, lasting=True)
    if status == 429:
        spent = any(word in f"{code} {message}".lower() for word in _QUOTA)
        return Refused(reason, retryable=not spent, lasting=spent, after=_wait(headers))
    return Refused(reason, retryable=status not in _OURS and status >= 500, after=_wait(headers))


def of_event(code: Any, status: Any, message: Any) -> Refused:
    """The failure behind an `error` frame of a socket."""
    number = _number(status) or _number(code) or _number(str(message or "")[:3])
    name = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
    if number is None:
        key = "key" in name or "auth" in name
        spent = any(word in f"{name} {message}".lower() for word in _QUOTA)
        return Refused(
            f"error {name or 'without a code'}", retryable=not (key or spent), lasting=key or spent
        )
    told = {"error": {"code": name, "message": str(message or "")}}
    return of_status(number, json.dumps(told).encode())


def of_socket(error: Exception) -> Refused:
    """The failure behind a socket that could not be opened, or closed under us."""
    if isinstance(error, InvalidStatus):
        body = error.response.body or b""
        return of_status(error.response.status_code, bytes(body), error.response.headers)
    if isinstance(error, ConnectionClosed):
        code = error.rcvd.code if error.rcvd is not None else 1006
        # 1003: rate, quota or key. Which of them is in the error frame before it; alone it is not lasting.
        return Refused(f"socket closed with {code}", retryable=code not in (1003, 1008, 4000))
    return Refused(f"no connection ({type(error).__name__})", retryable=True)


class Memory:
    """The lasting refusal of one endpoint, for every call of the process."""

    def __init__(self, endpoint: str, seconds: float) -> None:
        self._endpoint = endpoint
        self._seconds = seconds
        self._until = 0.0
        self._reason = ""

    def check(self) -> None:
        """Raises Failed while a lasting refusal is remembered."""
        if time.monotonic() < self._until:
            raise Refused(f"refused before: {self._reason}", retryable=False, lasting=False)

    def note(self, failure: Failed) -> Failed:
        """The same failure, remembered if it lasts."""
        if isinstance(failure, Refused) and failure.lasting:
            log.error(
                "Sarvam refuses %s (%s): not asked again for %.0f s; check the key and the credit",
                self._endpoint,
                failure,
                self._seconds,
            )
            self.remember(failure)
        return failure

    def remember(self, failure: Failed) -> None:
        """Also a refusal that is not of key or credit: this way in is shut for a while."""
        self._until = time.monotonic() + self._seconds
        self._reason = str(failure)


def _told(body: bytes) -> tuple[str, str]:
    try:
        error = json.loads(body[:20_000])["error"]
        code, message = error.get("code"), error.get("message")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", ""
    known = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
    return known, message if isinstance(message, str) else ""


def _wait(headers: Any) -> float:
    if headers is None:
        return 0.0
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, min(3600.0, float(headers.get(name, "")) * scale))
        except ValueError:
            continue
    return 0.0


def _number(value: Any) -> int | None:
    """Three-digit status of a number or of quoted digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdigit()):
        number = int(value)
        return number if 400 <= number <= 599 else None
    return None
