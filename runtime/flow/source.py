"""A file as text, before it is YAML: its size, its encoding, its lines, its invisible signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.flow.faults import NOT_LOADED
from runtime.flow.wording import said

LARGEST_FILE = 2_000_000
"""Bytes; the words of 5,000 states in one Indian language take about half of it."""
MOST_LINES = 50_000
"""A flow of 5,000 states has about 14,000. Counted before anything is read, which costs next to nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read. name: the path as the author typed it. lines: for code frames."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        return split_lines(self.text)


BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def split_lines(text: str) -> list[str]:
    """Lines as YAML counts them (not at form feeds, as str.splitlines would)."""
    return BREAK.split(text)


_OPEN: ContextVar[Mapping[Path, str]] = ContextVar("open", default={})  # noqa: B039 - never changed


@contextmanager
def unsaved(texts: Mapping[Path, str]) -> Iterator[None]:
    """While it holds, these texts are read in place of the files on the disk: what an editor shows and
    has not saved. texts: by resolved path; the file must exist."""
    before = _OPEN.set(texts)
    try:
        yield
    finally:
        _OPEN.reset(before)


def read_source(path: Path, name: str | None = None) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file, or the reason why there is none."""
    name = name or str(path)
    try:
        if path.is_dir():
            return None, [_file_fault(name, "cannot-read", "this is a folder, not a file")]
        if not path.is_file():
            return None, [_file_fault(name, "cannot-read", "there is no such file", _HERE)]
        shown = _OPEN.get() and _OPEN.get().get(path.resolve())
        if isinstance(shown, str):
            return decode(shown.encode("utf-8", "surrogatepass"), name)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, [
            _file_fault(name, "cannot-read", said("the file cannot be opened: {value}", value=reason.lower()))
        ]
    return decode(data, name)


_AS_TEXT = "Save the file as UTF-8 (VS Code: bottom right, “Save with Encoding”)."


_HERE = "Put the file here, or remove the link that leads nowhere."


_SMALLER = "Split it, or remove what does not belong in it."


def decode(data: bytes, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """Bytes as text: UTF-8, with or without the mark that Notepad puts in front."""
    if len(data) > LARGEST_FILE:
        large = said("the file is larger than {size} kB", size=LARGEST_FILE // 1000)
        return None, [_file_fault(name, "too-large", large, _SMALLER)]
    if max(data.count(b"\n"), data.count(b"\r")) > MOST_LINES:
        long = said("more than {count} lines in one file", count=f"{MOST_LINES:,}")
        return None, [_file_fault(name, "too-large", long, _SMALLER)]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "the file is saved as UTF-16"
        return None, [_file_fault(name, "encoding", message, "Save it as UTF-8 (VS Code: bottom right).")]
    if b"\0" in data:
        return None, [_file_fault(name, "encoding", "this is not a text file", _AS_TEXT)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        lines = split_lines(before)
        mark = Mark(name, len(lines), len(lines[-1]) + 1)
        return None, [_fault("encoding", "the file is not UTF-8 text", mark, _AS_TEXT)]
    return Source(name, text), _odd_encoding(data, text, name)


def _odd_encoding(data: bytes, text: str, name: str) -> list[Diagnostic]:
    """What is read all the same, and what other programs trip over."""
    found = []
    if data.startswith(b"\xef\xbb\xbf"):
        found.append(("the file begins with a sign that nobody sees, a byte-order mark", 1))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        lines = enumerate(split_lines(text), 1)
        first = next((number for number, line in lines if not unicodedata.is_normalized("NFC", line)), 1)
        found.append(("letters and their signs stand apart here, as some programs paste them (NFD)", first))
    return [
        Diagnostic("encoding", Severity.INFO, message, Mark(name, line, 1), _ELSEWHERE, _PLAIN)
        for message, line in found
    ]


_ELSEWHERE = "No caller suffers; a search for these words may not find them, and other programs may trip."
_PLAIN = (
    "Save the file as UTF-8 without a mark, and type these words anew or paste them from another program."
)


_INVISIBLE = {
    "\u200b": "a zero-width space",
    "\ufeff": "a byte-order mark",
    "\u2060": "a word joiner",
    "\u00ad": "a soft hyphen",
    **dict.fromkeys(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f", "a writing-direction mark"
    ),
}
_JOINERS = "\u200c\u200d"
_SUSPECT = re.compile(f"[{''.join(_INVISIBLE)}{_JOINERS}]")


def invisible(source: Source, lines: list[str]) -> Iterator[Diagnostic]:
    """Signs that nobody sees and that make two equal words different. The joiners of Indian scripts are
    needed there; beside Latin letters they are as wrong as the others."""
    text = source.text
    if text.isascii():
        return
    for number, line in enumerate(lines, 1):
        if not _SUSPECT.search(line) or line.lstrip().startswith("#"):
            continue
        found = [
            (column, what) for column in range(1, len(line) + 1) if (what := _out_of_place(line, column))
        ]
        if found:
            column, what = found[0]
            words = "".join(sign for at, sign in enumerate(line, 1) if not _out_of_place(line, at))
            yield Diagnostic(
                "invisible-character",
                Severity.ERROR,
                said(
                    "an invisible sign stands here: {sign}, often pasted from a chat or a web page",
                    sign=said(what),
                ),
                Mark(source.name, number, column),
                NOT_LOADED,
                said("Write the line again: {line}", line=words.strip()),
                edits=tuple(Edit(Mark(source.name, number, at, 1), "") for at, _ in found),
            )


def _out_of_place(line: str, column: int) -> str:
    """What the sign at this column (from 1) is called, when it is one that nobody sees and that is not
    needed there; else ""."""
    sign = line[column - 1]
    if sign in _JOINERS and (column == 1 or line[column - 2].isascii()):
        return "a joiner that belongs into Indian scripts only"
    return _INVISIBLE.get(sign, "")


def _file_fault(name: str, rule: str, message: str, fix: str = "") -> Diagnostic:
    return _fault(rule, message, Mark(name, 1, 1), fix)


def _fault(
    rule: str, message: str, mark: Mark, fix: str = "", related: tuple[tuple[str, Mark], ...] = ()
) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, mark, NOT_LOADED, fix, None, related)
