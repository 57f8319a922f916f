"""What rules look at: only what a caller can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.load import load_project
from runtime.lint.rule import Profile
from runtime.lint.run import lint
from runtime.lint.subject import Subject

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def electricity() -> Subject:
    return Subject(load_project(ROOT / "flows").flows["electricity"])


def test_every_state_of_the_helpline_can_be_met(electricity: Subject) -> None:
    assert {state.name for state in electricity.states} == set(electricity.flow.states)


def test_everything_that_is_said_is_known(electricity: Subject) -> None:
    said = set(electricity.spoken)
    assert {"welcome", "still_there", "one_moment", "heard_village", "will_register_later", "thanks"} <= said
    assert {language for _, language, _ in electricity.texts()} == {"te-IN", "hi-IN", "en-IN"}


def test_slots_of_a_state_are_slots_too(electricity: Subject) -> None:
    assert {slot.name for slot in electricity.slots} == {"village", "more"}


def test_nobody_is_caught(electricity: Subject) -> None:
    assert electricity.rings == []


def test_a_flow_that_is_run_is_known_with_and_without_the_flow_that_runs_it(tmp_path: Path) -> None:
    (tmp_path / "outer.yaml").write_text(
        "flow: outer\ntitle: T\nlanguages: [en-IN]\nstart: go_in\nanywhere: [{key: 0, go: bye}]\n"
        "defaults: {on_error: bye}\nstates:\n  go_in: {run: inner, go: bye}\n  bye: {end: done}\n",
        encoding="utf-8",
    )
    (tmp_path / "inner.yaml").write_text(
        "flow: inner\ntitle: T\nlanguages: [en-IN]\nstart: sure\n"
        "defaults: {no_input: [{go: bye}], no_match: [{go: bye}]}\nstates:\n"
        '  sure: {menu: "To go on, press 1. For a person, press 0.", options: [{key: 1, go: bye}]}\n'
        "  bye: {end: done}\n",
        encoding="utf-8",
    )
    flows = load_project(tmp_path).flows
    assert Subject(flows["inner"], runners=(flows["outer"],)).is_run
    assert not Subject(flows["outer"]).is_run
    together = lint(flows.values(), {}, profile=Profile.TEAM).findings
    assert [one.rule for one in together] == ["no-human-exit"], together
    alone = lint([flows["inner"]], {}, profile=Profile.TEAM).findings
    assert {one.rule for one in alone} == {"no-human-exit", "spoken-option-missing"}
