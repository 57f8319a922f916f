"""First, second, third …"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES
from runtime.language.ordinals import GENDERS, ordinal


@pytest.mark.parametrize(
    ("place", "language", "said"),
    [
        (1, "en-IN", "first"),
        (12, "en-IN", "twelfth"),
        (20, "en-IN", "twentieth"),
        (21, "en-IN", "twenty-first"),
        (103, "en-IN", "one hundred and third"),
        (2, "te-IN", "రెండవ"),
        (8, "te-IN", "ఎనిమిదవ"),
        (20, "te-IN", "ఇరవయ్యవ"),
        (3, "ta-IN", "மூன்றாவது"),
        (2, "kn-IN", "ಎರಡನೇ"),
        (9, "ml-IN", "ഒമ്പതാം"),
        (1000, "ml-IN", "ആയിരത്താം"),
        (2, "hi-IN", "दूसरा"),
        (6, "hi-IN", "छठा"),
        (11, "hi-IN", "ग्यारहवाँ"),
        (20, "mr-IN", "विसावा"),
        (3, "bn-IN", "তৃতীয়"),
        (3, "od-IN", "ତୃତୀୟ"),
        (11, "pa-IN", "ਗਿਆਰਵਾਂ"),
    ],
)
def test_places(place: int, language: str, said: str) -> None:
    assert ordinal(place, language) == ordinal(str(place), language) == said


@pytest.mark.parametrize(
    ("language", "gender", "said"),
    [
        ("hi-IN", "feminine", "दूसरी"),
        ("mr-IN", "neuter", "दुसरे"),
        ("gu-IN", "feminine", "બીજી"),
        ("gu-IN", "neuter", "બીજું"),
        ("pa-IN", "feminine", "ਦੂਜੀ"),
        ("te-IN", "feminine", "రెండవ"),
    ],
)
def test_the_word_follows_what_it_counts(language: str, gender: str, said: str) -> None:
    assert ordinal(2, language, gender) == said


def test_hindi_keeps_the_nasal_of_the_seventh() -> None:
    assert [ordinal(7, "hi-IN", gender) for gender in GENDERS] == ["सातवाँ", "सातवीं", "सातवाँ"]


@pytest.mark.parametrize("place", [0, -1, 2.5, "", "second", None])
def test_what_is_no_place_is_refused(place: Any) -> None:
    with pytest.raises(ValueError, match=r"not a place|not a number"):
        ordinal(place, "en-IN")


def test_there_are_three_genders() -> None:
    with pytest.raises(ValueError, match="no gender"):
        ordinal(2, "hi-IN", "plural")


@given(st.integers(1, 10**6), st.sampled_from(LANGUAGES), st.sampled_from(GENDERS))
def test_every_place_is_a_word_without_marks_of_our_tables(place: int, language: str, gender: str) -> None:
    said = ordinal(place, language, gender)
    assert said
    assert not set(said) & set("*°0123456789")
