"""flowctl translations: which words are missing or stale in which language; words to a translator's
spreadsheet and back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from runtime.cli.report import complain
from runtime.cli.sheet import BadSheet, read_sheet, write_sheet
from runtime.cli.translating import Imported, NotATable, accept, table, taken_in
from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.flow.faults import listed
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.flow.translated import Standing, read_record, source_of, standings, translated_languages

_VERBS = ("export", "import", "accept")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[export|import|accept] FLOW [FILE]",
            help="A flow alone shows how its translations stand; `import` takes a file as well.",
        ),
    ],
    to: Annotated[
        list[str] | None, typer.Option(metavar="LANG", help="Only this language; may be repeated.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="export: the file to write, .csv or .xlsx.")
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help="export: only what is missing, stale or the same as the source.")
    ] = False,
    prompt: Annotated[
        list[str] | None, typer.Option(help="accept: only this prompt; may be repeated.")
    ] = None,
) -> int:
    """Returns 0 when every translation stands well (or the work was done), 1 when some do not or lines were
    refused, 2 for wrong usage, a flow that cannot be loaded or a file that cannot be read."""
    verb, rest = (words[0], words[1:]) if words[0] in _VERBS else ("", words)
    if len(rest) != (2 if verb == "import" else 1):
        complain("write: flowctl translations FLOW, or export FLOW, import FLOW FILE, accept FLOW")
        return 2
    flow = _flow(rest[0])
    languages = _languages(flow, to or []) if flow else None
    if flow is None or languages is None:
        return 2
    try:
        match verb:
            case "export":
                return _export(flow, languages, out, open_only)
            case "import":
                return _import(flow, Path(rest[1]))
            case "accept":
                return _accept(flow, languages, prompt or [])
    except (BadSheet, NotATable) as fault:
        complain(str(fault))
        return 2
    except OSError as fault:
        complain(f"{fault.filename or 'a file'} cannot be written: {(fault.strerror or str(fault)).lower()}")
        return 2
    return _show(flow, languages)


def _flow(name: str) -> Flow | None:
    try:
        path = which_flow(name)
    except NoSuchFlow as fault:
        complain(str(fault))
        return None
    loaded = load(path)
    if loaded.flow is None:
        complain(f"{path} cannot be loaded; flowctl validate says why")
    return loaded.flow


def _languages(flow: Flow, asked: list[str]) -> list[str] | None:
    """The languages that are meant; None after a complaint."""
    known = translated_languages(flow)
    if not known:
        complain(f"{flow.name} has one language, {source_of(flow)}; nothing is translated")
        return None
    for one in asked:
        if one == source_of(flow):
            complain(f"{one} is what the others are translated from; source_language in the flow says so")
            return None
        if one not in known:
            complain(
                f"{one} is not a language of {flow.name}; add it to `languages` first. It has {listed(known)}"
            )
            return None
    return list(dict.fromkeys(asked)) or known


def _show(flow: Flow, languages: list[str]) -> int:
    console = Console(highlight=False)
    kinds = list(Standing)
    shown = Table(title=f"{flow.name}: translated from {source_of(flow)}", title_justify="left")
    shown.add_column("language")
    for kind in kinds:
        shown.add_column(kind.value, justify="right")
    open_ones: dict[str, list[tuple[str, Standing]]] = {}
    for language in languages:
        found = standings(flow, language, read_record(flow, language))
        counts = Counter(found.values())
        shown.add_row(language, *(str(counts[kind]) if counts[kind] else "·" for kind in kinds))
        open_ones[language] = [
            (name, kind)
            for name, kind in found.items()
            if kind in (Standing.MISSING, Standing.STALE, Standing.SAME)
        ]
    console.print(shown)
    for language, ones in open_ones.items():
        for name, kind in ones:
            console.print(f"{language}  {name}: {kind}", markup=False)
    return 1 if any(open_ones.values()) else 0


def _export(flow: Flow, languages: list[str], out: Path | None, open_only: bool) -> int:
    file = out or Path(f"{flow.name}.csv")
    wanted = (Standing.MISSING, Standing.STALE, Standing.SAME) if open_only else ()
    rows = table(flow, languages, wanted)
    write_sheet(file, rows)
    print(f"{file}: {len(rows) - 1} prompts, {source_of(flow)} to {listed(languages)}")
    return 0


def _import(flow: Flow, file: Path) -> int:
    outcome = taken_in(flow, read_sheet(file))
    for one in outcome.refused:
        print(f"{file}:{one.row}: refused: {one.prompt} {one.language}: {one.reason}")
    for name in dict.fromkeys(outcome.older):
        print(f"{name}: the source has changed since the table was made; the words were taken and are stale")
    _told(outcome)
    return 1 if outcome.refused else 0


def _told(outcome: Imported) -> None:
    by_language = Counter(language for _, language in outcome.written)
    done = ", ".join(f"{count} in {language}" for language, count in sorted(by_language.items())) or "none"
    print(
        f"written: {done}; unchanged: {outcome.kept}; empty: {outcome.empty}; refused: {len(outcome.refused)}"
    )


def _accept(flow: Flow, languages: list[str], prompts: list[str]) -> int:
    unknown = [name for name in prompts if name not in flow.prompts]
    if unknown:
        complain(f"{flow.name} has no prompt {unknown[0]}")
        return 2
    for language, count in accept(flow, languages, prompts).items():
        print(f"{language}: {count} accepted")
    return 0
