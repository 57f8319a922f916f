"""One mistake: changed files, and the lines on which it is rightly told."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from mistake_project import File, Node, Place


@dataclass(frozen=True)
class Mistake:
    """files: new content by name; None for a file that is gone. at: the lines that are right.
    whole: it concerns more than one flow, so the whole project must be checked."""

    files: dict[str, str | bytes | None]
    at: frozenset[Place]
    whole: bool = False


class Slip:
    """Collects edits to files and the right lines, in offsets of the text as it was."""

    def __init__(self) -> None:
        self._edits: dict[str, list[tuple[int, int, str]]] = {}
        self._texts: dict[str, str] = {}
        self._at: list[tuple[str, int, int]] = []
        self._plain = True

    def put(self, file: File, start: int, end: int, new: str) -> Slip:
        self._texts[file.name] = file.text
        self._edits.setdefault(file.name, []).append((start, end, new))
        return self

    def swap(self, file: File, node: Node, new: str) -> Slip:
        """Another text in place of a node, and its line is right."""
        return self.put(file, node.start, node.end, new).at(file, node.start)

    def words(self, file: File, node: Node, new: str) -> Slip:
        return self.swap(file, node, quoted(new))

    def remove(self, file: File, table: Node, name: str) -> Slip:
        """A key and its value go, as an author would delete them. Not plain how: no mistake."""
        place = table.names.index(name)
        key, value = table.entries[place]
        if table.inline:
            if place + 1 < len(table.entries):
                return self.put(file, key.start, table.entries[place + 1][0].start, "")
            if place == 0:
                self._plain = False
                return self
            return self.put(file, table.entries[place - 1][1].end, value.end, "")
        if not file.begins_line(key):
            self._plain = False
            return self
        return self.put(file, file.line_start(key.start), _after(file, value.end), "")

    def remove_item(self, file: File, items: Node, place: int) -> Slip:
        one = items.items[place]
        if items.inline:
            if place + 1 < len(items.items):
                return self.put(file, one.start, items.items[place + 1].start, "")
            return self.put(file, items.items[place - 1].end, one.end, "")
        return self.put(file, file.line_start(one.start), _after(file, one.end), "")

    def add(self, file: File, table: Node, text: str) -> Slip:
        """One more entry at the end of a table, `name: value` on one line; its line is right."""
        last_key, last = table.entries[-1]
        if table.inline:
            self.put(file, last.end, last.end, ", " + text)
            return self.at(file, last.end)
        new = "\n" + " " * (last_key.start - file.line_start(last_key.start)) + text
        end = file.line_end(last.end - (file.text[last.end - 1] == "\n"))
        return self.put(file, end, end, new).at(file, end, 1)

    def add_item(self, file: File, items: Node, text: str, before: int | None = None) -> Slip:
        """One more item in a list, at its end or before another; its line is right."""
        if before is not None:
            one = items.items[before]
            if items.inline:
                return self.put(file, one.start, one.start, text + ", ").at(file, one.start)
            start = file.line_start(one.start)
            return self.put(file, start, start, file.text[start : one.start] + text + "\n").at(file, start)
        last = items.items[-1]
        if items.inline:
            return self.put(file, last.end, last.end, ", " + text).at(file, last.end)
        begin = file.line_start(items.items[0].start)
        dash = file.text[begin : items.items[0].start]
        end = file.line_end(last.end)
        return self.put(file, end, end, "\n" + dash + text).at(file, end, 1)

    def at(self, file: File, offset: int, lines_on: int = 0) -> Slip:
        """The line of this offset is right; lines_on: that many lines further in the new text."""
        self._texts.setdefault(file.name, file.text)
        self._at.append((file.name, offset, lines_on))
        return self

    def at_node(self, file: File, *nodes: Node | None) -> Slip:
        for node in nodes:
            if node:
                for line in range(node.line, node.last_line + 1):
                    self._lines_at(file, line)
        return self

    def at_lines(self, places: Iterable[Place], files: dict[str, File]) -> Slip:
        for name, line in places:
            if name in files:
                self._lines_at(files[name], line)
        return self

    def _lines_at(self, file: File, line: int) -> None:
        offset = 0
        for _ in range(line - 1):
            offset = file.text.find("\n", offset) + 1
        self.at(file, offset + len(file.text[offset : file.line_end(offset)]) // 2)

    def done(self, whole: bool = False) -> Mistake | None:
        if not self._plain:
            return None
        files: dict[str, str | bytes | None] = {}
        for name, edits in self._edits.items():
            text = self._texts[name]
            for start, end, new in sorted(edits, reverse=True):
                text = text[:start] + new + text[end:]
            if text == self._texts[name]:
                return None
            files[name] = text
        at = {(name, self._line(name, offset) + on) for name, offset, on in self._at}
        return Mistake(files, frozenset(at), whole) if files else None

    def _line(self, name: str, offset: int) -> int:
        """The line on which what stood at this offset stands now."""
        moved = self._texts[name].count("\n", 0, offset)
        for start, end, new in self._edits.get(name, ()):
            gone = self._texts[name]
            if end <= offset and (start, end) != (offset, offset):
                moved += new.count("\n") - gone.count("\n", start, end)
            elif start < offset:
                moved -= gone.count("\n", start, offset)
        return moved + 1


def _after(file: File, offset: int) -> int:
    """Just behind the line in which a value ends."""
    if offset and file.text[offset - 1] == "\n":
        return offset
    return min(file.line_end(offset) + 1, len(file.text))


def quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_NEAR = {
    "a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "o", "j": "k",
    "k": "l", "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "q": "w", "r": "t", "s": "a", "t": "y",
    "u": "i", "v": "c", "w": "e", "x": "z", "y": "u", "z": "x",
}  # fmt: skip


def typo(word: str, chance: random.Random, *taken: Iterable[str]) -> str:
    """A slip of the fingers: a letter lost, doubled, changed for its neighbour, or two swapped. Never one of
    the names that are taken."""
    known = {one for names in taken for one in names} | {word}
    places = [match.start() for match in re.finditer("[a-z]", word)]
    for _ in range(50):
        place = chance.choice(places)
        match chance.randrange(4):
            case 0 if len(word) > 3 and place:
                made = word[:place] + word[place + 1 :]
            case 1:
                made = word[:place] + word[place] + word[place:]
            case 2 if place + 1 in places and word[place] != word[place + 1]:
                made = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            case _:
                made = word[:place] + _NEAR[word[place]] + word[place + 1 :]
        if made not in known and re.match(r"^[a-z]", made) and not made.endswith(("_", ".")):
            return made
    return word + "x"
