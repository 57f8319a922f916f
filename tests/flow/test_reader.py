"""The strict reader: nothing is lost silently, nothing hostile gets through, every place is right."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from runtime.flow import reader
from runtime.flow.reader import DEEPEST, MOST_NODES, Reading, parse
from runtime.flow.source import Source
from runtime.flow.tree import Items, Table, Text, plain


def read(text: str) -> Reading:
    return parse(Source("x.yaml", text))


def rules(text: str) -> list[str]:
    return [one.rule for one in read(text).diagnostics]


LOOK_ALIKES = [
    "no",
    "yes",
    "on",
    "off",
    "true",
    "null",
    "~x",
    "08",
    "012",
    "1:30",
    "12:30",
    "1.10",
    "1e3",
    "0x1f",
    "1_000",
    "+919876543210",
    "2024-01-02",
    ".5",
    "NaN",
    ".inf",
    "=",
    "2026-11-20 11:00",
    "६",
    "౧౨",
]


@pytest.mark.parametrize("typed", LOOK_ALIKES)
def test_everything_typed_is_text(typed: str) -> None:
    reading = read(f"a: {typed}\n{typed}: b\n")
    assert not reading.diagnostics
    assert isinstance(reading.tree, Table)
    assert plain(reading.tree) == {"a": typed, typed: "b"}


TRAPS = [
    ("key: #\n", "empty-value", "key: hash"),
    ("- {key: #, go: x}\nb: c\n", "yaml-syntax", "- {key: hash, go: x}"),
    ("key: *\n", "yaml-syntax", "key: star"),
    ("- {key: *, go: x}\n", "yaml-syntax", "- {key: star, go: x}"),
    ("{en-IN: Yes, thank you}\n", "words-split", '{en-IN: "Yes, thank you"}'),
    ("te-IN: డెలివరీ: పూర్తయింది\n", "yaml-syntax", 'te-IN: "డెలివరీ: పూర్తయింది"'),
    ("{village: {{ village }}}\n", "braces-unquoted", '{village: "{{ village }}"}'),
    ("say: {{ n }} rupees\n", "braces-unquoted", 'say: "{{ n }} rupees"'),
    ("- {when: income <= 1,50,000, go: x}\n", "words-split", "- {when: income <= 150000, go: x}"),
    ("- {when: day in ['sat', 'sun'], go: x}\n", "yaml-syntax", "- when: day in ['sat', 'sun']  /  go: x"),
    ("a: {en-IN: press # to end}\nb: c\n", "yaml-syntax", 'a: {en-IN: "press # to end"}'),
    ("a: 'it's'\n", "yaml-syntax", 'a: "it\'s"'),
    ('a: "Yes" please\n', "yaml-syntax", "a: '\"Yes\" please'"),
    ("a: @home\n", "yaml-syntax", 'a: "@home"'),
    ("a: 50%: half\n", "yaml-syntax", 'a: "50%: half"'),
    ("a: !now\n", "yaml-tag", 'a: "!now"'),
    ("a: &b c\n", "yaml-anchor", 'a: "&b c"'),
    ("b: 1\na: *b\n", "yaml-alias", 'a: "*b"'),
    ("a:b\nc: d\n", "yaml-syntax", "a: b"),
]


@pytest.mark.parametrize(("typed", "rule", "mended"), TRAPS, ids=[typed.strip() for typed, _, _ in TRAPS])
def test_trap_is_named_and_mended(typed: str, rule: str, mended: str) -> None:
    (one,) = read(typed).diagnostics
    assert one.rule == rule
    assert mended in one.fix
    if "/" not in mended:
        assert not read(mended).diagnostics, "what we tell the author to write must itself be right"


@pytest.mark.parametrize(
    ("typed", "rule", "words"),
    [
        ("a: 1\na: 2\n", "duplicate-key", "twice"),
        ("<<: {a: b}\n", "yaml-merge", "copy"),
        ("a: 1\n---\nb: 2\n", "second-document", "---"),
        ("%YAML 1.1\n---\na: b\n", "yaml-directive", "%"),
        ("a:\n\tb: c\n", "yaml-syntax", "tab"),
        ("a: [1, 2\nb: c\n", "yaml-syntax", "closed"),
        ('a: "x\nb: c\n', "yaml-syntax", "never closed"),
        ("a:\n  b: c\n d: e\n", "yaml-syntax", "indent"),
        ("a: b\n  c: d\n", "yaml-syntax", "line above"),
        ("a: - b\n", "yaml-syntax", "`-` cannot stand here"),
        ('a: "\\q"\n', "yaml-syntax", "backslash"),
        ("a: [b]]\n", "yaml-syntax", "never opened"),
        ("a: b\u200bc\n", "invisible-character", "zero-width space"),
        ("a: \u202eabc\n", "invisible-character", "direction"),
        ("key\u200d: x\n", "invisible-character", "joiner"),
        ("a: \x07\n", "yaml-syntax", "control"),
        ("a:\n", "empty-value", "nothing stands"),
        ("- \n", "empty-value", "nothing stands"),
        ("", "empty-file", "nothing"),
        ("# only\n", "empty-file", "nothing"),
    ],
)
def test_plain_words(typed: str, rule: str, words: str) -> None:
    (one,) = read(typed).diagnostics
    assert one.rule == rule
    assert words in one.message


def test_joiners_that_indian_scripts_need_are_words() -> None:
    assert not rules("a: లైన్\u200cమెన్\nb: क्\u200dष\n")


def test_a_duplicate_names_both_places() -> None:
    (one,) = read("a: 1\nb: 2\na: 3\n").diagnostics
    assert one.mark.line == 3
    assert [mark.line for _, mark in one.related] == [1]


def test_what_is_never_closed_is_shown_where_it_was_opened() -> None:
    (one,) = read("x: 1\na: [1, 2\nb: c\nd: e\n").diagnostics
    assert (one.mark.line, one.mark.column) == (2, 4)


def test_marks_count_code_points_from_one() -> None:
    tree = read("నమస్కారం: {village: కొండాపూర్}\n").tree
    assert isinstance(tree, Table)
    inner = tree.table("నమస్కారం")
    assert inner is not None
    village = inner.text("village")
    assert village is not None
    assert (village.mark.line, village.mark.column, village.mark.length) == (1, 21, 9)


def test_words_are_composed_however_they_were_typed() -> None:
    tree = read("e\u0301tat: \u0c2e\u0c46\u0c56\n").tree
    assert tree is not None
    assert plain(tree) == {"\u00e9tat": "\u0c2e\u0c48"}


def test_a_remark_set_apart_cuts_nothing() -> None:
    tree = read("- silence: 8s      # costs nothing\n- words: press # to end\n").tree
    assert isinstance(tree, Items)
    silence, words = (member.get(key) for member, key in zip(tree.members, ("silence", "words"), strict=True))
    assert isinstance(silence, Text)
    assert isinstance(words, Text)
    assert silence.cut == ""
    assert words.cut == "# to end"


BOMBS = {
    "deep lists": "a: " + "[" * 50_000,
    "deep tables": "{a: " * 50_000,
    "deep indents": "\n".join(" " * depth + "a:" for depth in range(2_000)),
    "deep dashes": "- " * 100_000,
    "laughs": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)),
    "a ring": "a: &x {b: *x}\n",
    "many values": "[" + "a," * (MOST_NODES + 10) + "]",
    "one long line": "a: " + ": " * 100_000,
    "braces without end": "{{ " * 60_000,
    "quotes": "a: '" + "''" * 100_000,
    "python": "a: !!python/object/apply:os.system [id]\n",
    "questions": "? " * 60_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused(bomb: str) -> None:
    reading = read(bomb)
    assert reading.diagnostics
    assert all(one.message and one.mark.line for one in reading.diagnostics)


def test_the_deepest_nesting_that_is_allowed() -> None:
    assert not rules("[" * (DEEPEST - 1) + "a" + "]" * (DEEPEST - 1))
    assert rules("[" * (DEEPEST + 1) + "a" + "]" * (DEEPEST + 1)) == ["too-deep"]


def test_a_process_survives_what_kills_the_parsers_own_tree_builder() -> None:
    code = (
        "from runtime.flow.source import Source; from runtime.flow.reader import parse;"
        "print([d.rule for d in parse(Source('x', '[' * 200000)).diagnostics])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (result.returncode, result.stdout.strip()) == (0, "['too-deep']")


def test_brackets_that_nobody_closes_are_kept_from_the_slow_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """3,000 of them take it four seconds: it looks at each that is open at every sign."""
    real, slow = reader.yaml.parse, []

    def watched(text: str, Loader: type) -> Any:
        if Loader is reader.yaml.SafeLoader:
            slow.append(text)
        return real(text, Loader=Loader)

    monkeypatch.setattr(reader.yaml, "parse", watched)
    assert rules("a: {b: c, d:" + "{" * 3000 + "\n") == ["yaml-syntax"]
    assert not slow
    assert rules("a: {b: c, d:" + "{" * 10 + "\n") == ["yaml-syntax"]
    assert slow
