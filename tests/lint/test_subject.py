"""What rules look at: only what a caller can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.load import load_project
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
