"""The sentence that offers one choice of a menu."""

from __future__ import annotations

import pytest

from runtime.language import LANGUAGES, dominant_script
from runtime.language.menu import key_name, offer
from runtime.language.script import SCRIPT_OF

LABELS = {
    "bn-IN": "বিল",
    "en-IN": "bills",
    "gu-IN": "બિલ",
    "hi-IN": "बिल",
    "kn-IN": "ಬಿಲ್",
    "ml-IN": "ബിൽ",
    "mr-IN": "बिल",
    "od-IN": "ବିଲ୍",
    "pa-IN": "ਬਿੱਲ",
    "ta-IN": "பில்",
    "te-IN": "బిల్లు",
}


def test_the_pattern_of_the_language() -> None:
    assert offer("బిల్లు", "2", "te-IN") == "బిల్లు కోసం 2 నొక్కండి."
    assert offer("बिल", "2", "hi-IN") == "बिल के लिए 2 दबाएँ।"
    assert offer("our staff", "*", "en-IN") == "For our staff, press star."
    assert offer("bills", None, "en-IN") == "You can say bills."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [*"0123456789*#", None])
def test_every_language_names_purpose_before_key_in_its_own_script(language: str, key: str | None) -> None:
    sentence = offer(LABELS[language], key, language)
    assert LABELS[language] in sentence
    assert dominant_script(sentence) == SCRIPT_OF[language]
    if key is not None:
        assert sentence.index(LABELS[language]) < sentence.index(key_name(key, language))


def test_braces_in_a_label_are_left_alone() -> None:
    assert offer("{{ village }} {key}", "1", "en-IN") == "For {{ village }} {key}, press 1."


def test_an_unknown_language_is_spoken_as_english() -> None:
    assert offer("bills", "#", "xx-IN") == "For bills, press hash."
