"""What some words would do, told before a call; and that a call then does just that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel
from runtime.dialogue.plan import Plan
from runtime.dialogue.understanding import Taken, understand
from runtime.flow.model import Flow
from runtime.language import How, Why

ANYWHERE = """\
anywhere:
  - {key: 0, phrases: ask_person, go: desk}
  - {key: star, phrases: ask_repeat, repeat: yes}
"""
STATES = {
    "menu": """
  begin:
    menu: welcome
    options:
      - {key: 1, phrases: {en-IN: [the current is gone, no power]}, go: outage}
      - {key: 2, label: {en-IN: my bill}, go: outage}
  outage: {end: outage, say: hello}
""",
    "village": """
  begin: {ask: village, say: which_village, go: next}
  next: {end: kept, say: hello}
""",
    "yes_no": """
  begin: {ask: more, type: yes_no, say: anything_else, go: next}
  next: {end: kept, say: hello}
""",
    "converse": """
  begin:
    converse: {en-IN: Help the caller.}
    exits: {desk: the caller asks for a person}
    limits: {turns: 9, time: 5m, reply: 9s, go: desk}
""",
}
SAID = [
    "no power",
    "the karent is gone",
    "the current is on",
    "my bill",
    "my bil please",
    "operator",
    "an operator please",
    "the operator cut my line yesterday and nobody came",
    "say that again",
    "yes",
    "no",
    "hmm",
    "Kondapur",
    "ఆపరేటర్",
    "నాకు ఏమీ తెలియదు",
]


@pytest.fixture
def planned(flow: Callable[..., Flow]) -> Callable[[str], Plan]:
    return lambda kind: Plan(flow(STATES[kind], ANYWHERE))


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("words", SAID)
def test_a_call_does_what_was_told(
    planned: Callable[[str], Plan], call: Callable[..., Any], kind: str, words: str
) -> None:
    told = understand(planned(kind), "begin", words, "en-IN")
    phone = call(STATES[kind], ANYWHERE).answer(words)
    taken = phone.taken
    asked = bool(phone.effects(AskModel))
    match told.taken:
        case Taken.OPTION | Taken.ANYWHERE:
            if told.leads:
                assert told.leads in phone.visited
            assert any(one.startswith((told.where or "").split(" ")[0]) for one in taken)
        case Taken.ANSWER:
            assert phone.call.slots[told.where] == told.value
        case Taken.MODEL:
            assert asked
        case Taken.NO_MATCH:
            assert phone.call.no_matches == 1
        case Taken.NOTHING:
            assert phone.call.no_matches <= 1
    assert asked == (told.taken is Taken.MODEL)


def test_how_and_what_else_was_near(planned: Callable[[str], Plan]) -> None:
    told = understand(planned("menu"), "begin", "the karent is gone", "en-IN")
    assert (told.taken, told.where, told.leads, told.how) == (Taken.OPTION, "option 1", "outage", How.SOUND)
    beside = understand(planned("converse"), "begin", SAID[7], "en-IN")
    assert (beside.taken, [one.why for one in beside.near]) == (Taken.MODEL, [Why.BESIDE])


def test_a_state_that_does_not_listen_is_not_asked(planned: Callable[[str], Plan]) -> None:
    with pytest.raises(ValueError, match="does not listen"):
        understand(planned("menu"), "bye", "hello", "en-IN")
