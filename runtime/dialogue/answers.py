"""What the caller's words or keys mean as the value of a slot. Also used to check what a model fills.

Every function returns the value, or None for "that is no answer".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from runtime.dialogue import fitting
from runtime.dialogue.plan import Plan, Small
from runtime.flow.kinds import COUNTED, DATED
from runtime.flow.model import Slot, SlotType
from runtime.language import folded, number_in, said_code, spoken_digits
from runtime.language.said_amount import amount_in
from runtime.language.said_date import dates_in, typed_date
from runtime.language.said_order import place_in
from runtime.language.said_time import times_in, typed_time

MOST_LETTERS = 200
"""A text answer is cut here: nobody says more on the telephone, and a recogniser gone wild may."""
_TOO_LARGE = 10**MOST_LETTERS
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_AS_TEXT = frozenset(SlotType) - COUNTED - DATED - {SlotType.YES_NO, SlotType.CHOICE}


def spoken(
    plan: Plan, slot: Slot, text: str, language: str, *, state: str | None = None, today: date | None = None
) -> Any | None:
    """The value in the caller's words. state: the `ask` whose choices are meant. today: the day of the call,
    without which no day is understood but a full date."""
    match slot.type:
        case SlotType.TEXT:
            return _text(plan, slot, text, language)
        case SlotType.DIGITS:
            return _digits(slot, spoken_digits(text))
        case SlotType.NUMBER:
            return fitting.number(slot, number_in(text))
        case SlotType.AMOUNT:
            return fitting.number(slot, amount_in(text))
        case SlotType.DATE:
            return fitting.day(slot, dates_in(text, today), today)
        case SlotType.TIME:
            return fitting.only_time(slot, times_in(text))
        case SlotType.PHONE:
            return said_code.phone(text)
        case SlotType.PIN_CODE:
            return said_code.pin_code(text)
        case SlotType.AADHAAR:
            return said_code.aadhaar(text)
        case SlotType.VEHICLE_NO:
            return said_code.vehicle_no(text)
        case SlotType.UPI_ID:
            return said_code.upi_id(text)
        case SlotType.YES_NO:
            return yes_or_no(plan.small[language], text)
        case SlotType.CHOICE:
            return _choice(plan, slot, text, state)


def typed(slot: Slot, keys: str, today: date | None = None) -> Any | None:
    """The value of typed digits. An amount is whole rupees; a day DDMM or DDMMYYYY; a time HHMM."""
    match slot.type:
        case SlotType.NUMBER:
            return fitting.number(slot, float(keys)) if keys.isdecimal() else None
        case SlotType.AMOUNT:
            return fitting.number(slot, float(keys)) if keys.isdecimal() else None
        case SlotType.DATE:
            return fitting.day(slot, typed_date(keys, today), today)
        case SlotType.TIME:
            return fitting.first_time(slot, typed_time(keys))
        case SlotType.PHONE:
            return said_code.phone_of(keys)
        case SlotType.PIN_CODE:
            return said_code.pin_code_of(keys)
        case SlotType.AADHAAR:
            return said_code.aadhaar_of(keys)
        case _:
            return _digits(slot, keys)


_MOST_KEYS = {
    SlotType.DATE: 8,
    SlotType.TIME: 4,
    SlotType.PHONE: 12,
    SlotType.PIN_CODE: 6,
    SlotType.AADHAAR: 12,
}
LONGEST_TYPED = 32
"""Keys of a typed answer whose length nobody declared."""


def most_keys(slot: Slot) -> int:
    """How many keys a typed answer may have."""
    if slot.length:
        return slot.length[1]
    if slot.type in COUNTED and slot.maximum is not None:
        return max(1, len(str(int(abs(slot.maximum)))))
    return _MOST_KEYS.get(slot.type, LONGEST_TYPED)


def complete(slot: Slot, keys: str) -> bool:
    """Whether nothing can follow these keys: the length is reached, or a telephone number is whole."""
    if slot.type is SlotType.PHONE and not keys.startswith("91"):
        return len(keys) == (11 if keys.startswith("0") else 10)
    return len(keys) >= most_keys(slot)


def given(plan: Plan, slot: Slot, value: Any, language: str, today: date | None = None) -> Any | None:
    """The value a model gave for a slot, checked like what a caller says."""
    if isinstance(value, bool):
        return value if slot.type is SlotType.YES_NO else None
    if slot.type is SlotType.CHOICE and value in slot.choices:
        return value
    if isinstance(value, int) and abs(value) >= _TOO_LARGE:
        return None  # Python refuses to make a float or text of it
    if isinstance(value, int | float) and slot.type is SlotType.NUMBER:
        return fitting.number(slot, float(value))
    if isinstance(value, int | float) and slot.type is SlotType.AMOUNT:
        return fitting.number(slot, float(value))
    if slot.type is SlotType.TIME and isinstance(value, str) and _CLOCK.fullmatch(value):
        return fitting.first_time(slot, (value,))  # no words: a clock of twenty-four hours
    if isinstance(value, str | int | float) and str(value).strip():
        return spoken(plan, slot, str(value), language, today=today)
    return None


def coerced(slot: Slot, value: Any) -> Any:
    """A value that a line sets, in the kind its slot has. The author's word is final: what does not fit
    is kept as it is."""
    if slot.type is SlotType.YES_NO and isinstance(value, str):
        return {"yes": True, "no": False}.get(value.strip().lower(), value)
    if slot.type in COUNTED and isinstance(value, str):
        try:
            return fitting.whole(float(value.replace(",", "")))
        except ValueError:
            return value
    if slot.type in _AS_TEXT and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


Same = Callable[[str], bool]
"""Whether these words say the value that was read back."""


def yes_or_no(small: Small, text: str, *, heard: Any = None, same: Same | None = None) -> bool | None:
    """True for yes, False for no, None for neither. A no wins over a yes ("सही नहीं है"), unless the yes
    contains it ("why not").

    The word must stand first, or among words that carry nothing: "కరెంట్ లేదు" (there is no power) is not
    a no to "anything else?". A no followed by something else is one only when a value that we `heard` is
    being confirmed ("no, Kondapur"; "Miyapur no Kondapur"); otherwise ("no power here") it may be the next
    request, and is asked about again.
    """
    words = folded(text).split()
    no, yes = small.no.locate(text), small.yes.locate(text)
    if no and yes and yes[1] <= no[1] and no[2] <= yes[2] and yes[2] - yes[1] > no[2] - no[1]:
        no = None
    if no:
        _, start, end = no
        before = words[:start]
        if heard is not None and _refuses(small, before, heard, same):
            return False
        if all(_empty(small, w) for w in before + words[end:]):
            return False
        if not yes or yes[1] != 0:
            return None
    if yes:
        _, start, end = yes
        if start == 0 or all(_empty(small, w) for w in words[:start] + words[end:]):
            return True
    return None


def _empty(small: Small, word: str) -> bool:
    """Whether a word beside a yes or a no adds nothing to it."""
    return word in small.fillers or any(
        index.find(word, whole=True) for index in (small.yes, small.no, small.backchannels)
    )


def _refuses(small: Small, before: list[str], heard: Any, same: Same | None) -> bool:
    """Whether a no behind these words refuses what we heard: they say nothing, or are what we heard."""
    if all(_empty(small, word) for word in before):
        return True
    said = " ".join(before)
    return said == folded(str(heard)) or (same is not None and same(said))


def correction(small: Small, text: str, heard: Any, same: Same | None = None) -> str | None:
    """What a caller says it is instead, when a confirmation is refused: "no, Kondapur" → "Kondapur"
    and "Kondapur no Miyapur" (refusing what was heard) → "Miyapur". None when it is a plain no."""
    words = folded(text).split()
    found = small.no.locate(text)
    if found is None:
        return None
    _, start, end = found
    if not _refuses(small, words[:start], heard, same):
        return None
    rest = words[end:]
    while rest:  # "no no, that's wrong, it's Kondapur": take away what only repeats the no
        again = small.no.locate(" ".join(rest))
        if again is None:
            break
        rest = rest[again[2] :]
    meant = [word for word in rest if word not in small.fillers]
    if not meant or small.yes.find(" ".join(meant), whole=True):
        return None
    return _as_said(text, rest)


def _as_said(text: str, rest: list[str]) -> str:
    """The last words of `text`, `rest` in their folded form, spelt as they were said."""
    left = len(rest)
    kept: list[str] = []
    for token in reversed(text.split()):
        if left <= 0:
            break
        left -= len(folded(token).split())
        kept.insert(0, token)
    return " ".join(kept) if left == 0 else " ".join(rest)


def _text(plan: Plan, slot: Slot, text: str, language: str) -> str | None:
    """All that was said, without the punctuation around it. Where it is one of the slot's examples, alone
    or with words that carry no answer ("my village is Kondapur"), the example as the author spelt it."""
    index = plan.examples.get(slot.name)
    found = index.locate(text) if index is not None else None
    if found is not None:
        example, start, end = found
        words = folded(text).split()
        if all(word in plan.small[language].fillers for word in words[:start] + words[end:]):
            return example
    if plan.small[language].backchannels.find(text, whole=True):
        return None  # "hmm" is nobody's village
    plain = " ".join(text.split()).strip(" .,;:!?…।॥\"'“”‘’-–—()[]")
    return plain[:MOST_LETTERS] or None


def _digits(slot: Slot, digits: str) -> str | None:
    shortest, longest = slot.length or (1, MOST_LETTERS)
    return digits if shortest <= len(digits) <= longest else None


def _by_place(slot: Slot, text: str) -> str | None:
    """ "The second one"."""
    place = place_in(folded(text).split())
    return slot.choices[place - 1] if place is not None and place <= len(slot.choices) else None


def _choice(plan: Plan, slot: Slot, text: str, state: str | None) -> str | None:
    if state is not None and state in plan.choices:
        return plan.choices[state].find(text) or _by_place(slot, text)
    for name, index in plan.choices.items():
        asked = plan.flow.states[name]
        if getattr(asked, "slot", None) == slot:
            return index.find(text)
    return None
