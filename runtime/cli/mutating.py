"""flowctl test --mutate: small mistakes in the flow, and which of them no play notices."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from rich.console import Console
from rich.text import Text

from runtime.cli.report import near, shown
from runtime.transcript.mutation import Trial, Verdict, scores, trial
from runtime.transcript.run import Performance

PROCESSES = 2
ENOUGH = 90.0
"""Per cent of mutants that plays should notice; less is told in yellow."""

_here: Trial | None = None
"""What the processes work on: it is there before they are made, so nothing has to be sent to them."""


def try_mutants(
    performances: Sequence[Performance], console: Console | None, seed: int = 0
) -> dict[str, Any]:
    """Tries every mutant and tells of the survivors. Without a console only as data. seed: other mistakes."""
    global _here
    _here = trial(performances, seed)
    verdicts: list[Verdict] = []
    for number in _tried(len(_here.mutants)):
        verdicts.append(number)
        if console is not None:
            _progress(len(verdicts), len(_here.mutants))
    if console is not None:
        _progress(0, 0)
        _print(verdicts, console)
    return {"mutation": _as_data(verdicts)}


def _tried(many: int) -> Iterator[Verdict]:
    if "fork" not in get_all_start_methods():
        yield from map(_verdict, range(many))
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        for number, (by, tried) in enumerate(pool.map(_told, range(many), chunksize=8)):
            assert _here is not None
            yield Verdict(_here.mutants[number], by, tried)


def _told(number: int) -> tuple[str, int]:
    found = _verdict(number)
    return found.by, found.tried


def _verdict(number: int) -> Verdict:
    assert _here is not None
    return _here.verdict(number)


def _progress(done: int, of: int) -> None:
    """One line that is written over, only where somebody watches."""
    if sys.stderr.isatty() and (done % 10 == 0 or done == of):
        sys.stderr.write(f"\r{done} of {of} mutants" if of else "\r\x1b[K")
        sys.stderr.flush()


def _print(verdicts: Sequence[Verdict], console: Console) -> None:
    for flow, score in scores(verdicts).items():
        style = "green" if score.percent >= ENOUGH else "yellow"
        words = (
            f"{flow}: {score.killed} of {score.counted} mutants noticed, {int(score.percent * 10) / 10:g} %"
        )
        console.print(Text(words, style), f"({score.equivalent} more are no mistakes)", sep=" ")
        for one in verdicts:
            if one.survived and one.mutant.made.name == flow:
                alone = "" if one.tried else " (no play comes there)"
                console.print(shown(f"  {_place(one)}  nobody would notice if {one.mutant.what}{alone}"))
        console.print()


def _place(one: Verdict) -> str:
    return f"{near(one.mutant.mark.file)}:{one.mutant.mark.line}"


def _as_data(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    return {
        flow: {
            "noticed": score.killed,
            "of": score.counted,
            "percent": score.percent,
            "survivors": [
                {
                    "file": near(one.mutant.mark.file),
                    "line": one.mutant.mark.line,
                    "what": str(one.mutant.what),
                    "tried": one.tried,
                }
                for one in verdicts
                if one.survived and one.mutant.made.name == flow
            ],
            "equivalent": [
                {
                    "file": near(one.mutant.mark.file),
                    "line": one.mutant.mark.line,
                    "what": str(one.mutant.what),
                    "because": str(one.mutant.equivalent),
                }
                for one in verdicts
                if one.mutant.equivalent and one.mutant.made.name == flow
            ],
        }
        for flow, score in scores(verdicts).items()
    }
