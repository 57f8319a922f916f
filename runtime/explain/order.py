"""In which order a caller meets the states, and the number each has in the telling."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.flow.graph import Reason, reachable, state_edges
from runtime.flow.model import End, Flow

_OWN = (Reason.GO, Reason.OPTION, Reason.EXIT)
"""What a state is for; everything else is met when something is missed, fails or is asked for anywhere."""


@dataclass(frozen=True, slots=True)
class Order:
    """steps: the states in the order of the telling, each once. numbers: "4", or "3.2" in a flow that is
    run by step 3. never: states that no call comes to. places: 0, 1, 2 … by name."""

    steps: tuple[str, ...]
    numbers: dict[str, str]
    never: tuple[str, ...]
    places: dict[str, int]

    def is_back(self, source: str, target: str) -> bool:
        """Whether going there leads to a step that has been told already."""
        return self.places.get(target, len(self.places)) <= self.places.get(source, -1)


def order(flow: Flow, prefix: str = "") -> Order:
    """The first way on is told to its end before the second. What only silence, a fault or a wish at any
    time leads to comes after it; the ends of the call come last."""
    met: dict[str, None] = {}
    known = reachable(flow)
    while len(met) < len(known):
        beginning = flow.start if not met else _next(flow, met, known)
        _follow(flow, beginning, met)
    steps = sorted(met, key=lambda name: isinstance(flow.states[name], End))
    numbers = {name: f"{prefix}{place}" for place, name in enumerate(steps, 1)}
    never = tuple(name for name in flow.states if name not in known)
    return Order(tuple(steps), numbers, never, {name: place for place, name in enumerate(steps)})


def _follow(flow: Flow, name: str, met: dict[str, None]) -> None:
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in met or current not in flow.states:
            continue
        met[current] = None
        onward = [edge.target for edge in state_edges(flow, flow.states[current]) if edge.reason in _OWN]
        waiting.extend(reversed(onward))


def _next(flow: Flow, met: dict[str, None], known: frozenset[str]) -> str:
    """The first state that has been named but not told."""
    for name in met:
        for edge in state_edges(flow, flow.states[name]):
            if edge.target in known and edge.target not in met:
                return edge.target
    return next(name for name in flow.states if name in known and name not in met)
