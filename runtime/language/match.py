"""Phrase matching: which of the author's phrases did the caller say?

Compared as a listener would, not as a computer would: without case, punctuation and invisible joiners,
with one spelling for what writes one sound (हाँ and हां, ज़ and ज, the two ways to write a Malayalam
chillu). Nothing is guessed beyond that: words must be the phrase's words.

    index = Index([("operator", "a person"), ("repeat", "again")])
    index.find("I want a person, please")           -> "operator"
    index.find("I want a person, please", whole=True)  -> None

Built once per flow; a look-up costs microseconds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_CHILLU = {
    "ൺ": "ണ്",
    "ൻ": "ന്",
    "ർ": "ര്",
    "ൽ": "ല്",
    "ൾ": "ള്",
    "ൿ": "ക്",
}
_NUKTA = "\u093c\u09bc\u0a3c\u0abc\u0b3c"
_CANDRABINDU = {
    "\u0901": "\u0902",
    "\u0981": "\u0982",
    "\u0a01": "\u0a02",
    "\u0a81": "\u0a82",
    "\u0b01": "\u0b02",
    "\u0c00": "\u0c02",
    "\u0c01": "\u0c02",
    "\u0c81": "\u0c82",
    "\u0d01": "\u0d02",
}
_APOSTROPHES = "'’ʼ`"

_FOLD = str.maketrans(
    {
        **_CHILLU,
        **_CANDRABINDU,
        **dict.fromkeys(_NUKTA, ""),
        **dict.fromkeys(_APOSTROPHES, ""),
        "\u0a70": "\u0a02",  # Gurmukhi tippi, written for bindi after some vowels
    }
)


def folded(text: str) -> str:
    """`text` as it is compared: one space between words, no case, marks or invisible characters."""
    if text.isascii():
        return " ".join(_ascii_words(text))
    plain = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    kept: list[str] = []
    for character in plain:
        category = unicodedata.category(character)
        if category[0] in "LM":
            kept.append(character)
        elif category == "Nd":
            kept.append(str(unicodedata.decimal(character)))
        elif category == "Cf":
            continue  # zero-width joiners and the like: not there
        else:
            kept.append(" ")
    # Once more: a vowel sign in two parts may only now stand together.
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def _ascii_words(text: str) -> list[str]:
    lowered = text.lower().replace("'", "").replace("`", "")
    return "".join(c if c.isalnum() else " " for c in lowered).split()


class Index(Generic[Key]):
    """Phrases and what each stands for. When two keys claim one phrase, the first keeps it."""

    __slots__ = ("_lengths", "_phrases")

    def __init__(self, phrases: Iterable[tuple[Key, str]]) -> None:
        self._phrases: dict[str, Key] = {}
        lengths: dict[str, set[int]] = {}
        for key, text in phrases:
            phrase = folded(text)
            if phrase and phrase not in self._phrases:
                self._phrases[phrase] = key
                words = phrase.split()
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}

    def find(self, text: str, *, whole: bool = False) -> Key | None:
        """The key of the longest phrase (in words, then letters, then earliest) in `text`, or None.
        whole: the phrase must be all that was said."""
        found = self.locate(text, whole=whole)
        return None if found is None else found[0]

    def locate(self, text: str, *, whole: bool = False) -> tuple[Key, int, int] | None:
        """Like `find`, with the place: (key, first word, word after the last) of the folded text."""
        said = folded(text)
        words = said.split()
        if said in self._phrases:
            return self._phrases[said], 0, len(words)
        if whole or not words:
            return None
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
        return self._phrases[" ".join(words[start:end])], start, end

    def __len__(self) -> int:
        return len(self._phrases)
