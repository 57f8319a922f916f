"""Which plays a saved file can have changed the outcome of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from runtime.flow.project import flow_file
from runtime.transcript.run import Performance, transcript_paths


def affected(known: Mapping[Path, Performance], saved: Iterable[Path]) -> list[Path]:
    """The transcripts to play again. known: those that were played, by their file. A transcript that was
    saved, those that it stands inside of, and those of every flow that was made from a saved file. A file
    that nobody has read is new: a transcript is played, any other stands for all plays of its flow."""
    found: dict[Path, None] = {}
    for file in saved:
        place = file.resolve()
        readers = [play for play, performance in known.items() if place in performance.reads]
        found.update(dict.fromkeys(readers or _of_a_new_file(file)))
    return list(found)


def _of_a_new_file(file: Path) -> list[Path]:
    """What a file belongs to that no play has read."""
    if not file.is_file():
        return []
    for folder in (file.parent, file.parent.parent):
        if flow_file(folder):
            plays = transcript_paths(folder)
            return [play for play in plays if play.resolve() == file.resolve()] or plays
    return []
