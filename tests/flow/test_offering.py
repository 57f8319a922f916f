"""Choices of a service and refusals, as they are read. What is wrong with them: cases/answers.yaml."""

from __future__ import annotations

from collections.abc import Callable

from runtime.flow.load import Loaded
from runtime.flow.model import Ask, SlotType

FLOW = """\
flow: example
languages: [en-IN]
start: hello
defaults: {no_input: [{go: bye}], no_match: [{go: bye}], on_error: bye}
states:
  hello: {fetch: free.list, save: free, go: pick}
  pick:
    ask: slot
    choices: free.times
    each: one
    say: "These are free."
    refuse: [{when: slot == '10:00', say: "That is just taken."}]
    go: bye
  bye: {end: done}
### prompts/en-IN.yaml
prompts: {one: "For {{ choice | time }}, press {{ key }}."}
### ../services.yaml
services:
  free.list:
    url: "https://example.com/free"
    returns: RETURNS
"""
LIST = "{type: object, properties: {times: {type: array, items: {type: string}}}}"


def test_they_are_read(loaded: Callable[[str], Loaded]) -> None:
    found = loaded(FLOW.replace("RETURNS", LIST))
    assert found.flow is not None, found.diagnostics
    pick = found.flow.states["pick"]
    assert isinstance(pick, Ask)
    assert (pick.choices_from, pick.each, pick.slot.type) == ("free.times", "one", SlotType.CHOICE)
    assert [(one.when.source, one.say) for one in pick.refuse] == [("slot == '10:00'", "pick.refuse.1.say")]


def test_a_service_that_does_not_say_what_it_returns_is_taken_at_its_word(
    loaded: Callable[[str], Loaded],
) -> None:
    assert loaded(FLOW.replace("    returns: RETURNS\n", "")).flow is not None
    assert loaded(FLOW.replace("RETURNS", "{type: object}")).flow is not None
