"""The closed schemas: every field says what it is, and complaints are about what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.schema import schema
from runtime.share import share

NAMES = sorted(path.name.removesuffix(".schema.json") for path in share("schemas").glob("*.schema.json"))


def fields(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from fields(one, f"{path}/{number}")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("properties", "$defs") and isinstance(value, dict):
                for name, field in value.items():
                    yield f"{path}/{key}/{name}", field
                    yield from fields(field, f"{path}/{key}/{name}")
            else:
                yield from fields(value, f"{path}/{key}")


def test_all_seven_are_there() -> None:
    assert NAMES == ["contacts", "flow", "include", "numbers", "prompts", "services", "transcript"]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_says_what_it_is(name: str) -> None:
    silent = [
        path
        for path, field in fields(schema(name))
        if len(field.get("title", "")) < 2 or len(field.get("description", "")) < 8
    ]
    assert not silent


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_closed(name: str) -> None:
    open_tables = [
        path
        for path, field in fields(schema(name))
        if field.get("type") == "object"
        and "properties" in field
        and "additionalProperties" not in field
        and "if"
        not in field  # then every branch is a closed table, and the properties are what to begin with
    ]
    assert not open_tables
    assert schema(name)["additionalProperties"] is False


def test_the_description_check_can_fail() -> None:
    assert [
        path for path, field in fields({"properties": {"a": {"type": "string"}}}) if "title" not in field
    ] == ["/properties/a"]


STATES = {
    "a misspelt key": ("{say: Hello there., goo: bye}", "unknown-key", "go"),
    "a key of another kind": ("{say: Hello there., go: bye, options: []}", "unknown-key", None),
    "a table for a list": ("{menu: Press 1., options: {key: 1}}", "wrong-type", None),
    "text for a table": ("{converse: {en-IN: You help.}, exits: bye, limits: {go: bye}}", "wrong-type", None),
    "a wrong word": ("{say: Hello there., go: bye, barge_in: keyz}", "wrong-value", "keys"),
    "an english truth": ("{transfer: desk, closed: bye, failed: bye, summary: on}", "wrong-value", "yes"),
    "a missing key": ("{transfer: desk, closed: bye}", "missing-key", None),
    "a key with two digits": ("{menu: Press 12., options: [{key: 12, go: bye}]}", "wrong-value", None),
    "a duration without unit": (
        "{menu: Press 1., options: [{key: 1, go: bye}], wait: 6}",
        "wrong-value",
        None,
    ),
}


@pytest.mark.parametrize(("state", "rule", "suggestion"), STATES.values(), ids=STATES.keys())
def test_one_slip_one_complaint(
    found: Callable[[str], list[Diagnostic]], state: str, rule: str, suggestion: str | None
) -> None:
    complaints = found(
        f"flow: example\nlanguages: [en-IN]\nstart: hello\nstates:\n  hello: {state}\n  bye: {{end: done}}\n"
        '### contacts.yaml\ncontacts: {desk: {number: "+914055500100"}}\n'
    )
    assert [(one.rule, one.suggestion) for one in complaints] == [(rule, suggestion)]
    assert complaints[0].mark.line == 5
    assert complaints[0].harm


@pytest.mark.parametrize("kind", ["anyOf", "oneOf"])
def test_the_schemas_choose_by_what_stands_there(kind: str) -> None:
    """Otherwise an editor says only that nothing fits."""
    assert kind not in str(schema("flow"))
