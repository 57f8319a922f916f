"""How wide words will be, and where they may be cut, without a font at hand.

Widths are averages per script in units of the letter size, a little generous: a box is then rather too
wide than too narrow, whichever font the reader has. Text is cut between clusters only, so that no vowel
sign, no half of a conjunct stands alone.
"""

from __future__ import annotations

import unicodedata

from runtime.language.script import script_of

_LATIN_NARROW, _LATIN_WIDE = frozenset("iljtfrI.,:;'|!()[]«»- "), frozenset("mwMWQ@%")
_LETTER = {
    "Latin": 0.57,
    "Devanagari": 0.66,
    "Bengali": 0.70,
    "Gurmukhi": 0.66,
    "Gujarati": 0.66,
    "Odia": 0.74,
    "Tamil": 0.92,
    "Telugu": 0.76,
    "Kannada": 0.80,
    "Malayalam": 1.0,
}
_SPACING_MARK, _JOINED = 0.34, 0.45
_JOINERS = "\u200c\u200d"


def clusters(text: str) -> list[str]:
    """The units that a reader sees as one letter: a letter with its marks, a conjunct as a whole."""
    found: list[str] = []
    for sign in text:
        joins = bool(found) and (
            unicodedata.category(sign) in ("Mn", "Mc", "Me")
            or sign in _JOINERS
            or (_conjoins(found[-1]) and unicodedata.category(sign) == "Lo")
        )
        if joins:
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _conjoins(cluster: str) -> bool:
    """Whether the next consonant belongs to it: it ends in a virama, perhaps with a joiner behind it."""
    bare = cluster.rstrip(_JOINERS)
    return bool(bare) and unicodedata.combining(bare[-1]) == 9


def width(text: str, size: float) -> float:
    """About how wide `text` is in letters of `size`, in the same unit."""
    return size * sum(_cluster_width(one) for one in clusters(text))


def _cluster_width(cluster: str) -> float:
    first = cluster[0]
    script = script_of(first)
    if script is None or script == "Latin":
        letter = 0.32 if first in _LATIN_NARROW else 0.9 if first in _LATIN_WIDE else 0.62
    else:
        letter = _LETTER.get(script, 0.7)
    for sign in cluster[1:]:
        category = unicodedata.category(sign)
        letter += _SPACING_MARK if category == "Mc" else _JOINED if category == "Lo" else 0.0
    return letter


def lines(text: str, widest: float, size: float, most: int) -> list[str]:
    """`text` in at most `most` lines, none wider than `widest`; what does not fit is cut, with …"""
    words = text.split()
    made: list[str] = []
    while words and len(made) < most:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= widest:
            line += f" {words.pop(0)}"
        if width(line, size) > widest:
            line, rest = _broken(line, widest, size)
            if rest:
                words.insert(0, rest)
        made.append(line)
    if words and made:
        made[-1] = cut(f"{made[-1]} {' '.join(words)}", widest, size)
    return made


def cut(text: str, widest: float, size: float) -> str:
    """`text`, or as much of it as fits, with … at the end."""
    if width(text, size) <= widest:
        return text
    room = widest - width("…", size)
    kept = ""
    for cluster in clusters(text):
        room -= _cluster_width(cluster) * size
        if room < 0:
            break
        kept += cluster
    return f"{kept.rstrip()}…"


def _broken(word: str, widest: float, size: float) -> tuple[str, str]:
    """A word that is wider than a line, in two."""
    kept, units = "", clusters(word)
    while units and (not kept or width(kept + units[0], size) <= widest):
        kept += units.pop(0)
    return kept, "".join(units)
