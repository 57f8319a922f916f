"""Scripts, sentences, and which voice says each part of a prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES, SCRIPT_OF, apology, dominant_script, script_of, segments, sentences

NAMES = {  # each language's name for itself
    "bn-IN": "বাংলা",
    "en-IN": "English",
    "gu-IN": "ગુજરાતી",
    "hi-IN": "हिन्दी",
    "kn-IN": "ಕನ್ನಡ",
    "ml-IN": "മലയാളം",
    "mr-IN": "मराठी",
    "od-IN": "ଓଡ଼ିଆ",
    "pa-IN": "ਪੰਜਾਬੀ",
    "ta-IN": "தமிழ்",
    "te-IN": "తెలుగు",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_a_languages_name_is_in_its_script(language: str) -> None:
    assert {script_of(letter) for letter in NAMES[language]} == {SCRIPT_OF[language]}
    assert dominant_script(NAMES[language]) == SCRIPT_OF[language]


@pytest.mark.parametrize("sign", ["1", "४", "౪", "।", "॥", " ", "?", "\u200d", "₹", "€", "中"])
def test_digits_marks_and_strangers_belong_to_no_script_of_ours(sign: str) -> None:
    assert script_of(sign) is None


def test_latin_words_are_guests_in_an_indic_sentence() -> None:
    assert dominant_script("మీ OTP verification complete అయింది") == "Telugu"
    assert dominant_script("OTP") == "Latin"
    assert dominant_script("1912") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("यह पहला है। यह दूसरा है॥ तीसरा", ["यह पहला है।", "यह दूसरा है॥", "तीसरा"]),
        ("एक।दो।", ["एक।", "दो।"]),
        ("It costs 2.5 rupees. Pay now.", ["It costs 2.5 rupees.", "Pay now."]),
        ("Dr. Rao is here. Ask him.", ["Dr. Rao is here.", "Ask him."]),
        ("K. Rao is here.", ["K. Rao is here."]),
        ("Rs. 500 is due. Thank you.", ["Rs. 500 is due.", "Thank you."]),
        ("डॉ. राव यहाँ हैं। रुकिए।", ["डॉ. राव यहाँ हैं।", "रुकिए।"]),
        ("శ్రీ. రావు ఉన్నారు. ఆగండి.", ["శ్రీ. రావు ఉన్నారు.", "ఆగండి."]),
        ("We open at 9 a.m. on Monday.", ["We open at 9 a.m. on Monday."]),
        ("Wait… now.", ["Wait…", "now."]),
        ("One\n\ntwo", ["One", "two"]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("no end", ["no end"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_the_first_menu_of_a_helpline_is_said_by_three_voices() -> None:
    said = "తెలుగు కోసం 1 నొక్కండి. हिंदी के लिए 2 दबाएँ. For English press 3."
    parts = [
        ("te-IN", "తెలుగు కోసం 1 నొక్కండి."),
        ("hi-IN", "हिंदी के लिए 2 दबाएँ."),
        ("en-IN", "For English press 3."),
    ]
    assert segments(said, "te-IN") == parts
    assert segments(said, "en-IN") == parts


def test_six_languages_in_one_prompt() -> None:
    lines = [
        ("bn-IN", "বাংলার জন্য ১ টিপুন।"),
        ("ta-IN", "தமிழுக்கு 2 ஐ அழுத்தவும்."),
        ("kn-IN", "ಕನ್ನಡಕ್ಕಾಗಿ 3 ಒತ್ತಿ."),
        ("ml-IN", "മലയാളത്തിന് 4 അമർത്തുക."),
        ("gu-IN", "ગુજરાતી માટે 5 દબાવો."),
        ("pa-IN", "ਪੰਜਾਬੀ ਲਈ 6 ਦਬਾਓ।"),
        ("od-IN", "ଓଡ଼ିଆ ପାଇଁ 7 ଦବାନ୍ତୁ।"),
    ]
    assert segments(" ".join(text for _, text in lines), "en-IN") == lines


def test_devanagari_is_hindi_unless_the_prompt_is_marathi() -> None:
    assert segments("कृपया थांबा.", "mr-IN") == [("mr-IN", "कृपया थांबा.")]
    assert segments("कृपया रुकिए।", "te-IN") == [("hi-IN", "कृपया रुकिए।")]


def test_neighbours_in_one_language_stay_together() -> None:
    assert segments("One. Two. మూడు నాలుగు.", "en-IN") == [("en-IN", "One. Two."), ("te-IN", "మూడు నాలుగు.")]


def test_a_short_latin_sentence_stays_with_an_indic_prompt() -> None:
    assert segments("సరే. OK. ఆగండి.", "te-IN") == [("te-IN", "సరే. OK. ఆగండి.")]
    assert segments("సరే. Please hold the line.", "te-IN") == [
        ("te-IN", "సరే."),
        ("en-IN", "Please hold the line."),
    ]


def test_figures_alone_go_with_what_stands_before_them() -> None:
    assert segments("1912.", "te-IN") == [("te-IN", "1912.")]
    assert segments("हमारा नंबर यह है। 1912.", "te-IN") == [("hi-IN", "हमारा नंबर यह है। 1912.")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_apology_is_said_by_its_own_voice_alone(language: str) -> None:
    assert [spoken_by for spoken_by, _ in segments(apology(language), language)] == [language]


def test_an_unknown_language_is_treated_as_one_in_latin_script() -> None:
    assert segments("Bonjour à tous les abonnés.", "fr-FR") == [("en-IN", "Bonjour à tous les abonnés.")]


@given(st.text(), st.sampled_from(LANGUAGES))
def test_nothing_but_space_is_lost_or_added(text: str, language: str) -> None:
    said = "".join(part for _, part in segments(text, language))
    assert "".join(said.split()) == "".join(text.split())
    assert all(part.strip() == part != "" for part in sentences(text))
    assert {spoken_by for spoken_by, _ in segments(text, language)} <= set(LANGUAGES)
