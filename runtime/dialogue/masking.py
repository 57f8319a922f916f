"""Digits a caller says unasked are masked in every record: nobody asked for that card number."""

from __future__ import annotations

import re

from runtime.dialogue.call import HIDDEN
from runtime.language import folded, spoken_digits

LONGEST_SHOWN = 5
"""So many digits in a row are shown (1912, a house number); more may be somebody's number."""

_FIGURES = re.compile(r"\d(?:[\s\-.]?\d){5,}")


def unasked(text: str, *, asked: bool = False) -> str:
    """`text` with long runs of digits hidden, written or spoken ("nine eight seven…"). asked: the state
    wants digits, so they stay."""
    if asked:
        return text
    shown = _FIGURES.sub(HIDDEN, text)
    words = shown.split()
    if len(words) <= LONGEST_SHOWN:
        return shown
    kept: list[str] = []
    run: list[str] = []
    for word in (*words, ""):
        if word and spoken_digits(word) and not folded(word).isdecimal():
            run.append(word)
            continue
        kept += [HIDDEN] if len(run) > LONGEST_SHOWN else run
        run = []
        if word:
            kept.append(word)
    return " ".join(kept)
