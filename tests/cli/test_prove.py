"""flowctl prove: what it prints, what it saves and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runtime.cli.main import run
from runtime.language import dominant_script

ROOT = Path(__file__).resolve().parents[2]
TRAP = """\
flow: trap
title: A trap
languages: [en-IN]
start: begin
defaults: {no_input: [{say: "Hello?", repeat: yes}, {go: begin}], no_match: [{go: bye}], on_error: bye}
states:
  begin: {menu: "Press 1.", options: [{key: 1, go: bye}]}
  bye: {end: done, say: "Goodbye."}
"""
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    path = tmp_path / "flows" / "trap.yaml"
    path.parent.mkdir()
    path.write_text(TRAP, encoding="utf-8")
    return path


def test_a_sound_flow_is_proved(capsys: Printed) -> None:
    assert run(["prove", str(ROOT / "flows" / "hello.yaml")]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("PROVED  hello  (")
    assert "out within 3 turns" in printed and "From everywhere a person is reached in one step." in printed
    assert "What this does not show:" in printed


def test_a_trap_is_shown_as_a_transcript(trap: Path, capsys: Printed) -> None:
    assert run(["prove", str(trap)]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("FAIL  trap")
    assert "goes-round: A caller who is not understood goes round and comes back to `begin`." in printed
    assert "Played again by `flowctl test`, it is so." in printed
    assert "      - silence: 6s" in printed


def test_what_is_saved_is_a_test_that_fails_until_the_flow_is_mended(trap: Path, capsys: Printed) -> None:
    folder = trap.parent / "transcripts"
    assert run(["prove", str(trap), "--save-to", str(folder)]) == 1
    (saved,) = folder.glob("*.yaml")
    assert saved.name == "prove_trap_1_goes-round.yaml"
    assert run(["test", str(saved)]) == 1
    assert "expected    ended: done" in capsys.readouterr().out
    trap.write_text(TRAP.replace("{go: begin}", "{go: bye}"), encoding="utf-8")
    assert run(["prove", str(trap)]) == 0


def test_as_data(trap: Path, capsys: Printed) -> None:
    assert run(["prove", str(trap), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (flow,) = told["flows"]
    assert not told["passed"] and flow["complete"] and not flow["passed"]
    (failure,) = flow["failures"]
    assert failure["rule"] == "goes-round" and failure["state"] == "begin" and failure["real"]
    assert failure["shortest"], "every moment was looked at"
    assert "lines:" in failure["transcript"] and flow["not_shown"]


def test_bounds_are_taken(capsys: Printed) -> None:
    hello = str(ROOT / "flows" / "hello.yaml")
    assert run(["prove", hello, "--turns", "2"]) == 1
    assert "needs 3 turns to get out" in capsys.readouterr().out
    assert run(["prove", hello, "--seconds", "20"]) == 1
    assert run(["prove", hello, "--most", "3"]) == 1
    assert "nothing is proved" in capsys.readouterr().out


def test_what_is_not_there(tmp_path: Path, capsys: Printed) -> None:
    assert run(["prove", str(tmp_path / "nowhere.yaml")]) == 2
    assert "there is no flow" in capsys.readouterr().err


def test_a_flow_with_mistakes(trap: Path, capsys: Printed) -> None:
    trap.write_text(TRAP.replace("go: begin", "go: nowhere"), encoding="utf-8")
    assert run(["prove", str(trap)]) == 1
    assert "has mistakes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "script", "round", "proved"),
    [
        ("te", "Telugu", "మళ్ళీ `begin` కే వస్తారు.", "రుజువైంది  hello"),
        ("hi", "Devanagari", "फिर `begin` पर", "साबित हुआ  hello"),
    ],
)
def test_it_is_told_in_the_author_s_language(
    trap: Path, capsys: Printed, language: str, script: str, round: str, proved: str
) -> None:
    assert run(["prove", str(trap), "--lang", language]) == 1
    printed = capsys.readouterr().out
    assert round in printed
    assert run(["prove", str(ROOT / "flows" / "hello.yaml"), "--lang", language]) == 0
    printed += capsys.readouterr().out
    assert proved in printed
    told = [line for line in printed.splitlines() if line and not line.startswith("    ")]
    assert [line for line in told if dominant_script(line) != script] == []
    assert run(["prove", str(trap), "--lang", language, "--format", "json"]) == 1
    (flow,) = json.loads(capsys.readouterr().out)["flows"]
    assert dominant_script(flow["failures"][0]["message"]) == dominant_script(flow["not_shown"][0]) == script


def test_a_language_that_nobody_has_written(capsys: Printed) -> None:
    assert run(["prove", "hello", "--lang", "xx"]) == 2
    assert "nothing is told in xx" in capsys.readouterr().err
