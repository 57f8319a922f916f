"""Ordinals as callers say them."""

from __future__ import annotations

import pytest

from runtime.language import LANGUAGES, folded
from runtime.language import ordinal as spoken_ordinal
from runtime.language.said_order import ordinal, place_in


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("second", 2),
        ("15th", 15),
        ("दूसरा", 2),
        ("पाँचवीं", 5),
        ("రెండోది", 2),
        ("పదిహేనవ", 15),
        ("ఒకటవ", 1),
        ("ಐದನೇ", 5),
        ("ഒന്നാം", 1),
        ("பதினைந்தாம்", 15),
        ("two", None),
        ("శవ", None),
        ("হবে", None),
    ],
)
def test_ordinal(word: str, place: int | None) -> None:
    assert ordinal(folded(word)) == place


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("the second one please", 2),
        ("twenty first", 21),
        ("రెండోది కావాలి", 2),
        ("दूसरा वाला", 2),
        ("first or second", None),
        ("none of them", None),
    ],
)
def test_one_place_among_words(said: str, place: int | None) -> None:
    assert place_in(folded(said).split()) == place


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_we_say_is_a_place_that_we_hear(language: str) -> None:
    heard = [place_in(folded(spoken_ordinal(place, language)).split()) for place in range(1, 32)]
    assert heard == list(range(1, 32))
