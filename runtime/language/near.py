"""How far one row of sounds is from another, and how far is still the same words.

Costs are counted in halves of a sound: 1 for what ears and recognisers mix up all the time (a neutral
vowel lost or added, neighbouring vowels, an h, a nasal before another consonant), 2 for a whole sound or a
voiced one for its voiceless twin, 3 for one consonant in place of quite another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

VOWELS = frozenset("aeiou")
SHORT = 3
"""A phrase of so few sounds allows no error."""
FAR = 99


def _pairs(listed: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in listed.split())


_NEIGHBOURS = _pairs("ae ao ie uo cs bv nm rl rd jy")
_VOICING = _pairs("kg td pb cj cs js kh gh bv")


@lru_cache(maxsize=4096)
def replaced(one: str, other: str, tamil: bool = False) -> int:
    """One sound heard as another. tamil: one of the two is Tamil script, which does not write voice."""
    if one == other:
        return 0
    if one.isdigit() or other.isdigit():
        return FAR
    pair = frozenset((one, other))
    if tamil and pair in _VOICING:
        return 0
    if pair in _NEIGHBOURS:
        return 1
    return 2 if pair in _VOICING or (one in VOWELS and other in VOWELS) else 3


@lru_cache(maxsize=16384)
def drops(row: str) -> tuple[int, ...]:
    """For each sound of a row: what it costs if the other row has it not."""
    return tuple(_dropped(row, place) for place in range(len(row)))


def _dropped(row: str, place: int) -> int:
    sound = row[place]
    if sound.isdigit():
        return FAR
    if sound == "a" or sound == "h":
        return 1
    before = row[place - 1] if place else ""
    after = row[place + 1] if place + 1 < len(row) else ""
    if sound in "nm" and after and after not in VOWELS:
        return 1
    if sound == "y" and before and (before in VOWELS or after in VOWELS):
        return 1
    return 1 if sound == "v" and "o" in (before, after) else 2


@dataclass(frozen=True, slots=True)
class Distance:
    """total: halves of a sound. worst: the most that any single word of the phrase has to bear."""

    total: int
    worst: int


def budget(sounds: int) -> int:
    """The most a phrase of so many sounds may be off."""
    if sounds <= SHORT:
        return 0
    if sounds < 7:
        return 1
    return 2 if sounds < 14 else 3


def word_budget(sounds: int) -> int:
    """The most one word of it may be off: a small word with one letter changed is another small word."""
    return 1 if sounds <= SHORT else 2


def distance(phrase: tuple[str, ...], said: str, most: int, *, tamil: bool = False) -> Distance:
    """From the words of a phrase to a row of sounds (no blanks: recognisers cut words where they like).
    FAR when it is more than `most`, or when one word is more than its own budget off."""
    row = "".join(phrase)
    if abs(len(row) - len(said)) > most:
        return Distance(FAR, FAR)
    wide = most + 1
    table = [[FAR] * (len(said) + 1) for _ in range(len(row) + 1)]
    table[0][0] = 0
    added, lost_all = drops(said), drops(row)
    for j in range(1, min(len(said), wide) + 1):
        table[0][j] = table[0][j - 1] + added[j - 1]
    for i in range(1, len(row) + 1):
        lost, sound = lost_all[i - 1], row[i - 1]
        above, here = table[i - 1], table[i]
        smallest = FAR
        for j in range(max(0, i - wide), min(len(said), i + wide) + 1):
            best = above[j] + lost
            if j:
                heard = said[j - 1]
                other = here[j - 1] + added[j - 1]
                if other < best:
                    best = other
                other = above[j - 1] + (0 if sound == heard else replaced(sound, heard, tamil))
                if other < best:
                    best = other
            here[j] = best
            if best < smallest:
                smallest = best
        if smallest > most:
            return Distance(FAR, FAR)
    total = table[-1][-1]
    if total > most:
        return Distance(FAR, FAR)
    return Distance(total, _worst(phrase, row, said, table, tamil))


def _worst(phrase: tuple[str, ...], row: str, said: str, table: list[list[int]], tamil: bool) -> int:
    """Walks one best way back, and charges each step to the word it falls in; FAR over a word's budget."""
    word_of = [number for number, word in enumerate(phrase) for _ in word]
    charged = [0] * len(phrase)
    added, lost = drops(said), drops(row)
    i, j = len(row), len(said)
    while i or j:
        cost = table[i][j]
        word = word_of[max(i - 1, 0)]
        if i and j and cost == table[i - 1][j - 1] + replaced(row[i - 1], said[j - 1], tamil):
            charged[word] += cost - table[i - 1][j - 1]
            i, j = i - 1, j - 1
        elif i and cost == table[i - 1][j] + lost[i - 1]:
            charged[word] += cost - table[i - 1][j]
            i -= 1
        else:
            charged[word] += added[j - 1]
            j -= 1
    within = all(charge <= word_budget(len(word)) for charge, word in zip(charged, phrase, strict=True))
    return max(charged) if within else FAR
