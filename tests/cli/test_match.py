"""flowctl match: what some words would do in each state, and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.cli.main import run


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["match", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    _, out, _ = told(capsys, *arguments, "--format", "json")
    read: dict[str, Any] = json.loads(out)
    return read


def test_every_listening_state_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "operater", "--flow", "electricity")
    assert code == 0
    assert "“operater” sounds like: aparetar" in out
    for state in (
        "choose_language (menu)",
        "helpline (converse)",
        "report_outage (ask)",
        "anything_else (ask)",
    ):
        assert state in out
    assert "anywhere 1 → operator   by “" in out


def test_what_goes_to_the_model_is_told_with_the_example_it_sounds_like(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = told(capsys, "bijlee nahin hai", "--flow", "electricity", "--state", "helpline")
    assert code == 1, "no phrase took the words"
    assert "goes to the model" in out
    assert "as an example for report_outage" in out


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "ఆపరేటరు", "--flow", "electricity", "--state", "anything_else", "--lang", "te-IN")
    assert found["sounds"] == "aparetar"
    (one,) = found["states"]
    assert (one["taken"], one["leads"], one["phrase"], one["how"]) == (
        "anywhere",
        "operator",
        "ఆపరేటర్",
        "sound",
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--flow", "electrisity"], "did you mean electricity?"),
        (["--flow", "electricity", "--state", "helplin"], "did you mean helpline?"),
        (["--flow", "electricity", "--state", "goodbye"], "does not listen"),
        (["--flow", "electricity", "--lang", "ta-IN"], "does not speak ta-IN"),
    ],
)
def test_wrong_usage_is_told(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    code, out, err = told(capsys, "yes", *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_hostile_words_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = told(capsys, "\x1b[2Jhello\n", "--flow", "electricity")
    assert "\x1b" not in out
