"""Text as the kinds of value that flows have: lengths of time, yes and no, keys, numbers, clocks.

Each returns None when the text is not of that kind; the schema says what to write instead.
"""

from __future__ import annotations

import re
from datetime import date, time

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_NAMED_KEYS = {"star": "*", "hash": "#"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def seconds(text: str) -> float | None:
    """ "6s", "1.5s", "5m", "1h", "300ms" as seconds."""
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)(ms|s|m|h)", text, re.ASCII)
    return float(found[1]) * _UNITS[found[2]] if found else None


def yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def key(text: str) -> str | None:
    """ "0".."9", "star", "hash" (or the quoted signs) as the character on the telephone."""
    sign = _NAMED_KEYS.get(text, text)
    return sign if len(sign) == 1 and sign in "0123456789*#" else None


def whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else None


def number(text: str) -> float | None:
    """ "150000", "-3", "2.5"; whole numbers stay whole."""
    if re.fullmatch(r"-?[0-9]{1,15}", text, re.ASCII):
        return int(text)
    return float(text) if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,6}", text, re.ASCII) else None


def span(text: str) -> tuple[int, int] | None:
    """ "13" or "11-16" as fewest and most."""
    found = re.fullmatch(r"([0-9]{1,2})(?:-([0-9]{1,2}))?", text, re.ASCII)
    if not found:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    return (low, high) if 1 <= low <= high else None


def clock(text: str) -> time | None:
    """ "09:30"; "24:00" is the end of the day."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text, re.ASCII)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time.max
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day(text: str) -> date | None:
    """ "2027-01-26"."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def weekdays(text: str) -> frozenset[int] | None:
    """ "mon", "mon-fri", "sat-mon", "daily"; 0 is Monday."""
    if text == "daily":
        return frozenset(range(7))
    first, _, last = text.partition("-")
    if first not in _DAYS or (last and last not in _DAYS):
        return None
    begin = _DAYS.index(first)
    end = _DAYS.index(last) if last else begin
    return frozenset((begin + step) % 7 for step in range((end - begin) % 7 + 1))
