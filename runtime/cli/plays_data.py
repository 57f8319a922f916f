"""What `flowctl test --format json` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from runtime.cli.plays_text import faults
from runtime.cli.report import as_json, near
from runtime.flow.diagnostic import Mark
from runtime.transcript.result import Result
from runtime.transcript.run import Performance


def as_data(performances: Sequence[Performance]) -> dict[str, Any]:
    """{"passed": n, "failed": n, "skipped": […], "plays": […], "findings": […]}."""
    results = [(performance, result) for performance in performances for result in performance.results]
    found, files = faults(performances)
    return {
        "passed": sum(result.passed for _, result in results),
        "failed": sum(not result.passed for _, result in results),
        "skipped": [{"file": near(one.file), "reason": one.skipped} for one in performances if one.skipped],
        "plays": [_play(performance.file, result) for performance, result in results],
        "findings": json.loads(as_json(found, files))["findings"],
    }


def _play(file: str, result: Result) -> dict[str, Any]:
    expected = result.transcript.expected_to_fail
    return {
        "file": file,
        "title": result.transcript.title,
        "language": result.language,
        "tags": list(result.transcript.tags),
        "passed": result.passed,
        "expected_to_fail": expected.words if expected else None,
        "ended": result.ended,
        "seconds": result.seconds,
        "mismatches": [
            {
                **_place(mismatch.mark),
                "about": mismatch.about or None,
                "expected": mismatch.expected,
                "heard": mismatch.heard,
                "state": mismatch.state or None,
                "source": _place(mismatch.source) if mismatch.source else None,
                "because_of": _place(mismatch.led.mark) if mismatch.led and mismatch.led.mark else None,
                "nearest": mismatch.nearest,
            }
            for mismatch in result.mismatches or result.differences
        ],
    }


def _place(mark: Mark) -> dict[str, Any]:
    return {"file": near(mark.file), "line": mark.line, "column": mark.column}
