"""Digits a caller says unasked are masked: nobody wanted that card number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phone import Phone

from runtime.dialogue.call import HIDDEN
from runtime.dialogue.effect import AskModel, Speak
from runtime.dialogue.masking import LONGEST_SHOWN, shown, unasked
from runtime.language import DIGIT_WORDS, LANGUAGES, cardinal


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("my card is 4111 1111 1111 1111", f"my card is {HIDDEN}"),
        ("call me on 98765-43210 please", f"call me on {HIDDEN} please"),
        ("నా నంబర్ ౯౮౭౬౫౪౩౨౧౦", f"నా నంబర్ {HIDDEN}"),
        ("it is nine eight seven six five four three", f"it is {HIDDEN}"),
        ("double nine double eight triple seven", HIDDEN),
        ("98765 four three two one zero", HIDDEN),
        ("nine 8 seven 6 five 4", HIDDEN),
        ("98765 - 43210", HIDDEN),
        ("account AP123456789", f"account AP{HIDDEN}"),
        ("987654 three", HIDDEN),
        ("nine-eight-seven-six-five-four", HIDDEN),
        ("ninety eight forty eight twelve", HIDDEN),
        ("मेरा नंबर नौ आठ सात छह पाँच चार है", f"मेरा नंबर {HIDDEN} है"),
    ],
)
def test_a_long_run_of_digits_is_hidden(said: str, masked: str) -> None:
    assert unasked(said) == masked


@pytest.mark.parametrize(
    "said",
    [
        "dial 1912 now",
        "house 12, street 34",
        "one or two of us",
        "I have said it four, five times already",
        "no  digits   here",
        "a bill of 2 lakh 50 thousand rupees",
        "बिल पाँच हज़ार दो सौ का है",
        "98765",
        "",
    ],
)
def test_a_short_one_is_left_as_it_was_said(said: str) -> None:
    assert unasked(said) == said


def test_digits_that_are_asked_for_stay() -> None:
    assert unasked("nine eight seven six five four", asked=True) == "nine eight seven six five four"
    assert unasked("9876543210", asked=True) == "9876543210"


@given(
    st.lists(st.integers(0, 9), min_size=LONGEST_SHOWN + 1, max_size=16),
    st.sampled_from(LANGUAGES),
    st.lists(st.booleans(), min_size=16, max_size=16),
)
def test_words_and_figures_mixed_are_hidden(digits: list[int], language: str, spelt: list[bool]) -> None:
    said = [DIGIT_WORDS[language][d] if word else str(d) for d, word in zip(digits, spelt, strict=False)]
    masked = unasked(" ".join(said))
    assert masked.replace(HIDDEN, "").strip() == ""
    assert HIDDEN in masked


@pytest.mark.parametrize("language", LANGUAGES)
def test_27_a_long_number_is_hidden_however_it_is_said(language: str) -> None:
    """An Aadhaar number in pairs, as it is read from the card: forty-eight, twenty-three…"""
    pairs = " ".join(cardinal(pair, language) for pair in (48, 23, 91, 67, 55, 30))
    assert unasked(pairs) == HIDDEN
    assert unasked(f"Aadhaar {pairs} Kondapur") == f"Aadhaar {HIDDEN} Kondapur"


def test_digits_among_words_of_a_value_are_hidden_wherever_they_stand() -> None:
    told = {"name": "my card is 4111 1111 1111 1111", "times": ["10:30"], "id": "4821004821", "bill": 120.5}
    assert shown(told) == {**told, "name": f"my card is {HIDDEN}"}
    assert shown("2026-11-20") == "2026-11-20" and shown(None) is None


def test_27_what_was_read_back_is_masked_for_the_model(call: Callable[..., Phone]) -> None:
    """A caller who gives a card number for a name hears it back; the model and the person do not see it."""
    phone = call(
        """
  begin: {ask: name, type: text, say: hello, confirm: "You said {{ name }}?", go: talk}
  talk:
    converse: helper
    exits: {bye: done, desk: a person}
    limits: {turns: 3, time: 40s, reply: 4s, go: desk}
  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}
"""
    )
    phone.say("my card is 4111 1111 1111 1111")
    assert "4111 1111" in phone.effects(Speak)[-1].text
    phone.say("yes")
    phone.say("hello")
    asked = phone.effects(AskModel)[0]
    assert "4111" not in repr(asked) and HIDDEN in repr(asked.messages)
