"""Whatever happens to a call, in whatever order: it is never stuck, never falls over, and comes to an end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import storm_faults
import storm_mutants
import storm_run
import storm_shrink
from storm import Broke, Storm
from storm_flows import SHIPPED, dialogue_of, flow_for
from storm_rules import IN_PHASE

from runtime.dialogue.effect import StartTimer
from runtime.dialogue.turn import Turn
from runtime.flow.model import Ask, SlotType, State
from runtime.transcript.run import Stage

CATALOGUE = {"P": 31, "T": 22, "F": 17, "S": 22}
"""How many faults a live call can meet, by where they come from."""
PIECES = 10
KINDS_OF_STATE = 10
FEW = 400
"""Schedules for a fault put in on purpose: it must be seen within so many."""


@pytest.mark.parametrize("piece", range(PIECES))
def test_twenty_thousand_schedules_keep_what_must_hold(piece: int) -> None:
    """The first 20,000 of the million in docs/simulation.md."""
    size = storm_run.PIECE
    counts = storm_run.play(piece * size, (piece + 1) * size)
    assert counts["broke"] == []
    assert "None" not in counts["ends"] and len(counts["ends"]) > 5
    faults = set(counts["faults"]) & {*storm_faults.SEEN, *storm_faults.BY_FLOW}
    assert len(faults) > 50, "the storm is no storm"


def test_every_fault_is_played_or_it_is_said_why_not() -> None:
    names = [*storm_faults.SEEN, *storm_faults.BY_FLOW, *storm_faults.UNSEEN]
    assert sorted(names) == sorted(
        f"{kind}{number:02}" for kind, last in CATALOGUE.items() for number in range(1, last + 1)
    )
    assert set(storm_faults.MORE) <= set(storm_faults.SEEN)
    assert all(what and why for what, why in storm_faults.UNSEEN.values())


def test_made_flows_hold_every_kind_of_state_and_of_answer() -> None:
    flows = [dialogue_of(f"made-{number}").flow for number in range(30)]
    states: list[State] = [state for flow in flows for state in flow.states.values()]
    assert len({type(state) for state in states}) == KINDS_OF_STATE
    asked = {state.slot.type for state in states if isinstance(state, Ask)}
    assert asked >= {*SlotType} - {SlotType.CHOICE}
    assert {flow.direction for flow in flows} == {"inbound", "outbound"}
    assert any(flow.flows for flow in flows) and any(flow.escalation for flow in flows)


def test_the_same_seed_is_the_same_storm() -> None:
    for seed in range(0, 60, 3):
        one, other = (Storm(dialogue_of(flow_for(seed)), seed, keeps=True) for _ in range(2))
        assert one.run() == other.run()
        assert one.world.tape == other.world.tape and one.faults == other.faults


def test_a_made_flow_is_the_same_in_every_process() -> None:
    """Sets of words are ordered by chance, anew in each process; no flow may be made from that order."""
    program = (
        "import random, sys; sys.path[:0] = sys.argv[1:]; from storm_random_flows import _Maker;"
        "print([_Maker(random.Random(number)).text() for number in range(30)])"
    )
    folders = [str(Path(storm_run.__file__).parent), str(storm_run.ROOT / "tests" / "dialogue")]
    made = {
        subprocess.run(
            [sys.executable, "-c", program, *folders],
            env={**os.environ, "PYTHONHASHSEED": chance, "PYTHONPATH": str(storm_run.ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for chance in ("1", "2")
    }
    assert len(made) == 1


def _is_seen(what: str) -> bool:
    """Whether some schedule notices, and says so by these words."""
    for seed in range(FEW):
        try:
            Storm(dialogue_of(flow_for(seed)), seed).run()
        except Broke as broke:
            if what in str(broke):
                return True
    return False


@pytest.mark.parametrize("timer", sorted(set().union(*IN_PHASE.values())))
def test_a_timer_that_is_noted_and_never_ordered_is_seen(monkeypatch: pytest.MonkeyPatch, timer: str) -> None:
    arm = Turn.arm

    def forgetful(turn: Turn, name: str, seconds: float) -> None:
        arm(turn, name, seconds)
        if name == timer:
            assert isinstance(turn.effects.pop(), StartTimer)

    monkeypatch.setattr(Turn, "arm", forgetful)
    assert _is_seen("the call counts on")


def test_an_effect_of_another_kind_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    disarm = Turn.disarm

    def chatty(turn: Any, *names: str) -> None:
        disarm(turn, *names)
        turn.effects.append("a word")

    monkeypatch.setattr(Turn, "disarm", chatty)
    assert _is_seen("is no effect")


# -- planted faults -------------------------------------------------------------------------------------

SAMPLE = (
    "asking._on_typed: not armed 1",
    "dialogue.Dialogue.start: not armed 1",
    "ladders.listened: guard removed 1",
    "ladders.listened: not remembered 3",
    "going.enter: guard removed 1",
    "lines.leave_to: not dropped 3",
    "speaking.heard: number not compared 1",
    "turn.Turn.fired_timer: number not compared 1",
    "call.Call.shown_slots: not masked 1",
    "failing.give_up: not hushed 1",
    "speaking._speak: not reset 1",
    "asking.take_anywhere: not reset 1",
    "going.enter: not reset 6",
)
"""One of each sort; all of them are in docs/simulation.md."""


def test_planted_faults_are_found_by_the_storm_alone() -> None:
    every = {one.name: one for one in storm_mutants.every_mutant()}
    assert len(every) > 150 and {one.kind for one in every.values()} == set(storm_mutants.KINDS)
    # One after the other, in this process: forking one that has threads (other tests leave some) may hang.
    missed = []
    for name in SAMPLE:
        function, own = storm_mutants.plant(every[name])
        try:
            if not storm_mutants.hunt(every[name], 3000)[0]:
                missed.append(name)
        finally:
            function.__code__ = own
    assert missed == []


def test_a_planted_fault_is_gone_when_its_code_is_given_back() -> None:
    mutant = next(one for one in storm_mutants.every_mutant() if one.name == SAMPLE[0])
    function, own = storm_mutants.plant(mutant)
    try:
        assert function.__code__ is not own
    finally:
        function.__code__ = own
    Storm(dialogue_of(flow_for(0)), 0).run()


def test_what_is_said_to_change_nothing_is_compared_with_the_core_as_it_is() -> None:
    same = next(one for one in storm_mutants.every_mutant() if one.name in storm_mutants.SAME)
    right = [storm_mutants.watch(seed) for seed in range(30)]
    function, own = storm_mutants.plant(same)
    try:
        assert storm_mutants.hunt(same, 30, right) == (0, "", 0)
        assert storm_mutants.hunt(same, 30, [0, *right[1:]]) == (0, "", 1)
    finally:
        function.__code__ = own


# -- the shortest schedule ------------------------------------------------------------------------------


def _first_broken(name: str, shipped_only: bool = True) -> tuple[str, int]:
    for seed in range(0, 6000, 2):
        flow = flow_for(seed)
        if shipped_only and flow not in SHIPPED:
            continue
        try:
            Storm(dialogue_of(flow), seed).run()
        except Broke:
            return flow, seed
    raise AssertionError(f"{name} was not found")


def _shrunk(name: str) -> storm_shrink.Shrunk:
    mutant = next(one for one in storm_mutants.every_mutant() if one.name == name)
    function, own = storm_mutants.plant(mutant)
    try:
        flow, seed = _first_broken(name)
        found = storm_shrink.shrink(dialogue_of(flow), flow, seed)
    finally:
        function.__code__ = own
    assert found is not None
    return found


def test_a_failing_seed_is_shrunk_to_a_transcript_that_can_be_saved(tmp_path: Path) -> None:
    """Planted: a miss is not counted. Found somewhere in a storm; told in one line of the caller's."""
    shrunk = _shrunk("ladders.miss: not remembered 1")
    assert len(shrunk.moves) <= 3 and shrunk.was > len(shrunk.moves)
    play = storm_shrink.as_play(shrunk)
    assert play is not None and "It broke: counters" in play
    folder = Path(storm_shrink.__file__).parents[2] / "flows" / shrunk.name
    flow = folder if folder.suffix else folder / "flow.yaml"
    file = tmp_path / "storm.yaml"
    lines = play.splitlines(keepends=True)
    relative = os.path.relpath(flow if folder.suffix else flow.parent, tmp_path)
    file.write_text("".join([*lines[:2], f"flow: {relative}\n", *lines[2:]]), encoding="utf-8")
    performance = Stage().perform(file)
    assert not performance.diagnostics, performance.diagnostics
    assert all(result.passed for result in performance.results), play  # the core that is in order


