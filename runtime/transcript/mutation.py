"""Plays the mutants: which does no play notice?

Of all plays that pass, a mutant is shown only to those that touch its place, the shortest first, and to none
after the first that fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.transcript.mistakes import mutants
from runtime.transcript.model import Transcript
from runtime.transcript.mutants import Mutant, Touch
from runtime.transcript.player import play
from runtime.transcript.points import heard
from runtime.transcript.result import Result
from runtime.transcript.run import Performance
from runtime.transcript.spoken_in import spoken_in


@dataclass(frozen=True, slots=True)
class Play:
    """One play that passes. touches: of every point it meets."""

    root: str
    file: str
    transcript: Transcript
    language: str | None
    touches: frozenset[Touch]


@dataclass(frozen=True, slots=True)
class Verdict:
    """by: the first play that noticed, or "" when none did. tried: how many were played."""

    mutant: Mutant
    by: str
    tried: int

    @property
    def survived(self) -> bool:
        return not self.by and not self.mutant.equivalent


@dataclass(frozen=True, slots=True)
class Score:
    """Of one flow. counted: all mutants but the equivalent ones."""

    killed: int
    counted: int
    equivalent: int

    @property
    def percent(self) -> float:
        return 100.0 * self.killed / self.counted if self.counted else 100.0


@dataclass(slots=True)
class Trial:
    """roots: flows that calls reach. plays: what they are tried with. mutants: of every flow among them."""

    roots: Mapping[str, Flow]
    plays: Sequence[Play]
    mutants: Sequence[Mutant] = field(default=())

    def verdict(self, number: int) -> Verdict:
        """Show mutant `number` to the plays that touch its place."""
        mutant = self.mutants[number]
        if mutant.equivalent:
            return Verdict(mutant, "", 0)
        dialogues: dict[str, Dialogue] = {}
        tried = 0
        for one in self.plays:
            if not _touched(mutant, one):
                continue
            tried += 1
            if one.root not in dialogues:
                dialogues[one.root] = Dialogue(_with(self.roots[one.root], mutant.made))
            if play(dialogues[one.root], one.transcript, one.language).mismatches:
                return Verdict(mutant, one.file, tried)
        return Verdict(mutant, "", tried)


def trial(performances: Iterable[Performance], seed: int = 0, only: Sequence[str] = ()) -> Trial:
    """Everything there is to try. only: names of flows; without it, all that were played or run."""
    roots: dict[str, Flow] = {}
    plays: list[Play] = []
    for performance in performances:
        if performance.flow is not None:
            roots[performance.flow.name] = performance.flow
            plays += [
                _play(performance, one, performance.flow) for one in performance.results if not one.mismatches
            ]
    plays.sort(key=lambda one: len(one.transcript.lines))
    every = {flow.name: flow for root in roots.values() for flow in root.every_flow()}
    spoken = spoken_in(roots.values())
    chosen = [flow for name, flow in every.items() if not only or name in only]
    return Trial(roots, plays, tuple(one for flow in chosen for one in mutants(flow, spoken, seed)))


def scores(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """By flow."""
    found: dict[str, Score] = {}
    for one in verdicts:
        before = found.get(one.mutant.made.name, Score(0, 0, 0))
        if one.mutant.equivalent:
            found[one.mutant.made.name] = replace(before, equivalent=before.equivalent + 1)
        else:
            killed = before.killed + bool(one.by)
            found[one.mutant.made.name] = replace(before, killed=killed, counted=before.counted + 1)
    return found


def _play(performance: Performance, result: Result, flow: Flow) -> Play:
    name = f"{performance.file} ({result.language})" if result.language else performance.file
    touches = frozenset(_touches(result))
    return Play(flow.name, name, result.transcript, result.language, touches)


def _touches(result: Result) -> Iterator[Touch]:
    for key in heard(result.taken):
        yield (key.kind, key.flow, key.name)
        yield (key.kind, key.flow, f"{key.name.rpartition('/')[0]}/")


def _touched(mutant: Mutant, one: Play) -> bool:
    return any(touch in one.touches for touch in mutant.touches)


def _with(root: Flow, made: Flow) -> Flow:
    """This flow with the mutant in its place, wherever it is run."""
    if root.name == made.name:
        return made
    flows = {name: _with(flow, made) for name, flow in root.flows.items()}
    return replace(root, flows=flows) if flows else root
