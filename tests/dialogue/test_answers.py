"""What words, keys and a model's values mean as the value of a slot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue import answers
from runtime.dialogue.plan import Plan
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Flow, Slot, SlotType

HERE = Mark("flow.yaml", 1, 1)
TEXT = Slot("village", SlotType.TEXT, HERE, examples="villages")
DIGITS = Slot("account", SlotType.DIGITS, HERE, length=(4, 6))
NUMBER = Slot("people", SlotType.NUMBER, HERE, minimum=1, maximum=20)
YES_NO = Slot("more", SlotType.YES_NO, HERE)
CHOICE = Slot("department", SlotType.CHOICE, HERE, choices=("general", "eye"))

STATES = """
  begin: {ask: department, choices: [general, eye], say: which_department, go: village}
  village: {ask: village, say: which_village, go: bye}
"""
HEAD = "languages: [en-IN, te-IN]\nslots: {village: {type: text, examples: villages}}\n"


@pytest.fixture
def plan(flow: Callable[..., Flow]) -> Plan:
    return Plan(flow(STATES, HEAD))


@pytest.mark.parametrize(
    ("slot", "said", "value"),
    [
        (TEXT, "Kondapur", "Kondapur"),
        (TEXT, "kondapur.", "Kondapur"),  # as the author spelt it
        (TEXT, "my village is kondapur please", "Kondapur"),
        (TEXT, "మా ఊరు కొండాపూర్ అండి", "కొండాపూర్"),
        (TEXT, "  Old   Kondapur Road. ", "Old Kondapur Road"),
        (TEXT, "hmm", None),
        (TEXT, "…", None),
        (TEXT, "x" * 5000, "x" * answers.MOST_LETTERS),
        (DIGITS, "four eight two one", "4821"),
        (DIGITS, "my number is 0481", "0481"),
        (DIGITS, "four eight two", None),
        (DIGITS, "4 8 2 1 4 8 2", None),
        (DIGITS, "I do not know", None),
        (NUMBER, "twelve", 12),
        (NUMBER, "2.5", 2.5),
        (NUMBER, "0", None),
        (NUMBER, "twenty one", None),
        (NUMBER, "many", None),
        (YES_NO, "yes please", True),
        (YES_NO, "అవును", True),
        (YES_NO, "no", False),
        (YES_NO, "perhaps", None),
        (CHOICE, "the eye department", "eye"),
        (CHOICE, "fever", "general"),
        (CHOICE, "కంటి", "eye"),
        (CHOICE, "teeth", None),
    ],
)
def test_spoken(plan: Plan, slot: Slot, said: str, value: Any) -> None:
    found = answers.spoken(plan, slot, said, "en-IN", state="begin" if slot is CHOICE else None)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("slot", "keys", "value"),
    [
        (DIGITS, "4821", "4821"),
        (DIGITS, "0481", "0481"),
        (DIGITS, "481", None),
        (DIGITS, "", None),
        (NUMBER, "12", 12),
        (NUMBER, "012", 12),
        (NUMBER, "21", None),
        (NUMBER, "", None),
    ],
)
def test_typed(slot: Slot, keys: str, value: Any) -> None:
    assert answers.typed(slot, keys) == value


@pytest.mark.parametrize(
    ("slot", "value", "kept"),
    [
        (TEXT, "kondapur", "Kondapur"),
        (TEXT, "", None),
        (TEXT, None, None),
        (TEXT, ["Kondapur"], None),
        (TEXT, {"village": "Kondapur"}, None),
        (TEXT, True, None),
        (DIGITS, "4821", "4821"),
        (DIGITS, 4821, "4821"),
        (DIGITS, 48, None),
        (NUMBER, 12, 12),
        (NUMBER, 12.0, 12),
        (NUMBER, "twelve", 12),
        (NUMBER, 99, None),
        (NUMBER, float("nan"), None),
        (NUMBER, float("inf"), None),
        (NUMBER, 10**400, None),
        (YES_NO, True, True),
        (YES_NO, False, False),
        (YES_NO, "no", False),
        (YES_NO, 1, None),
        (CHOICE, "eye", "eye"),
    ],
)
def test_what_a_model_gives_is_checked_like_what_a_caller_says(
    plan: Plan, slot: Slot, value: Any, kept: Any
) -> None:
    assert answers.given(plan, slot, value, "en-IN") == kept


def test_a_number_too_long_to_be_written_is_no_answer(plan: Plan) -> None:
    for slot in (TEXT, DIGITS, NUMBER):
        assert answers.given(plan, slot, 10**5000, "en-IN") is None


@pytest.mark.parametrize(
    ("slot", "value", "kept"),
    [
        (YES_NO, "yes", True),
        (YES_NO, " No ", False),
        (YES_NO, True, True),
        (NUMBER, "1,50,000", 150000),
        (NUMBER, "2.5", 2.5),
        (NUMBER, "many", "many"),
        (NUMBER, 3, 3),
        (DIGITS, 4821, "4821"),
        (TEXT, 4821, "4821"),
        (TEXT, "Kondapur", "Kondapur"),
        (TEXT, True, True),
    ],
)
def test_what_a_line_sets_is_brought_into_the_slots_kind(slot: Slot, value: Any, kept: Any) -> None:
    found = answers.coerced(slot, value)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yes", True),
        ("yes, that's right", True),
        ("అవునండి", True),
        ("sure, why not", True),
        ("why not", True),
        ("no", False),
        ("no no", False),
        ("that's not right", False),
        ("కాదండి", False),
        ("nothing else, thank you", False),
        ("there is no power here", None),
        ("కరెంట్ లేదు", None),
        ("Kondapur", None),
        ("", None),
        ("hmm", None),
    ],
)
def test_yes_or_no(plan: Plan, said: str, meant: bool | None) -> None:
    assert answers.yes_or_no(plan.small["te-IN"], said) is meant


def test_a_no_with_a_correction_is_one_only_when_something_is_being_confirmed(plan: Plan) -> None:
    small = plan.small["en-IN"]
    assert answers.yes_or_no(small, "no Kondapur") is None
    assert answers.yes_or_no(small, "Miyapur no Kondapur") is None
    assert answers.yes_or_no(small, "Miyapur no Kondapur", heard="Miyapur") is False
    assert answers.yes_or_no(small, "no Kondapur", heard="Miyapur") is False


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("no, Kondapur", "Kondapur"),
        ("no no, that's wrong, it's Kondapur", "it's Kondapur"),
        ("Miyapur no Kondapur", "Kondapur"),
        ("no", None),
        ("no, sorry", None),
        ("Kondapur", None),
        ("Hyderabad no Kondapur", None),
    ],
)
def test_a_correction_is_what_it_is_instead(plan: Plan, said: str, instead: str | None) -> None:
    assert answers.correction(plan.small["en-IN"], said, "Miyapur") == instead
