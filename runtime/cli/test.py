"""flowctl test: play scripted calls against the flows, on a virtual clock."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from runtime.cli.covering import Asked, cover
from runtime.cli.mutating import try_mutants
from runtime.cli.report import as_json, complain, near, print_report, shown
from runtime.flow.diagnostic import Diagnostic, Mark
from runtime.share import share
from runtime.transcript.result import Result
from runtime.transcript.retelling import heading, retelling
from runtime.transcript.run import Performance, Stage, transcript_paths


class Format(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Flows, folders or transcripts.  [default: flows]", show_default=False),
    ] = None,
    word: Annotated[
        str | None,
        typer.Option("-k", metavar="WORD", help="Only transcripts with this word in their path or title."),
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Only transcripts with this tag; may be given again.")
    ] = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", "-x", help="Stop at the first failure.")] = False,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    coverage: Annotated[bool, typer.Option("--coverage", help="What of each flow the plays meet.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Coverage as pages: the flow files, line by line.")
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="N", help="Fail when less than N % are covered.", min=0, max=100)
    ] = None,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Put small mistakes into the flows; which does no play notice?")
    ] = False,
    counts_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="How often each way was taken, for `flowctl graph`.")
    ] = None,
) -> int:
    """Returns 0 when every play passed; 1 when one did not, a transcript or its flow has faults, or too
    little is covered; 2 for a path that is not there or cannot be written, or nothing to play."""
    folders = paths or [Path("flows") if Path("flows").is_dir() else share("flows")]
    missing = [path for path in folders if not path.exists()]
    for path in missing:
        complain(f"there is no file or folder {path}")
    if missing:
        return 2
    files = list(dict.fromkeys(file for folder in folders for file in transcript_paths(folder)))
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    began = time.perf_counter()
    performances = []
    for performance in _performances(files, word, frozenset(tag or ())):
        performances.append(performance)
        if format is Format.TEXT:
            _print_lines(performance, console)
        if fail_fast and not performance.passed:
            break
    if not performances:
        complain(_nothing(folders, word, tag or []))
        return 2
    if format is Format.TEXT:
        _print_failures(performances, console)
        console.print(_summary(performances, time.perf_counter() - began))
    asked = Asked(coverage, html, fail_under, counts_out)
    data, code = cover(performances, asked, console if format is Format.TEXT else None)
    if mutate:
        data |= try_mutants(performances, console if format is Format.TEXT else None)
    if format is not Format.TEXT:
        print(json.dumps({**_as_data(performances), **data}, ensure_ascii=False, indent=2))
    return code or (0 if all(performance.passed for performance in performances) else 1)


def _performances(files: Iterable[Path], word: str | None, tags: frozenset[str]) -> Iterable[Performance]:
    stage = Stage()
    for file in files:
        chosen = word is None or word.casefold() in f"{file} {stage.title(file)}".casefold()
        if chosen and (not tags or tags & set(stage.tags(file))):
            yield stage.perform(file)


def _nothing(folders: list[Path], word: str | None, tags: list[str]) -> str:
    where = " and ".join(str(folder) for folder in folders)
    if tags:
        return f"no transcript in {where} has the tag {' or '.join(tags)}"
    if word is not None:
        return f"no transcript in {where} has `{word}` in its path or title"
    return f"there is no transcript in {where}; they lie in the folder `transcripts` beside a flow"


# -- text -------------------------------------------------------------------------------------


def _print_lines(performance: Performance, console: Console) -> None:
    """One line per play, as soon as it has been played."""
    for result in performance.results:
        verdict = Text("pass", "green") if result.passed else Text("FAIL", "bold red")
        console.print(verdict, shown(f" {performance.file}  {heading(result)}"))
    if performance.skipped:
        console.print(
            Text("skip", "yellow"), shown(f" {performance.file}  {performance.title}: {performance.skipped}")
        )
    elif not performance.results:
        console.print(Text("FAULT", "bold red"), shown(f"{performance.file}  {performance.title}".rstrip()))


def _print_failures(performances: list[Performance], console: Console) -> None:
    """Every failure retold, then every fault with the author's own line."""
    for performance in performances:
        for result in performance.results:
            if not result.passed:
                console.print()
                console.print(Text("FAIL", "bold red"), shown(f" {performance.file}  {heading(result)}"))
                for line in retelling(result):
                    console.print(Text(shown(line), "red" if line.startswith("  ✗") else ""))
    faults, files = _faults(performances)
    if faults:
        console.print()
        print_report(faults, files)
    console.print()


def _summary(performances: list[Performance], seconds: float) -> str:
    results = [result for performance in performances for result in performance.results]
    failed = sum(not result.passed for result in results)
    skipped = sum(bool(performance.skipped) for performance in performances)
    faulty = sum(not performance.results for performance in performances) - skipped
    calls = sum(result.seconds for result in results)
    words = [_count(len(results), "play"), f"{len(results) - failed} passed"]
    words += [f"{failed} failed"] if failed else []
    words += [f"{skipped} skipped"] if skipped else []
    words += [f"{_count(faulty, 'transcript')} with faults, not played"] if faulty else []
    return f"{', '.join(words)} ({_clock(calls)} of calls in {seconds:.2f} s)"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def _faults(performances: list[Performance]) -> tuple[list[Diagnostic], dict[str, str]]:
    """Every fault, and the files they stand in."""
    faulty = [performance for performance in performances if performance.diagnostics]
    faults = [one for performance in faulty for one in performance.diagnostics]
    places = {mark.file for one in faults for mark in (one.mark, *(mark for _, mark in one.related))}
    files = {name: text for each in faulty for name, text in each.files.items() if name in places}
    return faults, files


# -- data -------------------------------------------------------------------------------------


def _as_data(performances: list[Performance]) -> dict[str, Any]:
    results = [(performance, result) for performance in performances for result in performance.results]
    faults, files = _faults(performances)
    return {
        "passed": sum(result.passed for _, result in results),
        "failed": sum(not result.passed for _, result in results),
        "plays": [_play_data(performance.file, result) for performance, result in results],
        "findings": json.loads(as_json(faults, files))["findings"],
    }


def _play_data(file: str, result: Result) -> dict[str, Any]:
    return {
        "file": file,
        "title": result.transcript.title,
        "language": result.language,
        "passed": result.passed,
        "ended": result.ended,
        "seconds": result.seconds,
        "mismatches": [
            {
                **_place(mismatch.mark),
                "expected": mismatch.expected,
                "heard": mismatch.heard,
                "state": mismatch.state or None,
                "source": _place(mismatch.source) if mismatch.source else None,
            }
            for mismatch in result.mismatches
        ],
    }


def _place(mark: Mark) -> dict[str, Any]:
    return {"file": near(mark.file), "line": mark.line, "column": mark.column}
