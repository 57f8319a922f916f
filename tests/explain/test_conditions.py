"""Conditions in words, and as they are written where there are none."""

from __future__ import annotations

import pytest

from runtime.explain.conditions import told
from runtime.flow.diagnostic import Mark
from runtime.flow.model import SlotType
from runtime.flow.template import expression

KINDS = {
    "free.times": None,
    "booking.booked": SlotType.YES_NO,
    "more": SlotType.YES_NO,
    "age": SlotType.NUMBER,
    "day": SlotType.DATE,
    "village": SlotType.TEXT,
}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("more", "`more` is yes"),
        ("not more", "`more` is not yes"),
        ("village", "`village` is known"),
        ("not village", "`village` is not known"),
        ("age >= 18", "`age` is 18 or more"),
        ("18 <= age <= 40", "18 is at most `age` and `age` is at most 40"),
        ("age != 18", "`age` is not 18"),
        ("village == 'Kondapur'", "`village` is «Kondapur»"),
        ("village not in ['a', 'b']", "`village` is none of «a», «b»"),
        ("day > today", "`day` is after the day of the call"),
        ("now < '18:00'", "the time of day is before «18:00»"),
        ("today == '2027-01-26'", "the day of the call is «2027-01-26»"),
        ("language == 'te-IN'", "the language of the call is «te-IN»"),
        ("no_matches < 2", "the caller was not understood fewer than 2 times in a row"),
        ("not (more and age > 3)", "it is not so that `more` is yes and `age` is more than 3"),
        ("not open.desk", "`desk` is closed"),
        ("free.times", "there is something in `free.times`"),
        ("not free.times", "there is nothing in `free.times`"),
        ("booking.booked", "`booking.booked` is yes"),
        ("age + 1 > 3", "age + 1 > 3"),
        ("no_matches >= 3 or age + 1 > 3", "no_matches >= 3 or age + 1 > 3"),
    ],
)
def test_conditions_in_words(source: str, words: str) -> None:
    assert told(expression(source, Mark("flow.yaml", 1, 1)), KINDS) == words
