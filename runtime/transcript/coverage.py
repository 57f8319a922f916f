"""Which points of the flows their plays have met (points.py), play by play.

Only plays that passed count: one that fails shows what the phone does and proves nothing. Plays that a tool
wrote (`# generated: yes` at the head of the file) are counted apart: they say what the flow does, and not
what somebody wanted of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from runtime.dialogue.turn import Taken
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Flow
from runtime.transcript.points import TOLD_ONLY, Key, Kind, Point, heard, points
from runtime.transcript.spoken_in import spoken_in

_GENERATED = re.compile(
    r"^(?:(?:#\s*)?generated:\s*(?:yes|true)|written_by:\s*(?:update|generate|record))\b", re.MULTILINE
)


def is_generated(text: str) -> bool:
    """Whether a transcript says that a tool wrote it: `written_by: update`, `generate` or `record`, or
    `generated: yes` in a comment, before its lines begin."""
    head, _, _ = text.partition("\nlines:")
    return _GENERATED.search(head) is not None


@dataclass(frozen=True, slots=True)
class Share:
    """of: points there are. met: those that plays of people meet. more: those that only generated ones do."""

    met: int
    of: int
    more: int = 0

    @property
    def percent(self) -> float:
        """100 where there is nothing to meet."""
        return 100.0 if not self.of else 100.0 * self.met / self.of

    def plus(self, other: Share) -> Share:
        return Share(self.met + other.met, self.of + other.of, self.more + other.more)


@dataclass(frozen=True, slots=True)
class Gap:
    """Points of one author's line that no person's play meets. languages: () where it has none.
    generated: a generated play does."""

    mark: Mark
    what: str
    kind: Kind
    languages: tuple[str, ...]
    generated: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """One flow. by: the plays of people that meet each point; tools: those of tools."""

    flow: Flow
    points: tuple[Point, ...]
    by: Mapping[Key, tuple[str, ...]]
    tools: Mapping[Key, tuple[str, ...]]

    def share(self, *kinds: Kind) -> Share:
        """Of these kinds; of all that count when none is named."""
        wanted = set(kinds) or set(Kind) - TOLD_ONLY
        asked = [point.key for point in self.points if point.key.kind in wanted]
        met = sum(key in self.by for key in asked)
        return Share(met, len(asked), sum(key in self.tools and key not in self.by for key in asked))

    def gaps(self, *kinds: Kind) -> tuple[Gap, ...]:
        """What is missing, in the order of the file; the languages of one place together."""
        wanted = set(kinds) or set(Kind) - TOLD_ONLY
        found: dict[tuple[Mark, Kind, str, bool], list[str]] = {}
        for point in self.points:
            if point.key.kind in wanted and point.key not in self.by:
                place = (point.mark, point.key.kind, point.what, point.key in self.tools)
                found.setdefault(place, []).append(point.key.language)
        gaps = [
            Gap(mark, what, kind, tuple(filter(None, languages)), generated)
            for (mark, kind, what, generated), languages in found.items()
        ]
        return tuple(sorted(gaps, key=lambda gap: (gap.mark.file, gap.mark.line, gap.mark.column)))


@dataclass(slots=True)
class Coverage:
    """Filled play by play, then asked. flows: by name, those that plays are for and those that they run."""

    roots: dict[str, Flow] = field(default_factory=dict)
    plays: int = 0
    generated: int = 0
    failed: int = 0
    _by: dict[Key, list[str]] = field(default_factory=dict)
    _tools: dict[Key, list[str]] = field(default_factory=dict)
    _states: dict[str, Counter[str]] = field(default_factory=dict)
    _edges: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def add(
        self, flow: Flow, play: str, taken: Iterable[Taken], *, passed: bool, generated: bool = False
    ) -> None:
        """One performance of one play. play: what a reader finds it by."""
        self.roots[flow.name] = flow
        if not passed:
            self.failed += 1
            return
        self.plays += 1
        self.generated += generated
        notes = tuple(taken)
        met = self._tools if generated else self._by
        for key in heard(notes):
            met.setdefault(key, []).append(play)
        self._count(notes)

    def flows(self) -> tuple[Covered, ...]:
        """Every flow that was played, in the order of its first play; those that it runs after it."""
        every: dict[str, Flow] = {}
        for root in self.roots.values():
            for flow in root.every_flow():
                every.setdefault(flow.name, flow)
        languages = spoken_in(self.roots.values())
        return tuple(
            Covered(
                flow,
                (its := points(flow, languages)),
                {point.key: tuple(self._by[point.key]) for point in its if point.key in self._by},
                {point.key: tuple(self._tools[point.key]) for point in its if point.key in self._tools},
            )
            for flow in every.values()
        )

    def counts(self, flow: str) -> dict[str, dict[str, int]]:
        """How often states were entered and ways taken, as `flowctl graph --counts` reads them."""
        states, edges = self._states.get(flow, Counter()), self._edges.get(flow, Counter())
        return {
            "states": dict(sorted(states.items())),
            "edges": {f"{source}->{target}": number for (source, target), number in sorted(edges.items())},
        }

    def _count(self, notes: tuple[Taken, ...]) -> None:
        entered = [note for note in notes if note.what == "state"]
        for note in entered:
            self._states.setdefault(note.flow, Counter())[note.name] += 1
            way, _, source = note.how.partition(" ")
            if source and way not in ("run", "visit"):
                self._edges.setdefault(note.flow, Counter())[source, note.name] += 1


def total(flows: Iterable[Covered]) -> Share:
    """All that counts in these flows together."""
    share = Share(0, 0)
    for one in flows:
        share = share.plus(one.share())
    return share
