"""Choices that a service gave: what is offered, how each is said, which one the caller chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from runtime.dialogue.plan import Plan
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import Ask, SlotType
from runtime.flow.offering import MOST_OFFERED
from runtime.language import Index, folded, number_in
from runtime.language import date as date_words
from runtime.language import time as time_words
from runtime.language.said_date import dates_in
from runtime.language.said_order import place_in
from runtime.language.said_time import times_in


def offered(turn: Turn, state: Ask) -> tuple[Any, ...]:
    """What there is to choose from now: the first nine words or numbers of the service's list.
    Raises Broken when there is none: nobody is asked to choose among nothing."""
    root, _, rest = (state.choices_from or "").partition(".")
    found: Any = turn.slots.get(root)
    for step in rest.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    if not isinstance(found, list | tuple):
        raise Broken("choices")
    plain = [one for one in found if isinstance(one, str | int | float) and not isinstance(one, bool)]
    kept = tuple(dict.fromkeys(one for one in plain if str(one).strip()))[:MOST_OFFERED]
    if not kept:
        raise Broken("choices")
    return kept


def chosen(turn: Turn, state: Ask, text: str, today: date | None) -> Any | None:
    """The one that `text` names: by what it is ("half past ten"), by its place ("the second one"), or by its
    number, as it was read out. None when it is none of them, or could be two."""
    items = offered(turn, state)
    by_value = {place for place, item in enumerate(items) if _means(item, state, text, today)}
    named = place_in(folded(text).split())
    by_place = {named - 1} if named is not None and named <= len(items) and not by_value else set()
    number = _bare_number(turn.plan, turn.language, text) if named is None else None
    by_number = {number - 1} if number is not None and 1 <= number <= len(items) else set()
    found = by_value | by_place | by_number
    return items[found.pop()] if len(found) == 1 else None


def hints(items: Sequence[Any], language: str) -> tuple[str, ...]:
    """The choices as a caller may say them, for the recogniser."""
    return tuple(dict.fromkeys(word for item in items for word in _words(item, language)))


def _words(item: Any, language: str) -> tuple[str, ...]:
    written = str(item)
    try:
        if _looks_like(written) is SlotType.TIME:
            return (time_words(written, language), written)
        if _looks_like(written) is SlotType.DATE:
            return (date_words(written, language), written)
    except ValueError:
        return (written,)
    return (written,)


def _looks_like(written: str) -> SlotType:
    if len(written) == 5 and written[2] == ":" and written.replace(":", "").isdecimal():
        return SlotType.TIME
    if len(written) == 10 and written[4] == written[7] == "-" and written.replace("-", "").isdecimal():
        return SlotType.DATE
    return SlotType.TEXT


def _means(item: Any, state: Ask, text: str, today: date | None) -> bool:
    written = str(item)
    match _looks_like(written):
        case SlotType.TIME:
            return written in times_in(text)
        case SlotType.DATE:
            return written in (day.isoformat() for day in dates_in(text, today))
    if isinstance(item, int | float):
        return number_in(text) == item
    return Index(((True, written),)).find(text) is not None


def _bare_number(plan: Plan, language: str, text: str) -> int | None:
    """ "two", "number two": a number and nothing else."""
    words = [word for word in folded(text).split() if word not in plan.small[language].fillers]
    said = number_in(" ".join(word for word in words if word not in _COUNTERS))
    alone = len([word for word in words if word not in _COUNTERS]) <= 2
    return int(said) if said is not None and said.is_integer() and alone and not _has_clock(text) else None


def _has_clock(text: str) -> bool:
    return bool(times_in(text, sure=True))


_COUNTERS = frozenset(folded("number option नंबर नम्बर నంబర్ నెంబర్ ఆప్షన్ விருப்பம் எண்").split())
