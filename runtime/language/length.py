"""How long words take to say. Everything that shows or judges a length asks here.

The rates are those of the embedded voice (espeak-ng, `woman`, 150 words a minute, pace 1.0), measured by
tests/bench/speaking_rates.py on 31 texts a language, from two words to five sentences: the fit was off by
2 to 8 % in the middle, depending on the language, and by 31 % at worst, for texts of a word or two. Another
voice has its own pace: a length is a hint to the author, no promise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from runtime.language.script import segments
from runtime.language.spoken import DIGIT_WORDS

_RATES = {
    "bn-IN": (9.9, 0.45),
    "en-IN": (12.6, 0.36),
    "gu-IN": (9.9, 0.59),
    "hi-IN": (10.6, 0.39),
    "kn-IN": (11.0, 0.39),
    "ml-IN": (14.0, 0.61),
    "mr-IN": (11.1, 0.44),
    "od-IN": (9.1, 0.30),
    "pa-IN": (10.5, 0.49),
    "ta-IN": (13.2, 0.42),
    "te-IN": (9.9, 0.30),
}
"""Letters and vowel signs a second; seconds of a pause."""
_START = 0.12
"""Seconds before the first letter is up to speed; the mean over the languages."""
_STOP = re.compile(r"[,;:.!?।॥…—–]+(?=\s)")


class _Sounds(dict[int, str | None]):
    """A table for str.translate that keeps what is sounded and drops the rest; it learns each character once.
    figures: the words that stand for 0 to 9, or nothing."""

    def __init__(self, figures: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._figures = figures

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept: str | None = character if unicodedata.category(character)[0] in "LM" else None
        if self._figures and character.isdecimal():
            kept = "".join(self._figures[unicodedata.decimal(character)].split())
        self[code] = kept
        return kept


_LETTERS = _Sounds()
_WITH_FIGURES = {language: _Sounds(words) for language, words in DIGIT_WORDS.items()}


def sounds(text: str) -> int:
    """Letters and vowel signs."""
    return len(text.translate(_LETTERS))


def stops(text: str) -> int:
    """Commas and ends of sentences inside the text: after the last there is nothing to wait for."""
    return len(_STOP.findall(text.strip()))


@lru_cache(maxsize=65536)
def seconds(text: str, language: str, pace: float = 1.0) -> float:
    """About how long a voice of this language needs for these words. A sentence in another script goes at the
    rate of its own language, and a figure counts as the word for it."""
    needed = 0.0
    for tongue, words in segments(text, language):
        rate, pause = _RATES.get(tongue, _RATES["en-IN"])
        letters = len(words.translate(_WITH_FIGURES.get(tongue, _WITH_FIGURES["en-IN"])))
        if letters:
            needed += letters / rate + pause * stops(words) + (pause if needed else _START)
    return needed / pace
