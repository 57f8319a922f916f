"""What the stand-in has been told to do, and what has been done to it: script, faults, counters."""

from __future__ import annotations

import uuid
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

OPERATIONS: Final = ("stt", "tts", "chat")
VIAS: Final = ("socket", "rest")

AT_OPENING: Final = frozenset({"forbidden", "rate", "quota", "500", "503", "half_open", "refused"})
"""Faults that hit a socket when it is opened; the others hit an utterance or a reply."""
KINDS: Final = AT_OPENING | {
    "no_first_byte",
    "drip",
    "malformed",
    "empty",
    "missing_final",
    "drop",
    "1011",
    "early_final",
    "quoted",
    "endless",
    "header",
}


class Unusable(ValueError):
    """A script or fault that cannot be followed; str(self) says which part."""


@dataclass(slots=True)
class Fault:
    """kind: one of KINDS. times: how many operations it hits, None for all. via: only on this transport.
    seconds: between two bytes of a drip. after: retry-after header of a 429."""

    kind: str
    times: int | None = None
    via: str | None = None
    seconds: float = 0.2
    after: float | None = None


@dataclass(slots=True)
class Script:
    """transcripts, replies: taken one by one. A reply is text, or a mapping of text, exit and fills, or
    chunks. always: the transcript when the list is empty. decode: recognise the sound itself. hints: what
    the embedded recogniser may hear when the client
    sends no bias of its own. choose: let the embedded rule-based
    model answer. voice: auto, espeak or tone. delays: seconds per operation. pace: sound faster than
    spoken."""

    transcripts: deque[str] = field(default_factory=deque)
    always: str = ""
    decode: bool = False
    hints: tuple[str, ...] = ()
    replies: deque[Any] = field(default_factory=deque)
    choose: bool = True
    voice: str = "tone"
    delays: dict[str, float] = field(default_factory=dict)
    pace: float | None = None


class World:
    """One per stand-in; belongs to its event loop."""

    def __init__(self, key: str | None, script: Script | None = None) -> None:
        self.key = key
        self.script = script or Script()
        self.faults: dict[str, list[Fault]] = {}
        self.open: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.messages: Counter[str] = Counter()
        self.seen: deque[dict[str, Any]] = deque(maxlen=200)

    def allowed(self, key: str | None) -> bool:
        """Whether a key is good: the one we were given, else anything shaped like one."""
        return bool(key) and (key == self.key if self.key else True)

    def fault(self, operation: str, via: str, *, opening: bool = False) -> Fault | None:
        """The fault that hits this operation now, counted down. opening: a socket is being opened; a
        request over REST is both, so it asks with opening=False and gets any."""
        for fault in self.faults.get(operation, []):
            if fault.times == 0 or fault.via not in (None, via):
                continue
            if via == "socket" and (fault.kind in AT_OPENING) != opening:
                continue
            if fault.times is not None:
                fault.times -= 1
            self.total[f"{operation}.faults"] += 1
            return fault
        return None

    def delay(self, operation: str, usual: float) -> float:
        return self.script.delays.get(operation, usual)

    @contextmanager
    def counted(self, what: str, **seen: Any) -> Iterator[None]:
        """Counts an operation as open until it ends, however it ends."""
        self.open[what] += 1
        self.total[what] += 1
        if seen:
            self.seen.append({"what": what, **seen})
        try:
            yield
        finally:
            self.open[what] -= 1

    def stats(self) -> dict[str, Any]:
        return {
            "open": {what: count for what, count in self.open.items() if count},
            "total": dict(self.total),
            "messages": dict(self.messages),
            "seen": list(self.seen),
        }

    def transcript(self) -> str | None:
        """The next scripted transcript; None when the sound itself is to be recognised."""
        if self.script.transcripts:
            return self.script.transcripts.popleft()
        return None if self.script.decode else self.script.always

    def expected(self) -> str:
        """What the partials grow towards."""
        return self.script.transcripts[0] if self.script.transcripts else self.script.always


def request_id() -> str:
    return f"{datetime.now(UTC):%Y%m%d}_{uuid.uuid4()}"


def script_from(body: Any) -> Script:
    """Raises Unusable."""
    if not isinstance(body, dict):
        raise Unusable("a script is an object")
    unknown = set(body) - set(Script.__dataclass_fields__)
    if unknown:
        raise Unusable(f"a script has no {', '.join(sorted(unknown))}")
    script = Script()
    for name, value in body.items():
        if name in ("transcripts", "replies"):
            if not isinstance(value, list):
                raise Unusable(f"{name} is a list")
            setattr(script, name, deque(value))
        elif name == "hints":
            script.hints = tuple(str(hint) for hint in value)
        else:
            setattr(script, name, value)
    if script.voice not in ("auto", "espeak", "tone"):
        raise Unusable("voice is auto, espeak or tone")
    return script


def faults_from(body: Any) -> dict[str, list[Fault]]:
    """`{"stt": {"kind": "500", "times": 1}, "tts": [..]}`. Raises Unusable."""
    if not isinstance(body, dict) or set(body) - set(OPERATIONS):
        raise Unusable(f"faults are an object with {', '.join(OPERATIONS)}")
    found: dict[str, list[Fault]] = {}
    for operation, value in body.items():
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict) or one.get("kind") not in KINDS:
                raise Unusable(f"a fault's kind is one of {', '.join(sorted(KINDS))}")
            if set(one) - set(Fault.__dataclass_fields__) or one.get("via") not in (None, *VIAS):
                raise Unusable("a fault has kind, times, via (socket or rest), seconds, after")
            found.setdefault(operation, []).append(Fault(**one))
    return found
