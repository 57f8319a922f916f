"""Whom a flow can reach outside the call: people and services. Read from the operator's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from runtime.flow.diagnostic import Mark


@dataclass(frozen=True, slots=True)
class Hours:
    """Open on these weekdays (0 = Monday) from `opens` to `closes`, local time."""

    days: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a transfer reaches; the operator's file. One of number (E.164), sip, queue.
    No hours means always open."""

    name: str
    mark: Mark
    number: str | None = None
    sip: str | None = None
    queue: str | None = None
    timeout: float = 25.0
    hours: tuple[Hours, ...] = ()
    holidays: frozenset[date] = frozenset()
    timezone: str = "Asia/Kolkata"

    def open_at(self, now: datetime) -> bool:
        """now: in this contact's time zone."""
        if not self.hours:
            return True
        if now.date() in self.holidays:
            return False
        clock = now.time()
        return any(now.weekday() in h.days and h.opens <= clock < h.closes for h in self.hours)


@dataclass(frozen=True, slots=True)
class Service:
    """A service a `fetch` may call; the operator's file. auth: the *name* of the environment variable
    that holds the credential, never the credential. returns: a JSON Schema, or None. hosts: the only ones
    that the address may name, once it is complete; empty: any."""

    name: str
    mark: Mark
    url: str
    method: str = "POST"
    auth: str | None = None
    timeout: float = 3.0
    returns: Mapping[str, Any] | None = None
    hosts: frozenset[str] = frozenset()
