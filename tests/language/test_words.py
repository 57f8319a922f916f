"""Yes, no, the sounds of a listener, and the sentence that is left when everything has failed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.language import (
    LANGUAGES,
    SCRIPT_OF,
    apology,
    backchannels,
    fillers,
    folded,
    no_words,
    script_of,
    sentences,
    yes_words,
)
from runtime.language.words import BACKCHANNELS, FILLERS, NO, YES

TABLES = {"yes": YES, "no": NO, "backchannels": BACKCHANNELS, "fillers": FILLERS}
WORDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "yes": yes_words,
    "no": no_words,
    "backchannels": backchannels,
    "fillers": fillers,
}


def _scripts(text: str) -> set[str]:
    return {name for name in map(script_of, text) if name}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words_in_its_own_script(table: str, language: str) -> None:
    words = TABLES[table][language]
    assert all(_scripts(word) in ({SCRIPT_OF[language]}, {"Latin"}) for word in words)
    assert sum(_scripts(word) == {SCRIPT_OF[language]} for word in words) >= 3
    assert len(words) == len(set(words)), "a word stands twice"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_english_is_understood_in_every_language_after_its_own_words(table: str, language: str) -> None:
    words = WORDS[table](language)
    own = TABLES[table][language]
    assert words[: len(own)] == own
    assert set(TABLES[table]["en-IN"]) <= set(words)


def test_no_word_is_yes_and_no() -> None:
    """In one language, and in any two: a flow understands the words of all its languages."""
    yes = {folded(word): language for language, words in YES.items() for word in words}
    no = {folded(word): language for language, words in NO.items() for word in words}
    assert {word: (yes[word], no[word]) for word in yes.keys() & no.keys()} == {}


def test_a_listening_sound_is_no_refusal() -> None:
    """ "Haan" over a prompt is dropped; a no over a prompt must not be."""
    no = {folded(word) for words in NO.values() for word in words}
    assert no & {folded(word) for words in BACKCHANNELS.values() for word in words} == set()


def test_a_filler_is_no_refusal() -> None:
    no = {folded(word) for words in NO.values() for word in words}
    assert no & {folded(word) for words in FILLERS.values() for word in words} == set()


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("bn-IN", "হ্যাঁ", "না"),
        ("en-IN", "yes", "no"),
        ("gu-IN", "હા", "ના"),
        ("hi-IN", "हाँ", "नहीं"),
        ("kn-IN", "ಹೌದು", "ಇಲ್ಲ"),
        ("ml-IN", "അതെ", "അല്ല"),
        ("mr-IN", "होय", "नाही"),
        ("od-IN", "ହଁ", "ନା"),
        ("pa-IN", "ਹਾਂ", "ਨਹੀਂ"),
        ("ta-IN", "ஆமாம்", "இல்லை"),
        ("te-IN", "అవును", "కాదు"),
    ],
)
def test_the_first_word_a_child_learns(language: str, yes: str, no: str) -> None:
    assert yes in yes_words(language)
    assert no in no_words(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_apology_is_fixed_words_in_the_callers_language(language: str) -> None:
    text = apology(language)
    assert _scripts(text) == {SCRIPT_OF[language]}
    assert "{" not in text
    assert 2 <= len(sentences(text)) <= 4
    assert apology(language) == text


def test_apologies_differ() -> None:
    assert len({apology(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    assert apology("xx-XX") == apology("en-IN")
    assert yes_words("xx-XX") == yes_words("en-IN")
