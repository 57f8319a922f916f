"""--update: what was heard is written into the bot lines, and nothing else is touched."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from runtime.transcript.accept import Accepted, accepted
from runtime.transcript.reader import parse_transcript
from runtime.transcript.run import Stage

CASES = Path(__file__).parent / "cases"
HEAD = "transcript: a play   # remark\nflow: shop.yaml\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("shop.yaml", "contacts.yaml", "services.yaml"):
        shutil.copy(CASES / name, tmp_path / name)
    shutil.copytree(CASES / "personas", tmp_path / "personas")
    return tmp_path


def update(desk: Path, lines: str, head: str = HEAD) -> Accepted:
    return accepted(Stage(), desk / "play.yaml", f"{head}lines:\n{lines}")


def lines_of(made: Accepted) -> str:
    return made.after.partition("lines:\n")[2]


def test_a_play_that_agrees_is_not_touched(desk: Path) -> None:
    made = update(desk, "  - bot: welcome.menu\n  - press: 1\n  - bot: prices.say\n  - bot: goodbye.say\n")
    assert made.after == made.before
    assert made.left == ()


def test_another_prompt_a_missing_one_and_one_too_many(desk: Path) -> None:
    made = update(
        desk,
        "  # how it begins\n"
        "  - bot: code.say   # the first words\n"
        "\n"
        "  # the caller decides\n"
        "  - press: 1\n"
        "  - bot: closed.say\n"
        "    language: en-IN\n"
        "  - bot: prices.say\n"
        "  - ended: done\n",
    )
    assert lines_of(made) == (
        "  # how it begins\n"
        "  - bot: welcome.menu   # the first words\n"
        "\n"
        "  # the caller decides\n"
        "  - press: 1\n"
        "  - bot: prices.say\n"
        "  - bot: goodbye.say\n"
        "  - ended: done\n"
    )
    assert made.left == ()


def test_what_the_caller_does_alone_becomes_a_play(desk: Path) -> None:
    made = update(desk, "  - press: 3\n  - press: 1\n")
    assert lines_of(made) == (
        "  - bot: welcome.menu\n  - press: 3\n  - bot: welcome.menu\n  - press: 1\n"
        "  - bot: prices.say\n  - bot: goodbye.say\n"
    )


def test_a_line_by_words_stays_one(desk: Path) -> None:
    made = update(desk, "  - bot: {says: For prices press 9}  # nine?\n  - press: 1\n  - bot: ...\n")
    (first, *_) = lines_of(made).splitlines()
    assert first == ('  - bot: {says: "For prices press 1. To order press 2. తెలుగు కోసం 3 నొక్కండి."}  # nine?')


def test_the_words_of_a_model_have_no_prompt(desk: Path) -> None:
    head = HEAD + 'stub: {model: [{says: "Rice: and #dal."}]}\n'
    made = update(desk, "  - bot: welcome.menu\n  - press: 2\n  - bot: order.say\n  - caller: what\n", head)
    assert lines_of(made).splitlines()[-1] == '  - bot: {says: "Rice: and #dal."}'
    assert parse_transcript(made.after, "play.yaml").transcript is not None


def test_expectations_and_the_end_are_the_authors(desk: Path) -> None:
    lines = (
        "  - bot: welcome.menu\n  - press: 1\n  - bot: code.say\n"
        "  - expect: {state: code, slots: {item: rice}}\n  - bot: goodbye.say\n  - ended: transferred\n"
    )
    made = update(desk, lines)
    assert lines_of(made) == lines.replace("code.say", "prices.say")
    assert [miss.about for miss in made.left] == ["expect/state", "expect/slots", "ended"]


def test_what_was_changed_says_who_wrote_it(desk: Path) -> None:
    made = update(desk, "  - press: 1\n")
    assert made.after.startswith(f"{HEAD}written_by: update\nlines:\n")
    transcript = parse_transcript(made.after, "play.yaml").transcript
    assert transcript is not None and transcript.written_by == "update"
    again = accepted(Stage(), desk / "play.yaml", made.after)
    assert again.after == made.after


def test_languages_that_want_different_lines_are_left_to_the_author(desk: Path) -> None:
    head = HEAD + "languages: [en-IN, te-IN]\n"
    made = update(desk, "  - bot: welcome.menu\n  - press: {en-IN: 1, te-IN: 0}\n  - bot: closed.say\n", head)
    assert len(made.left) >= 1


@pytest.mark.parametrize(
    "line",
    [
        "{exactly: For prices}",
        "{prompt: welcome.menu, says: For rice}",
        "{says: {en-IN: For rice}}",
        "{any: [one, two]}",
    ],
)
def test_other_ways_to_compare_are_left_to_the_author(desk: Path, line: str) -> None:
    made = update(desk, f"  - bot: {line}\n  - press: 1\n  - bot: ...\n")
    assert made.after == made.before
    assert made.left


def test_a_play_on_one_line_is_left_to_the_author(desk: Path) -> None:
    text = f"{HEAD}lines: [{{bot: code.say}}, {{press: 1}}]\n"
    made = accepted(Stage(), desk / "play.yaml", text)
    assert (made.after, len(made.left) > 0) == (text, True)


def test_lines_of_a_play_inside_are_left_to_it(desk: Path) -> None:
    (desk / "first.yaml").write_text(f"{HEAD}lines:\n  - bot: code.say\n  - press: 1\n", encoding="utf-8")
    made = update(desk, "  - play: first\n  - bot: closed.say\n")
    assert lines_of(made) == "  - play: first\n  - bot: prices.say\n"
    assert [Path(miss.mark.file).name for miss in made.left] == ["first.yaml"]


def test_a_file_that_cannot_be_played_is_not_touched(desk: Path) -> None:
    text = f"{HEAD}lines:\n  - bot: welcom.menu\n"
    assert accepted(Stage(), desk / "play.yaml", text).after == text


def test_a_fault_that_is_known_is_not_written_into_the_play(desk: Path) -> None:
    made = update(desk, "  - bot: code.say\n", HEAD + "expected_to_fail: not yet\n")
    assert made.after == made.before


SHIPPED = Path(__file__).parents[2] / "flows" / "electricity" / "transcripts"
PLAIN = re.compile(r"  - bot: [a-z_]+")


@pytest.mark.parametrize("name", ["bill.yaml", "wrong_key.yaml"])
def test_a_line_of_a_shipped_play_that_is_spoilt_is_written_again(name: str) -> None:
    """Taken out or given another prompt, in a play of several languages: the very same text comes back."""
    file, stage = SHIPPED / name, Stage()
    lines = file.read_text(encoding="utf-8").split("\n")
    spoilt = 0
    for at, line in enumerate(lines):
        if not PLAIN.fullmatch(line) or lines[at + 1].startswith("    "):
            continue
        other = "  - bot: still_there" if "still_there" not in line else "  - bot: welcome"
        for instead in ([], [other]):
            made = accepted(stage, file, "\n".join([*lines[:at], *instead, *lines[at + 1 :]]))
            assert made.after.replace("written_by: update\n", "").split("\n") == lines
            assert made.left == ()
            spoilt += 1
    assert spoilt >= 8
