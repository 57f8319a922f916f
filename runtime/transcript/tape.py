"""What is kept of a call so that it can be told again: its steps while it goes on, a tape once it is over.

The steps hold what the caller said and typed, and stay in memory; the tape that `finished` makes of them
holds stand-ins only (disguise.py) and may be written down. It is plain data, ready for JSON:

    {"tape": 1, "flow": "electricity", "version": "…", "call": {"at": "2026-11-20 11:00", …},
     "moments": [{"at": 0.0, "effect": "Speak", "speech": 2, "prompt": "welcome", …},
                 {"at": 4.2, "event": "Digit", "key": "1", "took": ["option choose_language/1", …]}, …],
     "ended": "resolved", "replaced": {"account_no": 1}}

Who keeps calls in another way makes such a tape of them; everything behind it is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import (
    AskModel,
    CallService,
    Dial,
    Effect,
    RecordMessage,
    Speak,
    StartTimer,
    StopModel,
    StopSpeaking,
)
from runtime.dialogue.event import (
    Answered,
    Digit,
    Event,
    FetchAnswered,
    HungUp,
    ModelDone,
    ModelSaid,
    PlaybackEnded,
    ProviderFailed,
    Recorded,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    TransferEnded,
    Utterance,
)
from runtime.flow.model import Flow
from runtime.transcript.disguise import Disguise, Moment
from runtime.transcript.duration import seconds_to_say
from runtime.transcript.writer import is_name

VERSION = 1
"""Of this form. Another one is not read."""
MOST = 20_000
"""Steps kept of one call; a call is bounded, this only guards the memory."""


class Tape:
    """Runs beside one call: told of its first step, then of every event."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._moments: list[Moment] = []
        self._language: str | None = None

    def began(self, step: Step, language: str | None = None) -> None:
        """language: where the call was ordered to begin in another than the flow's first."""
        self._moments = [Moment(step.call.clock, None, None, step)]
        self._language = language

    def took(self, event: Event, before: Call, step: Step) -> None:
        """before: the call as it was when the event came."""
        if len(self._moments) < MOST:
            self._moments.append(Moment(event.at, event, before, step))

    def finished(self, outcome: str | None = None) -> dict[str, Any]:
        """The tape; the steps are forgotten. outcome: where the call was ended by something else than its
        flow."""
        moments, self._moments = self._moments, []
        flow = self._dialogue.flow
        disguise = Disguise(self._dialogue, moments)
        events = disguise.events()
        told: list[dict[str, Any]] = []
        for moment, event in zip(moments, events, strict=True):
            at = {"at": round(moment.at, 3)}
            if event is not None and moment.before is not None and (one := _event(event, moment.before)):
                took = [f"{taken.what} {taken.name}" for taken in moment.step.taken]
                told.append({**at, **one, **({"took": took} if took else {})})
            told += [{**at, **one} for effect in moment.step.effects for one in _effect(effect, disguise)]
        return {
            "tape": VERSION,
            "flow": flow.name,
            "version": flow.version,
            "call": self._call(moments[0].step, flow, disguise),
            "moments": told,
            "ended": outcome or moments[-1].step.call.ended,
            "replaced": dict(disguise.stand_ins.told),
        }

    def _call(self, first: Step, flow: Flow, disguise: Disguise) -> dict[str, Any]:
        call = first.call
        made: dict[str, Any] = {"from": disguise.stand_ins.number(call.number)}
        if call.now is not None:
            made["at"] = f"{call.now:%Y-%m-%d %H:%M}"
        if self._language is not None and self._language != flow.languages[0]:
            made["language"] = self._language
        if inputs := disguise.inputs():
            made["inputs"] = inputs
        if any(taken.what == "answered" for taken in first.taken):
            made["answered_by"] = "machine"
        return made


class Taped(Dialogue):
    """A dialogue that keeps a tape of the one call that is made with it."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.flow = dialogue.flow
        self._plan = dialogue._plan
        self.tape = Tape(dialogue)

    def start(self, *, language: str | None = None, **how: Any) -> Step:
        step = super().start(language=language, **how)
        self.tape.began(step, language)
        return step

    def advance(self, call: Call, event: Event) -> Step:
        step = super().advance(call, event)
        if call.ended is None:
            self.tape.took(event, call, step)
        return step


def _event(event: Event, before: Call) -> dict[str, Any] | None:
    name: dict[str, Any] = {"event": type(event).__name__}
    match event:
        case Digit(key=key):
            return {**name, "key": key}
        case Utterance(text=text) | ModelSaid(text=text):
            request = {"request": event.request} if isinstance(event, ModelSaid) else {}
            return {**name, **request, "text": text}
        case SpeechStarted() | SpeechEnded() | HungUp():
            return name
        case PlaybackEnded(speech=speech):
            return {**name, "speech": speech}
        case TimerFired(timer=timer):
            fired = next((one for one, number in before.timers.items() if number == timer), None)
            return {**name, "timer": fired} if fired is not None else None
        case ModelDone(request=request, exit=exit_, fills=fills):
            return {**name, "request": request, "exit": exit_, "fills": dict(fills)}
        case FetchAnswered(request=request, value=value):
            return {**name, "request": request, "value": value}
        case ProviderFailed(provider=provider, request=request):
            return {**name, "provider": str(provider), "request": request}
        case TransferEnded(request=request, outcome=outcome):
            return {**name, "request": request, "outcome": str(outcome)}
        case Recorded(seconds=seconds):
            return {**name, "seconds": round(seconds, 1)}
        case Answered(by=by):
            return {**name, "by": str(by)}


def _effect(effect: Effect, disguise: Disguise) -> Iterator[dict[str, Any]]:
    """What a play has to know of an effect; nothing for those that it has no line for."""
    name: dict[str, Any] = {"effect": type(effect).__name__}
    match effect:
        case Speak(speech=speech, prompt=prompt, language=language):
            words = {} if prompt and is_name(prompt) else {"text": disguise.words(effect)}
            told = {"speech": speech, "prompt": prompt, "language": language, **words}
            yield {**name, **told, "seconds": seconds_to_say(disguise.words(effect))}
        case StopSpeaking() | RecordMessage():
            yield name
        case StartTimer(name=timer, seconds=seconds):
            yield {**name, "timer": timer, "seconds": seconds}
        case AskModel(request=request) | StopModel(request=request):
            yield {**name, "request": request}
        case CallService(request=request, service=service):
            yield {**name, "request": request, "service": service}
        case Dial(request=request, contact=contact):
            yield {**name, "request": request, "contact": contact}
