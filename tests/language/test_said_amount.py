"""Amounts of money as callers say them."""

from __future__ import annotations

import pytest

from runtime.language import LANGUAGES, rupees
from runtime.language.said_amount import amount_in


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("500 rupees", 500),
        ("five hundred rupees fifty paise", 500.5),
        ("fifty paise", 0.5),
        ("₹1,250.50", 1250.5),
        ("Rs. 500", 500),
        ("ढाई लाख", 250000),
        ("डेढ़ हज़ार रुपये", 1500),
        ("साढ़े पाँच सौ रुपये", 550),
        ("రెండున్నర లక్షలు", 250000),
        ("రెండు వేల ఐదు వందల రూపాయలు", 2500),
        ("two and a half lakh", 250000),
        ("2 crore 50 lakh", 25000000),
        ("ஐந்நூறு ரூபாய்", 500),
        ("five rupees or ten rupees", None),
        ("ten twenty rupees", None),
        ("money", None),
        ("5 rupees 150 paise", None),
    ],
)
def test_amounts(said: str, amount: float | None) -> None:
    assert amount_in(said) == amount


def test_only_with_the_word_for_money_in_an_answer_to_another_question() -> None:
    assert amount_in("five hundred", sure=True) is None
    assert amount_in("five hundred rupees", sure=True) == 500
    assert amount_in("₹500", sure=True) == 500


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "amount",
    [1, 2, 10, 25, 99, 100, 101, 150, 999, 1000, 1500, 25000, 54548, 100000, 150000, 250149, 10.5, 1250.75],
)
def test_every_amount_that_we_say_is_an_amount_that_we_hear(language: str, amount: float) -> None:
    assert amount_in(rupees(amount, language)) == amount
