"""Ordinals as callers say them: "the second", "15th", "दूसरा", "రెండోది", "பதினைந்தாம்".

ordinal("రెండోది") -> 2      ordinal("15th") -> 15      ordinal("two") -> None
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runtime.language.folding import folded
from runtime.language.numbers import plain_number
from runtime.language.ordinals import GENDERS
from runtime.language.ordinals import ordinal as spoken_ordinal
from runtime.language.script import LANGUAGES

_SMALL = (
    "first 1st पहला पहली पहले पहिला पहिली pehla pehli మొదటి మొదటిది modati প্রথম পয়লা પહેલી પહેલો પહેલું ಮೊದಲ ಮೊದಲನೇ ಮೊದಲನೆಯದು "
    "ആദ്യത്തെ ആദ്യ ପ୍ରଥମ ପହିଲା ਪਹਿਲਾ ਪਹਿਲੀ முதல் முதலாவது",
    "second दूसरा दूसरी दूसरे दुसरा दुसरी dusra doosra రెండో రెండోది rendodi দ্বিতীয় দোসরা બીજી બીજો બીજું ದ್ವಿತೀಯ ଦ୍ୱିତୀୟ ଦ୍ଵିତୀୟ "
    "ਦੂਜਾ ਦੂਜੀ",
    "third तीसरा तीसरी तीसरे तिसरा तिसरी teesra tisra మూడో మూడోది moododi তৃতীয় তেসরা ત્રીજી ત્રીજો "
    "ત્રીજું ତୃତୀୟ ਤੀਜਾ ਤੀਜੀ",
    "fourth चौथा चौथी चौथे chautha నాలుగో నాలుగోది চতুর্থ চৌঠা ચોથી ચોથો ચોથું ଚତୁର୍ଥ ਚੌਥਾ ਚੌਥੀ",
    "fifth पाचवा पाचवी পঞ্চম પાંચમી ପଞ୍ଚମ",
    "sixth छठा छठी छठे छट्ठा सहावा सहावी ষষ্ঠ છઠ્ઠી છઠ્ઠો ଷଷ୍ଠ",
    "seventh সপ্তম ସପ୍ତମ",
    "eighth অষ্টম ଅଷ୍ଟମ",
    "ninth নবম ନବମ",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
_ORDINAL = {
    folded(word): number for number, words in enumerate(_SMALL, start=1) for word in words.split()
} | {
    "twentieth": 20,
    "thirtieth": 30,
    folded("ఇరవయ్యవ"): 20,
    folded("ఇరవయ్యో"): 20,
    folded("ముప్పయ్యవ"): 30,
    folded("ముప్పయ్యో"): 30,
}

for _language in LANGUAGES:
    for _number in range(1, 32):
        for _gender in GENDERS:
            _ORDINAL.setdefault(folded(spoken_ordinal(_number, _language, _gender)), _number)

_SUFFIXED = "वीं वां वाँ वें वा वी वे व्या వ వది వా ో ోది ই ে મી મો મું ਵੀਂ ਵਾਂ ਵੇਂ ನೇ ನೆ ನೆಯ ನೇದು ನೆಯದು ാം ാമത്തെ ാമത് ாம் ாவது"
_SUFFIXES = tuple(sorted({folded(suffix) for suffix in _SUFFIXED.split()}, key=len, reverse=True))
_STEM_ENDS = ("", "ు", "ి", "ು", "ு", "்", "്", "ു")
"""What the end of the number had before the suffix took its place."""
_FIGURE = re.compile(r"(\d{1,3})(?:st|nd|rd|th|" + "|".join(map(re.escape, _SUFFIXES)) + ")")


def ordinal(word: str) -> int | None:
    """The place that one folded word names, 1 to 999; None when it is no ordinal."""
    if word in _ORDINAL:
        return _ORDINAL[word]
    figure = _FIGURE.fullmatch(word)
    if figure:
        return int(figure[1])
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix):
            stem = word[: -len(suffix)]
            for end in _STEM_ENDS:
                number = plain_number(stem + end)
                if number is not None and number >= 1:
                    return number
    return None


def place_in(words: Sequence[str]) -> int | None:
    """The one place named among these folded words ("the second one, please" → 2); None when there is
    none, or more than one. "twenty first" is 21."""
    found: set[int] = set()
    before: int | None = None
    for word in words:
        number = ordinal(word)
        if number is not None:
            found.add(before + number if before is not None and number < 10 else number)
        ten = plain_number(word)
        before = ten if ten is not None and ten >= 20 and ten % 10 == 0 else None
    return found.pop() if len(found) == 1 else None
