"""What is worked out once per flow version: hints, phrases, the words a prompt falls back to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.plan import Plan
from runtime.dialogue.turn import Turn
from runtime.flow.model import Flow
from runtime.language import no_words, yes_words

Making = Callable[..., Flow]

STATES = """
  begin:
    menu: welcome
    options: [{key: 1, phrases: outage_words, go: village}, {key: 2, phrases: bill_words, go: bye}]
  village:
    ask: village
    say: which_village
    confirm: {en-IN: "{{ village }}?", te-IN: "{{ village }}?"}
    go: department
  department: {ask: department, choices: [general, eye], say: which_department, go: talk}
  talk:
    converse: helper
    exits: {bye: {when: the power is out, examples: outage_words}}
    fills: [village]
    limits: {turns: 3, time: 2m, reply: 8s, go: desk}
"""
HEAD = """\
languages: [en-IN, te-IN]
anywhere: [{key: 0, phrases: ask_person, go: desk}]
slots: {village: {type: text, examples: villages}}
"""


def _hints(flow: Flow, state: str, language: str, *, confirming: bool = False) -> tuple[str, ...]:
    dialogue = Dialogue(flow)
    turn = Turn(dialogue.start(state=state, language=language).call, dialogue._plan)
    if confirming:
        turn.question = "confirm"
    return turn.plan.hints(turn)


@pytest.mark.parametrize(
    ("language", "hints"),
    [
        ("en-IN", ("no power", "my bill", "operator", "a person", "కరెంట్ లేదు", "బిల్లు", "ఆపరేటర్")),
        ("te-IN", ("కరెంట్ లేదు", "బిల్లు", "ఆపరేటర్", "no power", "my bill", "operator", "a person")),
    ],
)
def test_the_callers_language_comes_first_then_the_states_own(
    flow: Making, language: str, hints: tuple[str, ...]
) -> None:
    assert _hints(flow(STATES, HEAD), "begin", language) == hints


def test_an_answer_is_hinted_by_its_examples_and_choices(flow: Making) -> None:
    made = flow(STATES, HEAD)
    assert _hints(made, "village", "te-IN")[:3] == ("కొండాపూర్", "మియాపూర్", "ఆపరేటర్")
    assert _hints(made, "department", "en-IN")[:3] == ("general", "fever", "eye")
    assert _hints(made, "talk", "en-IN")[:3] == ("no power", "Kondapur", "Miyapur")


def test_a_confirmation_is_hinted_by_yes_and_no_before_the_examples(flow: Making) -> None:
    made = flow(STATES, HEAD)
    hints = _hints(made, "village", "te-IN", confirming=True)
    expected = (*yes_words("te-IN"), *no_words("te-IN"))
    assert hints[: len(expected)] == expected
    assert hints.index("కాదు") < hints.index("కొండాపూర్") < hints.index("Kondapur")
    assert "కాదు" not in _hints(made, "village", "te-IN")


def test_no_hint_stands_twice(flow: Making) -> None:
    made = flow(STATES, HEAD)
    for state in ("begin", "village", "department", "talk"):
        for confirming in (False, True):
            hints = _hints(made, state, "te-IN", confirming=confirming)
            assert len(hints) == len(set(hints))


def test_a_state_that_does_not_listen_hints_nothing(flow: Making) -> None:
    assert _hints(flow(STATES, HEAD), "bye", "en-IN") == ()


def test_phrases_of_every_language_are_understood_in_every_language(flow: Making) -> None:
    plan = Plan(flow(STATES, HEAD))
    assert plan.options["begin"].find("కరెంట్ లేదు") == plan.options["begin"].find("no power") == 0
    assert plan.anywhere.find("ఆపరేటర్ కావాలి") == plan.anywhere.find("operator") == 0
    assert plan.choices["department"].find("కంటి విభాగం") == "eye"


def test_words_missing_in_a_language_are_said_in_the_first_that_has_them(flow: Making) -> None:
    made = flow("  begin: {say: {en-IN: Only in English.}, go: bye}", "languages: [te-IN, en-IN]\n")
    plan = Plan(made)
    found = plan.prompt_template("begin.say", "te-IN")
    assert found is not None
    assert found[1] == "en-IN"
    assert plan.prompt_template("nothing", "te-IN") is None
