"""Words put into a file: they are there, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.diagnostic import Mark
from runtime.flow.reader import parse
from runtime.flow.rewrite import path_of, quoted, rewritten
from runtime.flow.source import Source
from runtime.flow.tree import Text, at

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "flows").rglob("prompts/*.yaml"))


def value(text: str, *path: str | int) -> str:
    tree = parse(Source("", text)).tree
    node = at(tree, list(path))
    assert isinstance(node, Text)
    return node.value


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_in_every_shipped_file_only_the_line_meant_changes(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = parse(Source("", text)).tree
    prompts = at(tree, ["prompts"])
    assert prompts is not None
    names = list(prompts.entries)  # type: ignore[union-attr]
    for name in (names[0], names[len(names) // 2], names[-1]):
        made = rewritten(text, {("prompts", name): 'Other "words": {{ x }} # here'})
        assert made.refused == []
        assert value(made.text, "prompts", name) == 'Other "words": {{ x }} # here'
        old, new = text.splitlines(keepends=True), made.text.splitlines(keepends=True)
        assert len(old) == len(new)
        assert sum(one != other for one, other in zip(old, new, strict=True)) == 1


@pytest.mark.parametrize(
    ("line", "words", "after"),
    [
        ("a: Hello", "Bye", "a: Bye"),
        ("a: Hello  # note", "Bye", "a: Bye  # note"),
        ("a: Hello", "Bye: now", 'a: "Bye: now"'),
        ("a: Hello", "no # sign", 'a: "no # sign"'),
        ("a: 'Hello'  # note", "It's", "a: 'It''s'  # note"),
        ('a: "Hello"', 'a "b" \\ c', 'a: "a \\"b\\" \\\\ c"'),
        ("a: {te-IN: x, en-IN: Hello}", "Yes, thank you", 'a: {te-IN: x, en-IN: "Yes, thank you"}'),
    ],
)
def test_quotes_stay_where_they_can(line: str, words: str, after: str) -> None:
    path: tuple[str, ...] = ("a", "en-IN") if "{" in line else ("a",)
    assert rewritten(f"# head\n{line}\nb: c\n", {path: words}).text == f"# head\n{after}\nb: c\n"


@pytest.mark.parametrize("style", [">-", ">", "|", "|-"])
def test_a_text_of_several_lines_becomes_one(style: str) -> None:
    text = f"prompts:\n  a: {style}\n    one\n    two\n\n  # about b\n  b: x\n"
    made = rewritten(text, {("prompts", "a"): "three"})
    assert made.refused == []
    assert value(made.text, "prompts", "a") == "three"
    assert made.text.endswith("\n  # about b\n  b: x\n")


def test_new_words_stand_where_the_order_puts_them() -> None:
    text = "prompts:\n  a: x   # note\n  d: y\n\nphrases:\n  p: [q]\n"
    made = rewritten(
        text, {("prompts", "c"): "C", ("prompts", "b"): "B", ("prompts", "e"): "E"}, ["a", "b", "c", "d", "e"]
    )
    assert made.text == (
        'prompts:\n  a: x   # note\n  b: "B"\n  c: "C"\n  d: y\n  e: "E"\n\nphrases:\n  p: [q]\n'
    )


def test_line_ends_of_another_system_stay() -> None:
    text = "prompts:\r\n  a: x\r\n  b: y\r\n"
    made = rewritten(text, {("prompts", "a"): "z", ("prompts", "c"): "w"})
    assert made.text == 'prompts:\r\n  a: z\r\n  b: y\r\n  c: "w"\r\n'


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: [x]\n", ("a",)),
        ("a: x\n", ("b", "c")),
        ("a: {\n", ("a",)),
        ("a: &x 1\n", ("a", "b")),
    ],
)
def test_what_has_no_place_is_refused_and_the_text_stays(text: str, path: tuple[str, ...]) -> None:
    made = rewritten(text, {path: "words"})
    assert (made.text, made.refused) == (text, [path])


def test_signs_that_no_file_can_hold_are_refused() -> None:
    assert rewritten("a: x\n", {("a",): "bell \x07"}).refused == [("a",)]


def test_one_that_is_refused_does_not_keep_the_others_out() -> None:
    made = rewritten("a: x\nb: [y]\n", {("a",): "new", ("b",): "no"})
    assert (made.text, made.refused) == ("a: new\nb: [y]\n", [("b",)])


def test_the_path_of_a_place() -> None:
    text = "a:\n  - {b: x}\n  - {b: y}\n"
    assert path_of(text, Mark("", 3, 9)) == ("a", 1, "b")
    assert path_of(text, Mark("", 1, 1)) is None


@pytest.mark.parametrize("words", ['"', "\\", "line\nline", "plain", "తెలుగు: # x"])
def test_quoted_words_are_read_back(words: str) -> None:
    assert value(f"a: {quoted(words)}\n", "a") == words
