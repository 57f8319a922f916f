"""The words of a prompt as lint sees them: templates cut out, scripts recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from runtime.language.script import script_of

TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


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


def tokens(text: str) -> int:
    """About how many tokens a language model counts. Indian scripts cost more of them than Latin letters."""
    latin = sum(1 for letter in text if letter.isascii())
    return round(latin / 4 + (len(text) - latin) / 1.5)
