"""Which layer everything stands on, and in which order from left to right (after Sugiyama, Tagawa and
Toda 1981): circles are opened, boxes are put on layers so that arrows point down, and each layer is put
in the order that crosses fewest arrows.

Boxes stand on even layers. Each arrow gets a knot on every layer that it passes, so at least one, on an
odd layer: its label stands there and has its own room. grandalf, the one pure-Python library for this, was
left aside: it places no labels, it was last released in 2023, and this is shorter than working around it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

_SWEEPS, _SWEEPS_OF_MANY, _MANY = 16, 4, 20_000
_PATIENCE = 4

Item = Hashable
"""A box's name, or a knot (arrow number, layer)."""


@dataclass(frozen=True, slots=True)
class Layers:
    """order: the items of each layer, left to right. chains: for each arrow its items from the upper box
    to the lower, or empty when it leads to where it begins. flipped: arrows that point up."""

    order: list[list[Item]]
    chains: list[tuple[Item, ...]]
    flipped: frozenset[int]


def layers(names: Sequence[str], arrows: Sequence[tuple[str, str]], start: str) -> Layers:
    """names: of the boxes. arrows: (from, to)."""
    flipped = _circles(names, arrows, start)
    down = [(b, a) if number in flipped else (a, b) for number, (a, b) in enumerate(arrows)]
    rank = _ranks(names, [pair for pair in down if pair[0] != pair[1]], start)
    chains: list[tuple[Item, ...]] = []
    order: list[list[Item]] = [[] for _ in range(2 * max(rank.values(), default=0) + 1)]
    for name in names:
        order[2 * rank[name]].append(name)
    for number, (upper, lower) in enumerate(down):
        if upper == lower:
            chains.append(())
            continue
        knots: list[Item] = [(number, layer) for layer in range(2 * rank[upper] + 1, 2 * rank[lower])]
        for knot, layer in zip(knots, range(2 * rank[upper] + 1, 2 * rank[lower]), strict=True):
            order[layer].append(knot)
        chains.append((upper, *knots, lower))
    _untangle(order, chains)
    return Layers(order, chains, flipped)


def _circles(names: Sequence[str], arrows: Sequence[tuple[str, str]], start: str) -> frozenset[int]:
    """The arrows that lead back to a box from which the caller came; without them there is no circle."""
    onward: dict[str, list[tuple[int, str]]] = {name: [] for name in names}
    for number, (source, target) in enumerate(arrows):
        onward[source].append((number, target))
    back: set[int] = set()
    state: dict[str, int] = {}
    for root in (start, *names):
        if root in state:
            continue
        state[root] = 1
        path = [(root, iter(onward[root]))]
        while path:
            name, ways = path[-1]
            for number, target in ways:
                if state.get(target) == 1 and target != name:
                    back.add(number)
                elif target not in state:
                    state[target] = 1
                    path.append((target, iter(onward[target])))
                    break
            else:
                state[name] = 2
                path.pop()
    return frozenset(back)


def _ranks(names: Sequence[str], down: Sequence[tuple[str, str]], start: str) -> dict[str, int]:
    """As high as the arrows allow; what nothing leads to stands right above what it leads to."""
    above: dict[str, int] = dict.fromkeys(names, 0)
    onward: dict[str, list[str]] = {name: [] for name in names}
    for upper, lower in down:
        above[lower] += 1
        onward[upper].append(lower)
    sources = [name for name in names if not above[name]]
    rank = dict.fromkeys(names, 0)
    waiting = list(sources)
    while waiting:
        name = waiting.pop()
        for lower in onward[name]:
            rank[lower] = max(rank[lower], rank[name] + 1)
            above[lower] -= 1
            if not above[lower]:
                waiting.append(lower)
    for name in sources:
        if name != start and onward[name]:
            rank[name] = max(0, min(rank[lower] for lower in onward[name]) - 1)
    return rank


# -- order ---------------------------------------------------------------------------------------------


def _untangle(order: list[list[Item]], chains: Sequence[Sequence[Item]]) -> None:
    """Puts every item under the middle of those above it, then above the middle of those below it, and so
    on; the best order that was met is kept."""
    above: dict[Item, list[Item]] = {item: [] for layer in order for item in layer}
    below: dict[Item, list[Item]] = {item: [] for layer in order for item in layer}
    for chain in chains:
        for upper, lower in itertools.pairwise(chain):
            above[lower].append(upper)
            below[upper].append(lower)
    best = [list(layer) for layer in order]
    fewest, waited = _crossings(order, below), 0
    for sweep in range(_SWEEPS if len(above) < _MANY else _SWEEPS_OF_MANY):
        down = sweep % 2 == 0
        near = above if down else below
        places = range(1, len(order)) if down else range(len(order) - 2, -1, -1)
        for place in places:
            fixed = {item: x for x, item in enumerate(order[place - 1 if down else place + 1])}
            current = {item: x for x, item in enumerate(order[place])}
            order[place].sort(key=lambda item: _middle(near[item], fixed, current[item]))
        crossings = _crossings(order, below)
        if crossings < fewest:
            best, fewest, waited = [list(layer) for layer in order], crossings, 0
        else:
            waited += 1
            if waited > _PATIENCE or not fewest:
                break
    order[:] = best


def _middle(near: Sequence[Item], fixed: dict[Item, int], own: int) -> float:
    places = [fixed[item] for item in near if item in fixed]
    return sum(places) / len(places) if places else own


def _crossings(order: Sequence[Sequence[Item]], below: dict[Item, list[Item]]) -> int:
    total = 0
    for upper, lower in itertools.pairwise(order):
        place = {item: x for x, item in enumerate(lower)}
        seen: list[int] = []
        for item in upper:
            ends = sorted(place[one] for one in below[item] if one in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
