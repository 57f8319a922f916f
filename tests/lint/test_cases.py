"""Whole flows with several faults: what lint says of them, as golden text.

cases/<name>.yaml is a flow, cases/<name>.out one finding a line. `UPDATE=1 pytest tests/lint/test_cases.py`
rewrites the .out files; a person reads the difference.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flow"))

from sentences import untold

from runtime.flow.diagnostic import Diagnostic

Findings = Callable[[str], list[Diagnostic]]

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def told(found: list[Diagnostic]) -> str:
    lines = []
    for one in found:
        place = f"{Path(one.mark.file).name}:{one.mark.line}:{one.mark.column}"
        lines.append(f"{place} {one.severity} {one.rule}: {one.message}\n")
    return "".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(findings: Findings, case: Path) -> None:
    found = findings(case.read_text(encoding="utf-8"))
    text = told(found)
    golden = case.with_suffix(".out")
    if os.environ.get("UPDATE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert untold(found) == []


def test_there_are_cases() -> None:
    assert len(CASES) >= 5
