"""First, second, third … as they stand before a noun: `ordinal`.

In Gujarati, Hindi, Marathi and Punjabi the word follows the gender of what it counts: दूसरा विकल्प,
दूसरी पर्ची. Endings are laid onto the cardinal of cardinals.py; only the first few are words of their own.
Sources: CLDR's spelled-out ordinals; docs/spoken-forms.md says where we differ.
"""

from __future__ import annotations

from runtime.language.amounts import decimal
from runtime.language.cardinals import cardinal

GENDERS = ("masculine", "feminine", "neuter")
"""What may be asked for. A language without that gender uses its masculine."""


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_FIRST: dict[str, tuple[str, ...]] = {
    "bn-IN": _list("প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম"),
    "en-IN": _list("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    "gu-IN": _list("પહેલ* બીજ* ત્રીજ* ચોથ* પાંચમ* છઠ્ઠ* સાતમ* આઠમ* નવમ* દસમ*"),
    "hi-IN": _list("पहल* दूसर* तीसर* चौथ* पाँचव° छठ* सातव° आठव° नौव° दसव°"),
    "kn-IN": ("ಮೊದಲನೇ",),
    "ml-IN": ("ഒന്നാം",),
    "mr-IN": _list("पहिल* दुसर* तिसर* चौथ* पाचव* सहाव* सातव* आठव* नवव* दहाव*"),
    "od-IN": _list("ପ୍ରଥମ ଦ୍ୱିତୀୟ ତୃତୀୟ ଚତୁର୍ଥ ପଞ୍ଚମ ଷଷ୍ଠ ସପ୍ତମ ଅଷ୍ଟମ ନବମ ଦଶମ"),
    "pa-IN": _list("ਪਹਿਲ* ਦੂਜ* ਤੀਜ* ਚੌਥ* ਪੰਜਵ° ਛੇਵ° ਸੱਤਵ° ਅੱਠਵ° ਨੌਵ° ਦਸਵ°"),
    "ta-IN": ("முதலாவது",),
    "te-IN": ("మొదటి",),
}
"""* and ° are the ending of the gender, ° with a nasal (पाँचवाँ, पाँचवीं)."""

_GENDER = {
    "gu-IN": {"masculine": ("ો", "ો"), "feminine": ("ી", "ી"), "neuter": ("ું", "ું")},
    "hi-IN": {"masculine": ("ा", "ाँ"), "feminine": ("ी", "ीं"), "neuter": ("ा", "ाँ")},
    "mr-IN": {"masculine": ("ा", "ा"), "feminine": ("ी", "ी"), "neuter": ("े", "े")},
    "pa-IN": {"masculine": ("ਾ", "ਾਂ"), "feminine": ("ੀ", "ੀਂ"), "neuter": ("ਾ", "ਾਂ")},
}

_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "bn-IN": (("", "তম"),),
    "gu-IN": (("", "મ*"),),
    "hi-IN": (("", "व°"),),
    "kn-IN": (("ು", "ನೇ"), ("ಿ", "ಿಯನೇ"), ("", "ನೇ")),
    "ml-IN": (("യിരം", "യിരത്താം"), ("ലക്ഷം", "ലക്ഷത്താം"), ("്", "ാം"), ("ി", "ിയാം"), ("", "ാം")),
    "mr-IN": (
        ("ाळीस", "ाळिसाव*"),
        ("ीस", "िसाव*"),
        ("न्नास", "न्नासाव*"),
        ("न्न", "न्नाव*"),
        ("ष्ट", "ष्टाव*"),
        ("साठ", "साठाव*"),
        ("त्तर", "त्तराव*"),
        ("ात्तर", "ात्तराव*"),
        ("व्वद", "व्वदाव*"),
        ("ण्णव", "ण्णवाव*"),
        ("शंभर", "शंभराव*"),
        ("हजार", "हजाराव*"),
        ("लाख", "लाखाव*"),
        ("ऊ", "व*"),
        ("", "व*"),
    ),
    "od-IN": (("", "ତମ"),),
    "pa-IN": (("ਾਂ", "ਵ°"), ("ਂ", "ਵ°"), ("", "ਵ°")),
    "ta-IN": (("ு", "ாவது"), ("ம்", "மாவது"), ("ி", "ியாவது"), ("", "ாவது")),
    "te-IN": (("ై", "య్యవ"), ("వెయ్యి", "వెయ్యవ"), ("లు", "లవ"), ("ు", "వ"), ("ి", "వ"), ("", "వ")),
}
"""What the cardinal ends in, and what stands there instead; the first that fits."""

_ENGLISH = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ENGLISH |= {"nine": "ninth", "twelve": "twelfth"}


def ordinal(value: object, language: str, gender: str = "masculine") -> str:
    """`value` ("2" or 2) as first, second, third … Raises ValueError for what is no whole number from 1 on,
    and for a gender that is none of GENDERS."""
    if gender not in GENDERS:
        raise ValueError(f"there is no gender `{gender}`")
    amount = decimal(value)
    if amount != int(amount) or amount < 1:
        raise ValueError(f"`{value}` is not a place in a row")
    place = int(amount)
    first = _FIRST.get(language, _FIRST["en-IN"])
    if place <= len(first):
        return _gendered(first[place - 1], language, gender)
    words = cardinal(place, language)
    if language not in _ENDINGS:
        return _english(words)
    ending, instead = next(pair for pair in _ENDINGS[language] if words.endswith(pair[0]))
    return _gendered(words[: len(words) - len(ending)] + instead, language, gender)


def _gendered(word: str, language: str, gender: str) -> str:
    plain, nasal = _GENDER.get(language, {}).get(gender, ("", ""))
    return word.replace("*", plain).replace("°", nasal)


def _english(words: str) -> str:
    """ "twenty-one" → "twenty-first"; the last word alone changes."""
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    if last in _ENGLISH:
        return words[:start] + _ENGLISH[last]
    return words[:start] + (last.removesuffix("y") + "ieth" if last.endswith("y") else f"{last}th")
