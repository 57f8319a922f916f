"""Playing without the search that is being tested: callers who are never understood after any beginning,
callers who answer everything, each in worlds that do one and the same bad thing for ever.

It knows nothing of moments that count as one, so it can say that `flowctl prove` missed something.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial
from runtime.flow.model import Flow
from runtime.prove.graph import MONDAY, beginnings, started
from runtime.prove.moves import Move, Who, moves
from runtime.prove.play import Played, play
from runtime.prove.relevant import Relevant
from runtime.prove.taint import Taint
from runtime.prove.verdict import UNKIND

BEGINNINGS = 60
LONGEST = 35
"""Turns that a caller who is not understood, or who answers everything, may need at most."""
HABITS = ("silence", "keys", "noise", "words", "deaf", "")
"""What a caller who is not understood does all the time; "": one after the other, by chance."""


def trapped(dialogue: Dialogue, seeds: int = BEGINNINGS, *, steps: int | None = None) -> str | None:
    """How a caller was trapped, dropped or given away, or None when none was. steps: look for a person, too,
    so many steps away from wherever the caller is asked something, while every desk is open."""
    relevant = Relevant(dialogue.flow)
    starts = list(beginnings(dialogue.flow, relevant))
    taint = Taint(dialogue.flow, MONDAY.date())
    for seed in range(seeds):
        chance = random.Random(seed)
        beginning = starts[seed % len(starts)]
        call = started(dialogue, beginning).call
        for _ in range(seed % 12):
            options = _all(call, relevant)
            if call.ended is not None or not options:
                break
            played = play(dialogue, call, chance.choice(options))
            where = f"after {call.flow}/{call.state}, seed {seed}"
            if _spins(played.taken):
                return f"in silence, {where}"
            if _hangs_up_in_silence(dialogue.flow, played):
                return f"hung up on without a word, {where}"
            if leaks := taint.leaks(played):
                return f"{leaks[0]} seen, {where}"
            call = played.call
        if call.ended is None and call.turns < LONGEST:
            where = f"from {call.flow}/{call.state}, seed {seed}"
            asked = call.phase == "listening" and beginning.hours == 0 and not call.machine
            if steps is not None and asked and not _finds_a_person(dialogue, call, relevant, steps):
                return f"no person, {where}"
            for habit in HABITS:
                if _cannot_leave(dialogue, call, relevant, chance, habit, world=seed):
                    return f"not understood ({habit or 'by chance'}), {where}"
            if all(
                _cannot_leave(dialogue, call, relevant, random.Random(f"{seed}/{n}"), None, world=seed)
                for n in range(8)
            ):
                return f"answering, {where}"
    return None


def _hangs_up_in_silence(flow: Flow, played: Played) -> bool:
    """A flow that others run may end without a word: they go on speaking."""
    person = played.call.ended == "transferred"
    over = played.call.ended is not None
    return over and not person and not played.speeches() and not (flow.inputs or flow.outputs)


def _finds_a_person(dialogue: Dialogue, call: Call, relevant: Relevant, steps: int, world: int = 6) -> bool:
    """Whether something that the caller does, so often at most, leads to a person who is rung up."""
    if call.ended is not None or (call.phase == "listening" and steps == 0) or world == 0:
        return False
    left = (steps - 1, world) if call.phase == "listening" else (steps, world - 1)
    done: set[tuple[str, str, str]] = set()
    for move in (one for one in _all(call, relevant) if one.what not in UNKIND):
        played = play(dialogue, replace(call, turns=0), move)
        if any(isinstance(effect, Dial) for effect in played.effects):
            return True
        now = played.call
        there = (
            now.state,
            now.phase,
            f"{now.question}{now.rung_no_input}{now.rung_no_match}{now.no_matches}",
        )
        if there not in done:
            done.add(there)
            if _finds_a_person(dialogue, now, relevant, *left):
                return True
    return False


def _spins(taken: list[Any]) -> bool:
    return any(one.what == "error" and one.name.endswith("/loop") for one in taken)


def _all(call: Call, relevant: Relevant) -> list[Move]:
    if call.ended is not None:
        return []
    return [one for one in moves(call, relevant, date(2026, 1, 5)) if one.what not in ("late", "limit")]


def _cannot_leave(
    dialogue: Dialogue,
    call: Call,
    relevant: Relevant,
    chance: random.Random,
    habit: str | None,
    *,
    world: int,
) -> bool:
    """Whether this caller is still in the call after LONGEST turns, or only a rule on long calls or the
    operator's guard let them out, or they were hung up on without a word. habit: of a caller who is not
    understood; None is one who answers. world: a seed; this world always does the same in one place."""
    call = replace(call, turns=0)
    wanted = (Who.ANSWER, Who.TALK) if habit is None else (Who.UNHEARD, Who.TALK)
    for _ in range(6 * LONGEST):
        every = _all(call, relevant)
        options = [one for one in every if one.who is Who.WORLD or one.who in wanted] or every
        options = [one for one in options if one.what == habit] or options
        if options[0].who is Who.WORLD:
            chosen = random.Random(f"{world}/{call.flow}/{call.state}/{call.phase}").choice(options)
        else:
            chosen = chance.choice(options)
        played = play(dialogue, call, chosen)
        if chosen.what == "completed" or played.call.ended is not None:
            guarded = any(taken.what == "limit" and taken.name == "most_turns" for taken in played.taken)
            return guarded or _hangs_up_in_silence(dialogue.flow, played)
        if _spins(played.taken) or _by_length(dialogue, played.taken):
            return True
        call = played.call
        if call.turns > LONGEST:
            return True
    return True


def _by_length(dialogue: Dialogue, taken: list[Any]) -> bool:
    """Whether a rule on long calls was what moved it."""
    for one in taken:
        if one.what == "escalation":
            flow = next(f for f in dialogue.flow.every_flow() if f.name == one.flow)
            rule = flow.escalation[int(one.name.rpartition("/")[2]) - 1]
            if rule.when.names == frozenset({"turns"}):
                return True
    return False
