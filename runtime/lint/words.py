"""The words of a prompt as lint sees them: templates cut out, scripts recognised, length in seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from runtime.language.script import script_of

TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

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


@lru_cache(maxsize=65536)
def scripts(text: str) -> frozenset[str]:
    """The scripts of its letters ("Telugu", "Latin"). Digits and signs belong to none."""
    return frozenset(script for letter in set(text) if (script := script_of(letter)) is not None)


def seconds(text: str, pace: float = 1.0) -> float:
    """About how long a voice needs for these words. Rough on purpose: rules compare it with limits
    that leave a wide margin."""
    words = plain(text)
    latin = sum(1 for letter in words if letter.isascii())
    spoken = latin / _LATIN_LETTERS_A_SECOND + (len(words) - latin) / _INDIC_LETTERS_A_SECOND
    return (spoken + _SECONDS_PER_VALUE * sum(1 for _ in values(text))) / pace


def tokens(text: str) -> int:
    """About how many tokens a language model counts. Indian scripts cost more of them than Latin letters."""
    latin = sum(1 for letter in text if letter.isascii())
    return round(latin / 4 + (len(text) - latin) / 1.5)
