"""The shortest way to an edge, and from there to an end: through the moments that a hunt has looked at.

Short means short to read. A caller who answers costs least, then one who asks for something; silences, misses
and failures cost more, so a play about something else does without them. An edge that meets points which are
still missing costs a little less, so of two ways that are about as long the one that shows more is taken.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from heapq import heappop, heappush

from runtime.dialogue.event import AnsweredBy
from runtime.prove.graph import Edge, Explorer
from runtime.prove.hunting import Hunt, Start
from runtime.prove.moves import UNWRITTEN, Move, Who

_BY_WHOM = {Who.ANSWER: 10, Who.ASIDE: 12, Who.TALK: 10, Who.UNHEARD: 20, Who.WORLD: 3}
_BY_WHAT = {
    "deaf": 25,
    "service_fails": 15,
    "busy": 8,
    "model_fails": 15,
    "says": 8,
    "blank": 20,
    "invents": 25,
    "limit": 120,
    "late": 250,
}
_UNWRITTEN = UNWRITTEN - {"late"}
"""A call can be made long (acting.py)."""
_FILLS = 15
_OTHER_HOURS = 6
_MACHINE = 6
_MOST_OUT = 3_000
"""Moments that are looked at for a way out; more is no way."""


@dataclass(frozen=True, slots=True)
class Route:
    """A call: how it begins, and its moves."""

    start: Start
    moves: tuple[Move, ...]


def is_writable(start: Start) -> bool:
    """Whether a play can say how this call begins."""
    return start.beginning.by is not AnsweredBy.MACHINE or start.beginning.beep


def cost(edge: Edge, missing: Set[Hashable]) -> int:
    usual = _BY_WHAT.get(edge.move.what, _BY_WHOM[edge.move.who])
    if edge.move.what == "exit" and edge.move.value:
        usual += _FILLS
    shows = len(edge.met & missing) if edge.met else 0
    return max(1, 10 * usual - min(4, shows) * usual)


class Routes:
    """The ways to every moment, as the points stand that are missing now. far: how far it is to each of them
    that has a way."""

    def __init__(self, explorer: Explorer, hunt: Hunt, missing: Set[Hashable]) -> None:
        self._explorer = explorer
        self._missing = missing
        self._came: dict[int, tuple[tuple[int, Edge] | None, Start]] = {}
        self._best: dict[Hashable, tuple[int, int | None, Edge | None, Start]] = {}
        self._find(hunt.starts)
        self.far = {point: best[0] for point, best in self._best.items()}

    def _find(self, starts: Sequence[Start]) -> None:
        nodes = self._explorer.graph.nodes
        waiting: list[tuple[int, int]] = []
        known: dict[int, tuple[int, tuple[int, Edge] | None, Start]] = {}
        for start in starts:
            if is_writable(start):
                first = _beginning(start)
                self._note(start.met, (first, start.number, None, start))
                if start.number is not None and (start.number not in known or first < known[start.number][0]):
                    known[start.number] = (first, None, start)
                    heappush(waiting, (first, start.number))
        while waiting:
            far, number = heappop(waiting)
            if number in self._came:
                continue
            _, by, start = known[number]
            self._came[number] = (by, start)
            for edge in nodes[number].edges:
                if edge.move.what in _UNWRITTEN or edge.circle:
                    continue
                reach, target = far + cost(edge, self._missing), edge.target
                self._note(edge.met, (reach, number, edge, start))
                if target is None or edge.move.what == "late":
                    continue
                if target not in known or reach < known[target][0]:
                    known[target] = (reach, (number, edge), start)
                    heappush(waiting, (reach, target))

    def _note(self, met: Set[Hashable], way: tuple[int, int | None, Edge | None, Start]) -> None:
        """This is a way to these points, and the shortest so far if it is shorter than what is known."""
        for point in met & self._missing if met else ():
            if point not in self._best or way[0] < self._best[point][0]:
                self._best[point] = way

    def to(self, point: Hashable) -> Route | None:
        """The call that meets this point, and then ends."""
        if point not in self._best:
            return None
        _, number, edge, start = self._best[point]
        if edge is None:
            return Route(start, tuple(self._out(number) if number is not None else ()))
        assert number is not None
        out = self._out(edge.target) if edge.target is not None else []
        return Route(start, (*self._way(number), edge.move, *out))

    def _way(self, number: int) -> list[Move]:
        found: list[Move] = []
        while (by := self._came[number][0]) is not None:
            number, edge = by
            found.append(edge.move)
        return found[::-1]

    def _out(self, number: int) -> list[Move]:
        """From this moment to the end of the call; as far as is known where there is none."""
        came: dict[int, tuple[int, Edge] | None] = {}
        waiting: list[tuple[int, int, int, tuple[int, Edge] | None, int | None]] = [
            (0, 0, number, None, number)
        ]
        pushed = 1
        while waiting and len(came) < _MOST_OUT:
            far, _, here, by, target = heappop(waiting)
            if target is None:
                assert by is not None
                return [*_walked(came, by[0]), by[1].move]
            if here in came:
                continue
            came[here] = by
            for edge in self._explorer.look(here).edges:
                if edge.move.what in UNWRITTEN or edge.circle:
                    continue
                reach = far + cost(edge, self._missing)
                if edge.target not in came:
                    at = edge.target if edge.target is not None else here
                    heappush(waiting, (reach, pushed, at, (here, edge), edge.target))
                    pushed += 1
        return []


def _walked(came: dict[int, tuple[int, Edge] | None], number: int) -> list[Move]:
    found: list[Move] = []
    while (by := came[number]) is not None:
        number, edge = by
        found.append(edge.move)
    return found[::-1]


def _beginning(start: Start) -> int:
    other = start.beginning
    return 10 * (_OTHER_HOURS * min(1, other.hours) + _MACHINE * (other.by is not None)) + other.hours
