"""flowctl explain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runtime.cli.main import run


def test_a_shipped_flow_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "electricity", "--lang", "hi-IN"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Electricity Department helpline\n")
    assert "in Hindi" in out


def test_one_state_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "electricity", "--state", "register", "--format", "json"]) == 0
    assert [one["state"] for one in json.loads(capsys.readouterr().out)["steps"]] == ["register"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["electrcity"], "did you mean electricity"),
        (["electricity", "--lang", "ta-IN"], "does not speak ta-IN"),
        (["electricity", "--state", "helplin"], "did you mean helpline"),
    ],
)
def test_what_is_not_there(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_flow_with_mistakes_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("flow: bad\n", encoding="utf-8")
    assert run(["explain", str(tmp_path / "bad.yaml")]) == 1
    assert "flowctl validate" in capsys.readouterr().err


def test_told_in_hindi(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "electricity", "--lang", "te-IN", "--in", "hi"]) == 0
    out = capsys.readouterr().out
    assert "कॉलर सुनता है: «ఏ ఊరిలో కరెంట్ లేదు?»" in out
