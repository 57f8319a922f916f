"""What each kind of slot is."""

from __future__ import annotations

import pytest

from runtime.flow.kinds import ALWAYS_SENSITIVE, NO_KEYS, TYPED, bound, family, fixed_value
from runtime.flow.model import SlotType


@pytest.mark.parametrize(
    ("kind", "text", "limit"),
    [
        (SlotType.DATE, "today", (None, 0)),
        (SlotType.DATE, "today+30d", (None, 30)),
        (SlotType.DATE, "today-1d", (None, -1)),
        (SlotType.DATE, "2027-01-26", ("2027-01-26", 0)),
        (SlotType.DATE, "2027-02-30", None),
        (SlotType.DATE, "tomorrow", None),
        (SlotType.TIME, "9:30", ("09:30", 0)),
        (SlotType.TIME, "today", None),
        (SlotType.TIME, "25:00", None),
    ],
)
def test_limits_of_days_and_times(kind: SlotType, text: str, limit: object) -> None:
    assert bound(kind, text) == limit


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (SlotType.DATE, "2027-01-26", "2027-01-26"),
        (SlotType.DATE, "26/1/2027", None),
        (SlotType.TIME, "9:05", "09:05"),
        (SlotType.AMOUNT, "1500", 1500),
        (SlotType.AMOUNT, "1,500", None),
        (SlotType.YES_NO, "yes", True),
        (SlotType.TEXT, "anything", "anything"),
    ],
)
def test_values_that_an_author_writes(kind: SlotType, text: str, value: object) -> None:
    assert fixed_value(kind, text) == value


def test_kinds_of_one_family_are_compared_with_one_another() -> None:
    assert family(SlotType.NUMBER) == family(SlotType.AMOUNT)
    assert family(SlotType.PHONE) == family(SlotType.TEXT) == "text"
    assert len({family(kind) for kind in (SlotType.DATE, SlotType.TIME, SlotType.YES_NO, SlotType.TEXT)}) == 4


def test_every_kind_is_typed_or_has_one_key_or_none() -> None:
    assert TYPED | NO_KEYS | {SlotType.YES_NO, SlotType.CHOICE} == set(SlotType)
    assert not TYPED & NO_KEYS
    assert SlotType.AADHAAR in ALWAYS_SENSITIVE
