"""The journal: every line of a call in order, and nothing that a caller gave in confidence."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.event import Digit, FetchAnswered, HungUp, Utterance
from runtime.flow.load import load
from runtime.server.journal import HIDDEN, Journal

FLOW = """flow: bank
title: A bank
languages: [en-IN]
start: pin
defaults: {wait: 5s, on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}
slots: {code: {type: digits, length: 4, sensitive: yes}}
states:
  pin: {ask: code, by: keys, say: {en-IN: Type your code.}, go: bye}
  bye: {end: resolved, say: {en-IN: Goodbye.}}
"""


async def test_a_sensitive_answer_is_in_no_line(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(FLOW, encoding="utf-8")
    flow = load(tmp_path / "bank.yaml").flow
    assert flow is not None
    dialogue = Dialogue(flow)
    journal = Journal(dialogue)
    step = dialogue.start()
    journal.began("CA1", step)
    for at, key in enumerate("7391", 1):
        before = step.call
        step = dialogue.advance(step.call, Digit(key, float(at)))
        journal.advanced(Digit(key, float(at)), before, step)
    last = dialogue.advance(step.call, HungUp(5.0))
    journal.advanced(FetchAnswered(9, {"secret": "7391"}, 5.0), last.call, last)
    journal.ended(5.0, "resolved")
    journal.ended(6.0, "twice")
    lines = [json.loads(line) async for line in journal.follow()]
    assert [line["key"] for line in lines if line.get("event") == "Digit"] == [HIDDEN] * 4
    assert "7391" not in json.dumps(lines)
    assert lines[0] == {
        "at": 0.0, "call": "CA1", "flow": "bank", "version": flow.version, "language": "en-IN",
    }  # fmt: skip
    assert lines[-1] == {"at": 5.0, "ended": "resolved"}


async def test_keys_that_come_before_a_sensitive_question_are_in_no_line(tmp_path: Path) -> None:
    early = FLOW.replace("start: pin", "start: hello").replace(
        "states:\n", "states:\n  hello: {say: {en-IN: Welcome to the bank.}, go: pin}\n"
    )
    (tmp_path / "bank.yaml").write_text(early, encoding="utf-8")
    flow = load(tmp_path / "bank.yaml").flow
    assert flow is not None
    dialogue = Dialogue(flow)
    journal = Journal(dialogue)
    step = dialogue.start()
    journal.began("CA1", step)
    for at, key in enumerate("7391", 1):
        event, before = Digit(key, at / 10), step.call
        step = dialogue.advance(before, event)
        journal.advanced(event, before, step)
    assert step.call.slots == {"code": "7391"}
    journal.ended(5.0, "resolved")
    lines = [json.loads(line) async for line in journal.follow()]
    assert [line["key"] for line in lines if line.get("event") == "Digit"] == [HIDDEN] * 4
    tape = next(line["tape"] for line in lines if "tape" in line)
    typed = "".join(one["key"] for one in tape["moments"] if one.get("event") == "Digit")
    assert len(typed) == 4 and typed != "7391" and not set("7391") <= set(typed)


async def test_a_reader_gets_the_past_and_then_what_happens(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(FLOW, encoding="utf-8")
    flow = load(tmp_path / "bank.yaml").flow
    assert flow is not None
    dialogue = Dialogue(flow)
    journal = Journal(dialogue)
    journal.began("CA1", dialogue.start())
    seen: list[str] = []

    async def read() -> None:
        async for line in journal.follow():
            seen.append(line)  # noqa: PERF401 - what was seen so far is looked at in between

    reader = asyncio.create_task(read())
    await asyncio.sleep(0.01)
    early = len(seen)
    assert early >= 2
    journal.ended(1.0, "hung_up")
    async with asyncio.timeout(2):
        await reader
    tape, end = (json.loads(line) for line in seen[early:])
    assert tape["tape"]["flow"] == flow.name and end["ended"] == "hung_up"


async def test_digits_that_nobody_asked_for_are_masked(tmp_path: Path) -> None:
    asking = FLOW.replace("length: 4, sensitive: yes", "length: 4").replace("by: keys, ", "")
    told = FLOW.replace("type: digits, length: 4, sensitive: yes", "type: text").replace("by: keys, ", "")
    for text, shown in ((asking, True), (told, False)):
        (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")
        flow = load(tmp_path / "bank.yaml").flow
        assert flow is not None
        dialogue = Dialogue(flow)
        journal = Journal(dialogue)
        step = dialogue.start()
        heard = Utterance("my card is 4111 1111 1111 1111", 1.0)
        journal.advanced(heard, step.call, dialogue.advance(step.call, heard))
        journal.ended(2.0, "resolved")
        lines = [json.loads(line) async for line in journal.follow()]
        (said,) = [line["text"] for line in lines if line.get("event") == "Utterance"]
        assert ("4111" in said) is shown
