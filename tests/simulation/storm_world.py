"""The world around one call: it carries out what is ordered, remembers what it owes, and brings events.

`World.send` is the only way to the call. Every event passes the rules (`storm_rules`) before the next.
`World.moves`, when it is kept, holds what was sent in words that do not depend on numbers ("the mark of the
first words that are being said"), so that a schedule can be played again with parts left out.
"""

from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, get_args

from storm_rules import Broke, Rules

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import (
    AskModel,
    CallService,
    CancelTimer,
    Dial,
    Effect,
    HangUp,
    RecordMessage,
    Speak,
    StartTimer,
    StopModel,
    StopSpeaking,
)
from runtime.dialogue.event import (
    Event,
    FetchAnswered,
    ModelDone,
    ModelSaid,
    PlaybackEnded,
    Provider,
    ProviderFailed,
    Recorded,
    TimerFired,
    TransferEnded,
    Utterance,
)
from runtime.flow.model import Ask, Flow, State

DECLARED = get_args(Effect)
SERVED = {Provider.MODEL: (AskModel, Dial), Provider.SERVICE: (CallService, RecordMessage, Dial)}
ANSWERS: dict[type, type] = {
    ModelSaid: AskModel,
    ModelDone: AskModel,
    FetchAnswered: CallService,
    TransferEnded: Dial,
    Recorded: RecordMessage,
}


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened. event: None when the call was kept and taken up again. about: what its number
    is the number of, as ("timer", "wait"), ("speech", 0), ("request", 0), ("spent", -1) or ("number", 7).
    passed: seconds since the move before; late: how far the event's own time is from the world's clock."""

    event: Event | None
    about: tuple[str, Any] = ("number", 0)
    passed: float = 0.0
    late: float = 0.0


class World:
    """One call and everything outside it. thorough: also checks what is costly to check at each step (that
    the call can be kept, that the same step comes again)."""

    def __init__(self, dialogue: Dialogue, start: dict[str, Any], *, thorough: bool, keeps: bool = False):
        self.dialogue = dialogue
        self.flow: Flow = dialogue.flow
        self.every = {flow.name: flow for flow in self.flow.every_flow()}
        self.thorough = thorough
        self.at = 0.0
        self.timers: dict[int, tuple[float, str]] = {}
        self.playing: list[tuple[int, int]] = []
        self.requests: dict[int, Effect] = {}
        self.spent: list[int] = []
        self.numbers: set[int] = set()
        self.over = False
        self.kinds: Counter[str] = Counter()
        self.states: set[tuple[str, str, str]] = set()
        self.moves: list[Move] | None = [] if keeps else None
        self.tape: list[tuple[float, Event | None, Step]] = []
        self._moved = 0.0
        self.call: Call
        self.rules = Rules(self)
        step = dialogue.start(**start)
        if thorough and dialogue.start(**start) != step:
            raise Broke("pure", "the same start gave two calls")
        self.call = step.call
        self._do(step)
        if self.moves is not None:
            self.tape.append((0.0, None, step))
        self.rules.started(step)

    # -- what the acts ask ------------------------------------------------------------------------------

    @property
    def here(self) -> State:
        """The state that the caller stands in."""
        return self.every[self.call.flow].states[self.call.state]

    def timer(self, name: str) -> int:
        """Its number; 0 when it does not run."""
        return next((number for number, (_, armed) in self.timers.items() if armed == name), 0)

    def due(self) -> int:
        """The timer that is due next; 0 when none runs."""
        return min(self.timers, key=lambda n: (self.timers[n][0], n)) if self.timers else 0

    def wait(self, seconds: float) -> None:
        """Time passes, but no further than to the next timer: a driver that is in order brings it first."""
        due = min((when for when, _ in self.timers.values()), default=self.at)
        self.at = max(self.at, min(self.at + seconds, due))

    def request(self, kind: Any) -> Any:
        """What is asked of the world now, if it is of this kind."""
        for one in self.requests.values():
            if isinstance(one, kind):
                return one
        return None

    def is_private(self) -> bool:
        """Whether what is typed or said now is a secret."""
        here = self.here
        return isinstance(here, Ask) and here.slot.sensitive

    # -- what happens -----------------------------------------------------------------------------------

    def fire(self, number: int) -> None:
        """That timer fires, at its time or, when the clock is past it, late."""
        self.at = max(self.at, self.timers[number][0])
        self.send(TimerFired(number, self.at))

    def keep(self) -> None:
        """The call is kept, and goes on in another process from what was kept."""
        if self.moves is not None:
            self.moves.append(Move(None))
        kept = pickle.loads(pickle.dumps(self.call))
        if not _same(kept, self.call):
            raise Broke("kept", "the call does not survive being kept")
        self.call = kept

    def send(self, event: Event) -> Step:
        """Bring it to the call, carry out what follows, check that nothing is broken."""
        if self.moves is not None:
            self.moves.append(self._as_move(event))
        before = self.call
        if self.over:
            step = self.dialogue.advance(before, event)
            if step.effects or step.taken or step.call is not before:
                raise Broke("after the end", f"{event} did something after the end")
            return step
        self.kinds[type(event).__name__] += 1
        stale = self.rules.is_stale(event)
        if type(event) is TimerFired:
            fired = self.timers.pop(event.timer, None)
            if fired is not None:
                self.spent.append(event.timer)
                self.rules.fired(fired[1])
                if fired[1] == "playback":  # the marks are given up
                    self.spent += [number for number, _ in self.playing]
                    self.playing.clear()
        else:
            self._close(event)
        try:
            step = self.dialogue.advance(before, event)
        except Exception as error:
            raise Broke("raises", f"{event} raised {error!r}") from error
        self.call = step.call
        self._do(step)
        if self.moves is not None:
            self.tape.append((self.at, event, step))
        self.rules.check(before, event, step, stale=stale)
        if self.thorough:
            if self.dialogue.advance(before, event) != step:
                raise Broke("pure", f"{event} gave two different steps")
            if not _same(pickle.loads(pickle.dumps(self.call)), self.call):
                raise Broke("kept", "the call does not survive being kept")
        return step

    def replay(self, moves: list[Move]) -> None:
        """Play these moves; one that has nothing to be about any more is left out."""
        for move in moves:
            self.at += move.passed
            if move.event is None:
                self.keep()
                continue
            event = self._as_event(move)
            if event is not None:
                self.send(event)

    # -- carrying out -----------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        for effect in step.effects:
            if self.over:
                raise Broke("after the end", f"{effect} after the call was hung up")
            kind = type(effect)
            if kind is StartTimer:
                self._new(effect.timer)
                self.timers[effect.timer] = (self.at + effect.seconds, effect.name)
            elif kind is CancelTimer:
                if self.timers.pop(effect.timer, None) is None:
                    raise Broke("timers", f"{effect} was not running")
                self.spent.append(effect.timer)
            elif kind is Speak:
                self._new(effect.speech)
                self.playing.append((effect.speech, len(effect.text)))
            elif kind is StopSpeaking:
                if not self.playing:
                    raise Broke("words", "stopped, and nothing was being said")
                self.spent += [number for number, _ in self.playing]
                self.playing.clear()
            elif kind in (AskModel, CallService, Dial, RecordMessage):
                self._new(effect.request)
                self.requests[effect.request] = effect
            elif kind is StopModel:
                if not isinstance(self.requests.get(effect.request), AskModel):
                    raise Broke("requests", f"{effect}: it was not being asked")
                self._answered(effect.request)
            elif kind is HangUp:
                self.over = True
            elif kind not in DECLARED:
                raise Broke("effects", f"{effect!r} is no effect")
        if step.call.ended is not None:
            self.over = True
        for number, request in [*self.requests.items()]:
            if number != step.call.request:
                if isinstance(request, AskModel) and step.call.ended is None:
                    raise Broke("requests", f"two requests: {number} was not stopped")
                if not isinstance(request, AskModel):
                    self._answered(number)  # nobody can stop it; now it is stale

    def _new(self, number: int) -> None:
        if number in self.numbers:
            raise Broke("numbers", f"number {number} was given twice")
        self.numbers.add(number)

    def _close(self, event: Event) -> None:
        """Requests and words that this event answers are no longer waited for."""
        kind = type(event)
        if kind is PlaybackEnded:
            self._played(event.speech)
        elif kind in (ModelDone, FetchAnswered, TransferEnded, Recorded):
            if isinstance(self.requests.get(event.request), ANSWERS[kind]):
                self._answered(event.request)
        elif kind is ProviderFailed:
            if event.provider is Provider.VOICE:
                self._played(event.request)
            if isinstance(self.requests.get(event.request), SERVED.get(event.provider, Dial)):
                self._answered(event.request)

    def _answered(self, request: int) -> None:
        if self.requests.pop(request, None) is not None:
            self.spent.append(request)

    def _played(self, speech: int) -> None:
        for position, (number, _) in enumerate(self.playing):
            if number == speech:
                self.spent += [number for number, _ in self.playing[: position + 1]]
                self.playing = self.playing[position + 1 :]
                return

    # -- moves ------------------------------------------------------------------------------------------

    def _as_move(self, event: Event) -> Move:
        passed, self._moved = self.at - self._moved, self.at
        return Move(event, self._about(event), passed, event.at - self.at)

    def _about(self, event: Event) -> tuple[str, Any]:
        field = _number_of(event)
        if field is None:
            return ("number", 0)
        number = getattr(event, field)
        if field == "timer" and number in self.timers:
            return ("timer", self.timers[number][1])
        for position, (playing, _) in enumerate(self.playing):
            if playing == number:
                return ("speech", position)
        if number in self.requests:
            return ("request", 0)
        if number in self.spent:
            return ("spent", self.spent.index(number) - len(self.spent))
        return ("number", number)

    def _as_event(self, move: Move) -> Event | None:
        event = move.event
        assert event is not None
        number = self._number(move.about)
        if number is None:
            return None
        field = _number_of(event)
        if type(event) is TimerFired and number in self.timers:
            self.at = max(self.at, self.timers[number][0])
        at = self.at + move.late
        return replace(event, at=at) if field is None else replace(event, at=at, **{field: number})

    def _number(self, about: tuple[str, Any]) -> int | None:
        kind, which = about
        if kind == "timer":
            return self.timer(which) or None
        if kind == "speech":
            return self.playing[which][0] if which < len(self.playing) else None
        if kind == "request":
            return next(iter(self.requests), None)
        if kind == "spent":
            return self.spent[which] if -which <= len(self.spent) else None
        return int(which)


def _same(one: Call, other: Call) -> bool:
    """Equal, or told alike: what is not a number is not equal to itself."""
    return one == other or all(
        repr(getattr(one, name)) == repr(getattr(other, name)) for name in Call.__slots__
    )


def _number_of(event: Event) -> str | None:
    """The field that says what an event answers."""
    for name in ("timer", "speech", "request"):
        if hasattr(event, name):
            return name
    return None


Act = Callable[[World, random.Random], bool]
"""Something that happens, as chance has it. False when there was no occasion for it."""


def says(world: World, text: str, language: str | None = None) -> None:
    """The recogniser brings words."""
    world.send(Utterance(text, world.at, language))
