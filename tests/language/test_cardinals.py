"""Numbers in words, and the words as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES, SCRIPT_OF, script_of
from runtime.language.cardinals import LARGEST, UNDER_HUNDRED, cardinal, readings, scale_words
from runtime.language.spoken import DIGIT_WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_different_words_that_begin_with_the_digits(language: str) -> None:
    words = UNDER_HUNDRED[language]
    assert len(words) == len(set(words)) == 100
    assert words[:10] == DIGIT_WORDS[language]


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (101, "te-IN", "నూట ఒకటి"),
        (250149, "te-IN", "రెండు లక్షల యాభై వేల నూట నలభై తొమ్మిది"),
        (2000, "te-IN", "రెండు వేలు"),
        (10_000_000, "te-IN", "ఒక కోటి"),
        (100_001, "ta-IN", "ஒரு லட்சத்து ஒன்று"),
        (21_000, "ta-IN", "இருபத்தோராயிரம்"),
        (31_00_00_000, "ta-IN", "முப்பத்து ஒரு கோடி"),
        (250_000, "ml-IN", "രണ്ട് ലക്ഷത്തി അമ്പതിനായിരം"),
        (905, "ml-IN", "തൊള്ളായിരത്തി അഞ്ച്"),
        (1_001, "kn-IN", "ಸಾವಿರದ ಒಂದು"),
        (20_00_000_00, "kn-IN", "ಇಪ್ಪತ್ತು ಕೋಟಿ"),
        (100, "mr-IN", "शंभर"),
        (101, "mr-IN", "एकशे एक"),
        (250_000, "hi-IN", "दो लाख पचास हज़ार"),
        (1_001, "en-IN", "one thousand and one"),
        (31_25_00_000, "en-IN", "thirty-one crore twenty-five lakh"),
        (2 * 10**12, "hi-IN", "दो लाख करोड़"),
        (0, "od-IN", "ଶୂନ୍ୟ"),
    ],
)
def test_numbers_are_counted_as_in_india(number: int, language: str, words: str) -> None:
    assert cardinal(number, language) == words


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "te-IN", "ఒక"),
        (21, "te-IN", "ఇరవై ఒక్క"),
        (100, "te-IN", "వంద"),
        (2000, "te-IN", "రెండు వేల"),
        (1, "ta-IN", "ஒரு"),
        (11, "ta-IN", "பதினொரு"),
        (1, "ml-IN", "ഒരു"),
        (1, "en-IN", "one"),
    ],
)
def test_some_numbers_change_before_what_is_counted(number: int, language: str, words: str) -> None:
    assert cardinal(number, language, before_noun=True) == words


@pytest.mark.parametrize("number", [-1, LARGEST, 10**30])
def test_what_nobody_counts_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="cannot be said in words"):
        cardinal(number, "hi-IN")


def test_an_unknown_language_counts_in_english() -> None:
    assert cardinal(42, "xx-XX") == "forty-two"


@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES), st.booleans())
def test_every_number_has_words_of_its_own_script_and_no_figure(
    number: int, language: str, noun: bool
) -> None:
    said = cardinal(number, language, before_noun=noun)
    assert said == " ".join(said.split())
    assert {script_of(letter) for letter in said if letter not in " -"} == {SCRIPT_OF[language]}
    assert len(said.split()) <= 3 * len(str(number))


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_two_numbers_never_sound_alike(one: int, other: int, language: str) -> None:
    assert (cardinal(one, language) == cardinal(other, language)) is (one == other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_number_can_be_read_back(language: str) -> None:
    """The table for hearing holds each word that we speak, as the number it is."""
    words = readings(language)
    for number in [*range(100), *range(100, 1000, 100)]:
        assert words[cardinal(number, language)] == number
    if language in ("ta-IN", "ml-IN"):
        for count in range(1, 100):
            assert words[cardinal(count * 1000, language)] == count * 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_big_words_are_known_without_their_count(language: str) -> None:
    big = scale_words(language)
    assert list(big) == [100, 1_000, 100_000, 10_000_000]
    for size, words in big.items():
        assert words
        assert cardinal(size, language).split()[-1] in words
        for number in (2 * size, 2 * size + 5) if size > 1000 else ():
            assert set(cardinal(number, language).split()) & set(words)
