"""One spelling for words that are compared.

Without case, punctuation and invisible joiners, with one spelling for what writes one sound (हाँ and हां,
ज़ and ज, the two ways to write a Malayalam chillu).
"""

from __future__ import annotations

import unicodedata

_CHILLU = {
    "ൺ": "ണ്",
    "ൻ": "ന്",
    "ർ": "ര്",
    "ൽ": "ല്",
    "ൾ": "ള്",
    "ൿ": "ക്",
}
_NUKTA = "\u093c\u09bc\u0a3c\u0abc\u0b3c"
_CANDRABINDU = {
    "\u0901": "\u0902",
    "\u0981": "\u0982",
    "\u0a01": "\u0a02",
    "\u0a81": "\u0a82",
    "\u0b01": "\u0b02",
    "\u0c00": "\u0c02",
    "\u0c01": "\u0c02",
    "\u0c81": "\u0c82",
    "\u0d01": "\u0d02",
}
_APOSTROPHES = "'’ʼ`"

_FOLD = str.maketrans(
    {
        **_CHILLU,
        **_CANDRABINDU,
        **dict.fromkeys(_NUKTA, ""),
        **dict.fromkeys(_APOSTROPHES, ""),
        "\u0a70": "\u0a02",  # Gurmukhi tippi, written for bindi after some vowels
    }
)


def folded(text: str) -> str:
    """`text` as it is compared: one space between words, no case, marks or invisible characters."""
    if text.isascii():
        return " ".join(_ascii_words(text))
    plain = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    kept: list[str] = []
    for character in plain:
        category = unicodedata.category(character)
        if category[0] in "LM":
            kept.append(character)
        elif category == "Nd":
            kept.append(str(unicodedata.decimal(character)))
        elif category == "Cf":
            continue  # zero-width joiners and the like: not there
        else:
            kept.append(" ")
    # Once more: a vowel sign in two parts may only now stand together.
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def _ascii_words(text: str) -> list[str]:
    lowered = text.lower().replace("'", "").replace("`", "")
    return "".join(c if c.isalnum() else " " for c in lowered).split()
