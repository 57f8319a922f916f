"""What the server asks of the outside world. Each vendor folder provides these; nobody else is asked.

Sound is always 8 kHz mono G.711 mu-law bytes (the telephone's own form), 160 bytes = 20 ms.
Every awaited operation keeps its own wall-clock deadline and raises `Failed` when it cannot answer;
nothing else escapes. A repeat inside the deadline is the provider's business.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from runtime.dialogue.effect import AskModel, CallService
from runtime.flow.model import Voice


class Failed(Exception):
    """A provider could not do it. retryable: the same request may work next time (False for a refused
    key or spent credit). str(self): a few words for the log, without personal data."""

    def __init__(self, reason: str, *, retryable: bool = True) -> None:
        super().__init__(reason)
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class Heard:
    """text: "" when there was sound that was not understood."""

    text: str
    language: str | None = None


class Ear(Protocol):
    """One caller's line to the recogniser; lives as long as the audio stream."""

    def begin(self, language: str, hints: tuple[str, ...]) -> None:
        """The caller started to speak. Never blocks."""

    def feed(self, ulaw: bytes) -> None:
        """A piece of the caller's speech. Never blocks, never raises."""

    async def finish(self) -> Heard:
        """The caller stopped: what was said. Raises Failed."""

    def cancel(self) -> None:
        """Forget the utterance that was begun."""

    async def close(self) -> None:
        """The call is over; returns within a second, never raises."""


class Recogniser(Protocol):
    def connect(self, call: str) -> Ear:
        """Open a caller's ear; connecting goes on in the background. call: for logs."""


class Mouth(Protocol):
    """One caller's line to the voice; lives as long as the audio stream."""

    def speak(self, text: str, language: str, voice: Voice) -> AsyncIterator[bytes]:
        """Sound as it comes. Closing the iterator (aclose) abandons the rest. Raises Failed."""

    async def close(self) -> None: ...


class Speaker(Protocol):
    def connect(self, call: str) -> Mouth: ...

    async def render(self, text: str, language: str, voice: Voice) -> bytes:
        """A whole clip at once (prompts made before a flow goes live). Raises Failed."""

    @property
    def name(self) -> str:
        """Engine and model, part of a clip's name: a clip made by another engine is another clip."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence of a model's reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The end of a reply. exit: a target state's name as the model gave it, unchecked, or None."""

    exit: str | None = None
    fills: Mapping[str, Any] = field(default_factory=dict)


class Model(Protocol):
    def answer(self, request: AskModel) -> AsyncIterator[Sentence | Decision]:
        """Sentences as they come, then exactly one Decision. Raises Failed."""

    async def close(self) -> None: ...


class Services(Protocol):
    async def fetch(self, request: CallService) -> Any:
        """The service's answer, checked against its `returns`. Raises Failed."""

    async def close(self) -> None: ...
