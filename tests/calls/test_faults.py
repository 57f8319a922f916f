"""What a caller hears when the provider fails, and when nothing that is said can be understood.

Whole calls in real time, many at once. By default one fault of each sort; with FLOWCTL_ALL_FAULTS=1 every
one (about three minutes). `tests/bench/fault_table.py` writes the whole table into docs/faults.md.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault_cases import WORDS_WITHIN, Case, Result, all_cases, play_all, some_cases
from helpline_calls import make_clips
from misses import Missed, three_noises, three_silences

pytestmark = pytest.mark.process

CASES = list(all_cases()) if os.environ.get("FLOWCTL_ALL_FAULTS") == "1" else some_cases()
NO_ENGINES = importlib.util.find_spec("pocketsphinx") is None


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    asyncio.run(make_clips(folder))
    return folder


@pytest.fixture(scope="module")
def results(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Case, Result]:
    """Every case, played at the same time as the others."""
    nothing = tmp_path_factory.mktemp("nothing")
    return {result.case: result for result in asyncio.run(play_all(CASES, clips, nothing))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_caller_hears_words_in_time_and_reaches_a_person_or_a_goodbye(
    case: Case, results: dict[Case, Result]
) -> None:
    result = results[case]
    assert result.hits > 0, "the fault never happened"
    assert result.words is not None, "the phone was silent after the caller's line"
    assert result.words <= WORDS_WITHIN, result
    assert result.ended in ("a person", "a goodbye"), result


def test_three_misses_by_noise_lead_to_a_person(clips: Path) -> None:
    _by_noise(asyncio.run(three_noises(clips, decode=False)))


@pytest.mark.sound
@pytest.mark.skipif(NO_ENGINES, reason="needs the extra `demo`")
def test_the_embedded_recogniser_makes_no_words_of_noise(clips: Path) -> None:
    _by_noise(asyncio.run(three_noises(clips, decode=True)))


def _by_noise(missed: Missed) -> None:
    assert missed.report.steps_done == 4
    assert missed.taken[-4:] == [
        "rung helpline/no_match/1",
        "rung helpline/no_match/2",
        "escalation escalation/1",
        "state operator",
    ]
    assert [dialled.status for dialled in missed.report.dials] == ["completed"]
    assert missed.outcome == "transferred"


def test_three_silences_lead_to_a_person_where_the_flow_says_so(clips: Path, tmp_path: Path) -> None:
    missed = asyncio.run(three_silences(clips, tmp_path))
    assert missed.taken == [
        "state where",
        "rung where/no_input/1",
        "rung where/no_input/2",
        "rung where/no_input/3",
        "state operator",
    ]
    assert [dialled.status for dialled in missed.report.dials] == ["completed"]
    assert missed.outcome == "transferred"
