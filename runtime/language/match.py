"""Phrase matching: which of the author's phrases did the caller say?

Compared as a listener would, not as a computer would. Four ways, the plainest first:

    EXACT    the same words, but for case, punctuation and invisible joiners
    SCRIPT   the same sounds in other letters: "bijli nahi hai" for बिजली नहीं है, "operator" for ఆపరేటర్
    SOUND    the same coarse sounds in the same letters: long for short, aspirated for plain
    NEAR     a small error of hearing, as much as a phrase of that length can bear

    index = Index([("operator", "a person"), ("repeat", "again")])
    index.find("I want a person, please")           -> "operator"
    index.find("I want a person, please", whole=True)  -> None

The phrase of which most was recognised wins: long before short, near before far. Two that are equally
good are no match: nobody is sent anywhere by a toss. An index may be stricter (`loosest`): yes and no and
a listener's small sounds are taken by their very words only. Built once per flow; a look-up costs
microseconds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from runtime.language import near
from runtime.language.folding import folded as folded
from runtime.language.negation import negatives, turned_round
from runtime.language.script import dominant_script
from runtime.language.sounds import close_key, word_key

Key = TypeVar("Key", bound=Hashable)


class How(StrEnum):
    EXACT = "exact"
    SCRIPT = "script"
    SOUND = "sound"
    NEAR = "near"


class Why(StrEnum):
    """Why a phrase that is near what was said was not taken."""

    OTHER = "another phrase is longer or nearer"
    TIE = "two choices are equally near, and nothing is guessed"
    FAR = "too far from what was said"
    SHORT = "so short a phrase must sound just so"
    NEGATION = "one of the two says no and the other does not"
    INSIDE = "inside a longer sentence only a long phrase may be a little off"
    BESIDE = "a single word among many others is left to the model"
    WHOLE = "here the phrase must be all that was said"


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """phrase: as the author wrote it. cost: halves of a sound (near.py). start, end: first word and word
    after the last, of the folded text. sounds: of the phrase, how many."""

    key: Key
    phrase: str
    how: How
    cost: int
    start: int
    end: int
    sounds: int

    @property
    def worth(self) -> int:
        """How much was recognised: the sounds of the phrase, less twice what is off."""
        return self.sounds - 2 * self.cost


@dataclass(frozen=True, slots=True)
class Rejected(Generic[Key]):
    """A phrase that came near. cost: halves of a sound."""

    key: Key
    phrase: str
    cost: int
    why: Why


@dataclass(frozen=True, slots=True)
class Explanation(Generic[Key]):
    """sounds: what was said, as sounds. rejected: nearest first."""

    sounds: str
    match: Match[Key] | None
    rejected: tuple[Rejected[Key], ...]


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Key]):
    """One phrase. said: folded. words: its sounds, word by word. row: the same without blanks."""

    key: Key
    text: str
    said: str
    words: tuple[str, ...]
    row: str
    script: str | None
    negatives: int
    mask: int
    most_bits: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What a caller said, prepared once per look-up."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    script: str | None


NEAR_INSIDE = (10, 2)
"""Inside a longer sentence a phrase may be a little off only if it has so many sounds and words."""
SOUND_INSIDE = 5
"""And may be spelt otherwise only if it has so many sounds."""
MOST_WORDS = 40
"""Of what was said, for everything but exact phrases: longer is a recogniser gone wild."""


class Index(Generic[Key]):
    """Phrases and what each stands for. When two keys claim one phrase, the first keeps it.
    loosest: the last of the four ways that counts."""

    __slots__ = ("_all", "_by_length", "_lengths", "_long", "_loosest", "_most_words", "_phrases", "_rows")

    def __init__(self, phrases: Iterable[tuple[Key, str]], *, loosest: How = How.NEAR) -> None:
        self._phrases: dict[str, _Phrase[Key]] = {}
        self._loosest = loosest
        lengths: dict[str, set[int]] = {}
        for key, text in phrases:
            said = folded(text)
            if said and said not in self._phrases:
                self._phrases[said] = _prepared(key, text, said)
                words = said.split()
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
        self._all = tuple(self._phrases.values())
        self._rows: dict[str, list[_Phrase[Key]]] = {}
        for phrase in self._all:
            self._rows.setdefault(phrase.row, []).append(phrase)
        self._most_words = max((len(phrase.words) for phrase in self._all), default=0)
        self._by_length: dict[int, list[_Phrase[Key]]] = {}
        self._long: dict[int, list[_Phrase[Key]]] = {}
        for phrase in self._all if loosest is How.NEAR else ():
            most = near.budget(len(phrase.row))
            for length in range(len(phrase.row) - most, len(phrase.row) + most + 1) if most else ():
                self._by_length.setdefault(length, []).append(phrase)
                if len(phrase.row) >= NEAR_INSIDE[0] and len(phrase.words) >= NEAR_INSIDE[1]:
                    self._long.setdefault(length, []).append(phrase)

    def __len__(self) -> int:
        return len(self._phrases)

    def find(self, text: str, *, whole: bool = False) -> Key | None:
        """The key of the longest phrase (in words, then letters, then earliest) in `text`, or None.
        whole: the phrase must be all that was said."""
        found = self.match(text, whole=whole)
        return None if found is None else found.key

    def locate(self, text: str, *, whole: bool = False) -> tuple[Key, int, int] | None:
        """Like `find`, with the place: (key, first word, word after the last) of the folded text."""
        found = self.match(text, whole=whole)
        return None if found is None else (found.key, found.start, found.end)

    def match(self, text: str, *, whole: bool = False) -> Match[Key] | None:
        """The phrase, how it was recognised, and where it stands."""
        said = folded(text)
        words = said.split()
        if said in self._phrases:
            phrase = self._phrases[said]
            return Match(phrase.key, phrase.text, How.EXACT, 0, 0, len(words), len(phrase.row))
        if not words or not self._phrases:
            return None
        exact = None if whole else self._exact_inside(words)
        if self._loosest is How.EXACT or len(words) > MOST_WORDS:
            return exact
        spoken = _Said(tuple(words), tuple(word_key(word) for word in words), dominant_script(said))
        best = _one_of(list(self._alike(spoken, whole)))
        found = best if exact is None or (best is not None and best.worth > exact.worth) else exact
        return None if found is None or turned_round(words, found.start, found.end) else found

    def explain(self, text: str, *, whole: bool = False, most: int = 6) -> Explanation[Key]:
        """What `match` gives for `text`, and which other phrases came near and why they lost."""
        found = self.match(text, whole=whole)
        words = tuple(folded(text).split())[:MOST_WORDS]
        said = _Said(words, tuple(word_key(word) for word in words), dominant_script(text))
        rejected: list[Rejected[Key]] = []
        for phrase in () if self._loosest is How.EXACT else self._all:
            if found is not None and phrase.key == found.key:
                continue
            cost = min((cost for _, _, cost in _nearest(phrase, said)), default=near.FAR)
            if cost < near.FAR:
                why = self._why(phrase, said, found, cost, whole)
                rejected.append(Rejected(phrase.key, phrase.text, cost, why))
        rejected.sort(key=lambda one: (one.cost, one.phrase))
        return Explanation(" ".join(said.sounds), found, tuple(rejected[:most]))

    # -- the very words --------------------------------------------------------------------------------

    def _exact_inside(self, words: list[str]) -> Match[Key] | None:
        best: tuple[int, int, int] | None = None
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                end = start + length
                if end > len(words):
                    continue
                phrase = " ".join(words[start:end])
                if phrase in self._phrases:
                    better = (length, len(phrase), -start)
                    if best is None or better > best:
                        best = better
                    break
        if best is None:
            return None
        start = -best[2]
        end = start + best[0]
        found = self._phrases[" ".join(words[start:end])]
        return Match(found.key, found.text, How.EXACT, 0, start, end, len(found.row))

    # -- the same sounds, or nearly ----------------------------------------------------------------------

    def _alike(self, said: _Said, whole: bool) -> Iterator[Match[Key]]:
        everything = len(said.words)
        for start, end, row in _windows(said, self._most_words + 1, whole):
            inside = end - start < everything
            for phrase in self._rows.get(row, ()):
                if _sounds_the_same(phrase, said, start, end, inside):
                    how = How.SOUND if phrase.script == said.script else How.SCRIPT
                    if how is not How.SOUND or self._loosest is not How.SCRIPT:
                        yield Match(phrase.key, phrase.text, how, 0, start, end, len(row))
            candidates = (self._long if inside else self._by_length).get(len(row))
            if not candidates:
                continue
            mask = _mask(row)
            for phrase in candidates:
                if abs(len(phrase.words) - end + start) > 1 or phrase.row == row:
                    continue  # a recogniser joins or parts two words, not more
                if (phrase.mask ^ mask).bit_count() <= phrase.most_bits:
                    cost = _off(phrase, said, start, end, row, inside)
                    if cost < near.FAR:
                        how = How.NEAR if cost else How.SCRIPT
                        yield Match(phrase.key, phrase.text, how, cost, start, end, len(phrase.row))

    def _why(
        self, phrase: _Phrase[Key], said: _Said, found: Match[Key] | None, cost: int, whole: bool
    ) -> Why:
        if found is not None:
            return Why.OTHER
        start, end, _ = min(_nearest(phrase, said), key=lambda one: one[2])
        inside = end - start < len(said.words)
        if inside and whole:
            return Why.WHOLE
        if turned_round(said.words, start, end) or phrase.negatives != negatives(said.sounds[start:end]):
            return Why.NEGATION
        if len(phrase.row) <= near.SHORT:
            return Why.SHORT
        if cost > near.budget(len(phrase.row)):
            return Why.FAR
        row = "".join(said.sounds[start:end])
        fits = (
            _sounds_the_same(phrase, said, start, end, inside)
            if phrase.row == row
            else _off(phrase, said, start, end, row, inside) < near.FAR
        )
        return Why.TIE if fits else Why.INSIDE if inside else Why.FAR


def _prepared(key: Key, text: str, said: str) -> _Phrase[Key]:
    words = tuple(word_key(word) for word in said.split())
    row = "".join(words)
    return _Phrase(
        key,
        text,
        said,
        words,
        row,
        dominant_script(said),
        negatives(words),
        _mask(row),
        2 * near.budget(len(row)),
    )


_CLASSES = {
    sound: 1 << (3 * number)
    for number, alike in enumerate(
        ("a", "e", "i", "o", "u", "kgh", "cjs", "td", "pbv", "n", "m", "r", "l", "y")
    )
    for sound in alike
}


def _mask(row: str) -> int:
    """Which classes of sounds there are, and whether once, twice or more often. An error changes two bits at
    most, so rows that differ in more need not be compared."""
    mask = 0
    for sound in row:
        bit = _CLASSES.get(sound, 0)
        if mask & bit:
            bit <<= 2 if mask & bit << 1 else 1
        mask |= bit
    return mask


def _windows(said: _Said, longest: int, whole: bool) -> Iterator[tuple[int, int, str]]:
    """(first word, word after the last, their sounds without blanks)."""
    count = len(said.words)
    if whole:
        yield 0, count, "".join(said.sounds)
        return
    for start in range(count):
        row = ""
        for end in range(start + 1, min(count, start + longest) + 1):
            row += said.sounds[end - 1]
            yield start, end, row


def _sounds_the_same(phrase: _Phrase[Key], said: _Said, start: int, end: int, inside: bool) -> bool:
    """Rows are equal. A short phrase in the same letters must be closer than that: "कम" is not "काम"."""
    if inside and len(phrase.row) < SOUND_INSIDE:
        return False
    if len(phrase.row) > near.SHORT or phrase.script != said.script:
        return bool(phrase.row)
    return [close_key(word) for word in phrase.said.split()] == [
        close_key(word) for word in said.words[start:end]
    ]


def _off(phrase: _Phrase[Key], said: _Said, start: int, end: int, row: str, inside: bool) -> int:
    """How many halves of a sound, or FAR when that is more than the phrase can bear here."""
    most = near.budget(len(phrase.row))
    if inside:
        if len(phrase.row) < NEAR_INSIDE[0] or len(phrase.words) < NEAR_INSIDE[1]:
            return near.FAR
        most = 1
    if most == 0 or phrase.negatives != negatives(said.sounds[start:end]):
        return near.FAR
    found = near.distance(phrase.words, row, most, tamil=_tamil(phrase, said))
    return found.total if found.worst < near.FAR else near.FAR


def _tamil(phrase: _Phrase[Key], said: _Said) -> bool:
    return phrase.script != said.script and "Tamil" in (phrase.script, said.script)


def _nearest(phrase: _Phrase[Key], said: _Said) -> list[tuple[int, int, int]]:
    """(first word, word after the last, cost) of every place where the phrase may almost be heard."""
    found: list[tuple[int, int, int]] = []
    most = near.budget(len(phrase.row)) + 3
    if len(phrase.row) <= near.SHORT:
        most = 1
    for start, end, row in _windows(said, len(phrase.words) + 1, False):
        distance = near.distance(phrase.words, row, most, tamil=_tamil(phrase, said))
        if distance.total < near.FAR:
            found.append((start, end, distance.total))
    return found


def _one_of(matches: list[Match[Key]]) -> Match[Key] | None:
    """What was recognised most of; None when two that mean different things are equally good."""
    if not matches:
        return None
    best = max(matches, key=_rank)
    rivals = {one.key for one in matches if one.worth == best.worth}
    return best if len(rivals) == 1 else None


def _rank(one: Match[Key]) -> tuple[int, int, int, str]:
    return one.worth, -one.cost, -one.start, one.phrase
