"""Slots: what is kept of the caller's answers. Described once, under `slots` or in the state that asks."""

from __future__ import annotations

import re

from runtime.flow import values
from runtime.flow.kinds import ALWAYS_SENSITIVE, COUNTED, DATED, bound
from runtime.flow.lines import flag
from runtime.flow.model import Bound, Slot, SlotType
from runtime.flow.scope import RESERVED, Scope
from runtime.flow.tree import Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.flow.words import phrase_lists

_LIMIT = re.compile(
    r"-?[0-9]{1,15}(\.[0-9]{1,6})?|today([+-][0-9]{1,4}d)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-2]?[0-9]:[0-5][0-9]",
    re.ASCII,
)
HARM_NEVER = "No answer would ever be taken."
SLOT_KEYS = ("type", "length", "min", "max", "choices", "examples", "sensitive")


def declare(scope: Scope, slots: Table | None, states: Table | None, inputs: Table | None = None) -> None:
    """Fills scope.slots from `inputs`, `slots` and every `ask`, so that names are known before lines are
    read."""
    where: dict[str, Text] = {}
    scope.eaches = _each_prompts(states)
    for entry in (*(inputs or ()), *(slots or ())):
        if entry.key.value in where:
            scope.faults.error(
                "slot-described-twice",
                said("`{name}` is an input and a slot", name=entry.key.value),
                entry.key.mark,
                "Describe it once; an input is a slot already.",
                related=(("also described here", where[entry.key.value].mark),),
                harm="What the caller may answer would depend on the place.",
            )
        elif _free(scope, entry.key) and isinstance(entry.value, Table):
            scope.slots[entry.key.value] = slot(scope, entry.key, entry.value)
            where[entry.key.value] = entry.key
    for state in states or ():
        if not isinstance(state.value, Table):
            continue
        asked = state.value.text("ask")
        if asked is None or not _free(scope, asked):
            continue
        described = [key for key in SLOT_KEYS if key in state.value]
        if asked.value not in where:
            if described or asked.value not in scope.slots:
                scope.slots[asked.value] = slot(scope, asked, state.value)
            if described:
                where[asked.value] = asked
        elif described:
            scope.faults.error(
                "slot-described-twice",
                said("`{asked}` is described here and elsewhere", asked=asked.value),
                state.value.entries[described[0]].key.mark,
                "Describe it once, under `slots:`.",
                related=(("also described here", where[asked.value].mark),),
                harm="What the caller may answer would depend on the place.",
            )


def _each_prompts(states: Table | None) -> frozenset[str]:
    """Names that `each` gives, of prompts in files."""
    tables = [state.value for state in states or () if isinstance(state.value, Table)]
    return frozenset(each.value for table in tables if (each := table.text("each")) is not None)


def _free(scope: Scope, name: Text) -> bool:
    if name.value not in RESERVED:
        return True
    scope.faults.error(
        "reserved-name",
        said("`{name}` already has a meaning in every flow", name=name.value),
        name.mark,
        "Choose another name.",
    )
    return False


def _untyped(table: Table) -> SlotType:
    """The kind of a slot that does not say it."""
    return SlotType.CHOICE if "choices" in table else SlotType.TEXT


