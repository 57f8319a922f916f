"""What can happen to a call. Frozen facts; everything the dialogue ever learns comes in as one of these.

at: seconds since the call was answered, never wall-clock time. Each answer carries the number of the
request, speech or timer it answers, so that a late or stale one is dropped in the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Provider(StrEnum):
    """Whose failure a ProviderFailed reports."""

    RECOGNISER = "recogniser"
    VOICE = "voice"
    MODEL = "model"
    SERVICE = "service"


class TransferOutcome(StrEnum):
    """How a dialled leg ended. COMPLETED: the person answered, talked and hung up."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Digit:
    """One key: "0".."9", "*" or "#"."""

    key: str
    at: float


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The caller began to speak (voice activity, sustained for the detector's minimum)."""

    at: float


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """The caller stopped; the recogniser is working on it. An Utterance or a ProviderFailed follows."""

    at: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the recogniser made of one piece of speech. Empty text: sound that was not understood."""

    text: str
    at: float
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PlaybackEnded:
    """Speech number `speech` was heard to its end (the carrier's mark came back)."""

    speech: int
    at: float


@dataclass(frozen=True, slots=True)
class TimerFired:
    timer: int
    at: float


@dataclass(frozen=True, slots=True)
class ModelSaid:
    """One sentence of the model's reply, as soon as it is whole."""

    request: int
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class ModelDone:
    """The reply is complete. exit: the way out it chose, by target state name, or None."""

    request: int
    at: float
    exit: str | None = None
    fills: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FetchAnswered:
    """value: what the service returned, already checked against its `returns`."""

    request: int
    value: Any
    at: float


@dataclass(frozen=True, slots=True)
class ProviderFailed:
    """request: the number of the AskModel, Fetch or Speak that failed; for the recogniser, 0.
    reason: a few words for the log, never spoken."""

    provider: Provider
    request: int
    reason: str
    at: float


@dataclass(frozen=True, slots=True)
class TransferEnded:
    request: int
    outcome: TransferOutcome
    at: float


@dataclass(frozen=True, slots=True)
class Recorded:
    """The caller's message is kept. seconds: its length."""

    request: int
    seconds: float
    at: float


class AnsweredBy(StrEnum):
    """Who took a call that we placed."""

    PERSON = "person"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Answered:
    """It is known who took the call that we placed: at its beginning, or later. beep: the machine has
    finished its greeting, and what is said now is kept."""

    by: AnsweredBy
    at: float
    beep: bool = True


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller left."""

    at: float


Event = (
    Digit
    | SpeechStarted
    | SpeechEnded
    | Utterance
    | PlaybackEnded
    | TimerFired
    | ModelSaid
    | ModelDone
    | FetchAnswered
    | ProviderFailed
    | TransferEnded
    | Recorded
    | HungUp
    | Answered
)
