"""flowctl graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.cli.main import run


@pytest.mark.parametrize(
    ("format", "first"), [("svg", "<svg "), ("mermaid", "---\ntitle: "), ("dot", "digraph flow {")]
)
def test_to_the_terminal(format: str, first: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", "electricity", "--format", format]) == 0
    assert capsys.readouterr().out.startswith(first)


def test_to_a_file_in_a_language(tmp_path: Path) -> None:
    out = tmp_path / "flow.svg"
    assert run(["graph", "electricity", "--lang", "hi-IN", "--only", "main", "-o", str(out)]) == 0
    assert "बताइए, क्या चाहिए?" in out.read_text("utf-8")


def test_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = tmp_path / "counts.json"
    counts.write_text('{"states": {"welcome": 12, "gone": 1}}', encoding="utf-8")
    assert run(["graph", "hello", "--counts", str(counts)]) == 0
    told = capsys.readouterr()
    assert ">12</text>" in told.out
    assert "has no such states: gone" in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere"],
        ["hello", "--lang", "ta-IN"],
        ["hello", "--counts", "missing.json"],
        ["hello", "-o", "no/such/folder.svg"],
    ],
)
def test_what_is_not_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_counts_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = tmp_path / "counts.json"
    counts.write_text("[1]", encoding="utf-8")
    assert run(["graph", "hello", "--counts", str(counts)]) == 2
    assert "counts are a table" in capsys.readouterr().err
