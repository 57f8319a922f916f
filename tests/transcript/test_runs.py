"""Plays of flows that run one another, and of calls that we place."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.transcript.check import check_against
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript
from runtime.transcript.result import Result

DEFAULTS = "defaults: {on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}\n"
MAIN = f"""\
flow: main
languages: [en-IN]
start: begin
{DEFAULTS}states:
  begin: {{run: identify, with: {{reason: power}}, save: who, go: greet}}
  greet: {{say: "Good day, {{{{ who.full_name }}}}.", go: bye}}
  bye: {{end: resolved, say: "Goodbye."}}
"""
IDENTIFY = """\
flow: identify
languages: [en-IN]
start: name
inputs: {reason: {type: text}}
outputs: [full_name]
states:
  name:
    ask: full_name
    say: "For {{ reason }}, your name?"
    no_input: [{go: known}]
    no_match: [{go: known}]
    go: known
  known: {end: known}
"""
REMINDER = f"""\
flow: reminder
languages: [en-IN]
direction: outbound
inputs: {{due: {{type: number}}}}
voicemail: message
start: begin
{DEFAULTS}states:
  begin: {{menu: "You owe {{{{ due }}}} rupees. Press 1.", options: [{{key: 1, go: bye}}]}}
  message: {{end: message_left, say: "Please call us back."}}
  bye: {{end: resolved, say: "Goodbye."}}
"""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    for name, text in {
        "main": MAIN,
        "identify": IDENTIFY,
        "reminder": REMINDER,
        "numbers": "numbers: {}\n",
    }.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def faults(flows: Path, name: str, text: str) -> list[tuple[str, str]]:
    flow = load(flows / f"{name}.yaml").flow
    assert flow is not None
    script = parse_transcript(f"transcript: in place\n{text}", "play.yaml")
    assert script.transcript is not None, script.diagnostics
    return [(one.rule, one.message) for one in check_against(flow, script.transcript)]


def played(flows: Path, name: str, text: str) -> Result:
    assert not faults(flows, name, text)
    flow = load(flows / f"{name}.yaml").flow
    assert flow is not None
    script = parse_transcript(f"transcript: in place\n{text}", "play.yaml")
    assert script.transcript is not None
    return play(Dialogue(flow), script.transcript)


def test_a_play_goes_through_the_flows_that_are_run(flows: Path) -> None:
    lines = """\
lines:
  - bot: {says: "For power, your name?"}
  - expect: {flow: identify, state: name}
  - caller: Lakshmi
  - bot: greet.say
  - expect: {flow: main, visited: [begin, name, known, greet]}
  - bot: bye.say
  - ended: resolved
"""
    assert played(flows, "main", lines).mismatches == ()


def test_a_flow_that_others_run_is_played_by_itself(flows: Path) -> None:
    lines = """\
call: {inputs: {reason: a bill}}
lines:
  - bot: {says: "For a bill, your name?"}
  - caller: Lakshmi
  - expect: {slots: {full_name: Lakshmi}}
  - ended: known
"""
    assert played(flows, "identify", lines).mismatches == ()


def test_what_does_not_hold_says_in_which_flow(flows: Path) -> None:
    result = played(
        flows, "main", "lines:\n  - bot: name.say\n  - expect: {flow: main, state: begin}\n  - bot: bye.say\n"
    )
    assert [(one.expected, one.heard, one.state) for one in result.mismatches] == [
        ("flow: main", "flow: identify", "identify/name"),
        ("state: begin", "state: name", "identify/name"),
        ("bot: bye.say", "nothing; the phone waits for the caller, 6s more", "identify/name"),
    ]


def test_a_machine_hears_the_voicemail(flows: Path) -> None:
    lines = """\
call: {inputs: {due: 250}, answered_by: machine}
lines:
  - bot: message.say
  - ended: message_left
"""
    assert played(flows, "reminder", lines).mismatches == ()


def test_a_machine_may_be_noticed_late(flows: Path) -> None:
    lines = """\
call: {inputs: {due: 250}, answered_by: person}
lines:
  - bot: {says: "You owe 250 rupees."}
  - answered_by: machine
  - bot: message.say
  - ended: message_left
"""
    assert played(flows, "reminder", lines).mismatches == ()


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("identify", "lines: [{bot: ...}]\n", "missing-input"),
        ("identify", "call: {inputs: {reason: x, raeson: y}}\nlines: [{bot: ...}]\n", "unknown-input"),
        ("main", "lines: [{expect: {flow: identfy}}]\n", "unknown-flow"),
        ("main", "lines: [{expect: {flow: identify, state: greet}}]\n", "unknown-state"),
        ("main", "lines: [{ended: known}]\n", "unknown-outcome"),
        ("main", "lines: [{ended: machine}]\n", "unknown-outcome"),
    ],
)
def test_a_play_names_only_what_there_is(flows: Path, name: str, text: str, rule: str) -> None:
    assert [one for one, _ in faults(flows, name, text)] == [rule]
