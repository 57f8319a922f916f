"""A flow's words as a table for translators, and the table put back into the author's files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import listed, nearest
from runtime.flow.load import load
from runtime.flow.model import Flow, Prompt
from runtime.flow.rewrite import Path as Place
from runtime.flow.rewrite import path_of, quoted, rewritten
from runtime.flow.scope import LANGUAGES
from runtime.flow.template import TemplateRefused, template
from runtime.flow.translated import (
    Record,
    Standing,
    as_written,
    fingerprint,
    made_of_labels,
    read_record,
    record_file,
    source_of,
    standings,
    unwritten,
)
from runtime.flow.wording import said
from runtime.lint.translation import broken

MADE_FROM = "made from"
"""The column that remembers which source the translator had before her. It is not hers to change."""
_STATUS = "status"
_PROMPT = "prompt"
_LOST = re.compile(r"\?{3,}|\ufffd")


class NotATable(Exception):
    """str(self): what is wrong with the whole table, in one sentence."""


@dataclass(frozen=True, slots=True)
class Refused:
    """row: of the spreadsheet, counted from 1 with its head. Nothing of it was written."""

    row: int
    prompt: str
    language: str
    reason: str


@dataclass(slots=True)
class Imported:
    """written: (prompt, language) with new words. kept: how many cells say what is there already.
    empty: cells without words. older: prompts whose source has changed since the table was made; their
    words were taken and are stale."""

    written: list[tuple[str, str]] = field(default_factory=list)
    kept: int = 0
    empty: int = 0
    older: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    prompt: Prompt
    language: str
    words: str
    made_from: str


def table(flow: Flow, languages: Sequence[str], only: Iterable[Standing] = ()) -> list[list[str]]:
    """The head, then one row for each prompt. only: the standings that are wanted; all when none is named."""
    source = source_of(flow)
    found = {language: standings(flow, language, read_record(flow, language)) for language in languages}
    wanted = set(only)
    rows = [[_PROMPT, source, *languages, _STATUS, MADE_FROM]]
    for name, prompt in flow.prompts.items():
        words = as_written(prompt, source)
        if words is None or made_of_labels(prompt, flow):
            continue
        stands = [found[language][name] for language in languages]
        if wanted and not wanted & set(stands):
            continue
        texts = [as_written(prompt, language) or "" for language in languages]
        texts = ["" if unwritten(text) else text for text in texts]  # a note is no beginning of a translation
        rows.append([name, words, *texts, ", ".join(stands), fingerprint(words)])
    return rows


def taken_in(flow: Flow, rows: Sequence[Sequence[str]]) -> Imported:
    """Writes the words of a table into the files of the flow. Each cell is judged by itself; what is refused
    leaves everything as it was. Raises NotATable, and OSError when a file cannot be written."""
    columns = _columns(flow, rows)
    outcome = Imported()
    cells: list[_Cell] = []
    for number, row in enumerate(rows[1:], start=2):
        cells += _cells(flow, columns, number, list(row), outcome)
    good = [cell for cell in cells if _changes(flow, cell, outcome)]
    _write(flow, good, outcome)
    _note(flow, cells, outcome)
    return outcome


def accept(flow: Flow, languages: Iterable[str], prompts: Iterable[str] = ()) -> dict[str, int]:
    """Records that the translations are right for the source as it is; copies of the source are not. Gives
    how many were accepted by language. prompts: only these; all when none is named."""
    wanted = set(prompts)
    counts: dict[str, int] = {}
    for language in languages:
        known = read_record(flow, language)
        found = standings(flow, language, known)
        counts[language] = 0
        for name, standing in found.items():
            if standing in (Standing.STALE, Standing.UNRECORDED) and (not wanted or name in wanted):
                prompt = flow.prompts[name]
                known.note(name, fingerprint(_source(flow, prompt)), as_written(prompt, language) or "")
                counts[language] += 1
        known.only(found)
        _save(record_file(flow, language), known.text())
    return counts


def _columns(flow: Flow, rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where each column is, by its name."""
    head = [cell.strip() for cell in rows[0]] if rows else []
    if _PROMPT not in head:
        raise NotATable(said("the first row must name the columns, and one must be `{name}`", name=_PROMPT))
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        raise NotATable(said("the column `{name}` stands twice", name=twice[0]))
    known = {_PROMPT, MADE_FROM, _STATUS, *flow.languages}
    for name in head:
        if (
            name
            and name not in known
            and (name in LANGUAGES or re.fullmatch(r"[a-z]{2}[-_][A-Za-z]{2}", name))
        ):
            raise NotATable(
                said("`{name}` is not a language of the flow; add it to `languages` first", name=name)
            )
    if not [name for name in head if name in flow.languages and name != source_of(flow)]:
        others = listed(language for language in flow.languages if language != source_of(flow))
        raise NotATable(said("no column is a language to translate into: {names}", names=others or "none"))
    return {name: place for place, name in enumerate(head) if name}


def _cells(
    flow: Flow, columns: Mapping[str, int], number: int, row: list[str], outcome: Imported
) -> Iterable[_Cell]:
    def cell(name: str) -> str:
        place = columns.get(name)
        return row[place] if place is not None and place < len(row) else ""

    name = cell(_PROMPT).strip()
    languages = [one for one in columns if one in flow.languages and one != source_of(flow)]
    prompt = flow.prompts.get(name)
    if prompt is None or source_of(flow) not in prompt.texts:
        near = nearest(name, flow.prompts)
        reason = (
            said("the flow has no prompt `{name}`; did you mean `{near}`?", name=name, near=near)
            if near
            else said("the flow has no prompt `{name}`", name=name)
        )
        outcome.refused.append(Refused(number, name, "", reason))
        return
    made_from = cell(MADE_FROM).strip()
    if not re.fullmatch(r"[0-9a-f]{12}", made_from):
        made_from = fingerprint(cell(source_of(flow)) or _source(flow, prompt))
    for language in languages:
        words = " ".join(unicodedata.normalize("NFC", cell(language)).split())
        if not words:
            outcome.empty += 1
            continue
        reasons = _faults(_source(flow, prompt), words, language)
        if reasons:
            outcome.refused.append(Refused(number, name, language, "; ".join(reasons)))
        else:
            yield _Cell(number, prompt, language, words, made_from)


