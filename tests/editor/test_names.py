"""Which names stand where in the author's files."""

from __future__ import annotations

from runtime.editor.names import Kind, Use, uses
from runtime.flow.diagnostic import Mark
from runtime.flow.reader import parse
from runtime.flow.source import Source


def names(text: str, *, of_flow: bool = True) -> set[tuple[str, str, bool]]:
    return {
        (use.kind.value, use.name, use.makes) for use in uses(parse(Source("f", text)).tree, of_flow=of_flow)
    }


def test_a_key_tells_what_the_name_behind_it_is() -> None:
    found = names(
        "states:\n"
        "  a:\n    menu: welcome\n    options:\n"
        "      - {key: 1, phrases: [x_words, y_words], label: x, set: {slot_a: 1}, go: b}\n"
        "  b: {transfer: desk, closed: c, failed: {say: sorry, go: c}}\n"
        "  c:\n    fetch: find.it\n    save: found\n"
        "    go: [{when: slot_a == 'desk' and visits.b > 1, go: a}, {else: d}]\n"
        "  d: {converse: helper, exits: {a: the caller wants c}, limits: {go: b}}\n"
    )
    assert found == {
        *((Kind.STATE, one, True) for one in "abcd"),
        *((Kind.STATE, one, False) for one in "abcd"),
        (Kind.PROMPT, "welcome", False),
        (Kind.PROMPT, "x", False),
        (Kind.PROMPT, "sorry", False),
        (Kind.PHRASES, "x_words", False),
        (Kind.PHRASES, "y_words", False),
        (Kind.SLOT, "slot_a", False),
        (Kind.CONTACT, "desk", False),
        (Kind.SERVICE, "find.it", False),
        (Kind.PERSONA, "helper", False),
    }


def test_words_for_callers_and_for_the_model_are_no_names() -> None:
    assert names("states:\n  a: {end: done, say: {en-IN: thanks}}\n") == {(Kind.STATE, "a", True)}


def test_words_that_read_a_slot_name_it_and_a_filter_does_not() -> None:
    text = 'slots: {day: {type: text}}\nprompts:\n  x: "The day is {{ day | digits }}, {{ other }} by day."\n'
    place = Mark("f", 3, 21, 3)
    assert Use(Kind.SLOT, "day", place) in uses(parse(Source("f", text)).tree)
    assert sum(use.name == "day" for use in uses(parse(Source("f", text)).tree)) == 2


def test_a_transcript_makes_no_names() -> None:
    text = "lines:\n  - bot: welcome\n  - expect: {state: a, slots: {day: x}, fetched: {find.it: 1}}\n"
    assert names(text, of_flow=False) == {
        (Kind.PROMPT, "welcome", False),
        (Kind.STATE, "a", False),
        (Kind.SLOT, "day", False),
        (Kind.SERVICE, "find.it", False),
    }


def test_every_name_that_a_play_asks_of_the_flow_is_found() -> None:
    text = (
        "call: {state: b, slots: {age: 40}}\n"
        "lines:\n  - bot: {prompt: told, says: thanks}\n"
        "  - expect: {not_said: [sorry], not_visited: c, asked: [find.it], sent: {find.him: {name: x}}}\n"
    )
    assert names(text, of_flow=False) == {
        (Kind.STATE, "b", False),
        (Kind.SLOT, "age", False),
        (Kind.PROMPT, "told", False),
        (Kind.PROMPT, "sorry", False),
        (Kind.STATE, "c", False),
        (Kind.SERVICE, "find.it", False),
        (Kind.SERVICE, "find.him", False),
    }
