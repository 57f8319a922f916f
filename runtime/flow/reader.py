"""YAML as text with places: strict, bounded, and in plain words when it cannot be read.

Rules of reading:
1. Events, not objects: the parser's events are turned into a tree without recursion, so that nesting,
   size and aliases are refused while they are being read. (The C parser's own tree builder dies of a
   stack overflow on 50,000 brackets, and takes the process with it.)
2. Every scalar is text. No anchors, aliases, tags, merge keys, second documents or directives.
3. The same key twice is an error that names both places.
4. What YAML would lose silently (an empty value, words cut at a `#`, words split at a comma) is said,
   with the mended line beside it.
5. After a syntax error the file is parsed once more by the Python parser, whose places are better.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from runtime.flow import mended
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.tree import Entry, Items, Node, Table, Text

LARGEST_FILE = 256_000
"""Bytes."""
DEEPEST = 32
MOST_NODES = 50_000

_CLoader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

HARM = "The flow cannot be loaded; callers go on hearing the last good version, or nothing at all."


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read. name: the path as the author typed it. lines: for code frames."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        return split_lines(self.text)


def split_lines(text: str) -> list[str]:
    """Lines as YAML counts them (not at form feeds, as str.splitlines would)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").split("\n")


@dataclass(slots=True)
class Reading:
    """What came of reading one file: tree is None when nothing could be made of it."""

    source: Source | None
    tree: Node | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read(path: Path, name: str | None = None) -> Reading:
    """The tree of a YAML file and all that is wrong with it. Never raises for what a file holds."""
    source, faults = read_source(path, name)
    if source is None:
        return Reading(None, None, faults)
    reading = parse(source)
    reading.diagnostics[:0] = faults
    return reading


