"""What the recogniser makes of hints, without any sound."""

from __future__ import annotations

import pytest

pytest.importorskip("pocketsphinx")
pytest.importorskip("espeakng_loader")

from runtime.providers.offline.espeak import Espeak
from runtime.providers.offline.sphinx import MOST_HINTS, Sphinx, tongue

pytestmark = pytest.mark.sound


@pytest.fixture(scope="module")
def sphinx() -> Sphinx:
    return Sphinx(Espeak().ipa)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("కరెంట్", "hi-IN", "te"),
        ("बिजली", "te-IN", "hi"),
        ("वीज", "mr-IN", "mr"),
        ("ବିଜୁଳି", "od-IN", "or"),
        ("power", "te-IN", "en"),
        ("1912", "ta-IN", "ta"),
        ("", "od-IN", "or"),
        ("", "xx", "en"),
    ],
)
def test_who_reads_it(text: str, language: str, expected: str) -> None:
    assert tongue(text, language) == expected


def test_not_too_many_hints_in_the_order_given(sphinx: Sphinx) -> None:
    hints = [f"word {n}" for n in range(200)]
    assert sphinx.select([*hints[:3], "  ", *hints], "en-IN") == tuple(hints[:MOST_HINTS])


def test_romanised_words_go_last_unless_the_caller_speaks_english(sphinx: Sphinx) -> None:
    hints = ("avunu", "అవును", "operator", "malli cheppandi", "ఆపరేటర్")
    assert sphinx.select(hints, "te-IN") == ("అవును", "operator", "ఆపరేటర్", "avunu", "malli cheppandi")
    assert sphinx.select(hints, "en-IN") == hints


@pytest.mark.parametrize(
    ("phrase", "language", "expected"),
    [
        ("current", "te-IN", "K ER AH N T"),  # the recogniser's own dictionary
        ("Current!", "en-IN", "K ER AH N T"),
        ("दो", "hi-IN", "D OW"),
        ("కరెంట్ current", "te-IN", "K AA R EY N T K ER AH N T"),
        ("…", "te-IN", ""),
    ],
)
def test_pronounced(sphinx: Sphinx, phrase: str, language: str, expected: str) -> None:
    assert sphinx.pronounce(phrase, language) == expected


def test_an_unknown_latin_word_is_spelled(sphinx: Sphinx) -> None:
    assert sphinx.pronounce("Gachibowli", "en-IN").startswith("G AE CH")