def _faults(source: str, words: str, language: str) -> list[str]:
    if _LOST.search(words):
        return ["its letters were lost when the table was saved; save it as “CSV UTF-8” or as .xlsx"]
    try:
        template(words, Mark("", 1, 1))
    except TemplateRefused as refused:
        return [refused.message]
    return broken(source, words, language)


def _changes(flow: Flow, cell: _Cell, outcome: Imported) -> bool:
    """Whether the cell says something else than the file."""
    if _same(cell):
        outcome.kept += 1
        return False
    if cell.made_from != fingerprint(_source(flow, cell.prompt)):
        outcome.older.append(cell.prompt.name)
    return True


def _same(cell: _Cell) -> bool:
    here = as_written(cell.prompt, cell.language)
    return here is not None and fingerprint(here) == fingerprint(cell.words)


def _source(flow: Flow, prompt: Prompt) -> str:
    return as_written(prompt, source_of(flow)) or ""


def _write(flow: Flow, cells: Iterable[_Cell], outcome: Imported) -> None:
    """Puts the words into their files; if the flow cannot be loaded afterwards, all of them are put back."""
    by_file: dict[Path, dict[Place, _Cell]] = {}
    for cell in cells:
        place = _place(flow, cell)
        if place is None:
            outcome.refused.append(
                Refused(
                    cell.row,
                    cell.prompt.name,
                    cell.language,
                    "these words stand where a table cannot reach; write them by hand",
                )
            )
        else:
            by_file.setdefault(place[0], {})[place[1]] = cell
    before: dict[Path, bytes | None] = {}
    written: list[tuple[str, str]] = []
    for file, places in by_file.items():
        before[file] = file.read_bytes() if file.exists() else None
        refused = _edit(flow, file, {path: cell.words for path, cell in places.items()})
        for path, cell in places.items():
            if path in refused:
                outcome.refused.append(
                    Refused(
                        cell.row,
                        cell.prompt.name,
                        cell.language,
                        "these words cannot be written by machine; write them by hand",
                    )
                )
            else:
                written.append((cell.prompt.name, cell.language))
    fault = _fault_of(flow) if written else None
    if fault is None:
        outcome.written += written
        return
    for file, content in before.items():
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(content)
    raise NotATable(
        said(
            "nothing was written, because the flow could not be loaded afterwards: {fault}",
            fault=fault.message,
        )
    )


def _fault_of(flow: Flow) -> Diagnostic | None:
    home = Path(flow.mark.file)
    return next((one for one in load(home).diagnostics if one.severity is Severity.ERROR), None)


def _place(flow: Flow, cell: _Cell) -> tuple[Path, Place] | None:
    """The file and the path in it at which the words of this language stand or belong."""
    source = source_of(flow)
    mark = cell.prompt.texts[source].mark
    home = Path(mark.file)
    if home.stem == source and home.parent.name == "prompts":
        here = cell.prompt.texts.get(cell.language)
        return Path(here.mark.file) if here else home.with_stem(cell.language), ("prompts", cell.prompt.name)
    path = path_of(_text(home), mark)
    if path is None or path[-1] != source:
        return None  # one text for all languages, which are to be written apart first
    return home, (*path[:-1], cell.language)


def _edit(flow: Flow, file: Path, words: Mapping[Place, str]) -> list[Place]:
    """Writes the words of one file and gives the places at which it could not. A file that is not there yet
    begins as that of the source does."""
    order = list(flow.prompts)
    if file.exists():
        made = rewritten(_text(file), words, order)
    else:
        first = min(words, key=lambda path: order.index(str(path[-1])))
        source = _text(Path(flow.prompts[str(first[-1])].texts[source_of(flow)].mark.file))
        head = source.partition("\n")[0].strip()
        modeline = f"{head}\n" if head.startswith("# yaml-language-server:") else ""
        made = rewritten(f"{modeline}prompts:\n  {first[-1]}: {quoted(words[first])}\n", words, order)
    _save(file, made.text)
    return made.refused


def _note(flow: Flow, cells: Iterable[_Cell], outcome: Imported) -> None:
    refused = {(one.prompt, one.language) for one in outcome.refused}
    records: dict[str, Record] = {}
    for cell in cells:
        if (cell.prompt.name, cell.language) in refused:
            continue
        known = records.setdefault(cell.language, read_record(flow, cell.language))
        if _same(cell):  # what was accepted since the table was made stays accepted
            known.add(cell.prompt.name, cell.made_from, cell.words)
        else:
            known.note(cell.prompt.name, cell.made_from, cell.words)
    for language, known in records.items():
        known.only(flow.prompts)
        _save(record_file(flow, language), known.text())


def _text(file: Path) -> str:
    """With the line ends as they are."""
    return file.read_bytes().decode("utf-8-sig")


def _save(file: Path, text: str) -> None:
    """Whole or not at all: a server that watches the folder never sees half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.part")
    half.write_bytes(text.encode("utf-8"))
    half.replace(file)
