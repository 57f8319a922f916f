"""Rows of `cases` fill the places of a play."""

from __future__ import annotations

import pytest

from runtime.transcript.model import Bot, Caller, Press, Silence, Words
from runtime.transcript.reader import parse_transcript

HEAD = "transcript: t\n"


def rules(text: str) -> list[tuple[str, int]]:
    script = parse_transcript(HEAD + text, "play.yaml")
    return [(one.rule, one.mark.line) for one in script.diagnostics]


def test_a_place_takes_the_value_of_its_row() -> None:
    script = parse_transcript(
        f"{HEAD}cases:\n"
        "  - {case: first, words: bill please, key: 1, wait: 3s}\n"
        "  - {words: {te-IN: బిల్లు, hi-IN: बिल}, key: 12#, wait: 2m}\n"
        "lines:\n  - caller: <words>\n  - press: <key>\n  - silence: <wait>\n"
        '  - bot: {says: "key <key>, key <key>"}\n',
        "play.yaml",
    )
    assert script.diagnostics == []
    first, second = script.transcripts
    assert (first.title, first.case) == ("t [first]", "first")
    assert second.case == "key: 12#, wait: 2m", "a map of languages is no name"
    caller, press, silence, bot = second.lines
    assert isinstance(caller, Caller) and caller.words.pick("te-IN") == "బిల్లు"
    assert isinstance(press, Press) and press.keys == Words("12#")
    assert isinstance(silence, Silence) and silence.seconds == 120.0
    assert isinstance(bot, Bot) and bot.says == Words("key 12#, key 12#")
    assert press.mark.line == 7, "what goes wrong is shown in the line of the play"


def test_a_number_of_a_row_keeps_its_kind() -> None:
    text = 'cases: [{n: 5, t: "5"}]\nstub: {a.b: {count: <n>, code: <t>}}\nlines:\n  - bot: ...\n'
    (made,) = parse_transcript(HEAD + text, "play.yaml").transcripts
    assert made.stub.services["a.b"][0].value == {"count": 5, "code": "5"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cases: [{a: x}]\nlines:\n  - caller: <b>\n", [("unknown-column", 2), ("unused-column", 2)]),
        ("cases: [{a: x}, {b: x}]\nlines:\n  - caller: <a>\n", [("unknown-column", 2)]),
        ("lines:\n  - caller: <a>\n", [("unknown-column", 3)]),
        ("cases: []\nlines:\n  - caller: a\n", [("empty-value", 2)]),
        ("cases: [{A b: x}]\nlines:\n  - caller: a\n", [("naming", 2), ("unused-column", 2)]),
        ("cases: [{a: soon}]\nlines:\n  - silence: <a>\n", [("wrong-value", 4)]),
    ],
)
def test_rows_that_do_not_fit(text: str, found: list[tuple[str, int]]) -> None:
    assert sorted(rules(text)) == sorted(found)


def test_without_rows_words_in_brackets_are_words() -> None:
    script = parse_transcript(f"{HEAD}lines:\n  - caller: I said <hm> twice\n", "play.yaml")
    assert script.diagnostics == []
