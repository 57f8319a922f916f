"""Outlines stay inside their box."""

from __future__ import annotations

import re

import pytest

from runtime.drawing.shapes import MEANING, outline


@pytest.mark.parametrize("kind", MEANING)
def test_inside(kind: str) -> None:
    drawn = outline(kind, 10, 20, 100, 40)
    for points in re.findall(r'points="([^"]+)"', drawn):
        for point in points.split():
            x, y = map(float, point.split(","))
            assert 10 <= x <= 110
            assert 20 <= y <= 60
    for x, y, width, height in re.findall(
        r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn
    ):
        assert float(x) >= 10
        assert float(x) + float(width) <= 110
        assert float(y) >= 20
        assert float(y) + float(height) <= 60
