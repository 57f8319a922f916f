"""Findings as SARIF 2.1.0 (OASIS Standard), the form in which code hosts and editors take in findings.

Columns count code points ("unicodeCodePoints", section 3.14.17); the end column is the one behind the
last (section 3.30.8). Paths are relative to the working folder where the file lies below it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from runtime.cli.report import near
from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.lint.rules import ALL_RULES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(findings: Sequence[Diagnostic], files: Mapping[str, str]) -> str:
    """One SARIF log with one run."""
    names = list(dict.fromkeys(one.rule for one in findings))
    driver = {"name": "flowctl", "rules": [_rule(name) for name in names]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _artifact(name)} for name in files],
        "results": [_result(one, names.index(one.rule)) for one in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(name: str) -> dict[str, Any]:
    rule = next((one for one in ALL_RULES if one.name == name), None)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.page.summary},
        "fullDescription": {"text": rule.page.why},
        "help": {"text": rule.harm},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(one: Diagnostic, index: int) -> dict[str, Any]:
    question = f"Did you mean {one.suggestion}?" if one.suggestion else ""
    words = "\n".join(part for part in (_sentence(one.message), one.harm, one.fix, question) if part)
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": _LEVEL[one.severity],
        "message": {"text": words},
        "locations": [_location(one.mark)],
    }
    if one.related:
        result["relatedLocations"] = [
            {**_location(mark), "message": {"text": words}} for words, mark in one.related
        ]
    if one.edits:
        result["fixes"] = [_fix(one.edits)]
    return result


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _location(mark: Mark) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(mark.file), "region": _region(mark)}}


def _artifact(name: str) -> dict[str, Any]:
    return {"uri": quote(Path(near(name)).as_posix())}


def _region(mark: Mark) -> dict[str, int]:
    return {"startLine": mark.line, "startColumn": mark.column, "endColumn": mark.column + mark.length}


def _fix(edits: Iterable[Edit]) -> dict[str, Any]:
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.mark.file, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(file),
            "replacements": [
                {"deletedRegion": _region(one.mark), "insertedContent": {"text": one.text}} for one in several
            ],
        }
        for file, several in by_file.items()
    ]
    return {"artifactChanges": changes}
