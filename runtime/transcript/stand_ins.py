"""What stands in a recorded call in place of what is somebody's own: the same value, the same stand-in.

A stand-in is of the same kind and length as what it stands for, so that the flow takes it in the same way. It
is made from nothing but that and how many there were before; none can be turned back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from runtime.dialogue.masking import LONGEST_SHOWN, in_place_of_digits
from runtime.flow.kinds import COUNTED, TYPED
from runtime.flow.model import Slot, SlotType
from runtime.language import folded, said_code

NUMBER = "+919876543210"
"""The caller's number in every example of the documentation."""
OWN = frozenset({SlotType.PHONE, SlotType.AADHAAR, SlotType.VEHICLE_NO, SlotType.UPI_ID})
"""Kinds that tell who somebody is, also where nobody called them sensitive."""
NAME = {
    "bn-IN": "নাম", "en-IN": "Name", "gu-IN": "નામ", "hi-IN": "नाम", "kn-IN": "ಹೆಸರು", "ml-IN": "പേര്",
    "mr-IN": "नाव", "od-IN": "ନାମ", "pa-IN": "ਨਾਮ", "ta-IN": "பெயர்", "te-IN": "పేరు",
}  # fmt: skip
"""What a name is called; with a letter behind it, it stands for one."""
SHORTEST = 3
"""Signs of words that are looked for in other words; shorter ones stand in anything."""
_MOST = 2000
_DAY = re.compile(r"(\d{4})-\d\d-\d\d", re.ASCII)
_CHECKED: Mapping[SlotType, Callable[[str], str | None]] = {
    SlotType.PIN_CODE: said_code.pin_code_of,
    SlotType.AADHAAR: said_code.aadhaar_of,
}
Read = Callable[[str], Any]
"""What keys, or words, mean as the answer of the moment; None for no answer."""


def is_own(slot: Slot) -> bool:
    """Whether an answer of this slot is the caller's own: it is sensitive, or a number of a person, or words
    that nobody could foresee, such as a name."""
    unforeseen = slot.type is SlotType.TEXT and slot.examples is None and not slot.choices
    return slot.sensitive or slot.type in OWN or unforeseen


