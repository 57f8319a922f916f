"""Whole numbers in words, as they are counted in India: thousands, lakhs, crores.

    cardinal(250149, "te-IN")                    రెండు లక్షల యాభై వేల నూట నలభై తొమ్మిది
    cardinal(1, "te-IN", before_noun=True)       ఒక      ("ఒక రూపాయి")
    cardinal(2000, "te-IN", before_noun=True)    రెండు వేల  ("రెండు వేల రూపాయలు")

`readings` is the same the other way: every word of a language that names a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from runtime.language.cardinal_spellings import ALSO
from runtime.language.cardinal_words import NORTHERN, Counting, Scale
from runtime.language.cardinal_words_southern import SOUTHERN

COUNTING: dict[str, Counting] = NORTHERN | SOUTHERN
"""The words of each of the eleven languages."""

UNDER_HUNDRED: dict[str, tuple[str, ...]] = {
    one: counting.under_hundred for one, counting in COUNTING.items()
}
"""Zero to ninety-nine, as they are said alone."""

THOUSAND, LAKH, CRORE = 1_000, 100_000, 10_000_000
LARGEST = 10**14
"""Above it nobody counts in words: a crore of crores."""


def counting(language: str) -> Counting:
    """The words of `language`; English for a language we do not know."""
    return COUNTING.get(language, COUNTING["en-IN"])


def cardinal(number: int, language: str, *, before_noun: bool = False) -> str:
    """`number` in words. before_noun: in the shape that stands before what is counted.
    Raises ValueError below zero and from LARGEST on."""
    if not 0 <= number < LARGEST:
        raise ValueError(f"{number} cannot be said in words")
    words = counting(language)
    if before_noun and number == 1:
        return words.one
    said = _said(number, words, before_noun)
    return _ending(said, words) if before_noun else said


def _said(number: int, words: Counting, before_noun: bool) -> str:
    parts: list[str] = []
    for size, scale in ((CRORE, words.crore), (LAKH, words.lakh), (THOUSAND, words.thousand)):
        count, number = divmod(number, size)
        if count:
            parts.append(_scaled(count, scale, words, size, bool(number), before_noun))
    if number >= 100:
        hundred, number = divmod(number, 100)
        shapes = words.hundreds_joined if number else words.hundreds_noun if before_noun else words.hundreds
        parts.append(shapes[hundred - 1])
    elif number and parts and words.join != " ":
        parts.append(words.join.strip())  # "one thousand and one"
    if number or not parts:
        parts.append(words.under_hundred[number])
    return " ".join(parts)


def _scaled(count: int, scale: Scale, words: Counting, size: int, joined: bool, before_noun: bool) -> str:
    """`count` thousands, lakhs or crores. joined: a smaller number follows."""
    if size == THOUSAND and words.thousands:
        fused = words.thousands[count]
        alone, followed = scale.many, scale.many_joined
        return fused.removesuffix(alone[1:]) + followed[1:] if joined else fused
    if count == 1:
        return scale.one_joined if joined else scale.one
    counted = _ending(_said(count, words, before_noun=True), words)
    return f"{counted} {scale.many_joined if joined else scale.many_noun if before_noun else scale.many}"


def _ending(said: str, words: Counting) -> str:
    for ending, before in words.endings:
        if said.endswith(ending):
            return said.removesuffix(ending) + before
    return said


@lru_cache(maxsize=16)
def scale_words(language: str) -> dict[int, tuple[str, ...]]:
    """Every shape of the words for 100, 1,000, 1,00,000 and 1,00,00,000, without a count before them:
    te-IN 100 → నూట, వంద, వందల, వందలు. Hundreds that are one word with their count ("দুশো", "ഇരുനൂറ്") are
    in `readings`."""
    words = counting(language)
    counts = {f"{word} " for word in (*words.under_hundred[1:10], words.one)}

    def bare(shapes: Iterable[str]) -> tuple[str, ...]:
        found = set()
        for shape in shapes:
            count = next((count for count in counts if shape.startswith(count)), "")
            found.add(shape.removeprefix(count).removesuffix(words.join.rstrip() or " "))
        return tuple(sorted(found))

    hundreds = {shapes[0] for shapes in (words.hundreds, words.hundreds_joined)} | {
        shape
        for shapes in (words.hundreds, words.hundreds_joined, words.hundreds_noun)
        for shape in shapes
        if " " in shape
    }
    return {
        100: bare(hundreds),
        THOUSAND: bare(words.thousand),
        LAKH: bare(words.lakh),
        CRORE: bare(words.crore),
    }


@lru_cache(maxsize=16)
def readings(language: str) -> dict[str, int]:
    """Word or words → the number they name: 0 to 99 (also in other spellings), the hundreds and, where
    they are one word, the thousands, in every shape they take ("నూట": 100, "ഇരുനൂറ്റി": 200,
    "பத்தாயிரத்து": 10000, "ఒక్క": 1)."""
    words = counting(language)
    found: dict[str, int] = dict(ALSO.get(language, {}))
    for count in words.thousands:
        for joined in (False, True):
            found[_scaled(count, words.thousand, words, THOUSAND, joined, False)] = count * THOUSAND
    for hundred in range(1, 10):
        for shapes in (words.hundreds, words.hundreds_joined, words.hundreds_noun):
            found[shapes[hundred - 1].removesuffix(words.join.rstrip() or " ")] = hundred * 100
    for number, word in enumerate(words.under_hundred):
        found[word] = number
        found[_ending(word, words)] = number
    found[words.one] = 1
    return found
