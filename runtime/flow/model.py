"""What a flow is, once it has been read, checked and built. Frozen; shared by all its calls.

Defaults are already applied: a state carries the ladder, the wait and the on_error that hold in it
("the nearest statement wins whole"), so nobody downstream asks where a value came from. Names are
already resolved: a `go` names a state that exists, a `say` names a prompt in `Flow.prompts`, phrases
name lists in `Flow.phrases`. Words written in place get a prompt named after their place
(`greet.say`, `helpline.no_input.1.say`).

Durations are seconds. Keys are the characters on the telephone: "0".."9", "*", "#".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from runtime.flow.diagnostic import Mark
from runtime.flow.outside import Contact as Contact
from runtime.flow.outside import Hours as Hours
from runtime.flow.outside import Service as Service
from runtime.flow.template import Expression, Template


class BargeIn(StrEnum):
    """What may interrupt a prompt."""

    YES = "yes"
    NO = "no"
    KEYS = "keys"
    SPEECH = "speech"


class SlotType(StrEnum):
    """What an answer is. Values in a call are plain data: text, numbers, yes and no. A date is
    "2027-01-26", a time "18:05" (text that sorts as time does), an amount a number of rupees; phone, pin
    code, Aadhaar, vehicle number and UPI address are text in their usual written form without blanks."""

    TEXT = "text"
    DIGITS = "digits"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    PHONE = "phone"
    PIN_CODE = "pin_code"
    VEHICLE_NO = "vehicle_no"
    AADHAAR = "aadhaar"
    UPI_ID = "upi_id"


class Direction(StrEnum):
    """Who dials."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


@dataclass(frozen=True, slots=True)
class Voice:
    """speaker: the provider's name for the voice, or None for its default. pace: 1.0 is normal."""

    speaker: str | None = None
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing the phone says: its words per language. written: as the author wrote them, where
    `{{ options }}` stood in them."""

    name: str
    texts: Mapping[str, Template]
    mark: Mark
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhraseList:
    """Words a caller may say, per language, as the author wrote them."""

    name: str
    words: Mapping[str, tuple[str, ...]]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Persona:
    """The model's system prompt, per language."""

    name: str
    texts: Mapping[str, Template]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit of a date or time. fixed: "2027-01-26" or "18:05"; None is the day of the call. days are
    added to it (`max: today+30d`)."""

    fixed: str | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of the right kind that is not taken when `when` holds; `say` tells the caller why, in
    place of the words of the no_match rung that it costs."""

    when: Expression
    say: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Slot:
    """length: fewest and most digits. minimum, maximum: for numbers and amounts. earliest, latest: for
    dates and times. choices: phrase list names. examples: a phrase list name; teaches model and
    recogniser, limits nothing. sensitive: rule 27 of the flow language."""

    name: str
    type: SlotType
    mark: Mark
    length: tuple[int, int] | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    examples: str | None = None
    sensitive: bool = False
    earliest: Bound | None = None
    latest: Bound | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What happens next: set these slots, say this, then go there (or listen again, asking first
    when `repeat`). run: a flow that is visited in place of `go`; afterwards the state asks again."""

    mark: Mark
    set: tuple[tuple[str, Template], ...] = ()
    say: str | None = None
    go: str | None = None
    repeat: bool = False
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A menu option or an `anywhere` line: heard as a key, as phrases, or both. label: a prompt that names
    it in a few words, from which a menu's `{{ options }}` is made ("For bills, press 2.")."""

    line: Line
    mark: Mark
    key: str | None = None
    phrases: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """Read each time we have listened; the first true rule moves the call, once per call."""

    when: Expression
    line: Line
    mark: Mark
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """when: None is `else` (always the last)."""

    go: str
    mark: Mark
    when: Expression | None = None


Go = tuple[Branch, ...]
"""Where a state leads. A plain `go: name` is one Branch without a condition."""

