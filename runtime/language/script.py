"""Scripts of the languages, sentences, and which language each sentence of a prompt is in.

A prompt may hold several languages, as the first menu of a helpline does:

    తెలుగు కోసం 1 నొక్కండి. हिंदी के लिए 2 दबाएँ. For English press 3.

Each sentence is spoken by the voice of its own language, chosen by the script that most of its letters
are in. Latin words inside an Indic sentence stay with it (a Telugu voice reads "OTP" well enough, and a
change of voice in mid-sentence sounds broken).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LANGUAGES = (
    "bn-IN",
    "en-IN",
    "gu-IN",
    "hi-IN",
    "kn-IN",
    "ml-IN",
    "mr-IN",
    "od-IN",
    "pa-IN",
    "ta-IN",
    "te-IN",
)
"""The languages we know, by the tags that Sarvam and Twilio callers use (Odia is od-IN here)."""

SCRIPT_OF = {
    "bn-IN": "Bengali",
    "en-IN": "Latin",
    "gu-IN": "Gujarati",
    "hi-IN": "Devanagari",
    "kn-IN": "Kannada",
    "ml-IN": "Malayalam",
    "mr-IN": "Devanagari",
    "od-IN": "Odia",
    "pa-IN": "Gurmukhi",
    "ta-IN": "Tamil",
    "te-IN": "Telugu",
}

_BLOCKS = (
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Odia"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0xA8E0, 0xA8FF, "Devanagari"),
)

_SPOKEN_BY = {
    "Latin": "en-IN",
    "Devanagari": "hi-IN",
    "Bengali": "bn-IN",
    "Gujarati": "gu-IN",
    "Gurmukhi": "pa-IN",
    "Kannada": "kn-IN",
    "Malayalam": "ml-IN",
    "Odia": "od-IN",
    "Tamil": "ta-IN",
    "Telugu": "te-IN",
}

_SHARED_MARKS = {0x0964, 0x0965}
"""Danda and double danda live in the Devanagari block but end sentences in most Indic scripts."""

_ABBREVIATIONS = (
    "a.m approx dept dr e.g etc ext govt i.e mr mrs ms no nos p.m ph prof rs shri smt sri st tel vs "
    "डॉ रु रू श्री திரு ரூ కి.మీ డా రూ శ్రీ"
)
"""Words whose full stop does not end a sentence. Compared without case and without the last stop."""
_ABBREVIATED = frozenset(_ABBREVIATIONS.split(" "))

_END = re.compile(r"[।॥.!?…]+[\"'”’)\]]*(?=\s|$)|[।॥!?…]+(?=[^\s\"'”’)\].,!?])|\n+")


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """The script a letter or sign belongs to, or None for digits, spaces and punctuation."""
    code = ord(character)
    if code < 0x0900:
        return "Latin" if character.isalpha() and code < 0x0250 else None
    if code in _SHARED_MARKS or unicodedata.category(character) == "Nd":
        return None
    for first, last, name in _BLOCKS:
        if first <= code <= last:
            return name
    return None


def dominant_script(text: str) -> str | None:
    """The script most of the letters of `text` are in; an Indic script wins over Latin, because Latin
    words are guests in an Indic sentence. None when there are no letters."""
    counts: dict[str, int] = {}
    for character in text:
        name = script_of(character)
        if name is not None:
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return None
    indic = {name: count for name, count in counts.items() if name != "Latin"}
    if indic:
        return max(indic, key=lambda name: indic[name])
    return "Latin"


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its closing mark, without surrounding space.

    A full stop ends a sentence only before a space or the end, so decimal points (2.5), dates and
    addresses stay whole; abbreviations ("Dr.", "Rs.") and initials ("K. Rao") do not end one. Danda,
    question and exclamation marks always do.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _is_abbreviation(text[start : match.start()]):
            continue
        piece = text[start : match.end()].strip()
        if piece:
            found.append(piece)
        start = match.end()
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return found


def _is_abbreviation(before: str) -> bool:
    """Whether the words before a full stop end in an abbreviation or a single initial."""
    word = before.rsplit(None, 1)[-1] if before.split() else ""
    bare = word.strip("\"'“”‘’([").casefold()
    if bare in _ABBREVIATED:
        return True
    return len(bare) == 1 and bare.isalpha() and word[-1:].isupper()


def segments(text: str, language: str) -> list[tuple[str, str]]:
    """`text` cut into (language, text) pieces, in order; neighbours in one language stay together.

    A sentence in the script of `language` is in `language` (so Devanagari in a mr-IN prompt is mr-IN).
    One in another script is in the language that script is mostly used for. One without letters
    ("1912.") goes with the sentence before it, or with `language`. A Latin sentence of one or two
    words in an Indic prompt ("OK.") stays with the prompt: a change of voice for it sounds broken.
    """
    if language not in SCRIPT_OF:
        language = "en-IN"
    own = SCRIPT_OF[language]
    pieces: list[tuple[str, str]] = []
    for sentence in sentences(text):
        script = dominant_script(sentence)
        if script is None:
            spoken_by = pieces[-1][0] if pieces else language
        elif script == own or (script == "Latin" and own != "Latin" and len(sentence.split()) < 3):
            spoken_by = language
        else:
            spoken_by = _SPOKEN_BY[script]
        if pieces and pieces[-1][0] == spoken_by:
            pieces[-1] = (spoken_by, f"{pieces[-1][1]} {sentence}")
        else:
            pieces.append((spoken_by, sentence))
    return pieces
