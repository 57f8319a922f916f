"""What happens: Dialogue.start and Dialogue.advance, pure functions over a call and an event.

The contract, which every driver (the server's two doors, the transcript player, `flowctl talk`) keeps:

1. A call is started once and then advanced, one event at a time, with the call that the last step gave.
   A step's effects are carried out in order. Nothing else changes a call.
2. There is no clock here, no chance, no waiting. Time arrives in `event.at` (seconds since the call was
   answered); the wall clock only once, as `now` at the start. Numbers come from a counter in the call. So
   the same call and event always give the same step, and a recorded call replays exactly.
3. Every Speak, timer and request carries a number, and its answer carries it back. An answer to something
   that is no longer waited for (the prompt was stopped, the model cancelled, the state left) is dropped
   here; drivers need not filter.
4. A call that is not over always has an armed deadline: a timer has been started that will fire. Drivers
   owe one thing for that: to bring TimerFired for every StartTimer that was not cancelled.
5. What a model says or chooses is an event like any other, checked against what the state allows.
6. A failure is an event too (ProviderFailed). `advance` never raises, whatever the order of events; one
   that makes no sense now is dropped. After `ended` everything is.

How a step works. `advance` puts the call into a Turn (a working copy), drops what is stale, and hands the
event to the one module that knows it: keys to `asking`, voice to `hearing`, the model to `conversing`,
silence to `ladders`. They order effects and may ask for one move. The loop below makes moves, through
the state table (`machine`), until none is asked for and nothing that could be said or done is left. Errors
on the way (Broken) are answered by `failing`. Then the Turn becomes the next Call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, assert_never

from runtime.dialogue import (
    answers,
    asking,
    conversing,
    failing,
    frames,
    going,
    hearing,
    ladders,
    lines,
    speaking,
)
from runtime.dialogue.call import Call
from runtime.dialogue.effect import Effect
from runtime.dialogue.event import (
    Answered,
    Digit,
    Event,
    FetchAnswered,
    HungUp,
    ModelDone,
    ModelSaid,
    PlaybackEnded,
    Provider,
    ProviderFailed,
    Recorded,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    TransferEnded,
    TransferOutcome,
    Utterance,
)
from runtime.dialogue.machine import GO
from runtime.dialogue.plan import Plan
from runtime.dialogue.turn import Broken, Taken, Turn
from runtime.dialogue.values import today
from runtime.flow.model import Ask, BargeIn, Converse, End, Fetch, Flow, Record, State, Transfer
from runtime.flow.template import TemplateFailed

__all__ = ["Dialogue", "Step", "Taken"]

KEYS = frozenset("0123456789*#")


@dataclass(frozen=True, slots=True)
class Step:
    """call: as it is now. effects: to be carried out in order. taken: what the flow did."""

    call: Call
    effects: tuple[Effect, ...]
    taken: tuple[Taken, ...]


class Dialogue:
    """Compiled once per flow version; immutable; shared by all its calls."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._plan = Plan(flow)

    def start(
        self,
        *,
        at: float = 0.0,
        number: str = "",
        now: datetime | None = None,
        language: str | None = None,
        state: str | None = None,
        slots: Mapping[str, Any] | None = None,
        inputs: Mapping[str, Any] | None = None,
        answered: Answered | None = None,
    ) -> Step:
        """Begin a call. now: local date and time of answering (data, not a clock); number: the caller's, or
        the one that we called. inputs: what the flow is given. answered: who took a call that we placed,
        where that is known before anything is said. language, state, slots: begin elsewhere (tests)."""
        flow = self.flow
        begin = state if state is not None and state in flow.states else flow.start
        call = Call(
            flow=flow.name,
            version=flow.version,
            state=begin,
            place=self._plan.table.places[begin],
            language=language if language in flow.languages else flow.languages[0],
            slots={**self._given(inputs or {}), **(slots or {})},
            number=number,
            identity=_identity(flow, number, now),
            now=now,
            clock=at,
            sensitive=self._plan.sensitive,
        )
        turn = Turn(call, self._plan)
        turn.arm("longest_call", going.LONGEST_CALL)
        try:
            if answered is not None:
                going.answered(turn, answered)
            if turn.phase == "new":
                going.enter(turn)
        except (Broken, TemplateFailed) as error:
            failing.fail(turn, _cause(error))
        return self._finish(turn)

    def advance(self, call: Call, event: Event) -> Step:
        """The same call and event always give the same step. Never raises."""
        if call.ended is not None:
            return Step(call, (), ())
        turn = Turn(call, self._plan)
        turn.clock = max(turn.clock, event.at)
        try:
            _take(turn, event)
        except (Broken, TemplateFailed) as error:
            failing.fail(turn, _cause(error))
        return self._finish(turn)

    def flow_of(self, call: Call) -> Flow:
        """The flow that acts: the one that answered, or one that it runs. Prompts, contacts and states of
        this moment are this flow's."""
        return self._plan.every[call.flow].flow

    def state_of(self, call: Call) -> State:
        """The state that the caller stands in."""
        return self.flow_of(call).states[call.state]

    def meant(self, call: Call, *, words: str = "", keys: str = "") -> Any | None:
        """The value that these words, or typed keys, give the `ask` that the caller stands in; None for no
        answer, and where nothing is asked."""
        turn = Turn(call, self._plan)
        state = turn.here
        if not isinstance(state, Ask):
            return None
        if keys:
            return answers.typed(state.slot, keys, today(turn))
        return answers.spoken(
            turn.plan, state.slot, words, turn.language, state=state.name, today=today(turn)
        )

    def needs_voice(self, call: Call) -> bool:
        """Whether the caller's voice is needed now, and so the audio stream."""
        return self.flow_of(call).needs_voice(call.state)

    def hands_over(self, call: Call) -> bool:
        """Whether the caller is being passed on, recorded or hung up on: nobody listens then."""
        state = self.state_of(call)
        last = isinstance(state, End) and not call.frames
        return call.phase == "leaving" or last or isinstance(state, Transfer | Record)

    def at_start(self, call: Call) -> bool:
        """Whether the caller stands in the very state in which the call began."""
        return not call.frames and call.state == self.flow.start

    def _given(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs by the names that the flow declares, each in its kind."""
        declared = self.flow.inputs
        return {name: answers.coerced(declared[name], inputs[name]) for name in declared if name in inputs}

    def _finish(self, turn: Turn) -> Step:
        """Make the moves that were asked for, until the call waits for something again."""
        while turn.phase != "over":
            try:
                if turn.move is not None:
                    way, turn.move = turn.move, None
                    going.move(turn, way)
                elif turn.phase in ("speaking", "leaving") and not turn.speeches:
                    going.spoken(turn)
                else:
                    break
            except (Broken, TemplateFailed) as error:
                failing.fail(turn, _cause(error))
        speaking.arm_playback(turn)
        return Step(turn.call(), tuple(turn.effects), tuple(turn.taken))


def _identity(flow: Flow, number: str, now: datetime | None) -> str:
    """Two calls share it only if the same number calls the same flow in the same microsecond."""
    return sha256(f"{flow.name}|{flow.version}|{number}|{now}".encode()).hexdigest()[:16]


def _cause(error: Broken | TemplateFailed) -> str:
    return error.cause if isinstance(error, Broken) else "condition"


def _take(turn: Turn, event: Event) -> None:
    """Hand the event to the module that knows it, unless it is stale."""
    match event:
        case Digit():
            _key(turn, event.key)
        case SpeechStarted():
            hearing.started(turn)
        case SpeechEnded():
            hearing.ended(turn)
        case Utterance():
            hearing.on_utterance(turn, event.text)
        case PlaybackEnded():
            if speaking.heard(turn, event.speech) and not turn.speeches:
                going.spoken(turn)
        case TimerFired():
            name = turn.fired_timer(event.timer)
            if name is not None:
                _time(turn, name)
        case ModelSaid():
            if turn.phase == "thinking" and event.request == turn.request:
                conversing.on_said(turn, event)
        case ModelDone():
            state = turn.here
            if turn.phase == "thinking" and event.request == turn.request and isinstance(state, Converse):
                conversing.on_done(turn, state, event)
        case FetchAnswered():
            if turn.phase == "fetching" and event.request == turn.request:
                _fetched(turn, event.value)
        case ProviderFailed():
            _failed(turn, event)
        case TransferEnded():
            state = turn.here
            if turn.phase == "dialling" and event.request == turn.request and isinstance(state, Transfer):
                going.dialled(turn, state, completed=event.outcome is TransferOutcome.COMPLETED)
        case Recorded():
            if turn.phase == "recording" and event.request == turn.request:
                turn.go(GO)
        case Answered():
            going.answered(turn, event)
        case HungUp():
            _hung_up(turn)
        case _:
            assert_never(event)


def _key(turn: Turn, key: str) -> None:
    """Where a key goes: to the question, or kept for the next one, or nowhere."""
    if key not in KEYS or turn.phase not in ("listening", "thinking", "speaking", "fetching"):
        return
    if frames.is_deaf(turn):
        return
    if any(speech.barge_in is BargeIn.NO for speech in turn.speeches):
        return
    if not speaking.interruptible(turn, BargeIn.KEYS) or turn.phase == "fetching":
        turn.kept_keys += key
    elif turn.phase == "speaking":
        turn.kept_keys += key
        turn.hush()
    elif turn.phase == "listening":
        turn.hush()
        asking.on_key(turn, key)
    elif (anywhere := frames.anywhere_key(turn, key)) is not None:
        conversing.interrupt(turn)
        asking.take_anywhere(turn, anywhere)


def _time(turn: Turn, name: str) -> None:
    """A timer that was still wanted has fired."""
    match name:
        case "wait":
            if turn.phase == "listening":
                ladders.silence(turn)
        case "playback":
            turn.speeches = ()  # the mark was lost: everything has long been heard
            going.spoken(turn)
        case "key_gap":
            asking.end_typed(turn)
        case "interrupt":
            hearing.went_on(turn)
        case "hearing":
            hearing.lost(turn)
        case "filler":
            filler = getattr(turn.here, "filler", None)
            if filler and not turn.reply:
                speaking.say(turn, filler, aside=True)
        case "reply":
            turn.stop_model()
            raise Broken("model")
        case "fetch":
            raise Broken("service")
        case "recording":
            raise Broken("recording")
        case "greeting":
            going.greeted(turn)
        case "limit":
            if turn.hearing not in ("speaking", "recognising"):
                ladders.limit_reached(turn, time_up=True)
        case "longest_call":
            if frames.hangs_up(turn):
                going.end_in_time(turn)
            elif turn.phase != "leaving":
                turn.note("limit", "longest_call")
                failing.give_up(turn)


def _fetched(turn: Turn, value: Any) -> None:
    state = turn.here
    if isinstance(state, Fetch):
        if state.save:
            turn.fill(state.save, value)
        turn.go(GO)


def _failed(turn: Turn, event: ProviderFailed) -> None:
    """A provider failed: an error of the state that needed it, unless nobody waits for it."""
    if turn.phase == "dialling" and event.request == turn.request:
        state = turn.here
        if isinstance(state, Transfer):
            going.dialled(turn, state, completed=False)
        return
    match event.provider:
        case Provider.RECOGNISER:
            hearing.lost(turn)
        case Provider.VOICE:
            if not speaking.heard(turn, event.request):
                return
            if turn.phase == "leaving" or isinstance(turn.here, Transfer | Record | End):
                if not turn.speeches:
                    going.spoken(turn)
                return
            turn.hush()  # what waits behind it would fail as well, and count as further errors
            raise Broken("voice")
        case Provider.MODEL:
            if turn.phase == "thinking" and event.request == turn.request:
                turn.request = 0
                raise Broken("model")
        case Provider.SERVICE:
            if turn.phase == "fetching" and event.request == turn.request:
                raise Broken("service")
            if turn.phase == "recording" and event.request == turn.request:
                raise Broken("recording")


def _hung_up(turn: Turn) -> None:
    """The caller left. The model is stopped; a service is not."""
    lines.drop_pending(turn)
    turn.hush()
    turn.disarm(*turn.timers)
    turn.move = None
    turn.phase = "over"
    turn.ended = "hung_up"
