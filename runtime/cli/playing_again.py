"""`flowctl test --watch`: after every save, the plays that it can have changed, and no others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from runtime.cli.report import complain
from runtime.cli.watching import QUIET, SUFFIXES
from runtime.transcript.affected import affected
from runtime.transcript.run import Performance

Perform = Callable[[Iterable[Path]], list[Performance]]
"""Plays these transcripts with the files as they are now, prints what came of it, and gives it back."""


def play_again(paths: list[Path], first: list[Performance], perform: Perform) -> None:
    """Plays after every save in these folders, until the author presses Ctrl-C. first: what was played."""
    from watchfiles import watch as saves

    known = {Path(one.file): one for one in first}
    folders = {path if path.is_dir() else path.parent for path in paths}
    folders |= {read.parent for one in first for read in one.reads}
    watched = [one for one in folders if not any(other in one.parents for other in folders)]
    complain("watching; Ctrl-C ends")
    try:
        for changes in saves(*watched, debounce=QUIET, step=QUIET // 2, raise_interrupt=True):
            respond(known, [Path(name) for _, name in changes], perform)
    except KeyboardInterrupt:
        return


def respond(known: dict[Path, Performance], saved: list[Path], perform: Perform) -> None:
    """Plays what these saves can have changed, and remembers what came of it."""
    files = [file for file in saved if file.suffix in SUFFIXES and not file.name.startswith(".")]
    plays = [play for play in affected(known, files) if play.is_file()]
    if not plays:
        return
    began = time.perf_counter()
    for performance in perform(plays):
        known[Path(performance.file)] = performance
    names = ", ".join(sorted({file.name for file in files}))
    complain(
        f"{names}: {len(plays)} of {len(known)} transcripts played in {time.perf_counter() - began:.2f} s"
    )
