"""Where a flow can lead: its edges, each with a reason, and what can be reached from where.

A `run` leads where its `go` leads: to what follows when the other flow has come back. What happens in there
is that flow's own graph (`visits` says which), and its `end`s are the way back. A machine may be noticed in
any state, so `voicemail` is reached from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from runtime.flow.diagnostic import Mark
from runtime.flow.model import (
    Ask,
    Converse,
    Decide,
    Fetch,
    Flow,
    Go,
    Line,
    Listening,
    Menu,
    Record,
    Run,
    Say,
    State,
    Transfer,
)
from runtime.flow.template import Expression


class Reason(StrEnum):
    """Why a call takes an edge."""

    GO = "go"
    OPTION = "option"
    RUNG = "rung"
    EXIT = "exit"
    LIMIT = "limit"
    ERROR = "error"
    CLOSED = "closed"
    FAILED = "failed"
    ANYWHERE = "anywhere"
    ESCALATION = "escalation"


FAULTS = frozenset({Reason.ERROR, Reason.CLOSED, Reason.FAILED})
"""Edges that are taken when something does not work."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a state to another. line: what is set and said on the way, where it is a line.
    when: the branch's condition."""

    source: str
    target: str
    reason: Reason
    mark: Mark
    line: Line | None = None
    when: Expression | None = None


def edges(flow: Flow) -> tuple[Edge, ...]:
    """Every edge of a flow, state by state, in the order they are written."""
    return tuple(edge for state in flow.states.values() for edge in state_edges(flow, state))


def state_edges(flow: Flow, state: State) -> tuple[Edge, ...]:
    """Every way out of one state."""
    return tuple(_edges(flow, state))


def _edges(flow: Flow, state: State) -> Iterator[Edge]:
    match state:
        case Say() | Record() | Fetch() | Ask() | Run():
            yield from _go(state, state.go)
        case Decide():
            yield from _go(state, state.branches)
        case Menu():
            for option in state.options:
                yield from _line(state, option.line, Reason.OPTION)
        case Converse():
            for one in state.exits:
                yield Edge(state.name, one.target, Reason.EXIT, one.mark)
            yield from _line(state, state.limits.line, Reason.LIMIT)
        case Transfer():
            yield from _go(state, state.go or ())
            yield from _line(state, state.closed, Reason.CLOSED)
            yield from _line(state, state.failed, Reason.FAILED)
    if isinstance(state, Listening):
        for rung in (*state.no_input, *state.no_match):
            yield from _line(state, rung, Reason.RUNG)
    if isinstance(state, Listening | Run):  # what holds anywhere holds in a flow that is run, too
        for heard in flow.anywhere:
            yield from _line(state, heard.line, Reason.ANYWHERE)
        for rule in flow.escalation:
            yield from _line(state, rule.line, Reason.ESCALATION)
    yield from _line(state, state.on_error, Reason.ERROR)


def _go(state: State, go: Go) -> Iterator[Edge]:
    for branch in go:
        yield Edge(state.name, branch.go, Reason.GO, branch.mark, when=branch.when)


def _line(state: State, line: Line, reason: Reason) -> Iterator[Edge]:
    if line.go:
        yield Edge(state.name, line.go, reason, line.mark, line)


def starts(flow: Flow) -> tuple[str, ...]:
    """Where calls enter a flow: its start, and the state for machines where it calls out."""
    return (flow.start, flow.voicemail) if flow.voicemail else (flow.start,)


def visits(flow: Flow) -> dict[str, tuple[Mark, ...]]:
    """The flows that this one runs, each with the places that say so: in states and in lines."""
    found: dict[str, list[Mark]] = {}
    for owner in flow.states.values():
        if isinstance(owner, Run):
            found.setdefault(owner.flow, []).append(owner.mark)
    for line in visiting_lines(flow):
        if line.run:
            found.setdefault(line.run, []).append(line.mark)
    return {name: tuple(dict.fromkeys(marks)) for name, marks in found.items()}


def visiting_lines(flow: Flow) -> Iterator[Line]:
    """Every line that may visit another flow: options, `anywhere` and rungs."""
    for option in flow.anywhere:
        yield option.line
    for state in flow.states.values():
        if isinstance(state, Menu):
            yield from (option.line for option in state.options)
        if isinstance(state, Listening):
            yield from (*state.no_input, *state.no_match)


class Leads(Protocol):
    """Anything that leads to a state."""

    @property
    def target(self) -> str: ...


A = TypeVar("A", bound=Leads)


def reached(
    starts: Iterable[str], arrows: Mapping[str, Iterable[A]], follow: Callable[[A], bool] = lambda arrow: True
) -> set[str]:
    """The states that a call can stand in, the starts among them, when it takes only these arrows."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting.extend(arrow.target for arrow in arrows.get(name, ()) if follow(arrow))
    return found


def reachable(flow: Flow, start: str | None = None, *, without: Iterable[Reason] = ()) -> frozenset[str]:
    """The states that a call can come to from `start` (without it: from where calls enter the flow), itself
    included."""
    left = frozenset(without)
    arrows = {name: state_edges(flow, state) for name, state in flow.states.items()}
    begin = [start] if start else starts(flow)
    return frozenset(reached(begin, arrows, lambda edge: edge.reason not in left)) & flow.states.keys()
