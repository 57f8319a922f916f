"""The documents of flowctl test, --update and --watch."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from runtime.cli.main import run
from runtime.cli.playing_again import respond
from runtime.transcript.run import Performance, Stage

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "transcript" / "cases"
PASSES = str(CASES / "must_pass" / "order.yaml")
FAILS = str(CASES / "must_fail" / "another_prompt.yaml")
FAULTY = str(CASES / "faulty" / "names.yaml")
SKIPPED = str(CASES / "must_pass" / "skipped.yaml")
KNOWN = str(CASES / "must_pass" / "known_fault.yaml")
SURPRISE = str(CASES / "must_fail" / "passes_after_all.yaml")
ALL = [PASSES, FAILS, FAULTY, SKIPPED, KNOWN, SURPRISE]

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project of two flows, each with a play."""
    for name in ("one", "two"):
        (tmp_path / name / "transcripts").mkdir(parents=True)
        shutil.copytree(CASES / "personas", tmp_path / name / "personas")
        text = (CASES / "shop.yaml").read_text(encoding="utf-8").replace("flow: shop", f"flow: {name}")
        (tmp_path / name / "flow.yaml").write_text(text, encoding="utf-8")
        play = tmp_path / name / "transcripts" / "prices.yaml"
        play.write_text(f"transcript: prices of {name}\nlines:\n  - bot: welcome.menu\n", encoding="utf-8")
    for name in ("contacts.yaml", "services.yaml"):
        shutil.copy(CASES / name, tmp_path / name)
    return tmp_path


def test_junit_counts_what_there_is(capsys: Printed) -> None:
    assert run(["test", *ALL, "--format", "junit"]) == 1
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "6",
        "failures": "2",
        "errors": "1",
        "skipped": "2",
    }
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [str(Path(one).relative_to(ROOT)) for one in ALL]
    failure = suites[1].find("testcase/failure")
    assert failure is not None and failure.text is not None
    assert "expected bot: closed.say; heard bot: prices.say" in failure.get("message", "")
    assert "  ✗ " in failure.text and "written at" in failure.text
    error = suites[2].find("testcase/error")
    assert error is not None and "unknown-prompt" in (error.text or "")
    assert suites[4].find("testcase/skipped").get("message", "").startswith("a known fault: ")  # type: ignore[union-attr]
    assert "take `expected_to_fail` out" in (suites[5].findtext("testcase/failure") or "")


def test_junit_holds_no_sign_that_xml_forbids(tmp_path: Path, capsys: Printed) -> None:
    play = tmp_path / "play.yaml"
    play.write_text(
        f'transcript: "a \\e[31m <red> & title \\0"\nflow: {CASES / "shop.yaml"}\n'
        'lines:\n  - bot: {says: "\\x01 ]]>"}\n',
        encoding="utf-8",
    )
    assert run(["test", str(play), "--format", "junit"]) == 1
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert "<red> & title" in (root.find(".//testcase").get("name") or "")  # type: ignore[union-attr]


