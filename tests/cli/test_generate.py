"""flowctl generate: plays come back for what is missing, they play, and what has no play is told with why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from runtime.cli.main import run
from runtime.transcript.coverage import is_generated

ROOT = Path(__file__).resolve().parents[2]
ALONE = {
    "transcripts/hello_silence.yaml": ["hello.yaml"],
    "bank/transcripts/card_desk_silent.yaml": ["bank"],
    "clinic/transcripts/time_silence.yaml": ["clinic", "identify", "scheme"],
    "electricity/transcripts/new_connection.yaml": ["electricity"],
    "identify/transcripts/age_unclear_in_tamil.yaml": ["identify", "clinic", "scheme"],
    "lpg/transcripts/id_silence.yaml": ["lpg"],
    "scheme/transcripts/disability_unclear.yaml": ["scheme", "identify"],
}
"""One play of each shipped flow that alone meets some of its points, and the flows in whose plays it does."""
SMALL = """\
flow: small
title: A small flow
languages: [en-IN, hi-IN]
start: begin
defaults:
  no_input: [{say: {en-IN: "Hello?", hi-IN: "हैलो?"}, repeat: yes}, {go: bye}]
  no_match: [{go: bye}]
  on_error: bye
states:
  begin:
    menu: {en-IN: "Press 1. For Hindi, press 2.", hi-IN: "एक दबाइए।"}
    options:
      - {key: 1, go: message}
      - {key: 2, phrases: {en-IN: [hindi], hi-IN: [हिन्दी]}, set: {language: hi-IN}, go: begin}
  lost: {say: {en-IN: "Nobody hears this.", hi-IN: "यह कोई नहीं सुनता।"}, go: bye}
  message: {record: word, say: {en-IN: "Leave a message.", hi-IN: "संदेश छोड़िए।"}, go: bye, on_error: lost}
  bye: {end: done, say: {en-IN: "Goodbye.", hi-IN: "नमस्ते।"}}
