"""What a call asks of the world, and what comes back. Who answers is for whoever plays the call to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from runtime.dialogue.effect import AskModel, CallService, Dial, RecordMessage
from runtime.dialogue.event import (
    Event,
    FetchAnswered,
    ModelDone,
    ModelSaid,
    Provider,
    ProviderFailed,
    TransferOutcome,
)

MODEL_FIRST_SENTENCE = 0.8
MODEL_NEXT_SENTENCE = 0.4
SERVICE_ANSWER = 0.2


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """seconds: until the first sentence. failed: the reason, when the provider could not, or broke off after
    these sentences."""

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


@dataclass(slots=True)
class Asked:
    """Everything that was asked of the world so far, in order."""

    models: list[AskModel] = field(default_factory=list)
    services: list[CallService] = field(default_factory=list)
    dials: list[Dial] = field(default_factory=list)
    recordings: list[RecordMessage] = field(default_factory=list)


def model_answers(request: AskModel, answer: ModelAnswer, now: float) -> list[Event]:
    """What a reply becomes: sentence by sentence, then its end. One that is slower than its deadline fails
    at that, and nothing of it is heard."""
    too_slow = answer.seconds > request.seconds
    at = now + min(answer.seconds, request.seconds)
    events: list[Event] = []
    for sentence in () if too_slow else answer.sentences:
        events.append(ModelSaid(request.request, sentence, at))
        at += MODEL_NEXT_SENTENCE
    if answer.failed is None and not too_slow:
        return [*events, ModelDone(request.request, at, answer.exit, answer.fills)]
    reason = answer.failed or "no reply in time"
    return [*events, ProviderFailed(Provider.MODEL, request.request, reason, at)]


def service_answers(request: CallService, answer: ServiceAnswer, now: float) -> Event:
    """What an answer becomes; one that is slower than the wait is a failure at its end."""
    at = now + min(answer.seconds, request.seconds)
    if answer.failed is None and answer.seconds <= request.seconds:
        return FetchAnswered(request.request, answer.value, at)
    return ProviderFailed(Provider.SERVICE, request.request, answer.failed or "no answer in time", at)
