"""When two texts are the same to the ear.

Indian scripts can be typed in several ways that look alike: composed or not, with or without joiners
that nobody sees. Punctuation, spaces and capitals are not heard either.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
"""Zero-width space, non-joiner, joiner, word joiner, byte-order mark, soft hyphen."""


def folded(text: str) -> str:
    """The text as it is compared: NFC, no zero-width characters, punctuation as one space, caseless."""
    seen = unicodedata.normalize("NFC", text).translate(_UNSEEN).casefold()
    spaced = "".join(" " if _silent(character) else character for character in seen)
    return " ".join(unicodedata.normalize("NFC", spaced).split())


def contains(text: str, words: str) -> bool:
    """Whether these words, one after the other and whole, are in the text. Empty words are in none."""
    wanted = folded(words)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid word that was probably meant, or None when none is close."""
    close = difflib.get_close_matches(word, list(valid), n=1, cutoff=0.6)
    return close[0] if close else None


def _silent(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZ" or character.isspace()
