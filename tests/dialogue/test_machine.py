"""The state table: what it contains, what it refuses, and that nothing of an author's reaches it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.machine import (
    ANYWHERE,
    ERROR,
    ESCALATION,
    EXIT,
    GO,
    LAST_RESORT,
    LIMIT,
    OPTION,
    RUNG,
    WAYS,
    Table,
    branches_of,
)
from runtime.dialogue.plan import Plan
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import Flow

Making = Callable[..., Flow]

STATES = """
  begin:
    menu: welcome
    options: [{key: 1, go: to}, {key: 2, say: hello}]
  to: {say: hello, go: trigger}
  trigger:
    converse: helper
    exits: {s0: power, bye: done}
    limits: {turns: 3, time: 2m, reply: 8s, go: desk}
  s0: {decide: [{when: turns > 1000, go: begin}, {when: not language, go: to}, {else: place}]}
  place: {end: here}
"""
HEAD = """\
anywhere: [{key: 0, go: desk}]
escalation: [{when: turns >= 20, go: bye}]
"""


def _turn(flow: Flow, state: str) -> Turn:
    """A turn that stands in `state`."""
    return Turn(Dialogue(flow).start(state=state).call, Plan(flow))


@pytest.mark.parametrize(
    ("state", "way", "target"),
    [
        ("begin", OPTION, "to"),
        ("begin", ANYWHERE, "desk"),
        ("begin", ESCALATION, "bye"),
        ("begin", RUNG, "desk"),
        ("begin", ERROR, "sorry"),
        ("begin", LAST_RESORT, "sorry"),
        ("to", GO, None),
        ("trigger", EXIT, "s0"),
        ("trigger", EXIT, "bye"),
        ("trigger", LIMIT, "desk"),
    ],
)
def test_what_a_flow_says_can_be_done(flow: Making, state: str, way: str, target: str | None) -> None:
    made = flow(STATES, HEAD)
    turn = _turn(made, state)
    turn.plan.table.move(turn, way, target)
    assert turn.state == (target or "trigger")
    assert turn.place == turn.plan.table.places[turn.state]


@pytest.mark.parametrize(
    ("state", "way", "target"),
    [
        ("begin", OPTION, "bye"),  # it exists, and this menu does not lead there
        ("begin", EXIT, "to"),
        ("begin", GO, None),
        ("trigger", EXIT, "desk"),
        ("trigger", EXIT, "nowhere"),
        ("trigger", EXIT, ""),
        ("trigger", EXIT, None),
        ("trigger", "to_s0", None),  # the library's own way to jump anywhere
        ("trigger", "place", "bye"),
        ("trigger", "", "bye"),
        ("desk", ANYWHERE, "desk"),  # deaf
        ("desk", ESCALATION, "bye"),
        ("bye", GO, None),
    ],
)
def test_a_move_the_flow_does_not_contain_cannot_be_made(
    flow: Making, state: str, way: str, target: str | None
) -> None:
    turn = _turn(flow(STATES, HEAD), "begin")
    turn.state, turn.place = state, turn.plan.table.places[state]
    with pytest.raises(Broken):
        turn.plan.table.move(turn, way, target)
    assert turn.state == state
    assert turn.place == turn.plan.table.places[state]


def test_the_first_true_branch_is_taken_and_noted(flow: Making) -> None:
    turn = _turn(flow(STATES, HEAD), "begin")
    turn.state, turn.place = "s0", turn.plan.table.places["s0"]
    turn.plan.table.move(turn, GO, None)
    assert turn.state == "place"
    assert [(one.what, one.name) for one in turn.taken] == [("branch", "s0/3")]


def test_nothing_an_author_writes_is_a_name_of_the_library(flow: Making) -> None:
    """States called like its own methods, or like our places, are ordinary states."""
    made = flow(STATES, HEAD)
    table = Table(made)
    machine = table._machine
    assert set(machine.events) <= set(WAYS)
    assert set(machine.states) == set(table.places.values())
    assert table.places["s0"] != "s0"
    assert machine.models == []


def test_one_machine_serves_every_call_of_a_version(flow: Making) -> None:
    made = flow(STATES, HEAD)
    dialogue = Dialogue(made)
    one, other = dialogue.start(state="begin").call, dialogue.start(state="trigger").call
    plan = dialogue._plan
    first, second = Turn(one, plan), Turn(other, plan)
    plan.table.move(first, OPTION, "to")
    plan.table.move(second, EXIT, "bye")
    assert (first.state, second.state) == ("to", "bye")
    assert (one.state, other.state) == ("begin", "trigger")


def test_every_branch_of_a_state_is_a_move(flow: Making) -> None:
    made = flow(STATES, HEAD)
    assert [branch.go for branch in branches_of(made.states["s0"])] == ["begin", "to", "place"]
    assert branches_of(made.states["begin"]) == ()
    assert branches_of(made.states["desk"]) == ()
