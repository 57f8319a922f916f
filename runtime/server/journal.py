"""A call's journal: its events, effects and what the flow took, as lines of JSON. Kept only when the
operator has set ADMIN_TOKEN, and for a minute after the call.

One line, one fact; every line has `at` (seconds since the call was answered) and exactly one of

    {"at": 0.0, "call": "CA…", "flow": "electricity", "version": "…", "language": "te-IN"}    first line
    {"at": 4.2, "event": "Digit", "key": "1"}                        the event's own fields follow
    {"at": 4.2, "effect": "Speak", "speech": 3, "text": "…", …}      the effect's own fields follow
    {"at": 4.2, "taken": "option", "name": "choose_language/1", "mark": "flows/…/flow.yaml:44:9"}
    {"at": 4.2, "state": "greet", "language": "te-IN"}                where the call stands after a step; in a
                                                                     flow that another runs, "flow" says which
    {"at": 30.8, "stream": {"frames": 1312, "frames_while_bot_spoke": 640, "utterances": 4, "lost": 0}}
    {"at": 31.0, "tape": {…}}                                          the call as it can be told again
    {"at": 31.0, "ended": "resolved"}                                  last line

What a caller answers in a `sensitive` slot, also before its question has been asked, and everything sent to
services, is left out. So are the digits of a caller who was not asked for any. The tape
(transcript/tape.py) holds stand-ins in their place.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import AskModel, CallService, Effect
from runtime.dialogue.event import Digit, Event, FetchAnswered, ModelDone, Utterance
from runtime.dialogue.masking import unasked
from runtime.flow.kinds import TYPED
from runtime.flow.model import Ask, Converse, Flow, State
from runtime.server.ears import Ears
from runtime.transcript.tape import Tape

log = logging.getLogger(__name__)

HIDDEN = "…"
LIMIT = 10_000
"""Lines kept of one call; a call is bounded, this only guards the memory."""


class Journal:
    """One call's lines, from the start; readers follow until the end."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._tape = Tape(dialogue)
        self._asks_secrets = any(
            isinstance(state, Ask) and state.slot.sensitive
            for flow in dialogue.flow.every_flow()
            for state in flow.states.values()
        )
        self._lines: list[str] = []
        self._ended = False
        self._changed = asyncio.Event()

    def began(self, sid: str, step: Step) -> None:
        call = step.call
        self._tape.began(step)
        self._add(
            {"at": 0.0, "call": sid, "flow": call.flow, "version": call.version, "language": call.language}
        )
        self._step(0.0, step)

    def advanced(self, event: Event, before: Call, step: Step) -> None:
        """before: the call as it was when the event came."""
        self._tape.took(event, before, step)
        self._add({"at": _short(event.at), "event": type(event).__name__, **self._of_event(event, before)})
        self._step(event.at, step)

    def heard(self, at: float, ears: Ears) -> None:
        """A stream is over: what reached its ears. lost: utterances that were given up."""
        counted = ("frames", "frames_while_bot_spoke", "utterances", "lost")
        self._add({"at": _short(at), "stream": {name: getattr(ears, name) for name in counted}})

    def ended(self, at: float, outcome: str) -> None:
        if not self._ended:
            self._ended = True
            try:
                self._add({"at": _short(at), "tape": self._tape.finished(outcome)})
            except Exception:  # a call that cannot be told again has still been made
                log.exception("no tape could be made of a call")
            self._add({"at": _short(at), "ended": outcome})

    async def follow(self) -> AsyncIterator[str]:
        """Every line so far, then every new one, until the call is over."""
        sent = 0
        while True:
            changed = self._changed
            for line in self._lines[sent:]:
                yield line
                sent += 1
            if self._ended and sent == len(self._lines):
                return
            if sent == len(self._lines):
                await changed.wait()

    def _step(self, at: float, step: Step) -> None:
        for taken in step.taken:
            self._add({"at": _short(at), "taken": taken.what, "name": taken.name, "mark": _mark(taken.mark)})
        for effect in step.effects:
            self._add({"at": _short(at), "effect": type(effect).__name__, **_of_effect(effect)})
        run = {"flow": step.call.flow} if step.call.frames else {}
        self._add({"at": _short(at), "state": step.call.state, "language": step.call.language, **run})

    def _add(self, line: Mapping[str, Any]) -> None:
        if len(self._lines) < LIMIT or "ended" in line or "tape" in line:
            self._lines.append(json.dumps(line, ensure_ascii=False, default=str))
        self._changed.set()
        self._changed = asyncio.Event()

    def _of_event(self, event: Event, before: Call) -> dict[str, Any]:
        fields = {f.name: getattr(event, f.name) for f in dataclasses.fields(event) if f.name != "at"}
        state, flow = self._dialogue.state_of(before), self._dialogue.flow_of(before)
        kept = self._asks_secrets and before.phase in ("speaking", "fetching")  # for a question to come
        secret = (isinstance(state, Ask) and state.slot.sensitive) or kept
        match event:
            case Digit() if secret:
                fields["key"] = HIDDEN
            case Utterance(text=text):
                fields["text"] = HIDDEN if secret else unasked(text, asked=_asks_digits(flow, state))
            case ModelDone(fills=fills):
                fields["fills"] = sorted(fills)
            case FetchAnswered():
                fields["value"] = HIDDEN
        return fields


def _asks_digits(flow: Flow, state: State) -> bool:
    """Whether the caller was asked for digits in this state: then they belong into the record."""
    match state:
        case Ask(slot=slot):
            return slot.type in TYPED
        case Converse(fills=fills):
            return any(flow.slots[slot].type in TYPED for slot in fills if slot in flow.slots)
        case _:
            return False


def _of_effect(effect: Effect) -> dict[str, Any]:
    match effect:
        case AskModel():
            return {
                "request": effect.request,
                "exits": [e.target for e in effect.exits],
                "messages": len(effect.messages),
                "seconds": effect.seconds,
            }
        case CallService():
            return {"request": effect.request, "service": effect.service, "send": sorted(effect.send)}
        case _:
            told = (f.name for f in dataclasses.fields(effect) if f.name != "voice")
            return {name: getattr(effect, name) for name in told}


def _short(at: float) -> float:
    return round(at, 3)


def _mark(mark: object) -> str | None:
    return None if mark is None else str(mark)
