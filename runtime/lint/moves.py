"""Where a call can go from every state, and why: the map that the rules about paths read.

A move is an edge of the flow's graph with what lint asks of it: a rule that asks "can the caller leave?"
follows other moves than one that asks "what becomes of a caller who says nothing?".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from runtime.flow.diagnostic import Mark
from runtime.flow.graph import Edge, Reason, state_edges
from runtime.flow.graph import reached as reached
from runtime.flow.model import EscalationRule, Flow, Line, Listening, State


class Way(StrEnum):
    """What makes the call take this arrow."""

    OWN = "own"  # what the state is for: its options, exits, branches, `go`
    NO_INPUT = "no_input"  # the last rung of silence
    NO_MATCH = "no_match"  # the last rung of not being understood
    LIMIT = "limit"  # turns or time of a conversation are used up
    FAILED = "failed"  # a transfer that is closed, or that nobody answers
    ANYWHERE = "anywhere"  # a key or phrase that holds everywhere
    ESCALATION = "escalation"
    ERROR = "error"  # a provider failed


_WAYS = {
    Reason.GO: Way.OWN,
    Reason.OPTION: Way.OWN,
    Reason.EXIT: Way.OWN,
    Reason.LIMIT: Way.LIMIT,
    Reason.ERROR: Way.ERROR,
    Reason.CLOSED: Way.FAILED,
    Reason.FAILED: Way.FAILED,
    Reason.ANYWHERE: Way.ANYWHERE,
    Reason.ESCALATION: Way.ESCALATION,
}


@dataclass(frozen=True, slots=True)
class Move:
    """line: what is set and said on the way, or None for an arrow without words (an exit, a branch).
    escalation: the rule behind an ESCALATION arrow."""

    target: str
    way: Way
    mark: Mark
    line: Line | None = None
    escalation: EscalationRule | None = None


Moves = Mapping[str, tuple[Move, ...]]


def moves(flow: Flow) -> Moves:
    """All arrows, by the state they start from."""
    rules = {id(rule.line): rule for rule in flow.escalation}
    return {
        name: tuple(
            Move(edge.target, _way(state, edge), edge.mark, edge.line, _rule(edge, rules))
            for edge in state_edges(flow, state)
        )
        for name, state in flow.states.items()
    }


def _way(state: State, edge: Edge) -> Way:
    if edge.reason is not Reason.RUNG:
        return _WAYS[edge.reason]
    silence = isinstance(state, Listening) and any(rung is edge.line for rung in state.no_input)
    return Way.NO_INPUT if silence else Way.NO_MATCH


def _rule(edge: Edge, rules: Mapping[int, EscalationRule]) -> EscalationRule | None:
    return rules.get(id(edge.line)) if edge.reason is Reason.ESCALATION else None


def only_returns(home: str, target: str | None, passing: Collection[str], arrows: Moves, way: Way) -> bool:
    """Whether a call that goes to `target` can only end up in `home` again, when it takes the state's
    own ways and `way`, and rests in any state that is not `passing`."""
    if target is None:
        return False
    seen: set[str] = set()
    waiting = [target]
    while waiting:
        name = waiting.pop()
        if name == home or name in seen:
            continue
        seen.add(name)
        if name not in passing:
            return False
        waiting.extend(move.target for move in arrows[name] if move.way in (Way.OWN, way))
    return True


def traps(
    states: Collection[str], goals: Collection[str], arrows: Moves, follow: Callable[[str, Move], bool]
) -> list[list[str]]:
    """Rings of states that a call enters and never leaves towards a goal.

    Each ring is in the order of `states`. States that merely lead into a ring are not repeated:
    mending the ring mends them.
    """
    towards: dict[str, list[str]] = {}
    onward: dict[str, list[str]] = {name: [] for name in states}
    for name in states:
        for move in arrows.get(name, ()):
            if follow(name, move):
                onward[name].append(move.target)
                towards.setdefault(move.target, []).append(name)
    saved: set[str] = set()
    waiting = [name for name in states if name in goals]
    while waiting:
        name = waiting.pop()
        if name not in saved:
            saved.add(name)
            waiting.extend(towards.get(name, ()))
    lost = {
        name: [target for target in onward[name] if target not in saved]
        for name in states
        if name not in saved
    }
    order = {name: number for number, name in enumerate(states)}
    rings = []
    for ring in components(lost):
        members = set(ring)
        if all(target in members for name in ring for target in lost[name]):
            rings.append(sorted(ring, key=lambda name: order.get(name, 0)))
    return sorted(rings, key=lambda ring: order.get(ring[0], 0))


def components(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Groups of states that reach each other (Tarjan's algorithm, with its own stack: a flow of
    5,000 states in a row would exceed Python's)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    groups: list[list[str]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        while work:
            name, targets = work[-1]
            for target in targets:
                if target not in graph:
                    continue
                if target not in index:
                    index[target] = low[target] = len(index)
                    path.append(target)
                    on_path.add(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in on_path:
                    low[name] = min(low[name], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    cut = path.index(name)
                    groups.append(path[cut:])
                    on_path.difference_update(path[cut:])
                    del path[cut:]
    return groups
