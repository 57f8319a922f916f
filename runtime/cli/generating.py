"""What `flowctl generate` does: which points no play meets, and plays for them, flow by flow."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.catalogue import Catalogue
from runtime.flow.model import Flow
from runtime.prove.graph import Progress
from runtime.prove.playbook import NO_CALL, Generated, plays_for
from runtime.prove.titles import ENGLISH, Titles
from runtime.transcript.points import TOLD_ONLY, Key, Point, heard, points
from runtime.transcript.run import Stage, transcript_paths
from runtime.transcript.spoken_in import spoken_in

_NO_NAME = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Root:
    """A flow that calls come to. path: as it was named or found."""

    path: Path
    flow: Flow

    @property
    def home(self) -> Path:
        return self.path if self.path.is_dir() else self.path.parent


@dataclass(frozen=True, slots=True)
class Written:
    """A play, the flow it is for, its text as a file, and where that was saved."""

    root: Root
    play: Generated
    text: str
    file: Path | None


@dataclass(slots=True)
class Outcome:
    """points: of all flows. missing: those that no play met before. reasons: why a point has no play now.
    failed: plays that were there and did not pass, so that what they meet does not count. stopped: there
    could be more plays than were asked for."""

    points: Mapping[Key, Point]
    missing: frozenset[Key]
    written: list[Written] = field(default_factory=list)
    reasons: dict[Key, str] = field(default_factory=dict)
    failed: int = 0
    stopped: bool = False

    @property
    def all(self) -> int:
        """How many points count."""
        return sum(key.kind not in TOLD_ONLY for key in self.points)

    def met(self) -> frozenset[Key]:
        """What the new plays meet of what was missing."""
        return self.missing & {key for one in self.written for key in one.play.meets}


@dataclass(frozen=True, slots=True)
class Asked:
    """languages: only points of these; () for all. limit: plays at most. most: moments at most. told: the
    language in which plays speak of themselves."""

    languages: tuple[str, ...]
    limit: int | None
    most: int
    save_to: Path | None
    told: Catalogue = ENGLISH


def generate(
    roots: Sequence[Root],
    asked: Asked,
    progress: Callable[[str], Progress | None],
    tell: Callable[[Written], None],
) -> Outcome:
    """Plays for what is missing, told and saved flow by flow. Raises OSError."""
    outcome = _outcome(roots, asked.languages)
    left = set(outcome.missing)
    for root in sorted(roots, key=lambda one: not one.flow.outputs):  # what others run is shorter by itself
        own = {flow.name for flow in root.flow.every_flow()}
        limit = None if asked.limit is None else asked.limit - len(outcome.written)
        if limit == 0:
            outcome.stopped = bool(left)
            break
        book = plays_for(
            Dialogue(root.flow),
            outcome.points,
            {key for key in left if key.flow in own},
            Titles(outcome.points, root.flow, root.home, asked.told),
            limit=limit,
            most=asked.most,
            progress=progress(root.flow.name),
        )
        for play in book.plays:
            written = _write(root, play, asked.save_to, prefixed=len(roots) > 1)
            outcome.written.append(written)
            tell(written)
            left -= play.meets
        outcome.stopped = outcome.stopped or book.stopped
        for key, why in book.reasons.items():
            if outcome.reasons.get(key, NO_CALL) == NO_CALL:
                outcome.reasons[key] = why
    outcome.reasons = {key: why for key, why in outcome.reasons.items() if key in left}
    return outcome


def _outcome(roots: Sequence[Root], languages: Collection[str]) -> Outcome:
    spoken = spoken_in(root.flow for root in roots)
    every = {flow.name: flow for root in roots for flow in root.flow.every_flow()}
    all_points = {point.key: point for flow in every.values() for point in points(flow, spoken)}
    wanted = {
        key
        for key in all_points
        if key.kind not in TOLD_ONLY and (not languages or not key.language or key.language in languages)
    }
    met, failed = _met(roots, every.values())
    return Outcome(all_points, frozenset(wanted - met), failed=failed)


def _met(roots: Iterable[Root], flows: Iterable[Flow]) -> tuple[set[Key], int]:
    """What the plays of these flows meet, and how many plays did not pass."""
    stage = Stage()
    met: set[Key] = set()
    failed = 0
    places = [*(root.path for root in roots), *(Path(flow.mark.file) for flow in flows)]
    files = {file.resolve(): file for place in places for file in transcript_paths(place)}
    for file in files.values():
        performance = stage.perform(file)
        failed += not performance.passed
        for result in performance.results:
            if not result.mismatches:
                met |= heard(result.taken)
    return met, failed


# -- files ---------------------------------------------------------------------------------------------


def _write(root: Root, play: Generated, folder: Path | None, *, prefixed: bool) -> Written:
    """The play as a file, saved where a folder is named. What is there stays."""
    if folder is None:
        return Written(root, play, play.text, None)
    folder.mkdir(parents=True, exist_ok=True)
    text = _addressed(play.text, folder, root.path)
    for name in _names(play.name, root.flow.name if prefixed else ""):
        try:
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        return Written(root, play, text, folder / name)
    raise AssertionError("names never run out")


def _names(title: str, flow: str) -> Iterator[str]:
    stem = "_".join(part for part in (flow, _NO_NAME.sub("_", title).strip("_").lower()[:80]) if part)
    yield f"{stem}.yaml"
    number = 2
    while True:
        yield f"{stem}_{number}.yaml"
        number += 1


def _addressed(text: str, folder: Path, flow: Path) -> str:
    """With the flow it is for, where its folder does not say it."""
    beside = folder.name == "transcripts" and flow.is_dir() and folder.resolve().parent == flow.resolve()
    if beside:
        return text
    where = Path(os.path.relpath(flow.resolve(), folder.resolve())).as_posix()
    head, title, rest = text.partition("\ntranscript:")
    first, _, more = rest.partition("\n")
    return f"{head}{title}{first}\nflow: {where}\n{more}"
