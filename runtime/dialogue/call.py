"""One call's state: everything the dialogue remembers. Frozen; each step makes a new one.

Plain data only (text, numbers, tuples, mappings, dates): a Call can be pickled after any step and go on
in another process that holds the same flow version. It holds no reference to the Flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from runtime.dialogue.effect import Message
from runtime.dialogue.masking import HIDDEN, shown
from runtime.flow.model import BargeIn


@dataclass(frozen=True, slots=True)
class Speech:
    """A Speak that has been ordered and not yet been heard. seconds: how long it may take at most."""

    number: int
    barge_in: BargeIn
    seconds: float


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """One flow of those that run one another, as it was left; the fields are those of Call, and mean what
    they mean there. language: the call's when it was left. line: a line of it visits the newer flow, and
    its state asks its question again afterwards (else a `run` state goes on)."""

    flow: str
    state: str
    place: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    sensitive: frozenset[str] = frozenset()
    run: int = 0
    entry_language: str = ""
    question: str = ""
    rung_no_input: int = 0
    rung_no_match: int = 0
    visits: Mapping[str, int] = field(default_factory=dict)
    state_turns: int = 0
    entered: float = 0.0
    ahead: frozenset[str] = frozenset()
    foretold: Mapping[str, Any] = field(default_factory=dict)
    reply: tuple[str, ...] = ()
    reply_language: str = ""
    lead_in: str | None = None
    language: str = ""
    line: bool = False

    def __repr__(self) -> str:
        return f"Frame({self.flow}, {self.state})"


OWN_TO_A_FRAME = tuple(f.name for f in fields(Frame) if f.name not in ("language", "line"))
"""What each flow has for itself while others run upon it."""


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """The public part, which drivers and tests may read; the dialogue's own fields stand below it.

    flow: the name of the flow that acts, which another flow of the call may run; version: that of the flow
    that answered, which covers it. state: the name of the state the caller stands in, in that flow.
    language: the caller's ("te-IN").
    ended: the outcome once the call is over ("resolved", "transferred", "failed", "hung_up"…).
    """

    flow: str
    version: str
    state: str
    language: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    turns: int = 0
    ended: str | None = None

    # -- The dialogue's own. Readable, but nobody else's to rely on. ---------------------------------
    place: str = ""
    """Where the state table stands: its own name for `state`."""
    phase: str = "new"
    """What the call is waiting for: speaking, listening, thinking, fetching, dialling, recording,
    leaving (last words, then HangUp) or over."""
    number: str = ""
    """The caller's telephone number."""
    identity: str = ""
    """Tells this call from others in the keys of its requests to services; made from what it began with."""
    now: datetime | None = None
    """Local date and time at second 0 of the call; None when the driver did not say."""
    clock: float = 0.0
    """`at` of the newest event; never runs backwards."""
    counter: int = 0
    """The last number given to a speech, timer or request."""
    timers: Mapping[str, int] = field(default_factory=dict)
    """Armed timers: name → number. A TimerFired with another number is late and is dropped."""
    speeches: tuple[Speech, ...] = ()
    """Ordered and not yet heard, in order."""
    request: int = 0
    """The AskModel, CallService, Dial or RecordMessage that is out; 0 when there is none."""
    hearing: str = ""
    """The caller's speech: "" none, "speaking", "recognising" (over, its words not here yet), or
    "deaf" (its words will be dropped, for it was said over words that speech may not interrupt, or
    belongs to a question already left)."""
    over: bool = False
    """The speech being heard ended while a prompt was still being spoken."""
    interrupted: bool = False
    """The caller's voice cut the question off before its end."""
    question: str = ""
    """What was last asked in this state: "prompt", "confirm", "reply" (the model's) or nothing yet."""
    typed: str = ""
    """Keys of a typed answer so far."""
    kept_keys: str = ""
    """Keys pressed in a state that does not listen, for the next that does."""
    kept_speech: str | None = None
    """Words said in a state that does not listen, for the next that does."""
    rung_no_input: int = 0
    """Silences in this state since it was entered."""
    rung_no_match: int = 0
    """Misses in this state since it was entered."""
    no_inputs: int = 0
    """Silences in a row over the whole call."""
    no_matches: int = 0
    """Misses in a row over the whole call."""
    visits: Mapping[str, int] = field(default_factory=dict)
    """How often each state was entered."""
    state_turns: int = 0
    """Times listened since this state was entered."""
    entered: float = 0.0
    """When this state was entered."""
    talked: float = 0.0
    """Seconds the caller has spent with persons; they do not count towards the longest call."""
    ahead: frozenset[str] = frozenset()
    """Slots the model filled before they were asked; each is taken once without asking."""
    foretold: Mapping[str, Any] = field(default_factory=dict)
    """Answers to asks that come, given in an earlier breath; each is taken once, when its slot is asked."""
    fired: frozenset[tuple[str, int]] = frozenset()
    """Escalation rules that have fired, by flow and position."""
    reason: str | None = None
    """The reason of the escalation that fired last, for the person who takes the call."""
    errors: int = 0
    """Errors since the caller was last understood."""
    silent: int = 0
    """States entered since anything was last spoken or heard."""
    messages: tuple[Message, ...] = ()
    """What was said in this call, for the model; sensitive values are already hidden."""
    reply: tuple[str, ...] = ()
    """The model's last reply in this state, sentence by sentence."""
    reply_language: str = ""
    """The language that reply was asked for in."""
    cut: bool = False
    """The model was stopped because the caller spoke; if that was nothing, it is asked again."""
    lead_in: str | None = None
    """The prompt of the last `say` state: what `repeat` says in a state that has asked nothing itself."""
    outcome: str | None = None
    """What `ended` will be once the last words have been heard."""
    sensitive: frozenset[str] = frozenset()
    """Names of slots whose values are never shown."""
    frames: tuple[Frame, ...] = ()
    """The flows that wait until the one that acts has ended, the outermost first."""
    run: int = 0
    """Tells visits of flows from one another: 0 in the flow that answered."""
    runs: int = 0
    """How often a flow was run in this call."""
    entry_language: str = ""
    """The language in which the flow that acts was entered."""
    met: bool = False
    """Whether the caller was understood at least once: then it is a person."""
    machine: bool = False
    """Whether a machine has answered."""

    def for_log(self) -> dict[str, Any]:
        """What a log may show of this call: no sensitive value, no keys, no words, no telephone number."""
        return {
            "flow": self.flow,
            "version": self.version,
            "state": self.state,
            "phase": self.phase,
            "language": self.language,
            "slots": self.shown_slots(),
            "turns": self.turns,
            "no_inputs": self.no_inputs,
            "no_matches": self.no_matches,
            "ended": self.ended,
        }

    def shown_slots(self) -> dict[str, Any]:
        """The slots, with sensitive values hidden, and long runs of digits among words."""
        return {
            name: HIDDEN if name in self.sensitive else shown(value) for name, value in self.slots.items()
        }

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.for_log().items())
        return f"Call({shown})"