class StandIns:
    """Those of one call. language: the one that it began in. told: what was replaced, for people: names of
    slots and how many different values each had."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.told: Counter[str] = Counter()
        self._of: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._names = 0
        self._given: set[str] = set()

    def number(self, true: str) -> str:
        """The caller's number."""
        if true.strip("+").isdecimal() and true not in self._of:
            self.told["caller.number"] += 1
            self._give(true[-10:], NUMBER[-10:])
            self._give(true, NUMBER)
        return self._of.get(true, NUMBER)

    def digits(self, true: str) -> str:
        """A run of digits that belongs to nothing in particular."""
        if true in self._of or true in self._given:
            return self._of.get(true, true)
        if len(true) > 10 and true[-10:] in self._of:
            return self._give(true, true[:-10] + self._of[true[-10:]])
        self.told["digits"] += 1
        return self._give(true, next(one for one in _runs(len(true)) if self._is_free(one, true)))

    def value(self, slot: Slot, true: Any) -> Any:
        """The value of a slot that is the caller's own."""
        match true:
            case bool():
                return True
            case int() | float():
                return type(true)(self._fresh(slot, str(int(abs(true)))))
            case str() if slot.type is SlotType.CHOICE:
                return slot.choices[0] if slot.choices else "x"
            case str():
                return self._of.get(true) or self._fresh(slot, true)
            case Mapping():
                return {name: self.value(slot, one) for name, one in true.items()}
            case list() | tuple():
                return [self.value(slot, one) for one in true]
            case None:
                return None
            case _:
                return self._fresh(slot, str(true))

    def typed(self, slot: Slot, true: str, read: Read) -> str:
        """Typed digits: as many others, and an answer only where these are one."""
        value = read(true)
        if value is not None:
            other = self.value(slot, value)
            for keys in _as_typed(slot, str(other), true):
                if read(keys) == other:
                    return keys
        if true not in self._of:
            self.told[slot.name] += 1
            fits = (one for one in _runs(len(true)) if (read(one) is None) is (value is None))
            self._give(true, next((one for one in fits if self._is_free(one, true)), "9" * len(true)))
        return self._of[true]

    def spoken(self, slot: Slot, true: str, read: Read) -> str | None:
        """What a caller says to give the stand-in of what these words give; None where they are no answer."""
        value = read(true)
        if value is None:
            return None
        other = self.value(slot, value)
        ways = list(as_spoken(slot, str(other)))
        exact = (one for one in ways if read(one) == other)
        return next(exact, None) or next((one for one in ways if read(one) is not None), None)

    def words(self, text: str, longest: int = LONGEST_SHOWN) -> str:
        """Words in which what is known to be somebody's own, and longer runs of digits, are replaced."""

        def put(digits: str) -> str | None:
            if digits in self._of or len(digits) > longest:
                return self.digits(digits)
            return None

        text = in_place_of_digits(text, put)
        for true, other in self._words.items():
            text = re.sub(rf"(?<!\w){re.escape(true)}(?!\w)", other.replace("\\", ""), text, flags=re.I)
        return text

    def knows(self, true: str) -> bool:
        """Whether it has a stand-in already."""
        return true in self._of

    def papers(self, true: str, *, exact: bool) -> str:
        """Words of a service. exact: it has rules for their signs, so there are letters for letters and
        digits for digits."""
        if true in self._of:
            return self._of[true]
        self.told["words of a service"] += 1
        if not exact and not any(sign.isdecimal() for sign in true):
            return self._give(true, self._name())
        letter = chr(ord("a") + (self.told["words of a service"] - 1) % 26)
        signs = (
            "8" if one.isdecimal() else letter.upper() if one.isupper() else letter if one.isalpha() else one
            for one in true
        )
        return self._give(true, "".join(signs))

    def _fresh(self, slot: Slot, true: str) -> str:
        """A stand-in for a value that has none yet."""
        if true in self._of:
            return self._of[true]
        self.told[slot.name] += 1
        number = self.told[slot.name]
        digits = "".join(sign for sign in true if sign.isdecimal())
        match slot.type:
            case SlotType.PHONE:
                other = self._of.get(digits[-10:]) or next(
                    one for one in _phones() if self._is_free(one, true)
                )
                self._give(digits[-10:], other)
                return self._give(true, true[: -len(other)] + other)
            case SlotType.DATE if found := _DAY.fullmatch(true):
                days = (f"{found[1]}-01-{day:02}" for day in range(number, 29))
                return self._give(true, next((one for one in days if self._is_free(one, true)), "2000-01-01"))
            case SlotType.TIME:
                return self._give(true, f"10:{number:02}")
            case SlotType.VEHICLE_NO:
                return self._give(true, f"TS09AB8{number:03}")
            case SlotType.UPI_ID:
                return self._give(true, f"caller{number}@upi")
            case kind if kind in TYPED or true.isdecimal():
                fits = _CHECKED.get(slot.type, str)
                runs = (one for one in _runs(len(true)) if fits(one) and self._is_free(one, true))
                return self._give(true, next(runs, "8" * len(true)))
            case _:
                return self._give(true, self._name())

    def _name(self) -> str:
        """Another name for everybody: Name A, Name B … Name A A."""
        self._names += 1
        letters = chr(ord("A") + (self._names - 1) % 26) + " A" * ((self._names - 1) // 26)
        return f"{NAME.get(self.language, NAME['en-IN'])} {letters}"

    def _is_free(self, one: str, true: str) -> bool:
        return one != true and one not in self._of and one not in self._given

    def _give(self, true: str, other: str) -> str:
        self._of[true] = other
        self._given.add(other)
        if len(true) >= SHORTEST and folded(true) and not true.isdecimal():
            self._words[true] = other
        return other


def _runs(length: int) -> Iterator[str]:
    """Runs of so many digits that are nobody's: 8000001, 8000002 …"""
    for number in range(1, _MOST):
        yield str(8 * 10 ** (length - 1) + number)[-length:]


def _phones() -> Iterator[str]:
    for number in range(_MOST):
        yield str(9876543210 + number)


def _as_typed(slot: Slot, value: str, true: str) -> Iterator[str]:
    """Ways to type a value that take as many keys as these."""
    if slot.type is SlotType.DATE and (found := _DAY.fullmatch(value)):
        _, month, day = value.split("-")
        yield f"{day}{month}{found[1]}"[: len(true)]
    else:
        digits = "".join(sign for sign in value if sign.isdecimal())
        lead = true[: len(true) - 10] if slot.type is SlotType.PHONE else ""
        yield (lead + digits[-10:] if slot.type is SlotType.PHONE else digits.zfill(len(true)))[-len(true) :]


def as_spoken(slot: Slot, value: str) -> Iterator[str]:
    """Ways to say a value that every language understands."""
    if slot.type is SlotType.DATE and (found := _DAY.fullmatch(value)):
        _, month, day = value.split("-")
        yield from (f"{day}/{month}/{found[1]}", f"{int(day)}-{int(month)}-{found[1]}")
    elif slot.type is SlotType.PHONE:
        yield value[-10:]
    elif slot.type in COUNTED:
        yield value.removesuffix(".0")
    yield value
