"""The same call and the same event give the same step, in this process and in another."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "simulation"))

from storm import Storm

from runtime.dialogue.call import Call, Speech
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import Message
from runtime.dialogue.event import Event
from runtime.flow.load import load
from runtime.flow.model import Flow

ROOT = Path(__file__).resolve().parents[2]
SEEDS = range(40)
PLAIN = (str, int, float, bool, type(None))


class Recorded(Storm):
    """A storm that keeps every step with the call it came from."""

    def __init__(self, dialogue: Dialogue, seed: int) -> None:
        super().__init__(dialogue, seed, keeps=True)
        self.dialogue = dialogue

    @property
    def tape(self) -> list[tuple[Call, Event, Step]]:
        """(call, event, the step that it made)."""
        return [
            (before.call, event, step)
            for (_, _, before), (_, event, step) in pairwise(self.world.tape)
            if event is not None
        ]


@pytest.fixture(scope="module")
def helpline() -> Flow:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    return flow


@pytest.fixture(scope="module")
def tapes(helpline: Flow) -> list[Recorded]:
    dialogue = Dialogue(helpline)
    storms = [Recorded(dialogue, seed) for seed in SEEDS]
    for storm in storms:
        storm.run()
    assert sum(len(storm.tape) for storm in storms) > 10 * len(storms)
    return storms


def test_every_step_comes_out_the_same_again(tapes: list[Recorded]) -> None:
    for storm in tapes:
        for call, event, step in storm.tape:
            assert storm.dialogue.advance(call, event) == step


def test_every_step_comes_out_the_same_from_a_flow_loaded_anew_and_a_call_from_pickle(
    tapes: list[Recorded],
) -> None:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    other = Dialogue(flow)
    for storm in tapes:
        for call, event, step in storm.tape:
            assert other.advance(pickle.loads(pickle.dumps(call)), event) == step


def test_a_call_is_not_changed_by_what_follows(tapes: list[Recorded]) -> None:
    for storm in tapes:
        for call, event, _ in storm.tape:
            before = pickle.dumps(call)
            storm.dialogue.advance(call, event)
            assert pickle.dumps(call) == before


def test_two_calls_of_one_dialogue_know_nothing_of_each_other(tapes: list[Recorded]) -> None:
    """Played step by step in turns, each goes as it went alone."""
    for one, other in pairwise(tapes):
        for (call, event, step), (call2, event2, step2) in zip(one.tape, other.tape, strict=False):
            assert one.dialogue.advance(call, event) == step
            assert one.dialogue.advance(call2, event2) == step2


def _within(value: Any) -> Iterator[Any]:
    """The value and all that it holds."""
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _within(key)
            yield from _within(item)
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _within(item)


def test_a_call_holds_plain_data_and_no_flow(tapes: list[Recorded]) -> None:
    for storm in tapes:
        for value in _within(storm.call):
            assert isinstance(value, (*PLAIN, tuple, list, dict, frozenset, Call, Speech, Message)) or (
                type(value).__name__ in ("datetime", "BargeIn")
            ), type(value)
        assert b"runtime.flow.model.Flow" not in pickle.dumps(storm.call)
        assert len(pickle.dumps(storm.call)) < 20_000


CHILD = """
import pickle, sys
from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
dialogue = Dialogue(load(sys.argv[1]).flow)
for call, event, wanted in pickle.load(sys.stdin.buffer):
    step = dialogue.advance(call, event)
    assert pickle.loads(wanted) == (step.call, repr(step.effects)), event
print("same")
"""


def test_another_process_goes_on_where_this_one_stopped(tapes: list[Recorded]) -> None:
    """Another process hashes text differently: nothing may hang on the order of a set."""
    tape = [
        (call, event, pickle.dumps((step.call, repr(step.effects))))
        for storm in tapes[:10]
        for call, event, step in storm.tape
    ]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROOT / "flows" / "electricity")],
        input=pickle.dumps(tape),
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout.strip() == b"same", done.stderr.decode()[-2000:]


def test_a_whole_call_by_hand_replays(call: Callable[..., Any]) -> None:
    phone = call("begin: {ask: village, say: which_village, go: bye}".join(("  ", "\n")))
    phone.answer("Kondapur").listen_out()
    assert phone.call.ended == "resolved"
    assert phone.replays()
