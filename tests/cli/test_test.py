"""flowctl test: what it prints and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runtime.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "transcript" / "cases"
PASSES = str(CASES / "must_pass" / "order.yaml")
FAILS = str(CASES / "must_fail" / "wrong_expectations.yaml")
FAULTY = str(CASES / "faulty" / "names.yaml")

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_shipped_flows_pass(capsys: Printed) -> None:
    assert run(["test"]) == 0
    printed = capsys.readouterr().out
    assert "flows/electricity/transcripts/outage.yaml  a caller reports an outage" in printed
    assert "(te-IN)" in printed
    assert "FAIL" not in printed
    assert " passed (" in printed.splitlines()[-1]


def test_one_line_for_each_play_that_passed(capsys: Printed) -> None:
    assert run(["test", PASSES]) == 0
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith("pass  ")
    assert first.endswith("an order by voice, with a model's question in between")
    assert last.startswith("1 play, 1 passed (")


def test_a_failure_is_retold_and_a_fault_is_shown_in_the_same_run(capsys: Printed) -> None:
    assert run(["test", FAILS, FAULTY, PASSES]) == 1
    printed = capsys.readouterr().out
    assert "expected    item: dal" in printed
    assert "heard       item: rice" in printed
    assert "unknown-prompt" in printed
    assert "- bot: welcom.menu" in printed, "the author's own line"
    assert "did you mean: welcome.menu?" in printed
    assert "2 plays, 1 passed, 1 failed, 1 transcript with faults, not played" in printed


def test_a_fault_alone_is_a_finding(capsys: Printed) -> None:
    assert run(["test", FAULTY]) == 1
    assert "0 plays, 0 passed, 1 transcript with faults, not played" in capsys.readouterr().out


def test_no_colour_in_a_pipe(capsys: Printed) -> None:
    run(["test", FAILS, FAULTY, PASSES])
    assert "\x1b" not in capsys.readouterr().out


def test_json_is_one_document(capsys: Printed) -> None:
    assert run(["test", FAILS, FAULTY, PASSES, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["passed"], document["failed"]) == (1, 1)
    fails, passes = document["plays"]
    assert not fails["passed"] and passes["passed"]
    item = next(each for each in fails["mismatches"] if each["expected"] == "item: dal")
    assert item["file"] == "tests/transcript/cases/must_fail/wrong_expectations.yaml"
    assert (item["line"], item["heard"], item["state"]) == (16, "item: rice", "told")
    assert "unknown-prompt" in {finding["rule"] for finding in document["findings"]}


def test_a_word_chooses_by_path_or_title(capsys: Printed) -> None:
    assert run(["test", "flows", "-k", "1912"]) == 0
    printed = capsys.readouterr().out
    assert "hazard_nobody_answers" in printed
    assert printed.splitlines()[-1].startswith("3 plays, 3 passed")
    assert run(["test", "flows", "-k", "HAZARD_NOBODY"]) == 0
    assert "hazard_nobody_answers" in capsys.readouterr().out


def test_a_tag_chooses(capsys: Printed) -> None:
    assert run(["test", str(CASES / "must_pass"), "--tag", "names", "--tag", "later"]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert last.startswith("3 plays, 3 passed, 1 skipped (")


def test_a_run_may_stop_at_the_first_failure(capsys: Printed) -> None:
    assert run(["test", PASSES, FAILS, PASSES, FAULTY, "--fail-fast"]) == 1
    assert "2 plays, 1 passed, 1 failed (" in capsys.readouterr().out


def test_a_play_that_is_expected_to_fail_is_told_when_it_passes(capsys: Printed) -> None:
    assert run(["test", str(CASES / "must_pass" / "known_fault.yaml")]) == 0
    assert run(["test", str(CASES / "must_fail" / "passes_after_all.yaml")]) == 1
    assert "take `expected_to_fail` out" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["flows", "--tag", "zebra"], "no transcript in flows has the tag zebra"),
        (["no/such/place"], "there is no file or folder no/such/place"),
        (["flows", "-k", "zebra"], "no transcript in flows has `zebra`"),
        (["schemas"], "there is no transcript in schemas"),
    ],
)
def test_nothing_to_play_is_wrong_usage(arguments: list[str], says: str, capsys: Printed) -> None:
    assert run(["test", *arguments]) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.out == ""


def test_a_broken_flow_is_told_with_its_line(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "flow.yaml").write_text(
        "flow: x\nlanguages: [en-IN]\nstart: a\nstates: {}\n", encoding="utf-8"
    )
    plays = tmp_path / "transcripts"
    plays.mkdir()
    for name in ("one.yaml", "two.yaml"):
        (plays / name).write_text("transcript: x\nlines:\n  - bot: a\n", encoding="utf-8")
    assert run(["test", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "start: a" in printed
    assert printed.count("start: a") == 1
    assert "2 transcripts with faults, not played" in printed


def test_signs_that_steer_a_terminal_are_not_passed_on(tmp_path: Path, capsys: Printed) -> None:
    play = tmp_path / "play.yaml"
    play.write_text(
        f'transcript: "a \\e[31m red title"\nflow: {CASES / "shop.yaml"}\n'
        'lines:\n  - bot: {says: "\\e[2J"}\n',
        encoding="utf-8",
    )
    assert run(["test", str(play)]) == 1
    assert "\x1b" not in capsys.readouterr().out
