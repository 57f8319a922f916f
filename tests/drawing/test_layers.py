"""Layers: arrows point down, circles are opened, crossings are few."""

from __future__ import annotations

import itertools

from runtime.drawing.layers import layers


def test_a_diamond_has_three_floors_of_boxes() -> None:
    made = layers("abcd", [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], "a")
    boxes = [[item for item in layer if isinstance(item, str)] for layer in made.order[::2]]
    assert [sorted(layer) for layer in boxes] == [["a"], ["b", "c"], ["d"]]
    assert made.flipped == frozenset()


def test_a_way_back_is_flipped() -> None:
    made = layers("abc", [("a", "b"), ("b", "c"), ("c", "a")], "a")
    assert made.flipped == {2}
    assert made.chains[2][0] == "a"
    assert made.chains[2][-1] == "c"


def test_every_arrow_has_a_knot_for_its_label() -> None:
    made = layers("abc", [("a", "b"), ("a", "c"), ("b", "c"), ("b", "b")], "a")
    assert all(len(chain) >= 3 for chain in made.chains[:3])
    assert made.chains[3] == ()


def test_arrows_that_need_not_cross_do_not() -> None:
    made = layers(["top", "a", "b", "x", "y"], [("top", "a"), ("top", "b"), ("a", "y"), ("b", "x")], "top")
    boxes = [item for item in made.order[2] if isinstance(item, str)]
    ends = [item for item in made.order[4] if isinstance(item, str)]
    assert (boxes, ends) in ((["a", "b"], ["y", "x"]), (["b", "a"], ["x", "y"]))


def test_what_nothing_leads_to_stands_close_to_its_target() -> None:
    names = ["a", "b", "c", "d", "alone"]
    made = layers(names, [("a", "b"), ("b", "c"), ("c", "d"), ("alone", "d")], "a")
    level = {item: number for number, layer in enumerate(made.order) for item in layer}
    assert level["alone"] == level["c"]


def test_a_long_row_needs_no_deep_stack() -> None:
    names = [f"s{number}" for number in range(3000)]
    arrows = list(itertools.pairwise(names))
    assert len(layers(names, arrows, "s0").order) == 5999
