"""One move of a call, on the production dialogue: its events go in, its steps come out.

The phone is heard to its end before the next move: each step is followed by PlaybackEnded until the call
waits for somebody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step, Taken
from runtime.dialogue.effect import Effect, Speak
from runtime.dialogue.event import (
    Digit,
    Event,
    FetchAnswered,
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
from runtime.flow.model import Fetch, Listening, Record, State, Transfer
from runtime.language.length import seconds
from runtime.prove.moves import Move

REACTION = 0.5
SPEECH = 2.0
"""Seconds that a caller speaks or types for, about."""
TALK = 30.0
MOST_STEPS = 200
"""Steps after one move, none of which waits for anybody; more is a circle."""


@dataclass(slots=True)
class Played:
    """What came of one move. call: where it waits now, or is over. seconds: that the caller has spent."""

    call: Call
    effects: list[Effect]
    taken: list[Taken]
    seconds: float = 0.0
    circle: bool = False
    began: float = 0.0

    def speeches(self) -> list[Speak]:
        return [effect for effect in self.effects if isinstance(effect, Speak)]


def begun(step: Step, dialogue: Dialogue) -> Played:
    """The call's first step, heard to its end."""
    played = Played(step.call, list(step.effects), list(step.taken))
    return _settle(dialogue, played)


def play(dialogue: Dialogue, call: Call, move: Move) -> Played:
    """This move on this call."""
    if move.what == "late":
        call = replace(call, turns=int(move.value))
    played = Played(call, [], [], began=call.clock)
    state = dialogue.state_of(call)
    for event, after in _events(call, state, move):
        if played.call.ended is not None:
            break
        played.seconds += after
        timed = replace(event, at=call.clock + played.seconds)
        if isinstance(timed, TimerFired) and timed.timer == 0:
            continue
        _take(played, dialogue.advance(played.call, timed))
    return _settle(dialogue, played)


def _take(played: Played, step: Step) -> None:
    played.call = step.call
    played.effects += step.effects
    played.taken += step.taken


def _settle(dialogue: Dialogue, played: Played) -> Played:
    spoken = 0
    for _ in range(MOST_STEPS):
        call = played.call
        for speech in played.speeches()[spoken:]:
            played.seconds += seconds(speech.text, speech.language, speech.voice.pace)
        spoken = len(played.speeches())
        if call.ended is not None or not call.speeches:
            return played
        event = PlaybackEnded(call.speeches[-1].number, at=played.began + played.seconds)
        _take(played, dialogue.advance(call, event))
    played.circle = True
    return played


def _events(call: Call, state: State, move: Move) -> list[tuple[Event, float]]:
    """Events with the seconds that pass before each. Their `at` is filled in when they are played."""
    request = call.request
    match move.what:
        case "silence" | "late":
            wait = state.wait if isinstance(state, Listening) else 0.0
            return [(TimerFired(call.timers.get("wait", 0), 0.0), wait)]
        case "limit":
            return [(TimerFired(call.timers.get("limit", 0), 0.0), 0.0)]
        case "greeted":
            return [(TimerFired(call.timers.get("greeting", 0), 0.0), 8.0)]
        case "keys":
            return [(Digit(key, 0.0), REACTION) for key in move.text]
        case "words":
            return [*_voice(), (Utterance(move.text, 0.0), REACTION)]
        case "noise":
            return [*_voice(), (Utterance("", 0.0), REACTION)]
        case "deaf":
            return [*_voice(), (ProviderFailed(Provider.RECOGNISER, 0, "fails", 0.0), REACTION)]
        case "exit":
            return [(ModelDone(request, 0.0, move.text, move.value or {}), 1.0)]
        case "invents":
            return [(ModelDone(request, 0.0, move.text), 1.0)]
        case "says":
            return [(ModelSaid(request, move.text, 0.0), 1.0), (ModelDone(request, 0.0), 0.5)]
        case "blank":
            return [(ModelDone(request, 0.0), 1.0)]
        case "model_fails":
            slow = state.limits.reply if hasattr(state, "limits") else 1.0
            return [(ProviderFailed(Provider.MODEL, request, "fails", 0.0), slow)]
        case "served":
            return [(FetchAnswered(request, move.value, 0.0), 0.5)]
        case "service_fails":
            slow = state.wait if isinstance(state, Fetch) else 1.0
            return [(ProviderFailed(Provider.SERVICE, request, "fails", 0.0), slow)]
        case "completed":
            return [(TransferEnded(request, TransferOutcome.COMPLETED, 0.0), TALK)]
        case "busy":
            slow = 25.0 if isinstance(state, Transfer) else 1.0
            return [(TransferEnded(request, TransferOutcome.BUSY, 0.0), slow)]
        case "recorded":
            slow = state.limit if isinstance(state, Record) else 1.0
            return [(Recorded(request, slow, 0.0), slow)]
        case _:
            return [(ProviderFailed(Provider.SERVICE, request, "fails", 0.0), 1.0)]


def _voice() -> list[tuple[Event, float]]:
    return [(SpeechStarted(0.0), REACTION), (SpeechEnded(0.0), SPEECH)]
