"""flowctl test --coverage, --html, --fail-under, --counts-out, --mutate: what is printed and written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from runtime.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
ONE = "flows/transcripts/hello_desk.yaml"

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_what_is_missing_is_shown_with_the_authors_line(capsys: Printed) -> None:
    assert run(["test", ONE, "--coverage"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"flows/hello\.yaml:8 +no_input: \[\{say:", printed)
    assert "`no_input` rung 1 in `welcome`: en-IN" in printed
    assert "nobody answers in `desk`: en-IN" in printed
    assert re.search(r"^coverage \d+(\.\d)? %: \d+ of \d+ points by 1 play$", printed, re.M)


def test_the_shipped_flows_are_covered_in_every_language(capsys: Printed) -> None:
    assert run(["test", "flows", "--coverage", "--fail-under", "100", "--format", "json"]) == 0
    coverage = json.loads(capsys.readouterr().out)["coverage"]
    assert set(coverage["flows"]) >= {"electricity", "hello", "lpg", "bank", "clinic", "scheme", "identify"}
    assert coverage["met"] == coverage["of"] > 1000
    assert "the phrase `manishi tho matladali` of `ask_person`" in {
        one["what"] for one in coverage["flows"]["electricity"]["phrases_not_said"]
    }
    assert coverage["generated_plays"] == 0 or coverage["by_generated_only"] == 0


def test_too_little_is_a_failure(capsys: Printed) -> None:
    assert run(["test", ONE, "--fail-under", "99"]) == 1
    assert "% are covered, and 99 % are asked for" in capsys.readouterr().err
    assert run(["test", ONE, "--fail-under", "10"]) == 0


def test_a_generated_play_is_counted_apart(tmp_path: Path, capsys: Printed) -> None:
    play = (ROOT / ONE).read_text(encoding="utf-8").replace("../hello.yaml", str(ROOT / "flows/hello.yaml"))
    (tmp_path / "made.yaml").write_text(f"# generated: yes\n{play}", encoding="utf-8")
    assert run(["test", str(tmp_path / "made.yaml"), "--coverage"]) == 0
    printed = capsys.readouterr().out
    assert "by 0 plays; those of 1 generated ones are counted apart" in printed
    assert "(only by a generated play)" in printed


def test_counts_are_laid_over_a_picture(tmp_path: Path, capsys: Printed) -> None:
    counts = tmp_path / "counts.json"
    assert run(["test", ONE, "--counts-out", str(counts)]) == 0
    assert json.loads(counts.read_text(encoding="utf-8"))["edges"]["hours->welcome"] == 1
    assert run(["graph", "hello", "--counts", str(counts), "-o", str(tmp_path / "hello.svg")]) == 0
    assert "left out" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["flows", "-k", "leak", "--counts-out", "no/such/folder/counts.json"], "cannot be written"),
        (["flows", "-k", "silence", "--counts-out", "counts.json"], "counts are of one flow"),
        ([ONE, "--html", "README.md/pages"], "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_told(arguments: list[str], says: str, capsys: Printed) -> None:
    assert run(["test", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_pages_show_every_line_in_its_colour(tmp_path: Path) -> None:
    assert run(["test", ONE, "--html", str(tmp_path / "pages")]) == 0
    page = (tmp_path / "pages" / "hello.html").read_text(encoding="utf-8")
    lines = re.findall(r'<span class="(\w*)"([^>]*)><i>(\d+)</i>', page)
    assert [int(number) for *_, number in lines] == list(range(1, len(lines) + 1))
    of = {int(number): (kind, hover) for kind, hover, number in lines}
    assert of[8][0] == "miss"
    assert of[23][0] == "part"
    assert of[16][0] == "met"
    assert of[2][0] == ""
    assert "hello_desk.yaml" in of[16][1]
    assert "missing: nobody answers in `desk`" in of[23][1]


def test_pages_need_nothing_from_elsewhere(tmp_path: Path) -> None:
    assert run(["test", ONE, "--html", str(tmp_path)]) == 0
    for page in tmp_path.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert not re.search(r'(?:src|href)="(?!data:|[\w-]+\.html")', text)
        assert "url(" not in text


def test_survivors_are_told_in_plain_words(capsys: Printed) -> None:
    assert run(["test", ONE, "--mutate"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^hello: \d+ of \d+ mutants noticed, [\d.]+ %", printed, re.M)
    assert re.search(
        r"flows/hello\.yaml:8 +nobody would notice if `no_input` rung 1 in `welcome` were missing", printed
    )
    assert "no play comes there" in printed


def test_mutation_as_data(capsys: Printed) -> None:
    assert run(["test", "flows/hello.yaml", "--mutate", "--format", "json"]) == 0
    hello = json.loads(capsys.readouterr().out)["mutation"]["hello"]
    assert hello["percent"] >= 90
    assert hello["of"] == hello["noticed"] + len(hello["survivors"])


def test_two_flows_of_one_name_are_not_mixed_up(tmp_path: Path, capsys: Printed) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder / "transcripts").mkdir(parents=True)
        for name in ("hello.yaml", "contacts.yaml", "transcripts/hello_desk.yaml"):
            text = (ROOT / "flows" / name).read_text(encoding="utf-8")
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    assert run(["test", str(tmp_path), "--coverage"]) == 2
    assert "two of these flows are called hello" in capsys.readouterr().err
    assert run(["test", str(tmp_path)]) == 0
