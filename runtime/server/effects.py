"""Each effect to its doer: one `match`, checked for completeness by the type checker."""

from __future__ import annotations

from typing import Protocol, assert_never

from runtime.dialogue.effect import (
    AskModel,
    CallService,
    CancelTimer,
    Dial,
    Effect,
    HangUp,
    Listen,
    RecordMessage,
    Speak,
    StartTimer,
    StopModel,
    StopSpeaking,
)
from runtime.server.requests import Requests
from runtime.server.timers import Timers

Leaving = Dial | RecordMessage | HangUp


class Door(Protocol):
    """How a call is heard and answered just now: by TwiML, or by sound."""

    def speak(self, effect: Speak) -> None: ...

    def stop_speaking(self) -> None: ...

    def listen(self, effect: Listen) -> None: ...

    def leave(self, effect: Leaving) -> None:
        """What only the carrier's own verbs can do."""

    def runs(self, timer: str) -> bool:
        """Whether a timer of this name needs our clock; else the carrier does the waiting."""


def carry_out(effect: Effect, door: Door, timers: Timers, requests: Requests) -> None:
    match effect:
        case Speak():
            door.speak(effect)
        case StopSpeaking():
            door.stop_speaking()
        case Listen():
            door.listen(effect)
        case StartTimer():
            timers.start(effect, run=door.runs(effect.name))
        case CancelTimer():
            timers.cancel(effect.timer)
        case AskModel():
            requests.ask_model(effect)
        case StopModel():
            requests.stop(effect.request)
        case CallService():
            requests.call_service(effect)
        case Dial() | RecordMessage() | HangUp():
            door.leave(effect)
        case _:
            assert_never(effect)
