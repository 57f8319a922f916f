"""Flows that run one another: the frames of a call.

The newest frame is the flow that acts; its fields are the call's own, so everything else in this folder
reads them as if there were no other flow. The flows that wait below it lie in `turn.frames`, the outermost
first, each as it was left. Only what `Frame` names belongs to a frame; everything else (language, clock,
turns, silences and misses in a row, errors, the conversation, kept keys) is the call's.

What holds `anywhere` and every `escalation` of a flow that waits holds too, after the newer frames' own.
To read or carry out such a line, the turn stands in that frame for a moment (`within`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from runtime.dialogue.call import Frame
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import End, Option, Record, Transfer

if TYPE_CHECKING:
    from runtime.dialogue.plan import Plan

MOST_FRAMES = 16
"""Flows that may wait below one another. A ring of them is refused at the desk, so that a call comes here
only by lines that visit flows from within flows."""


class Anywhere(NamedTuple):
    """An `anywhere` line. depth: the frame it is of; the newest is `len(turn.frames)`. phrase: the words of
    it that were heard, "" for its key."""

    depth: int
    number: int
    phrase: str = ""


def depths(turn: Turn) -> range:
    """Every frame, the newest first."""
    return range(len(turn.frames), -1, -1)


@contextmanager
def within(turn: Turn, depth: int) -> Iterator[None]:
    """Stand in that frame: names, slots, words and conditions are its own. What is set there stays there."""
    if depth == len(turn.frames):
        yield
        return
    newest = turn.as_frame()
    turn.stand(turn.frames[depth])
    try:
        yield
    finally:
        left = replace(turn.frames[depth], slots=turn.slots, sensitive=turn.sensitive)
        turn.frames = (*turn.frames[:depth], left, *turn.frames[depth + 1 :])
        turn.stand(newest)


def is_running(turn: Turn, flow: str) -> bool:
    """Whether this flow acts or waits already."""
    return turn.flow == flow or any(frame.flow == flow for frame in turn.frames)


def push(turn: Turn, flow: str, slots: Mapping[str, Any], private: frozenset[str], *, line: bool) -> None:
    """A new frame, which stands at the start of its flow and has not entered it. private: names of `slots`
    that were sensitive where they come from. line: a line's visit, after which the state asks again."""
    plan = turn.root.every.get(flow)
    if plan is None or len(turn.frames) >= MOST_FRAMES:
        raise Broken("run")
    start = plan.flow.start
    turn.frames = (*turn.frames, turn.as_frame(line=line))
    turn.runs += 1
    if turn.language not in plan.flow.languages:
        turn.language = plan.flow.languages[0]
    turn.stand(
        Frame(
            flow=flow,
            state=start,
            place=plan.table.places[start],
            slots=dict(slots),
            sensitive=plan.sensitive | private,
            run=turn.runs,
            entry_language=turn.language,
        )
    )


def drop_to(turn: Turn, depth: int) -> Frame:
    """Back to the frame at `depth`; the newer ones are gone. The language that the caller has chosen
    meanwhile stays, where that flow speaks it. Returns the frame as it was left."""
    frame = turn.frames[depth]
    oldest = turn.frames[depth + 1].entry_language if depth + 1 < len(turn.frames) else turn.entry_language
    chosen = turn.language
    turn.frames = turn.frames[:depth]
    turn.stand(frame)
    if chosen == oldest or chosen not in turn.plan.flow.languages:
        turn.language = frame.language
    return frame


def hangs_up(turn: Turn) -> bool:
    """Whether the call ends here: an `end` of the outermost flow. Elsewhere an `end` comes back."""
    return isinstance(turn.here, End) and not turn.frames


def is_deaf(turn: Turn) -> bool:
    """Whether the caller is being handed over or the call ended: no key and no word is of use."""
    return isinstance(turn.here, Transfer | Record) or hangs_up(turn)


def anywhere_key(turn: Turn, key: str) -> Anywhere | None:
    """The nearest `anywhere` line that has this key."""
    for depth in depths(turn):
        number = _plan(turn, depth).anywhere_keys.get(key)
        if number is not None:
            return Anywhere(depth, number)
    return None


def anywhere_words(
    turn: Turn, text: str, *, whole: bool = False, beside_model: bool = False
) -> Anywhere | None:
    """The nearest `anywhere` line that these words take. whole: they must be all that was said.
    beside_model: a model listens too, and gets the sentences that only mention a phrase."""
    for depth in depths(turn):
        plan = _plan(turn, depth)
        found = (
            plan.anywhere_beside_model(text, turn.language)
            if beside_model
            else plan.anywhere.match(text, whole=whole)
        )
        if found is not None:
            return Anywhere(depth, found.key, found.phrase)
    return None


def anywhere_option(turn: Turn, found: Anywhere) -> Option:
    return _plan(turn, found.depth).flow.anywhere[found.number]


def has_anywhere_keys(turn: Turn) -> bool:
    return any(_plan(turn, depth).anywhere_keys for depth in depths(turn))


def has_anywhere_words(turn: Turn) -> bool:
    """Whether there is anything that may be said in every state, also in one that takes only keys."""
    return any(option.phrases for depth in depths(turn) for option in _plan(turn, depth).flow.anywhere)


def hints(turn: Turn) -> tuple[str, ...]:
    """What may be said now, best first: in this state, and in the `anywhere` of the flows that wait."""
    own = turn.plan.hints(turn)
    if not turn.frames:
        return own
    outer = (
        word
        for depth in depths(turn)
        if depth < len(turn.frames)
        for option in _plan(turn, depth).flow.anywhere
        for name in option.phrases
        for word in _plan(turn, depth).phrases(name)
    )
    return tuple(dict.fromkeys((*own, *outer)))


def _plan(turn: Turn, depth: int) -> Plan:
    return turn.plan if depth == len(turn.frames) else turn.root.every[turn.frames[depth].flow]
