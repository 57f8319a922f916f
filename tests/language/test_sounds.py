"""One coarse alphabet of sounds for all scripts and for Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language.sounds import close_key, sound_key


@pytest.mark.parametrize(
    "alike",
    [
        ("बिजली नहीं है", "bijli nahi hai", "bijlee nahin he", "ਬਿਜਲੀ ਨਹੀਂ ਹੈ"),
        ("కరెంట్ లేదు", "karent ledu", "current ledu", "కరెంటు లేదు"),
        ("ఆపరేటర్", "operator", "ఆపరేటరు", "ಆಪರೇಟರ್", "opperator"),
        ("బిల్లు", "bill", "बिल", "ಬಿಲ್", "ബിൽ", "বিল", "બિલ", "ਬਿੱਲ", "ବିଲ୍"),
        ("చెప్పండి", "cheppandi", "chepandi", "చెప్పండీ"),
        ("चाहिए", "chahiye", "चाहिये"),
        ("வேண்டாம்", "vendaam", "vendam"),
        ("ಮತ್ತೊಮ್ಮೆ ಹೇಳಿ", "mattomme heli"),
        ("বিদ্যুৎ নেই", "bidyut nei", "বিদ্যুত নেই"),
        ("ਬਿਜਲੀ ਨਹੀਂ", "bijli nahi"),
        ("લાઇટ નથી", "light nathi"),
        ("ବିଜୁଳି ନାହିଁ", "bijuli nahin"),
        ("കറന്റ് ഇല്ല", "karant illa"),
        ("మాట్లాడాలి", "matladali", "maatlaadaali"),
        ("मतलब", "matlab"),
    ],
)
def test_the_same_words_in_other_letters_have_one_key(alike: tuple[str, ...]) -> None:
    assert len({sound_key(text) for text in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("लेना", "देना"),
        ("கரண்ட் இல்லை", "கரண்ட் இருக்கு"),
        ("వేస్తారు", "వస్తారు"),
        ("ಬೇಕು", "ಬೇಡ"),
        ("வேண்டும்", "வேண்டாம்"),
        ("pay", "play"),
        ("eye doctor", "ఏ డాక్టర్"),
        ("light", "let"),
    ],
)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


def test_a_close_key_tells_long_from_short() -> None:
    assert sound_key("कम") == sound_key("काम")
    assert close_key("कम") != close_key("काम")
    assert close_key("వద్దు") == close_key("వదు")


@given(st.text())
def test_every_text_has_a_key_and_always_the_same(text: str) -> None:
    assert sound_key(text) == sound_key(text)
    assert len(sound_key(text).split()) <= len(text)
