"""In which languages a call can stand in each state: what plays can cover, and what they never can.

A call begins in the first language of its flow and changes it where a line sets another. A flow that is run
begins in the language of the state that runs it. What no call can reach is not asked of any play.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from runtime.flow.graph import starts, state_edges
from runtime.flow.model import Flow, Line, Listening, Menu, Run, State

_Here = tuple[str, str, str]
"""A flow, a state and a language."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """In which languages each state of each flow is entered, and in which a call can stand in it: a caller
    who asks for another language there hears the question again, and enters nothing."""

    enters: frozenset[_Here]
    stands: frozenset[_Here]

    def entered(self, flow: Flow, state: str) -> tuple[str, ...]:
        """In the flow's own order; none when nothing leads there."""
        return tuple(one for one in flow.languages if (flow.name, state, one) in self.enters)

    def stood(self, flow: Flow, state: str) -> tuple[str, ...]:
        return tuple(one for one in flow.languages if (flow.name, state, one) in self.stands)


def spoken_in(flows: Iterable[Flow]) -> Spoken:
    """For calls to these flows."""
    enters: set[_Here] = set()
    stands: set[_Here] = set()
    every: dict[str, Flow] = {}
    for root in flows:
        every |= {flow.name: flow for flow in root.every_flow()}
        waiting = [(root.name, name, root.languages[0]) for name in starts(root)]
        enters.update(waiting)
        while waiting:
            here = waiting.pop()
            if here in stands:
                continue
            stands.add(here)
            flow = every[here[0]]
            for enters_it, there in _next(flow, flow.states[here[1]], here[2], every):
                if enters_it:
                    enters.add(there)
                waiting.append(there)
    return Spoken(frozenset(enters), frozenset(stands))


def _next(flow: Flow, state: State, language: str, every: Mapping[str, Flow]) -> Iterator[tuple[bool, _Here]]:
    """Where a call goes on, and whether it enters that state."""
    for edge in state_edges(flow, state):
        if edge.target in flow.states:
            for after in _after(flow, edge.line, language):
                yield True, (flow.name, edge.target, after)
    for line in _staying(flow, state):
        for after in _after(flow, line, language):
            yield False, (flow.name, state.name, after)
            if line.run is not None and line.run in every:
                yield True, _into(every[line.run], after)
    if isinstance(state, Run) and state.flow in every:
        yield True, _into(every[state.flow], language)
        if any(_sets_language(one) for one in every[state.flow].every_flow()):
            for branch in state.go:
                for other in every[state.flow].languages:
                    if other in flow.languages:
                        yield True, (flow.name, branch.go, other)


def _into(run: Flow, language: str) -> _Here:
    return run.name, run.start, language if language in run.languages else run.languages[0]


def _staying(flow: Flow, state: State) -> Iterator[Line]:
    """Lines after which the call stands where it stood."""
    if isinstance(state, Menu):
        yield from (option.line for option in state.options if not option.line.go)
    if isinstance(state, Listening):
        yield from (rung for rung in (*state.no_input, *state.no_match) if not rung.go)
    if isinstance(state, Listening | Run):
        yield from (option.line for option in flow.anywhere if not option.line.go)
        yield from (rule.line for rule in flow.escalation if not rule.line.go)


def _after(flow: Flow, line: Line | None, language: str) -> tuple[str, ...]:
    """The language, or languages, that this line leaves the call in."""
    for name, template in line.set if line is not None else ():
        if name == "language":
            return (template.source,) if template.source in flow.languages else flow.languages
    return (language,)


def _sets_language(flow: Flow) -> bool:
    lines = [edge.line for state in flow.states.values() for edge in state_edges(flow, state) if edge.line]
    lines += [line for state in flow.states.values() for line in _staying(flow, state)]
    return any(name == "language" for line in lines for name, _ in line.set)
