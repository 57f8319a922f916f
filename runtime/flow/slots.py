"""Slots: what is kept of the caller's answers. Described once, under `slots` or in the state that asks."""

from __future__ import annotations

from runtime.flow import values
from runtime.flow.lines import flag
from runtime.flow.model import Slot, SlotType
from runtime.flow.scope import RESERVED, Scope
from runtime.flow.tree import Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.flow.words import phrase_lists

SLOT_KEYS = ("type", "length", "min", "max", "choices", "examples", "sensitive")


def declare(scope: Scope, slots: Table | None, states: Table | None, inputs: Table | None = None) -> None:
    """Fills scope.slots from `inputs`, `slots` and every `ask`, so that names are known before lines are
    read."""
    where: dict[str, Text] = {}
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
                f"`{asked.value}` is described here and elsewhere",
                state.value.entries[described[0]].key.mark,
                "Describe it once, under `slots:`.",
                related=(("also described here", where[asked.value].mark),),
                harm="What the caller may answer would depend on the place.",
            )


def _free(scope: Scope, name: Text) -> bool:
    if name.value not in RESERVED:
        return True
    scope.faults.error(
        "reserved-name",
        f"`{name.value}` already has a meaning in every flow",
        name.mark,
        "Choose another name.",
    )
    return False


def slot(scope: Scope, name: Text, table: Table) -> Slot:
    """One slot, from its own table or from the state that asks it."""
    choices = _choices(scope, table, name.value)
    typed = table.text("type")
    kinds = {kind.value: kind for kind in SlotType}
    kind = kinds.get(typed.value, SlotType.TEXT) if typed else (SlotType.CHOICE if choices else SlotType.TEXT)
    if kind is SlotType.CHOICE and "choices" not in table:
        scope.faults.error(
            "choices-missing",
            f"`{name.value}` is a choice, but nothing says among what",
            name.mark,
            "Add `choices: [first, second]`, the names of phrase lists.",
            harm="No answer would ever be taken.",
        )
    length, low, high = table.text("length"), table.text("min"), table.text("max")
    minimum = values.number(low.value) if low else None
    maximum = values.number(high.value) if high else None
    if low and minimum is not None and maximum is not None and minimum > maximum:
        scope.faults.error(
            "empty-range",
            "`min` is greater than `max`",
            low.mark,
            "Swap them.",
            harm="No answer would ever be taken.",
        )
    examples = phrase_lists(scope, table.get("examples"), f"{name.value}.examples")
    return Slot(
        name=name.value,
        type=kind,
        mark=name.mark,
        length=values.span(length.value) if length else None,
        minimum=minimum,
        maximum=maximum,
        choices=choices,
        examples=examples[0] if examples else None,
        sensitive=flag(table, "sensitive"),
    )


def _choices(scope: Scope, table: Table, name: str) -> tuple[str, ...]:
    node: Node | None = table.get("choices")
    if isinstance(node, Text):
        scope.faults.error(
            "not-available-yet",
            "choices that a service gave are not available yet",
            node.mark,
            "Name the phrase lists:  choices: [general, eye].",
            harm="The caller could not choose anything.",
        )
        return ()
    if not isinstance(node, Items):
        return ()
    if len(node.members) > 9:
        scope.faults.error(
            "too-many-choices", "more than nine choices have no keys", node.mark, "Ask in two steps."
        )
    return phrase_lists(scope, node, f"{name}.choices")