def test_github_names_the_line_of_each_difference(capsys: Printed) -> None:
    assert run(["test", *ALL, "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(re.match(r"::(error|notice) file=[^:]+::", line) for line in lines)
    place = "file=tests/transcript/cases/must_fail/another_prompt.yaml,line=6,col=10"
    (told,) = [line for line in lines if place in line]
    assert told.endswith("%0Ain state  prices%0Awritten at  " + told.rpartition("written at  ")[2])
    assert "expected  bot: closed.say%0Aheard  bot: prices.say" in told
    assert any(line.startswith("::notice") and "no number yet" in line for line in lines)
    assert any("names.yaml" in line and "title=unknown-prompt" in line for line in lines)


def test_markdown_has_a_table_and_the_failures(capsys: Printed) -> None:
    assert run(["test", *ALL, "--format", "markdown"]) == 1
    page = capsys.readouterr().out
    assert page.startswith("**4 plays, 2 passed, 2 failed, 1 skipped, 1 transcript with faults, not played (")
    assert "| `tests/transcript/cases/must_pass/order.yaml` " in page
    assert page.count("<details>") == page.count("</details>") == 2
    assert "expected    bot: closed.say" in page


def test_json_tells_of_tags_known_faults_and_what_was_skipped(capsys: Printed) -> None:
    assert run(["test", *ALL, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [one["reason"] for one in document["skipped"]] == ["the manager has no number yet"]
    known, surprise = document["plays"][2:]
    assert known["passed"] and known["expected_to_fail"] and known["mismatches"]
    assert not surprise["passed"] and "take" in surprise["mismatches"][0]["heard"]
    assert document["plays"][1]["mismatches"][0]["about"] == "bot"


def test_update_writes_what_was_heard_and_shows_it(shop: Path, capsys: Printed) -> None:
    play = shop / "one" / "transcripts" / "prices.yaml"
    text = "transcript: prices\n# kept\nlines:\n  - press: 1 # also\n"
    play.write_text(text, encoding="utf-8")
    assert run(["test", str(play), "--update", "--diff"]) == 0
    shown = capsys.readouterr().out
    assert "+  - bot: welcome.menu" in shown and "+written_by: update" in shown
    assert play.read_text(encoding="utf-8") == text
    assert run(["test", str(play), "--update"]) == 0
    printed = capsys.readouterr()
    assert printed.out == shown
    assert "take `written_by: update` out" in printed.err
    assert play.read_text(encoding="utf-8") == (
        "transcript: prices\n# kept\nwritten_by: update\nlines:\n  - bot: welcome.menu\n"
        "  - press: 1 # also\n  - bot: prices.say\n  - bot: goodbye.say\n"
    )
    assert run(["test", str(play)]) == 0


def test_update_leaves_expectations_to_the_author(shop: Path, capsys: Printed) -> None:
    play = shop / "one" / "transcripts" / "prices.yaml"
    play.write_text("transcript: x\nlines:\n  - bot: ...\n  - expect: {state: code}\n", encoding="utf-8")
    assert run(["test", str(play), "--update"]) == 1
    assert "yours to decide: expected state: code; heard state: welcome" in capsys.readouterr().err
    assert "written_by" not in play.read_text(encoding="utf-8")


def test_update_tells_of_faults(capsys: Printed) -> None:
    assert run(["test", FAULTY, "--update", "--diff"]) == 1
    assert "has faults" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--diff"], ["--watch", "--update"], ["--watch", "--format", "json"]])
def test_what_does_not_go_together(arguments: list[str]) -> None:
    assert run(["test", PASSES, *arguments]) == 2


class Watched:
    """What was played, as the command would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.played: list[str] = []
        plays = [folder / name / "transcripts" / "prices.yaml" for name in ("one", "two")]
        self.known = {Path(one.file): one for one in self.perform(plays)}

    def perform(self, files: Iterable[Path]) -> list[Performance]:
        stage = Stage()
        self.played = [file.relative_to(self.folder).as_posix() for file in files]
        return [stage.perform(self.folder / file) for file in self.played]

    def after(self, *saved: str) -> list[str]:
        self.played = []
        respond(self.known, [self.folder / name for name in saved], self.perform)
        return self.played


def test_a_save_plays_what_it_can_have_changed(shop: Path) -> None:
    watched = Watched(shop)
    one, two = "one/transcripts/prices.yaml", "two/transcripts/prices.yaml"
    assert watched.after("one/flow.yaml") == [one]
    assert watched.after("two/personas/shopkeeper.md") == [two]
    assert watched.after("two/transcripts/prices.yaml") == [two]
    assert watched.after("contacts.yaml") == [one, two]
    assert watched.after("notes.txt", "one/.hidden.yaml") == []
    (shop / "one" / "transcripts" / "new.yaml").write_text("transcript: n\nlines:\n  - bot: ...\n")
    assert watched.after("one/transcripts/new.yaml") == ["one/transcripts/new.yaml"]


def test_a_play_inside_others_plays_them_too(shop: Path) -> None:
    (shop / "one" / "transcripts" / "parts").mkdir()
    part = shop / "one" / "transcripts" / "parts" / "first.yaml"
    part.write_text("transcript: first\nlines:\n  - bot: welcome.menu\n", encoding="utf-8")
    play = shop / "one" / "transcripts" / "prices.yaml"
    play.write_text("transcript: x\nlines:\n  - play: parts/first\n", encoding="utf-8")
    assert Watched(shop).after("one/transcripts/parts/first.yaml") == ["one/transcripts/prices.yaml"]


def test_a_flow_that_was_broken_is_played_again(shop: Path) -> None:
    flow = shop / "one" / "flow.yaml"
    whole = flow.read_text(encoding="utf-8")
    flow.write_text(whole.replace("go: goodbye}", "go: goodby}"), encoding="utf-8")
    watched = Watched(shop)
    flow.write_text(whole, encoding="utf-8")
    assert watched.after("one/flow.yaml") == ["one/transcripts/prices.yaml"]
    assert all(one.passed for one in watched.known.values())


@pytest.mark.process
def test_watching_plays_after_a_save_and_ends_with_ctrl_c(shop: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "flowctl.py"), "test", str(shop), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    told: list[str] = []
    try:
        for line in process.stdout:
            told.append(line)
            if "watching; " in line:
                time.sleep(1.0)
                (shop / "one" / "transcripts" / "prices.yaml").write_text(
                    "transcript: prices of one\nlines:\n  - bot: closed.say\n", encoding="utf-8"
                )
            if "of 2 transcripts played" in line:
                break
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    after = "".join(told).partition("watching; ")[2]
    assert "FAIL" in after and "prices of two" not in after
    assert "1 of 2 transcripts played" in after
    assert process.returncode == 0 and "Traceback" not in rest
