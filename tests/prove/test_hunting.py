"""A hunt looks first where no call has been, and stops when it has all."""

from __future__ import annotations

from collections.abc import Callable

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.prove.graph import MOST_MOMENTS, Explorer
from runtime.prove.hunting import Hunt
from runtime.prove.relevant import Relevant
from runtime.transcript.points import Key, Kind, heard


def hunted(flow: Flow, *wanted: Key) -> tuple[Hunt, Explorer]:
    hunt = Hunt(Relevant(flow), heard, set(wanted))
    explorer = Explorer(Dialogue(flow), hunt)
    explorer.explore(None, MOST_MOMENTS)
    return hunt, explorer


def looked(explorer: Explorer) -> int:
    return sum(node.looked for node in explorer.graph.nodes)


def test_it_stops_when_all_is_found(shipped: Callable[[str], Flow]) -> None:
    flow = shipped("hello")
    near, far = Key(Kind.STATE, "hello", "hours", "en-IN"), Key(Kind.ERROR, "hello", "desk/failed", "en-IN")
    hunt, soon = hunted(flow, near)
    assert hunt.enough() and hunt.seen == {near} and not soon.graph.complete
    both, later = hunted(flow, near, far)
    assert both.seen == {near, far} and looked(later) > looked(soon)


def test_what_is_not_there_is_looked_for_everywhere(shipped: Callable[[str], Flow]) -> None:
    nowhere = Key(Kind.STATE, "hello", "attic", "en-IN")
    hunt, explorer = hunted(shipped("hello"), nowhere)
    assert not hunt.enough() and explorer.graph.complete
    assert all(node.looked for node in explorer.graph.nodes)


def test_a_place_that_is_new_comes_before_one_that_is_known(shipped: Callable[[str], Flow]) -> None:
    flow = shipped("lpg")
    hunt = Hunt(Relevant(flow), heard, {Key(Kind.STATE, "lpg", "nowhere", "")})
    explorer = Explorer(Dialogue(flow), hunt)
    explorer.explore(None, 300)
    call = explorer.graph.nodes[0].call
    assert hunt.rank(call, 0) > 1, "stood there before"
    assert hunt.rank(call, 99) == 1, "never at that time of day"


def test_a_long_call_counts_for_its_rule_alone(shipped: Callable[[str], Flow]) -> None:
    """What follows the rule is met in shorter calls, which are easier to read."""
    flow = shipped("lpg")
    every = {Key(Kind.ESCALATION, "lpg", "escalation/2"), Key(Kind.STATE, "lpg", "operator", "te-IN")}
    _, explorer = hunted(flow, *every, Key(Kind.STATE, "lpg", "nowhere", ""))
    late = [e for node in explorer.graph.nodes for e in node.edges if e.move.what == "late"]
    assert {point for edge in late for point in edge.met} == {Key(Kind.ESCALATION, "lpg", "escalation/2")}
