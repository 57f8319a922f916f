"""The closed schemas of schemas/, and their complaints in words for the author. The only file that
knows the validators: jsonschema-rs says in a moment which parts are right, jsonschema says in detail what
is wrong with the others.

The schemas choose by the first word (if/then), so that a complaint is about the thing that was meant and
never "does not fit any of these". What they say of a field (title, description, patternErrorMessage) is
what the editor shows; it is said here too, and written nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from runtime.flow.diagnostic import Mark
from runtime.flow.faults import Faults, instead, listed, nearest, sure
from runtime.flow.first_word import KINDS
from runtime.flow.tree import Items, Node, Table, Text, at, plain
from runtime.flow.wording import said
from runtime.share import share

_KIND_OF_VALUE = {
    "string": said("text"),
    "object": said("a table"),
    "array": said("a list"),
    "number": said("a number"),
    "integer": said("a number"),
}
_TRUTH = {"true": "yes", "on": "yes", "y": "yes", "false": "no", "off": "no", "n": "no"}


_FLOW_FILE = "flow.schema.json#"


@lru_cache(maxsize=16)
def schema(name: str) -> Mapping[str, Any]:
    """The schema "flow", "include", "prompts", "transcript", "contacts", "services" or "numbers"."""
    text = (share("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    parts: dict[str, Any] = {}
    if _FLOW_FILE in text:
        # An editor follows the address; here everything stands in one piece.
        flow = schema("flow")
        parts = {**flow["$defs"], **{f"flow_{key}": part for key, part in flow["properties"].items()}}
        text = text.replace(f"{_FLOW_FILE}/properties/", "#/$defs/flow_").replace(_FLOW_FILE, "#")
    read: dict[str, Any] = json.loads(text)
    return {**read, "$defs": {**read.get("$defs", {}), **parts}} if parts else read


@lru_cache(maxsize=16)
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


@lru_cache(maxsize=16)
def _quick(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(dict(schema(name)))


def _suspect(document: dict[str, Any], name: str) -> dict[str, Any] | None:
    """None for a document that is right. Else what has to be looked at closely: of a table's entries
    those that are not right, and one more, so that the table has at least what it had to have."""
    wrong: dict[str, set[str]] = {}
    whole: set[str] = set()
    faulty = False
    for error in _quick(name).iter_errors(document):
        faulty = True
        place = [str(step) for step in error.instance_path[:2]]
        if len(place) == 2:
            wrong.setdefault(place[0], set()).add(place[1])
        whole.update(place[:1] if len(place) == 1 else ())
    if not faulty:
        return None
    return {
        key: value if key in whole else _thinned(value, wrong.get(key, set()))
        for key, value in document.items()
    }


def _thinned(value: Any, wrong: set[str]) -> Any:
    if not isinstance(value, dict):
        return value
    first = next(iter(value), None)
    return {key: inner for key, inner in value.items() if key in wrong or key == first}


def _errors(document: dict[str, Any], name: str) -> Iterator[ValidationError]:
    suspect = _suspect(document, name)
    if suspect is not None:
        found = list(_validator(name).iter_errors(suspect))
        yield from found or _validator(name).iter_errors(document)


def check(tree: Table, name: str, faults: Faults) -> None:
    """Complains of everything in the tree that the schema `name` does not allow."""
    unclear = _unclear_states(tree, faults) if name in ("flow", "include") else frozenset()
    seen: set[tuple[str, Mark]] = set()
    for error in _errors(cast("dict[str, Any]", plain(tree)), name):
        for leaf in _leaves(error):
            path = list(leaf.absolute_path)
            if path[:1] == ["states"] and len(path) > 1 and path[1] in unclear:
                continue
            before = len(faults.found)
            _complain(tree, path, leaf, faults)
            for one in faults.found[before:]:
                if (one.message, one.mark) in seen:
                    faults.found.remove(one)
                seen.add((one.message, one.mark))


def _unclear_states(tree: Table, faults: Faults) -> frozenset[str]:
    """States of no kind, of two, or of one that is not there yet: the schema would take them for another
    kind and complain of everything. The build says what is wrong with them."""
    unclear: set[str] = set()
    for entry in tree.table("states") or ():
        if isinstance(entry.value, Table):
            words = [word for word in KINDS if word in entry.value and word != "say"]
            if len(words) > 1 or not (words or "say" in entry.value):
                unclear.add(entry.key.value)
    return frozenset(unclear)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """An error, or for a choice between shapes the errors of the shape that was meant."""
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        yield error
        return
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    for inners in branches.values():
        if not any(inner.validator == "type" and not inner.relative_path for inner in inners):
            for inner in inners:
                yield from _leaves(inner)
            return
    yield error


def _complain(tree: Table, path: list[Any], error: ValidationError, faults: Faults) -> None:
    node = at(tree, path)
    if node is None:
        return
    if "propertyNames" in error.absolute_schema_path and isinstance(node, Table):
        _bad_name(node, error, faults)
        return
    label = f"`{path[-1]}`" if path and isinstance(path[-1], str) else said("this")
    match error.validator:
        case "additionalProperties" if isinstance(node, Table):
            _unknown_keys(node, _fields(error).get("properties", {}), faults)
        case "required":
            _missing(tree, path, node, error, faults)
        case "enum":
            _not_one_of(node, label, error, faults)
        case "type" | "anyOf" | "oneOf":
            allowed = _kinds_of_value(error)
            what = _kind(node)
            message = (
                said(
                    "{label} must be {allowed}, not {what}",
                    label=label,
                    allowed=_either(allowed),
                    what=what,
                )
                if allowed
                else said("{label} is not right", label=label)
            )
            faults.error("wrong-type", message, node.mark, _description(error))
        case "pattern":
            value = node.value if isinstance(node, Text) else ""
            fix = _fields(error).get("patternErrorMessage") or _description(error)
            better = _as_name(value)
            fits = bool(better) and re.search(str(error.validator_value), better) is not None
            faults.error(
                "wrong-value",
                said("`{value}` cannot stand behind {label}", value=value, label=label),
                node.mark,
                fix,
                suggestion=better if fits else None,
            )
        case "minItems" | "minProperties" | "minLength":
            message = (
                said("{label} is empty", label=label)
                if error.validator_value == 1
                else said("{label} is not complete", label=label)
            )
            rule = "empty-value" if error.validator_value == 1 else "incomplete"
            faults.error(rule, message, _key_mark(tree, path, node), _description(error))
        case "maxProperties":
            faults.error(
                "else-alone", "`else` stands alone in its line", node.mark, "Write only  - {else: state}."
            )
        case "uniqueItems":
            faults.error(
                "value-twice",
                said("something stands twice in {label}", label=label),
                node.mark,
                "Remove one of the two.",
            )
        case _:
            faults.error(
                "wrong-value", said("{label} is not right", label=label), node.mark, _description(error)
            )


def _unknown_keys(node: Table, known: Mapping[str, Any], faults: Faults) -> None:
    for entry in node:
        key = entry.key
        if key.value in known:
            continue
        if key.value == "run" and "go" in known:
            faults.error(
                "run-where-it-must-go",
                "`run` comes back, and this line must lead away",
                key.mark,
                "Write `go:` with a state; that state may run the flow.",
                harm="The caller would be brought back to where nothing goes on.",
            )
            continue
        near = nearest(key.value, free := [name for name in known if name not in node])
        faults.error(
            "unknown-key",
            said("`{key}` has no meaning here", key=key.value),
            key.mark,
            said("Here can stand: {keys}.", keys=listed(known, 16)),
            suggestion=near or nearest(key.value, known),
            edits=instead(key, near) if near and sure(key.value, free) else (),
        )


def _missing(tree: Table, path: list[Any], node: Node, error: ValidationError, faults: Faults) -> None:
    assert isinstance(node, Table)
    fields = _fields(error).get("properties", {})
    for name in _values(error):
        if name in node or _meant(node, name, fields):
            continue
        field, inside = fields.get(name, {}), _inside(path)
        what = field.get("description", "")
        faults.error(
            "missing-key",
            said("`{name}` is missing in `{path}`", name=name, path=inside)
            if inside
            else said("`{name}` is missing", name=name),
            _key_mark(tree, path, node),
            said("Add `{name}:`. {what}", name=name, what=said(what))
            if what
            else said("Add `{name}:`.", name=name),
        )


def _meant(node: Table, name: str, fields: Mapping[str, Any]) -> bool:
    """Whether a misspelt key stands there instead; that complaint is enough."""
    return any(key not in fields and nearest(key, fields) == name for key in node.entries)


def _either(kinds: list[str]) -> str:
    """ "text", "text or a list", "text, a list or a table"."""
    *first, last = kinds
    if not first:
        return last
    made = first[0]
    for one in first[1:]:
        made = said("{first}, {second}", first=made, second=one)
    return said("{first} or {second}", first=made, second=last)


def _inside(path: list[Any]) -> str:
    name = next((step for step in reversed(path) if isinstance(step, str)), None)
    return name or ""


def _key_mark(tree: Table, path: list[Any], node: Node) -> Mark:
    """Where the author would look: the key a table stands under, else the value itself."""
    parent = at(tree, path[:-1]) if path else None
    if isinstance(parent, Table) and isinstance(path[-1], str):
        return parent.entries[path[-1]].key.mark
    return node.mark


def _not_one_of(node: Node, label: str, error: ValidationError, faults: Faults) -> None:
    allowed = [str(value) for value in _values(error)]
    if not isinstance(node, Text):
        message = said("{label} must be text, not {node}", label=label, node=_kind(node))
        faults.error("wrong-type", message, node.mark, _description(error))
        return
    truth = _TRUTH.get(node.value.casefold(), node.value.casefold())
    if "yes" in allowed and truth in allowed and truth in ("yes", "no"):
        faults.error(
            "wrong-value",
            said("`{value}` is neither yes nor no", value=node.value),
            node.mark,
            said("Write {value}.", value=truth),
            suggestion=truth,
            edits=instead(node, truth),
        )
        return
    near = nearest(node.value, allowed)
    faults.error(
        "wrong-value",
        said("`{value}` cannot stand behind {key}", value=node.value, key=label),
        node.mark,
        said("Write one of: {values}.", values=listed(allowed, 16)),
        suggestion=near,
        edits=instead(node, near) if near and sure(node.value, allowed) else (),
    )


def _bad_name(node: Table, error: ValidationError, faults: Faults) -> None:
    entry = node.entries.get(str(error.instance))
    if entry is None:
        return
    name = entry.key.value
    better = _as_name(name)
    fits = better if better[:1].isalpha() and better not in node else None
    fix = _fields(error).get("patternErrorMessage") or _description(error)
    faults.error(
        "naming", said("`{name}` cannot be a name here", name=name), entry.key.mark, fix, suggestion=fits
    )


def _as_name(text: str) -> str:
    """The same words as a name: "Shop number" → "shop_number"."""
    signs = (sign if sign.isascii() and sign.isalnum() else "_" for sign in text.casefold())
    return "".join(signs).strip("_")


def _kinds_of_value(error: ValidationError) -> list[str]:
    types = _values(error)
    if error.validator != "type":
        types = [branch.get("type", "object") for branch in types]
    return list(dict.fromkeys(_KIND_OF_VALUE.get(str(one)) or str(one) for one in types))


def _kind(node: Node) -> str:
    if isinstance(node, Text):
        return said("text")
    return said("a list") if isinstance(node, Items) else said("a table")


def _fields(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}


def _values(error: ValidationError) -> list[Any]:
    value = error.validator_value
    return list(value) if isinstance(value, list) else [value]


def _description(error: ValidationError) -> str:
    return str(_fields(error).get("description", ""))
