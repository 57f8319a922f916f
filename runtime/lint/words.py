"""The words of a prompt as lint sees them: templates cut out, scripts recognised, length in seconds.

Scripts come from Unicode's own names of letters, so no table of code points is kept here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

SCRIPTS = {
    "as": "BENGALI",
    "bn": "BENGALI",
    "en": "LATIN",
    "gu": "GUJARATI",
    "hi": "DEVANAGARI",
    "kn": "KANNADA",
    "ml": "MALAYALAM",
    "mr": "DEVANAGARI",
    "ne": "DEVANAGARI",
    "od": "ORIYA",
    "or": "ORIYA",
    "pa": "GURMUKHI",
    "ta": "TAMIL",
    "te": "TELUGU",
    "ur": "ARABIC",
}
"""The script of a language, in Unicode's word for it, by the first part of the language's tag."""

_LATIN_LETTERS_A_SECOND = 15.0
_INDIC_LETTERS_A_SECOND = 12.0  # vowel signs are code points of their own, which lifts the count
_SECONDS_PER_VALUE = 1.5  # a name, a date, an amount


def plain(text: str) -> str:
    """The words with every template cut out; a blank stands where one was."""
    return TEMPLATE.sub(" ", text) if "{" in text else text


def values(text: str) -> Iterator[str]:
    """What stands inside each `{{ … }}`."""
    if "{{" in text:
        for match in _VALUE.finditer(text):
            yield match.group(1).strip()


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]


@lru_cache(maxsize=65536)
def scripts(text: str) -> frozenset[str]:
    """The scripts of its letters ("TELUGU", "LATIN"). Digits and signs belong to none."""
    return frozenset(_script(letter) for letter in set(text) if letter.isalpha())


def script_of(language: str) -> str | None:
    """The script of "te-IN", or None for a language that is not known here."""
    return SCRIPTS.get(language.split("-")[0].lower())


def seconds(text: str, pace: float = 1.0) -> float:
    """About how long a voice needs for these words. Rough on purpose: rules compare it with limits
    that leave a wide margin."""
    words = plain(text)
    latin = sum(1 for letter in words if letter.isascii())
    spoken = latin / _LATIN_LETTERS_A_SECOND + (len(words) - latin) / _INDIC_LETTERS_A_SECOND
    return (spoken + _SECONDS_PER_VALUE * sum(1 for _ in values(text))) / pace
