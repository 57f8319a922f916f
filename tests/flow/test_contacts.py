"""Opening hours as the operator writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from runtime.flow.load import Loaded

DESK = """
### contacts.yaml
contacts:
  desk:
    number: "+914055500100"
    hours: [{days: mon-fri, from: "09:30", to: "18:00"}, {days: [sat, sun], from: "20:00", to: "24:00"}]
    holidays: [2027-01-26]
  always: {queue: front, timeout: 10s}
"""


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2027-01-25 09:29", False),
        ("2027-01-25 09:30", True),
        ("2027-01-25 17:59", True),
        ("2027-01-25 18:00", False),
        ("2027-01-26 12:00", False),
        ("2027-01-23 23:59", True),
        ("2027-01-24 00:01", False),
    ],
)
def test_hours(loaded: Callable[[str], Loaded], frame: str, now: str, is_open: bool) -> None:
    flow = loaded(frame + DESK.lstrip()).flow
    assert flow is not None
    assert flow.contacts["desk"].open_at(datetime.fromisoformat(now)) is is_open
    assert flow.contacts["always"].open_at(datetime.fromisoformat(now))
    assert (flow.contacts["desk"].timeout, flow.contacts["always"].timeout) == (25, 10)


OFFICE = """
### contacts.yaml
holidays: {2027-01-26: Republic Day, 2027-08-15: Independence Day}
contacts:
  office:
    number: "+914055500100"
    hours:
      - {days: mon-fri, from: "09:30", to: "13:00"}
      - {days: mon-fri, from: "14:00", to: "18:00"}
    holidays: [2027-03-22]
  counter: {queue: counter, hours: [{days: daily, from: "08:00", to: "20:00"}], holidays: no}
  always: {queue: front}
"""


@pytest.mark.parametrize(
    ("now", "office", "counter"),
    [
        ("2027-01-25 09:29", False, True),
        ("2027-01-25 09:30", True, True),
        ("2027-01-25 12:59", True, True),
        ("2027-01-25 13:00", False, True),
        ("2027-01-25 13:59", False, True),
        ("2027-01-25 14:00", True, True),
        ("2027-01-25 18:00", False, True),
        ("2027-01-26 10:00", False, True),
        ("2027-03-22 10:00", False, True),
        ("2027-08-15 07:59", False, False),
    ],
)
def test_a_lunch_break_and_holidays_that_all_share(
    loaded: Callable[[str], Loaded], frame: str, now: str, office: bool, counter: bool
) -> None:
    flow = loaded(frame + OFFICE.lstrip()).flow
    assert flow is not None
    moment = datetime.fromisoformat(now)
    assert flow.contacts["office"].open_at(moment) is office
    assert flow.contacts["counter"].open_at(moment) is counter
    assert flow.contacts["always"].open_at(moment)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('from: "14:00"', 'from: "12:00"', "hours-overlap"),
        ('from: "14:00"', 'from: "13:00"', ""),
        ('"14:00", to: "18:00"', '"18:00", to: "14:00"', "hours-backwards"),
        ("2027-01-26: Republic Day", "26-01-2027: Republic Day", "day-format"),
        ("[2027-03-22]", "[Holi]", "day-format"),
        ("holidays: no", "holidays: never", "wrong-value"),
        ('from: "14:00"', 'from: "2pm"', "clock-format"),
    ],
)
def test_hours_that_cannot_be_meant(
    loaded: Callable[[str], Loaded], frame: str, old: str, new: str, rule: str
) -> None:
    found = loaded(frame + OFFICE.lstrip().replace(old, new)).diagnostics
    assert [one.rule for one in found] == ([rule] if rule else [])
