"""Dates as callers say and type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES
from runtime.language import date as spoken_date
from runtime.language.said_date import dates_in, typed_date

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("I will come day after tomorrow", "2026-11-22"),
        ("రేపు", "2026-11-21"),
        ("ఎల్లుండి వస్తాను", "2026-11-22"),
        ("కల రేపటి", "2026-11-21"),
        ("कल", "2026-11-21"),
        ("परसों", "2026-11-22"),
        ("next Monday", "2026-11-23"),
        ("వచ్చే సోమవారం", "2026-11-23"),
        ("अगले सोमवार को", "2026-11-23"),
        ("Friday", "2026-11-27"),
        ("పదిహేనవ తేదీ", "2026-12-15"),
        ("पंद्रह तारीख", "2026-12-15"),
        ("the 5th", "2026-12-05"),
        ("the twenty first", "2026-11-21"),
        ("26 January", "2027-01-26"),
        ("January the 26th", "2027-01-26"),
        ("26th of January 2028", "2028-01-26"),
        ("26 January two thousand twenty eight", "2028-01-26"),
        ("January twenty six twenty twenty eight", "2028-01-26"),
        ("ఇరవై ఆరు జనవరి", "2027-01-26"),
        ("जनवरी की 26 तारीख", "2027-01-26"),
        ("15/12", "2026-12-15"),
        ("15-12-2026", "2026-12-15"),
        ("15.12.26", "2026-12-15"),
        ("2026-12-01", "2026-12-01"),
        ("౧౫/౧౨", "2026-12-15"),
        ("fifteen", "2026-12-15"),
        ("in 3 days", "2026-11-23"),
        ("3 दिन बाद", "2026-11-23"),
        ("మూడు రోజుల తర్వాత", "2026-11-23"),
        ("two weeks later", "2026-12-04"),
        ("tomorrow at 5 pm", "2026-11-21"),
        ("the 15th at 5", "2026-12-15"),
        ("Monday the 23rd", "2026-11-23"),
        ("আগামীকাল", "2026-11-21"),
        ("આવતીકાલે", "2026-11-21"),
        ("ನಾಳೆ", "2026-11-21"),
        ("നാളെ", "2026-11-21"),
        ("उद्या", "2026-11-21"),
        ("ଆସନ୍ତାକାଲି", "2026-11-21"),
        ("ਕੱਲ੍ਹ", "2026-11-21"),
        ("நாளை", "2026-11-21"),
        ("পরশু", "2026-11-22"),
        ("ఈ రోజు", "2026-11-20"),
        ("29 February", "2028-02-29"),
    ],
)
def test_the_likeliest_day_comes_first(said: str, day: str) -> None:
    assert dates_in(said, FRIDAY)[0].isoformat() == day


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Monday or Tuesday",
        "today or tomorrow",
        "may I come in",
        "I sat in the sun",
        "5 pm",
        "room 15",
        "31 November",
        "32",
        "32/13",
        "tomorrow, Monday",
        "9876543210",
        "in 40000 days",
        "అగస్ట 15 ఏమో",
    ],
)
def test_no_day_and_two_days_are_none(said: str) -> None:
    assert dates_in(said, FRIDAY) == ()


def test_words_that_mean_both_ways_give_both_the_coming_day_first() -> None:
    assert [day.isoformat() for day in dates_in("कल", FRIDAY)] == ["2026-11-21", "2026-11-19"]
    assert [day.isoformat() for day in dates_in("next Monday", FRIDAY)] == ["2026-11-23", "2026-11-30"]
    assert [day.isoformat() for day in dates_in("last Monday", FRIDAY)] == ["2026-11-16"]
    assert [day.year for day in dates_in("15/8/47", FRIDAY)] == [2047, 1947]


def test_a_bare_number_is_no_date_in_an_answer_to_another_question() -> None:
    assert dates_in("fifteen", FRIDAY) != ()
    assert dates_in("fifteen", FRIDAY, sure=True) == ()
    assert dates_in("the fifteenth", FRIDAY, sure=True) != ()


def test_without_today_only_a_full_date_is_understood() -> None:
    assert dates_in("tomorrow", None) == ()
    assert dates_in("26 January", None) == ()
    assert dates_in("26 January 2027", None) == (date(2027, 1, 26),)


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        ("1512", ["2026-12-15", "2027-12-15", "2025-12-15"]),
        ("15122027", ["2027-12-15"]),
        ("0101", ["2027-01-01", "2026-01-01", "2025-01-01"]),
        ("3211", []),
        ("15", []),
        ("151227", []),
        ("", []),
    ],
)
def test_typed(keys: str, days: list[str]) -> None:
    assert [day.isoformat() for day in typed_date(keys, FRIDAY)] == days


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_date_that_we_say_is_a_date_that_we_hear(language: str) -> None:
    missed = [
        day
        for month in range(1, 13)
        for number in (1, 2, 3, 4, 5, 9, 10, 11, 15, 19, 20, 21, 25, 28)
        for year in (2026, 2027)
        for day in [date(year, month, number)]
        if dates_in(spoken_date(day.isoformat(), language), FRIDAY) != (day,)
    ]
    assert missed == []


@given(st.text(max_size=60))
def test_anything_at_all_is_answered(said: str) -> None:
    assert all(isinstance(day, date) for day in dates_in(said, FRIDAY))
    assert all(isinstance(day, date) for day in dates_in(said, None))


@pytest.mark.parametrize("said", ["9" * 5000, "0000-00-00", "99999/99999", "tomorrow " * 500, "1/1/0"])
def test_hostile_input_is_answered(said: str) -> None:
    assert isinstance(dates_in(said, FRIDAY), tuple)
