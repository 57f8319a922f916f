"""The moments that are found are those of real calls, and all of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.prove.graph import Graph, explore, started
from runtime.prove.moment import forgetful, moment
from runtime.prove.moves import moves
from runtime.prove.play import play

Shipped = Callable[[str], Flow]
Explored = Callable[[str], Graph]


@pytest.mark.parametrize("name", ["hello", "identify", "electricity", "lpg", "scheme", "clinic", "bank"])
def test_no_real_call_leaves_the_moments_that_were_found(explored: Explored, name: str) -> None:
    """Calls with their own clock and counters, in which anything is done: each moment of them is known. So
    forgetting the clock, the turns and what nobody reads any more hides no moment."""
    graph = explored(name)
    dialogue = graph.dialogue
    assert graph.complete
    hours = {node.beginning: node.beginning.hours for node in graph.nodes if node.by is None}
    known = {moment(node.call, graph.relevant, node.beginning.hours) for node in graph.nodes}
    seen = 0
    for seed in range(60):
        chance = random.Random(seed)
        beginning = chance.choice(list(hours))
        call = started(dialogue, beginning).call
        while call.ended is None and call.turns < 15:
            assert moment(forgetful(call, graph.relevant), graph.relevant, beginning.hours) in known, (
                f"seed {seed}"
            )
            seen += 1
            options = [
                one
                for one in moves(call, graph.relevant, beginning.now.date())
                if one.what not in ("late", "limit")
            ]
            call = play(dialogue, call, chance.choice(options)).call
            if call.fired:
                break  # a rule on long calls: found by a move of its own
    assert seen > 150


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
