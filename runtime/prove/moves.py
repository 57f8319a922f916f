"""What can happen next in a call: every move of the caller, the recogniser, the model, services and persons.

A move is data. `play.py` makes events of it, `script.py` a line of a transcript.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from runtime.dialogue import answers
from runtime.dialogue.call import Call
from runtime.flow.kinds import TYPED
from runtime.flow.model import Ask, Converse, Fetch, Flow, Listening, Menu, Option, SlotType, Transfer
from runtime.prove import given
from runtime.prove.relevant import Relevant

GIBBERISH = "kxqz vrplt"
"""Words that are in no language and take no phrase."""
UNWRITTEN = frozenset({"record_fails", "greeted", "late"})
"""Moves that no line of a transcript can say."""
SENTENCE = "I cannot say."
"""What a model says that takes no exit."""


class Who(StrEnum):
    """Whose move it is, and what it says of the caller."""

    ANSWER = "answer"
    """The caller answers what was asked, and is understood."""
    ASIDE = "aside"
    """The caller asks for something that holds anywhere."""
    UNHEARD = "unheard"
    """Silence, noise, a wrong key, words that nobody understands, a no to what was read back."""
    TALK = "talk"
    """The caller speaks where a model listens."""
    WORLD = "world"
    """A model, a service, a person, the clock."""


@dataclass(frozen=True, slots=True)
class Move:
    """what: "silence", "noise", "deaf" (the recogniser fails), "keys", "words", "limit", "exit", "says",
    "blank", "invents", "model_fails", "served", "service_fails", "completed", "busy", "recorded",
    "record_fails", "greeted", "late" (a silence in a call that has grown long). text: keys, words, an exit,
    a service. value: what a service answers, what a model fills in, or how many turns there were."""

    what: str
    who: Who
    text: str = ""
    value: Any = None


def moves(call: Call, relevant: Relevant, today: date) -> Iterator[Move]:
    """Everything that can happen to this call, which waits and has been heard to the end."""
    flow = relevant.flows[call.flow]
    state = flow.states[call.state]
    match call.phase:
        case "listening":
            assert isinstance(state, Listening)
            yield from _own(call, flow, state, relevant, today)
            yield from _unheard(call, state, relevant)
            yield from _aside(call, state, relevant)
            yield from _late(call, relevant)
        case "thinking":
            assert isinstance(state, Converse)
            yield from _model(call, flow, state)
        case "fetching":
            assert isinstance(state, Fetch)
            for value in given.service_values(flow.services[state.service], flow.name, state.save, relevant):
                yield Move("served", Who.WORLD, state.service, value)
            yield Move("service_fails", Who.WORLD, state.service)
        case "dialling":
            assert isinstance(state, Transfer)
            yield Move("completed", Who.WORLD, state.contact)
            yield Move("busy", Who.WORLD, state.contact)
        case "recording":
            yield Move("recorded", Who.WORLD)
            yield Move("record_fails", Who.WORLD)
        case "greeting":
            yield Move("greeted", Who.WORLD)


def _own(call: Call, flow: Flow, state: Listening, relevant: Relevant, today: date) -> Iterator[Move]:
    """What the question asks for."""
    if isinstance(state, Menu):
        for option in state.options:
            yield from _taking(flow, option, call.language, Who.ANSWER)
    elif isinstance(state, Converse):
        yield Move("words", Who.TALK, GIBBERISH)
    elif isinstance(state, Ask):
        yield from _answers(call, flow, state, relevant, today)


def _answers(call: Call, flow: Flow, state: Ask, relevant: Relevant, today: date) -> Iterator[Move]:
    slot = state.slot
    known = relevant.known(flow.name, slot.name)
    if call.question == "confirm":
        yield Move("keys", Who.ANSWER, "1")
        yield Move("keys", Who.UNHEARD, "2")
    elif state.choices_from:
        yield Move("keys", Who.ANSWER, "1")
    elif slot.type is SlotType.YES_NO:
        yield Move("keys", Who.ANSWER, "1")
        yield Move("keys", Who.ANSWER, "2")
    elif slot.type is SlotType.CHOICE:
        some = slot.choices if relevant.decides(flow.name, slot.name) else slot.choices[:1]
        for place, _ in enumerate(some, start=1):
            yield Move("keys", Who.ANSWER, str(place))
    elif slot.type in TYPED:
        for keys in given.typed(flow, slot, known, today):
            yield Move("keys", Who.ANSWER, keys)
    else:
        for words in given.said_words(flow, slot, known, call.language):
            yield Move("words", Who.ANSWER, words)


def _unheard(call: Call, state: Listening, relevant: Relevant) -> Iterator[Move]:
    yield Move("silence", Who.UNHEARD)
    wrong = _wrong_key(call, state, relevant)
    if wrong:
        yield Move("keys", Who.UNHEARD, wrong)
    if not (isinstance(state, Ask) and state.by_keys):
        yield Move("noise", Who.UNHEARD)
        if not isinstance(state, Converse) and not _takes_any_text(call, state):
            yield Move("words", Who.UNHEARD, GIBBERISH)
        yield Move("deaf", Who.UNHEARD, GIBBERISH)
    if isinstance(state, Converse):
        yield Move("limit", Who.WORLD)


def _takes_any_text(call: Call, state: Listening) -> bool:
    return (
        isinstance(state, Ask)
        and state.slot.type is SlotType.TEXT
        and not state.choices_from
        and call.question != "confirm"
    )


def _wrong_key(call: Call, state: Listening, relevant: Relevant) -> str | None:
    """A key that means nothing here; None where every key does."""
    used = {option.key for flow in _flows(call, relevant) for option in flow.anywhere}
    if isinstance(state, Menu):
        used |= {option.key for option in state.options}
    elif isinstance(state, Ask):
        if call.question != "confirm" and not state.choices_from and state.slot.type in TYPED:
            return "#" if answers.typed(state.slot, "") is None else None
        used |= {str(number) for number in range(1, 10)}
        if call.question == "confirm" or state.slot.type is SlotType.YES_NO:
            used -= {str(number) for number in range(3, 10)}
        elif not state.choices_from:
            used -= {str(number) for number in range(len(state.slot.choices) + 1, 10)}
    return next((key for key in "9876543210*#" if key not in used), None)


def _flows(call: Call, relevant: Relevant) -> list[Flow]:
    """Those whose `anywhere` holds: the one that acts, then those that wait."""
    return [relevant.flows[name] for name in (call.flow, *(f.flow for f in reversed(call.frames)))]


def _aside(call: Call, state: Listening, relevant: Relevant) -> Iterator[Move]:
    """What holds anywhere, by its key where keys are not typed."""
    is_typed = (
        isinstance(state, Ask)
        and call.question != "confirm"
        and not state.choices_from
        and state.slot.type in TYPED
    )
    taken = {option.key for option in state.options} if isinstance(state, Menu) else set()
    for flow in _flows(call, relevant):
        for option in flow.anywhere:
            if option.key in taken and not option.phrases:
                continue
            by_key = option.key is not None and option.key not in taken and not is_typed
            yield from _taking(flow, option, call.language, Who.ASIDE, by_key=by_key)
            taken.add(option.key)


def _taking(flow: Flow, option: Option, language: str, who: Who, *, by_key: bool = True) -> Iterator[Move]:
    if option.key and by_key:
        yield Move("keys", who, option.key)
        return
    for name in option.phrases:
        words = flow.phrases[name].words
        spoken = next((words[one] for one in (language, *flow.languages) if words.get(one)), ())
        if spoken:
            yield Move("words", who, spoken[0])
            return


def _late(call: Call, relevant: Relevant) -> Iterator[Move]:
    """Silence just when a rule on long calls comes true."""
    for flow in _flows(call, relevant):
        for position, rule in enumerate(flow.escalation):
            if (flow.name, position) not in call.fired and "turns" in rule.when.names:
                known = relevant.known(flow.name, "turns")
                for turns, side in sorted(known.cuts, key=str):
                    if isinstance(turns, int | float) and turns >= 1:
                        yield Move("late", Who.WORLD, value=int(turns) - (side == "below"))


def _model(call: Call, flow: Flow, state: Converse) -> Iterator[Move]:
    """Anything a model may do, sensible or not."""
    slots = {**{s.slot.name: s.slot for s in flow.states.values() if isinstance(s, Ask)}, **flow.slots}
    fills = {
        name: given.filled(slots[name], flow, call.language)
        for name in state.fills
        if name in slots and not slots[name].sensitive
    }
    for leave in state.exits:
        yield Move("exit", Who.WORLD, leave.target)
        if fills:
            yield Move("exit", Who.WORLD, leave.target, fills)
    yield Move("says", Who.WORLD, SENTENCE)
    yield Move("blank", Who.WORLD)
    yield Move("invents", Who.WORLD, "no exit of the list")
    yield Move("model_fails", Who.WORLD)
