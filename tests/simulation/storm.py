"""A storm: one seed makes one call whose world does anything at all, in any order, and is then still.

`Storm(dialogue, seed).run()` picks which faults exist for this seed and how strong they are (an even mixture
never gets deep), plays them between the acts of a world in order, and checks after every step what must hold
(`storm_rules`). Then the faults stop, and the call must come to its end:

- still: only timers fire;
- heard: timers fire, and words are heard out;
- mended: the world is in order again, and the caller is silent.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from storm_faults import BY_FLOW, IN_ORDER, MORE, SEEN
from storm_rules import LONGEST_CALL, LONGEST_TRANSFER, Broke
from storm_world import Act, Move, World

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import (
    Answered,
    AnsweredBy,
    FetchAnswered,
    ModelDone,
    ModelSaid,
    PlaybackEnded,
    Recorded,
    TransferEnded,
    TransferOutcome,
)
from runtime.flow.model import Converse, Direction, Fetch, Record, Transfer

ACTS = 24
FAULTS = (0, 1, 2, 2, 4, 4, 8, 30)
"""How many kinds of fault there are in the world of one seed."""
STRENGTHS = (2, 5, 10, 40)
"""How often a fault comes beside the acts of a world in order, which count 56 together."""
CALMS = ("still", "heard", "mended")
GRACE = 120.0
"""Seconds for the last words, once nothing else may last any longer."""
NOON = datetime(2026, 11, 20, 12, 0)
MIDNIGHT = datetime(2026, 11, 20, 0, 0, tzinfo=ZoneInfo("Asia/Kolkata"))
KINDS = tuple(SEEN)
DEEP = (Converse, Fetch, Transfer, Record)
THOROUGH = 32
"""One seed in so many is checked at each step for what is costly to check."""


class Storm:
    """seed: all there is of chance. keeps: remember every move, to play it again."""

    def __init__(self, dialogue: Dialogue, seed: int, *, keeps: bool = False) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.calm = CALMS[seed // 3 % 3]
        self.before_calm: int | None = None
        self.faults: Counter[str] = Counter()
        start = self._start(dialogue)
        self.start = start
        self.world = World(dialogue, start, thorough=seed % THOROUGH == 0, keeps=keeps)

    @property
    def call(self) -> Call:
        return self.world.call

    def run(self) -> Call:
        """The call at its end. Raises Broke."""
        world, chance = self.world, self.chance
        names = [*IN_ORDER]
        weights = [weight for _, weight in IN_ORDER.values()]
        for name in chance.sample(KINDS, chance.choice(FAULTS)):
            names.append(name)
            weights.append(chance.choice(STRENGTHS))
        if world.flow.direction is Direction.OUTBOUND:
            names.append("T18")
            weights.append(6)
        for name in chance.choices(names, weights, k=ACTS):
            if world.over:
                break
            if self._act(name)(world, chance):
                self.faults[name] += 1
        self.before_calm = len(world.moves or ())
        calm(world, self.calm)
        for name, (_, causes) in BY_FLOW.items():
            if times := sum(world.rules.errors[cause] for cause in causes):
                self.faults[name] += times
        return world.call

    def _act(self, name: str) -> Act:
        if name in IN_ORDER:
            return IN_ORDER[name][0]
        if name in MORE and self.chance.random() < 0.5:
            return MORE[name]
        return SEEN[name][1]

    def _start(self, dialogue: Dialogue) -> dict[str, Any]:
        chance, flow = self.chance, dialogue.flow
        start: dict[str, Any] = {
            "number": "+919876543210",
            "language": chance.choice((None, *flow.languages)),
            "now": chance.choice((None, NOON, MIDNIGHT)),
            "inputs": {name: chance.choice((5, "Lakshmi", "7", None)) for name in flow.inputs},
        }
        if chance.random() < 0.6:
            deep = [name for name, state in flow.states.items() if isinstance(state, DEEP)]
            start["state"] = chance.choice(deep if deep and chance.random() < 0.4 else [*flow.states])
        if chance.random() < 0.15:
            start["answered"] = Answered(chance.choice([*AnsweredBy]), 0.0, beep=chance.random() < 0.5)
        return start


def calm(world: World, how: str) -> None:
    """The faults have stopped: the call must come to its end within the bound."""
    until = world.at + LONGEST_CALL + GRACE
    while not world.over:
        if isinstance(world.request(Dial), Dial) and how != "mended":
            until = max(until, world.at + LONGEST_TRANSFER + GRACE)
        due = world.due()
        if due and world.timers[due][0] <= world.at:
            world.fire(due)
        elif how != "still" and world.playing:
            world.wait(1.0)
            world.send(PlaybackEnded(world.playing[0][0], world.at))
        elif how == "mended" and world.requests:
            _in_order(world)
        elif not world.timers:
            raise Broke("stuck", "nothing will ever happen again")
        else:
            world.fire(due)
        if world.at > until:
            raise Broke("stuck", "the call never ends")


def _in_order(world: World) -> None:
    """Everything that is asked is answered at once, and no person is free."""
    number, request = next(iter(world.requests.items()))
    if isinstance(request, AskModel):
        world.send(ModelSaid(number, "How else can I help?", world.at))
        if number in world.requests:
            world.send(ModelDone(number, world.at))
    elif isinstance(request, CallService):
        world.send(FetchAnswered(number, {"id": "1"}, world.at))
    elif isinstance(request, Dial):
        world.wait(20.0)
        world.send(TransferEnded(number, TransferOutcome.NO_ANSWER, world.at))
    else:
        world.send(Recorded(number, 3.0, world.at))


def play_again(dialogue: Dialogue, start: dict[str, Any], moves: list[Move], how: str) -> World:
    """These moves, and then the calm. Raises Broke."""
    world = World(dialogue, start, thorough=True, keeps=True)
    try:
        world.replay(moves)
        calm(world, how)
    except Broke as broke:
        broke.world = world  # type: ignore[attr-defined]
        raise
    return world
