"""The way to a point is short to read, and so is the way out."""

from __future__ import annotations

from collections.abc import Callable

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.prove.graph import MOST_MOMENTS, Explorer
from runtime.prove.hunting import Hunt
from runtime.prove.moves import Move
from runtime.prove.relevant import Relevant
from runtime.prove.routes import Routes, cost
from runtime.transcript.points import Key, Kind, heard


def routes(flow: Flow, *wanted: Key) -> Routes:
    hunt = Hunt(Relevant(flow), heard, set(wanted))
    explorer = Explorer(Dialogue(flow), hunt)
    explorer.explore(None, MOST_MOMENTS)
    return Routes(explorer, hunt, set(wanted))


def told(moves: tuple[Move, ...]) -> list[str]:
    return [" ".join(part for part in (move.what, move.text) if part) for move in moves]


def test_it_is_the_shortest(shipped: Callable[[str], Flow]) -> None:
    hours = Key(Kind.STATE, "hello", "hours", "en-IN")
    found = routes(shipped("hello"), hours).to(hours)
    assert found is not None
    assert told(found.moves) == ["keys 1", "keys 2", "completed front_desk"]


def test_of_two_as_long_it_is_the_one_that_shows_more(shipped: Callable[[str], Flow]) -> None:
    hunt = Hunt(Relevant(shipped("hello")), heard, {Key(Kind.STATE, "hello", "hours", "en-IN")})
    explorer = Explorer(Dialogue(shipped("hello")), hunt)
    explorer.explore(None, MOST_MOMENTS)
    (edge,) = (one for node in explorer.graph.nodes for one in node.edges if one.met)
    assert cost(edge, frozenset()) > cost(edge, edge.met) > cost(edge, frozenset()) / 2


def test_a_caller_answers_where_that_leads_there_too(shipped: Callable[[str], Flow]) -> None:
    """A silent caller comes to the menu as well; who presses a key is read more easily."""
    leak = Key(Kind.STATE, "lpg", "leak", "te-IN")
    found = routes(shipped("lpg"), leak).to(leak)
    assert found is not None and told(found.moves)[:2] == ["keys 1", "keys 1"]


def test_what_no_line_can_say_is_no_way(made: Callable[..., Flow]) -> None:
    flow = made(
        "  begin: {record: word, say: Speak., go: bye, on_error: lost}\n  lost: {say: Oh., go: bye}\n"
    )
    lost = Key(Kind.STATE, "small", "lost", "en-IN")
    found = routes(flow, lost)
    assert lost not in found.far and found.to(lost) is None


def test_farther_is_farther(shipped: Callable[[str], Flow]) -> None:
    rungs = [Key(Kind.RUNG, "hello", f"welcome/no_input/{number}", "en-IN") for number in (1, 2)]
    found = routes(shipped("hello"), *rungs)
    assert found.far[rungs[0]] < found.far[rungs[1]]
