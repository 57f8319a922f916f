"""What callers and services may answer: one value for each that a condition tells apart, no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from runtime.dialogue import answers
from runtime.flow.kinds import COUNTED, NO_KEYS
from runtime.flow.model import Flow, Service, Slot, SlotType
from runtime.flow.returns import fits
from runtime.flow.sample import slot_sample
from runtime.prove.relevant import Known, Relevant

MARK = "4839201746"
"""Digits that are given where an answer is sensitive, and nowhere else."""
MARKED_WORDS = "kesariya mahal"
MARKED_DAY = date(1953, 8, 17)
ORDINARY = "6075512983"
MOST_VALUES = 64
"""Answers of one service that are tried; more fields that decide than this allows are not all combined."""
_TEXTS = ("4821", "10:30", "2027-02-04", "1", "nothing", "TS09AB1234", "name@bank")
_MARKED = {
    SlotType.DATE: f"{MARKED_DAY:%d%m%Y}",
    SlotType.PHONE: "9483920174",
    SlotType.PIN_CODE: "500948",
    SlotType.AADHAAR: "999999990019",
}


def typed(flow: Flow, slot: Slot, known: Known, today: date) -> tuple[str, ...]:
    """Keys that answer this slot, with the `#` that some need."""
    return tuple(dict.fromkeys(_ended(slot, keys) for keys in _keys(slot, known, today)))


def _keys(slot: Slot, known: Known, today: date) -> Iterator[str]:
    match slot.type:
        case SlotType.DIGITS:
            fewest = slot.length[0] if slot.length else 6
            yield _repeated(MARK if slot.sensitive else ORDINARY, fewest)
            yield from (str(one) for one in known.constants if answers.typed(slot, str(one)) is not None)
        case SlotType.NUMBER | SlotType.AMOUNT:
            yield from _distinct(slot, known)
        case SlotType.DATE:
            days = [MARKED_DAY] if slot.sensitive else []
            days += [today + timedelta(days=one) for one in (1, 0, -1)]
            days += [date.fromisoformat(b.fixed) for b in (slot.earliest, slot.latest) if b and b.fixed]
            fitting = [f"{day:%d%m%Y}" for day in days if answers.typed(slot, f"{day:%d%m%Y}", today)]
            yield from fitting[:1]
        case SlotType.TIME:
            clocks = [f"{hour:02}{minute:02}" for hour in (10, 16, 7, 20, 1) for minute in (30, 0)]
            yield from [one for one in clocks if answers.typed(slot, one) is not None][:1]
        case _:
            usual = {SlotType.PHONE: "9876543210", SlotType.PIN_CODE: "500001"}
            yield _MARKED[slot.type] if slot.sensitive else usual.get(slot.type, _MARKED[SlotType.AADHAAR])


def _distinct(slot: Slot, known: Known) -> Iterator[str]:
    """One number for each region that conditions tell apart, as keys can write it."""
    near = [int(one) + step for one in known.constants if isinstance(one, int | float) for step in (-1, 0, 1)]
    bounds = [int(one) for one in (slot.minimum, slot.maximum) if one is not None]
    seen = set()
    for value in (*near, *bounds, 3, 100):
        region = known.region(value)
        if value >= 0 and region not in seen and answers.typed(slot, str(value)) is not None:
            seen.add(region)
            yield str(value)


def _ended(slot: Slot, keys: str) -> str:
    return keys if answers.complete(slot, keys) else f"{keys}#"


def _repeated(digits: str, length: int) -> str:
    return (digits * (length // len(digits) + 1))[:length]


def said_words(flow: Flow, slot: Slot, known: Known, language: str) -> tuple[str, ...]:
    """Words that answer a slot which keys cannot write."""
    assert slot.type in NO_KEYS
    texts = [str(one) for one in known.constants if isinstance(one, str)]
    usual = MARKED_WORDS if slot.sensitive else str(slot_sample(flow, slot, language))
    return (usual, *(texts if slot.type is SlotType.TEXT else ()))


def marks(slot: Slot, today: date) -> tuple[str, ...]:
    """What must never be seen of this sensitive slot: the value that is planted, as text without blanks."""
    if slot.type in NO_KEYS:
        return (MARKED_WORDS.replace(" ", ""),)
    keys = next(_keys(slot, Known(), today), "")
    value = answers.typed(slot, keys, today)
    return tuple(dict.fromkeys(str(one) for one in (keys, value) if one is not None and len(str(one)) >= 4))


def filled(slot: Slot, flow: Flow, language: str) -> Any:
    """What a model fills in."""
    if slot.type in COUNTED:
        return 3 if slot.minimum is None else int(slot.minimum)
    return slot_sample(flow, slot, language)


def service_values(service: Service, flow: str, save: str | None, relevant: Relevant) -> tuple[Any, ...]:
    """What the service may answer, as far as conditions tell it apart."""
    key = (service.name, flow, save)
    if key not in relevant.answers:
        relevant.answers[key] = tuple(_service_values(service, flow, save, relevant))
    return relevant.answers[key]


def _service_values(service: Service, flow: str, save: str | None, relevant: Relevant) -> tuple[Any, ...]:
    if service.returns is None:
        return ({},)
    schema = service.returns
    read = relevant.fields(flow, save) if save else {}
    properties = schema.get("properties", {})
    required = set(schema.get("required", ()))
    choices: dict[str, list[Any]] = {}
    for name, inner in properties.items():
        known = read.get(name)
        values = list(_values(inner, known)) if known is not None else [_sample(inner)]
        choices[name] = values if name in required else [*values, _ABSENT]
    found: list[Any] = []
    for combined in _combined(choices, read):
        value = {name: one for name, one in combined.items() if one is not _ABSENT}
        if fits(schema, value) and value not in found:
            found.append(value)
            if len(found) >= MOST_VALUES:
                break
    return tuple(found) or tuple(_values(schema, relevant.known(flow, save or "")))


_ABSENT = object()


def _combined(choices: Mapping[str, list[Any]], read: Mapping[str, Known]) -> Iterator[dict[str, Any]]:
    """Each combination of the fields that decide: with all other fields, then with none that may be left
    out."""
    deciding = [name for name in choices if name in read]
    for values in product(*(choices[name] for name in deciding)):
        for place in (0, -1):
            others = {name: some[place] for name, some in choices.items() if name not in read}
            yield {**others, **dict(zip(deciding, values, strict=True))}


def _values(schema: Any, known: Known | None) -> Iterator[Any]:
    """Values of one field, one for each region."""
    seen: list[Any] = []
    for value in _possible(schema, known or Known()):
        region = (known or Known()).region(value)
        if region not in seen and fits(schema, value):
            seen.append(region)
            yield value


def _possible(schema: Any, known: Known) -> Iterable[Any]:
    if not isinstance(schema, Mapping):
        return ("nothing",)
    if "const" in schema:
        return (schema["const"],)
    if "enum" in schema:
        return tuple(schema["enum"])
    kind = schema.get("type")
    if kind == "boolean":
        return (True, False)
    if kind in ("number", "integer"):
        bounds = [schema[key] for key in ("minimum", "maximum") if key in schema]
        near = [c + step for c in known.constants if isinstance(c, int | float) for step in (-1, 0, 1)]
        return (*near, *bounds, 3, 0)
    if kind == "array":
        one = _sample(schema.get("items", {}))
        return ([one], [])
    if kind == "object":
        inner = schema.get("properties", {})
        return ({name: _sample(part) for name, part in inner.items()}, {})
    constants = [one for one in known.constants if isinstance(one, str)]
    return (*constants, *_TEXTS, "")


def _sample(schema: Any) -> Any:
    """Some value of this field."""
    return next((value for value in _possible(schema, Known()) if fits(schema, value)), None)
