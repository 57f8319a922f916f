"""A turn: the one step in progress. A working copy of the call, the effects ordered, what was taken.

Everything else in this folder is a function over a Turn. It lives for one event and is never handed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from runtime.dialogue.call import OWN_TO_A_FRAME, Call, Frame, Speech
from runtime.dialogue.effect import CancelTimer, Effect, Message, StartTimer, StopModel, StopSpeaking
from runtime.flow.diagnostic import Mark
from runtime.flow.model import State

if TYPE_CHECKING:
    from runtime.dialogue.plan import Plan


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing the flow did in a step, for logs, coverage and explanations.

    what: "state", "option", "anywhere", "rung", "branch", "exit", "escalation", "limit", "error", "closed",
    "failed", "answer", "choice", "confirm"… name: which ("choose_language/1", "helpline/no_input/2",
    "report_outage"). mark: the author's own line, where there is one. flow: whose it is. language: the
    caller's at that moment. how: of a state, the way it was entered and the state left ("option main"); of
    what was heard, "key", or the phrase that took it as the author wrote it; of a flow that came back, the
    flow and state that ran it ("clinic/who_is_it").
    """

    what: str
    name: str
    mark: Mark | None = None
    flow: str = field(default="", compare=False)
    language: str = field(default="", compare=False)
    how: str = field(default="", compare=False)


class Broken(Exception):
    """Something the flow asked for could not be done; answered by `on_error`. cause: one word."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Move(NamedTuple):
    """The way the call goes on: an edge of the state table. target: None lets the table choose."""

    way: str
    target: str | None


_FIELDS = tuple(f.name for f in fields(Call))
_values_of = attrgetter(*_FIELDS)


class Turn:
    """The fields of Call, writable, by the same names; then the step's own. plan: of the flow that acts;
    root: of the flow that answered."""

    flow: str
    version: str
    state: str
    language: str
    slots: Mapping[str, Any]
    turns: int
    ended: str | None
    place: str
    phase: str
    number: str
    identity: str
    now: datetime | None
    clock: float
    counter: int
    timers: Mapping[str, int]
    speeches: tuple[Speech, ...]
    request: int
    hearing: str
    over: bool
    interrupted: bool
    question: str
    typed: str
    kept_keys: str
    kept_speech: str | None
    rung_no_input: int
    rung_no_match: int
    no_inputs: int
    no_matches: int
    visits: Mapping[str, int]
    state_turns: int
    entered: float
    talked: float
    ahead: frozenset[str]
    foretold: Mapping[str, Any]
    fired: frozenset[tuple[str, int]]
    reason: str | None
    errors: int
    silent: int
    messages: tuple[Message, ...]
    reply: tuple[str, ...]
    reply_language: str
    cut: bool
    lead_in: str | None
    outcome: str | None
    sensitive: frozenset[str]
    frames: tuple[Frame, ...]
    run: int
    runs: int
    entry_language: str
    met: bool
    machine: bool

    __slots__ = (*_FIELDS, "chosen", "effects", "move", "plan", "root", "spoke", "taken")

    def __init__(self, call: Call, plan: Plan) -> None:
        for name, value in zip(_FIELDS, _values_of(call), strict=True):
            setattr(self, name, value)
        self.root = plan
        self.plan = plan.every[self.flow]
        self.effects: list[Effect] = []
        self.taken: list[Taken] = []
        self.move: Move | None = None
        self.chosen: str | None = None
        self.spoke = False

    def call(self) -> Call:
        """The call as this step leaves it."""
        return Call(*_values_of(self))

    @property
    def here(self) -> State:
        """The state the caller stands in."""
        return self.plan.flow.states[self.state]

    def as_frame(self, *, line: bool = False) -> Frame:
        """The flow that acts, as it is now."""
        own = {name: getattr(self, name) for name in OWN_TO_A_FRAME}
        return Frame(**own, language=self.language, line=line)

    def stand(self, frame: Frame) -> None:
        """Let this flow act, as it was left; the language is the caller's and does not change."""
        for name in OWN_TO_A_FRAME:
            setattr(self, name, getattr(frame, name))
        self.plan = self.root.every[frame.flow]

    # -- small words the rest is written in ----------------------------------------------------------

    def next_number(self) -> int:
        self.counter += 1
        return self.counter

    def note(self, what: str, name: str, mark: Mark | None = None, how: str = "") -> None:
        self.taken.append(Taken(what, name, mark, self.flow, self.language, how))

    def go(self, way: str, target: str | None = None) -> None:
        """Leave by this way when the present rule has been carried out."""
        self.move = Move(way, target)

    def arm(self, name: str, seconds: float) -> None:
        """Start the timer `name`, in place of the one that runs under that name."""
        self.disarm(name)
        number = self.next_number()
        self.timers = {**self.timers, name: number}
        self.effects.append(StartTimer(number, seconds, name))

    def disarm(self, *names: str) -> None:
        for name in names:
            if name in self.timers:
                left = dict(self.timers)
                self.effects.append(CancelTimer(left.pop(name)))
                self.timers = left

    def fired_timer(self, number: int) -> str | None:
        """The name of armed timer `number`, which is now spent; None when it is stale."""
        for name, armed in self.timers.items():
            if armed == number:
                self.timers = {other: n for other, n in self.timers.items() if other != name}
                return name
        return None

    def hush(self) -> None:
        """Stop everything being said or waiting to be said."""
        if self.speeches:
            self.speeches = ()
            self.effects.append(StopSpeaking())
            self.disarm("playback")

    def stop_model(self) -> None:
        """Cancel the model's reply, if it is being made."""
        if self.phase == "thinking" and self.request:
            self.effects.append(StopModel(self.request))
            self.request = 0
        self.disarm("reply", "filler")

    def fill(self, name: str, value: Any) -> None:
        self.slots = {**self.slots, name: value}

    def empty(self, name: str) -> None:
        if name in self.slots:
            self.slots = {other: value for other, value in self.slots.items() if other != name}

    def understood(self) -> None:
        """The caller was understood: silences, misses and errors no longer follow one another."""
        self.no_inputs = 0
        self.no_matches = 0
        self.errors = 0
        self.met = True
