"""services.yaml: hosts that may be called, and what comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import Loaded
from runtime.flow.returns import schema_fault

FLOW = """\
flow: example
languages: [en-IN]
start: look
states:
  look: {fetch: office.find, save: found, go: tell, on_error: bye}
  tell: {say: "Your number is {{ found.number | digits }}.", go: bye}
  bye: {end: done}
### services.yaml
hosts: [office.example.in, "office.example.in:8443"]
services:
  office.find:
    url: "https://office.example.in/find"
    returns: {type: object, required: [number], properties: {number: {type: string}}}
"""


def test_hosts_and_returns_are_read(loaded: Callable[[str], Loaded]) -> None:
    flow = loaded(FLOW).flow
    assert flow is not None
    service = flow.services["office.find"]
    assert service.hosts == {"office.example.in", "office.example.in:8443"}
    assert service.returns == {
        "type": "object",
        "required": ["number"],
        "properties": {"number": {"type": "string"}},
    }


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("office.example.in/find", "offise.example.in/find", "host-not-listed", 4),
        ("office.example.in/find", "OFFICE.example.in:8443/find", "", 0),
        ("https://office.example.in", "${OFFICE}", "", 0),
        ('"office.example.in:8443"]', '"https://office.example.in"]', "wrong-value", 1),
        ("type: string}}}", "type: strnig}}}", "bad-returns", 5),
        ("type: string}}}", "minLength: many}}}", "bad-returns", 5),
        ("type: string}}}", 'pattern: "[0-9"}}}', "bad-returns", 5),
        ("type: string}}}", '$ref: "https://elsewhere.example/x"}}}', "bad-returns", 5),
        ("type: string}}}", '$ref: "#/$defs/number"}}}', "bad-returns", 5),
        ("required: [number]", "required: number", "bad-returns", 5),
        ("{{ found.number | digits }}", "{{ found.nmuber | digits }}", "unknown-name", 6),
    ],
)
def test_what_cannot_work_is_told_before_a_call(
    found: Callable[[str], list[Diagnostic]], old: str, new: str, rule: str, line: int
) -> None:
    wanted = [(rule, line)] if rule else []
    assert [(one.rule, one.mark.line) for one in found(FLOW.replace(old, new))] == wanted


def test_the_nearest_host_is_suggested(found: Callable[[str], list[Diagnostic]]) -> None:
    (one,) = found(FLOW.replace("office.example.in/find", "offise.example.in/find"))
    assert one.suggestion == "office.example.in"


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object"},
        {"if": {"properties": {"found": {"const": True}}}, "then": {"required": ["price"]}},
        {"$defs": {"id": {"type": "string"}}, "properties": {"id": {"$ref": "#/$defs/id"}}},
    ],
)
def test_a_schema_that_can_be_used_has_no_fault(schema: dict[str, object]) -> None:
    assert schema_fault(schema) is None


def test_a_part_with_a_figure_for_a_name_is_told_by_that_name() -> None:
    schema = {"type": "object", "properties": {"1": {"type": "type"}}}
    fault = schema_fault(schema)
    assert fault is not None
    assert fault[0] == ("properties", "1", "type")
