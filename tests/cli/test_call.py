"""`flowctl call`: what it refuses, what its caller does, what it prints, and one real call."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from runtime.audio import wav
from runtime.cli import call
from runtime.cli.conversation import Conversation
from runtime.cli.main import run
from runtime.cli.own_server import OwnServer
from runtime.cli.story import Unusable, read_story, steps
from runtime.standin.carrier import AfterBot, HangUp, Leg, Moment, Noise, Now, Over, Press, Silence, Speak

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


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    return tmp_path / "tiny"


def transcript(flow: Path, lines: str, head: str = "") -> Path:
    file = flow / "transcripts" / "story.yaml"
    file.parent.mkdir(exist_ok=True)
    call = 'call: {from: "+919812345678", at: 2026-11-20 11:00}\n'
    file.write_text(f"transcript: a story\n{call}{head}lines:\n{lines}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["electricty"], "did you mean electricity?"),
        (["electricity", "--lang", "ta-IN"], "does not speak ta-IN"),
        (["electricity", "--script", "nowhere.yaml"], "no transcript nowhere.yaml"),
        (["electricity", "--to", "bot.example.org"], "looks like https://bot.example.org"),
        (["electricity", "--to", "http://127.0.0.1:9"], "--auth-token"),
        (["electricity", "--to", "http://127.0.0.1:9", "--sarvam-standin", "rest"], "leave out --to"),
    ],
)
def test_what_cannot_be_called_is_refused_in_one_sentence(arguments, words, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "")
    assert run(["call", *arguments, "--out", str(tmp_path)]) == 2
    complaint = capsys.readouterr().err
    assert words in complaint
    assert complaint.count("\n") == 1


def test_a_flow_with_faults_and_a_transcript_with_faults_are_not_called(flow):
    file = transcript(flow, "  - dances: x\n")
    with pytest.raises(Unusable, match="cannot be played"):
        read_story(str(flow), None, file)
    (flow / "flow.yaml").write_text("flow: [", encoding="utf-8")
    with pytest.raises(Unusable, match="flowctl validate"):
        read_story(str(flow), None, None)


async def said(text: str, language: str) -> bytes:
    return f"{language}:{text}".encode()


async def test_the_transcripts_lines_become_steps_in_the_callers_language(flow):
    file = transcript(
        flow,
        """\
  - bot: ask.menu
  - press: {te-IN: 1, en-IN: 12#}
    interrupt_after: 2s
  - caller: {te-IN: అవును, en-IN: "yes"}
  - silence: 8s
  - noise: 2s
  - bot: bye.say
  - hangup: yes
  - ended: hung_up
""",
        head="languages: [te-IN, en-IN]\nstub: {transfer: [busy, completed]}\n",
    )
    story = read_story(str(flow), "en-IN", file)
    assert (story.caller, story.outcome, story.prompts) == (
        "+919812345678",
        "hung_up",
        ("ask.menu", "bye.say"),
    )
    assert story.legs == (Leg("busy"), Leg(after=0.3, talk=0.5))
    assert await steps(story, said) == (
        Press("12#", Over(2.0)),
        Speak(b"en-IN:yes", "yes", AfterBot(0.5)),
        Silence(8.0, AfterBot(0.5)),
        Noise(2.0, when=Now()),
        HangUp(AfterBot(0.5)),
    )
    telugu = await steps(read_story(str(flow), None, file), said)
    assert telugu[1] == Speak("te-IN:అవును".encode(), "అవును", AfterBot(0.5))
    with pytest.raises(Unusable, match="is written in te-IN, en-IN, not in hi-IN"):
        read_story("electricity", "hi-IN", file)


async def test_who_speaks_after_a_silence_is_not_asked_again(flow):
    file = transcript(
        flow,
        """\
  - bot: ask.menu
  - silence: 2s
  - expect: {state: ask}
  - press: 1
  - bot: bye.say
  - silence: 2s
  - bot: bye.say
  - caller: {te-IN: అవును}
""",
    )
    assert await steps(read_story(str(flow), None, file), said) == (
        Silence(2.0, AfterBot(0.5)),
        Press("1", Now()),
        Silence(2.0, AfterBot(0.5)),
        Speak("te-IN:అవును".encode(), "అవును", AfterBot(0.5)),
    )


async def test_a_line_without_words_in_the_language_is_refused_with_its_place(flow):
    file = transcript(flow, '  - caller: {en-IN: "yes"}\n')
    with pytest.raises(Unusable, match=r"story\.yaml:4:.*te-IN"):
        await steps(read_story(str(flow), "te-IN", file), said)


@pytest.mark.parametrize("more", ["heard_as: అవును", "recogniser: late"])
async def test_what_the_recogniser_should_make_of_a_line_is_refused_for_a_real_one_listens(flow, more):
    file = transcript(flow, f'  - caller: {{te-IN: "సరే"}}\n    {more}\n')
    with pytest.raises(Unusable, match=r"story\.yaml:4:.*--door live"):
        await steps(read_story(str(flow), "te-IN", file), said)


@pytest.mark.parametrize("language", ["te-IN", "hi-IN", "en-IN"])
async def test_the_shipped_outage_story_is_the_default_in_each_language(language):
    story = read_story("electricity", language, None)
    assert story.file is not None
    assert story.file.name == "outage.yaml"
    script = await steps(story, said)
    assert isinstance(script[0], Press)
    assert {"te-IN": "1", "hi-IN": "2", "en-IN": "3"}[language] == script[0].keys
    assert sum(isinstance(step, Speak) for step in script) == 4
    assert story.outcome == "transferred"


def printed(*told: Moment | dict, journal: bool = True) -> tuple[str, Conversation]:
    paper = io.StringIO()
    console = Console(file=paper, highlight=False, soft_wrap=True, markup=False)
    conversation = Conversation(console, journal=journal)
    for one in told:
        conversation.moment(one) if isinstance(one, Moment) else conversation.line(one)
    return paper.getvalue(), conversation


def test_the_conversation_has_columns_and_no_colours_in_a_pipe():
    text, conversation = printed(
        Moment(0.1, "document", {"url": "/voice/incoming", "status": 200, "ms": 9}),
        {
            "at": 0.0,
            "effect": "Speak",
            "speech": 1,
            "text": "నమస్కారం",
            "prompt": "welcome",
            "language": "te-IN",
        },
        {"at": 0.0, "state": "menu", "language": "te-IN"},
        Moment(4.2, "key", {"key": "2", "taken": True}),
        {"at": 4.1, "state": "greet", "language": "hi-IN"},
        Moment(5.0, "speech_start", {"text": "a message", "seconds": 1.0, "to": "recording"}),
        Moment(6.0, "speech_start", {"text": "बिजली नहीं है", "seconds": 1.0, "to": "stream"}),
        {"at": 7.5, "event": "Utterance", "text": "बिजली नहीं है"},
        {"at": 7.5, "taken": "exit", "name": "helpline/report_outage", "mark": None},
        {
            "at": 7.6,
            "effect": "Speak",
            "speech": 2,
            "text": "One moment",
            "prompt": None,
            "language": "en-IN",
        },
        Moment(9.0, "dial", {"target": "+14155550123", "noun": "Number"}),
        Moment(9.5, "leg", {"target": "+14155550123", "status": "busy", "seconds": 0}),
        Moment(9.7, "underrun", {"ms": 61.0, "position": 1}),
        {"at": 10.0, "ended": "transferred"},
        Moment(10.1, "hang_up", {"by": "app"}),
    )
    assert text.splitlines() == [
        "   0.1  phone     welcome నమస్కారం",
        "   4.2  key       2",
        "   4.2  slot      language hi-IN",
        "   5.0  caller    a message",
        "   6.0  caller    बिजली नहीं है",
        "   7.6  heard     बिजली नहीं है",
        "   7.6  exit      helpline/report_outage",
        "   7.7  phone     model One moment",
        "   9.0  transfer  ringing +14155550123",
        "   9.5  transfer  +14155550123: busy",
        "   9.7  warning   a hole of 61 ms inside a prompt",
        "  10.1  end       transferred",
    ]
    assert conversation.said == ["बिजली नहीं है"]
    assert (conversation.outcome, conversation.prompts) == ("transferred", ["welcome", ""])


def test_without_the_journal_the_line_itself_is_told():
    text, _ = printed(
        Moment(0.2, "verb", {"verb": "Say", "text": "Press one.", "language": "en-IN"}),
        Moment(0.3, "bot_start", {}),
        Moment(1.8, "bot_end", {}),
        Moment(2.0, "key", {"key": "7", "taken": False}),
        Moment(3.0, "hang_up", {"by": "app"}),
        journal=False,
    )
    assert text.splitlines() == [
        "   0.2  phone     Say Press one.",
        "   0.3  phone     (speaks for 1.5 s)",
        "   2.0  key       7  (nobody listens)",
        "   3.0  end       hung up by the app",
    ]


def test_lines_heard_as_said_are_counted_in_order():
    conversation = Conversation(Console(file=io.StringIO()), journal=True)
    conversation.said = ["మా ఊర్లో కరెంట్ లేదు", "Yes.", "కొండాపూర్", "no", "कि"]
    conversation.heard = ["మా ఊర్లో కరెంట్ లేదు", "", "yes", "no", "की"]
    assert conversation.heard_as_said == 3


@pytest.fixture
def called(capsys, monkeypatch, tmp_path):
    """Makes a real call; gives the exit code, what was printed, and the timeline."""

    def make(*arguments: str):
        monkeypatch.setenv("SPEECH", "offline")
        monkeypatch.setenv("CLIPS_DIR", str(tmp_path / "clips"))
        code = run(["call", *arguments, "--out", str(tmp_path / "out")])
        text = capsys.readouterr().out
        return code, text, json.loads((tmp_path / "out" / "timeline.json").read_text())

    return make


@pytest.mark.sound
@pytest.mark.process
def test_one_call_to_a_server_of_its_own(flow, called, tmp_path):
    file = transcript(flow, "  - bot: ask.menu\n  - press: 1\n  - bot: bye.say\n  - ended: done\n")
    code, text, timeline = called(str(flow), "--lang", "te-IN", "--script", str(file))
    assert code == 0, text
    assert "as scripted" in text
    assert "ఒకటి నొక్కండి." in text
    assert (timeline["outcome"], timeline["problems"], timeline["violations"]) == ("done", [], [])
    assert timeline["journal"][0]["flow"] == "tiny"
    sound = wav.read((tmp_path / "out" / "call.wav").read_bytes())
    assert (sound.channels, sound.rate) == (2, 8000)
    assert abs(sound.seconds - timeline["seconds"]) < 1
    assert abs(sound.samples[:, 1]).max() > 3000


@pytest.mark.sound
@pytest.mark.process
def test_a_call_that_goes_another_way_is_told_and_exits_with_1(flow, called):
    file = transcript(flow, "  - bot: ask.menu\n  - press: 7\n  - bot: ask.menu\n  - ended: transferred\n")
    code, text, timeline = called(str(flow), "--lang", "en-IN", "--script", str(file))
    assert code == 1
    assert timeline["problems"] == [
        "it ended as done, not as transferred",
        "the phone did not say ask.menu where the transcript has it",
    ]
    assert "not as scripted" in text


@pytest.mark.sound
@pytest.mark.process
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_call_takes_its_server_along(flow, tmp_path, told):
    file = transcript(flow, "  - press: 1\n    interrupt_after: 60s\n")
    command = [sys.executable, "-c", "from runtime.cli.main import main; main()", "call", str(flow)]
    command += ["--script", str(file), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "SPEECH": "offline", "CLIPS_DIR": str(tmp_path / "clips")}
    calling = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert calling.stdout is not None
    calling.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+", (tmp_path / "out" / "server.log").read_text())
    assert address is not None
    assert httpx.get(f"{address[0]}/health").status_code == 200
    calling.send_signal(told)
    assert calling.wait(timeout=20) == 1
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address[0]}/health")


@pytest.mark.sound
@pytest.mark.process
def test_a_running_server_is_called_with_and_without_its_admin_token(flow, called, tmp_path, capsys):
    async def both():
        story = read_story(str(flow), "en-IN", None)
        async with OwnServer(
            flow=story.flow, path=story.path, account=call.ACCOUNT, sarvam=None, log=tmp_path / "log"
        ) as server:
            file = transcript(flow, "  - press: 1\n")
            ordered = [str(flow), "--lang", "en-IN", "--script", str(file), "--to", server.url]
            ordered += ["--auth-token", server.auth_token]
            with_journal = await asyncio.to_thread(called, *ordered, "--admin-token", server.admin_token)
            without = await asyncio.to_thread(called, *ordered)
            wrong = await asyncio.to_thread(called, *ordered[:-1], "another-key")
            return with_journal, without, wrong

    (code, text, timeline), without, wrong = asyncio.run(both())
    assert (code, timeline["outcome"]) == (0, "done")
    assert "నమస్కారం." in text
    assert without[0] == 0
    assert "(speaks for" in without[1]
    assert wrong[0] == 1
    assert "the server gave no document" in wrong[1]
