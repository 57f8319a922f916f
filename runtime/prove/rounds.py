"""Going round: strongly connected moments, and the longest way out of those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from runtime.prove.graph import FAR, Edge

Ways = Mapping[int, Sequence[Edge]]
"""The edges that count, by the number of the moment they leave. Those without a target end the call."""
Wanted = Callable[[int, Edge], bool]


def components(ways: Ways) -> list[list[int]]:
    """Strongly connected moments, those that others lead to first (Tarjan's order). Singles included."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    standing: set[int] = set()
    found: list[list[int]] = []
    for root in ways:
        if root in index:
            continue
        work = [(root, iter(_targets(ways, root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        standing.add(root)
        while work:
            here, left = work[-1]
            onward = next(left, None)
            if onward is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == index[here]:
                    found.append(_popped(stack, standing, here))
            elif onward not in index:
                index[onward] = low[onward] = len(index)
                stack.append(onward)
                standing.add(onward)
                work.append((onward, iter(_targets(ways, onward))))
            elif onward in standing:
                low[here] = min(low[here], index[onward])
    return found


def _popped(stack: list[int], standing: set[int], last: int) -> list[int]:
    found = []
    while True:
        one = stack.pop()
        standing.discard(one)
        found.append(one)
        if one == last:
            return found


def _targets(ways: Ways, number: int) -> list[int]:
    return [edge.target for edge in ways[number] if edge.target is not None and edge.target in ways]


def inner_edges(ways: Ways, members: Sequence[int]) -> list[tuple[int, Edge]]:
    """Edges that stay among these moments."""
    inside = set(members)
    return [(number, edge) for number in members for edge in ways[number] if edge.target in inside]


def shortest_call(
    ways: Ways, starts: Iterable[int], before: Callable[[int], int], wanted: Wanted
) -> tuple[int, list[Edge]] | None:
    """Of the calls that come to one of `starts` and by an edge that is `wanted` back to it, the shortest one
    counted in lines: where it goes round, and the edges of the round. before: lines to the first moment."""
    best: tuple[int, list[Edge]] | None = None
    most = FAR
    for start in sorted(starts, key=before):
        if before(start) >= most:
            break
        came = shortest_round(ways, start, wanted, most - before(start))
        if came is not None:
            best, most = (start, came), before(start) + sum(edge.lines for edge in came)
    return best


def shortest_round(ways: Ways, start: int, wanted: Wanted, most: int = FAR) -> list[Edge] | None:
    """The shortest way from `start` back to it that takes an edge that is `wanted`, of fewer lines than
    `most`."""
    begin = (start, False)
    by: dict[tuple[int, bool], tuple[tuple[int, bool], Edge]] = {}
    best = {begin: (0, 0)}
    waiting = [(0, 0, begin)]
    while waiting:
        lines, made, here = heappop(waiting)
        if here == (start, True):
            return _walked(by, begin, here)
        if (lines, made) > best[here]:
            continue
        for edge in ways[here[0]]:
            if edge.target is None or edge.target not in ways:
                continue
            onward = (edge.target, here[1] or wanted(here[0], edge))
            cost = (lines + edge.lines, made + 1)
            if cost[0] < most and cost < best.get(onward, (FAR, 0)):
                best[onward] = cost
                by[onward] = (here, edge)
                heappush(waiting, (*cost, onward))
    return None


def _walked(
    by: Mapping[tuple[int, bool], tuple[tuple[int, bool], Edge]],
    begin: tuple[int, bool],
    end: tuple[int, bool],
) -> list[Edge]:
    found = []
    while end != begin:
        end, edge = by[end]
        found.append(edge)
    return found[::-1]


def longest(
    ways: Ways, cost: Callable[[Edge], float], within: Callable[[Sequence[int]], float]
) -> dict[int, tuple[float, Edge | None]]:
    """For each moment: the most that it can cost to the end of the call, and the first edge of that way.
    within: what moments that lead to one another cost together (a bound, worked out elsewhere)."""
    most: dict[int, tuple[float, Edge | None]] = {}
    for members in components(ways):
        inside = set(members)
        best: tuple[float, Edge | None] = (0.0, None)
        for number in members:
            for edge in ways[number]:
                if edge.target in inside:
                    continue
                after = most[edge.target][0] if edge.target is not None and edge.target in most else 0.0
                if best[1] is None or cost(edge) + after > best[0]:
                    best = (cost(edge) + after, edge)
        extra = within(members) if inner_edges(ways, members) else 0.0
        for number in members:
            most[number] = (best[0] + extra, best[1])
    return most
