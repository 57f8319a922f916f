"""Numbers and money in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES, number_in
from runtime.language.amounts import number, rupees
from runtime.language.cardinals import LARGEST


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (1, "en-IN", "one rupee"),
        (0, "en-IN", "zero rupees"),
        ("10.50", "en-IN", "ten rupees and fifty paise"),
        (0.01, "en-IN", "one paisa"),
        ("2,50,000", "en-IN", "two lakh fifty thousand rupees"),
        (1, "hi-IN", "एक रुपया"),
        (21, "hi-IN", "इक्कीस रुपये"),
        ("99.01", "hi-IN", "निन्यानबे रुपये एक पैसा"),
        (1, "te-IN", "ఒక రూపాయి"),
        (2000, "te-IN", "రెండు వేల రూపాయలు"),
        (500, "te-IN", "ఐదు వందల రూపాయలు"),
        (21, "te-IN", "ఇరవై ఒక్క రూపాయలు"),
        ("౧౦", "te-IN", "పది రూపాయలు"),
        (1, "ta-IN", "ஒரு ரூபாய்"),
        (1, "ml-IN", "ഒരു രൂപ"),
        (1, "gu-IN", "એક રૂપિયો"),
        (19.999, "en-IN", "twenty rupees"),
        (1500.0, "en-IN", "one thousand five hundred rupees"),
    ],
)
def test_money(value: Any, language: str, said: str) -> None:
    assert rupees(value, language) == said


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (42, "en-IN", "forty-two"),
        ("2.5", "en-IN", "two point five"),
        ("2.50", "hi-IN", "दो दशमलव पाँच"),
        ("2.05", "te-IN", "రెండు దశాంశం సున్నా ఐదు"),
        (-3, "hi-IN", "माइनस तीन"),
        (2.0, "en-IN", "two"),
        ("1,50,000", "en-IN", "one lakh fifty thousand"),
    ],
)
def test_numbers(value: Any, language: str, said: str) -> None:
    assert number(value, language) == said


BAD = ["", "ten", "1e5", "1,2", "--1", "12 rupees", None, True, float("nan"), float("inf"), [1], LARGEST]


@pytest.mark.parametrize("value", BAD)
def test_what_is_no_number_is_refused_in_plain_words(value: Any) -> None:
    for say in (number, rupees):
        with pytest.raises(ValueError, match=r"not a number|cannot be said|too many"):
            say(value, "hi-IN")


def test_a_debt_is_no_sum_to_be_said() -> None:
    with pytest.raises(ValueError, match="less than none"):
        rupees(-1, "en-IN")


@given(st.decimals(0, 10**9, places=2), st.sampled_from(LANGUAGES))
def test_every_sum_has_words_and_no_figure(amount: Decimal, language: str) -> None:
    said = rupees(str(amount), language)
    assert not any(letter.isdecimal() for letter in said)
    assert len(said.split()) <= 30


@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_a_number_that_is_said_is_heard_back(amount: int, language: str) -> None:
    assert number_in(number(amount, language)) == amount
