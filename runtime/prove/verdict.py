"""What is shown of a flow, on every moment that its calls can come to.

1. `goes-round`: a caller who is not understood is never led round. Whatever mixture of silence, noise, wrong
   keys, misheard words and failing recogniser, and whatever the model, the services and the desks do, no such
   moment comes again: the flow's own `end` or a person is reached. Only a conversation with the model comes
   back to itself, and its `limits` end that.
2. `no-answer-helps`: a caller who answers what is asked can get out by answering, also while every service,
   desk and model does its worst.
3. `too-long`: who is not understood is out within so many turns and so many seconds.
4. `silent-loop`: no state leads round to itself with nothing said and nobody listened to.
5. `dropped`: a call is not ended, and the caller not left in silence, without a word, after something was
   looked up, promised or failed.
6. `far-from-a-person`: where the flow has a person, one is reached in so many of the caller's steps.
7. `secret-seen`: a sensitive value is in no words, model, log or address.
8. `stuck`: there is always something that can happen next.

Rules on the length of the call (`turns >= 20`) and the operator's guards are a last resort: a caller who gets
out by them alone was led round, so they do not count for 1, 2 and 3.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from runtime.flow.model import Converse, Direction, Transfer
from runtime.prove.graph import Beginning, Edge, Graph
from runtime.prove.moves import Move, Who
from runtime.prove.rounds import Ways, components, inner_edges, longest, shortest_call


class Rule(StrEnum):
    """What can be wrong."""

    GOES_ROUND = "goes-round"
    NO_ANSWER_HELPS = "no-answer-helps"
    TOO_LONG = "too-long"
    SILENT_LOOP = "silent-loop"
    DROPPED = "dropped"
    FAR = "far-from-a-person"
    SEEN = "secret-seen"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Bounds:
    """turns, seconds: for a caller who is not understood. steps: to a person."""

    turns: int = 30
    seconds: float = 720.0
    steps: int = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A call that shows it. moves: from the beginning. round: moves that bring the caller back to where they
    stand; empty where the first moves show it. at: (flow, state) where it shows. lines: of its transcript,
    without the last, which fails."""

    rule: Rule
    beginning: Beginning
    moves: tuple[Move, ...]
    at: tuple[str, str]
    round: tuple[Move, ...] = ()
    what: str = ""
    number: float = 0.0
    through: frozenset[tuple[str, str]] = frozenset()
    """The states that the round leads through."""
    lines: int = 0


@dataclass(slots=True)
class Verdict:
    """examples: one for each rule and place that fails, the shortest. worst_turns, worst_seconds: of a caller
    who is not understood, with the way. steps: to a person, the most from anywhere; None where the flow has
    none. moments, edges: how many were looked at."""

    graph: Graph
    examples: list[Example] = field(default_factory=list)
    worst_turns: int = 0
    worst_seconds: float = 0.0
    worst_way: tuple[Beginning, tuple[Move, ...]] | None = None
    steps: int | None = None

    @property
    def passed(self) -> bool:
        return not self.examples and self.graph.complete

    def is_shortest(self, one: Example) -> bool:
        """Whether no shorter call shows the same fault, although there may be moments that nobody has looked
        at: what comes later cannot make a call worse that goes round, but one in which answers are of use."""
        depends = one.rule in (Rule.NO_ANSWER_HELPS, Rule.FAR, Rule.TOO_LONG)
        return self.graph.complete or (not depends and one.lines <= self.graph.all_within)


def judge(graph: Graph, bounds: Bounds) -> Verdict:
    """Everything that can be shown or refuted on this graph."""
    verdict = Verdict(graph)
    found: list[Example] = []
    ways = unheard(graph)
    rounds = list(_goes_round(graph, ways))
    found += rounds
    found += _no_answer_helps(graph)
    if not rounds:
        found += _too_long(graph, ways, bounds, verdict)
    found += _each_edge(graph)
    found += _far(graph, bounds, verdict)
    verdict.examples = _first_of_each(found)
    return verdict


def _first_of_each(found: Sequence[Example]) -> list[Example]:
    """The shortest of each rule and place."""
    kept: dict[tuple[Rule, frozenset[tuple[str, str]], str], Example] = {}
    for one in sorted(found, key=lambda one: (one.lines, len(one.moves) + len(one.round))):
        kept.setdefault((one.rule, one.through | {one.at}, one.what), one)
    return list(kept.values())


def _at(graph: Graph, number: int) -> tuple[str, str]:
    call = graph.nodes[number].call
    return call.flow, call.state


def _example(
    graph: Graph, rule: Rule, number: int, more: Sequence[Edge] = (), what: str = "", amount: float = 0.0
) -> Example:
    beginning, way = graph.way_to(number)
    lines = graph.nodes[number].lines + sum(edge.lines for edge in more)
    moves = (*way, *(edge.move for edge in more))
    return Example(rule, beginning, moves, _at(graph, number), (), what, amount, lines=lines)


