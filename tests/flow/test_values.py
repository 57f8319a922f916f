"""Text as the kinds of value flows have."""

from __future__ import annotations

from datetime import date, time

import pytest

from runtime.flow import values


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6s", 6),
        ("1.5s", 1.5),
        ("5m", 300),
        ("1h", 3600),
        ("300ms", 0.3),
        ("6", None),
        ("6 s", None),
        ("-6s", None),
        ("٦s", None),
        ("1:30", None),
        ("5min", None),
        ("9" * 9 + "s", None),
    ],
)
def test_seconds(text: str, seconds: float | None) -> None:
    assert values.seconds(text) == seconds


def test_keys() -> None:
    assert [values.key(one) for one in ("0", "9", "star", "hash", "*", "#")] == ["0", "9", "*", "#", "*", "#"]
    assert [values.key(one) for one in ("12", "", "a", "९")] == [None] * 4


def test_numbers_and_spans() -> None:
    assert values.number("150000") == 150000
    assert isinstance(values.number("3"), int)
    assert values.number("-2.5") == -2.5
    assert [values.number(one) for one in ("1,000", "1e5", "inf", "०")] == [None] * 4
    assert values.span("13") == (13, 13)
    assert values.span("11-16") == (11, 16)
    assert [values.span(one) for one in ("16-11", "0", "a", "1-")] == [None] * 4
    assert values.whole("12") == 12
    assert values.whole("1.2") is None


def test_clocks_and_days() -> None:
    assert values.clock("09:30") == values.clock("9:30") == time(9, 30)
    assert values.clock("24:00") == time.max
    assert [values.clock(one) for one in ("9.30", "25:00", "09:60", "24:01")] == [None] * 4
    assert values.day("2027-01-26") == date(2027, 1, 26)
    assert [values.day(one) for one in ("26-01-2027", "2027-02-30", "20270126")] == [None] * 3
    assert values.weekdays("mon-fri") == {0, 1, 2, 3, 4}
    assert values.weekdays("sat-mon") == {5, 6, 0}
    assert values.weekdays("daily") == set(range(7))
    assert [values.weekdays(one) for one in ("monday", "fri-", "mon-fry")] == [None, {4}, None]
    assert values.yes_no("yes") is True
    assert values.yes_no("true") is None
