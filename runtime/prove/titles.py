"""What a generated play is called, and what its remarks say: which point of which line it is for."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from runtime.explain.teller import LANGUAGE_NAMES
from runtime.transcript.points import Key, Kind, Point

_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}
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
    it was made."""

    def __init__(self, points: Mapping[Key, Point], home: Path) -> None:
        self._points = points
        self._home = home

    def subject(self, shown: Collection[Key], target: Key) -> Key:
        """The point of these that a play is named after: what it was made for, unless something that says
        more comes on its way. Of equals the last in the order of names, which is the highest rung."""
        own = [key for key in shown if replace(key, language="") == replace(target, language="")]
        if own and own[0].kind not in _PLAIN:
            return own[0]
        return max(shown, key=lambda key: (-_TELLING.index(key.kind), key))

    def title(self, key: Key, languages: Collection[str]) -> str:
        """A few words, with these languages."""
        return ", ".join([self._what(key), *(LANGUAGE_NAMES.get(one, one) for one in languages)])

    def line(self, key: Key) -> str:
        """ "flow.yaml:57: `no_input` rung 2 in `which_day`" """
        point = self._points[key]
        file = os.path.relpath(Path(point.mark.file).resolve(), self._home.resolve())
        return f"{Path(file).as_posix()}:{point.mark.line}: {point.what}"

    def remarks(self, shown: Iterable[Key]) -> tuple[str, ...]:
        """What these points are, each once, without what goes without saying."""
        keys = [key for key in shown if key in self._points and key.kind not in _PLAIN]
        ordered = sorted(keys, key=lambda key: (self._points[key].mark, key))
        return tuple(dict.fromkeys(self.line(key) for key in ordered))

    def _what(self, key: Key) -> str:
        if key.kind is Kind.RUNG:
            state, ladder, number = key.name.rsplit("/", 2)
            said = "no answer" if ladder == "no_input" else "not understood"
            return f"{said} {_TIMES.get(int(number), f'{number} times')} in `{state}`"
        return str(self._points[key].what)
