"""Digits and numbers as callers say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import DIGIT_WORDS, LANGUAGES, folded, number_in, spoken_digits
from runtime.language import digits as spell_out
from runtime.language.numbers import _DIGIT, _HINDI, _WHOLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digit_words_we_speak_are_the_digit_words_we_hear(language: str) -> None:
    assert spoken_digits(" ".join(DIGIT_WORDS[language])) == "0123456789"
    assert [spoken_digits(word) for word in DIGIT_WORDS[language]] == list("0123456789")
    assert [number_in(word) for word in DIGIT_WORDS[language]] == list(range(10))


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("four eight two one", "4821"),
        ("నా నంబర్ నాలుగు ఎనిమిది రెండు ఒకటి", "4821"),
        ("నాలుగు 8 ౨ one", "4821"),
        ("double nine eight four", "9984"),
        ("डबल नौ आठ चार", "9984"),
        ("triple zero seven", "0007"),
        ("double 4 eight", "448"),
        ("98765-43210", "9876543210"),
        ("0481", "0481"),
        ("ninety eight forty eight zero", "98480"),
        ("twenty twenty", "2020"),
        ("अट्ठानवे अड़तालीस", "9848"),
        ("फोर एट टू वन", "4821"),
        ("ఫోర్ ఎయిట్ టూ వన్", "4821"),
        ("four hundred", "400"),
        ("ek do teen", "123"),
        ("no digits in this", ""),
        ("double", ""),
        ("", ""),
    ],
)
def test_digits_are_read_from_what_was_said(said: str, digits: str) -> None:
    assert spoken_digits(said) == digits


def test_amounts_may_be_passed_over() -> None:
    assert spoken_digits("2 lakh 5 hundred", amounts=False) == "25"
    assert spoken_digits("lakh", amounts=False) == ""


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("મારો નંબર 4821 છે", "4821"),  # છે is "is"; six is છ
        ("મારો નંબર ચાર આઠ છ છે", "486"),
        ("theek che", ""),
        ("এটা আমার নম্বর নয়", ""),  # নয় is nine, and "is not"
        ("আট নয়", "89"),
        ("do you hear me", ""),
        ("oh, what do you want", ""),
        ("oh four eight", "048"),
        ("a teen, my number is 48", "48"),
        ("do", "2"),
        ("ଛ", "6"),
        ("ଛ ଜଣ ଅଛନ୍ତି", ""),
        ("छे छे, गलत नंबर", ""),
    ],
)
def test_words_that_are_more_often_something_else(said: str, digits: str) -> None:
    assert spoken_digits(said) == digits


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("25", 25),
        ("२५", 25),
        ("1,50,000 rupees", 150000),
        ("2.5", 2.5),
        ("2 lakh", 200000),
        ("2 lakh 50 thousand", 250000),
        ("twenty five", 25),
        ("two hundred and five", 205),
        ("three thousand nine hundred twelve", 3912),
        ("five hundred thousand", 500000),
        ("a hundred", 100),
        ("one five zero", 150),
        ("double nine", 99),
        ("मेरी उम्र पच्चीस साल है", 25),
        ("पन्द्रह", 15),
        ("निन्यानबे", 99),
        ("दो हज़ार पाँच सौ", 2500),
        ("डेढ़ लाख", 150000),
        ("ढाई सौ", 250),
        ("साढ़े तीन हज़ार", 3500),
        ("सवा सौ", 125),
        ("पौने दो लाख", 175000),
        ("ఇరవై ఐదు", 25),
        ("పదకొండు", 11),
        ("నూట యాభై", 150),
        ("రెండు వేల ఐదు వందల", 2500),
        ("మూడు లక్షల", 300000),
    ],
)
def test_numbers(said: str, number: float) -> None:
    assert number_in(said) == number


@pytest.mark.parametrize(
    "said",
    [
        "",
        "hello",
        "one or two",
        "1912 5",
        "10 20",
        "ten five",
        "तीस पाँच",
        "two hundred hundred",
        "do you know",
    ],
)
def test_none_and_more_than_one_number_are_no_number(said: str) -> None:
    assert number_in(said) is None


def test_hindi_counts_to_ninety_nine_without_a_gap() -> None:
    """As a caller says them: each of the words of the table once, each its own number."""
    assert len(_HINDI) == len(set(_HINDI)) == 90
    assert [_WHOLE[word] for word in _HINDI] == list(range(10, 100))
    assert number_in("उनतीस") == 29
    assert number_in("उनतालीस") == 39
    assert number_in("नवासी") == 89
    assert number_in("सड़सठ") == 67


def test_no_word_is_two_digits() -> None:
    """A spelling that two languages share must mean the same digit in both."""
    for words in DIGIT_WORDS.values():
        for digit, word in enumerate(words):
            assert _DIGIT[folded(word)] == str(digit), word


@pytest.mark.parametrize("said", ["9" * 5000, "hundred " * 500, "double " * 500, "\u0000", "½", "٣", "-1"])
def test_hostile_input_is_answered(said: str) -> None:
    assert isinstance(spoken_digits(said), str)
    assert number_in(said) is None or isinstance(number_in(said), float)


@given(st.text())
def test_anything_at_all_is_answered(said: str) -> None:
    assert set(spoken_digits(said)) <= set("0123456789")
    assert number_in(said) is None or isinstance(number_in(said), float)


@given(st.from_regex(r"[0-9]{1,12}", fullmatch=True), st.sampled_from(LANGUAGES))
def test_what_is_spoken_out_is_heard_back(digits: str, language: str) -> None:
    assert spoken_digits(spell_out(digits, language)) == digits


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("లక్షా ఇరవై వేలు", 120_000),
        ("లక్షన్నర", 150_000),
        ("కోటిన్నర", 15_000_000),
        ("వెయ్యిన్నూట పదహారు", 1_116),
        ("వెయ్యీ ఐదు వందలు", 1_500),
    ],
)
def test_telugu_joins_a_scale_with_what_follows(said: str, number: int) -> None:
    assert number_in(said) == number
