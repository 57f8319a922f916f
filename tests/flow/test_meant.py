"""A slip whose meaning is plain is told once, at its line, and what follows from it is not told beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.mending import mend

Found = Callable[[str], list[Diagnostic]]

FLOW = """\
flow: example
languages: [te-IN, en-IN]
start: hello
defaults:
  no_input: [{go: bye}]
  no_match: [{go: bye}]
slots:
  day:
    type: choice
    choices: [today_words, other_words]
states:
  hello:
    ask: day
    say: which_day
    go: bye
  bye:
    end: done
    say: goodbye
### prompts/te-IN.yaml
prompts:
  which_day: "ఏ రోజు?"
  goodbye: "నమస్కారం."
phrases:
  today_words: [ఈ రోజు, ఈరోజే]
  other_words: [రేపు]
### prompts/en-IN.yaml
prompts:
  which_day: "Which day?"
  goodbye: "Goodbye."
phrases:
  today_words: [today, this day]
  other_words: [tomorrow]
"""


def _told(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(one.rule, one.mark.line) for one in found]


def test_the_flow_itself_is_right(found: Found) -> None:
    assert found(FLOW) == []


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("[te-IN, en-IN]", "te-IN, en-IN", 2),
        ("[te-IN, en-IN]", "te-IN,en-IN", 2),
        ("[today_words, other_words]", "today_words, other_words", 10),
    ],
)
def test_a_list_without_its_brackets(found: Found, right: str, wrong: str, line: int) -> None:
    text = FLOW.replace(right, wrong)
    told = found(text)
    assert _told(told) == [("wrong-type", line)]
    mended, count = mend(text, [told[0].edits])
    assert count == 1 and mended == FLOW.replace(right, f"[{wrong}]")


def test_its_members_keep_their_places(found: Found) -> None:
    told = found(FLOW.replace("[today_words, other_words]", "today_words, othr_words"))
    assert [(one.rule, one.mark.line, one.mark.column, one.mark.length) for one in told] == [
        ("wrong-type", 10, 14, 23),
        ("unknown-phrases", 10, 27, 10),
    ]


def test_words_with_a_comma_are_no_list(found: Found) -> None:
    assert found(FLOW.replace("flow: example", "flow: example\ntitle: Days, and more")) == []


def test_a_state_inside_the_one_above(found: Found) -> None:
    inside = FLOW.replace(
        "  bye:\n    end: done\n    say: goodbye", "    bye:\n      end: done\n      say: goodbye"
    )
    (one,) = found(inside)
    assert (one.rule, one.mark.line) == ("unknown-key", 16)
    assert one.message == "the state `bye` stands inside the state `hello`"
    assert [mark.line for _, mark in one.related] == [12]


def test_a_state_inside_one_that_is_inside(found: Found) -> None:
    deep = FLOW.replace(
        "    go: bye\n  bye:\n    end: done\n    say: goodbye",
        "    go: thanks\n    thanks:\n      say: goodbye\n      go: bye\n      bye:\n        end: done",
    )
    assert _told(found(deep)) == [("unknown-key", 16), ("unknown-key", 19)]


def test_a_table_that_is_no_state_is_only_told(found: Found) -> None:
    told = found(FLOW.replace("    go: bye\n", "    go: bye\n    colours: {red: high}\n"))
    assert _told(told) == [("unknown-key", 16)]
    assert told[0].message == "`colours` has no meaning here"


def test_the_first_word_mistyped(found: Found) -> None:
    for slip in ("aks", "sak"):
        told = found(FLOW.replace("ask: day", f"{slip}: day"))
        assert [(one.rule, one.mark.line, one.suggestion) for one in told] == [("unknown-key", 13, "ask")]
    told = found(FLOW.replace("    end: done\n    say: goodbye", "    edn: done"))
    assert [(one.rule, one.mark.line, one.suggestion) for one in told] == [("no-kind", 17, "end")]


def test_a_language_as_people_call_it(found: Found) -> None:
    for word in ("te", "telugu", "te_IN", "Telugu", "te-IND"):
        told = found(FLOW.replace("[te-IN, en-IN]", f"[{word}, en-IN]"))
        assert [(one.rule, one.mark.line, one.suggestion) for one in told] == [
            ("bad-language-tag", 2, "te-IN")
        ], word


def test_a_length_that_runs_backwards(found: Found) -> None:
    slot = "    type: digits\n    length: 16-11\n"
    told = found(FLOW.replace("    type: choice\n    choices: [today_words, other_words]\n", slot))
    assert _told(told) == [("empty-range", 10)]


def test_a_filter_mistyped_before_another(found: Found) -> None:
    told = found(FLOW.replace('"Goodbye."', '"{{ day | lsst(4) | digits }}"'))
    assert _told(told) == [("unknown-filter", 3)]