def slot(scope: Scope, name: Text, table: Table) -> Slot:
    """One slot, from its own table or from the state that asks it."""
    choices = _choices(scope, table, name.value)
    typed = table.text("type")
    kinds = {kind.value: kind for kind in SlotType}
    kind = kinds.get(typed.value, SlotType.TEXT) if typed else _untyped(table)
    if kind is SlotType.CHOICE and "choices" not in table:
        scope.faults.error(
            "choices-missing",
            said("`{name}` is a choice, but nothing says among what", name=name.value),
            name.mark,
            "Add `choices: [first, second]`, the names of phrase lists.",
            harm=HARM_NEVER,
        )
    length, low, high = table.text("length"), table.text("min"), table.text("max")
    if typed and typed.value not in kinds:
        length = low = high = None  # nobody knows what they would limit
    minimum, maximum = _limit(scope, kind, low, "min"), _limit(scope, kind, high, "max")
    if low and _crossed(minimum, maximum):
        scope.faults.error(
            "empty-range",
            "`min` is greater than `max`",
            low.mark,
            "Swap them.",
            harm=HARM_NEVER,
        )
    if length and _turned(length.value):
        scope.faults.error(
            "empty-range",
            "the first number of `length` is greater than the second",
            length.mark,
            "Swap them.",
            harm=HARM_NEVER,
        )
    if length and kind is not SlotType.DIGITS:
        _meaningless(scope, "length", kind, length, "Remove it, or give the slot `type: digits`.")
    examples = phrase_lists(scope, table.get("examples"), f"{name.value}.examples")
    return Slot(
        name=name.value,
        type=kind,
        mark=name.mark,
        length=values.span(length.value) if length else None,
        minimum=minimum if isinstance(minimum, int | float) else None,
        maximum=maximum if isinstance(maximum, int | float) else None,
        choices=choices,
        examples=examples[0] if examples else None,
        sensitive=flag(table, "sensitive") or kind in ALWAYS_SENSITIVE,
        earliest=minimum if isinstance(minimum, Bound) else None,
        latest=maximum if isinstance(maximum, Bound) else None,
    )


def _limit(scope: Scope, kind: SlotType, text: Text | None, key: str) -> float | Bound | None:
    """A `min` or `max` in the slot's own kind; None after a complaint."""
    if text is None or not _LIMIT.fullmatch(text.value):
        return None  # the schema has complained
    if kind in COUNTED:
        found = values.number(text.value)
        if found is None:
            _wrong_limit(scope, kind, text, "Write the number without commas and units: 150000.")
        return found
    if kind in DATED:
        made = bound(kind, text.value)
        if made is None:
            fix = "Write today, today+30d or 2027-01-26." if kind is SlotType.DATE else "Write it as 09:30."
            _wrong_limit(scope, kind, text, fix)
            return None
        return Bound(*made)
    _meaningless(scope, key, kind, text, "Remove it; it limits a number, an amount, a date or a time.")
    return None


def _crossed(low: float | Bound | None, high: float | Bound | None) -> bool:
    """Whether no answer can lie between."""
    if isinstance(low, Bound) and isinstance(high, Bound):
        if low.fixed is None and high.fixed is None:
            return low.days > high.days
        return low.fixed is not None and high.fixed is not None and low.fixed > high.fixed
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high


def _turned(length: str) -> bool:
    """Whether a `length: 16-11` runs backwards."""
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", length, re.ASCII)
    return found is not None and int(found[1]) > int(found[2])


def _wrong_limit(scope: Scope, kind: SlotType, text: Text, fix: str) -> None:
    message = said("`{value}` is no limit for a slot of type `{kind}`", value=text.value, kind=str(kind))
    scope.faults.error("wrong-kind", message, text.mark, fix, harm=HARM_NEVER)


def _meaningless(scope: Scope, key: str, kind: SlotType, text: Text, fix: str) -> None:
    message = said("`{key}` means nothing for a slot of type `{kind}`", key=key, kind=str(kind))
    scope.faults.error("wrong-kind", message, text.mark, fix, harm="Wrong answers would be taken.")


def _choices(scope: Scope, table: Table, name: str) -> tuple[str, ...]:
    node: Node | None = table.get("choices")
    if isinstance(node, Text):
        scope.offered[name] = node.value
        return ()
    if not isinstance(node, Items):
        return ()
    if len(node.members) > 9:
        scope.faults.error(
            "too-many-choices", "more than nine choices have no keys", node.mark, "Ask in two steps."
        )
    return phrase_lists(scope, node, f"{name}.choices")
