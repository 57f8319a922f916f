"""A call that a hunt has found, made for real: with its own counters and clock, in each language.

Where the hunt took a step that no line of a play can say, the call is made as people would make it: a call
grows long by having everything repeated, a conversation with the model reaches its limit by going on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.turn import Taken
from runtime.flow.model import Flow, Menu
from runtime.prove.graph import Beginning, started
from runtime.prove.moves import SENTENCE, Move, Who
from runtime.prove.play import Played, play
from runtime.prove.relevant import Relevant
from runtime.prove.saying import every_move, talk

MOST_TURNS = 70
"""More than any call may have."""


@dataclass(frozen=True, slots=True)
class Act:
    """One move of the call. before: the call as it waited for it."""

    move: Move
    before: Call
    played: Played


@dataclass(frozen=True, slots=True)
class Acted:
    """A whole call. began: what was said before anybody did anything."""

    beginning: Beginning
    began: Played
    acts: tuple[Act, ...]

    def taken(self) -> list[Taken]:
        return [*self.began.taken, *(one for act in self.acts for one in act.played.taken)]


def acted(
    dialogue: Dialogue, relevant: Relevant, beginning: Beginning, moves: Sequence[Move]
) -> Acted | None:
    """The call with these moves, as far as they go; None where it cannot be made."""
    began = started(dialogue, beginning)
    made: list[Act] = []
    call = began.call
    for place, move in enumerate(moves):
        if call.ended is not None:
            break
        onward = moves[place + 1] if place + 1 < len(moves) else None
        steps = _steps(dialogue, relevant, call, move, onward)
        if steps is None:
            return None
        made += steps
        call = made[-1].played.call if made else call
    return Acted(beginning, began, tuple(made))


def _steps(
    dialogue: Dialogue, relevant: Relevant, call: Call, move: Move, onward: Move | None
) -> list[Act] | None:
    """What people do for this move. onward: the move after it."""
    match move.what:
        case "limit":
            return _to_the_limit(dialogue, relevant, call)
        case "late":
            return _made_long(dialogue, relevant, call, int(move.value))
        case "words" if move.who is Who.TALK:
            return [_talking(dialogue, relevant, call, onward)]
        case "words" if move.who is not Who.ASIDE and call.question == "confirm":
            return [_act(dialogue, call, _corrected(relevant, call, move))]
    return [_act(dialogue, call, move)]


def _corrected(relevant: Relevant, call: Call, move: Move) -> Move:
    """A correction of what was heard in this call: the hunt may have come here with another answer."""
    assert call.now is not None
    every = every_move(call, relevant, call.now.date())
    return next((one for one in every if one.what == "words" and one.who is Who.ANSWER), move)


def _act(dialogue: Dialogue, call: Call, move: Move) -> Act:
    return Act(move, call, play(dialogue, call, move))


def _talking(dialogue: Dialogue, relevant: Relevant, call: Call, onward: Move | None) -> Act:
    """Words for the model that fit what it makes of them, if there are any that it is asked about at all."""
    exit = onward.text if onward is not None and onward.what == "exit" else None
    tried = [_act(dialogue, call, Move("words", Who.TALK, words)) for words in talk(call, relevant, exit)[:6]]
    return next((one for one in tried if one.played.call.phase == "thinking"), tried[0])


def _to_the_limit(dialogue: Dialogue, relevant: Relevant, call: Call) -> list[Act] | None:
    """The caller and the model talk until the conversation has had its turns."""
    made: list[Act] = []
    while len(made) < 2 * MOST_TURNS:
        if call.phase == "thinking":
            made.append(_act(dialogue, call, Move("says", Who.WORLD, SENTENCE)))
        else:
            made.append(_talking(dialogue, relevant, call, None))
        call = made[-1].played.call
        if any(one.what == "limit" for one in made[-1].played.taken):
            return made
        if call.ended is not None:
            return None
    return None


def _made_long(dialogue: Dialogue, relevant: Relevant, call: Call, turns: int) -> list[Act] | None:
    """The caller has it repeated until there were so many turns, and is silent then."""
    made: list[Act] = []
    while call.turns < turns:
        again = next((one for one in _again(dialogue, relevant, call)), None)
        if again is None or len(made) > MOST_TURNS:
            return None
        made.append(again)
        call = again.played.call
    return [*made, _act(dialogue, call, Move("silence", Who.UNHEARD))]


def _again(dialogue: Dialogue, relevant: Relevant, call: Call) -> Iterator[Act]:
    """What the caller can ask for and stand where they stood."""
    assert call.now is not None
    for move in every_move(call, relevant, call.now.date()):
        if move.who is Who.ASIDE:
            act = _act(dialogue, call, move)
            after = act.played.call
            here = (after.flow, after.state, after.phase, after.question, after.language)
            if after.turns == call.turns + 1 and here == (
                call.flow,
                call.state,
                call.phase,
                call.question,
                call.language,
            ):
                yield act


# -- in another language ---------------------------------------------------------------------------------


def mirrored(dialogue: Dialogue, relevant: Relevant, call: Acted, language: str) -> Acted | None:
    """The same call by somebody who speaks this language: chosen where the call lets its caller choose. None
    where it cannot be the same."""
    began = started(dialogue, call.beginning)
    return _mirrored(dialogue, relevant, call, language, call.beginning, began)


def begun_in(dialogue: Dialogue, relevant: Relevant, call: Acted, language: str) -> Acted | None:
    """The same call, which begins in this language."""
    beginning = replace(call.beginning, language=language)
    began = started(dialogue, beginning)
    return _mirrored(dialogue, relevant, call, language, beginning, began)


def _mirrored(
    dialogue: Dialogue, relevant: Relevant, call: Acted, language: str, beginning: Beginning, began: Played
) -> Acted | None:
    made: list[Act] = []
    now = began.call
    for place, act in enumerate(call.acts):
        onward = call.acts[place + 1].move if place + 1 < len(call.acts) else None
        found = _same(dialogue, relevant, now, act, onward, language)
        if found is None:
            return None
        made.append(found)
        now = found.played.call
    return Acted(beginning, began, tuple(made))


def _same(
    dialogue: Dialogue, relevant: Relevant, now: Call, act: Act, onward: Move | None, language: str
) -> Act | None:
    """What this caller does where the other did that."""
    chooses = _chooses_language(dialogue.flow, act.played.taken)
    found = [
        one
        for one in (_act(dialogue, now, move) for move in _moves(relevant, now, act.move, onward, chooses))
        if _alike(act.played, one.played, chooses)
    ]
    if chooses:
        found.sort(key=lambda one: one.played.call.language != language)
    return found[0] if found else None


def _moves(relevant: Relevant, now: Call, move: Move, onward: Move | None, chooses: bool) -> Iterator[Move]:
    if move.what == "words" and move.who is Who.TALK:
        exit = onward.text if onward is not None and onward.what == "exit" else None
        yield from (Move("words", Who.TALK, words) for words in talk(now, relevant, exit)[:6])
    elif chooses or move.what in ("words", "deaf"):
        assert now.now is not None
        yield from (one for one in every_move(now, relevant, now.now.date()) if one.what == move.what)
    else:
        yield move


def _alike(one: Played, other: Played, chooses: bool) -> bool:
    a, b = one.call, other.call
    return (
        (a.ended, a.flow, a.state, a.phase, a.question) == (b.ended, b.flow, b.state, b.phase, b.question)
        and _notes(one, chooses) == _notes(other, chooses)
    )  # fmt: skip


def _notes(played: Played, chooses: bool) -> list[tuple[str, str]]:
    own = ("option", "anywhere") if chooses else ()
    return [(one.what, one.name) for one in played.taken if one.what not in own]


def _chooses_language(root: Flow, taken: Sequence[Taken]) -> bool:
    """Whether the caller has just chosen a language."""
    flows = {flow.name: flow for flow in root.every_flow()}
    for one in taken:
        name, _, number = one.name.rpartition("/")
        flow = flows.get(one.flow)
        if flow is None or one.what not in ("option", "anywhere"):
            continue
        state = flow.states.get(name)
        options = (
            flow.anywhere if one.what == "anywhere" else state.options if isinstance(state, Menu) else ()
        )
        if number.isdecimal() and int(number) <= len(options):
            return any(slot == "language" for slot, _ in options[int(number) - 1].line.set)
    return False