def read_source(path: Path, name: str | None = None) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file, or the reason why there is none."""
    name = name or str(path)
    try:
        if path.is_dir():
            return None, [_file_fault(name, "cannot-read", "this is a folder, not a file")]
        if not path.is_file():
            return None, [_file_fault(name, "cannot-read", "there is no such file")]
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, [_file_fault(name, "cannot-read", f"the file cannot be opened: {reason.lower()}")]
    return decode(data, name)


def decode(data: bytes, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """Bytes as text: UTF-8, with or without the mark that Notepad puts in front."""
    if len(data) > LARGEST_FILE:
        message = f"the file is larger than {LARGEST_FILE // 1000} kB"
        return None, [_file_fault(name, "too-large", message, "Split it, or remove what does not belong in it.")]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "the file is saved as UTF-16"
        return None, [_file_fault(name, "encoding", message, "Save it as UTF-8 (VS Code: bottom right).")]
    if b"\0" in data:
        return None, [_file_fault(name, "encoding", "this is not a text file")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        lines = split_lines(before)
        mark = Mark(name, len(lines), len(lines[-1]) + 1)
        fix = "Save the file as UTF-8 (VS Code: bottom right, “Save with Encoding”)."
        return None, [_fault("encoding", "the file is not UTF-8 text", mark, fix)]
    return Source(name, text), []


def _file_fault(name: str, rule: str, message: str, fix: str = "") -> Diagnostic:
    return _fault(rule, message, Mark(name, 1, 1), fix)


def _fault(rule: str, message: str, mark: Mark, fix: str = "", related: tuple[tuple[str, Mark], ...] = ()) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, mark, HARM, fix, None, related)


class _Stop(Exception):
    """Reading further is pointless or dangerous."""


def parse(source: Source) -> Reading:
    """The tree of a text that was read, and all that is wrong with it."""
    reading = Reading(source)
    builder = _Builder(source, reading.diagnostics)
    try:
        for event in yaml.parse(source.text, Loader=_CLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        reading.diagnostics.append(mended.syntax_fault(source.name, source.lines, _better(source.text, error)))
        return reading
    except _Stop:
        return reading
    reading.tree = builder.root
    if builder.root is None and not reading.diagnostics:
        reading.diagnostics.append(_file_fault(source.name, "empty-file", "there is nothing in this file"))
    reading.diagnostics.extend(_invisible(source))
    return reading


def _better(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The same complaint from the Python parser, whose place is where the trouble begins."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as better:
        return better
    except RecursionError:
        return error
    return error


@dataclass(slots=True)
class _Open:
    """A table or list that is still being read. key: waits for its value."""

    node: Table | Items
    key: Text | None = None
    key_at: int = 0


class _Builder:
    """Turns events into a tree, with a stack of its own."""

    def __init__(self, source: Source, diagnostics: list[Diagnostic]) -> None:
        self.root: Node | None = None
        self._name = source.name
        self._text = source.text
        self._lines = source.lines
        self._diagnostics = diagnostics
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._count(event)
            self._refuse_magic(event)
            self._add(self._scalar(event), event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._count(event)
            self._refuse_magic(event)
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._complain(
                "second-document", "`---` begins a second document in this file", self._mark(event, 3),
                "Remove the line `---`, or move what follows to a file of its own.",
            )  # fmt: skip
            raise _Stop
        if event.version or event.tags:
            self._complain("yaml-directive", "a line that begins with `%` is not for flows", self._mark(event), "Remove it.")

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._complain(
            "yaml-alias", f"`*{event.anchor}` means “copy from elsewhere” in YAML, which flows do not use",
            self._mark(event), mended.star(self._line(event)) or "Write the value itself, or put it in double quotes.",
        )  # fmt: skip
        self._count(event)
        self._add(Text(f"*{event.anchor}", self._mark(event)), event)

    def _refuse_magic(self, event: yaml.NodeEvent) -> None:
        line = self._line(event)
        if event.anchor:
            fix = mended.quoted(line, event.start_mark.column) or "Remove it, or put the words in double quotes."
            self._complain("yaml-anchor", f"`&{event.anchor}` means “remember this” in YAML, which flows do not use", self._mark(event, len(event.anchor) + 1), fix)
        tag = getattr(event, "tag", None)
        if tag:
            fix = mended.quoted(line, event.start_mark.column) or "Remove it, or put the words in double quotes."
            self._complain("yaml-tag", "words that begin with `!` are a command to YAML, which flows do not use", self._mark(event), fix)

    def _count(self, event: yaml.Event) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._complain("too-large", f"more than {MOST_NODES:,} values in one file", self._mark(event), "Split it.")
            raise _Stop

    def _scalar(self, event: yaml.ScalarEvent) -> Text:
        value = unicodedata.normalize("NFC", event.value)
        plain = event.style is None or event.style == ""
        cut = self._cut(event) if plain and value else ""
        return Text(value, self._mark(event), plain, cut)

    def _cut(self, event: yaml.ScalarEvent) -> str:
        """What one blank and `#` cut off these plain words; "" for a remark set well apart."""
        rest = self._lines[event.end_mark.line][event.end_mark.column :] if self._lines else ""
        return rest.strip() if rest.startswith(" #") else ""

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self._open) >= DEEPEST:
            self._complain("too-deep", f"more than {DEEPEST} brackets or indents inside one another", self._mark(event), "Close what is open, or write it flatter.")
            raise _Stop
        mark = self._mark(event, 1)
        node: Table | Items
        if isinstance(event, yaml.MappingStartEvent):
            node = Table({}, mark, bool(event.flow_style))
        else:
            node = Items([], mark)
        self._open.append(_Open(node))

    def _end(self, event: yaml.Event) -> None:
        closed = self._open.pop()
        self._add(closed.node, event)

    def _add(self, node: Node, event: yaml.Event) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if isinstance(top.node, Items):
            if isinstance(node, Text) and node.plain and not node.value:
                self._complain("empty-value", "nothing stands behind this `-`", node.mark, "Write something, or remove the line.")
            top.node.members.append(node)
        elif top.key is None:
            top.key = self._key(node, event)
        else:
            self._entry(top, top.key, node, event)
            top.key = None

    def _key(self, node: Node, event: yaml.Event) -> Text:
        if isinstance(node, Text):
            return node
        line = self._lines[node.mark.line - 1]
        fix = mended.braces(line) or "Put the whole value in double quotes."
        self._complain("braces-unquoted", "YAML reads an unquoted `{{ … }}` as a table inside a table", node.mark, fix)
        return Text("{{", node.mark)

    def _entry(self, top: _Open, key: Text, node: Node, event: yaml.Event) -> None:
        assert isinstance(top.node, Table)
        entries = top.node.entries
        if key.value == "{{":
            return
        if key.value == "<<":
            self._complain("yaml-merge", "`<<` means “copy a table into this one”, which flows do not use", key.mark, "Write the keys themselves.")
            return
        if isinstance(node, Text) and node.plain and not node.value:
            self._lost(top.node, key, node)
            return
        if key.value in entries:
            first = entries[key.value].key.mark
            self._complain(
                "duplicate-key", f"`{key.value}` stands here twice; YAML would silently keep only this one",
                key.mark, "Remove one of the two, or rename it.", (("first written here", first),),
            )  # fmt: skip
            return
        entries[key.value] = Entry(key, node)

    def _lost(self, table: Table, key: Text, empty: Text) -> None:
        """A key without a value: usually words that YAML split or cut."""
        line = self._lines[key.mark.line - 1]
        behind = line[key.mark.column - 1 + key.mark.length :].lstrip()
        last = next(reversed(table.entries.values()), None)
        if not behind.startswith(":") and table.flow and last is not None and isinstance(last.value, Text):
            fix = mended.split_at_comma(line, last.value.mark, key.mark)
            self._complain("words-split", f"the comma ends `{last.value.value}`; `{key.value}` was read as a key of its own", key.mark, fix)
            return
        fix = mended.hash_key(line) or f"Write a value behind `{key.value}:`, or remove the line."
        self._complain("empty-value", f"nothing stands behind `{key.value}:`", key.mark, fix)

    def _complain(self, rule: str, message: str, mark: Mark, fix: str, related: tuple[tuple[str, Mark], ...] = ()) -> None:
        self._diagnostics.append(_fault(rule, message, mark, fix, related))

    def _line(self, event: yaml.Event) -> str:
        number = event.start_mark.line
        return self._lines[number] if number < len(self._lines) else ""

    def _mark(self, event: yaml.Event, length: int = 0) -> Mark:
        start, end = event.start_mark, event.end_mark
        if not length:
            length = end.column - start.column if end.line == start.line else len(self._line(event)) - start.column
        return Mark(self._name, start.line + 1, start.column + 1, max(1, length))


_INVISIBLE = {
    "\u200b": "a zero-width space",
    "\ufeff": "a byte-order mark",
    "\u2060": "a word joiner",
    "\u00ad": "a soft hyphen",
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f", "a writing-direction mark"),
}
_JOINERS = "\u200c\u200d"


def _invisible(source: Source) -> Iterator[Diagnostic]:
    """Signs that nobody sees and that make two equal words different. The joiners of Indian scripts are
    needed there; beside Latin letters they are as wrong as the others."""
    text = source.text
    if text.isascii():
        return
    for number, line in enumerate(source.lines, 1):
        if line.isascii():
            continue
        for column, sign in enumerate(line, 1):
            what = _INVISIBLE.get(sign)
            if sign in _JOINERS and (column == 1 or line[column - 2].isascii()):
                what = "a joiner that belongs into Indian scripts only"
            if what:
                yield _fault(
                    "invisible-character", f"an invisible sign stands here: {what}, often pasted from a chat or a web page",
                    Mark(source.name, number, column), f"Write the line again: {line.replace(sign, '').strip()}",
                )  # fmt: skip
                break
