"""Days in words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES
from runtime.language.dates import MONTHS, WEEKDAYS, date, year

TODAY = "2026-11-22"  # a Sunday


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        ("2026-11-26", "en-IN", "Thursday, twenty-sixth November"),
        ("2027-01-26", "en-IN", "twenty-sixth January"),
        ("1998-05-20", "en-IN", "twentieth May nineteen ninety-eight"),
        ("2027-08-15", "en-IN", "fifteenth August twenty twenty-seven"),
        ("2026-11-26", "hi-IN", "गुरुवार, छब्बीस नवंबर"),
        ("1998-05-20", "hi-IN", "बीस मई उन्नीस सौ अट्ठानबे"),
        ("2026-11-26", "te-IN", "గురువారం, నవంబర్ ఇరవై ఆరు"),
        ("1998-05-20", "te-IN", "మే ఇరవై, పందొమ్మిది వందల తొంభై ఎనిమిది"),
        ("2026-11-26", "ta-IN", "வியாழக்கிழமை, நவம்பர் இருபத்து ஆறாம் தேதி"),
        ("2027-01-26", "bn-IN", "ছাব্বিশে জানুয়ারি"),
        ("2027-01-01", "bn-IN", "পয়লা জানুয়ারি"),
        ("2027-01-05", "bn-IN", "পাঁচই জানুয়ারি"),
        ("2027-01-26", "xx-XX", "twenty-sixth January"),
    ],
)
def test_a_near_day_has_its_weekday_and_a_far_one_its_year(day: str, language: str, said: str) -> None:
    assert date(day, language, TODAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-21", "twenty-first November"),  # yesterday: nobody plans it
        ("2026-11-22", "Sunday, twenty-second November"),
        ("2026-12-05", "Saturday, fifth December"),
        ("2026-12-06", "sixth December"),
        ("2027-05-24", "twenty-fourth May"),
        ("2027-05-25", "twenty-fifth May twenty twenty-seven"),
    ],
)
def test_the_borders_of_near_and_far(day: str, said: str) -> None:
    assert date(day, "en-IN", TODAY) == said


def test_without_a_today_the_year_is_said() -> None:
    assert date(datetime.date(2026, 11, 26), "en-IN") == "twenty-sixth November twenty twenty-six"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1905, "nineteen hundred and five"),
        (1900, "nineteen hundred"),
        (2000, "two thousand"),
        (2009, "two thousand and nine"),
        (2010, "twenty ten"),
    ],
)
def test_english_years(number: int, said: str) -> None:
    assert year(number, "en-IN") == said


@pytest.mark.parametrize("value", ["", "tomorrow", "2026-13-01", "2026-02-30", "26-11-2026", None, 20261126])
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not a date such as"):
        date(value, "en-IN", TODAY)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.sampled_from(LANGUAGES))
def test_every_day_has_its_month_and_no_figure(day: datetime.date, language: str) -> None:
    said = date(day.isoformat(), language, TODAY)
    assert MONTHS[language][day.month - 1] in said
    assert not any(letter.isdecimal() for letter in said)


TAMIL_WEEKDAYS = ("திங்கள்", "செவ்வாய்", "புதன்", "வியாழன்", "வெள்ளி", "சனி", "ஞாயிறு")
OURS = {
    # CLDR's names that we say otherwise, and why.
    ("bn", "জানুয়ারী"): "জানুয়ারি",  # the spelling of the Bangla academies
    ("bn", "ফেব্রুয়ারী"): "ফেব্রুয়ারি",
} | {
    # Said of a day, a Tamil weekday takes -kizhamai.
    ("ta", short): full
    for short, full in zip(TAMIL_WEEKDAYS, WEEKDAYS["ta-IN"], strict=True)
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_those_of_cldr(language: str) -> None:
    """Babel is the oracle; it is no part of the product."""
    babel = pytest.importorskip("babel")
    code = "or" if language == "od-IN" else language.partition("-")[0]
    names = babel.Locale.parse(code)

    def ours(name: str) -> str:
        plain = name.replace("\u200c", "")
        return OURS.get((code, plain), plain)

    assert [ours(names.months["format"]["wide"][month]) for month in range(1, 13)] == list(MONTHS[language])
    assert [ours(names.days["format"]["wide"][day]) for day in range(7)] == list(WEEKDAYS[language])
