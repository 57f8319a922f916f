"""The order of the telling."""

from __future__ import annotations

from collections.abc import Callable

from runtime.explain.order import order
from runtime.flow.model import Flow

LONG = "flow: example\nlanguages: [en-IN]\nstart: s0\nstates:\n" + "".join(
    f'  s{n}: {{say: "Word.", go: s{n + 1}}}\n' for n in range(3000)
)


def test_ends_come_last(flow: Callable[[str], Flow]) -> None:
    places = order(
        flow(
            "flow: example\nlanguages: [en-IN]\nstart: a\nstates:\n"
            "  a:\n    decide:\n      - {when: turns > 3, go: z}\n      - {else: b}\n"
            '  z: {end: done}\n  b: {say: "Words.", go: z}\n'
        )
    )
    assert places.steps == ("a", "b", "z")
    assert places.is_back("b", "a")
    assert not places.is_back("a", "b")


def test_a_long_flow_needs_no_deep_stack(flow: Callable[[str], Flow]) -> None:
    places = order(flow(LONG + "  s3000: {end: done}\n"), "7.")
    assert len(places.steps) == 3001
    assert places.numbers["s3000"] == "7.3001"
