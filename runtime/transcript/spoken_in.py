"""In which languages a call can stand in each state: what plays can cover, and what they never can.

A call begins in the first language of its flow and changes it where a line sets another. A flow that is run
begins in the language of the state that runs it. What no call can reach is not asked of any play.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from runtime.flow.graph import starts, state_edges
from runtime.flow.model import Flow, Line, Listening, Menu, Run, State

Place = tuple[str, str]
"""A flow and a state."""


def spoken_in(flows: Iterable[Flow]) -> dict[Place, tuple[str, ...]]:
    """The languages of each state that a call to one of these flows can come to, in the flow's own order."""
    found: set[tuple[str, str, str]] = set()
    every: dict[str, Flow] = {}
    for root in flows:
        every |= {flow.name: flow for flow in root.every_flow()}
        waiting = [(root.name, name, root.languages[0]) for name in starts(root)]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                flow = every[here[0]]
                waiting.extend(_next(flow, flow.states[here[1]], here[2], every))
    return {
        (flow.name, state): languages
        for flow in every.values()
        for state in flow.states
        if (languages := tuple(one for one in flow.languages if (flow.name, state, one) in found))
    }


def _next(
    flow: Flow, state: State, language: str, every: Mapping[str, Flow]
) -> Iterator[tuple[str, str, str]]:
    for edge in state_edges(flow, state):
        if edge.target in flow.states:
            for after in _after(flow, edge.line, language):
                yield flow.name, edge.target, after
    for line in _staying(flow, state):
        for after in _after(flow, line, language):
            yield flow.name, state.name, after
            if line.run is not None and line.run in every:
                yield _into(every[line.run], after)
    if isinstance(state, Run) and state.flow in every:
        yield _into(every[state.flow], language)
        if any(_sets_language(one) for one in every[state.flow].every_flow()):
            for branch in state.go:
                for other in every[state.flow].languages:
                    if other in flow.languages:
                        yield flow.name, branch.go, other


def _into(run: Flow, language: str) -> tuple[str, str, str]:
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
