"""What a call asks of the world, and what comes back. Who answers is for whoever plays the call to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import TransferOutcome

MODEL_FIRST_SENTENCE = 0.8
SERVICE_ANSWER = 0.2


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """seconds: until the first sentence. failed: the reason, when the provider could not."""

    sentences: tuple[str, ...] = ()
    exit: str | None = None
    fills: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = MODEL_FIRST_SENTENCE
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    value: Any = None
    seconds: float = SERVICE_ANSWER
    failed: str | None = None


class World(Protocol):
    """Who answers what the dialogue asks."""

    def model(self, request: AskModel) -> ModelAnswer: ...

    def service(self, request: CallService) -> ServiceAnswer: ...

    def transfer(self, request: Dial) -> TransferOutcome: ...
