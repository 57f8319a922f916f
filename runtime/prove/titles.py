"""What a generated play is called, and what its remarks say: which point of which line it is for."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Set
from pathlib import Path

from runtime.explain.teller import LANGUAGE_NAMES
from runtime.flow.catalogue import Catalogue
from runtime.flow.model import Flow
from runtime.flow.wording import said
from runtime.transcript.points import Key, Kind, Point

ENGLISH = Catalogue()
_TIMES = {1: said("once"), 2: said("twice"), 3: said("three times"), 4: said("four times")}
_TELLING = (
    Kind.ERROR,
    Kind.REFUSAL,
    Kind.ESCALATION,
    Kind.LIMIT,
    Kind.RUNG,
    Kind.CONFIRM,
    Kind.RETURN,
    Kind.EXIT,
    Kind.OPTION,
    Kind.ANYWHERE,
    Kind.BRANCH,
    Kind.WAY,
    Kind.STATE,
    Kind.PHRASE,
)
"""What says most of a play, first."""
_PLAIN = frozenset({Kind.STATE, Kind.WAY, Kind.BRANCH})
"""What every call meets as it goes along: told only where nothing else is."""


class Titles:
    """points: all there are. home: the folder from which files are named, so that a play reads alike wherever
    it was made. told: the author's language."""

    def __init__(
        self, points: Mapping[Key, Point], flow: Flow, home: Path, told: Catalogue = ENGLISH
    ) -> None:
        self._points = points
        self._flows = {one.name: one for one in flow.every_flow()}
        self._home = home
        self._told = told

    def subject(self, shown: Collection[Key], lacking: Set[Key]) -> Key:
        """The point of these that a play is named after: what it was made for, unless something that says
        more comes on its way. Of equals the last in the order of names, which is the highest rung."""
        own = sorted(key for key in shown if key in lacking and key.kind not in _PLAIN)
        if own:
            return own[0]
        return max(shown, key=lambda key: (-_TELLING.index(key.kind), key))

    def name(self, key: Key, languages: Collection[str]) -> str:
        """A few words, with these languages."""
        named = [said(LANGUAGE_NAMES[one]) if one in LANGUAGE_NAMES else one for one in languages]
        found: str = self._what(key)
        for one in named:
            found = said("{one}, {other}", one=found, other=one)
        return found

    def title(self, name: str) -> str:
        """The same in the author's language."""
        return self._told.told(name)

    def purpose(self, key: Key) -> str:
        """Which point a play is for."""
        return self._told.told(said("For {point}", point=self._line(key)))

    def remarks(self, shown: Iterable[Key]) -> tuple[str, ...]:
        """What these points are, each once, without what goes without saying."""
        keys = [key for key in shown if key in self._points and key.kind not in _PLAIN]
        ordered = sorted(keys, key=lambda key: (self._points[key].mark, key))
        return tuple(dict.fromkeys(self._line(key) for key in ordered))

    def _line(self, key: Key) -> str:
        """ "flow.yaml:57: `no_input` rung 2 in `which_day`" """
        point = self._points[key]
        file = os.path.relpath(Path(point.mark.file).resolve(), self._home.resolve())
        return f"{Path(file).as_posix()}:{point.mark.line}: {self._told.told(point.what)}"

    def _what(self, key: Key) -> str:
        if key.kind is Kind.RUNG:
            state, ladder, number = key.name.rsplit("/", 2)
            times = _TIMES.get(int(number), said("{number} times", number=number))
            if ladder == "no_input":
                return said("no answer {times} in `{state}`", times=times, state=state)
            return said("not understood {times} in `{state}`", times=times, state=state)
        if key.kind is Kind.ESCALATION:
            rule = self._flows[key.flow].escalation[int(key.name.rpartition("/")[2]) - 1]
            return said("the rule `{condition}`", condition=rule.when.source)
        return self._points[key].what
