"""One script, two doors: what a transcript shows on the virtual clock is what a caller gets from the server.

Each play is performed by the player, and once more through the live server: signed webhooks, the media
socket, voice detection, marks and timers, on a clock that steps. What an author could notice must be equal.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from runtime.flow.load import load
from runtime.rehearsal.notes import NotedDialogue
from runtime.rehearsal.rehearse import rehearse
from runtime.rehearsal.score import Score, score
from runtime.transcript.reader import read_transcript
from runtime.transcript.run import flow_path, transcript_paths

FLOWS = Path(__file__).resolve().parents[2] / "flows"


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
            score(dialogue(home), transcript, language)
            for transcript in script.transcripts
            for language in transcript.languages or (None,)
        ]
    return found


@pytest.mark.parametrize("play", ["lpg/transcripts/booking.yaml", "electricity/transcripts/outage.yaml"])
def test_the_doors_agree(play: str) -> None:
    performed = scores(FLOWS / play)
    assert performed
    for one, found in zip(performed, rehearse(performed), strict=True):
        assert not found, f"{one.name}: {'; '.join(map(str, found))}"
