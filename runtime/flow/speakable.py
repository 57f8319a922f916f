"""Which spoken forms (`| rupees`, `| date` …) a value can have, by what is known of it before any call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runtime.flow.model import Slot, SlotType
from runtime.flow.wording import said

_COUNTED = frozenset(["number", "rupees", "ordinal", "digits", "last"])
_READ_OUT = frozenset(["digits", "phone", "spell", "last"])
_NONE: frozenset[str] = frozenset()

OF_TYPE: Mapping[SlotType, frozenset[str]] = {
    SlotType.TEXT: frozenset(["spell", "digits", "last"]),
    SlotType.DIGITS: _READ_OUT | {"number"},
    SlotType.NUMBER: _COUNTED,
    SlotType.AMOUNT: frozenset(["rupees", "number"]),
    SlotType.DATE: frozenset(["date"]),
    SlotType.TIME: frozenset(["time"]),
    SlotType.YES_NO: _NONE,
    SlotType.CHOICE: frozenset(["spell"]),
    SlotType.PHONE: _READ_OUT,
    SlotType.PIN_CODE: _READ_OUT,
    SlotType.VEHICLE_NO: frozenset(["spell", "digits", "last"]),
    SlotType.AADHAAR: _READ_OUT,
    SlotType.UPI_ID: frozenset(["spell", "last"]),
}
"""What each type of slot can be said with."""

_BUILT_IN = {
    "today": frozenset(["date"]),
    "now": frozenset(["time"]),
    "caller.number": _READ_OUT,
    "language": _NONE,
    "turns": _COUNTED,
    "no_inputs": _COUNTED,
    "no_matches": _COUNTED,
}
_OF_SCHEMA = {
    "integer": frozenset(["rupees", "number", "ordinal", "digits", "phone", "spell", "last"]),
    "number": frozenset(["rupees", "number", "digits"]),
    "boolean": _NONE,
    "array": _NONE,
    "object": _NONE,
}
"""By what services.yaml says a service returns. Text may be anything: a date, a name, a number."""


def speakable(
    name: str, slots: Mapping[str, Slot], saved: Mapping[str, Mapping[str, Any] | None]
) -> frozenset[str] | None:
    """The filters that may stand behind the dotted `name`; None when nothing is known of it."""
    root, _, rest = name.partition(".")
    slot = slots.get(name)
    if slot is not None:
        choices_are_given = slot.type is SlotType.CHOICE and not slot.choices
        return None if choices_are_given else OF_TYPE.get(slot.type)
    if root in saved:
        return _OF_SCHEMA.get(str(_schema(saved[root], rest).get("type")))
    if root == "visits":
        return _COUNTED
    if root == "open":
        return _NONE
    return _BUILT_IN.get(name)


def _schema(schema: Mapping[str, Any] | None, path: str) -> Mapping[str, Any]:
    for field in path.split(".") if path else ():
        fields = schema.get("properties") if schema else None
        schema = fields.get(field) if isinstance(fields, Mapping) else None
    return schema if isinstance(schema, Mapping) else {}


def fitting(name: str, allowed: frozenset[str]) -> str:
    """What to write instead."""
    if not allowed:
        return said("Write `{{ {name} }}`, without a filter.", name=name)
    forms = ", ".join(f"| {form}" for form in sorted(allowed - {"last"}) or sorted(allowed))
    return said("It can be said with: {forms}.", forms=forms)
