"""The map of a flow: why each arrow is taken, and where a caller is caught."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.load import load_project
from runtime.flow.model import Flow
from runtime.lint.moves import Way, components, moves, only_returns, reached, traps

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def electricity() -> Flow:
    return load_project(ROOT / "flows").flows["electricity"]


def targets(flow: Flow, state: str, way: Way) -> set[str]:
    return {move.target for move in moves(flow)[state] if move.way is way}


def test_every_arrow_has_its_way(electricity: Flow) -> None:
    assert targets(electricity, "helpline", Way.NO_INPUT) == {"goodbye"}
    assert targets(electricity, "helpline", Way.NO_MATCH) == {"operator"}
    assert targets(electricity, "helpline", Way.LIMIT) == {"operator"}
    assert targets(electricity, "helpline", Way.ANYWHERE) == {"operator", "hazard"}
    assert targets(electricity, "operator", Way.FAILED) == {"call_back"}
    assert targets(electricity, "operator", Way.ANYWHERE) == set()
    assert "report_outage" in targets(electricity, "helpline", Way.OWN)


def test_an_escalation_knows_its_rule(electricity: Flow) -> None:
    rules = [move.escalation for move in moves(electricity)["helpline"] if move.way is Way.ESCALATION]
    assert [rule.when.source for rule in rules if rule] == ["no_matches >= 3", "turns >= 20"]


def test_reached_follows_only_what_it_is_told(electricity: Flow) -> None:
    arrows = moves(electricity)
    assert reached(["hazard"], arrows, lambda move: move.way is Way.OWN) == {"hazard", "emergency"}
    assert "goodbye" in reached(["hazard"], arrows)


def test_only_returns_needs_every_way_to_come_back(electricity: Flow) -> None:
    arrows = moves(electricity)
    says = {"ask_again", "greet"}
    assert only_returns("helpline", "ask_again", says, arrows, Way.OWN)
    assert only_returns("helpline", "helpline", says, arrows, Way.OWN)
    assert not only_returns("helpline", "operator", says, arrows, Way.OWN)
    assert not only_returns("helpline", None, says, arrows, Way.OWN)


def ring_of(electricity: Flow, follow: Callable[[str], bool]) -> list[list[str]]:
    names = list(electricity.states)
    return traps(names, {"goodbye"}, moves(electricity), lambda name, move: follow(move.target))


def test_traps_are_found_when_the_way_out_is_gone(electricity: Flow) -> None:
    assert ring_of(electricity, lambda target: True) == []
    caught = ring_of(electricity, lambda target: target in ("greet", "helpline", "ask_again"))
    assert ["helpline"] in caught


def test_components_are_groups_that_reach_each_other() -> None:
    graph = {"a": ["b"], "b": ["c", "d"], "c": ["b"], "d": [], "e": ["e", "outside"]}
    assert sorted(sorted(group) for group in components(graph)) == [["a"], ["b", "c"], ["d"], ["e"]]


def test_components_of_a_very_long_way() -> None:
    graph = {str(n): [str((n + 1) % 20_000)] for n in range(20_000)}
    assert len(components(graph)) == 1
