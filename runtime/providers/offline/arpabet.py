"""IPA to ARPAbet: Indian words spelled in the sounds of an English acoustic model.

The recogniser's model knows the forty sounds of American English. Each IPA sound that espeak-ng writes is
given the nearest of them: retroflex and dental stops become T and D, aspiration and length are dropped,
nasal vowels get an N. S becomes TH: above 4 kHz, where an S lives, a telephone line has nothing. Rough, and
enough to tell a handful of phrases apart; it is not transcription.
"""

from __future__ import annotations

import unicodedata
from typing import Final

SOUNDS: Final = {
    # two letters first: the longest match wins
    "tʃ": "CH", "dʒ": "JH", "ʈʂ": "CH", "tɕ": "CH", "dʑ": "JH", "cç": "CH", "ts": "T S", "aɪ": "AY",
    "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "əʊ": "OW", "ɔɪ": "OY", "ai": "AY", "au": "AW", "ei": "EY",
    "ou": "OW", "ɔi": "OY", "ʌɪ": "AY", "ɪə": "IH R", "eə": "EH R", "ʊə": "UH R", "oi": "OY", "əɪ": "AY",
    "əi": "AY", "iə": "IY AH", "aɪə": "AY ER", "aɪɚ": "AY ER",
    # vowels
    "a": "AA", "ɑ": "AA", "ɐ": "AH", "ʌ": "AH", "ə": "AH", "ɜ": "ER", "ɚ": "ER", "ɝ": "ER", "æ": "AE",
    "e": "EY", "ɛ": "EH", "i": "IY", "ɪ": "IH", "ɨ": "IH", "ᵻ": "IH", "o": "OW", "ɔ": "AO", "ɒ": "AO",
    "u": "UW", "ʊ": "UH", "ɯ": "UW", "ʉ": "UW", "y": "UW", "ø": "ER", "œ": "ER", "ɵ": "OW", "ɤ": "AH",
    # consonants
    "p": "P", "b": "B", "t": "T", "d": "D", "ʈ": "T", "ɖ": "D", "k": "K", "g": "G", "ɡ": "G", "q": "K",
    "c": "CH", "ɟ": "JH", "ʔ": "", "m": "M", "n": "N", "ɳ": "N", "ɲ": "N", "ŋ": "NG", "r": "R", "ɾ": "R",
    "ɽ": "R", "ɹ": "R", "ɻ": "R", "ʀ": "R", "ʁ": "R", "f": "F", "ɸ": "F", "v": "V", "ʋ": "V", "β": "V",
    "θ": "TH", "ð": "DH", "s": "TH", "z": "Z", "ʃ": "SH", "ʂ": "SH", "ɕ": "SH", "ʒ": "ZH", "ʐ": "ZH",
    "ʑ": "ZH", "x": "K", "ɣ": "G", "χ": "K", "h": "HH", "ɦ": "HH", "ħ": "HH", "l": "L", "ɭ": "L", "ɫ": "L",
    "ʎ": "L", "ɬ": "L", "j": "Y", "w": "W", "ɥ": "W",
}  # fmt: skip
_LONGEST: Final = max(map(len, SOUNDS))
_NASAL: Final = "\u0303"
_VOWELS: Final = frozenset(
    ("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW")
)

PHONES: Final = tuple(sorted({phone for sounds in SOUNDS.values() for phone in sounds.split()}))


def arpabet(ipa: str) -> str:
    """ARPAbet sounds with blanks between ("D OW"); "" when nothing in it could be pronounced."""
    # Letters and their marks apart, so that a nasal vowel is a vowel and a tilde; ç is a sound, not a c.
    text = unicodedata.normalize("NFD", ipa.replace("ç", "ʃ"))
    text = text.replace("͡", "").replace("͜", "")
    phones: list[str] = []
    at = 0
    while at < len(text):
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            if (found := SOUNDS.get(text[at : at + length])) is not None:
                phones.extend(found.split())
                at += length
                break
        else:
            if text[at] == _NASAL and phones and phones[-1] in _VOWELS:
                phones.append("N")
            at += 1  # stress, length, aspiration, tone, blanks
    return " ".join(_single(phones))


def _single(phones: list[str]) -> list[str]:
    """A doubled sound is one sound in this model: it has no long consonants."""
    kept: list[str] = []
    for phone in phones:
        if not kept or kept[-1] != phone:
            kept.append(phone)
    return kept