def _round(graph: Graph, rule: Rule, number: int, came: Sequence[Edge]) -> Example:
    beginning, way = graph.way_to(number)
    return Example(
        rule,
        beginning,
        tuple(way),
        _at(graph, number),
        tuple(edge.move for edge in came),
        through=_through(graph, came),
        lines=graph.nodes[number].lines + sum(edge.lines for edge in came),
    )


def _through(graph: Graph, way: Sequence[Edge]) -> frozenset[tuple[str, str]]:
    return frozenset(_at(graph, edge.target) for edge in way if edge.target is not None)


# -- going round ---------------------------------------------------------------------------------------


def unheard(graph: Graph) -> Ways:
    """The ways of a caller who is not understood. A person who was talked to is a way out."""
    return {
        number: [
            edge
            for edge in node.edges
            if edge.move.who in (Who.UNHEARD, Who.TALK, Who.WORLD)
            and edge.move.what != "late"
            and not edge.person
        ]
        for number, node in enumerate(graph.nodes)
    }


def _talks_on(graph: Graph, number: int, edge: Edge) -> bool:
    """Whether the caller still speaks with the model, in the same visit."""
    call = graph.nodes[number].call
    return not edge.entered and isinstance(graph.relevant.flows[call.flow].states[call.state], Converse)


def _goes_round(graph: Graph, ways: Ways) -> Iterator[Example]:
    for members in components(ways):
        edges = inner_edges(ways, members)
        if all(_talks_on(graph, number, edge) for number, edge in edges):
            continue
        inside = {number: [e for e in ways[number] if e.target in members] for number in members}
        listening = [one for one in members if graph.nodes[one].call.phase == "listening"]
        found = shortest_call(
            inside,
            listening or members,
            lambda number: graph.nodes[number].lines,
            lambda number, edge: not _talks_on(graph, number, edge),
        )
        if found is None:
            continue
        start, came = found
        silent = all(edge.words == 0 and edge.turns == 0 for edge in came)
        yield _round(graph, Rule.SILENT_LOOP if silent else Rule.GOES_ROUND, start, came)


# -- answering -----------------------------------------------------------------------------------------


def _no_answer_helps(graph: Graph) -> Iterator[Example]:
    """Moments from which the caller's answers lead nowhere while the world does its worst."""
    won = _winning(graph)
    lost = [number for number, node in enumerate(graph.nodes) if number not in won and node.edges]
    if not lost:
        return
    inside = set(lost)
    losing: Ways = {
        number: [edge for edge in _answering(graph, number) if edge.target in inside] for number in lost
    }
    rounds = [members for members in components(losing) if inner_edges(losing, members)]
    left = {one for members in rounds for one in members if graph.nodes[one].call.phase == "listening"}
    while left:
        found = shortest_call(losing, left, lambda one: graph.nodes[one].lines, lambda _, edge: True)
        if found is None:
            return
        example = _round(graph, Rule.NO_ANSWER_HELPS, *found)
        yield example
        told = {example.at} | example.through
        left = {one for one in left if _at(graph, one) not in told}


def _answering(graph: Graph, number: int) -> list[Edge]:
    """What counts when the caller answers: where we listen, their answers (else, where we know none, whatever
    they do); elsewhere everything, but a model that goes on talking, which `limits` end."""
    node = graph.nodes[number]
    if node.call.phase == "listening":
        own = [edge for edge in node.edges if edge.move.who in (Who.ANSWER, Who.TALK)]
        return own or [edge for edge in node.edges if edge.move.who is Who.UNHEARD]
    return [edge for edge in node.edges if not _talks_on(graph, number, edge)]


def _winning(graph: Graph) -> set[int]:
    """Moments from which an end or a person is reached: by some answer, whatever the world does."""
    won: set[int] = {number for number, node in enumerate(graph.nodes) if not node.edges}
    comes_from: dict[int, list[int]] = {}
    for number in range(len(graph.nodes)):
        for edge in (*_answering(graph, number), *_limit(graph, number)):
            if edge.target is not None:
                comes_from.setdefault(edge.target, []).append(number)
    waiting = deque(range(len(graph.nodes)))
    while waiting:
        number = waiting.popleft()
        if number in won or not _wins(graph, number, won):
            continue
        won.add(number)
        waiting.extend(comes_from.get(number, ()))
    return won


def _wins(graph: Graph, number: int, won: set[int]) -> bool:
    edges = _answering(graph, number)
    good = [edge.person or edge.target is None or edge.target in won for edge in edges]
    if graph.nodes[number].call.phase == "listening":
        return any(good) and all(edge.target is None or edge.target in won for edge in _limit(graph, number))
    return all(good)


def _limit(graph: Graph, number: int) -> list[Edge]:
    return [edge for edge in graph.nodes[number].edges if edge.move.what == "limit"]


# -- how long ------------------------------------------------------------------------------------------


