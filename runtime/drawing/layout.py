"""Where everything stands: layers get heights, items get places that keep arrows straight.

Each layer in turn is moved towards its neighbours as far as the room between its items allows. That is
the least-squares problem with an order kept, solved exactly by pooling adjacent violators.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runtime.drawing.layers import Item, Layers, layers

GAP_X, GAP_Y = 18.0, 14.0
_ROUNDS, _FEWEST_ROUNDS, _MANY = 100, 8, 200_000
_STRAIGHT = 6.0
"""How much more a knot wants to stand under a knot than a box under a box."""

Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """boxes: the middle of each. paths: for each arrow the points from its source to its target; one that
    leads to where it begins has none. labels: the middle of each arrow's label. width, height: of all."""

    boxes: dict[str, Point]
    paths: list[tuple[Point, ...]]
    labels: list[Point]
    width: float
    height: float


def layout(
    sizes: Mapping[str, Size], arrows: Sequence[tuple[str, str]], labels: Sequence[Size], start: str
) -> Layout:
    """sizes: of the boxes by name. labels: the size of each arrow's label, (0, 0) for none."""
    made = layers(list(sizes), arrows, start)
    bearers = _bearers(made)
    size: dict[Item, Size] = {}
    size.update(sizes.items())
    for layer in made.order:
        for item in layer:
            if item not in size:
                size[item] = labels[bearers[item]] if item in bearers else (4.0, 0.0)
    for number, chain in enumerate(made.chains):
        if not chain:  # an arrow back to its own box: its label stands beside the box
            name = arrows[number][0]
            size[name] = (size[name][0] + 2 * (labels[number][0] + 26), size[name][1])
    x = _across(made, size)
    y = _down(made, size)
    left = min((x[item] - size[item][0] / 2 for item in x), default=0.0)
    right = max((x[item] + size[item][0] / 2 for item in x), default=0.0)
    x = {item: place - left for item, place in x.items()}
    boxes = {name: (x[name], y[name]) for name in sizes}
    label_of = {number: item for item, number in bearers.items()}
    paths: list[tuple[Point, ...]] = []
    middles: list[Point] = []
    ports = _ports(made, x, sizes)
    for number, chain in enumerate(made.chains):
        if not chain:
            name = arrows[number][0]
            paths.append(())
            middles.append((boxes[name][0] + sizes[name][0] / 2 + 24 + labels[number][0] / 2, boxes[name][1]))
            continue
        upper, lower = str(chain[0]), str(chain[-1])
        points = [(ports[number, "out"], y[upper] + sizes[upper][1] / 2)]
        points += [(x[item], y[item]) for item in chain[1:-1]]
        points.append((ports[number, "in"], y[lower] - sizes[lower][1] / 2))
        paths.append(tuple(reversed(points)) if number in made.flipped else tuple(points))
        item = label_of[number]
        middles.append((x[item], y[item]))
    height = max((y[name] + sizes[name][1] / 2 for name in sizes), default=0.0)
    return Layout(boxes, paths, middles, right - left, height)


def _bearers(made: Layers) -> dict[Item, int]:
    """The knot that bears each arrow's label: the one next to the box where the arrow begins."""
    found: dict[Item, int] = {}
    for number, chain in enumerate(made.chains):
        if chain:
            found[chain[-2] if number in made.flipped else chain[1]] = number
    return found


def _down(made: Layers, size: Mapping[Item, Size]) -> dict[Item, float]:
    y: dict[Item, float] = {}
    top = 0.0
    for layer in made.order:
        tall = max((size[item][1] for item in layer), default=0.0)
        for item in layer:
            y[item] = top + tall / 2
        top += tall + GAP_Y
    return y


def _across(made: Layers, size: Mapping[Item, Size]) -> dict[Item, float]:
    near: dict[Item, list[tuple[Item, float]]] = {item: [] for layer in made.order for item in layer}
    for chain in made.chains:
        for one, other in itertools.pairwise(chain):
            weight = _STRAIGHT if isinstance(one, tuple) and isinstance(other, tuple) else 1.0
            near[one].append((other, weight))
            near[other].append((one, weight))
    x: dict[Item, float] = {}
    for layer in made.order:
        place = 0.0
        for item in layer:
            x[item] = place + size[item][0] / 2
            place += size[item][0] + GAP_X
        for item in layer:
            x[item] -= place / 2
    level = {item: number for number, layer in enumerate(made.order) for item in layer}
    rounds = max(_FEWEST_ROUNDS, min(_ROUNDS, _MANY // max(1, len(level))))
    for turn in range(rounds):
        order = range(len(made.order)) if turn % 2 == 0 else range(len(made.order) - 1, -1, -1)
        both = turn >= rounds // 4
        for number in order:
            layer = made.order[number]
            side = number - 1 if turn % 2 == 0 else number + 1
            wished, weights = [], []
            for item in layer:
                pulls = [(x[one], weight) for one, weight in near[item] if both or level[one] == side]
                total = sum(weight for _, weight in pulls)
                wished.append(sum(place * weight for place, weight in pulls) / total if total else x[item])
                weights.append(total or 0.2)
            x.update(zip(layer, _kept_apart(layer, wished, weights, size), strict=True))
    return x


def _kept_apart(
    layer: Sequence[Item], wished: Sequence[float], weights: Sequence[float], size: Mapping[Item, Size]
) -> list[float]:
    """The places nearest to the wished ones (least squares) at which nothing overlaps, order kept."""
    offsets, offset = [], 0.0
    for place, item in enumerate(layer):
        if place:
            offset += (size[layer[place - 1]][0] + size[item][0]) / 2 + GAP_X
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for wish, weight, shift in zip(wished, weights, offsets, strict=True):
        pools.append((wish - shift, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, many = pools.pop()
            other, light, few = pools.pop()
            pools.append(((mean * heavy + other * light) / (heavy + light), heavy + light, many + few))
    means = [mean for mean, _, many in pools for _ in range(many)]
    return [mean + shift for mean, shift in zip(means, offsets, strict=True)]


def _ports(made: Layers, x: Mapping[Item, float], sizes: Mapping[str, Size]) -> dict[tuple[int, str], float]:
    """Where arrows leave and reach their boxes: side by side, in the order in which they come."""
    found: dict[tuple[int, str], float] = {}
    for side, at, beside in (("out", 0, 1), ("in", -1, -2)):
        touching: dict[str, list[tuple[float, int]]] = {}
        for number, chain in enumerate(made.chains):
            if chain:
                touching.setdefault(str(chain[at]), []).append((x[chain[beside]], number))
        for name, arrows in touching.items():
            room = sizes[name][0] * 0.7
            step = min(22.0, room / len(arrows))
            for place, (_, number) in enumerate(sorted(arrows)):
                found[number, side] = x[name] + (place - (len(arrows) - 1) / 2) * step
    return found
