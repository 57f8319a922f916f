"""Every way of doing the same: by key and by words, in the caller's language, as people say it.

`moves` (moves.py) makes one move for whatever leads elsewhere. Who writes a play also asks how the caller did
it, and wants words that a caller would say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from runtime.dialogue.call import Call
from runtime.flow.kinds import COUNTED
from runtime.flow.model import Ask, Converse, Flow, Menu, Slot, SlotType, State
from runtime.language import cardinal, digits, no_words, spell
from runtime.language import date as day_words
from runtime.language import time as clock_words
from runtime.prove.moves import GIBBERISH, Move, Who, moves
from runtime.prove.relevant import Relevant

_NAMES = {
    "bn-IN": ("লক্ষ্মী", "গীতা"),
    "en-IN": ("Lakshmi", "Gita"),
    "gu-IN": ("લક્ષ્મી", "ગીતા"),
    "hi-IN": ("लक्ष्मी", "गीता"),
    "kn-IN": ("ಲಕ್ಷ್ಮಿ", "ಗೀತಾ"),
    "ml-IN": ("ലക്ഷ്മി", "ഗീത"),
    "mr-IN": ("लक्ष्मी", "गीता"),
    "od-IN": ("ଲକ୍ଷ୍ମୀ", "ଗୀତା"),
    "pa-IN": ("ਲਕਸ਼ਮੀ", "ਗੀਤਾ"),
    "ta-IN": ("லட்சுமி", "கீதா"),
    "te-IN": ("లక్ష్మి", "గీత"),
}
"""Said where the flow takes any text and gives no example: names that are at home in all languages."""
_AS_DIGITS = frozenset({SlotType.DIGITS, SlotType.PHONE, SlotType.PIN_CODE, SlotType.AADHAAR})


def every_move(call: Call, relevant: Relevant, today: date) -> Iterator[Move]:
    """Everything that can happen to this call, said in every way that the flow tells apart."""
    seen: set[tuple[str, str, str]] = set()
    for move in (*_natural(call, relevant, today), *_by_words(call, relevant)):
        place = (move.what, move.text, repr(move.value))
        if place not in seen:
            seen.add(place)
            yield move


def _natural(call: Call, relevant: Relevant, today: date) -> Iterator[Move]:
    """The moves of moves.py with a caller's words in them. Words that nobody understands are left to noise,
    which fares alike."""
    state = _state(call, relevant)
    for move in moves(call, relevant, today):
        if move.what == "words" and move.text == GIBBERISH:
            if move.who is Who.TALK:
                yield replace(move, text=talk(call, relevant)[0])
        elif move.what == "deaf":
            yield replace(move, text=_usual(call, relevant))
        elif (
            move.what == "words" and isinstance(state, Ask) and move.text == state.slot.name.replace("_", " ")
        ):
            yield replace(move, text=names(call.language)[0])
        else:
            yield move


def names(language: str) -> tuple[str, str]:
    return _NAMES.get(language, _NAMES["en-IN"])


def talk(call: Call, relevant: Relevant, exit: str | None = None) -> tuple[str, ...]:
    """What a caller may say to the model, first what fits this exit; never nothing."""
    flow, state = relevant.flows[call.flow], _state(call, relevant)
    assert isinstance(state, Converse)
    exits = sorted(state.exits, key=lambda one: one.target != exit)
    anywhere = {name for one in flow.anywhere for name in one.phrases}
    lists = [one.examples for one in exits if one.examples and one.examples not in anywhere]
    found = [words for name in lists for words in _phrases(flow, name, call.language)]
    return tuple(found) or (names(call.language)[0],)


def _usual(call: Call, relevant: Relevant) -> str:
    """What a caller would say here, were they heard."""
    flow, state = relevant.flows[call.flow], _state(call, relevant)
    if isinstance(state, Converse):
        return talk(call, relevant)[0]
    if isinstance(state, Menu):
        lists = [name for option in state.options for name in option.phrases]
    else:
        assert isinstance(state, Ask)
        lists = [*state.slot.choices, *([state.slot.examples] if state.slot.examples else [])]
    found = [words for name in lists for words in _phrases(flow, name, call.language)]
    if not found and isinstance(state, Ask) and state.slot.type is SlotType.YES_NO:
        return no_words(call.language)[0]
    return found[0] if found else names(call.language)[0]


def _by_words(call: Call, relevant: Relevant) -> Iterator[Move]:
    """By words what moves.py does by a key, and every choice by its key."""
    if call.phase != "listening":
        return
    flow, state = relevant.flows[call.flow], _state(call, relevant)
    if isinstance(state, Menu):
        for option in state.options:
            yield from _said(flow, option.phrases, call.language, Who.ANSWER)
    elif isinstance(state, Ask) and call.question == "confirm":
        if not state.by_keys:
            yield from _corrections(call, flow, state)
    elif isinstance(state, Ask) and not state.choices_from and not state.slot.sensitive:
        for place, choice in enumerate(state.slot.choices, start=1):
            if place <= 9:
                yield Move("keys", Who.ANSWER, str(place))
            if not state.by_keys:
                yield from _said(flow, (choice,), call.language, Who.ANSWER)
    for name in (call.flow, *(frame.flow for frame in reversed(call.frames))):
        for option in relevant.flows[name].anywhere:
            yield from _said(relevant.flows[name], option.phrases, call.language, Who.ASIDE)


def _said(flow: Flow, lists: tuple[str, ...], language: str, who: Who) -> Iterator[Move]:
    """By the first phrase of these lists."""
    for words in [words for name in lists for words in _phrases(flow, name, language)][:1]:
        yield Move("words", who, words)


def _phrases(flow: Flow, name: str, language: str) -> tuple[str, ...]:
    listed = flow.phrases.get(name)
    return listed.words.get(language, ()) if listed else ()


# -- "no, Kondapur" ------------------------------------------------------------------------------------


def _corrections(call: Call, flow: Flow, state: Ask) -> Iterator[Move]:
    """A no, and another value in the same breath."""
    heard = call.slots.get(state.slot.name)
    for words in _others(flow, state.slot, heard, call.language):
        yield Move("words", Who.ANSWER, f"{no_words(call.language)[0]}, {words}")
        return


def _others(flow: Flow, slot: Slot, heard: Any, language: str) -> Iterator[str]:
    lists = [*slot.choices, *([slot.examples] if slot.examples else [])]
    for name in lists:
        if name != heard:
            phrases = (words for words in _phrases(flow, name, language) if words != heard)
            yield from list(phrases)[:1]
    if slot.type is SlotType.TEXT:
        yield from (words for words in names(language) if words != heard)
    elif slot.type is SlotType.DATE and isinstance(heard, str):
        yield day_words((date.fromisoformat(heard) + timedelta(days=_aside(slot))).isoformat(), language)
    elif slot.type in COUNTED and isinstance(heard, int | float):
        above = slot.maximum is None or heard + 1 <= slot.maximum
        yield cardinal(int(heard) + (1 if above else -1), language)
    elif slot.type is SlotType.TIME and isinstance(heard, str):
        yield clock_words("11:00" if heard != "11:00" else "12:00", language)
    elif slot.type in _AS_DIGITS and heard:
        yield digits(f"{heard}"[:-1] + ("3" if f"{heard}"[-1] != "3" else "4"), language)
    elif slot.type is SlotType.VEHICLE_NO:
        yield spell("TS10CD5678", language)


def _aside(slot: Slot) -> int:
    """A day before where no later one is taken."""
    return -1 if slot.latest is not None and not slot.latest.days else 1


def _state(call: Call, relevant: Relevant) -> State:
    return relevant.flows[call.flow].states[call.state]
