"""The nearest valid word, and the place of a word inside a text."""

from __future__ import annotations

import pytest

from runtime.flow.diagnostic import Mark
from runtime.flow.faults import listed, nearest, part
from runtime.flow.tree import Text


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("biling", "billing"),
        ("Pay Bill", "pay_bill"),
        ("pay-bill", "pay_bill"),
        ("xyzzy", None),
        ("", None),
        ("బిల్లు", "బిల్"),
    ],
)
def test_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, ["billing", "pay_bill", "goodbye", "బిల్"]) == meant


def test_long_lists_are_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed([str(n) for n in range(12)], 3) == "0, 1, 2 and 9 more"


def test_the_place_of_a_word_inside_a_text() -> None:
    bare = Text("more == yes", Mark("x", 4, 10, 11))
    quoted = Text("{{ vilage }}", Mark("x", 4, 10, 14), plain=False)
    folded = Text("a {{ b }}", Mark("x", 4, 10, 30), plain=False)
    whole = Text("one\ntwo {{ b }}\n", Mark("x", 1, 1), plain=False, verbatim=True)
    assert part(bare, "yes") == Mark("x", 4, 18, 3)
    assert part(quoted, "vilage") == Mark("x", 4, 14, 6)
    assert part(folded, "b") == folded.mark
    assert part(whole, "b") == Mark("x", 2, 8, 1)
    assert part(bare, "gone") == bare.mark
