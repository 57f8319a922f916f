"""One coarse alphabet of sounds for eleven scripts and for Latin letters.

    sound_key("బిజిలీ") == sound_key("बिजली") ... nearly; "bijli" == "बिजली", "operator" ~ "ఆపరేటర్"

The nine Indic blocks of Unicode share one layout (that of ISCII, 1991), so one table of places serves all;
what is peculiar to a script (which vowels are silent, how Tamil voices its stops) is said below, once.
A word goes through two steps:

1. letters: what is written, in Latin letters. aa ii uu ee oo are long, kh th T N and the like are told apart.
2. key: what a listener on a bad line can still tell apart. Long and short, aspirated and plain, doubled and
   single, the three sibilants, dental and retroflex, v and w, z and j, f and p are one; a final short u,
   which Telugu, Kannada and Tamil put behind loan words, is not there.

Romanised and native forms meet in the key. Transliteration packages would do the first step for the
native scripts only; the second is what matching needs, and it is small.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from runtime.language.folding import folded
from runtime.language.loans import ENGLISH, ROMANISED

_WRITTEN_CONSONANTS = "k kh g gh ng c ch j jh ny T Th D Dh N t th d dh n n p ph b bh m y r R l L L v sh S s h"
_WRITTEN_VOWELS = "a aa i ii u uu ri li e e ee ai o o oo au"
_WRITTEN_SIGNS = "aa i ii u uu ri ri e e ee ai o o oo au"
_CONSONANTS = dict(enumerate(_WRITTEN_CONSONANTS.split(), 0x15))
_NUKTA = {0x58: "k", 0x59: "kh", 0x5A: "g", 0x5B: "j", 0x5C: "D", 0x5D: "Dh", 0x5E: "ph", 0x5F: "y"}
_VOWELS = dict(enumerate(_WRITTEN_VOWELS.split(), 0x05))
_SIGNS = dict(enumerate(_WRITTEN_SIGNS.split(), 0x3E))
_VIRAMA, _ANUSVARA, _CUT_T = 0x4D, (0x01, 0x02), 0x4E
_BLOCKS = ("deva", "beng", "guru", "gujr", "orya", "taml", "telu", "knda", "mlym")

_SILENT_END = frozenset(("deva", "guru", "gujr", "beng"))
"""Where an `a` that no sign writes is not heard at the end of a word, nor between two consonants."""
_NORTHERN = frozenset(("deva", "guru", "gujr"))
"""Where the signs for ai and au are said as an open e and o (है, और); elsewhere they are two sounds."""
_LONG_E_O = frozenset(("deva", "beng", "guru", "gujr", "orya"))
"""Where e and o have one length, which is long."""

_VOICED = {"k": "g", "c": "s", "T": "D", "t": "d", "p": "b"}
_AFTER_NASAL = {**_VOICED, "c": "j"}
_NASALS = frozenset(("ng", "ny", "N", "n", "m"))


def sound_key(text: str) -> str:
    """The sounds of `text`, word by word: "బిల్లు కట్టాలి" and "billu kattali" → "bil katali"."""
    return " ".join(word_key(word) for word in folded(text).split())


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """The sounds of one folded word, one letter each. Digits stay as they are."""
    return _heard(letters(word)) or word


@lru_cache(maxsize=16384)
def close_key(word: str) -> str:
    """The same, but with long and short, aspirated and plain, dental and retroflex told apart: what two
    short words of one script must share to be the same word."""
    plain = re.sub(r"([a-zA-Z]h?)\1", lambda m: m[0] if m[1] in "aeiou" else m[1], letters(word))
    return _without_last_u(plain)


LONGEST_WORD = 64
"""Letters. Nobody says a longer one; a recogniser gone wild, or somebody hostile, may."""


def letters(word: str) -> str:
    """What is written in one folded word, in Latin letters; an endless word is left as it is."""
    if len(word) > LONGEST_WORD:
        return word
    if word.isascii():
        return ENGLISH.get(word) or ROMANISED.get(word) or _misspelt(word) or _romanised(word)
    pieces: list[str] = []
    run = ""
    run_script = ""
    for character in word:
        script = _script(character)
        if script != run_script and run:
            pieces.append(_written(run, run_script))
            run = ""
        run_script = script
        run += character
    pieces.append(_written(run, run_script))
    return "".join(pieces)


def _misspelt(word: str) -> str | None:
    """The sound of the English word that this is but for one letter ("opperator", "operater"), if it is long
    enough to tell and only one can be meant."""
    if len(word) < LONG_WORD:
        return None
    nearly = {word, *_one_letter_less(word)}
    known = {ENGLISH[one] for one in nearly if one in ENGLISH}
    known |= {sound for one in nearly for sound in _SHORTENED.get(one, ())}
    return known.pop() if len(known) == 1 else None


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


LONG_WORD = 6
_SHORTENED: dict[str, set[str]] = {}
for _word, _sound in ENGLISH.items():
    for _less in _one_letter_less(_word) if len(_word) >= LONG_WORD else ():
        _SHORTENED.setdefault(_less, set()).add(_sound)


def _script(character: str) -> str:
    number = ord(character) - 0x0900
    return _BLOCKS[number // 0x80] if 0 <= number < 0x480 else ""


def _written(run: str, script: str) -> str:
    if script:
        return _native(run, script)
    plain = "".join(c for c in unicodedata.normalize("NFKD", run) if unicodedata.category(c) != "Mn")
    return _romanised(plain)


# -- step one ------------------------------------------------------------------------------------------


def _native(word: str, script: str) -> str:
    """Consonants and vowels in turn; an unwritten vowel is "A" until it is known whether it is heard."""
    sounds: list[str] = []
    for character in word:
        place = (ord(character) - 0x0900) % 0x80
        if place in _CONSONANTS or place in _NUKTA:
            sounds += [_CONSONANTS.get(place) or _NUKTA[place], "A"]
        elif place in _VOWELS:
            sounds.append(_VOWELS[place])
        elif place in _SIGNS:
            _close(sounds, _SIGNS[place])
        elif place == _VIRAMA:
            _close(sounds, "")
        elif place == _CUT_T and script == "beng":
            _close(sounds, "")
            sounds.append("t")
        elif place in _ANUSVARA:
            sounds.append("M")
        elif 0x66 <= place <= 0x6F:
            sounds.append(str(place - 0x66))
    sounds = [one for one in sounds if one]
    if script in _NORTHERN:
        sounds = [{"ai": "e", "au": "o"}.get(one, one) for one in sounds]
    if script in _LONG_E_O:
        sounds = [one * 2 if one in ("e", "o") else one for one in sounds]
    if script == "beng" and sounds[:1] == ["y"]:
        sounds[0] = "j"
    if script == "taml":
        sounds = _tamil(sounds)
    if script == "mlym":
        sounds = _malayalam(sounds)
    sounds = _nasals(sounds, script)
    if script in _SILENT_END:
        sounds = _without_silent(sounds)
    unwritten = "o" if script == "beng" else "a"
    return "".join(unwritten if one == "A" else one for one in sounds)


def _close(sounds: list[str], vowel: str) -> None:
    """A vowel sign, or the sign that there is none, takes the place of the unwritten vowel."""
    if sounds and sounds[-1] == "A":
        sounds[-1] = vowel
    elif vowel:
        sounds.append(vowel)


def _nasals(sounds: list[str], script: str) -> list[str]:
    """The one nasal sign, as it sounds before what follows it. At the end of a word it makes the vowel
    nasal in the north, which a telephone does not carry, and is an m in the south."""
    made: list[str] = []
    for place, one in enumerate(sounds):
        if one != "M":
            made.append(one)
        elif place + 1 == len(sounds):
            if script in ("telu", "knda", "mlym"):
                made.append("m")
        else:
            made.append("m" if sounds[place + 1][0] in "pbm" else "n")
    return made


def _without_silent(sounds: list[str]) -> list[str]:
    """From the end: an unwritten vowel is not heard at the end of a word, and not between a vowel with one
    consonant before it and one consonant with a vowel behind it (बिजली, मतलब)."""
    heard = list(sounds)
    if len(heard) > 2 and heard[-1] == "A":
        heard.pop()
    for place in range(len(heard) - 3, 1, -1):
        before, after = heard[place - 2], heard[place + 2]
        between = not _is_vowel(heard[place - 1]) and not _is_vowel(heard[place + 1])
        if heard[place] == "A" and between and _is_vowel(before) and _is_vowel(after):
            del heard[place]
    return heard


def _is_vowel(sound: str) -> bool:
    return sound == "A" or sound[0] in "aeiou"


def _tamil(sounds: list[str]) -> list[str]:
    """Tamil writes one letter for a voiced and a voiceless stop: voiced behind a nasal and between vowels,
    voiceless at the beginning and doubled."""
    made: list[str] = []
    for place, one in enumerate(sounds):
        if one not in _VOICED or place == 0:
            made.append(one)
            continue
        before = sounds[place - 1]
        after = sounds[place + 1] if place + 1 < len(sounds) else ""
        if before in _NASALS or before == "M":
            made.append(_AFTER_NASAL[one])
        elif _is_vowel(before) and after and _is_vowel(after):
            made.append(_VOICED[one])
        else:
            made.append(one)
    return made


def _malayalam(sounds: list[str]) -> list[str]:
    """The letter റ is a t behind itself and behind an n (റ്റ, ന്റ)."""
    return " ".join(sounds).replace("R R", "T").replace("n R", "n t").split(" ")


_ROMAN = (
    (re.compile(r"x"), "ks"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"chh?"), "C"),
    (re.compile(r"tion|sion"), "san"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"C"), "c"),
    (re.compile(r"zh"), "L"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "j"),
    (re.compile(r"f"), "ph"),
    (re.compile(r"ee"), "ii"),
    (re.compile(r"oo"), "uu"),
    (re.compile(r"ou"), "au"),
    (re.compile(r"(?<=[^aeiou])y(?=$|[^aeiou])"), "i"),
    (re.compile(r"ah$"), "a"),
    (re.compile(r"[ae]i(?=[^aeiouyh])"), "e"),
    (re.compile(r"au(?=[^aeiouyh])"), "o"),
)
"""Latin letters as people write Indian words with them, and as English words are read letter by letter."""


def _romanised(word: str) -> str:
    for pattern, instead in _ROMAN:
        word = pattern.sub(instead, word)
    return word


# -- step two ------------------------------------------------------------------------------------------

_MERGED = str.maketrans({"T": "t", "D": "d", "N": "n", "L": "l", "S": "s", "R": "r"})
_HEARD = (
    (re.compile(r"(?<=[kgcjtdpb])h"), ""),
    (re.compile(r"sh"), "s"),
    (re.compile(r"(?:ng)+(?=[kgn])|ny(?=[cj])"), "n"),
    (re.compile(r"ny"), "n"),
    (re.compile(r"(?<=[aeiou])y(?=[ie])"), ""),
    (re.compile(r"(?<=[ie])y(?=[aeiou])"), ""),
    (re.compile(r"^y(?=e)"), ""),
    (re.compile(r"n(?=[pbm])"), "m"),
    (re.compile(r"m(?=[tdkgcjs])"), "n"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"ae"), "e"),
    (re.compile(r"ou"), "o"),
    (re.compile(r"([a-z])\1+"), r"\1"),
)


def _heard(written: str) -> str:
    key = written.translate(_MERGED)
    for pattern, instead in _HEARD:
        key = pattern.sub(instead, key)
    return _without_last_u(key)


def _without_last_u(key: str) -> str:
    """బిల్లు, కార్డు and bill, card: the vowel that carries a loan word to its end."""
    return key[:-1] if len(key) > 3 and key[-1] == "u" and key[-2] not in "aeiou" else key
