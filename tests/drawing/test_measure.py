"""Words are cut between clusters only, and widths err on the wide side."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.drawing.measure import clusters, cut, lines, width

TEXTS = st.text(st.sampled_from("కఖ్ిాంनि््रतക്ഷിक्षাকতি்தை\u200c\u200dabc 1."), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("క్షమించండి", ["క్ష", "మిం", "చం", "డి"]),
        ("हिंदी", ["हिं", "दी"]),
        ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("தமிழ்", ["த", "மி", "ழ்"]),
        ("లైన్‌లో", ["లై", "న్‌లో"]),
        ("no", ["n", "o"]),
        ("", []),
    ],
)
def test_clusters(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected


@given(TEXTS)
def test_clusters_lose_nothing_and_begin_with_a_base(text: str) -> None:
    units = clusters(text)
    assert "".join(units) == text
    for unit in units[1:]:
        assert unicodedata.category(unit[0]) not in ("Mn", "Mc", "Me")
        assert unit[0] not in "\u200c\u200d"
    for before, after in itertools.pairwise(units):
        joined = unicodedata.combining(before.rstrip("\u200c\u200d")[-1:] or " ") == 9
        assert not (joined and unicodedata.category(after[0]) == "Lo")


@given(TEXTS, st.floats(20, 200))
def test_what_is_cut_fits_and_is_whole(text: str, widest: float) -> None:
    shown = cut(text, widest, 12)
    assert width(shown, 12) <= widest or shown == "…"
    kept = shown.removesuffix("…") if shown != text else shown
    whole = ["".join(clusters(text)[:number]).rstrip() for number in range(len(clusters(text)) + 1)]
    assert kept in whole or kept == text


@given(TEXTS, st.floats(40, 200))
def test_lines_fit(text: str, widest: float) -> None:
    made = lines(text, widest, 12, 2)
    assert len(made) <= 2
    assert all(width(line, 12) <= widest or len(clusters(line)) == 1 for line in made)


def test_wide_scripts_are_wide() -> None:
    assert width("മലയാളം", 12) > width("malyam", 12)
    assert width("", 12) == 0
