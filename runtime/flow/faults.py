"""Where the stages put what they find, and how the nearest valid word is found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.flow.tree import Text
from runtime.flow.wording import said

NOT_LOADED = "The flow cannot be loaded; callers go on hearing the last good version, or nothing at all."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The valid word that was probably meant, or None."""
    return _nearest(word, tuple(known))


@lru_cache(maxsize=256)  # a name that is wrong in one place is wrong in many
def _nearest(word: str, names: tuple[str, ...]) -> str | None:
    folded = {name.casefold().replace("-", "_").replace(" ", "_"): name for name in names}
    wanted = word.casefold().replace("-", "_").replace(" ", "_")
    if wanted in folded:
        return folded[wanted]
    close = get_close_matches(wanted, list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


SURE = 0.8
"""How alike two words are when one is certainly the other mistyped: one letter of five."""


def sure(word: str, known: Iterable[str]) -> bool:
    """Whether `nearest` can only be what was meant: very near, and no other name is nearly as near."""
    return _sure(word, tuple(known))


@lru_cache(maxsize=256)
def _sure(word: str, names: tuple[str, ...]) -> bool:
    near = nearest(word, names)
    if near is None or len(word) < 3:
        return False
    wanted = word.casefold().replace("-", "_").replace(" ", "_")
    likeness = {name: SequenceMatcher(None, wanted, name.casefold()).ratio() for name in names}
    others = [ratio for name, ratio in likeness.items() if name != near]
    return likeness[near] >= SURE and max(others, default=0.0) < likeness[near] - 0.1


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names for a sentence; a long list is cut."""
    every = list(names)
    text = ", ".join(every[:most])
    if len(every) <= most:
        return text
    return said("{names} and {count} more", names=text, count=len(every) - most)


def part(text: Text, words: str) -> Mark:
    """The place of `words` inside a text, or the whole text when it cannot be told."""
    found = text.value.find(words)
    if text.verbatim and found >= 0:
        above = text.value.count("\n", 0, found)
        column = found - (text.value.rfind("\n", 0, found) + 1)
        return Mark(text.mark.file, text.mark.line + above, column + 1, max(1, len(words)))
    quotes = 0 if text.plain else 1
    if found < 0 or text.mark.length != len(text.value) + 2 * quotes:
        return text.mark
    return Mark(text.mark.file, text.mark.line, text.mark.column + quotes + found, max(1, len(words)))


def instead(text: Text, word: str) -> tuple[Edit, ...]:
    """The edit that writes `word` in a text's place, inside its quotes. None when the text is not on one
    line as it was written."""
    place = part(text, text.value)
    quotes = 0 if text.plain else 2
    return (Edit(place, word),) if place.length + quotes == text.mark.length and not text.verbatim else ()


def within(text: Text, name: str, known: Iterable[str]) -> tuple[Edit, ...]:
    """The edit that writes what was certainly meant for a name in a template or condition; none when the
    name stands there more than once, or is a part of another word."""
    names = list(known)
    near, place = nearest(name, names), part(text, name)
    alone = re.findall(rf"(?<![\w.]){re.escape(name)}(?!\w)", text.value)
    exact = place.length == len(name) and text.value.count(name) == len(alone) == 1
    return (Edit(place, near),) if near and exact and sure(name, names) else ()


@dataclass(slots=True)
class Faults:
    """Collects; never stops at the first."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(
        self,
        rule: str,
        message: str,
        mark: Mark,
        fix: str = "",
        *,
        harm: str = NOT_LOADED,
        suggestion: str | None = None,
        related: tuple[tuple[str, Mark], ...] = (),
        edits: tuple[Edit, ...] = (),
    ) -> None:
        self.found.append(
            Diagnostic(rule, Severity.ERROR, message, mark, harm, fix, suggestion, related, edits)
        )

    def unknown(
        self, rule: str, kind: str, word: Text, known: Iterable[str], *, harm: str, fix: str = ""
    ) -> None:
        """A name that names nothing, with the nearest that does."""
        names = sorted(known)
        near = nearest(word.value, names)
        if not fix:
            fix = (
                said("There are: {names}.", names=listed(names))
                if names
                else said("No {kind} is declared yet.", kind=said(kind))
            )
        edits = instead(word, near) if near and sure(word.value, names) else ()
        message = said("there is no {kind} `{name}`", kind=said(kind), name=word.value)
        self.error(rule, message, word.mark, fix, harm=harm, suggestion=near, edits=edits)

    @property
    def any_error(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.found)
