"""What each kind of slot is: with what it is compared, what limits it has, how it is typed.

The reader, the checks of conditions and the dialogue ask here. Which filters speak a kind: speakable.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from runtime.flow import values
from runtime.flow.model import SlotType

COUNTED = frozenset({SlotType.NUMBER, SlotType.AMOUNT})
"""Values that are numbers; their limits are numbers."""

DATED = frozenset({SlotType.DATE, SlotType.TIME})
"""Values that are days and times; so are their limits."""

TYPED = COUNTED | DATED | {SlotType.DIGITS, SlotType.PHONE, SlotType.PIN_CODE, SlotType.AADHAAR}
"""Kinds whose answer is typed key by key. A yes or no and a choice have one key each."""

NO_KEYS = frozenset({SlotType.TEXT, SlotType.VEHICLE_NO, SlotType.UPI_ID})
"""Kinds that hold letters, which the keys of a telephone cannot write."""

ALWAYS_SENSITIVE = frozenset({SlotType.AADHAAR})
"""Kept from models, logs and recordings whether the author says so or not."""

_TODAY = re.compile(r"today(?:([+-][0-9]{1,4})d)?", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def bound(kind: SlotType, text: str) -> tuple[str | None, int] | None:
    """A limit of a date or time as (fixed, days); None when it is none. "today+30d" → (None, 30)."""
    if kind is SlotType.TIME:
        clock = values.clock(text)
        return (f"{clock:%H:%M}", 0) if clock else None
    today = _TODAY.fullmatch(text)
    if today:
        return None, int(today[1] or 0)
    return (text, 0) if values.day(text) else None


def family(kind: SlotType) -> str:
    """Kinds of one family may be compared with one another."""
    if kind in COUNTED:
        return "number"
    return str(kind) if kind in DATED or kind is SlotType.YES_NO else "text"


def fixed_value(kind: SlotType, text: str) -> Any | None:
    """What an author's own word for a slot's value is (`set: {day: 2027-01-26}`); None when it is no
    such value. Kinds that are kept as text take any."""
    readers: dict[SlotType, Callable[[str], Any]] = {
        SlotType.YES_NO: values.yes_no,
        SlotType.NUMBER: values.number,
        SlotType.AMOUNT: values.number,
        SlotType.DATE: lambda word: word if _ISO_DAY.fullmatch(word) and values.day(word) else None,
        SlotType.TIME: lambda word: f"{clock:%H:%M}" if (clock := values.clock(word)) else None,
    }
    return readers.get(kind, str)(text)


HOW_TO_WRITE = {
    SlotType.YES_NO: "Write yes or no.",
    SlotType.NUMBER: "Write a number without commas.",
    SlotType.AMOUNT: "Write the rupees without commas: 1500.",
    SlotType.DATE: "Write a day as 2027-01-26.",
    SlotType.TIME: "Write a time as 18:05.",
}
"""What an author writes for a fixed value, for the kinds that do not take any text."""
