"""What an `ask` takes as an answer, by type of slot, typed and spoken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Calling = Callable[..., Any]

BOTH = "languages: [en-IN, te-IN]\n"


def _ask(kind: str) -> str:
    return f"  begin: {{ask: it, {kind}, say: how_many, go: next}}\n  next: {{end: kept, say: hello}}\n"


CASES = [
    ("type: text", "Kondapur.", "Kondapur"),
    ("type: text, examples: villages", "my village is kondapur", "Kondapur"),
    ("type: text, examples: villages", "మా ఊరు కొండాపూర్", "కొండాపూర్"),
    ("type: text", "hmm", None),
    ("type: digits, length: 4", "four eight two one", "4821"),
    ("type: digits, length: 4", "నాలుగు ఎనిమిది రెండు ఒకటి", "4821"),
    ("type: digits, length: 4", "౪౮౨౧", "4821"),
    ("type: digits, length: 4", "double four 2 1", "4421"),
    ("type: digits, length: 4", "four eight two", None),
    ("type: number, min: 1, max: 20", "four", 4),
    ("type: number, min: 1, max: 20", "we are 12 people", 12),
    ("type: number, min: 1, max: 20", "twenty one", None),
    ("type: number, min: 1, max: 200000", "1,50,000", 150000),
    ("type: yes_no", "yes", True),
    ("type: yes_no", "అవును", True),
    ("type: yes_no", "వద్దు", False),
    ("type: yes_no", "purple", None),
    ("choices: [general, eye]", "I have fever", "general"),
    ("choices: [general, eye]", "కంటి డాక్టర్", "eye"),
    ("choices: [general, eye]", "dental", None),
]


@pytest.mark.parametrize(("kind", "words", "value"), CASES)
def test_words(call: Calling, kind: str, words: str, value: Any) -> None:
    phone = call(_ask(kind), BOTH).answer(words)
    assert phone.state == ("begin" if value is None else "next")
    assert phone.call.slots.get("it") == value and type(phone.call.slots.get("it")) is type(value)
    assert phone.call.no_matches == (value is None)


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        ("type: digits, length: 4", "4821", "4821"),
        ("type: digits, length: 4", "0000", "0000"),
        ("type: digits", "08#", "08"),
        ("type: number, min: 1, max: 20", "07", 7),
        ("type: number, min: 1, max: 20", "21", None),
        ("type: number, min: 1, max: 20", "0#", None),
        ("type: yes_no", "1", True),
        ("type: yes_no", "2", False),
        ("type: yes_no", "3", None),
        ("choices: [general, eye]", "1", "general"),
        ("choices: [general, eye]", "2", "eye"),
        ("choices: [general, eye]", "3", None),
        ("choices: [general, eye]", "0", None),
        ("type: text", "1", None),
    ],
)
def test_keys(call: Calling, kind: str, keys: str, value: Any) -> None:
    phone = call(_ask(kind), BOTH).press(keys)
    assert phone.state == ("begin" if value is None else "next")
    assert phone.call.slots.get("it") == value and type(phone.call.slots.get("it")) is type(value)
    assert phone.call.no_matches == (value is None)


def test_nobody_says_more_than_a_telephone_holds(call: Calling) -> None:
    assert len(call(_ask("type: text")).answer("word " * 5000).call.slots["it"]) == 200


def test_words_without_letters_are_no_text(call: Calling) -> None:
    assert call(_ask("type: text")).answer("?!…").call.no_matches == 1


def test_a_template_in_what_a_caller_says_is_only_text(call: Calling) -> None:
    states = """
  begin: {ask: it, say: how_many, confirm: "You said {{ it }}. Is that right?", go: bye}
"""
    phone = call(states).answer("{{ caller.number }}")
    assert phone.playing[0][0].text == "You said {{ caller.number }}. Is that right?"