def _too_long(graph: Graph, ways: Ways, bounds: Bounds, verdict: Verdict) -> Iterator[Example]:
    turns = longest(ways, lambda edge: edge.turns, lambda members: _talk(graph, members)[0])
    seconds = longest(ways, lambda edge: edge.seconds, lambda members: _talk(graph, members)[1])
    if not turns:
        return
    worst = max(turns, key=lambda number: (turns[number][0], -number))
    slowest = max(seconds, key=lambda number: (seconds[number][0], -number))
    verdict.worst_turns, verdict.worst_seconds = int(turns[worst][0]), seconds[slowest][0]
    beginning, way = graph.way_to(worst)
    verdict.worst_way = beginning, (*way, *(edge.move for edge in _followed(turns, worst)))
    for number, most, bound, what in (
        (worst, turns[worst][0], bounds.turns, "turns"),
        (slowest, seconds[slowest][0], bounds.seconds, "seconds"),
    ):
        if most > bound:
            more = _followed(turns if what == "turns" else seconds, number)
            yield _example(graph, Rule.TOO_LONG, number, more, what, most)


def _talk(graph: Graph, members: Sequence[int]) -> tuple[float, float]:
    """A conversation's own limits, for moments that are one."""
    call = graph.nodes[members[0]].call
    state = graph.relevant.flows[call.flow].states[call.state]
    return (state.limits.turns, state.limits.time) if isinstance(state, Converse) else (0.0, 0.0)


def _followed(most: dict[int, tuple[float, Edge | None]], number: int) -> list[Edge]:
    """The dearest way from this moment. In a conversation it begins at whichever moment of it is dearest."""
    found: list[Edge] = []
    while number in most and (edge := most[number][1]) is not None:
        found.append(edge)
        if edge.target is None:
            break
        number = edge.target
    return found


# -- single steps ----------------------------------------------------------------------------------------


def _each_edge(graph: Graph) -> Iterator[Example]:
    for beginning, leaks in graph.leaks:
        for leak in leaks:
            yield Example(Rule.SEEN, beginning, (), (graph.flow.name, graph.flow.start), (), leak)
    for number, node in enumerate(graph.nodes):
        if not node.edges and graph.complete:
            yield _example(graph, Rule.STUCK, number)
        for edge in node.edges:
            if edge.silent_loop or edge.circle:
                yield _example(graph, Rule.SILENT_LOOP, number, [edge])
            for leak in edge.leaks:
                yield _example(graph, Rule.SEEN, number, [edge], leak)
            if _drops(graph, number, edge):
                yield _example(graph, Rule.DROPPED, number, [edge])


def _drops(graph: Graph, number: int, edge: Edge) -> bool:
    """Whether the caller hears nothing where something was owed: a word before the call ends, and before we
    listen after a transfer that came to nothing, an answer of a service, or the caller's own answer."""
    if edge.words or edge.person:
        return False
    if edge.ended is not None:
        return edge.ended != "person" and not _comes_back(graph)
    if edge.move.who is Who.UNHEARD:
        return False
    assert edge.target is not None
    after = graph.nodes[edge.target].call
    if after.phase != "listening" or not edge.entered:
        return False
    return not isinstance(graph.relevant.flows[after.flow].states[after.state], Converse) or edge.failed


def _comes_back(graph: Graph) -> bool:
    """Whether other flows run this one: its `end` is a return, and they go on speaking."""
    flow = graph.flow
    return bool(flow.outputs or flow.inputs) and flow.direction is Direction.INBOUND


# -- a person ------------------------------------------------------------------------------------------


def _far(graph: Graph, bounds: Bounds, verdict: Verdict) -> Iterator[Example]:
    """How many steps of the caller's to a person, when the world is kind and the desks are open."""
    kinds = [state for flow in graph.flow.every_flow() for state in flow.states.values()]
    if not graph.complete or not any(isinstance(state, Transfer) for state in kinds):
        return
    near = _steps_to_a_person(graph)
    listening = [
        number
        for number, node in enumerate(graph.nodes)
        if node.call.phase == "listening" and node.beginning.hours == 0 and not node.call.machine
    ]
    far = [number for number in listening if near.get(number, bounds.steps + 1) > bounds.steps]
    verdict.steps = max((near[number] for number in listening if number in near), default=0)
    for number in far:
        yield _example(graph, Rule.FAR, number, amount=near.get(number, 0))


UNKIND = frozenset({"late", "deaf", "model_fails", "blank", "invents", "service_fails", "record_fails"})
"""Moves that bring no caller to a person who wants to: those of a world that fails."""


def _steps_to_a_person(graph: Graph) -> dict[int, int]:
    comes_from: dict[int, list[tuple[int, int]]] = {}
    near: dict[int, int] = {}
    waiting: deque[tuple[int, int]] = deque()
    for number, node in enumerate(graph.nodes):
        step = 1 if node.call.phase == "listening" else 0
        for edge in node.edges:
            if edge.move.what in UNKIND:
                continue
            if edge.dials:
                waiting.append((number, step))
            elif edge.target is not None:
                comes_from.setdefault(edge.target, []).append((number, step))
    waiting = deque(sorted(waiting, key=lambda one: one[1]))
    while waiting:
        number, steps = waiting.popleft()
        if number in near and near[number] <= steps:
            continue
        near[number] = steps
        for before, step in comes_from.get(number, ()):
            if step:
                waiting.append((before, steps + 1))
            else:
                waiting.appendleft((before, steps))
    return near
