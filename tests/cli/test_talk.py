"""flowctl talk, with piped lines in place of a person."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "transcript" / "cases"

Talk = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    """talk(flow, *typed): the exit code and the lines that were printed."""
    monkeypatch.chdir(ROOT)

    def talked(flow: str, *typed: str, options: tuple[str, ...] = ()) -> tuple[int, list[str]]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        code = run(["talk", flow, *options])
        printed = capsys.readouterr()
        return code, (printed.out + printed.err).splitlines()

    return talked


def test_an_outage_in_telugu_to_its_end(talk: Talk) -> None:
    code, lines = talk("electricity", "1", "మా ఊర్లో కరెంట్ లేదు", "కొండాపూర్", "అవును", "మనిషితో మాట్లాడాలి")
    assert code == 0
    said = [line.split("  ", 1)[0] for line in lines if not line.startswith((">", " "))]
    assert said == [
        "welcome",
        "how_can_i_help",
        "which_village",
        "heard_village",
        "ticket_number",
        "anything_else",
        "connecting",
    ]
    assert any("నాలుగు ఎనిమిది రెండు ఒకటి" in line for line in lines), "the complaint was really registered"
    assert lines[-1] == "  [the call is over: transferred]"


def test_typed_lines_are_shown_when_they_are_piped(talk: Talk) -> None:
    _, lines = talk("hello", "1")
    assert "> 1" in lines
    assert "\x1b" not in "".join(lines)


def test_an_empty_line_is_a_silence(talk: Talk) -> None:
    _, lines = talk("electricity", "3", "", "/hangup")
    assert "still_there  Are you still there?" in lines


def test_a_line_of_keys_is_pressed_and_say_says_it(talk: Talk) -> None:
    _, lines = talk("hello", "9")
    assert "defaults.no_match.1.say  That key does nothing here." in lines
    _, lines = talk("electricity", "3", "say 1", "/state")
    assert not any(line.startswith("connecting") for line in lines)
    _, lines = talk("electricity", "30")
    assert any(line.startswith("connecting") for line in lines)


def test_commands(talk: Talk) -> None:
    _, lines = talk(str(CASES / "shop.yaml"), "2", "/state", "/noise", "/what", "/help", "/hangup")
    assert any("state order, language en-IN" in line for line in lines)
    assert any("turns 1, no_inputs 0, no_matches 0" in line for line in lines)
    assert "defaults.no_match.1.say  I did not get that" in lines
    assert any("there is no /what" in line for line in lines)
    assert any("/hangup" in line and "hang up" in line for line in lines)
    assert lines[-1] == "  [the call is over: hung_up]"


def test_the_end_of_input_hangs_up(talk: Talk) -> None:
    code, lines = talk("hello")
    assert code == 0
    assert lines[-1] == "  [the call is over: hung_up]"


def test_a_language_to_begin_in(talk: Talk) -> None:
    _, lines = talk(str(CASES / "shop.yaml"), options=("--lang", "te-IN"))
    assert lines[0].startswith("welcome.menu  ధరల కోసం")


@pytest.mark.parametrize(
    ("flow", "options", "says"),
    [
        ("electrcity", (), "did you mean electricity?"),
        ("zebra", (), "electricity, hello"),
        ("hello", ("--lang", "fr-FR"), "it speaks en-IN"),
    ],
)
def test_what_is_not_there(talk: Talk, flow: str, options: tuple[str, ...], says: str) -> None:
    code, lines = talk(flow, options=options)
    assert code == 2
    assert says in "\n".join(lines)


def test_a_flow_with_faults_is_not_talked_to(talk: Talk) -> None:
    code, lines = talk(str(CASES / "broken.yaml"))
    assert code == 1
    assert any("unknown-target" in line for line in lines)


def test_a_talk_can_be_kept_as_a_transcript(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "talk.yaml"
    code, lines = talk("electricity", "3", "talk to a person", options=("--record", str(file)))
    assert code == 0
    assert f"{file} is written." in lines and "It was played, and goes as the call went." in lines
    text = file.read_text(encoding="utf-8")
    assert "written_by: record" in text and "  - press: 3\n" in text and "ended: transferred" in text
    assert run(["test", str(file)]) == 0
    code, lines = talk("electricity", "3", options=("--record", str(file)))
    assert (code, lines[-1]) == (2, f"flowctl: {file} exists already; --record wants a new file")
