"""Webhooks and their documents: a repeat gets the same document, a late one the newest, and nothing is
advanced twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runtime.store.calls import Record

PATIENCE = 12.0
"""Seconds for one document; the carrier gives up after 15."""


@dataclass(frozen=True, slots=True)
class Post:
    """One webhook of a call. path: the last part of its address. base: our public address.
    key: the same for every repeat of the same request. token: of a call that we placed."""

    path: str
    step: int | None
    key: str
    form: Mapping[str, str]
    base: str
    answer: asyncio.Future[str]
    token: str = ""


class Answers:
    """The documents of one call, from its first webhook to its last."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._open: dict[str, Post] = {}

    async def of(self, post: Post, take: Callable[[Post], None]) -> str:
        """The document for this webhook. take: brings a new one before the dialogue. Raises TimeoutError."""
        record = self._record
        if (same := self._open.get(post.key)) is not None:
            return await asyncio.shield(same.answer)
        if (known := record.answers.get(post.key)) is not None:
            return known
        if post.step is not None and post.step != record.step and record.answers:
            return next(reversed(record.answers.values()))  # late: the call has moved on
        if record.farewell is not None:
            return record.farewell
        self._open[post.key] = post
        take(post)
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(post.answer)
        finally:
            self._open.pop(post.key, None)

    def give(self, document: str) -> None:
        """The document that the call has now, for every webhook that waits for one."""
        self._record.step += 1
        self._record.remember(document, *self._open)
        self._settle(document)

    def close(self, farewell: str) -> None:
        """The call is over."""
        self._record.farewell = farewell
        self._settle(farewell)

    def _settle(self, document: str) -> None:
        for post in self._open.values():
            if not post.answer.done():
                post.answer.set_result(document)
