"""Which keys a prompt tells the caller to press, in every language."""

from __future__ import annotations

import pytest

from runtime.language.menu import offer
from runtime.language.spoken import DIGIT_WORDS
from runtime.lint.keys import key_first, key_of, named_keys, told_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("For bills, press 1. For a person, press two.", ["1", "2"]),
        ("Press 1, 2 or 3.", ["1", "2", "3"]),
        ("Press the star key, or press hash.", ["*", "#"]),
        ("బిల్లు కోసం 5 నొక్కండి.", ["5"]),
        ("బిల్లు కోసం ఒకటి నొక్కండి, సిబ్బంది కోసం సున్నా నొక్కండి.", ["1", "0"]),
        ("బిల్లు కోసం 2ని నొక్కండి. సిబ్బంది కోసం స్టార్ నొక్కండి.", ["2", "*"]),
        ("बिल के लिए पाँच दबाएँ।", ["5"]),
        ("बिल के लिए एक दबाइए, शिकायत के लिए दो दबाइए।", ["1", "2"]),
        ("हाँ के लिए 1 या 2 दबाएं।", ["1", "2"]),
        ("बिल के लिए २ दबाएँ।", ["2"]),
        ("बिलासाठी दोन दाबा.", ["2"]),
        ("பில்லுக்கு ஒன்றை அழுத்தவும்.", ["1"]),
        ("புகாருக்கு 2-ஐ அழுத்தவும்.", ["2"]),
        ("ಬಿಲ್‌ಗಾಗಿ ಮೂರು ಒತ್ತಿ.", ["3"]),
        ("ബില്ലിനായി നാല് അമർത്തുക.", ["4"]),
        ("বিলের জন্য পাঁচ টিপুন।", ["5"]),
        ("બિલ માટે બે દબાવો.", ["2"]),
        ("ਬਿੱਲ ਲਈ ਤਿੰਨ ਦਬਾਓ।", ["3"]),
        ("ବିଲ୍ ପାଇଁ ଚାରି ଦବାନ୍ତୁ।", ["4"]),
        ("తెలుగు కోసం 1 నొక్కండి. हिंदी के लिए 2 दबाएँ. For English, press 3.", ["1", "2", "3"]),
    ],
)
def test_told_keys(text: str, keys: list[str]) -> None:
    assert told_keys(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "Please press a number.",
        "Press one of the keys.",
        "You have 5 rupees to pay. Press the key you want.",
        "Please call 1912.",
        "Press {{ key }}.",
        "దయచేసి ఒక అంకె నొక్కండి.",
        "కొత్త మీటర్‌కు 10 రోజులు పడుతుంది.",
        "कृपया कोई अंक दबाएँ।",
        "कोई एक बटन दबाइए।",
        "Press 12.",
    ],
)
def test_no_key_is_told(text: str) -> None:
    assert told_keys(text) == []


def test_a_key_is_named_without_a_verb_too() -> None:
    assert named_keys("తెలుగు కోసం 1. हिंदी के लिए दो. For English, three.") == {"1", "2", "3"}


def test_longer_numbers_are_no_keys() -> None:
    assert [key_of(word) for word in ("1912", "12", "౧౨")] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Press 2 for bills.",
        "Welcome. Please press two to pay your bill.",
        "Press the 1 key if you are a customer.",
        "1 నొక్కండి బిల్లు కోసం.",
        "నమస్కారం. ఒకటి నొక్కండి, బిల్లు కోసం.",
        "1 दबाएँ बिल के लिए।",
        "दोन दाबा बिलासाठी.",
        "1-ஐ அழுத்தவும் பில்லுக்கு.",
        "ಒಂದು ಒತ್ತಿ ಬಿಲ್‌ಗಾಗಿ.",
        "এক টিপুন বিলের জন্য।",
        "1 દબાવો બિલ માટે.",
        "1 ਦਬਾਓ ਬਿੱਲ ਲਈ।",
    ],
)
def test_the_key_comes_first(text: str) -> None:
    assert key_first(text) in text


@pytest.mark.parametrize(
    "text",
    [
        "For bills, press 2. To hear this again, press star.",
        "Press 1, 2 or 3 to choose a language.",
        "Press 1.",
        "Press 1 or wait for a person.",
        "బిల్లు కోసం 1 నొక్కండి. ఫిర్యాదు కోసం 2 నొక్కండి.",
        "తెలుగు కోసం 1 నొక్కండి, హిందీ కోసం 2 నొక్కండి.",
        "बिल के लिए 1 दबाएँ, शिकायत के लिए 2 दबाएँ।",
        "1 दबाएँ या बोलिए।",
        "பில்லுக்கு 1-ஐ அழுத்தவும். புகாருக்கு 2-ஐ அழுத்தவும்.",
        "বিলের জন্য ১ টিপুন।",
        "Your number is 4 for today.",
        "ఒక్క క్షణం. మీ కోసం చూస్తున్నాను.",
    ],
)
def test_the_purpose_comes_first(text: str) -> None:
    assert key_first(text) is None


@pytest.mark.parametrize("language", sorted(DIGIT_WORDS))
def test_the_words_that_the_flow_makes_of_options_are_in_order(language: str) -> None:
    told = offer("ABC", "2", language)
    assert key_first(told) is None
    assert told_keys(told) == ["2"]
