"""Which readings fit the limits of a slot."""

from __future__ import annotations

from datetime import date

from runtime.dialogue import fitting
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Bound, Slot, SlotType

HERE = Mark("flow.yaml", 1, 1)
TODAY = date(2026, 11, 20)


def test_the_first_day_within_the_limits() -> None:
    slot = Slot("day", SlotType.DATE, HERE, earliest=Bound(), latest=Bound(days=30))
    days = (date(2026, 11, 19), date(2026, 11, 21), date(2026, 11, 22))
    assert fitting.day(slot, days, TODAY) == "2026-11-21"
    assert fitting.day(slot, days[:1], TODAY) is None
    assert fitting.day(slot, days, None) is None


def test_two_times_that_fit_are_none_unless_they_were_typed() -> None:
    slot = Slot("at", SlotType.TIME, HERE)
    desk = Slot("at", SlotType.TIME, HERE, earliest=Bound("09:00"), latest=Bound("18:00"))
    assert fitting.only_time(slot, ("05:00", "17:00")) is None
    assert fitting.only_time(desk, ("05:00", "17:00")) == "17:00"
    assert fitting.first_time(slot, ("05:00", "17:00")) == "05:00"


def test_an_amount_is_never_below_nothing() -> None:
    assert fitting.number(Slot("paid", SlotType.AMOUNT, HERE), -1.0) is None
    assert fitting.number(Slot("paid", SlotType.AMOUNT, HERE), 10.005) in (10.0, 10.01)
    assert fitting.number(Slot("count", SlotType.NUMBER, HERE), -1.0) == -1
    assert fitting.number(Slot("count", SlotType.NUMBER, HERE), float("inf")) is None
