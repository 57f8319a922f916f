"""The call that docs/prove.md shows is the one that is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from traps import OPERATORS

from runtime.cli.main import run
from runtime.flow.project import flow_paths
from runtime.prove.given import MOST_VALUES
from runtime.prove.verdict import Rule

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "prove.md").read_text(encoding="utf-8")
CONTACTS = ROOT / "flows" / "contacts.yaml"


def test_the_call_that_is_shown_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (flow,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "contacts.yaml").write_text(CONTACTS.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "shop.yaml").write_text(flow, encoding="utf-8")
    assert run(["prove", str(tmp_path / "shop.yaml")]) == 1
    assert shown in capsys.readouterr().out


def rows(mark: str, head: str) -> list[list[str]]:
    """The cells of the table under this mark whose first head is this."""
    (part,) = re.findall(f"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", PAGE, re.DOTALL)
    tables = [table.splitlines() for table in part.split("\n\n")]
    (found,) = [lines for lines in tables if lines[0].startswith(f"| {head} |")]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in found[2:]]


def test_every_shipped_flow_is_measured() -> None:
    names = {path.name if path.is_dir() else path.stem for path in flow_paths(ROOT / "flows")}
    assert {row[0] for row in rows("proofs", "flow")} == names


@pytest.mark.parametrize("head", ["operator", "flow"])
def test_the_hunt_adds_up(head: str) -> None:
    *some, everything = [row[-6:-1] for row in rows("hunt", head)]
    for column, whole in enumerate(everything):
        assert sum(int(row[column]) for row in some) == int(whole)
    planted, found, unwritten, none, missed = (int(cell) for cell in everything)
    assert planted == found + unwritten + none + missed
    assert found >= 200 and missed == 0


def test_every_operator_is_told() -> None:
    told = {row[0] for row in rows("hunt", "operator")}
    assert {one.__name__.strip("_") for one in OPERATORS} <= told


def test_every_rule_is_told() -> None:
    (shown,) = re.findall(r"## What is shown\n(.*?)\n## ", PAGE, re.DOTALL)
    assert set(re.findall(r"^\| `([a-z-]+)` \|", shown, re.MULTILINE)) == {str(rule) for rule in Rule}
    assert f"no more than {MOST_VALUES} answers" in PAGE
