"""How digits, telephone numbers and letters are said."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import DIGIT_WORDS, LANGUAGES, SCRIPT_OF, digits, last, phone, script_of, spell

CLDR = {
    # Zero to nine as Unicode's locale data spells them out (for counting one by one), with a second
    # spelling where both are in use.
    "bn-IN": ["শূন্য", "এক", "দুই", "তিন", "চার", "পাঁচ", "ছয়", "সাত", "আট", "নয়"],
    "gu-IN": ["શૂન્ય", "એક", "બે", "ત્રણ", "ચાર", "પાંચ", "છ", "સાત", "આઠ", "નવ"],
    "hi-IN": ["शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"],
    "kn-IN": ["ಸೊನ್ನೆ", "ಒಂದು", "ಎರಡು", "ಮೂರು", "ನಾಲ್ಕು", "ಐದು", "ಆರು", "ಏಳು", "ಎಂಟು", "ಒಂಬತ್ತು"],
    "ml-IN": ["പൂജ്യം", "ഒന്ന്", "രണ്ട്", "മൂന്ന്", "നാല്", "അഞ്ച്", "ആറ്", "ഏഴ്", "എട്ട്", "ഒമ്പത് ഒൻപത്"],
    "mr-IN": ["शून्य", "एक", "दोन", "तीन", "चार", "पाच", "सहा", "सात", "आठ", "नऊ"],
    "od-IN": ["ଶୂନ୍ୟ", "ଏକ", "ଦୁଇ", "ତିନି", "ଚାରି", "ପାଞ୍ଚ", "ଛଅ", "ସାତ", "ଆଠ", "ନଅ"],
    "pa-IN": ["ਸਿਫ਼ਰ", "ਇੱਕ", "ਦੋ", "ਤਿੰਨ", "ਚਾਰ", "ਪੰਜ", "ਛੇ", "ਸੱਤ", "ਅੱਠ", "ਨੌਂ"],
    "ta-IN": ["பூஜ்ஜியம் பூஜ்யம்", "ஒன்று", "இரண்டு", "மூன்று", "நான்கு", "ஐந்து", "ஆறு", "ஏழு", "எட்டு", "ஒன்பது"],
    "te-IN": ["సున్నా", "ఒకటి", "రెండు", "మూడు", "నాలుగు", "ఐదు", "ఆరు", "ఏడు", "ఎనిమిది", "తొమ్మిది"],
}


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("language", sorted(CLDR))
def test_digit_words_are_those_of_a_second_source(language: str) -> None:
    assert [_same(word) for word in DIGIT_WORDS[language]] == [
        _same(one.split()[0]) for one in CLDR[language]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_ten_different_words_in_its_own_script(language: str) -> None:
    words = DIGIT_WORDS[language]
    assert len(words) == len(set(words)) == 10
    assert {script_of(letter) for word in words for letter in word} == {SCRIPT_OF[language]}
    assert digits("0123456789", language).split() == list(words)


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        ("4821", "te-IN", "నాలుగు ఎనిమిది రెండు ఒకటి"),
        (4821, "hi-IN", "चार आठ दो एक"),
        (4821.0, "en-IN", "four eight two one"),
        ("0481", "en-IN", "zero four eight one"),
        ("౪౮", "te-IN", "నాలుగు ఎనిమిది"),
        ("४৪", "en-IN", "four four"),
        ("AP48", "en-IN", "A P four eight"),
        ("48-21", "en-IN", "four eight two one"),
        ("కొ1", "te-IN", "కొ ఒకటి"),
        ("", "en-IN", ""),
        (None, "en-IN", "N o n e"),
        ("12", "xx-XX", "one two"),
    ],
)
def test_digits(value: Any, language: str, said: str) -> None:
    assert digits(value, language) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("+919876543210", "nine eight seven six five, four three two one zero"),
        ("919876543210", "nine eight seven six five, four three two one zero"),
        ("09876543210", "nine eight seven six five, four three two one zero"),
        ("98765 43210", "nine eight seven six five, four three two one zero"),
        (9876543210, "nine eight seven six five, four three two one zero"),
        ("1912", "one nine one two"),
        ("18001234", "one eight zero, zero one two, three four"),
        ("1800123", "one eight zero, zero one two three"),
        ("", ""),
        ("no number", ""),
    ],
)
def test_phone(value: Any, said: str) -> None:
    assert phone(value, "en-IN") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_phone_says_the_ten_digits_of_a_mobile_with_one_pause(language: str) -> None:
    first, second = phone("+919876543210", language).split(", ")
    assert f"{first} {second}" == digits("9876543210", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_spell_pauses_between_letters_and_says_digits_as_words(language: str) -> None:
    said = spell("ap48", language).split(", ")
    assert said == ["A", "P", DIGIT_WORDS[language][4], DIGIT_WORDS[language][8]]


def test_an_indic_letter_keeps_its_vowel_signs() -> None:
    assert spell("మియా", "te-IN") == "మి, యా"
    assert spell("कौन", "hi-IN") == "कौ, न"


@pytest.mark.parametrize(
    ("value", "count", "kept"),
    [("774411", 2, "11"), (774411, 4, "4411"), ("7", 4, "7"), ("7", 0, ""), ("7", -1, ""), ("", 4, "")],
)
def test_last(value: Any, count: int, kept: str) -> None:
    assert last(value, count) == kept


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), [1, 2], {"a": 1}, object(), True, b"12", "\u0bcd"]
)
def test_any_value_at_all_has_a_spoken_form(value: Any) -> None:
    for speak in (digits, phone, spell):
        assert isinstance(speak(value, "te-IN"), str)
    assert isinstance(last(value, 4), str)


@given(st.text(), st.sampled_from([*LANGUAGES, "xx"]))
def test_no_text_breaks_a_spoken_form_and_no_figure_is_left_in_it(text: str, language: str) -> None:
    for speak in (digits, phone, spell):
        assert not any(character.isdecimal() for character in speak(text, language))
