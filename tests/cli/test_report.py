"""Findings in print: the caret stands right in every script, and nothing steers the terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from runtime.cli.report import Format, as_json, as_text, complain, near, print_report
from runtime.flow.diagnostic import Diagnostic, Mark, Severity


def finding(line: str, words: str, **more: object) -> tuple[Diagnostic, dict[str, str]]:
    column = line.index(words) + 1
    mark = Mark("x.yaml", 1, column, len(words))
    one = Diagnostic("a-rule", Severity.ERROR, "a message", mark, "a harm", "a fix", "a word")
    return one, {"x.yaml": line + "\n"}


def caret(line: str, words: str) -> tuple[int, int]:
    """Where the caret begins and how wide it is, in cells behind the bar."""
    one, files = finding(line, words)
    shown, under = as_text([one], files).split("\n")[1:3]
    assert shown.startswith(" 1 | ")
    drawn = under.removeprefix("   | ")
    return len(drawn) - len(drawn.lstrip()), len(drawn.strip())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("go: billing", "billing"),
        ("- {say: నమస్కారం, go: billing}", "billing"),
        ("heard: मेरी बिजली नहीं है, go", "go"),
        ("  te-IN: డెలివరీ పూర్తయింది", "పూర్తయింది"),
        ("  ta-IN: மின்சாரம் இல்லை", "இல்லை"),
        ("  ml-IN: ലൈൻമാൻ വന്നു", "വന്നു"),
        ("漢字 wide: x", "x"),
    ],
)
def test_the_caret_stands_under_indic_text_too(line: str, words: str) -> None:
    assert caret(line, words) == (cell_len(line[: line.index(words)]), cell_len(words))


def test_counting_code_points_would_be_wrong_there() -> None:
    line = "- {say: నమస్కారం, go: billing}"
    assert caret(line, "billing")[0] != line.index("billing")


def test_tabs_are_drawn_as_wide_as_they_are_counted() -> None:
    one, files = finding("\tgo:\tbilling", "billing")
    shown, under = as_text([one], files).split("\n")[1:3]
    assert "\t" not in shown + under
    assert shown.index("billing") == under.index("^")


def test_a_very_long_line_is_shown_near_the_place() -> None:
    line = "a" * 5_000 + " billing " + "b" * 5_000
    one, files = finding(line, "billing")
    shown, under = as_text([one], files).split("\n")[1:3]
    assert len(shown) < 250
    assert shown.index("billing") == under.index("^")


def test_a_place_behind_the_end_of_a_line_or_file_still_prints() -> None:
    files = {"x.yaml": "go: x\n"}
    for mark in (
        Mark("x.yaml", 1, 6),
        Mark("x.yaml", 1, 99, 5),
        Mark("x.yaml", 99, 1),
        Mark("gone.yaml", 3, 2),
    ):
        text = as_text([Diagnostic("r", Severity.INFO, "m", mark)], files)
        assert f"{mark} info r m" in text


def test_all_that_helps_is_there_in_order() -> None:
    one, files = finding("go: billing", "billing")
    related = Diagnostic(
        **{
            **{name: getattr(one, name) for name in one.__slots__},
            "related": (("first here", Mark("x.yaml", 1, 1)),),
        }
    )
    assert as_text([related], files).split("\n")[:9] == [
        "x.yaml:1:5 error a-rule a message",
        " 1 | go: billing",
        "   |     ^~~~~~~",
        "   = caller: a harm",
        "   = fix: a fix",
        "   = did you mean: a word?",
        "   = first here: x.yaml:1:1",
        " 1 | go: billing",
        "   | ^",
    ]


def test_a_file_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    line = "go: \x1b[2J\x1b]0;owned\x07billing\u202e"
    one, files = finding(line, "billing")
    out = io.StringIO()
    print_report([one], files, stream=out)
    complain("\x1b[2J")
    printed = out.getvalue() + capsys.readouterr().err
    assert not set(printed) & {"\x1b", "\x07", "\u202e"}


def test_words_in_brackets_are_not_markup() -> None:
    one, files = finding("phrases: [bold]yes[/bold] :smile:", "[bold]")
    out = io.StringIO()
    print_report([one], files, stream=out)
    assert "[bold]yes[/bold] :smile:" in out.getvalue()


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    one, files = finding("go: billing", "billing")
    printed = {}
    for name, stream, no_colour in (
        ("pipe", io.StringIO(), None),
        ("tty", Terminal(), None),
        ("no colour", Terminal(), "1"),
    ):
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        if no_colour:
            monkeypatch.setenv("NO_COLOR", no_colour)
        print_report([one], files, stream=stream)
        printed[name] = stream.getvalue()
    assert "\x1b[" not in printed["pipe"]
    assert "\x1b[" in printed["tty"]
    assert "\x1b[3" not in printed["no colour"]


def test_json_is_whole_and_keeps_every_script() -> None:
    one, files = finding("- {say: నమస్కారం, go: billing}", "billing")
    document = json.loads(as_json([one], files))
    assert document["errors"] == 1
    assert document["findings"][0] == {
        "rule": "a-rule", "severity": "error", "file": "x.yaml", "line": 1, "column": 23, "length": 7,
        "message": "a message", "harm": "a harm", "fix": "a fix", "suggestion": "a word", "related": [],
        "edits": [],
    }  # fmt: skip
    out = io.StringIO()
    print_report([], files, Format.JSON, stream=out)
    assert json.loads(out.getvalue()) == {"findings": [], "files": 1, "errors": 0, "warnings": 0, "infos": 0}


def test_paths_are_as_typed_or_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert near(str(tmp_path / "a" / "b.yaml")) == "a/b.yaml"
    assert near("../x.yaml") == "../x.yaml"
    assert near("/elsewhere/x.yaml") == "/elsewhere/x.yaml"


def test_nothing_to_say() -> None:
    assert as_text([], {"x": "", "y": ""}) == "2 files: nothing to complain of"
