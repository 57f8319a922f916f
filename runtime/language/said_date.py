"""Dates as callers say and type them: "tomorrow", "परसों", "next Monday", "పదిహేనవ తేదీ", "26 January", "15/12".

Most of what is said leaves something out, so every function gives all days that may be meant, the likeliest
first: days to come, nearest first, then days that are past, nearest first. Who asks takes the first
that fits. Figures are read as Indians write them: the day before the month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from runtime.language.moment import Token, tokens

_HOURS = frozenset({"part", "hour", "minute", "clock"})
_FARTHEST = 3660
"""Days: "in 40000 days" is no date."""


def dates_in(text: str, today: date | None, *, sure: bool = False) -> tuple[date, ...]:
    """The days that `text` may mean; empty when it names none, or two that differ ("Monday or Tuesday").
    today: without it only a full date is understood. sure: only what cannot be anything but a date, for words
    that answered another question; a bare number is not."""
    found = tokens(text)
    meant = [set(days) for days in _named(found, today)]
    weekdays = {token.value for token in found if token.kind == "weekday"}
    if len(weekdays) > 1:
        return ()
    if not meant and weekdays and today is not None:
        return _ordered(_weekday(weekdays.pop(), found, today), today)
    if not meant and not sure and today is not None:
        meant = [set(days) for days in _bare(found, today)]
    if not meant:
        return ()
    days = set.intersection(*meant)
    if weekdays:
        days = {day for day in days if day.weekday() in weekdays}
    return _ordered(days, today)


def typed_date(keys: str, today: date | None) -> tuple[date, ...]:
    """Typed digits: DDMM or DDMMYYYY."""
    if not keys.isdecimal() or not keys.isascii() or len(keys) not in (4, 8):
        return ()
    day, month = int(keys[:2]), int(keys[2:4])
    if len(keys) == 8:
        return tuple(_real(int(keys[4:]), month, day))
    return () if today is None else _ordered(_without_year(day, month, today), today)


def _named(found: list[Token], today: date | None) -> Iterator[Iterable[date]]:
    """Every day that is named in `found`, as the days that the name may mean."""
    taken: set[int] = set()
    for position, token in enumerate(found):
        match token.kind:
            case "iso":
                year, month, day = token.value
                yield _real(year, month, day)
            case "written":
                day, month, year = token.value
                centuries = (year,) if year > 99 else (2000 + year, 1900 + year)
                yield [one for full in centuries for one in _real(full, month, day)]
            case "short" if today is not None:
                yield _without_year(token.value[0], token.value[1], today)
            case "far" if today is not None:
                yield [today + timedelta(days) for days in token.value]
            case "month":
                days = [t for t in found if t.owner == "date" and t.kind in ("number", "ordinal")]
                years = [int(t.value) for t in days if t.value >= 1900]
                taken.update(id(t) for t in days)
                days = [t for t in days if t.value <= 31]
                if len(days) == 1 and years:
                    yield _real(years[0], token.value, int(days[0].value))
                elif len(days) == 1 and today is not None:
                    yield _without_year(int(days[0].value), token.value, today)
                else:
                    yield ()
            case "days" | "weeks" if today is not None and position and found[position - 1].owner == "date":
                number = found[position - 1]
                taken.add(id(number))
                yield _far(number, token, found, position, today)
    if today is None:
        return
    for token in found:
        if token.owner == "date" and id(token) not in taken and token.kind in ("number", "ordinal"):
            yield _of_month(token.value, today)


def _far(number: Token, unit: Token, found: list[Token], position: int, today: date) -> Iterable[date]:
    """ "after two days", "in 3 weeks", "two days ago"."""
    near = {t.kind for t in (*found[max(0, position - 2) : position], *found[position + 1 : position + 2])}
    days = number.value * (7 if unit.kind == "weeks" else 1)
    if days % 1 or not near & {"after", "in", "ago"} or days > _FARTHEST:
        return ()
    return (today + timedelta(-days if "ago" in near else days),)


def _bare(found: list[Token], today: date) -> Iterator[Iterable[date]]:
    """ "fifteen", alone, in answer to "which day?"."""
    numbers = [t for t in found if t.kind == "number" and t.owner != "time"]
    if len(numbers) == 1 and all(t is numbers[0] or t.owner == "time" or t.kind in _HOURS for t in found):
        yield _of_month(numbers[0].value, today)


def _weekday(weekday: int, found: list[Token], today: date) -> Iterator[date]:
    """The next such day, which is never today; "next Monday" may also be the one after it."""
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    kinds = {token.kind for token in found}
    if "last" not in kinds:
        yield today + timedelta(ahead)
        if "next" in kinds:
            yield today + timedelta(ahead + 7)
            return
    if "next" not in kinds:
        yield today - timedelta((today.weekday() - weekday - 1) % 7 + 1)


def _of_month(day: float, today: date) -> Iterator[date]:
    """The day with this number in the months around."""
    if day % 1 or not 1 <= day <= 31:
        return
    for months in range(-2, 4):
        total = today.year * 12 + today.month - 1 + months
        yield from _real(total // 12, total % 12 + 1, int(day))


def _without_year(day: int, month: int, today: date) -> Iterator[date]:
    for year in (today.year - 1, today.year, today.year + 1):
        yield from _real(year, month, day)
    if (day, month) == (29, 2):
        yield from (one for year in range(today.year - 4, today.year + 9) for one in _real(year, 2, 29))


def _real(year: int, month: int, day: int) -> Iterator[date]:
    """The date, if there is such a one."""
    try:
        yield date(year, month, day)
    except (ValueError, OverflowError):
        return


def _ordered(days: Iterable[date], today: date | None) -> tuple[date, ...]:
    if today is None:
        return tuple(sorted(set(days)))
    return tuple(sorted(set(days), key=lambda day: (day < today, abs((day - today).days))))
