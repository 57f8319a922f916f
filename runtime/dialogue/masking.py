"""Digits a caller says unasked are masked in every record: nobody asked for that card number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from runtime.language import folded, spoken_digits

HIDDEN = "•••"
"""What stands where a sensitive value would."""
LONGEST_SHOWN = 5
"""So many digits in a row are shown (1912, a house number); more may be somebody's number."""

_FIGURES = re.compile(r"\d(?:[\s\-.]?\d){5,}")


def unasked(text: str, *, asked: bool = False) -> str:
    """`text` with long runs of digits hidden, written or spoken ("nine eight seven…"). asked: the state
    wants digits, so they stay."""
    if asked:
        return text
    kept: list[str] = []
    run: list[str] = []
    hidden = False
    for word in (*text.split(), ""):
        if word and (_is_number(word) or (run and not folded(word))):
            run.append(word)  # a dash between two numbers belongs to them
            continue
        if len(spoken_digits(" ".join(run), amounts=False)) > LONGEST_SHOWN:
            kept.append(HIDDEN)
            hidden = True
        else:
            kept += run
        run = []
        if word:
            kept.append(word)
    return _FIGURES.sub(HIDDEN, " ".join(kept) if hidden else text)


def shown(value: Any) -> Any:
    """A slot's value as a record, a model and a person's screen may show it. One that is digits alone, or a
    day, was asked for; digits among words were not. A value that holds others is looked through."""
    if isinstance(value, str):
        return unasked(value, asked=bool(_ASKED.fullmatch(value)))
    if isinstance(value, Mapping):
        return {key: shown(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [shown(one) for one in value]
    return value


def shown_in(text: str, value: Any) -> str:
    """`text`, which was worded with `value`, as the model may be told of it."""
    if isinstance(value, str) and shown(value) != value:
        return text.replace(value, shown(value)) if value in text else HIDDEN
    if isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            if not isinstance(one, str) or one in text:
                text = shown_in(text, one)
    return text


_ASKED = re.compile(r"\+?\d+|\d{4}-\d\d-\d\d", re.ASCII)


def _is_number(word: str) -> bool:
    """Whether a word adds digits to those beside it: "nine", "98", "double". An amount is no
    number of anybody's: "2 lakh" is said in full."""
    return len(spoken_digits(f"{word} 0", amounts=False)) > 1
