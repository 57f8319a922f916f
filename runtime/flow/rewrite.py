"""Words put into a YAML file that a person wrote, touching nothing else.

The text is edited, never written anew: comments, quotes, order and line ends of all other lines stay. What
comes out is proved before it is given back: it is read again, and must differ from the old text in the
words that were meant and in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from runtime.flow.diagnostic import Mark
from runtime.flow.reader import parse
from runtime.flow.source import Source
from runtime.flow.tree import Node, Table, Text, at, plain

Path = tuple[str | int, ...]
"""Where words stand: ("prompts", "thanks")."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
DOUBLE = '"'
_LINE = re.compile(r"[^\r\n]*")


@dataclass(slots=True)
class Rewritten:
    """text: the new file. refused: the paths whose words could not be put there by machine."""

    text: str
    refused: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scalar:
    """From and to, as places in the text; how it is quoted."""

    start: int
    end: int
    style: str | None


def rewritten(text: str, words: Mapping[Path, str], order: Sequence[str] = ()) -> Rewritten:
    """The text with these words at these paths. Where a path is not there yet its last step is added to the
    table above it, behind the nearest entry that precedes it in `order`, else at the end."""
    if not words:
        return Rewritten(text)
    for bare in (True, False):  # as the author quoted, then all in double quotes
        made = _edited(text, words, order, bare)
        if made is not None and _proved(text, made, words):
            return Rewritten(made)
    if len(words) == 1:
        return Rewritten(text, list(words))
    whole = Rewritten(text)
    for path, value in words.items():
        one = rewritten(whole.text, {path: value}, order)
        whole.text = one.text
        whole.refused += one.refused
    return whole


def path_of(text: str, mark: Mark) -> Path | None:
    """The path of the words that begin at this mark; None when none do."""
    root = parse(Source("", text)).tree
    waiting: list[tuple[Node, Path]] = [(root, ())] if root is not None else []
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, Text):
            if (node.mark.line, node.mark.column) == (mark.line, mark.column):
                return path
        elif isinstance(node, Table):
            waiting += [(entry.value, (*path, key)) for key, entry in node.entries.items()]
        else:
            waiting += [(member, (*path, place)) for place, member in enumerate(node.members)]
    return None


def _edited(text: str, words: Mapping[Path, str], order: Sequence[str], bare: bool) -> str | None:
    """The text with every edit made; None when one of them has no place."""
    tree = parse(Source("", text)).tree
    scalars = _scalars(text)
    if tree is None or not scalars:
        return None
    spans: list[tuple[int, int, str]] = []
    ranks = {name: rank for rank, name in enumerate(order)}
    for path, value in sorted(words.items(), key=lambda one: ranks.get(str(one[0][-1]), len(ranks))):
        node = at(tree, list(path))
        if isinstance(node, Text):
            span = _replacement(text, scalars.get(_start(node.mark)), value, bare)
        else:
            span = _addition(text, at(tree, list(path[:-1])), scalars, path[-1], value, order)
        if span is None:
            return None
        spans.append(span)
    pieces: list[str] = []
    done = 0
    for start, end, piece in sorted(spans, key=lambda span: span[:2]):
        pieces += (text[done:start], piece)
        done = end
    return "".join((*pieces, text[done:]))


def _scalars(text: str) -> dict[tuple[int, int], _Scalar]:
    """Every scalar by the line and column, counted from 1, at which the reader's mark of it stands."""
    found = {}
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            start: Any = event.start_mark
            end: Any = event.end_mark
            if isinstance(event, yaml.ScalarEvent):
                found[start.line + 1, start.column + 1] = _Scalar(start.index, end.index, event.style)
    except (yaml.YAMLError, RecursionError):
        return {}
    return found


def _start(mark: Mark) -> tuple[int, int]:
    return mark.line, mark.column


def _replacement(text: str, old: _Scalar | None, words: str, bare: bool) -> tuple[int, int, str] | None:
    if old is None:
        return None
    piece = text[old.start : old.end]
    behind = piece[len(piece.rstrip()) :]  # the line end behind a text of several lines
    return old.start, old.end, quoted(words, old.style if bare else DOUBLE) + behind


def _addition(
    text: str,
    table: Node | None,
    scalars: Mapping[tuple[int, int], _Scalar],
    key: str | int,
    words: str,
    order: Sequence[str],
) -> tuple[int, int, str] | None:
    if not isinstance(table, Table) or not table.entries or not isinstance(key, str):
        return None
    earlier = order[: order.index(key)] if key in order else order
    last = next(reversed(table.entries))
    entry = table.entries[next((name for name in reversed(earlier) if name in table), last)]
    beside = scalars.get(_start(entry.value.mark)) if isinstance(entry.value, Text) else None
    if beside is None:
        return None
    line = f"{key}: {quoted(words)}"
    if table.flow:
        return beside.end, beside.end, f", {line}"
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (entry.key.mark.column - 1)
    if beside.style in ("|", ">"):
        first = "" if text[: beside.end].endswith("\n") else newline
        return beside.end, beside.end, f"{first}{indent}{line}{newline}"
    rest = _LINE.match(text, beside.end)
    end = rest.end() if rest else beside.end
    return end, end, f"{newline}{indent}{line}"


def quoted(words: str, style: str | None = DOUBLE) -> str:
    """As a scalar on one line. Bare words stay bare where the words allow it; the proof decides."""
    if style == "'":
        return "'" + words.replace("'", "''") + "'"
    if not style:
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _proved(old: str, new: str, words: Mapping[Path, str]) -> bool:
    """Whether the new text reads as the old one with these words, and is as sound as it was."""
    if any(_CONTROL.search(value) for value in words.values()):
        return False
    before, after = parse(Source("", old)), parse(Source("", new))
    if before.tree is None or after.tree is None or len(after.diagnostics) > len(before.diagnostics):
        return False
    wanted: Any = plain(before.tree)
    for path, value in words.items():
        table = wanted
        for step in path[:-1]:
            table = table[step]
        table[path[-1]] = value
    return bool(plain(after.tree) == wanted)
