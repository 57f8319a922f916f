"""What a caller hears when the provider fails, and when nothing that is said can be understood.

Whole calls in real time, many at once. By default one fault of each sort; with FLOWCTL_ALL_FAULTS=1 every
one (about three minutes). `tests/bench/fault_table.py` writes the whole table into docs/faults.md.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault_cases import WORDS_WITHIN, Case, Result, all_cases, play_all, some_cases
from helpline_calls import make_clips
from misses import Missed, three_noises, three_silences

pytestmark = pytest.mark.process

CASES = list(all_cases()) if os.environ.get("FLOWCTL_ALL_FAULTS") == "1" else some_cases()
ENGINES = importlib.util.find_spec("pocketsphinx") is not None


@dataclass(frozen=True)
class Played:
    """Every call, all played at the same time: calls take as long as calls take."""

    results: dict[Case, Result]
    silences: Missed
    noises: Missed
    decoded: Missed | None
    """The noises again, heard by the embedded recogniser, where it is installed."""


async def _play(folder: Path) -> Played:
    clips, flows = folder / "clips", folder / "flows"
    flows.mkdir()
    await make_clips(clips)
    results, silences, noises, decoded = await asyncio.gather(
        play_all(CASES, clips, folder / "nothing", at_once=12),
        three_silences(clips, flows),
        three_noises(clips, decode=False),
        three_noises(clips, decode=True) if ENGINES else asyncio.sleep(0),
    )
    return Played({result.case: result for result in results}, silences, noises, decoded)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return asyncio.run(_play(tmp_path_factory.mktemp("faults")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_caller_hears_words_in_time_and_reaches_a_person_or_a_goodbye(case: Case, played: Played) -> None:
    result = played.results[case]
    assert result.hits > 0, "the fault never happened"
    assert result.words is not None, "the phone was silent after the caller's line"
    assert result.words <= WORDS_WITHIN, result
    assert result.ended in ("a person", "a goodbye"), result


def test_three_misses_by_noise_lead_to_a_person(played: Played) -> None:
    _by_noise(played.noises)


@pytest.mark.sound
@pytest.mark.skipif(not ENGINES, reason="needs the extra `demo`")
def test_the_embedded_recogniser_makes_no_words_of_noise(played: Played) -> None:
    assert played.decoded is not None
    _by_noise(played.decoded)


def _by_noise(missed: Missed) -> None:
    assert missed.report.steps_done == 4
    assert missed.taken[-4:] == [
        "rung helpline/no_match/1",
        "rung helpline/no_match/2",
        "escalation escalation/1",
        "state operator",
    ]
    _a_person(missed)


def test_three_silences_lead_to_a_person_where_the_flow_says_so(played: Played) -> None:
    assert played.silences.taken == [
        "state where",
        "rung where/no_input/1",
        "rung where/no_input/2",
        "rung where/no_input/3",
        "state operator",
    ]
    _a_person(played.silences)


def _a_person(missed: Missed) -> None:
    assert [dialled.status for dialled in missed.report.dials] == ["completed"]
    assert missed.outcome == "transferred"
