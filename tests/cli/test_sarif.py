"""SARIF: what the standard requires of a log with one run (OASIS SARIF 2.1.0, sections 3.13 to 3.30)."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from runtime.cli.report import Format, print_report
from runtime.cli.sarif import as_sarif
from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity

URI = r"^[A-Za-z0-9_.~!$&'()*+,;=:@/%-]+$"
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endColumn"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endColumn")
    },
}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "pattern": URI}},
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
        },
    },
}
REPLACEMENT = {
    "type": "object",
    "required": ["deletedRegion"],
    "properties": {"deletedRegion": REGION, "insertedContent": MESSAGE},
}
CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {
        "artifactLocation": ARTIFACT,
        "replacements": {"type": "array", "minItems": 1, "items": REPLACEMENT},
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "properties": {
        "message": MESSAGE,
        "level": {"enum": ["none", "note", "warning", "error"]},
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "fixes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["artifactChanges"],
                "properties": {"artifactChanges": {"type": "array", "minItems": 1, "items": CHANGE}},
            },
        },
    },
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": {"type": "object", "required": ["name"]}},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
MARK = Mark("flows/మా ఫ్లో/flow.yaml", 3, 5, 7)
FINDINGS = [
    Diagnostic("dead-end", Severity.ERROR, "it leads nowhere", MARK, "the caller is caught", "Add `go`."),
    Diagnostic(
        "unknown-target", Severity.WARNING, "there is no state `biling`", MARK, "h", "f", "billing",
        (("declared here", Mark("x.yaml", 1, 1)),), (Edit(MARK, "billing"),),
    ),
]  # fmt: skip


def log(findings: list[Diagnostic]) -> Any:
    made = json.loads(as_sarif(findings, {MARK.file: "", "x.yaml": ""}))
    jsonschema.validate(made, LOG)
    return made


def test_a_log_has_what_the_standard_requires() -> None:
    (run,) = log(FINDINGS)["runs"]
    first, second = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5, "endColumn": 12}
    assert (first["level"], second["level"]) == ("error", "warning")
    assert second["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "billing"


def test_each_result_points_to_its_rule() -> None:
    (run,) = log(FINDINGS)["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert "leads only back to itself" in rules[0]["shortDescription"]["text"]


def test_no_findings_are_a_log_too() -> None:
    assert log([])["runs"][0]["results"] == []


def test_it_is_what_the_command_prints(capsys: Any) -> None:
    print_report(FINDINGS, {}, Format.SARIF)
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"
