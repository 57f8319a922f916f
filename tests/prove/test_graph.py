"""The moments that are found are those of real calls, and all of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.ladders import MOST_TURNS
from runtime.flow.model import Flow
from runtime.prove.graph import Edge, Graph, explore, started
from runtime.prove.moment import forgetful, moment
from runtime.prove.moves import Move, Who, moves
from runtime.prove.play import play

Shipped = Callable[[str], Flow]
Explored = Callable[[str], Graph]


@pytest.mark.parametrize("name", ["hello", "identify", "electricity", "lpg", "scheme", "clinic", "bank"])
def test_real_calls_go_the_ways_that_were_found(explored: Explored, name: str) -> None:
    """Calls with their own clock and counters, in which anything is done, beside the moments that stand for
    them: each move leads either to the same. So nothing that still decides has been forgotten.

    Which of several languages the model has replied in is: lines that set another one ask it anew. All lines
    are tried, so one of them leads there."""
    graph = explored(name)
    numbers = {
        moment(one.call, graph.relevant, one.beginning.hours): at for at, one in enumerate(graph.nodes)
    }
    beginnings = [node.beginning for node in graph.nodes if node.by is None]
    seen = set()
    for seed in range(150):
        chance = random.Random(seed)
        beginning = chance.choice(beginnings)
        call = started(graph.dialogue, beginning).call
        while call.ended is None and not call.fired & graph.relevant.by_length:
            at = numbers[moment(forgetful(call, graph.relevant), graph.relevant, beginning.hours)]
            seen.add(at)
            ways = zip(moves(call, graph.relevant, beginning.now.date()), graph.nodes[at].edges, strict=True)
            options = [one for one in ways if one[0].what not in ("late", "limit")]
            move, edge = chance.choice(eager(options) if seed % 3 else options)
            call = play(graph.dialogue, call, move).call
            there = moment(forgetful(call, graph.relevant), graph.relevant, beginning.hours)
            led = {one.target for one in graph.nodes[at].edges} if move.who is Who.ASIDE else {edge.target}
            if call.fired & graph.relevant.by_length or call.turns >= MOST_TURNS:
                break  # found by a move of its own
            assert (None if call.ended else numbers[there]) in led, f"seed {seed}, {move}"
    assert len(seen) > 5


def eager(options: list[tuple[Move, Edge]]) -> list[tuple[Move, Edge]]:
    """Those of a caller who answers, so that calls get far."""
    return [one for one in options if one[0].who in (Who.ANSWER, Who.WORLD)] or options


def test_the_search_is_the_same_each_time(shipped: Shipped) -> None:
    one, other = (explore(Dialogue(shipped("hello"))) for _ in range(2))
    assert [node.call for node in one.nodes] == [node.call for node in other.nodes]
    assert [edge for node in one.nodes for edge in node.edges] == [
        edge for node in other.nodes for edge in node.edges
    ]


def test_the_way_to_a_moment_leads_there(explored: Explored) -> None:
    graph = explored("electricity")
    dialogue = graph.dialogue
    for number in range(0, len(graph.nodes), 7):
        beginning, way = graph.way_to(number)
        call = started(dialogue, beginning).call
        for move in way:
            call = play(dialogue, call if move.what == "late" else replace(call, turns=0), move).call
        there = graph.nodes[number].call
        assert (call.flow, call.state, call.phase) == (there.flow, there.state, there.phase)
        assert moment(forgetful(call, graph.relevant), graph.relevant, beginning.hours) == moment(
            there, graph.relevant, beginning.hours
        )


def test_progress_is_told(shipped: Shipped) -> None:
    told: list[tuple[int, int]] = []
    explore(Dialogue(shipped("electricity")), lambda seen, waiting: told.append((seen, waiting)))
    assert told[0] == (0, 1) and len(told) > 2 and told[-1][0] > told[0][0]
