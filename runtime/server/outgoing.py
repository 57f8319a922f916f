"""Calls that are going to be placed: what each is about, kept here until it is answered.

The carrier asks `/voice/outgoing?for=<token>` when somebody takes the call. Only the token is in that
address; what a person's call is about never is, for addresses stand in everybody's logs.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LIFE = 3600.0
"""Seconds within which a call that was prepared must be answered."""
MOST = 10_000


class NotPlaced(Exception):
    """This call cannot be placed. str(self): one sentence for whoever wants it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """flow: by name. inputs: by the names that the flow declares. until: when it is forgotten."""

    flow: str
    inputs: Mapping[str, Any]
    until: float


class Outgoing:
    """clock: monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._calls: dict[str, Placed] = {}

    def prepare(self, flow: str, inputs: Mapping[str, Any]) -> str:
        """The token under which the call's answer is asked for. Raises NotPlaced."""
        now = self._clock()
        self._calls = {token: call for token, call in self._calls.items() if call.until > now}
        if len(self._calls) >= MOST:
            raise NotPlaced("too many calls wait to be answered")
        token = secrets.token_urlsafe(16)
        self._calls[token] = Placed(flow, inputs, now + LIFE)
        return token

    def take(self, token: str) -> Placed | None:
        """What the call is about; once. None for one that was never prepared, or too long ago."""
        call = self._calls.pop(token, None)
        return call if call is not None and call.until > self._clock() else None
