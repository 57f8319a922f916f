"""`flowctl test --update`: what the phone said becomes the bot lines of the plays; shown as a diff."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from runtime.cli.fixing import Fixed
from runtime.cli.report import complain, shown
from runtime.transcript.accept import accepted
from runtime.transcript.run import Stage


def accept(stage: Stage, files: Iterable[Path], *, only_show: bool) -> int:
    """Prints the diff and writes the files; with only_show it writes nothing. The exit code: 0 when nothing
    is left that differs, 1 when the author has to decide, 2 when a file cannot be written."""
    changes, left = Fixed(), 0
    for file in files:
        if stage.perform(file).diagnostics:
            complain(f"{file} has faults, or its flow: `flowctl test {file}` tells which")
            left += 1
            continue
        text = file.read_bytes().decode("utf-8-sig")
        made = accepted(stage, file, text)
        if made.after != made.before:
            changes.texts[file] = (made.before, made.after)
        left += bool(made.left)
        for miss in made.left:
            complain(f"{miss.mark}: yours to decide: expected {miss.expected}; heard {miss.heard}")
    print("".join(f"{shown(line)}\n" for line in changes.diff.splitlines()), end="")
    if not only_show:
        try:
            changes.write()
        except OSError as trouble:
            complain(f"{trouble.filename} cannot be written")
            return 2
        for file in changes.texts:
            complain(f"{file}: bot lines accepted; read them, then take `written_by: update` out")
    return 1 if left else 0
