"""The call that docs/prove.md shows is the one that is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runtime.cli.main import run
from runtime.prove.given import MOST_VALUES
from runtime.prove.verdict import Rule

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "prove.md").read_text(encoding="utf-8")
CONTACTS = Path(__file__).resolve().parents[2] / "flows" / "contacts.yaml"


def test_the_call_that_is_shown_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (flow,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "contacts.yaml").write_text(CONTACTS.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "shop.yaml").write_text(flow, encoding="utf-8")
    assert run(["prove", str(tmp_path / "shop.yaml")]) == 1
    assert shown in capsys.readouterr().out


def test_every_rule_is_told() -> None:
    assert set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)) == {str(rule) for rule in Rule}
    assert f"no more than {MOST_VALUES} answers" in PAGE