def test_a_schedule_is_told_event_by_event() -> None:
    """Planted: a mark of words that are no longer said is believed."""
    shrunk = _shrunk("speaking.heard: number not compared 1")
    told = storm_shrink.as_events(shrunk)
    assert "PlaybackEnded" in told and f"seed {shrunk.seed}" in told and len(shrunk.moves) <= shrunk.was


def test_a_seed_that_breaks_nothing_is_not_shrunk() -> None:
    assert storm_shrink.shrink(dialogue_of(flow_for(2)), flow_for(2), 2) is None


# -- running many ---------------------------------------------------------------------------------------


def test_a_run_goes_on_where_it_was_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "storm.jsonl"
    size = storm_run.PIECE
    pieces = [storm_run.play(0, 20), storm_run.play(size, size + 20)]
    out.write_text("".join(f"{storm_run.json.dumps(piece)}\n" for piece in pieces), encoding="utf-8")
    began = time.process_time()
    assert storm_run.run(0, size + 20, out, processes=1)
    assert out.read_text(encoding="utf-8").count("\n") == 2, f"played again in {time.process_time() - began}"
    told = storm_run.told(out)
    assert "Schedules: 40 (seeds 0 to 2019)" in told and "Broken rules and stuck calls: 0." in told
    ends: Counter[str] = Counter()
    for piece in pieces:
        ends.update(piece["ends"])
    assert all(f"| {end} | {times} |" in told for end, times in ends.items())


def test_what_is_said_to_change_nothing_is_a_planted_fault() -> None:
    assert set(storm_mutants.SAME) <= {one.name for one in storm_mutants.every_mutant()}


def test_the_table_of_planted_faults_counts_what_was_missed() -> None:
    results: list[dict[str, Any]] = [
        {"name": SAMPLE[0], "text": "a", "schedules": 7, "rule": "deadline: none", "otherwise": 0},
        {"name": SAMPLE[1], "text": "b", "schedules": 0, "rule": "", "otherwise": 5},
        {"name": next(iter(storm_mutants.SAME)), "text": "c", "schedules": 0, "rule": "", "otherwise": 0},
    ]
    told = storm_mutants.told(results)
    assert (
        "Planted: 3. Found: 1 (33.3 %)." in told
        and "Missed: 1. Of those that change anything: 50.0 %." in told
    )
    assert f"| {SAMPLE[1]} | `b` | 5 | missed |" in told and f"| {SAMPLE[0]} | 7 | deadline |" in told
