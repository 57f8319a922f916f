"""Where a flow can lead: its edges, each with a reason, and what can be reached from where.

A `run` leads where its `go` leads: to what follows when the other flow has come back. What happens in there
is that flow's own graph (`visits` says which), and its `end`s are the way back. A machine may be noticed in
any state, so `voicemail` is reached from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

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


def reachable(flow: Flow, start: str | None = None, *, without: Iterable[Reason] = ()) -> frozenset[str]:
    """The states that a call can come to from `start` (without it: from where calls enter the flow), itself
    included."""
    left = frozenset(without)
    seen: set[str] = set()
    waiting = [start] if start else [*starts(flow)]
    while waiting:
        name = waiting.pop()
        if name not in seen and name in flow.states:
            seen.add(name)
            waiting.extend(
                edge.target for edge in state_edges(flow, flow.states[name]) if edge.reason not in left
            )
    return frozenset(seen)


def leading_to(flow: Flow, goals: Iterable[str], *, without: Iterable[Reason] = ()) -> frozenset[str]:
    """The states from which one of `goals` can be reached, the goals included."""
    left = frozenset(without)
    sources: dict[str, set[str]] = {}
    for edge in edges(flow):
        if edge.reason not in left:
            sources.setdefault(edge.target, set()).add(edge.source)
    seen: set[str] = set()
    waiting = list(goals)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(sources.get(name, ()))
    return frozenset(seen)
