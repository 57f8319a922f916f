"""What a condition lets through, and when one lets through no more than another."""

from __future__ import annotations

import pytest

from runtime.lint.regions import covered, region


@pytest.mark.parametrize(
    ("inner", "outer", "covers"),
    [
        ("age >= 60", "age >= 18", True),
        ("age >= 18", "age >= 60", False),
        ("age > 18", "age >= 18", True),
        ("age >= 18", "age > 18", False),
        ("18 <= age <= 40", "17 < age", True),
        ("day == 'sat'", "day in ['sat', 'sun']", True),
        ("day in ['sat', 'mon']", "day in ['sat', 'sun']", False),
        ("age >= 18 and more", "more", True),
        ("more", "age >= 18 and more", False),
        ("not more", "more", False),
        ("visits.ask_name > 2", "visits.ask_name >= 2", True),
        ("visits.ask_name > 2", "visits.ask_age >= 2", False),
        ("age == 18", "age == '18'", False),
    ],
)
def test_covered(inner: str, outer: str, covers: bool) -> None:
    here, there = region(inner), region(outer)
    assert here is not None and there is not None
    assert covered(here, there) is covers


@pytest.mark.parametrize(
    "source", ["a or b", "a == b", "not (a and b)", "a + 1 > 2", "age != 3", "a ==", "x is none"]
)
def test_of_other_conditions_nothing_is_said(source: str) -> None:
    assert region(source) is None


@pytest.mark.parametrize(
    ("source", "empty"),
    [
        ("age < 18 and age > 60", True),
        ("age < 18 and age >= 18", True),
        ("age <= 18 and age >= 18", False),
        ("day == 'sat' and day == 'sun'", True),
        ("more and not more", True),
        ("age > 18", False),
    ],
)
def test_nothing_is_let_through(source: str, empty: bool) -> None:
    found = region(source)
    assert found is not None
    assert any(values.empty for values in found.values()) is empty
