"""flowctl lint: what it prints and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.cli import findings as findings_of_paths
from runtime.cli.lint import command
from runtime.cli.report import Format
from runtime.flow.diagnostic import Severity
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.run import Report, lint
from runtime.lint.subject import Subject

ROOT = Path(__file__).resolve().parents[2]
ERROR = "  desk: {transfer: front_desk, closed: bye, failed: desk}\n"
FINE = "  desk: {transfer: front_desk, closed: bye, failed: bye}\n"
WARNING = "  lost: {say: Nobody comes here., go: desk}\n"
FLOW = """\
flow: example
title: Example
languages: [en-IN]
start: hello
defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
states:
  hello: {say: welcome, go: desk}
  bye: {end: done, say: goodbye}
"""
WORDS = 'prompts:\n  welcome: "Welcome."\n  goodbye: "Goodbye."\n'
UNUSED = '  unused: "Nobody says this."\n'


def project(folder: Path, *states: str, words: str = WORDS) -> Path:
    (folder / "example" / "prompts").mkdir(parents=True)
    (folder / "example" / "flow.yaml").write_text(FLOW + "".join(states), encoding="utf-8")
    (folder / "example" / "prompts" / "en-IN.yaml").write_text(words, encoding="utf-8")
    (folder / "contacts.yaml").write_text(
        'contacts: {front_desk: {number: "+14155550125"}}\n', encoding="utf-8"
    )
    return folder


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "flowctl.py", "lint", *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


def test_a_clean_project_ends_with_0(tmp_path: Path) -> None:
    assert command([project(tmp_path, FINE)]) == 0


def test_an_info_alone_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([project(tmp_path, FINE, words=WORDS + UNUSED)]) == 0
    assert "unused-prompt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("state", "level", "code", "told"),
    [
        (ERROR, Severity.INFO, 1, True),
        (ERROR, Severity.ERROR, 1, True),
        (FINE + WARNING, Severity.INFO, 1, True),
        (FINE + WARNING, Severity.WARNING, 1, True),
        (FINE + WARNING, Severity.ERROR, 0, False),
    ],
)
def test_errors_and_warnings_end_with_1_when_they_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], state: str, level: Severity, code: int, told: bool
) -> None:
    assert command([project(tmp_path, state)], level=level) == code
    printed = capsys.readouterr().out
    assert ("transfer-without-failure-path" in printed or "unreachable-state" in printed) is told


def test_what_cannot_be_loaded_is_told_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([project(tmp_path, FINE.replace("closed: bye", "closed: by"))]) == 1
    assert "unknown-target" in capsys.readouterr().out


def test_json_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([project(tmp_path, ERROR)], format=Format.JSON) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["rule"], finding["line"]) == ("transfer-without-failure-path", 9)


@pytest.mark.parametrize(
    "part", ["example/prompts/en-IN.yaml", "example/prompts", "contacts.yaml", "example"]
)
def test_a_part_of_a_flow_is_judged_with_the_whole(
    tmp_path: Path, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([project(tmp_path, ERROR) / part]) == 1
    assert "transfer-without-failure-path" in capsys.readouterr().out


def test_a_path_that_is_not_there_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([tmp_path / "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_our_own_fault_ends_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crashing(subject: Subject) -> Iterator[Finding]:
        raise RuntimeError("a rule of ours is broken")
        yield

    def with_a_broken_rule(*arguments: object, profile: Profile, **rest: object) -> Report:
        broken = Rule("rules.broken", Severity.INFO, crashing, harm="none")
        return lint(*arguments, [broken], profile)  # type: ignore[arg-type]

    monkeypatch.setattr(findings_of_paths, "lint", with_a_broken_rule)
    assert command([project(tmp_path, FINE)]) == 3
    assert "a rule of ours is broken" in capsys.readouterr().out


def test_explain_one_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(explain="dead-end") == 0
    assert capsys.readouterr().out.startswith("# dead-end\n")


def test_explain_all_is_the_docs_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(explain="all") == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def test_explain_knows_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(explain="dead-ends") == 2
    assert "dead-end?" in capsys.readouterr().err


@pytest.mark.parametrize("profile", list(Profile))
def test_the_shipped_flows_have_nothing_to_find(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    command([ROOT / "flows"], profile=profile, format=Format.JSON)
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_a_transcript_is_judged_with_its_flow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project(tmp_path, FINE) / "example" / "transcripts").mkdir()
    script = tmp_path / "example" / "transcripts" / "t.yaml"
    script.write_text("transcript: t\nlines:\n  - bot: welcom\n  - ended: done\n", encoding="utf-8")
    assert command([tmp_path]) == 1
    assert "welcome?" in capsys.readouterr().out


@pytest.mark.parametrize("format", list(Format))
def test_every_format_names_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: Format
) -> None:
    assert command([project(tmp_path, ERROR)], format=format) == 1
    printed = capsys.readouterr().out
    assert "transfer-without-failure-path" in printed and "example/flow.yaml" in printed


def test_a_baseline_hides_what_was_there_and_nothing_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = project(tmp_path / "flows", FINE + WARNING), tmp_path / "known.json"
    assert command([folder], baseline=file, write=True) == 0
    assert command([folder], baseline=file) == 0
    flow = folder / "example" / "flow.yaml"
    flow.write_text("# a line above\n" + FLOW + ERROR + WARNING, encoding="utf-8")
    capsys.readouterr()
    assert command([folder], baseline=file) == 1
    printed = capsys.readouterr().out
    assert "transfer-without-failure-path" in printed and "unreachable-state" not in printed


@pytest.mark.parametrize("text", ["[]", "{}", "no json", '{"known": [{"file": 1}]}'])
def test_a_file_that_is_no_baseline_ends_with_2(tmp_path: Path, text: str) -> None:
    (tmp_path / "known.json").write_text(text, encoding="utf-8")
    assert command([project(tmp_path / "flows", FINE)], baseline=tmp_path / "known.json") == 2
    assert command([tmp_path / "flows"], baseline=tmp_path / "nowhere.json") == 2


def test_options_that_do_not_go_together_end_with_2(tmp_path: Path) -> None:
    folder = project(tmp_path, FINE)
    assert command([folder], diff=True) == 2
    assert command([folder], write=True) == 2
    assert command([folder], watch=True, fix=True) == 2


def test_the_command_line_ends_as_it_says(tmp_path: Path) -> None:
    assert run(project(tmp_path, ERROR)).returncode == 1
    assert run(tmp_path / "nowhere").returncode == 2
    assert run("--level", "grave").returncode == 2


def test_it_starts_without_the_server_and_without_numpy() -> None:
    code = "import sys, runtime.cli.lint; print(sorted({'fastapi', 'numpy', 'uvicorn'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