"""
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def flows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped flows, with their transcripts."""
    shutil.copytree(ROOT / "flows", tmp_path / "flows")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "flows"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A flow in two languages with a state that only a recording which fails leads to."""
    path = tmp_path / "flows" / "small" / "flow.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path.parent


def generated(capsys: Printed, *arguments: str) -> tuple[dict[str, Any], int]:
    code = run(["generate", *arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out), code


@pytest.mark.parametrize("play", ALONE)
def test_what_one_play_alone_met_comes_back(flows: Path, capsys: Printed, play: str) -> None:
    asked = [str(flows / name) for name in ALONE[play]]
    told, _ = generated(capsys, *asked)
    assert told["missing"] == 0 and told["plays"] == [], "everything is met as long as it is there"
    (flows / play).unlink()
    told, code = generated(capsys, *asked, "--save-to", str(flows / "made"))
    assert told["missing"] > 0 and told["met"] == told["missing"] and not told["not_met"] and code == 0
    assert run(["test", str(flows / "made")]) == 0
    files = [Path(one["file"]) for one in told["plays"]]
    assert files and all(is_generated(file.read_text(encoding="utf-8")) for file in files)


def test_too_short_a_search_does_not_find_it_and_says_so(flows: Path, capsys: Printed) -> None:
    (flows / "lpg/transcripts/id_silence.yaml").unlink()
    told, code = generated(capsys, str(flows / "lpg"), "--most", "1")
    assert code == 1 and told["met"] < told["missing"]
    assert {one["reason"] for one in told["not_met"]} == {"not_found"}


def test_what_no_line_of_a_play_brings_about_is_told(small: Path, capsys: Printed) -> None:
    assert run(["generate", str(small)]) == 1
    printed = capsys.readouterr().out
    assert "the state `lost`: en-IN, hi-IN (no line of a play can bring it about)" in printed


def test_a_state_that_nothing_leads_to_is_told(small: Path, capsys: Printed) -> None:
    (small / "flow.yaml").write_text(SMALL.replace(", on_error: lost", ""), encoding="utf-8")
    told, code = generated(capsys, str(small))
    assert code == 1
    assert [(one["what"], one["why"]) for one in told["not_met"]] == [
        ("the state `lost`", "no call comes there"),
    ]
    (small / "flow.yaml").write_text(SMALL.replace(", on_error: lost", "").replace("go: message", "go: lost"))
    told, code = generated(capsys, str(small))
    assert "the state `lost`" not in {one["what"] for one in told["not_met"]}


def test_saved_plays_load_and_play_and_leave_nothing_missing(small: Path, capsys: Printed) -> None:
    folder = small / "transcripts"
    told, _ = generated(capsys, str(small), "--save-to", str(folder))
    assert told["plays"] and run(["test", str(small)]) == 0
    capsys.readouterr()
    again, _ = generated(capsys, str(small), "--save-to", str(folder))
    assert again["plays"] == [] and again["missing"] == told["missing"] - told["met"]
    text = next(folder.glob("*.yaml")).read_text(encoding="utf-8")
    assert text.startswith("# generated: yes\n# For flow.yaml:") and "flow:" not in text.splitlines()[3]


def test_nothing_is_overwritten(small: Path, capsys: Printed) -> None:
    folder = small / "elsewhere"
    first, _ = generated(capsys, str(small), "--save-to", str(folder))
    files = {file: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    second, _ = generated(capsys, str(small), "--save-to", str(folder))
    assert len(second["plays"]) == len(first["plays"]) == len(files)
    assert len(list(folder.iterdir())) == 2 * len(files)
    assert all(file.read_text(encoding="utf-8") == text for file, text in files.items())
    assert "\nflow: ..\n" in next(iter(files.values())), "elsewhere, a play says which flow it is for"


def test_each_language_has_its_play_and_one_can_be_asked_for(small: Path, capsys: Printed) -> None:
    told, _ = generated(capsys, str(small))
    assert {"no answer twice in `begin`, English", "no answer twice in `begin`, Hindi"} <= {
        one["title"] for one in told["plays"]
    }
    hindi, _ = generated(capsys, str(small), "--lang", "hi-IN")
    met = {point["language"] for one in hindi["plays"] for point in one["meets"]}
    assert met == {"hi-IN", None}


def test_a_limit_stops_and_says_so(small: Path, capsys: Printed) -> None:
    assert run(["generate", str(small), "--limit", "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("# generated: yes") == 1
    assert "There could be more plays; --limit stopped here." in printed


def test_the_same_flow_gives_the_same_files_whatever_the_order_of_sets(small: Path) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, str(ROOT / "flowctl.py"), "generate", str(small), "--save-to", f"made{seed}"],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=False,
            capture_output=True,
        )
    texts = [{f.name: f.read_text(encoding="utf-8") for f in Path(f"made{seed}").iterdir()} for seed in "12"]
    assert texts[0] and texts[0] == texts[1]


def test_plays_speak_of_themselves_in_the_authors_language(small: Path, capsys: Printed) -> None:
    assert run(["generate", str(small), "--in", "te", "--save-to", str(small / "made")]) == 1
    assert "పరీక్ష కాల్" in capsys.readouterr().out
    names = sorted(file.name for file in (small / "made").iterdir())
    assert all(name.isascii() for name in names)
    assert run(["test", str(small / "made")]) == 0


def test_what_is_wrong_is_said(small: Path, capsys: Printed) -> None:
    assert run(["generate", "nowhere"]) == 2
    assert "there is no flow nowhere" in capsys.readouterr().err
    assert run(["generate", str(small), "--lang", "ta-IN"]) == 2
    assert "nobody here speaks ta-IN" in capsys.readouterr().err
    (small / "file").write_text("", encoding="utf-8")
    assert run(["generate", str(small), "--save-to", str(small / "file" / "x")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    (small / "flow.yaml").write_text("flow: small\n", encoding="utf-8")
    assert run(["generate", str(small)]) == 1
    assert "has mistakes" in capsys.readouterr().err


def test_a_play_that_does_not_pass_counts_for_nothing(small: Path, capsys: Printed) -> None:
    before, _ = generated(capsys, str(small))
    folder = small / "transcripts"
    folder.mkdir()
    (folder / "wrong.yaml").write_text(
        "transcript: wrong\nlines:\n  - bot: begin.menu\n  - press: 1\n  - bot: bye.say\n", encoding="utf-8"
    )
    after, _ = generated(capsys, str(small))
    assert after["failed_plays"] == 1 and after["missing"] == before["missing"]
