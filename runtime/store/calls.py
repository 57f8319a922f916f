"""Call records: what must outlive one webhook so that the next one goes on where it stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from runtime.dialogue.call import Call

KEPT_ANSWERS = 64
"""Documents remembered per call; a carrier repeats the last one or two."""


@dataclass(slots=True)
class Record:
    """sid: the carrier's name for the call. caller, called: telephone numbers as they came.
    call: the dialogue's state, None before its first step and after the end. step: how many documents
    were answered. answers: the document answered to each request, by request. farewell: what any
    request gets once the call is over."""

    sid: str
    caller: str
    called: str
    flow: str
    version: str
    call: Call | None = None
    step: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    outcome: str | None = None
    farewell: str | None = None

    def remember(self, document: str, *requests: str) -> None:
        for request in requests:
            self.answers[request] = document
        while len(self.answers) > KEPT_ANSWERS:
            del self.answers[next(iter(self.answers))]

    def close(self, outcome: str) -> None:
        """The call is over: what was said and answered in it is forgotten."""
        self.call = None
        self.outcome = outcome


class Calls(Protocol):
    """A store of call records. One writer per call; saving what is already there replaces it."""

    async def save(self, record: Record) -> None: ...

    async def load(self, sid: str) -> Record | None: ...

    async def forget(self, sid: str) -> None:
        """Nothing happens if it is not there."""


class MemoryCalls:
    """The store of one process."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    async def save(self, record: Record) -> None:
        self._records[record.sid] = record

    async def load(self, sid: str) -> Record | None:
        return self._records.get(sid)

    async def forget(self, sid: str) -> None:
        self._records.pop(sid, None)

    def __len__(self) -> int:
        return len(self._records)
