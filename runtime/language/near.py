"""How far one row of sounds is from another, and how far is still the same words.

Costs are counted in halves of a sound: 1 for what ears and recognisers mix up all the time (a neutral
vowel lost or added, neighbouring vowels, voiced and voiceless, an h, a nasal before another consonant),
2 for a whole sound, 3 for one consonant in place of quite another.
"""

from __future__ import annotations

from dataclasses import dataclass

VOWELS = frozenset("aeiou")
SHORT = 3
"""A phrase of so few sounds allows no error."""
FAR = 99


def _pairs(listed: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in listed.split())


_NEIGHBOURS = _pairs("ae ao ie uo kg td pb cj cs bv nm rl rd jy")
_VOICING = _pairs("kg td pb cj cs js kh gh bv")


def replaced(one: str, other: str, *, tamil: bool = False) -> int:
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
    if one in VOWELS and other in VOWELS:
        return 2
    return 3


def dropped(row: str, place: int) -> int:
    """A sound that the other has not."""
    sound = row[place]
    if sound.isdigit():
        return FAR
    if sound == "a" or sound == "h":
        return 1
    before = row[place - 1] if place else ""
    after = row[place + 1] if place + 1 < len(row) else ""
    if sound in "nm" and after and after not in VOWELS:
        return 1
    if sound in "yv" and (before in VOWELS or after in VOWELS) and before:
        return 1
    return 2


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
    added = [dropped(said, place) for place in range(len(said))]
    for j in range(1, min(len(said), wide) + 1):
        table[0][j] = table[0][j - 1] + added[j - 1]
    for i in range(1, len(row) + 1):
        lost = dropped(row, i - 1)
        above, here = table[i - 1], table[i]
        smallest = FAR
        for j in range(max(0, i - wide), min(len(said), i + wide) + 1):
            best = above[j] + lost
            if j:
                best = min(best, here[j - 1] + added[j - 1])
                best = min(best, above[j - 1] + replaced(row[i - 1], said[j - 1], tamil=tamil))
            here[j] = best
            smallest = min(smallest, best)
        if smallest > most:
            return Distance(FAR, FAR)
    total = table[-1][-1]
    if total > most:
        return Distance(FAR, FAR)
    return Distance(total, _worst(phrase, row, said, table, added, tamil))


def _worst(
    phrase: tuple[str, ...], row: str, said: str, table: list[list[int]], added: list[int], tamil: bool
) -> int:
    """Walks one best way back, and charges each step to the word it falls in; FAR over a word's budget."""
    word_of = [number for number, word in enumerate(phrase) for _ in word]
    charged = [0] * len(phrase)
    i, j = len(row), len(said)
    while i or j:
        cost = table[i][j]
        word = word_of[max(i - 1, 0)]
        if i and j and cost == table[i - 1][j - 1] + replaced(row[i - 1], said[j - 1], tamil=tamil):
            charged[word] += cost - table[i - 1][j - 1]
            i, j = i - 1, j - 1
        elif i and cost == table[i - 1][j] + dropped(row, i - 1):
            charged[word] += cost - table[i - 1][j]
            i -= 1
        else:
            charged[word] += added[j - 1]
            j -= 1
    within = all(charge <= word_budget(len(word)) for charge, word in zip(charged, phrase, strict=True))
    return max(charged) if within else FAR
