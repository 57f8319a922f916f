"""What `flowctl test` prints in a terminal: a line per play, failures retold, faults with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from runtime.cli.report import print_report, shown
from runtime.flow.diagnostic import Diagnostic
from runtime.transcript.result import Result
from runtime.transcript.retelling import heading, retelling
from runtime.transcript.run import Performance


def print_lines(performance: Performance, console: Console) -> None:
    """One line per play, as soon as it has been played."""
    for result in performance.results:
        verdict = Text("pass", "green") if result.passed else Text("FAIL", "bold red")
        reason = result.transcript.expected_to_fail
        known = f"  (a known fault: {reason.words})" if reason is not None and result.passed else ""
        console.print(verdict, shown(f" {performance.file}  {heading(result)}{known}"))
    if performance.skipped:
        told = shown(f" {performance.file}  {performance.title}: {performance.skipped}")
        console.print(Text("skip", "yellow"), told)
    elif not performance.results:
        console.print(Text("FAULT", "bold red"), shown(f"{performance.file}  {performance.title}".rstrip()))


def print_failures(performances: Sequence[Performance], console: Console) -> None:
    """Every failure retold, then every fault with the author's own line."""
    for performance, result in failures(performances):
        console.print()
        console.print(Text("FAIL", "bold red"), shown(f" {performance.file}  {heading(result)}"))
        for line in retelling(result):
            console.print(Text(shown(line), "red" if line.startswith("  ✗") else ""))
    found, files = faults(performances)
    if found:
        console.print()
        print_report(found, files)
    console.print()


def failures(performances: Sequence[Performance]) -> Iterator[tuple[Performance, Result]]:
    """The plays that did not go as they should."""
    for performance in performances:
        for result in performance.results:
            if not result.passed:
                yield performance, result


def faults(performances: Sequence[Performance]) -> tuple[list[Diagnostic], dict[str, str]]:
    """Every fault, and the files they stand in."""
    faulty = [performance for performance in performances if performance.diagnostics]
    found = [one for performance in faulty for one in performance.diagnostics]
    places = {mark.file for one in found for mark in (one.mark, *(mark for _, mark in one.related))}
    files = {name: text for each in faulty for name, text in each.files.items() if name in places}
    return found, files


def summary(performances: Sequence[Performance], seconds: float) -> str:
    """The run in one line."""
    results = [result for performance in performances for result in performance.results]
    failed = sum(not result.passed for result in results)
    known = sum(result.passed and bool(result.mismatches) for result in results)
    skipped = sum(bool(performance.skipped) for performance in performances)
    faulty = sum(not performance.results for performance in performances) - skipped
    calls = sum(result.seconds for result in results)
    words = [_count(len(results), "play"), f"{len(results) - failed} passed"]
    words += [f"{failed} failed"] if failed else []
    words += [f"{known} of them with a known fault"] if known and not failed else []
    words += [f"{skipped} skipped"] if skipped else []
    words += [f"{_count(faulty, 'transcript')} with faults, not played"] if faulty else []
    return f"{', '.join(words)} ({_clock(calls)} of calls in {seconds:.2f} s)"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
