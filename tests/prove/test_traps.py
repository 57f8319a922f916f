"""Traps that are planted by rule are found, each with a transcript that the ordinary player confirms. The
whole hunt, over all shipped flows and every operator, is hunt.py; here the small flows are hunted whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hunt import LOOKS, hunted, looked
from traps import OPERATORS, Operator, planted, trapped

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow

Shipped = Callable[[str], Flow]


@pytest.mark.parametrize(("name", "least"), [("hello", 12), ("identify", 12)])
def test_every_trap_is_found(shipped: Shipped, name: str, least: int) -> None:
    found = [hunted(one) for one in planted(shipped(name))]
    verdicts = Counter(one.verdict for one in found)
    assert verdicts["missed"] == 0, [one for one in found if one.verdict == "missed"]
    assert verdicts["found, not written"] == 0, [one for one in found if one.verdict == "found, not written"]
    assert verdicts["found"] >= least


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda one: one.__name__.strip("_"))
def test_each_operator_sets_a_trap_somewhere(shipped: Shipped, operator: Operator) -> None:
    """One of its changes, in some flow, is a trap, and is found near the beginning of a call."""
    name = operator.__name__.strip("_")
    for flow in ("hello", "lpg", "electricity"):
        for one in planted(shipped(flow)):
            if one.operator == name:
                found, _ = looked(one, LOOKS[0])
                if found is not None and found.verdict == "found":
                    return
    pytest.fail(f"{name} traps nobody")


def test_playing_without_the_search_traps_nobody_in_a_sound_flow(shipped: Shipped) -> None:
    assert trapped(Dialogue(shipped("hello"))) is None
    assert trapped(Dialogue(shipped("identify"))) is None


def test_playing_without_the_search_notices_a_trap(shipped: Shipped) -> None:
    """All that are traps: a goodbye that is not said keeps nobody."""
    unnoticed = [one.operator for one in planted(shipped("hello")) if not trapped(Dialogue(one.flow))]
    assert unnoticed == ["end_without_a_word"]
