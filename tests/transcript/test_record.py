"""A call that was recorded plays as it went: every shipped play is made, kept, told again, and played."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.catalogue import catalogue
from runtime.flow.load import load
from runtime.transcript.coverage import is_generated
from runtime.transcript.model import Transcript
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript, read_transcript
from runtime.transcript.record import NoTape, check, recorded
from runtime.transcript.run import Stage, flow_path, transcript_paths
from runtime.transcript.tape import Taped

FLOWS = Path(__file__).parents[2] / "flows"
PLAYS = {
    home: [file for file in transcript_paths(FLOWS) if flow_path(file, read_transcript(file)) == home]
    for home in dict.fromkeys(flow_path(file, read_transcript(file)) for file in transcript_paths(FLOWS))
    if home is not None
}


def each(files: list[Path]) -> Iterator[tuple[Path, Transcript, str | None]]:
    """Every play that begins where calls begin, in one of its languages: the next one for the next play."""
    number = 0
    for file in files:
        for transcript in read_transcript(file).transcripts:
            if transcript.call.state is None:
                number += 1
                languages = transcript.languages or (None,)
                yield file, transcript, languages[number % len(languages)]


def effects(tape: dict[str, Any]) -> list[Any]:
    """What the flow did, what was said and asked of the world, in order, and how it ended."""
    kinds = ("Speak", "CallService", "Dial", "RecordMessage")
    names = ("effect", "prompt", "language", "service", "contact")
    told = [[one.get(name) for name in names] for one in tape["moments"] if one.get("effect") in kinds]
    took = [what for one in tape["moments"] for what in one.get("took", ())]
    return [told, took, tape["ended"]]


@pytest.mark.parametrize("home", PLAYS, ids=lambda home: home.stem)
def test_a_recorded_call_plays_as_it_went(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(home)
    assert loaded.flow is not None
    dialogue = Dialogue(loaded.flow)
    stage = Stage()
    monkeypatch.setattr("runtime.transcript.record.Stage", lambda: stage)
    told = 0
    for file, transcript, language in each(PLAYS[home]):
        taped = Taped(dialogue)
        call = play(taped, transcript, language)
        assert call.passed, file
        tape = json.loads(json.dumps(taped.tape.finished()))
        place = home.with_name("recorded.yaml") if home.is_file() else file.with_name("recorded.yaml")
        made = recorded(tape, place, flow=home.name if home.is_file() else None)
        assert (made.differs, made.faults, made.ends_early, made.changed) == ((), (), None, False), made.text
        again = parse_transcript(made.text, "recorded.yaml").transcript
        assert again is not None
        taped = Taped(dialogue)
        play(taped, again)
        assert effects(taped.tape.finished()) == effects(tape), made.text
        told += 1
    assert told >= len(PLAYS[home]) // 2, "most plays begin where calls begin"


def outage(**changed: Any) -> dict[str, Any]:
    flow = load(FLOWS / "electricity").flow
    file = FLOWS / "electricity" / "transcripts" / "outage.yaml"
    transcript = read_transcript(file).transcript
    assert flow is not None and transcript is not None
    taped = Taped(Dialogue(flow))
    play(taped, transcript, "te-IN")
    return {**taped.tape.finished(), **changed}


HERE = FLOWS / "electricity" / "transcripts" / "recorded.yaml"


def test_it_reads_as_a_person_would_write_it() -> None:
    made = recorded(outage(), HERE, title="an outage")
    assert made.text == (
        "# Recorded from a call: it says what the phone did, not what it should do. Read it, change what was"
        " wrong, and\n# take `written_by` out.\n"
        "# Stand-ins, not what was said: caller.number.\n"
        "transcript: an outage\n"
        "written_by: record\n"
        'call: {from: "+919876543210", at: 2026-11-20 11:00}\n'
        "stub:\n"
        "  model: [{exit: report_outage}]\n"
        '  complaints.create: {id: "4821"}\n'
        "lines:\n"
        "  - bot: welcome\n"
        "  - press: 1\n"
        "    interrupt_after: 3s\n"
        "  - bot: how_can_i_help\n"
        "  - caller: మా ఊర్లో కరెంట్ లేదు\n"
        "  - bot: which_village\n"
        "  - caller: కొండాపూర్\n"
        "  - bot: heard_village\n"
        "  - caller: అవును\n"
        "  - bot: ticket_number\n"
        "  - bot: anything_else\n"
        "  - caller: మనిషితో మాట్లాడాలి\n"
        "  - bot: connecting\n"
        "  - transfer: lineman_desk\n"
        "  - ended: transferred\n"
    )


def test_coverage_counts_it_apart_until_it_was_read() -> None:
    text = recorded(outage(), HERE).text
    assert is_generated(text)
    assert not is_generated(text.replace("written_by: record\n", ""))


def test_where_the_flow_has_changed_it_says_where_it_goes_another_way(tmp_path: Path) -> None:
    (tmp_path / "flow.yaml").write_text(
        "flow: electricity\ntitle: Another\nlanguages: [te-IN]\nstart: a\n"
        "states:\n  a: {say: {te-IN: నమస్కారం}, go: b}\n  b: {end: resolved}\n",
        encoding="utf-8",
    )
    made = recorded(outage(), tmp_path / "transcripts" / "recorded.yaml")
    assert "the flow has no service called `complaints.create`" in [str(one.message) for one in made.faults]
    plain = outage(moments=[{"at": 0.0, "effect": "Speak", "speech": 1, "prompt": "a.say", "seconds": 1.0,
                             "language": "te-IN"}])  # fmt: skip
    made = recorded({**plain, "ended": "resolved"}, tmp_path / "transcripts" / "recorded.yaml")
    assert (made.changed, made.differs) == (True, ())
    made = recorded({**plain, "ended": "hung_up"}, tmp_path / "transcripts" / "recorded.yaml")
    assert made.changed and [one.heard for one in made.differs] == ["ended: resolved"]


@pytest.mark.parametrize(
    ("tape", "why"),
    [
        ({}, "holds no call"),
        ([], "holds no call"),
        (None, "holds no call"),
        ({"tape": 2}, "another version of flowctl"),
        ({"tape": 1}, "is damaged"),
        ({"tape": 1, "flow": "x", "version": "1", "call": [], "moments": [], "replaced": {}}, "is damaged"),
        (
            {
                "tape": 1,
                "flow": "x",
                "version": "1",
                "call": {"at": "1\nx: y"},
                "moments": [],
                "replaced": {},
            },
            "is damaged",
        ),
    ],
)
def test_what_is_no_tape_is_told(tape: Any, why: str) -> None:
    with pytest.raises(NoTape, match=why):
        check(tape)


@pytest.mark.parametrize(
    "moment",
    [{}, {"at": 1}, {"at": 1, "effect": "Speak"}, {"at": "x", "event": "Digit", "key": 1}, 5, None, "x",
     {"at": 1.0, "effect": "AskModel"}],
)  # fmt: skip
def test_a_damaged_tape_is_told_and_never_a_traceback(moment: Any) -> None:
    damaged = outage()
    damaged["moments"].insert(3, moment)
    with pytest.raises(NoTape, match="is damaged"):
        recorded(damaged, HERE)


def test_remarks_are_in_the_authors_language() -> None:
    text = recorded(outage(), HERE, tell=catalogue("te").told).text
    assert parse_transcript(text, "x").transcript is not None
    head = text.partition("\nwritten_by")[0]
    assert any("ఁ" <= sign <= "౿" for sign in head.partition("transcript:")[0])
