from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.providers.sarvam.words import Thoughtless, first_sentence, pieces, plain, speakable


def test_each_language_of_a_prompt_is_spoken_in_its_own() -> None:
    prompt = "తెలుగు కోసం 1 నొక్కండి. हिंदी के लिए 2 दबाएँ. For English, press 3."
    assert [language for language, _ in speakable(prompt, "te-IN")] == ["te-IN", "hi-IN", "en-IN"]


def test_nothing_but_marks_is_not_spoken() -> None:
    assert speakable("…", "te-IN") == []


@given(st.text("క లe. ।?", max_size=300), st.integers(5, 60))
def test_pieces_are_short_enough_and_lose_no_letter(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert all(0 < len(piece) <= longest for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert pieces("One two. Three four. Five.", 21) == ["One two. Three four.", "Five."]


def test_a_sentence_is_whole_only_when_something_follows() -> None:
    assert first_sentence("It costs 3.") is None
    assert first_sentence("It costs 3.50 rupees") is None
    assert first_sentence("అవును. ") == ("అవును.", " ")
    assert first_sentence("हाँ। और") == ("हाँ।", " और")


def test_a_voice_never_reads_marks_of_a_page() -> None:
    assert plain("## Title\n- **one**, `two` and [three](https://x.example)") == "Title one, two and three"


@given(st.lists(st.sampled_from(["<", "think", ">", "</", "a", "b ", "<think>", "</think>"]), max_size=20))
def test_thoughts_are_taken_out_however_they_are_cut(parts: list[str]) -> None:
    whole = Thoughtless()
    expected = whole.feed("".join(parts)) + whole.flush()
    piecewise = Thoughtless()
    assert "".join(piecewise.feed(part) for part in parts) + piecewise.flush() == expected


@pytest.mark.parametrize(
    ("said", "heard"),
    [("<think>no</think>yes", "yes"), ("a<think>b", "a"), ("2 < 3", "2 < 3"), ("a<th", "a<th")],
)
def test_only_thoughts_are_taken_out(said: str, heard: str) -> None:
    thoughtless = Thoughtless()
    assert thoughtless.feed(said) + thoughtless.flush() == heard