Ladder = tuple[Line, ...]
"""Rungs for no_input or no_match; only the last has `go`."""


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out that the model may choose. target: the state. when: words for the model.
    examples: a phrase list name."""

    target: str
    when: str
    mark: Mark
    examples: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """turns, time (s): for the state since it was entered; line: taken when either is reached.
    reply (s): a model slower than this is an error."""

    turns: int
    time: float
    reply: float
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """voice: what speaks here. renamed_from: earlier names of this state, so that a call which stands in
    one of them when a new version comes can be told from one whose state is gone."""

    name: str
    mark: Mark
    barge_in: BargeIn = BargeIn.YES
    on_error: Line
    voice: Voice = field(default_factory=Voice)
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening(State):
    """What `menu`, `ask` and `converse` share."""

    wait: float
    no_input: Ladder
    no_match: Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(State):
    say: str
    go: Go


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Listening):
    say: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Listening):
    """by_keys: the keypad only. confirm: a prompt that reads the answer back, or None.
    choices_from: a list that a service gave ("free.times"), in place of slot.choices; each: the prompt
    that is spoken for every one of them, with `choice` and `key`. refuse: answers that are not taken."""

    slot: Slot
    say: str
    go: Go
    confirm: str | None = None
    by_keys: bool = False
    choices_from: str | None = None
    each: str | None = None
    refuse: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converse(Listening):
    """say: spoken first, or None. fills: slot names the model may give."""

    persona: Persona
    exits: tuple[Exit, ...]
    limits: Limits
    say: str | None = None
    fills: tuple[str, ...] = ()
    filler: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(State):
    branches: Go


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch(State):
    """wait: seconds, the service's own timeout already applied when the state gives none."""

    service: str
    go: Go
    wait: float
    send: tuple[tuple[str, Template], ...] = ()
    save: str | None = None
    filler: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(State):
    """go: where the call goes when the person has hung up; None ends it as `transferred`."""

    contact: str
    closed: Line
    failed: Line
    say: str | None = None
    summary: bool = False
    go: Go | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(State):
    """recording: the name it is kept under. limit: seconds."""

    recording: str
    go: Go
    say: str | None = None
    limit: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(State):
    """Visits another flow and comes back when that reaches an `end`. flow: its name, a key of
    `Flow.flows`. inputs: what is handed over, by the names it declares. save: holds its outputs and, as
    `ended`, the outcome of its end."""

    flow: str
    go: Go
    inputs: tuple[tuple[str, Template], ...] = ()
    save: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End(State):
    outcome: str
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """`on_error` is also the last resort of every state (rule 20 of the flow language). When the flow states
    none, its `go` is None: the built-in apology, then the call ends as `failed`."""

    on_error: Line
    wait: float = 6.0
    barge_in: BargeIn = BargeIn.YES
    no_input: Ladder = ()
    no_match: Ladder = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """version: content hash of every file the flow was made from (those of the flows it runs included),
    so the same words have the same version everywhere. inputs: what the flow is given when it is run, or
    by the list of calls when it calls out. outputs: names of its slots. voicemail: the state that speaks
    when a machine answers. flows: every flow that this one runs itself, by name. source_language: the one
    that its words are written in first and translated from."""

    name: str
    title: str
    languages: tuple[str, ...]
    start: str
    states: Mapping[str, State]
    defaults: Defaults
    mark: Mark
    version: str
    voice: Voice = field(default_factory=Voice)
    anywhere: tuple[Option, ...] = ()
    escalation: tuple[EscalationRule, ...] = ()
    slots: Mapping[str, Slot] = field(default_factory=dict)
    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    phrases: Mapping[str, PhraseList] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    direction: Direction = Direction.INBOUND
    inputs: Mapping[str, Slot] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    voicemail: str | None = None
    flows: Mapping[str, Flow] = field(default_factory=dict)
    source_language: str = ""

    def every_flow(self) -> tuple[Flow, ...]:
        """This flow, and every flow that it runs, itself or through others; each once."""
        found: dict[str, Flow] = {}
        waiting = [self]
        while waiting:
            flow = waiting.pop(0)
            if flow.name not in found:
                found[flow.name] = flow
                waiting.extend(flow.flows.values())
        return tuple(found.values())

    def every_service(self) -> dict[str, Service]:
        """The services of this flow and of every flow it runs. Loading sees to it that one name means one."""
        return {name: one for flow in reversed(self.every_flow()) for name, one in flow.services.items()}

    def needs_voice(self, name: str) -> bool:
        """Whether this state itself needs the caller's voice, and so the audio stream. The phrases of
        `anywhere` alone do not: they are heard from the moment the stream is open."""
        state = self.states[name]
        match state:
            case Converse():
                return True
            case Menu():
                return any(option.phrases for option in state.options)
            case Ask():
                return not state.by_keys
            case _:
                return False
