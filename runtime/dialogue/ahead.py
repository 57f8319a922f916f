"""Several answers in one breath: "tomorrow at five in the evening" to "which day?".

What the caller says to one `ask` may hold answers that later asks want. They are taken by this rule, made
so that an author can foresee it and nothing is invented:

1. Only asks that surely come next: from this `ask` along plain `go`s, through `say`, `fetch` and other
   asks. Where the way parts (branches, a menu, the model, another flow), nothing beyond is looked for.
2. Only kinds that are recognised by their form: a day ("tomorrow", "the 5th"), a time with "o'clock", a
   colon or a part of the day, an amount with "rupees", a telephone number, a pin code, a vehicle number, a
   UPI address, a choice by one of its phrases. Never text, a bare number, digits, a yes or a no.
3. Never the kind that was just asked, and never a kind that two later asks want: nobody could tell which
   is meant.
4. Never a sensitive slot, one that wants the keypad, or choices that a service gives. An `ask` for any text
   takes all that was said.

A value so given is kept apart until its `ask` is entered; there it is taken once, and only confirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from runtime.dialogue import fitting
from runtime.dialogue.plan import Plan
from runtime.dialogue.turn import Turn
from runtime.flow.model import Ask, Fetch, Flow, Say, Slot, SlotType
from runtime.language import said_code
from runtime.language.said_amount import amount_in
from runtime.language.said_date import dates_in
from runtime.language.said_time import times_in

BY_FORM = frozenset(
    {
        SlotType.DATE,
        SlotType.TIME,
        SlotType.AMOUNT,
        SlotType.PHONE,
        SlotType.PIN_CODE,
        SlotType.VEHICLE_NO,
        SlotType.UPI_ID,
        SlotType.CHOICE,
    }
)
"""Kinds that are recognised among other words."""


def listen_for(turn: Turn, state: Ask, text: str, today: date | None) -> None:
    """Keep what `text`, which has answered `state`, says to the asks that come."""
    if state.slot.type is SlotType.TEXT:
        return
    for ask in wanted(turn.plan.flow, state):
        value = _surely(turn.plan, ask, text, today)
        if value is not None:
            turn.foretold = {**turn.foretold, ask.slot.name: value}
            turn.note("ahead", f"{state.name}/{ask.slot.name}", ask.mark)


def wanted(flow: Flow, state: Ask) -> tuple[Ask, ...]:
    """The asks that come after `state` and may be answered with it."""
    coming = list(_coming(flow, state))
    kinds = Counter(ask.slot.type for ask in (state, *coming))
    return tuple(ask for ask in coming if kinds[ask.slot.type] == 1 and _open(ask))


def _coming(flow: Flow, state: Ask) -> Iterator[Ask]:
    seen = {state.name}
    here: Any = state
    while isinstance(here, Ask | Say | Fetch) and len(here.go) == 1 and here.go[0].when is None:
        here = flow.states.get(here.go[0].go)
        if here is None or here.name in seen:
            return
        seen.add(here.name)
        if isinstance(here, Ask):
            yield here


def _open(ask: Ask) -> bool:
    return (
        ask.slot.type in BY_FORM and not ask.slot.sensitive and not ask.by_keys and ask.choices_from is None
    )


def _surely(plan: Plan, ask: Ask, text: str, today: date | None) -> Any | None:
    """The value for that slot, if it can be nothing else."""
    slot: Slot = ask.slot
    match slot.type:
        case SlotType.DATE:
            return fitting.day(slot, dates_in(text, today, sure=True), today)
        case SlotType.TIME:
            return fitting.only_time(slot, times_in(text, sure=True))
        case SlotType.AMOUNT:
            return fitting.number(slot, amount_in(text, sure=True))
        case SlotType.PHONE:
            return said_code.phone(text, sure=True)
        case SlotType.PIN_CODE:
            return said_code.pin_code(text, sure=True)
        case SlotType.VEHICLE_NO:
            return said_code.vehicle_no(text)
        case SlotType.UPI_ID:
            return said_code.upi_id(text)
        case SlotType.CHOICE:
            return plan.choices[ask.name].find(text) if ask.name in plan.choices else None
        case _:
            return None
