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

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import yaml

from runtime.flow import mended
from runtime.flow.diagnostic import Diagnostic, Edit, Mark
from runtime.flow.faults import Faults
from runtime.flow.source import Source as Source
from runtime.flow.source import invisible, read_source
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said

DEEPEST = 32
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
MOST_NODES = 70_000
"""Values in one file; a flow of 5,000 states has about 58,000."""
LONGEST_VALUE = 20_000
"""Code points of one value; the longest that is spoken is a fifth of it."""
MOST_FAULTS = 100
"""Complaints about one file, after which reading stops: nobody reads more, and a file of another kind has
one on every line."""

_SLOWLY_READ = 16_000
"""Code points that the Python parser is given; about 50 ms."""
_ROUND_ABOUT = 100
"""Lines."""
_KEY = re.compile(r" {0,2}[^\s#-][^:]*:")
_TOP_KEY = re.compile(r"[^\s#-][^:]*:")

HARM_SPLIT = "Everything behind the comma would be lost."

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_KEY = "{{"
_QUOTE = "Put the words in double quotes."


@dataclass(slots=True)
class Reading:
    """What came of reading one file: tree is None when nothing could be made of it."""

    source: Source | None
    tree: Node | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read(path: Path, name: str | None = None) -> Reading:
    """The tree of a YAML file and all that is wrong with it. Never raises for what a file holds.
    name: what marks call the file; the path when not given."""
    source, found = read_source(path, name)
    if source is None:
        return Reading(None, None, found)
    reading = parse(source)
    reading.diagnostics.extend(found)
    return reading


class _Stop(Exception):
    """Reading further is pointless or dangerous."""


def parse(source: Source) -> Reading:
    """The tree of a text that was read, and all that is wrong with it."""
    faults = Faults()
    reading = Reading(source, None, faults.found)
    lines = source.lines
    builder = _Builder(source.name, lines, faults)
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        fault = mended.syntax_fault(source.name, lines, _better(source.text, lines, error))
        if not any(one.mark.line == fault.mark.line for one in faults.found):
            faults.found.append(fault)  # one slip, one complaint
        return reading
    except _Stop:
        return reading
    reading.tree = builder.root
    if builder.root is None and not faults.found:
        fix = "Write into it what belongs there, or remove it."
        faults.error("empty-file", "there is nothing in this file", Mark(source.name, 1, 1), fix)
    faults.found.extend(invisible(source, lines))
    return reading


def _better(text: str, lines: list[str], error: yaml.YAMLError) -> yaml.YAMLError:
    """The same complaint from the Python parser, whose place is where the trouble begins. It reads a
    hundred times slower, so of a long file it is given the part round the place, with its outer keys."""
    places = None
    if len(text) > _SLOWLY_READ:
        places = _round_about(lines, error)
        if places is None:
            return error
        text = "\n".join(lines[number] for number in places)
    if _brackets_open(text) > DEEPEST:
        return error  # its time grows with the square of what is open
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as better:
        for mark in (better.problem_mark, better.context_mark):
            if places and mark is not None:
                mark.line = places[min(mark.line, len(places) - 1)]
        return better
    except yaml.YAMLError as better:
        return error if places else better
    except (RecursionError, ValueError):  # deep nesting; a letter like "\U00110000" that does not exist
        return error
    return error


def _brackets_open(text: str) -> int:
    """How many brackets are open at once, at the most, wherever they stand."""
    steps = (_BRACKETS[sign] for sign in text if sign in _BRACKETS)
    return max(accumulate(steps), default=0)


def _round_about(lines: list[str], error: yaml.YAMLError) -> list[int] | None:
    """The numbers (from 0) of the lines round a complaint, behind those of the keys that they stand under.
    None when it cannot be told, or would be too long."""
    ends = [mark.line for name in ("context_mark", "problem_mark") if (mark := getattr(error, name, None))]
    if not ends or max(ends) - min(ends) > _ROUND_ABOUT:
        return None
    first, last = min(ends), min(max(ends) + 1, len(lines) - 1)
    keys = (number for number in range(first, -1, -1) if first - number >= 10 and _KEY.match(lines[number]))
    start = next(keys, 0)
    if sum(len(line) for line in lines[start : last + 1]) > _SLOWLY_READ:
        return None
    indent = len(lines[start]) - len(lines[start].lstrip())
    outer = next((n for n in range(start, -1, -1) if indent and _TOP_KEY.match(lines[n])), None)
    return [*([outer] if outer is not None else []), *range(start, last + 1)]


