"""How long words take."""

from __future__ import annotations

import pytest

from runtime.language import LANGUAGES, apology
from runtime.language.length import seconds, sounds, stops


def test_letters_and_vowel_signs_are_sounds() -> None:
    assert sounds("కొండ 12!") == 4
    assert sounds("...") == 0


def test_a_stop_at_the_end_is_no_pause() -> None:
    assert stops("One, two. Three.") == 2
    assert stops("2.5 rupees") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_words_take_longer_and_a_faster_voice_less(language: str) -> None:
    once = apology(language)
    assert 1 < seconds(once, language) < 15
    assert seconds(f"{once} {once}", language) > 1.9 * seconds(once, language)
    assert seconds(once, language, 2.0) == pytest.approx(seconds(once, language) / 2)


def test_a_figure_counts_as_its_word() -> None:
    assert seconds("దయచేసి 1", "te-IN") > seconds("దయచేసి", "te-IN") + 0.3


def test_each_sentence_goes_at_the_rate_of_its_own_language() -> None:
    english = "Please press three for English now."
    assert seconds(english, "te-IN") == pytest.approx(seconds(english, "en-IN"))


def test_nothing_takes_no_time() -> None:
    assert seconds("", "te-IN") == seconds("…", "te-IN") == 0


def test_an_unknown_language_is_timed_as_english() -> None:
    assert seconds("hello there", "xx-XX") == seconds("hello there", "en-IN")


@pytest.mark.sound
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_estimate_is_near_the_embedded_voice(language: str) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("espeakng_loader")
    from runtime.providers.offline.espeak import Espeak

    voice = Espeak()
    text = apology(language)
    loud = np.flatnonzero(np.abs(voice.speak(text, language, "woman", 1.0)) > 200)
    assert seconds(text, language) == pytest.approx((loud[-1] - loud[0]) / voice.rate, rel=0.35)
