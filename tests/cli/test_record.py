"""flowctl record: what it makes of a call, what it refuses, and one real call from end to end."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from runtime.cli.main import run
from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.event import Event
from runtime.flow.load import load
from runtime.language import spoken_digits
from runtime.server.journal import Journal
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript
from runtime.transcript.tape import Taped

FLOW = """\
flow: tiny
title: A tiny line
languages: [te-IN, en-IN]
start: ask
states:
  ask:
    menu: {te-IN: "ఒకటి నొక్కండి.", en-IN: "Press one."}
    options: [{key: 1, go: bye}]
    no_input: [{go: bye}]
    no_match: [{go: bye}]
  bye: {end: done, say: {te-IN: "నమస్కారం.", en-IN: "Goodbye."}}
defaults: {on_error: bye}
"""
PLAY = """\
transcript: it
call: {from: "+919812345678", at: 2026-11-20 11:00}
lines: [{bot: ask.menu}, {press: 1}, {bot: bye.say}, {ended: done}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a flow and a call that was made to it, where one stands."""
    home = tmp_path / "flows" / "tiny"
    home.mkdir(parents=True)
    (home / "flow.yaml").write_text(FLOW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    flow, transcript = load(Path("flows/tiny")).flow, parse_transcript(PLAY, "x").transcript
    assert flow is not None and transcript is not None
    taped = Taped(Dialogue(flow))
    play(taped, transcript)
    left(tmp_path, {"flow": "tiny", "journal": [{"at": 9.0, "tape": taped.tape.finished()}]})
    return tmp_path


def left(folder: Path, what: Any, name: str = "2026-11-20_11-00-00") -> None:
    (folder / "calls" / name).mkdir(parents=True, exist_ok=True)
    (folder / "calls" / name / "timeline.json").write_text(json.dumps(what), encoding="utf-8")


MADE = Path("flows/tiny/transcripts/recorded_2026-11-20-11-00.yaml")


def test_the_newest_call_becomes_a_play_of_its_flow(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[:2] == [f"{MADE} is written.", "It was played, and goes as the call went."]
    text = MADE.read_text(encoding="utf-8")
    assert "  - bot: ask.menu\n  - press: 1\n  - bot: bye.say\n  - ended: done\n" in text
    assert "9812345678" not in "".join(
        file.read_text(encoding="utf-8") for file in project.rglob("*") if file.is_file()
    )
    assert run(["test", "flows/tiny"]) == 0


SECRETIVE = """\
flow: desk
title: A desk
languages: [en-IN]
start: hello
defaults:
  no_input: [{go: bye}]
  no_match: [{say: {en-IN: "Once more."}, repeat: yes}, {go: bye}]
  on_error: bye
slots:
  card: {type: digits, length: 12, sensitive: yes}
  word: {type: text, sensitive: yes}
states:
  hello: {say: {en-IN: "Welcome to the desk."}, go: number}
  number: {ask: card, say: {en-IN: "Your number?"}, confirm: {en-IN: "{{ card | last(4) }}?"}, go: secret}
  secret: {ask: word, say: {en-IN: "Your word?"}, go: bye}
  bye: {end: done, say: {en-IN: "Goodbye."}}
"""
SECRETS = ("730519284466", "730519284477", "marigold")
TELLING = """\
transcript: it
lines:
  - bot: hello.say
  - press: "730519284466"
    interrupt_after: 0.4s
  - bot: number.confirm
  - caller: no, seven three zero five one nine two eight four four seven seven
  - bot: ...
  - caller: "yes"
  - bot: ...
  - caller: it is marigold
  - bot: bye.say
  - ended: done
"""


class Journaled(Dialogue):
    """A dialogue whose call is in a server's journal."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.flow, self._plan = dialogue.flow, dialogue._plan
        self.journal = Journal(dialogue)

    def start(self, **how: Any) -> Step:
        step = super().start(**how)
        self.journal.began("CA1", step)
        return step

    def advance(self, call: Call, event: Event) -> Step:
        step = super().advance(call, event)
        self.journal.advanced(event, call, step)
        return step

    async def lines(self) -> list[Any]:
        self.journal.ended(60.0, "done")
        return [json.loads(line) async for line in self.journal.follow()]


def test_no_secret_is_in_any_file_that_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = project / "flows" / "desk"
    home.mkdir()
    (home / "flow.yaml").write_text(SECRETIVE, encoding="utf-8")
    flow, transcript = load(home).flow, parse_transcript(TELLING, "x").transcript
    assert flow is not None and transcript is not None
    journaled = Journaled(Dialogue(flow))
    result = play(journaled, transcript)
    assert result.passed, result.mismatches
    left(project, {"flow": "desk", "journal": asyncio.run(journaled.lines())}, "desk")
    assert run(["record", "calls/desk"]) == 0, capsys.readouterr().out
    files = [file for file in project.rglob("*") if file.is_file()]
    assert sum("recorded_" in file.name or file.parent.name == "desk" for file in files) >= 3
    for file in files:
        text = file.read_text(encoding="utf-8")
        said = "".join(spoken_digits(line, amounts=False) for line in text.splitlines())
        keys = "".join(re.findall(r'"key": "(.)"', text))
        for secret in SECRETS:
            assert secret not in text and secret not in said and secret not in keys, file


def test_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", "calls/2026-11-20_11-00-00"]) == 0
    before = MADE.read_bytes()
    capsys.readouterr()
    assert run(["record", "--title", "again"]) == 2
    assert capsys.readouterr().err == f"flowctl: {MADE} exists already; --out names another file\n"
    assert MADE.read_bytes() == before
    assert run(["record", "--title", "again", "--out", "plays/again.yaml"]) == 0
    text = Path("plays/again.yaml").read_text(encoding="utf-8")
    assert "transcript: again\nflow: ../flows/tiny\n" in text
    assert run(["test", "plays/again.yaml"]) == 0
    (project / "taken").write_text("", encoding="utf-8")
    assert run(["record", "--out", "taken/x.yaml"]) == 2


def test_a_flow_that_has_changed_goes_another_way_now(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = project / "flows" / "tiny" / "flow.yaml"
    flow.write_text(FLOW.replace("A tiny line", "Another line"), encoding="utf-8")
    assert run(["record", "--out", "same.yaml"]) == 0
    assert "has changed since this call, and still goes the same way." in capsys.readouterr().out
    longer = FLOW.replace("  bye:", "  other: {say: {te-IN: ఆగండి, en-IN: Wait}, go: bye}\n  bye:")
    flow.write_text(longer.replace("key: 1, go: bye", "key: 1, go: other"), encoding="utf-8")
    assert run(["record", "--out", "other.yaml"]) == 1
    printed = capsys.readouterr().out
    assert "✗ other.yaml:" in printed and "heard       bot: other.say (ఆగండి)" in printed
    assert "The flow has changed since this call, and goes another way now, as told above." in printed
    assert run(["test", "other.yaml"]) == 1, "a failing test is there to be worked with"
    flow.write_text(FLOW.replace("  bye:", "  end_of_it:").replace("bye", "end_of_it"), encoding="utf-8")
    assert run(["record", "--out", "gone.yaml"]) == 1
    assert "It cannot be played with this flow, as told above." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ({"journal": []}, "nothing was kept of what the server did"),
        ({"journal": [{"at": 0.0, "call": "CA1"}]}, "the call is not over, or was not followed to its end"),
        ({"journal": [{"at": 0.0, "ended": "done"}]}, "it was kept by another version of flowctl"),
        ({"tape": 7}, "it was kept by another version of flowctl"),
        ({"tape": 1}, "what it holds of the call is damaged"),
        ("x", "it holds no call that could be told again"),
    ],
)
def test_what_cannot_be_told_again_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], kept: Any, why: str
) -> None:
    left(project, kept, "broken")
    assert run(["record", "calls/broken"]) == 2
    assert capsys.readouterr().err.startswith(f"flowctl: calls/broken: {why}")
    assert not MADE.exists()


