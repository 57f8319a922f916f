"""Sample values are made from what the flow says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.flow.diagnostic import Mark
from runtime.flow.load import Loaded
from runtime.flow.model import Slot, SlotType
from runtime.flow.sample import sample_values, sample_words, slot_sample
from runtime.flow.template import template

MARK = Mark("flow.yaml", 1, 1)
FLOW = """\
flow: example
languages: [en-IN]
start: hello
slots:
  village: {type: text, examples: villages}
  code: {type: digits, length: 5}
states:
  hello: {say: "Hello there.", go: bye}
  bye: {end: done}
### prompts/en-IN.yaml
phrases: {villages: [Kondapur, Miyapur]}
prompts: {}
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("village", {"village": "Kondapur"}),
        ("code", {"code": "48219"}),
        ("visits.hello", {"visits": {"hello": 1}}),
        ("free.day.name", {"free": {"day": {"name": "name"}}}),
    ],
)
def test_values_by_name(name: str, value: Any, loaded: Callable[[str], Loaded]) -> None:
    flow = loaded(FLOW).flow
    assert flow is not None
    assert sample_values(flow, "en-IN", [name]) == value


def test_a_name_and_its_field_do_not_collide(loaded: Callable[[str], Loaded]) -> None:
    flow = loaded(FLOW).flow
    assert flow is not None
    assert sample_values(flow, "en-IN", ["ticket", "ticket.id"]) == {"ticket": {"id": "id"}}


def test_words_with_samples(loaded: Callable[[str], Loaded]) -> None:
    flow = loaded(FLOW).flow
    assert flow is not None
    words = template("{{ code | last(2) | digits }} in {{ village }}", MARK)
    assert sample_words(flow, words, "en-IN") == "one nine in Kondapur"


@pytest.mark.parametrize("kind", SlotType)
def test_every_kind_of_slot_has_a_sample(kind: SlotType, loaded: Callable[[str], Loaded]) -> None:
    flow = loaded(FLOW).flow
    assert flow is not None
    assert slot_sample(flow, Slot("my_slot", kind, MARK), "en-IN") not in (None, "")


def test_a_spoken_form_says_what_a_value_must_be(loaded: Callable[[str], Loaded]) -> None:
    """Where neither the flow nor the service says what `bill.due` is, `| date` does."""
    flow = loaded(FLOW).flow
    assert flow is not None
    words = template("{{ bill.amount | rupees }} by {{ bill.due | date }}, {{ bill.at | time }}", MARK)
    said = sample_words(flow, words, "en-IN", {"today": "2027-01-20"})
    assert said.startswith("two hundred and fifty rupees by ")
    assert said.endswith("six o'clock in the evening")
