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
from runtime.flow.model import BargeIn


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in each language, or in one way for all (`every`)."""

    every: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def pick(self, language: str) -> str | None:
        """The text for this language, or None when nobody wrote one."""
        return self.every if self.every is not None else self.texts.get(language)


@dataclass(frozen=True, slots=True)
class Wording:
    """Further ways to compare words. exactly: nothing else is said. all, any: all or one of these are said.
    like: the words in this order, with anything in place of each `*`. but_not: none of these is said."""

    exactly: Words | None = None
    all: tuple[Words, ...] = ()
    any: tuple[Words, ...] = ()
    like: Words | None = None
    but_not: tuple[Words, ...] = ()

    def every(self) -> tuple[Words, ...]:
        """All words of all kinds."""
        single = tuple(one for one in (self.exactly, self.like) if one is not None)
        return (*single, *self.all, *self.any, *self.but_not)


@dataclass(frozen=True, slots=True)
class Bot:
    """The phone says this: prompt (by name), words (says, wording), or both; or any_number (`...`).
    voice: who speaks. interruptible: what may interrupt it. fixed: whether the words are always the same, so
    that a clip of them can be made. marks: where each word beside `bot` stands."""

    mark: Mark
    prompt: str | None = None
    says: Words | None = None
    any_number: bool = False
    language: str | None = None
    language_mark: Mark | None = None
    wording: Wording | None = None
    voice: str | None = None
    interruptible: BargeIn | None = None
    fixed: bool | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller says this. interrupt_after: seconds after the prompt in the line above began.
    recogniser: None works; "error" refuses; "timeout" never answers; "late" answers after the core has
    given up; "nothing" makes nothing of it. heard_as: what it makes of the words instead of them."""

    mark: Mark
    words: Words
    interrupt_after: float | None = None
    recogniser: str | None = None
    heard_as: Words | None = None


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
class Within:
    """At most: turns, seconds since the call was answered, seconds from the caller's last sound to the
    phone's next word."""

    turns: int | None = None
    time: float | None = None
    pause: float | None = None


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be true at this place. flow: the one that acts. fetched: how often each service has been
    asked. asked: services in this order, with gaps allowed. sent: what the newest request of each service
    held, among other things.
    not_said, not_visited: prompts never said, states never entered so far. visited: states in this order,
    with gaps allowed. reason: that of the last escalation. summary: words of the newest summary that a
    person was handed. recorded: names of recordings. nothing_secret: no sensitive value has reached the
    model, a summary or the log.
    marks: where each of these stands, and each of their members ("visited/goodbye")."""

    mark: Mark
    state: str | None = None
    flow: str | None = None
    language: Words | None = None
    slots: Mapping[str, SlotCheck] = field(default_factory=dict)
    fetched: Mapping[str, int] = field(default_factory=dict)
    not_said: tuple[str, ...] = ()
    visited: tuple[str, ...] = ()
    not_visited: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    sent: Mapping[str, Mapping[str, SlotCheck]] = field(default_factory=dict)
    reason: str | None = None
    summary: tuple[Words, ...] = ()
    recorded: tuple[str, ...] = ()
    within: Within | None = None
    nothing_secret: bool = False
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
    fails, with these words in the log, after what it `says`. slow: seconds until the first sentence."""

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
    """One scripted answer of a service: a value, an error, or no answer within its time. slow: seconds until
    the value or error comes, or None for the usual time."""

    value: Any = None
    error: str | None = None
    timeout: bool = False
    slow: float | None = None


@dataclass(frozen=True, slots=True)
class Stub:
    """What the world answers. A single reply of the model or a service, or transfer outcome, holds for the
    whole call (`repeats`); a list is used up from the front.
    service_marks: where each service is named."""

    model: tuple[ModelReply, ...] = ()
    services: Mapping[str, tuple[ServiceReply, ...]] = field(default_factory=dict)
    transfer: tuple[TransferOutcome, ...] = (TransferOutcome.COMPLETED,)
    repeats: frozenset[str] = frozenset({"transfer"})
    service_marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """number: the caller's. at: local date and time of answering. language: None for the flow's first.
    inputs: what the flow is given, and where each stands. answered_by: who took a call that we placed.
    state, slots: where the call begins, and what it knows already, when it does not begin at the start."""

    number: str
    at: datetime
    language: str | None = None
    language_mark: Mark | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    input_marks: Mapping[str, Mark] = field(default_factory=dict)
    answered_by: AnsweredBy | None = None
    state: str | None = None
    state_mark: Mark | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    slot_marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a play is skipped or may fail. mark: where that is said."""

    words: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Transcript:
    """One scripted call. languages: when given, the play is performed once in each, and every text that
    is a map of languages uses that one; otherwise it uses the language the caller has just then.
    case: the row of `cases` it was made with, in a few words. skip: it is not performed. expected_to_fail:
    a known fault; it is told when the play passes after all. written_by: the tool that wrote its lines
    ("update", "generate", "record"), or None for a person. places: where each line begins."""

    title: str
    file: str
    mark: Mark
    call: Setting
    stub: Stub
    lines: tuple[TranscriptLine, ...]
    languages: tuple[str, ...] = ()
    languages_mark: Mark | None = None
    case: str = ""
    tags: tuple[str, ...] = ()
    skip: Reason | None = None
    expected_to_fail: Reason | None = None
    written_by: str | None = None
    places: tuple[Mark, ...] = ()
