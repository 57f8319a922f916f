"""One script, two doors: what a transcript shows on the virtual clock is what a caller gets from the server.

Each play is performed by the player, and once more through the live server: signed webhooks, the media
socket, voice detection, marks and timers, on a clock that steps. What an author could notice must be equal.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from door_faults import FAULTS

from runtime.flow.load import load
from runtime.rehearsal.notes import NotedDialogue
from runtime.rehearsal.rehearse import rehearse
from runtime.rehearsal.score import Score, score
from runtime.rehearsal.untold import Reason, untold
from runtime.transcript.reader import read_transcript
from runtime.transcript.run import flow_path, transcript_paths

ROOT = Path(__file__).resolve().parents[2]
FLOWS = ROOT / "flows"
PLAYS = Path(__file__).parent / "doors"
WITH_PLAYS = sorted(folder.parent.relative_to(FLOWS).as_posix() for folder in FLOWS.rglob("transcripts"))
MOST_UNTOLD = 0.05
"""Of all plays. More would mean that the doors have drifted apart."""


@cache
def dialogue(home: Path) -> NotedDialogue:
    flow = load(home).flow
    assert flow is not None
    return NotedDialogue(flow)


def scores(path: Path) -> list[Score]:
    """Every play of these transcripts, as the player performs it."""
    found = []
    for file in transcript_paths(path):
        script = read_transcript(file)
        home = flow_path(file, script)
        assert home is not None
        found += [
            score(dialogue(home.resolve()), transcript, language)
            for transcript in script.transcripts
            for language in transcript.languages or (None,)
            if transcript.skip is None
        ]
    return found


@cache
def all_scores() -> dict[str, list[Score]]:
    """By the folder of the flow."""
    return {name: scores(FLOWS / name / "transcripts") for name in WITH_PLAYS}


@pytest.mark.parametrize("flow", WITH_PLAYS)
def test_every_play_of_the_shipped_flows_is_the_same_through_both_doors(flow: str) -> None:
    performed = all_scores()[flow]
    assert performed
    assert all(one.result.passed for one in performed)
    wrong = []
    for one, found in zip(performed, rehearse(performed), strict=True):
        if untold(one) is None:
            wrong += [f"{one.name}: {'; '.join(map(str, found))}"] if found else []
        elif not found:
            wrong.append(f"{one.name}: can be told through the live server after all")
    assert not wrong, "\n".join(wrong)


def test_the_plays_that_cannot_be_told_are_few_and_each_kind_is_documented() -> None:
    every = [one for performed in all_scores().values() for one in performed]
    reasons = [reason for one in every if (reason := untold(one)) is not None]
    assert len(reasons) <= MOST_UNTOLD * len(every)
    page = (ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8")
    assert [reason for reason in Reason if str(reason) not in page] == []


def test_what_no_shipped_play_does_is_the_same_through_both_doors_too() -> None:
    """Voices over prompts, faults of recognisers, models and services, messages, calls that begin in the
    middle."""
    performed = scores(PLAYS)
    assert [one.name for one in performed if not one.result.passed or untold(one)] == []
    for one, found in zip(performed, rehearse(performed), strict=True):
        assert not found, f"{one.name}: {'; '.join(map(str, found))}"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_live_server_is_noticed(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, plays = FAULTS[fault]
    performed = [one for play in plays for one in scores(PLAYS / play if "/" not in play else FLOWS / play)]
    assert not any(rehearse(performed)), "the doors agree before"
    plant(monkeypatch)
    assert any(rehearse(performed)), f"not noticed: {fault}"
