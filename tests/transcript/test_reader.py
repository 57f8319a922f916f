"""From YAML to a transcript: every kind of line, and what is refused."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.event import TransferOutcome
from runtime.flow.load import load
from runtime.flow.schema import schema
from runtime.transcript.build import KINDS, USUAL_NUMBER, USUAL_TIME
from runtime.transcript.check import check_against
from runtime.transcript.model import (
    Bot,
    Caller,
    Dialled,
    Ended,
    Expect,
    HangsUp,
    Noise,
    Press,
    ServiceReply,
    Silence,
    Transcript,
    Words,
)
from runtime.transcript.player import plays
from runtime.transcript.reader import _BESIDE, parse_transcript

ROOT = Path(__file__).resolve().parents[2]


def read(lines: str, head: str = "") -> Transcript:
    script = parse_transcript(f"transcript: a play\n{head}lines:\n{lines}", "play.yaml")
    assert script.transcript is not None, script.diagnostics
    return script.transcript


def rules(text: str) -> list[str]:
    script = parse_transcript(text, "play.yaml")
    assert script.transcript is None
    return [one.rule for one in script.diagnostics]


def test_every_kind_of_line() -> None:
    transcript = read(
        """\
  - bot: welcome
    language: te-IN
  - bot: ...
  - bot: {says: నాలుగు ఎనిమిది}
  - caller: అవును
    interrupt_after: 1.5s
    recogniser: error
  - caller: {te-IN: అవును, en-IN: yes}
  - press: 12#
    interrupt_after: 2s
  - press: star
  - silence: 2m
  - noise: yes
  - noise: 3s
  - hangup: yes
  - transfer: desk
  - ended: resolved
"""
    )
    bot, any_number, says, caller, spoken, press, star, silence, noise, long_noise, leaves, dialled, ended = (
        transcript.lines
    )
    assert isinstance(bot, Bot) and (bot.prompt, bot.language, bot.mark.line) == ("welcome", "te-IN", 3)
    assert isinstance(any_number, Bot) and any_number.any_number
    assert isinstance(says, Bot) and says.says == Words("నాలుగు ఎనిమిది")
    assert isinstance(caller, Caller) and (caller.interrupt_after, caller.recogniser) == (1.5, "error")
    assert isinstance(spoken, Caller) and spoken.words.pick("en-IN") == "yes"
    assert spoken.words.pick("hi-IN") is None
    assert isinstance(press, Press) and (press.keys.every, press.interrupt_after) == ("12#", 2.0)
    assert isinstance(star, Press) and star.keys.every == "*"
    assert isinstance(silence, Silence) and silence.seconds == 120.0
    assert isinstance(noise, Noise) and isinstance(long_noise, Noise)
    assert noise.seconds > 0 and long_noise.seconds == 3.0
    assert isinstance(leaves, HangsUp)
    assert isinstance(dialled, Dialled) and dialled.contact == "desk"
    assert isinstance(ended, Ended) and ended.outcome == "resolved"


def test_expectations_know_their_places() -> None:
    (line,) = read(
        """\
  - expect:
      state: goodbye
      slots: {village: Miyapur, more: unset, code: "unset"}
      fetched: {complaints.create: 2}
      not_said: [thanks, welcome]
      visited: greet
"""
    ).lines
    assert isinstance(line, Expect)
    assert line.state == "goodbye"
    assert line.slots["village"].value == Words("Miyapur")
    assert line.slots["more"].value is None
    assert line.slots["code"].value == Words("unset"), "in quotes it is a word like any other"
    assert line.fetched == {"complaints.create": 2}
    assert (line.not_said, line.visited) == (("thanks", "welcome"), ("greet",))
    assert line.place("not_said", "welcome").line == 7
    assert line.place("not_said", "welcome").column > line.place("not_said", "thanks").column
    assert line.place("nowhere") == line.mark


def test_the_call_and_its_usual_setting() -> None:
    usual = read("  - bot: ...\n").call
    assert (usual.number, usual.at, usual.language) == (USUAL_NUMBER, USUAL_TIME, None)
    call = read(
        "  - bot: ...\n", 'call: {from: "+919812345678", at: 2026-11-22 09:05, language: hi-IN}\n'
    ).call
    assert call.number == "+919812345678"
    assert call.at == datetime(2026, 11, 22, 9, 5, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert call.language == "hi-IN"


def test_what_services_answer_keeps_its_kind() -> None:
    stub = read(
        "  - bot: ...\n",
        """\
stub:
  a: {id: "08", count: 3, price: 2.5, paid: yes, code: 08, phone: +9198, text: words, list: [1, "1"]}
  b: [{error: down}, {timeout: yes}, 7]
  c: {error: down, id: 1}
