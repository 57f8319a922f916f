"""How far one row of sounds is from another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language.near import FAR, budget, distance

ROWS = st.lists(st.text(alphabet="aeioukgtdnrlsh", min_size=1, max_size=6), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("phrase", "said", "cost"),
    [
        (("karent",), "karant", 1),
        (("karent",), "karnt", 2),
        (("opretar",), "aparetar", 2),
        (("kondapur",), "kodapur", 1),
        (("gundapali",), "kondapali", FAR),
        (("bil",), "pil", FAR),
        (("meter", "1"), "meter2", FAR),
    ],
)
def test_costs(phrase: tuple[str, ...], said: str, cost: int) -> None:
    found = distance(phrase, said, 3)
    assert (FAR if found.worst >= FAR else found.total) == cost


def test_tamil_does_not_write_voice() -> None:
    assert distance(("abaretar",), "aparetar", 2).total == 2
    assert distance(("abaretar",), "aparetar", 2, tamil=True).total == 0


def test_a_small_word_may_not_become_another_small_word() -> None:
    assert distance(("my", "bil", "is", "hai"), "mybilishai", 3).total == 0
    assert distance(("mai", "bil", "is", "hai"), "maibulishai", 3).worst == FAR


def test_a_short_phrase_allows_nothing() -> None:
    assert [budget(sounds) for sounds in (1, 3, 4, 6, 7, 13, 14, 40)] == [0, 0, 1, 1, 2, 2, 3, 3]


@given(ROWS, st.text(alphabet="aeioukgtdnrlsh", max_size=18))
def test_a_distance_is_never_below_nothing_and_nothing_only_for_the_same(words: list[str], said: str) -> None:
    found = distance(tuple(words), said, 3)
    assert found.total >= 0
    assert (found.total == 0) == ("".join(words) == said)
    assert found.total <= 3 or found.total == FAR
