"""Traps that are planted by rule are found, each with the shortest transcript, which the ordinary player
confirms. The whole hunt, over all shipped flows and every operator, is hunt.py; here the small flows are
hunted whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hunt import LOOKS, Hunted, hunted, printed, told
from random_callers import trapped
from traps import OPERATORS, Planted, planted

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.prove.graph import explore
from runtime.prove.verdict import Bounds, Verdict, judge

Shipped = Callable[[str], Flow]
NAMES = [*(one.__name__.strip("_") for one in OPERATORS), "run_never_returns"]
CORE = ["core_tells_model", "core_tells_person", "core_tells_log"]


@pytest.mark.parametrize(("name", "least"), [("hello", 14), ("identify", 12)])
def test_every_trap_is_found(shipped: Shipped, name: str, least: int) -> None:
    found = [hunted(one, "hello.yaml" if name == "hello" else name) for one in planted(shipped(name))]
    verdicts = Counter(one.verdict for one in found)
    assert verdicts["missed"] == 0, [one for one in found if one.verdict == "missed"]
    assert verdicts["found, not written"] == 0, [one for one in found if one.verdict == "found, not written"]
    assert verdicts["found"] >= least
    assert all(one.shortest for one in found if one.verdict == "found")
    assert all(one.why for one in found if one.verdict == "none"), "what lets the caller out is told"


def first_found(shipped: Shipped, name: str) -> Hunted | None:
    """One of its changes, in some flow, that is a trap and is found near the beginning of a call."""
    for flow in ("hello", "lpg", "electricity", "scheme"):
        for one in planted(shipped(flow)):
            if one.operator == name:
                found = told(one, near(one))
                if found is not None:
                    return found
    return None


def near(one: Planted) -> Verdict:
    return judge(explore(one.dialogue(), most=LOOKS[0]), Bounds())


@pytest.mark.parametrize("name", NAMES)
def test_each_operator_sets_a_trap_somewhere(shipped: Shipped, name: str) -> None:
    found = first_found(shipped, name)
    assert found is not None, f"{name} traps nobody"
    assert found.verdict == ("found, not written" if name == "secret_to_an_address" else "found")


@pytest.mark.parametrize("name", CORE)
def test_a_core_that_tells_a_secret_is_found_out(shipped: Shipped, name: str) -> None:
    """No flow can do that, for the core hides what is sensitive; so the core is spoilt."""
    found = first_found(shipped, name)
    assert found is not None and (found.rule, found.verdict) == ("secret-seen", "found")


def test_playing_without_the_search_traps_nobody_in_a_sound_flow(shipped: Shipped) -> None:
    assert trapped(Dialogue(shipped("hello")), steps=3) is None
    assert trapped(Dialogue(shipped("identify"))) is None


def test_playing_without_the_search_notices_a_trap(shipped: Shipped) -> None:
    """Of the changes of this flow one is none: its menu still leads to a person."""
    unnoticed = [one for one in planted(shipped("hello")) if not trapped(Dialogue(one.flow), steps=3)]
    assert [(one.operator, one.where) for one in unnoticed] == [("person_out_of_reach", "ladders")]


def test_what_is_printed_counts_what_was_found() -> None:
    some = [
        Hunted("a", "x", "1", "found", "goes-round", 7, shortest=True),
        Hunted("a", "x", "2", "none", why="out by itself"),
        Hunted("b", "y", "3", "missed", why="answering"),
    ]
    text = printed(some)
    assert "| `x` | 2 | 1 | 0 | 1 | 0 | 7–7 |" in text and "| b | 1 | 0 | 0 | 0 | 1 | – |" in text
    assert "missed: b y 3: answering" in text and "Shown to be the shortest: 1 of 1" in text
