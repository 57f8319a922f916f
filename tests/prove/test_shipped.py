"""Every flow that travels with the code lets every caller out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.project import flow_paths
from runtime.prove.graph import Graph
from runtime.prove.verdict import Bounds, judge

FLOWS = Path(__file__).resolve().parents[2] / "flows"
NAMES = [path.name if path.is_dir() else path.stem for path in flow_paths(FLOWS)]


@pytest.mark.parametrize("name", NAMES)
def test_every_caller_gets_out(explored: Callable[[str], Graph], name: str) -> None:
    verdict = judge(explored(name), Bounds())
    assert verdict.examples == []
    assert verdict.passed
