"""What the core of a call was told and ordered, step by step, whoever drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import Effect
from runtime.dialogue.event import (
    Event,
    FetchAnswered,
    ModelDone,
    ProviderFailed,
    Recorded,
    TransferEnded,
)

ANSWERS = ModelDone | FetchAnswered | ProviderFailed | TransferEnded | Recorded
"""Events with which the world has answered."""


class Notes:
    """steps: each with the event that it answers, None for the first. changed: called after each."""

    def __init__(self) -> None:
        self.steps: list[tuple[Event | None, Step]] = []
        self.answers = 0
        self.changed: Callable[[], None] = lambda: None

    def add(self, event: Event | None, step: Step, before: Call | None = None) -> None:
        """before: the call that the step was made from. Steps after that one were only tried: who drives the
        call has gone back."""
        while before is not None and self.steps[-1][1].call is not before:
            self.steps.pop()
        self.steps.append((event, step))
        self.answers = sum(isinstance(event, ANSWERS) for event, _ in self.steps)
        self.changed()

    def effects(self) -> Iterator[Effect]:
        return (effect for _, step in self.steps for effect in step.effects)

    @property
    def call(self) -> Call:
        """As it is now."""
        return self.steps[-1][1].call


taking: ContextVar[Notes] = ContextVar("taking")
"""The notes of the call that goes on here: set where it begins, and known in all its tasks."""


class NotedDialogue(Dialogue):
    """The production dialogue; each of its steps is noted with the call that it belongs to."""

    def start(self, **begin: Any) -> Step:
        step = super().start(**begin)
        if (notes := taking.get(None)) is not None:
            notes.add(None, step)
        return step

    def advance(self, call: Call, event: Event) -> Step:
        step = super().advance(call, event)
        if (notes := taking.get(None)) is not None:
            notes.add(event, step, call)
        return step
