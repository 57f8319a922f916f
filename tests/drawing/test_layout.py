"""Nothing stands on anything else, and arrows begin and end at their boxes."""

from __future__ import annotations

from itertools import combinations

import pytest

from runtime.drawing.layout import layout

SIZES = {"a": (100.0, 40.0), "b": (120.0, 50.0), "c": (80.0, 40.0), "d": (100.0, 40.0), "e": (90.0, 30.0)}
ARROWS = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "e"), ("c", "e"), ("d", "a"), ("a", "e"), ("c", "c")]
LABELS = [(60.0, 15.0)] * len(ARROWS)


def test_boxes_and_labels_do_not_overlap() -> None:
    placed = layout(SIZES, ARROWS, LABELS, "a")
    things = [(placed.boxes[name], SIZES[name]) for name in SIZES]
    things += list(zip(placed.labels, LABELS, strict=True))
    for ((x1, y1), (w1, h1)), ((x2, y2), (w2, h2)) in combinations(things, 2):
        assert abs(x1 - x2) >= (w1 + w2) / 2 - 0.01 or abs(y1 - y2) >= (h1 + h2) / 2 - 0.01


def test_everything_is_inside() -> None:
    placed = layout(SIZES, ARROWS, LABELS, "a")
    for name, (x, y) in placed.boxes.items():
        width, height = SIZES[name]
        assert x - width / 2 >= -0.01
        assert x + width / 2 <= placed.width + 0.01
        assert y - height / 2 >= -0.01
        assert y + height / 2 <= placed.height + 0.01


@pytest.mark.parametrize("number", range(7))
def test_arrows_touch_their_boxes(number: int) -> None:
    placed = layout(SIZES, ARROWS, LABELS, "a")
    path = placed.paths[number]
    for name, (x, y) in ((ARROWS[number][0], path[0]), (ARROWS[number][1], path[-1])):
        middle, (width, height) = placed.boxes[name], SIZES[name]
        assert abs(x - middle[0]) <= width / 2
        assert abs(abs(y - middle[1]) - height / 2) < 0.01


def test_the_same_flow_is_drawn_the_same() -> None:
    assert layout(SIZES, ARROWS, LABELS, "a") == layout(SIZES, ARROWS, LABELS, "a")
