"""flowctl hear: what will be spoken, for how long, and its sound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runtime.audio import wav
from runtime.cli.hear import BAR, bar
from runtime.cli.main import run

FLOW = """\
flow: clinic
languages: [en-IN, te-IN]
start: offer
slots:
  units: {type: number}
states:
  offer: {say: told, go: bye}
  bye: {end: done, say: {en-IN: Goodbye., te-IN: "నమస్కారం."}}
"""
ENGLISH = """\
prompts:
  told: "You used {{ units | number }} units; the account ends in {{ caller.number | last(4) | digits }}."
"""
TELUGU = """\
prompts:
  told: "మీరు {{ units | number }} యూనిట్లు వాడారు; {{ caller.number | last(4) | digits }}."
"""


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    (folder / "prompts").mkdir(parents=True)
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "prompts/en-IN.yaml").write_text(ENGLISH, encoding="utf-8")
    (folder / "prompts/te-IN.yaml").write_text(TELUGU, encoding="utf-8")
    return folder


def heard(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[list[str]]]:
    code = run(["hear", *arguments])
    return code, [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_every_prompt_in_every_language_one_line_each(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = heard(capsys, str(flow))
    assert code == 0
    assert [line[1] for line in lines] == ["en-IN", "te-IN"] * 2
    told = next(line for line in lines if line[:2] == ["told", "en-IN"])
    assert told[3] == "You used three units; the account ends in three two one zero."
    assert 3 < float(told[2]) < 8


def test_values_can_be_given(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = heard(capsys, str(flow), "--lang", "te-IN", "--prompt", "told", "--with", "units=250")
    assert code == 0
    assert len(lines) == 1
    assert "రెండు వందల యాభై యూనిట్లు" in lines[0][3]


def test_a_dotted_name_is_given_too(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = heard(capsys, str(flow), "--prompt", "told", "--with", "caller.number=0001")
    assert "zero zero zero one" in lines[0][3]


def test_words_that_cannot_be_said_are_told(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = heard(capsys, str(flow), "--prompt", "told", "--with", "units=many")
    assert code == 1
    assert "cannot be said" in lines[0][4]


def test_the_longest_comes_first(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = heard(capsys, str(flow), "--longest")
    lengths = [float(line[2]) for line in lines]
    assert lengths == sorted(lengths, reverse=True)


def test_json(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hear", str(flow), "--format", "json"]) == 0
    prompts = json.loads(capsys.readouterr().out)["prompts"]
    assert len(prompts) == 4
    assert {"flow", "prompt", "language", "words", "seconds", "file", "problem"} <= set(prompts[0])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lang", "hi-IN"], "nothing is said in hi-IN"),
        (["--prompt", "tolt"], "did you mean told?"),
        (["--with", "unit=3"], "did you mean units?"),
        (["--with", "units"], "a name and a value"),
    ],
)
def test_what_is_not_there_is_told_before_anything_else(
    flow: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert run(["hear", str(flow), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_no_such_flow_and_a_broken_one(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hear", str(flow / "nothing")]) == 2
    (flow / "flow.yaml").write_text("flow: [", encoding="utf-8")
    assert run(["hear", str(flow)]) == 1
    assert "flowctl validate" in capsys.readouterr().err


def test_a_folder_of_flows(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = heard(capsys, str(flow.parent))
    assert code == 0
    assert len(lines) == 4


CHOICES = """\
flow: shop
languages: [en-IN]
start: menu
states:
  menu:
    menu: which
    options:
      - {key: 1, label: bills, go: bye}
      - {key: 2, label: repairs, go: bye}
  bye: {end: done, say: {en-IN: "Goodbye."}}
"""
CHOICE_WORDS = """\
prompts:
  which: "Hello. {{ options }}"
  bills: "bills"
  repairs: "repairs"
"""


def test_the_words_made_for_a_menu_are_heard_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "flow.yaml").write_text(CHOICES, encoding="utf-8")
    (tmp_path / "prompts/en-IN.yaml").write_text(CHOICE_WORDS, encoding="utf-8")
    code, lines = heard(capsys, str(tmp_path))
    said = {line[0]: line[3] for line in lines}
    assert code == 0
    assert "bills" in said["which"]
    assert "2" in said["which"]


def test_what_is_said_for_each_choice_of_a_service_has_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = heard(capsys, "clinic", "--prompt", "one_time", "--lang", "en-IN")
    assert lines[0][3] == "For six o'clock in the evening, press 1."


def test_several_flows_are_told_apart(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = flow.parent / "other"
    (other / "prompts").mkdir(parents=True)
    (other / "flow.yaml").write_text(FLOW.replace("clinic", "other"), encoding="utf-8")
    (other / "prompts/en-IN.yaml").write_text(ENGLISH, encoding="utf-8")
    (other / "prompts/te-IN.yaml").write_text(TELUGU, encoding="utf-8")
    _, lines = heard(capsys, str(flow.parent), "--prompt", "told", "--lang", "te-IN")
    assert [line[0] for line in lines] == ["clinic/told", "other/told"]


@pytest.mark.parametrize(("value", "cells"), [(0.0, 0), (10.0, BAR), (5.0, BAR // 2)])
def test_bars_are_as_long_as_the_words(value: float, cells: int) -> None:
    assert len(bar(value, 10.0)) == cells


@pytest.mark.sound
def test_the_sound_is_written_and_measured(
    flow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECH", "offline")
    folder = tmp_path / "sound"
    code, lines = heard(capsys, str(flow), "--prompt", "told", "--audio", str(folder))
    assert code == 0
    for line in lines:
        sound = wav.read((folder / line[1] / "told.wav").read_bytes())
        assert sound.rate == 8000
        assert len(sound.samples) / sound.rate == pytest.approx(float(line[2]), abs=0.06)


def test_without_a_player_nothing_is_made(
    flow: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.cli.heard_sound.PLAYERS", ("no-such-player",))
    assert run(["hear", str(flow), "--play"]) == 1
    assert "no-such-player" in capsys.readouterr().err
