"""What a dialogue asks the world to do. Frozen orders; whoever drives the dialogue carries them out.

The live server does them with sound and sockets, the keypad door with TwiML, the transcript player
with a virtual clock. Numbers (speech, timer, request) come from one counter in the call and come back
in the event that answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runtime.flow.model import BargeIn, Exit, Slot, Voice


@dataclass(frozen=True, slots=True)
class Speak:
    """Say `text`, after whatever is already being said. Answered by PlaybackEnded(speech).

    prompt: the prompt's name, or None for the model's own words. fixed: the words have no
    placeholders, so a clip of them may exist. In `text`, spoken forms are already written out.
    voice: who speaks, and how fast: the state's own voice, or its flow's.
    """

    speech: int
    text: str
    language: str
    prompt: str | None
    fixed: bool
    barge_in: BargeIn
    voice: Voice = field(default_factory=Voice)


@dataclass(frozen=True, slots=True)
class StopSpeaking:
    """Drop everything being said or waiting to be said; nothing of it is heard from now on."""


@dataclass(frozen=True, slots=True)
class Listen:
    """From now on the caller may answer (also over the prompts that are being spoken).

    voice: speech is taken, not only keys. hints: what may be said here, in every language of the flow,
    best first; biases a recogniser, and is all that an offline one can hear. language: the caller's.
    max_keys: 0 when this state takes no keys, 1 for a menu, the longest answer for typed digits.
    wait: seconds of silence after the prompt before it is a no_input (the keypad door needs it; over
    the stream the core's own timer does it).
    """

    language: str
    voice: bool
    hints: tuple[str, ...]
    max_keys: int
    wait: float


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Answer with TimerFired(timer) after `seconds`, unless cancelled. name: for logs and the keypad
    door ("wait", "key_gap", "filler", "reply", "limit", "hearing", "playback", "longest_call"...)."""

    timer: int
    seconds: float
    name: str


@dataclass(frozen=True, slots=True)
class CancelTimer:
    timer: int


@dataclass(frozen=True, slots=True)
class Message:
    """role: "user" or "assistant"."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class AskModel:
    """Answered by ModelSaid… then ModelDone, or ProviderFailed. Sensitive values are already masked.

    system: the persona, rendered. hints: examples per exit target and per slot of `fills`, those in the
    caller's language first.
    fills: slots the model may give. seconds: the whole reply's deadline.
    """

    request: int
    system: str
    messages: tuple[Message, ...]
    exits: tuple[Exit, ...]
    hints: Mapping[str, tuple[str, ...]]
    fills: tuple[Slot, ...]
    language: str
    seconds: float


@dataclass(frozen=True, slots=True)
class StopModel:
    request: int


@dataclass(frozen=True, slots=True)
class CallService:
    """Send once. key: makes a repeat harmless where the service allows it (idempotency key).
    Answered by FetchAnswered or ProviderFailed."""

    request: int
    service: str
    send: Mapping[str, Any]
    key: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Dial:
    """Connect the caller to a contact. summary: a few words for the person, or None.
    Answered by TransferEnded. Everything ordered before it has been heard."""

    request: int
    contact: str
    summary: str | None


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Record the caller, up to `seconds`. Answered by Recorded."""

    request: int
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call; everything ordered before it has been heard. Nothing follows."""

    outcome: str


Effect = (
    Speak
    | StopSpeaking
    | Listen
    | StartTimer
    | CancelTimer
    | AskModel
    | StopModel
    | CallService
    | Dial
    | RecordMessage
    | HangUp
)
