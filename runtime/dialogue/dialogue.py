"""What happens: Dialogue.start and Dialogue.advance, pure functions over a call and an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.effect import Effect
from runtime.dialogue.event import Event
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Flow


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing the flow did in a step, for logs, coverage and explanations.

    what: "state", "option", "anywhere", "rung", "branch", "exit", "escalation", "limit", "error", "closed",
    "failed", "answer", "phrase"… name: which ("choose_language/1", "helpline/no_input/2", "report_outage").
    mark: the author's own line, where there is one.
    """

    what: str
    name: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Step:
    call: Call
    effects: tuple[Effect, ...]
    taken: tuple[Taken, ...]


class Dialogue:
    """Compiled once per flow version; immutable; shared by all its calls."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def start(
        self,
        *,
        at: float = 0.0,
        number: str = "",
        now: datetime | None = None,
        language: str | None = None,
        state: str | None = None,
        slots: Mapping[str, Any] | None = None,
    ) -> Step:
        """Begin a call. now: local date and time of answering (data, not a clock); number: the caller's.
        language, state, slots: begin elsewhere (tests)."""
        raise NotImplementedError

    def advance(self, call: Call, event: Event) -> Step:
        """The same call and event always give the same step."""
        raise NotImplementedError
