"""What a transcript is, once it has been read: a play of one call, line by line. Frozen.

A text that differs by language is a mapping of language to text; the play picks the one it needs
(`Words.pick`). Durations are seconds. Keys are the characters on the telephone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from runtime.dialogue.event import AnsweredBy, TransferOutcome
from runtime.flow.diagnostic import Mark


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in each language, or in one way for all (`every`)."""

    every: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def pick(self, language: str) -> str | None:
        """The text for this language, or None when nobody wrote one."""
        return self.every if self.every is not None else self.texts.get(language)


@dataclass(frozen=True, slots=True)
class Bot:
    """The phone says this. One of: prompt (by name), says (by words), any_number (`...`)."""

    mark: Mark
    prompt: str | None = None
    says: Words | None = None
    any_number: bool = False
    language: str | None = None
    language_mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller says this. interrupt_after: seconds after the prompt in the line above began.
    recogniser: None works; "error" refuses; "timeout" never answers."""

    mark: Mark
    words: Words
    interrupt_after: float | None = None
    recogniser: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """The caller presses these keys, one after the other."""

    mark: Mark
    keys: Words
    interrupt_after: float | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing is heard for so long, once the phone has finished speaking."""

    mark: Mark
    seconds: float


@dataclass(frozen=True, slots=True)
class Noise:
    """Sound that nobody understands: a lorry, a television, a child."""

    mark: Mark
    seconds: float
    interrupt_after: float | None = None


@dataclass(frozen=True, slots=True)
class HangsUp:
    """The caller leaves."""

    mark: Mark
    interrupt_after: float | None = None


@dataclass(frozen=True, slots=True)
class Noticed:
    """Who took the call that we placed is known only now."""

    mark: Mark
    by: AnsweredBy
    interrupt_after: float | None = None


@dataclass(frozen=True, slots=True)
class Dialled:
    """The call is connected to this contact."""

    mark: Mark
    contact: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The call is over, with this outcome, and nothing else was said."""

    mark: Mark
    outcome: str


@dataclass(frozen=True, slots=True)
class SlotCheck:
    """value: None means that the slot must not be filled."""

    mark: Mark
    value: Words | None


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be true at this place. flow: the one that acts. fetched: how often each service has been
    asked.
    not_said: prompts never said so far. visited: states in this order, with gaps allowed.
    marks: where each of these stands, and each of their members ("visited/goodbye")."""

    mark: Mark
    state: str | None = None
    flow: str | None = None
    language: Words | None = None
    slots: Mapping[str, SlotCheck] = field(default_factory=dict)
    fetched: Mapping[str, int] = field(default_factory=dict)
    not_said: tuple[str, ...] = ()
    visited: tuple[str, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def place(self, *names: str) -> Mark:
        """Where this check stands, or this member of it."""
        return self.marks.get("/".join(names), self.marks.get(names[0], self.mark))


Act = Caller | Press | Silence | Noise | HangsUp | Noticed
"""What the caller does, or what is noticed of them."""

Check = Bot | Dialled | Ended | Expect
"""What must come of it."""

TranscriptLine = Act | Check


@dataclass(frozen=True, slots=True)
class ModelReply:
    """One scripted reply. says: sentence by sentence. blank: an empty reply. error: the provider
    refuses, with these words in the log. slow: seconds until the first sentence."""

    exit: str | None = None
    says: tuple[Words, ...] = ()
    fills: Mapping[str, Any] = field(default_factory=dict)
    blank: bool = False
    error: str | None = None
    slow: float | None = None
    mark: Mark | None = None
    exit_mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ServiceReply:
    """One scripted answer of a service: a value, an error, or no answer within its time."""

    value: Any = None
    error: str | None = None
    timeout: bool = False


@dataclass(frozen=True, slots=True)
class Stub:
    """What the world answers. A single service reply or transfer outcome holds for the whole call
    (`repeats`); a list is used up from the front. The model's replies are always a list.
    service_marks: where each service is named."""

    model: tuple[ModelReply, ...] = ()
    services: Mapping[str, tuple[ServiceReply, ...]] = field(default_factory=dict)
    transfer: tuple[TransferOutcome, ...] = (TransferOutcome.COMPLETED,)
    repeats: frozenset[str] = frozenset({"transfer"})
    service_marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """number: the caller's. at: local date and time of answering. language: None for the flow's first.
    inputs: what the flow is given, and where each stands. answered_by: who took a call that we placed."""

    number: str
    at: datetime
    language: str | None = None
    language_mark: Mark | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    input_marks: Mapping[str, Mark] = field(default_factory=dict)
    answered_by: AnsweredBy | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One scripted call. languages: when given, the play is performed once in each, and every text that
    is a map of languages uses that one; otherwise it uses the language the caller has just then."""

    title: str
    file: str
    mark: Mark
    call: Setting
    stub: Stub
    lines: tuple[TranscriptLine, ...]
    languages: tuple[str, ...] = ()
    languages_mark: Mark | None = None
