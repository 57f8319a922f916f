"""Tokens for the media socket: signed, single-use, short-lived, bound to one call.

A token is `<random>.<seconds>.<signature>`; the signature covers the call it was made for, which is not
in the token, so a token shown for another call is worth nothing. TwiML can be read in the carrier's
request log, hence single use; the memory of spent tokens is as short as their life.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

LIFE = 60.0
"""Seconds between the document that carries a token and the socket that shows it."""


class Tokens:
    """Makes and takes tokens. secret: the signing key; a new one for every process unless given."""

    def __init__(self, secret: bytes | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._secret = secret or secrets.token_bytes(32)
        self._clock = clock
        self._spent: dict[str, float] = {}

    def make(self, call: str) -> str:
        """A token for this CallSid."""
        body = f"{secrets.token_urlsafe(16)}.{int((self._clock() + LIFE) * 1000)}"
        return f"{body}.{self._signature(body, call)}"

    def take(self, token: str, call: str) -> bool:
        """Whether this token was made for this call, is young enough, and was never shown before.
        Afterwards it is spent, whoever showed it."""
        body, _, signature = token.rpartition(".")
        name, _, expires = body.partition(".")
        if not hmac.compare_digest(
            self._signature(body, call).encode(), signature.encode("utf-8", "replace")
        ):
            return False
        now = self._clock()
        self._spent = {n: until for n, until in self._spent.items() if until > now}
        if now >= int(expires) / 1000 or name in self._spent:
            return False
        self._spent[name] = now + LIFE
        return True

    def _signature(self, body: str, call: str) -> str:
        signed = f"{body}\0{call}".encode("utf-8", "replace")
        return (
            base64.urlsafe_b64encode(hmac.digest(self._secret, signed, hashlib.sha256)).decode().rstrip("=")
        )
