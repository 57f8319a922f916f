"""Which of the values that an answer may mean fits the limits of its slot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from runtime.flow.model import Bound, Slot, SlotType


def number(slot: Slot, value: float | None) -> int | float | None:
    """A number or amount within `min` and `max`. An amount is never below nothing, and whole in paise."""
    if value is None or value != value or abs(value) == float("inf"):
        return None
    if slot.type is SlotType.AMOUNT:
        if value < 0:
            return None
        value = round(value, 2)
    if slot.minimum is not None and value < slot.minimum:
        return None
    if slot.maximum is not None and value > slot.maximum:
        return None
    return whole(value)


def whole(value: float) -> int | float:
    """A number without a fraction as a whole one."""
    return int(value) if float(value).is_integer() else value


def day(slot: Slot, days: Iterable[date], today: date | None) -> str | None:
    """The first of `days` within `min` and `max`, as "2027-01-26"; None when none fits."""
    for one in days:
        text = one.isoformat()
        if within(slot, text, today):
            return text
    return None


def only_time(slot: Slot, times: Iterable[str]) -> str | None:
    """The one of `times` within `min` and `max`. When both halves of the day fit, nobody can tell which was
    meant: None, and the caller is asked again."""
    fits = [one for one in times if within(slot, one, None)]
    return fits[0] if len(fits) == 1 else None


def first_time(slot: Slot, times: Iterable[str]) -> str | None:
    """The first of `times` within `min` and `max`."""
    return next((one for one in times if within(slot, one, None)), None)


def within(slot: Slot, text: str, today: date | None) -> bool:
    """Whether a day or time lies within the slot's limits. Where a limit counts from today and nobody
    knows what day it is, nothing does."""
    for bound, low in ((slot.earliest, True), (slot.latest, False)):
        if bound is None:
            continue
        limit = _limit(bound, today)
        if limit is None or (text < limit if low else text > limit):
            return False
    return True


def _limit(bound: Bound, today: date | None) -> str | None:
    if bound.fixed is not None:
        return bound.fixed
    return None if today is None else (today + timedelta(days=bound.days)).isoformat()