def test_no_such_call_and_no_such_flow(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["record", "calls/yesterday"]) == 2
    assert capsys.readouterr().err == "flowctl: calls/yesterday: there is no such call\n"
    assert run(["record", "--flow", "nowhere"]) == 2
    assert "there is no flow nowhere" in capsys.readouterr().err
    (project / "flows" / "tiny").rename(project / "moved")
    assert run(["record"]) == 2
    assert capsys.readouterr().err.rstrip().endswith("; --flow says where it is now")
    assert run(["record", "--flow", "moved"]) == 0
    (project / "moved" / "flow.yaml").write_text("flow: tiny\n", encoding="utf-8")
    assert run(["record", "--flow", "moved"]) == 1
    assert "moved has mistakes; `flowctl validate moved`" in capsys.readouterr().err
    monkeypatch.chdir(project / "moved")
    assert run(["record"]) == 2
    assert capsys.readouterr().err == "flowctl: calls: no call is kept here; `flowctl call` keeps one\n"


def test_it_speaks_the_authors_language(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", "calls/yesterday", "--lang", "hi"]) == 2
    assert capsys.readouterr().err == "flowctl: calls/yesterday: ऐसी कोई कॉल नहीं है\n"
    assert run(["record", "--lang", "te"]) == 0
    assert f"{MADE} రాశాం." in capsys.readouterr().out
    assert run(["record", "--lang", "xx"]) == 2


@pytest.mark.sound
@pytest.mark.process
def test_a_real_call_becomes_a_play(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPEECH", "offline")
    monkeypatch.setenv("CLIPS_DIR", str(tmp_path / "clips"))
    assert run(["call", "electricity", "--lang", "hi-IN"]) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert run(["record", "--out", "call.yaml", "--title", "an outage"]) == 0, capsys.readouterr().out
    text = Path("call.yaml").read_text(encoding="utf-8")
    for line in ("press: 2", "caller: कोंडापुर", "complaints.create: {id: ", "transfer: lineman_desk",
                 "bot: how_can_i_help\n    language: hi-IN", "ended: transferred"):  # fmt: skip
        assert line in text, text
    assert run(["test", "call.yaml"]) == 0
