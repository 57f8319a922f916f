"""Where exactly in an author's file a piece of her words stands, for marks and for safe mendings."""

from __future__ import annotations

import re

from runtime.flow.diagnostic import Edit, Mark
from runtime.flow.template import Template
from runtime.lint.subject import Subject


def place(subject: Subject, text: Template, piece: str) -> Mark | None:
    """The first place of `piece` in these words, or in the label of an option that is said in them; None
    where the file has it in another form (escaped, or cut by a line end)."""
    found = _in_lines(subject, text, piece)
    if found is not None or not piece.strip():
        return found
    for label in subject.labels:
        for words in label.texts.values():
            spoken = words.source.strip().rstrip(".।")  # as it stands in the sentence of its option
            if words is not text and piece in words.source and spoken in text.source:
                return _in_lines(subject, words, piece)
    return None


def place_behind(subject: Subject, start: Mark, key: str, name: str) -> Mark | None:
    """Where `name` stands behind `key:` in the table that begins at `start`; None when it is not found."""
    lines = subject.sources.get(start.file, ())
    words, begins = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])"), re.compile(rf"(?<![\w.]){key}:")
    inside = False
    for number in range(start.line, len(lines) + 1):
        line = lines[number - 1]
        if number > start.line and line.strip() and len(line) - len(line.lstrip()) < start.column:
            return None  # the next table
        key_found = None if inside else begins.search(line)
        inside = inside or key_found is not None
        if inside and (found := words.search(line, key_found.end() if key_found else 0)):
            return Mark(start.file, number, found.start() + 1, len(name))
    return None


def list_place(subject: Subject, name: str, language: str) -> Mark | None:
    """Where a list of phrases begins in the file of one language; None when its words stand in place."""
    pattern = re.compile(rf"\s+({re.escape(name)})\s*:")
    for file, lines in subject.sources.items():
        if file.endswith((f"/{language}.yaml", f"/{language}.yml")):
            for number, line in enumerate(lines, start=1):
                if found := pattern.match(line):
                    return Mark(file, number, found.start(1) + 1, len(name))
    return None


def _in_lines(subject: Subject, text: Template, piece: str) -> Mark | None:
    lines = subject.sources.get(text.mark.file, ())
    last = text.mark.line + text.source.count("\n") + len(text.source) // 40 + 1
    if text.mark.file.endswith(".md"):
        last = len(lines)  # between the common words and a language's own stand those of others
    for number in range(text.mark.line, min(last, len(lines)) + 1):
        line = lines[number - 1]
        start = line.find(piece, text.mark.column - 1 if number == text.mark.line else 0)
        if start >= 0:
            return Mark(text.mark.file, number, start + 1, len(piece))
        if number == text.mark.line and line[text.mark.column - 1 :][:1] not in (">", "|"):
            ended = line[text.mark.column - 1 :].rstrip()
            if len(ended) > 1 and ended[0] in "\"'" and ended.endswith(ended[0]):
                return None  # quoted words that end on this line
    return None


def mending(subject: Subject, text: Template, piece: str, instead: str) -> tuple[Edit, ...]:
    """The edit that writes `instead` for `piece`; none when the piece is not found just so, or stands in
    these words more than once."""
    found = place(subject, text, piece)
    if found is None or text.source.count(piece) != 1:
        return ()
    line = subject.sources[found.file][found.line - 1]
    if line.count(piece) != 1 and found.line == text.mark.line and line.find(piece) + 1 != found.column:
        return ()
    return (Edit(found, instead),)
