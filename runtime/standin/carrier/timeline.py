"""What happened in a call and when: the one record that the report, the live print and tests read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from runtime.standin.carrier.clock import Clock


@dataclass(frozen=True, slots=True)
class Moment:
    """at: seconds since the call was placed; the recording has the same zero. kind: one of

    webhook, document, verb, clip, callback: what the carrier asked and was answered;
    stream_start, first_sound, mark, mark_back, clear, underrun, stale, stream_end: the media socket;
    step, key, speech_start, speech_end: the caller; bot_start, bot_end: what the caller hears;
    dial, leg, record, hang_up, violation, fault.
    stream_end counts: lost, bytes of the application's that were never heard; frames of the caller's that
    were sent, and how many of them while the application's sound was being played.
    detail: plain values, ready for JSON.
    """

    at: float
    kind: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Violation:
    """Something Twilio would complain of. code: its error code; 0 where it has none, but a caller
    would suffer (a repeated webhook that was answered differently)."""

    at: float
    code: int
    text: str


class Timeline:
    """Collects moments; `watch` is told of each as it happens."""

    def __init__(self, clock: Clock, watch: Callable[[Moment], None] | None = None) -> None:
        self.clock = clock
        self.moments: list[Moment] = []
        self.violations: list[Violation] = []
        self._watch = watch
        self._once: set[object] = set()

    def add(
        self, kind: str, detail: Mapping[str, Any] | None = None, /, *, at: float | None = None, **more: Any
    ) -> None:
        """at: when it happened, if that was not now."""
        when = self.clock.now() if at is None else at
        moment = Moment(round(when, 3), kind, {**(detail or {}), **more})
        self.moments.append(moment)
        if self._watch is not None:
            self._watch(moment)

    def violation(self, code: int, text: str, *, once: object = None) -> None:
        """once: a second one with the same mark is not recorded (Twilio warns once per stream)."""
        if once is not None:
            if once in self._once:
                return
            self._once.add(once)
        self.violations.append(Violation(round(self.clock.now(), 3), code, text))
        self.add("violation", code=code, text=text)
