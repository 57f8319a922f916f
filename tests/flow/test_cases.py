"""Whole flows with many faults: what `flowctl validate` prints, as golden text.

cases/<name>.yaml holds a flow's files, cases/<name>.out the report. `UPDATE=1 pytest
tests/flow/test_cases.py` rewrites the reports; a person reads the difference.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from sentences import untold

from runtime.cli.report import as_text
from runtime.flow.check import check_path

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(case.read_text(encoding="utf-8"))
    monkeypatch.chdir(folder.parent)
    checked = check_path(Path("example"))
    report = as_text(checked.diagnostics, checked.files) + "\n"
    golden = case.with_suffix(".out")
    if os.environ.get("UPDATE"):
        golden.write_text(report, encoding="utf-8")
    assert report == golden.read_text(encoding="utf-8")
    assert untold(checked.diagnostics) == []
    assert checked.diagnostics, "a case shows at least one fault"


def test_there_are_cases() -> None:
    assert len(CASES) >= 12