""",
    ).stub
    assert stub.services["a"][0].value == {
        "id": "08",
        "count": 3,
        "price": 2.5,
        "paid": True,
        "code": "08",
        "phone": "+9198",
        "text": "words",
        "list": [1, "1"],
    }
    assert stub.services["b"] == (ServiceReply(error="down"), ServiceReply(timeout=True), ServiceReply(7))
    assert stub.services["c"][0].value == {"error": "down", "id": 1}
    assert stub.repeats == {"a", "c", "transfer"}
    assert stub.transfer == (TransferOutcome.COMPLETED,)


def test_how_transfers_go() -> None:
    assert read("  - bot: ...\n", "stub: {transfer: busy}\n").stub.repeats == {"transfer"}
    several = read("  - bot: ...\n", "stub: {transfer: [no_answer, completed]}\n").stub
    assert several.transfer == (TransferOutcome.NO_ANSWER, TransferOutcome.COMPLETED)
    assert several.repeats == frozenset()


def test_what_the_model_replies() -> None:
    replies = read(
        "  - bot: ...\n",
        """\
stub:
  model:
    - {exit: bill}
    - {says: [One., {en-IN: Two., te-IN: రెండు.}], fills: {village: Miyapur}}
    - {blank: yes}
    - {error: refused, slow: 2s}
""",
    ).stub.model
    assert [reply.exit for reply in replies] == ["bill", None, None, None]
    assert [words.pick("te-IN") for words in replies[1].says] == ["One.", "రెండు."]
    assert replies[1].fills == {"village": "Miyapur"}
    assert [reply.blank for reply in replies] == [False, False, True, False]
    assert (replies[3].error, replies[3].slow) == ("refused", 2.0)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("transcript: x\nlines: []\n", "empty-value"),
        ("transcript: x\n", "missing-key"),
        ("lines:\n  - bot: x\n", "missing-key"),
        ("transcript: x\nlines:\n  - {}\n", "empty-value"),
        ("transcript: x\nlines:\n  - bot: a\n    caller: b\n", "two-in-one-line"),
        ("transcript: x\nlines:\n  - language: te-IN\n", "line-without-kind"),
        ("transcript: x\nlines:\n  - press: ab\n", "no-such-key"),
        ("transcript: x\nlines:\n  - silence: soon\n", "wrong-value"),
        ("transcript: x\nlines:\n  - silence: 5s\n    interrupt_after: 1s\n", "wrong-place"),
        ("transcript: x\nlines:\n  - bot: a\n    recogniser: error\n", "wrong-place"),
        ("transcript: x\ncall: {at: 2026-02-30 10:00}\nlines:\n  - bot: x\n", "no-such-time"),
        ("transcript: x\nlanguages: [te-IN]\nlines:\n  - caller: {en-IN: x}\n", "missing-translation"),
        ("transcript: x\nsay: y\nlines:\n  - bot: x\n", "unknown-key"),
        ("[a, b]\n", "wrong-type"),
        ("a: [\n", "yaml-syntax"),
        ("", "empty-file"),
    ],
)
def test_what_is_refused(text: str, rule: str) -> None:
    assert rule in rules(text)


def test_all_faults_in_one_run_in_the_order_of_the_file() -> None:
    text = "transcript: x\nlines:\n  - silence: 5\n  - bott: a\n  - bot: a\n    press: 1\n"
    script = parse_transcript(text, "play.yaml")
    assert [one.mark.line for one in script.diagnostics] == [3, 4, 6]
    assert all(one.harm and one.fix for one in script.diagnostics)


def test_a_hangup_alone_is_told_what_to_write_and_nothing_else() -> None:
    script = parse_transcript("transcript: x\nlines:\n  - bot: a\n  - hangup\n", "play.yaml")
    assert [(one.rule, one.mark.line, one.fix) for one in script.diagnostics] == [
        ("word-alone", 4, "Write `- hangup: yes`.")
    ]
    assert script.transcript is None


def test_the_schema_and_the_reader_know_the_same_words() -> None:
    words = set(schema("transcript")["$defs"]["line"]["properties"])
    assert words == {*KINDS, *_BESIDE, "play"}


def test_the_page_on_transcripts_is_true() -> None:
    page = (ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "transcript:" in block]
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    dialogue = Dialogue(flow)
    assert len(blocks) == 6
    for text in blocks:
        script = parse_transcript(text, "transcripts.md")
        assert script.transcript is not None, script.diagnostics
        for transcript in script.transcripts:
            assert not check_against(flow, transcript)
            for result in plays(dialogue, transcript):
                assert not result.mismatches