@dataclass(slots=True)
class _Open:
    """A table or list that is still being read. key: waits for its value. split: the value whose words a
    comma split, so that each is complained of once."""

    node: Table | Items
    key: Text | None = None
    split: Node | None = None


class _Builder:
    """Turns events into a tree, with a stack of its own."""

    def __init__(self, name: str, lines: list[str], faults: Faults) -> None:
        self.root: Node | None = None
        self._name = name
        self._lines = lines
        self._faults = faults
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if len(self._faults.found) > MOST_FAULTS:
            raise _Stop
        if isinstance(event, yaml.ScalarEvent):  # first, for most events are values
            self._refuse_magic(event)
            self._add(self._scalar(event))
            return
        match event:
            case yaml.DocumentStartEvent():
                self._document(event)
            case yaml.AliasEvent():
                self._add(self._alias(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_magic(event)
                self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._add(self._open.pop().node)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._faults.error(
                "second-document",
                "`---` begins a second document in this file",
                self._mark(event, 3),
                "Remove the line `---`, or move what follows to a file of its own.",
            )
            raise _Stop
        if event.version or event.tags:
            self._faults.error(
                "yaml-directive",
                "a line that begins with `%` is not for flows",
                self._mark(event),
                "Remove it.",
            )

    def _alias(self, event: yaml.AliasEvent) -> Text:
        mark = self._mark(event)
        line = self._short(mark)
        fix = mended.star(line) or mended.quoted(line, mark.column - 1) or _QUOTE
        self._faults.error(
            "yaml-alias",
            said("`*{name}` means “copy from elsewhere” in YAML, which flows do not use", name=event.anchor),
            mark,
            fix,
            edits=self._mended(fix, mark),
        )
        return Text(f"*{event.anchor}", mark)

    def _refuse_magic(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Counts the value, and complains of what is written in front of it: `&name` and `!name`."""
        self._nodes += 1
        mark = self._mark(event) if event.anchor or event.tag or self._nodes > MOST_NODES else None
        if mark is None:
            return
        if self._nodes > MOST_NODES:
            self._faults.error(
                "too-large",
                said("more than {count} values in one file", count=f"{MOST_NODES:,}"),
                mark,
                "Split the file.",
            )
            raise _Stop
        words = isinstance(event, yaml.ScalarEvent)
        fix = (mended.quoted(self._short(mark), mark.column - 1) or _QUOTE) if words else "Remove it."
        if event.anchor:
            template = "`&{name}` means “remember this” in YAML, which flows do not use"
            anchored = said(template, name=event.anchor)
            self._faults.error("yaml-anchor", anchored, mark, fix, edits=self._mended(fix, mark))
        if event.tag:
            message = "words that begin with `!` are a command to YAML, which flows do not use"
            self._faults.error("yaml-tag", message, mark, fix, edits=self._mended(fix, mark))

    def _scalar(self, event: yaml.ScalarEvent) -> Text:
        value, mark = event.value, self._mark(event)
        if len(value) > LONGEST_VALUE:
            message = said("more than {most} letters in one value", most=f"{LONGEST_VALUE:,}")
            self._faults.error("too-large", message, mark, "Make it shorter, or split it.")
            value = value[:LONGEST_VALUE]
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        is_plain = not (event.style or event.tag or event.anchor)
        return Text(value, mark, is_plain, self._cut(event) if is_plain and value else "")

    def _cut(self, event: yaml.ScalarEvent) -> str:
        """What one blank and `#` cut off these plain words; "" for a remark set well apart."""
        end = event.end_mark
        line = self._lines[end.line] if end and end.line < len(self._lines) else ""
        return line[end.column :].strip() if end and line.startswith(" #", end.column) else ""

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mark = self._mark(event, 1)
        if len(self._open) >= DEEPEST:
            self._faults.error(
                "too-deep",
                said("more than {count} brackets or indents inside one another", count=DEEPEST),
                mark,
                "Close what is open, or write it flatter.",
            )
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            self._open.append(_Open(Table({}, mark, bool(event.flow_style))))
        else:
            self._open.append(_Open(Items([], mark)))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if isinstance(top.node, Items):
            if _is_empty(node):
                fix = "Write something behind it, or remove the line."
                self._faults.error("empty-value", "nothing stands behind this `-`", node.mark, fix)
            else:
                top.node.members.append(node)
        elif top.key is None:
            top.key = self._key(node)
        else:
            self._entry(top, top.node, top.key, node)
            top.key = None

    def _key(self, node: Node) -> Text:
        if isinstance(node, Text):
            return node
        fix = mended.braces(self._short(node.mark)) or "Put the whole value in double quotes."
        message = "YAML reads an unquoted `{{ … }}` as a table inside a table"
        edits = self._mended(fix, node.mark)
        self._faults.error("braces-unquoted", message, node.mark, fix, edits=edits)
        return Text(_NO_KEY, node.mark)

    def _entry(self, top: _Open, table: Table, key: Text, node: Node) -> None:
        if key.value == _NO_KEY:
            return
        if key.value == "<<" and key.plain:
            message = "`<<` means “copy a table into this one”, which flows do not use"
            self._faults.error("yaml-merge", message, key.mark, "Write the keys themselves.")
        elif _is_empty(node):
            self._lost(top, table, key)
        elif key.value in table.entries:
            self._faults.error(
                "duplicate-key",
                said("`{key}` stands here twice; YAML would silently keep only this one", key=key.value),
                key.mark,
                "Remove one of the two, or rename it.",
                related=(("first written here", table.entries[key.value].key.mark),),
            )
        else:
            table.entries[key.value] = Entry(key, node)

    def _lost(self, top: _Open, table: Table, key: Text) -> None:
        """A key without a value: usually words that YAML split or cut."""
        line = self._lines[key.mark.line - 1] if key.mark.line <= len(self._lines) else ""
        behind = line[key.mark.column - 1 + key.mark.length :].lstrip()
        if line[: key.mark.column - 1].rstrip().endswith("{{"):
            return  # `_key` complains of the braces
        last = next(reversed(table.entries.values()), None)
        if table.flow and not behind.startswith(":") and last and isinstance(last.value, Text):
            if top.split is not last.value:
                message = said(
                    "the comma ends `{words}`; `{key}` was read as a key of its own",
                    words=last.value.value,
                    key=key.value,
                )
                fix = mended.split_at_comma(self._short(key.mark), last.value.mark, key.mark)
                edits = self._mended(fix, key.mark)
                self._faults.error("words-split", message, key.mark, fix, harm=HARM_SPLIT, edits=edits)
            top.split = last.value
            return
        otherwise = said("Write a value behind `{key}:`, or remove the line.", key=key.value)
        fix = mended.hash_key(self._short(key.mark)) or otherwise
        message = said("nothing stands behind `{key}:`", key=key.value)
        self._faults.error("empty-value", message, key.mark, fix, edits=self._mended(fix, key.mark))

    def _mended(self, advice: str, mark: Mark) -> tuple[Edit, ...]:
        return mended.edits(advice, self._name, mark.line, self._short(mark))

    def _short(self, mark: Mark) -> str:
        """The author's line, to be mended; "" for one too long to be worth it."""
        line = self._lines[mark.line - 1] if mark.line <= len(self._lines) else ""
        return line if len(line) <= mended.LONGEST_LINE else ""

    def _line(self, event: yaml.Event) -> str:
        start = event.start_mark
        return self._lines[start.line] if start and start.line < len(self._lines) else ""

    def _mark(self, event: yaml.Event, length: int = 0) -> Mark:
        """The event's place; `length` when it is not from its start to its end on the first line."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Mark(self._name, 1, 1)
        last = end.column if end.line == start.line else len(self._line(event))
        return Mark(self._name, start.line + 1, start.column + 1, max(1, length or last - start.column))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Text) and node.plain and not node.value
