"""Sample values: what stands in the place of names when words are shown before there is a call.

Every value is made from what the flow says of it: the first example or choice of a slot, as many digits as
it has, what the service promises to give. Where the flow says nothing, the name itself stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from runtime.flow.model import Ask, Fetch, Flow, Run, Slot, SlotType
from runtime.flow.naming import spoken_as
from runtime.flow.template import Template, TemplateFailed
from runtime.language.length import seconds

_DIGITS = "4821936507"
_FIXED: dict[SlotType, Any] = {
    SlotType.NUMBER: 3,
    SlotType.AMOUNT: 250,
    SlotType.DATE: "2027-02-04",
    SlotType.TIME: "18:00",
    SlotType.YES_NO: True,
    SlotType.PHONE: "9876543210",
    SlotType.PIN_CODE: "500001",
    SlotType.VEHICLE_NO: "TS09AB1234",
    SlotType.AADHAAR: "999999990019",
    SlotType.UPI_ID: "name@bank",
}
"""The Aadhaar number is the published test number; the others are of the right form and nobody's."""

_BY_FORM: dict[str, Any] = {
    "rupees": 250,
    "number": 3,
    "ordinal": 2,
    "digits": "4821",
    "date": "2027-02-04",
    "time": "18:00",
    "phone": "9876543210",
    "spell": "TS09AB1234",
    "last": "4821936507",
}
"""What a value must be for its spoken form."""

_EVERY_CALL: dict[str, Any] = {
    "today": "2027-01-26",
    "now": "18:00",
    "turns": 3,
    "no_inputs": 0,
    "no_matches": 0,
}


def sample_values(flow: Flow, language: str, names: Iterable[str]) -> dict[str, Any]:
    """For each dotted name ("ticket.id") a value, as templates read them: {"ticket": {"id": "4821"}}."""
    values: dict[str, Any] = {}
    for name in sorted(names):
        root, *fields = name.split(".")
        if fields:
            holder = values[root] = values[root] if isinstance(values.get(root), dict) else {}
            for field in fields[:-1]:
                inner = holder.get(field)
                holder[field] = inner if isinstance(inner, dict) else {}
                holder = holder[field]
            holder[fields[-1]] = _field(flow, language, root, fields)
        elif not isinstance(values.get(root), dict):
            values[root] = _whole(flow, language, root)
    return values


def sample_words(flow: Flow, template: Template, language: str, more: Mapping[str, Any] | None = None) -> str:
    """The words as the caller would hear them with sample values; as they are written when that fails.
    more: values that are known here, such as `choice` and `key`."""
    try:
        return template.render(values_for(flow, template, language, more), language)
    except TemplateFailed:
        return template.source


def values_for(
    flow: Flow, template: Template, language: str, more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Sample values that fit the spoken forms these words ask for. Raises TemplateFailed."""
    today = {"today": _EVERY_CALL["today"]}  # a date is said without its year when it is near
    values = {**today, **sample_values(flow, language, template.names), **(more or {})}
    _fit(values, template, more or {})
    return values


def sample_seconds(
    flow: Flow, template: Template, language: str, more: Mapping[str, Any] | None = None
) -> float:
    """About how long the flow's voice needs for the words with sample values."""
    words = sample_words(flow, template, language, more) if "{" in template.source else template.source
    return seconds(words, language, flow.voice.pace)


def slot_sample(flow: Flow, slot: Slot, language: str) -> Any:
    """A value that this slot would take."""
    for listed in (*slot.choices, *((slot.examples,) if slot.examples else ())):
        words = _first_phrase(flow, listed, language)
        if words:
            return words
    if slot.type is SlotType.DIGITS:
        fewest = slot.length[0] if slot.length else 4
        return (_DIGITS * (fewest // len(_DIGITS) + 1))[:fewest]
    if slot.type in (SlotType.NUMBER, SlotType.AMOUNT) and slot.minimum is not None:
        return int(slot.minimum) if float(slot.minimum).is_integer() else slot.minimum
    return _FIXED.get(slot.type, _named(slot.name))


def slots_of(flow: Flow) -> Mapping[str, Slot]:
    """Every slot of a flow, also those that only one `ask` describes."""
    return _known(flow).slots


@dataclass(frozen=True, slots=True)
class _Known:
    """What a flow says of its names. savers: the states that keep something, by the name it is kept under."""

    flow: Flow
    slots: Mapping[str, Slot]
    savers: Mapping[str, tuple[Fetch | Run, ...]]


_latest: list[_Known] = []
"""That of the flow that was asked for last: words are sampled flow by flow, thousands to a flow."""


def _known(flow: Flow) -> _Known:
    if not _latest or _latest[0].flow is not flow:
        asked = {state.slot.name: state.slot for state in flow.states.values() if isinstance(state, Ask)}
        savers: dict[str, tuple[Fetch | Run, ...]] = {}
        for state in flow.states.values():
            if isinstance(state, Fetch | Run) and state.save:
                savers[state.save] = (*savers.get(state.save, ()), state)
        _latest[:] = [_Known(flow, {**asked, **flow.inputs, **flow.slots}, savers)]
    return _latest[0]


def _whole(flow: Flow, language: str, name: str) -> Any:
    slot = slots_of(flow).get(name)
    if slot is not None:
        return slot_sample(flow, slot, language)
    return language if name == "language" else _EVERY_CALL.get(name, _named(name))


def _field(flow: Flow, language: str, root: str, fields: list[str]) -> Any:
    if root == "caller":
        return "+919876543210"
    if root == "visits":
        return 1
    if root == "open":
        return True
    for state in _known(flow).savers.get(root, ()):
        if isinstance(state, Fetch) and state.service in flow.services:
            return _promised(flow.services[state.service].returns, fields)
        if isinstance(state, Run) and state.flow in flow.flows:
            slot = slots_of(flow.flows[state.flow]).get(fields[0])
            return slot_sample(flow.flows[state.flow], slot, language) if slot else _named(fields[-1])
    return _named(fields[-1])


def _promised(schema: Mapping[str, Any] | None, fields: list[str]) -> Any:
    """A value as the service's `returns` describes it."""
    for field in fields:
        inner = schema.get("properties") if isinstance(schema, Mapping) else None
        schema = inner.get(field) if isinstance(inner, Mapping) else None
    if not isinstance(schema, Mapping):
        return _named(fields[-1])
    for key in ("const", "example"):
        if key in schema:
            return schema[key]
    for key in ("enum", "examples"):
        if isinstance(schema.get(key), list) and schema[key]:
            return schema[key][0]
    if schema.get("type") in ("number", "integer"):
        return schema.get("minimum", 250)
    if "0-9" in str(schema.get("pattern", "")) or "\\d" in str(schema.get("pattern", "")):
        return _DIGITS[:4]
    return _named(fields[-1])


def _fit(values: dict[str, Any], template: Template, given: Mapping[str, Any]) -> None:
    """Where nothing says what a value is, the spoken form does: `{{ bill.due | date }}` is a date."""
    for name, form in spoken_as(template.source):
        holder: Any = values
        *fields, last = name.split(".")
        for field in fields:
            holder = holder.get(field) if isinstance(holder, Mapping) else None
        if name not in given and isinstance(holder, dict) and holder.get(last) == _named(last):
            holder[last] = _BY_FORM.get(form, holder[last])


def _first_phrase(flow: Flow, name: str, language: str) -> str | None:
    listed = flow.phrases.get(name)
    if listed is None:
        return None
    for one in (language, *flow.languages):
        if listed.words.get(one):
            return listed.words[one][0]
    return None


def _named(name: str) -> str:
    return name.replace("_", " ")
