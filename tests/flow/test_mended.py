"""What YAML would lose or misread: the rule, the place, and the file as `--fix` would write it."""

from __future__ import annotations

import pytest

from runtime.flow.mended import enclosing
from runtime.flow.mending import mend
from runtime.flow.reader import parse
from runtime.flow.source import Source

CASES = {
    "a colon in the words": (
        "prompts:\n  a: డెలివరీ: పూర్తయింది\n",
        ("yaml-syntax", 2),
        'prompts:\n  a: "డెలివరీ: పూర్తయింది"\n',
    ),
    "a comma in the words": (
        "a:\n  say: {en-IN: Yes, thank you}\n",
        ("words-split", 2),
        'a:\n  say: {en-IN: "Yes, thank you"}\n',
    ),
    "a number with commas": (
        "a:\n  - {when: income <= 1,50,000, go: x}\n",
        ("words-split", 2),
        "a:\n  - {when: income <= 150000, go: x}\n",
    ),
    "braces without quotes": (
        "a: {village: {{ village }}}\n",
        ("braces-unquoted", 1),
        'a: {village: "{{ village }}"}\n',
    ),
    "a star": ("a:\n  - {key: *, go: x}\n", ("yaml-syntax", 2), "a:\n  - {key: star, go: x}\n"),
    "a hash": ("a:\n  key: #\n  go: x\n", ("empty-value", 2), "a:\n  key: hash\n  go: x\n"),
    "no blank behind the colon": (
        "states:\n  a:\n    say:welcome\n    go: b\n",
        ("yaml-syntax", 3),
        "states:\n  a:\n    say: welcome\n    go: b\n",
    ),
    "a tab": (
        "states:\n  a: {say: x, go: b}\n\tb: {end: done}  # a remark\n",
        ("yaml-syntax", 3),
        "states:\n  a: {say: x, go: b}\n  b: {end: done}  # a remark\n",
    ),
    "a list in a condition in braces": (
        "go:\n  - {when: day in ['sat', 'sun'], go: x}\n",
        ("yaml-syntax", 2),
        "go:\n  - when: day in ['sat', 'sun']\n    go: x\n",
    ),
    "an apostrophe in single quotes": (
        "prompts:\n  a: 'it's here'\n",
        ("yaml-syntax", 2),
        "prompts:\n  a: 'it''s here'\n",
    ),
    "a percent sign first": ("a: %5 off\n", ("yaml-syntax", 1), 'a: "%5 off"\n'),
    "an exclamation mark first": ("a: !important words\n", ("yaml-tag", 1), 'a: "!important words"\n'),
    "an invisible sign": ("a: x\u200by\u200bz\n# \u200b\n", ("invisible-character", 1), "a: xyz\n# \u200b\n"),
}


@pytest.mark.parametrize(("text", "fault", "better"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_is_found_and_mended(text: str, fault: tuple[str, int], better: str, end: str) -> None:
    text, better = text.replace("\n", end), better.replace("\n", end)
    found = parse(Source("x.yaml", text)).diagnostics
    assert [(one.rule, one.mark.line) for one in found] == [fault]
    written, _ = mend(text, [one.edits for one in found])
    assert written == better or parse(Source("x.yaml", written)).diagnostics == []
    assert written != text
    assert parse(Source("x.yaml", better)).diagnostics == []


KEPT = {
    "a bracket left open": "a:\n  b: [x, y\nc: d\n",
    "a quote left open": 'a: "x\nb: y\n',
    "an indent that fits nowhere": "a:\n    b: x\n  c: y\n",
    "a tab between other indents": "a:\n    b: x\n\tc: y\n",
    "a key twice": "a: x\na: y\n",
    "a remark one blank off": "a: press # to end\n",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_nothing_is_written_where_two_things_may_be_meant(text: str) -> None:
    assert [edit for one in parse(Source("x.yaml", text)).diagnostics for edit in one.edits] == []


LONG = "".join(f"  state_{n}: {{say: words_{n}, go: state_{n + 1}}}\n" for n in range(3_000))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  odd: {say: x, go: [y\n", "yaml-syntax"),
        ("  odd: one: two\n", "yaml-syntax"),
        ('  odd: "never closed\n', "yaml-syntax"),
        ("  odd:say\n", "yaml-syntax"),
        ("\todd: x\n", "yaml-syntax"),
    ],
)
def test_a_long_file_has_the_same_places_as_a_short_one(line: str, found: str) -> None:
    short = parse(Source("x.yaml", "states:\n  a: b\n" + line + "  c: d\n")).diagnostics
    long = parse(Source("x.yaml", "states:\n  a: b\n" + LONG + line + "  c: d\n" + LONG)).diagnostics
    assert [(one.rule, one.mark.line, one.mark.column) for one in long] == [
        (found, one.mark.line + 3_000, one.mark.column) for one in short
    ]
    assert [one.message for one in long] == [one.message for one in short]


def test_the_block_is_named() -> None:
    lines = ["states:", "  hello:", "    say: x", "    options:", "      - {key: 1", "  bye: y"]
    assert enclosing(lines, 5) == "states.hello.options"
    assert enclosing(lines, 6) == "states"
    assert enclosing(lines, 1) == ""
