"""Digits a caller says unasked are masked in every record: nobody asked for that card number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
    return in_place_of_digits(text, lambda digits: HIDDEN if len(digits) > LONGEST_SHOWN else None)


def in_place_of_digits(text: str, put: Callable[[str], str | None]) -> str:
    """`text` with what `put` gives for the digits of each run in place of it, written or spoken; None leaves
    it. Runs of figures inside a word are runs when they are long."""
    kept: list[str] = []
    run: list[str] = []
    changed = False
    for word in (*text.split(), ""):
        if word and (_is_number(word) or (run and not folded(word))):
            run.append(word)  # a dash between two numbers belongs to them
            continue
        digits = spoken_digits(" ".join(run), amounts=False) if run else ""
        instead = put(digits) if digits else None
        if instead is not None:
            kept.append(instead)
            changed = True
        else:
            kept += run
        run = []
        if word:
            kept.append(word)
    return _FIGURES.sub(lambda run: _figures(run[0], put), " ".join(kept) if changed else text)


def _figures(run: str, put: Callable[[str], str | None]) -> str:
    instead = put("".join(sign for sign in run if sign.isdecimal()))
    return run if instead is None else instead


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
