"""The words numbers are made of in Kannada, Malayalam, Tamil and Telugu, where tens, hundreds and
thousands change before what follows them ("నూట ఒకటి", "ஆயிரத்து ஒன்று", "ನೂರ ಒಂದು", "നൂറ്റി ഒന്ന്").

Sources and shape: cardinal_words.py.
"""

from __future__ import annotations

from runtime.language.cardinal_words import Counting, Scale


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_KANNADA_UNITS = ("ೊಂದು", "ೆರಡು", "ಮೂರು", "ನಾಲ್ಕು", "ೈದು", "ಾರು", "ೇಳು", "ೆಂಟು", "ೊಂಬತ್ತು")
"""As they are written onto a ten that has lost its -u: ಇಪ್ಪತ್ತ + ೊಂದು."""
_KANNADA_HUNDREDS = _list("ನೂರು ಇನ್ನೂರು ಮುನ್ನೂರು ನಾನೂರು ಐನೂರು ಆರುನೂರು ಏಳುನೂರು ಎಂಟುನೂರು ಒಂಬೈನೂರು")
_KANNADA = Counting(
    _list("ಸೊನ್ನೆ ಒಂದು ಎರಡು ಮೂರು ನಾಲ್ಕು ಐದು ಆರು ಏಳು ಎಂಟು ಒಂಬತ್ತು ಹತ್ತು ಹನ್ನೊಂದು ಹನ್ನೆರಡು ಹದಿಮೂರು ಹದಿನಾಲ್ಕು")
    + _list("ಹದಿನೈದು ಹದಿನಾರು ಹದಿನೇಳು ಹದಿನೆಂಟು ಹತ್ತೊಂಬತ್ತು")
    + tuple(
        ten + end
        for ten in _list("ಇಪ್ಪತ್ತ ಮೂವತ್ತ ನಲವತ್ತ ಐವತ್ತ ಅರವತ್ತ ಎಪ್ಪತ್ತ ಎಂಬತ್ತ ತೊಂಬತ್ತ")
        for end in ("ು", *_KANNADA_UNITS)
    ),
    _KANNADA_HUNDREDS,
    tuple(word.removesuffix("ು") for word in _KANNADA_HUNDREDS),
    _KANNADA_HUNDREDS,
    Scale("ಸಾವಿರ", "ಸಾವಿರ", "ಸಾವಿರದ", "ಸಾವಿರದ", "ಸಾವಿರ"),
    Scale("ಒಂದು ಲಕ್ಷ", "ಲಕ್ಷ", "ಒಂದು ಲಕ್ಷದ", "ಲಕ್ಷದ", "ಲಕ್ಷ"),
    Scale("ಒಂದು ಕೋಟಿ", "ಕೋಟಿ", "ಒಂದು ಕೋಟಿಯ", "ಕೋಟಿಯ", "ಕೋಟಿ"),
    one="ಒಂದು",
)

_MALAYALAM_SMALL = _list("പൂജ്യം ഒന്ന് രണ്ട് മൂന്ന് നാല് അഞ്ച് ആറ് ഏഴ് എട്ട് ഒമ്പത് പത്ത് പതിനൊന്ന് പന്ത്രണ്ട്") + _list(
    "പതിമൂന്ന് പതിനാല് പതിനഞ്ച് പതിനാറ് പതിനേഴ് പതിനെട്ട് പത്തൊമ്പത്"
)
_MALAYALAM_TENS = _list("ഇരുപത് മുപ്പത് നാൽപ്പത് അമ്പത് അറുപത് എഴുപത് എൺപത് തൊണ്ണൂറ്")
_MALAYALAM_UNITS = _list("യൊന്ന് രണ്ട് മൂന്ന് നാല് യഞ്ച് യാറ് യേഴ് യെട്ട് യൊമ്പത്")
"""As they follow a ten that ends in -i: ഇരുപത്തി + യൊന്ന്."""
_MALAYALAM_WORDS = _MALAYALAM_SMALL + tuple(
    ten if not unit else ten.removesuffix("്") + ("്റി" if ten.endswith("റ്") else "്തി") + unit
    for ten in _MALAYALAM_TENS
    for unit in ("", *_MALAYALAM_UNITS)
)
_MALAYALAM_HUNDREDS = _list("നൂറ് ഇരുനൂറ് മുന്നൂറ് നാനൂറ് അഞ്ഞൂറ് അറുനൂറ് എഴുനൂറ് എണ്ണൂറ് തൊള്ളായിരം")


def _malayalam_thousand(count: int) -> str:
    """1,000 to 99,000, each one word: രണ്ടായിരം, പതിനായിരം, അമ്പതിനായിരം."""
    special = {1: "ആയിരം", 3: "മൂവായിരം", 5: "അയ്യായിരം", 10: "പതിനായിരം"}
    stem = _MALAYALAM_WORDS[count].removesuffix("്")
    return special.get(count, stem + ("ിനായിരം" if stem.endswith("ത") else "ായിരം"))


_MALAYALAM = Counting(
    _MALAYALAM_WORDS,
    _MALAYALAM_HUNDREDS,
    (
        *(word.removesuffix("്") + "്റി" for word in _MALAYALAM_HUNDREDS[:8]),
        "തൊള്ളായിരത്തി",
    ),
    _MALAYALAM_HUNDREDS,
    Scale("ആയിരം", "ആയിരം", "ആയിരത്തി", "ആയിരത്തി", "ആയിരം"),
    Scale("ഒരു ലക്ഷം", "ലക്ഷം", "ഒരു ലക്ഷത്തി", "ലക്ഷത്തി", "ലക്ഷം"),
    Scale("ഒരു കോടി", "കോടി", "ഒരു കോടി", "കോടി", "കോടി"),
    one="ഒരു",
    thousands={count: _malayalam_thousand(count) for count in range(1, 100)},
)

_TAMIL_SMALL = _list("பூஜ்ஜியம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது பத்து பதினொன்று பன்னிரண்டு") + _list(
    "பதிமூன்று பதினான்கு பதினைந்து பதினாறு பதினேழு பதினெட்டு பத்தொன்பது"
)
_TAMIL_TENS = _list("இருபது முப்பது நாற்பது ஐம்பது அறுபது எழுபது எண்பது தொண்ணூறு")
_TAMIL_WORDS = _TAMIL_SMALL + tuple(
    ten if not unit else f"{ten[:-2]}{'த்து' if ten.endswith('து') else 'ற்று'} {unit}"
    for ten in _TAMIL_TENS
    for unit in ("", *_TAMIL_SMALL[1:10])
)
_TAMIL_HUNDREDS = _list("நூறு இருநூறு முந்நூறு நானூறு ஐந்நூறு அறுநூறு எழுநூறு எண்ணூறு தொள்ளாயிரம்")


def _tamil_thousand(count: int) -> str:
    """1,000 to 99,000: the -u goes and -āyiram follows; one, three, four and five are old stems."""
    old = {1: "ஆயிரம்", 3: "மூவாயிரம்", 4: "நாலாயிரம்", 5: "ஐயாயிரம்", 11: "பதினோராயிரம்"}
    if count in old:
        return old[count]
    words = _TAMIL_WORDS[count]
    if words.endswith("ு ஒன்று"):
        return words.removesuffix("ு ஒன்று") + "ோராயிரம்"
    return words.removesuffix("ு") + "ாயிரம்"


_TAMIL = Counting(
    _TAMIL_WORDS,
    _TAMIL_HUNDREDS,
    (*(word[:-2] + "ற்று" for word in _TAMIL_HUNDREDS[:8]), "தொள்ளாயிரத்து"),
    _TAMIL_HUNDREDS,
    Scale("ஆயிரம்", "ஆயிரம்", "ஆயிரத்து", "ஆயிரத்து", "ஆயிரம்"),
    Scale("ஒரு லட்சம்", "லட்சம்", "ஒரு லட்சத்து", "லட்சத்து", "லட்சம்"),
    Scale("ஒரு கோடி", "கோடி", "ஒரு கோடியே", "கோடியே", "கோடி"),
    endings=(("பதினொன்று", "பதினொரு"), ("ஒன்று", "ஒரு")),
    one="ஒரு",
    thousands={count: _tamil_thousand(count) for count in range(1, 100)},
)

_TELUGU_SMALL = _list("సున్నా ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది పది పదకొండు పన్నెండు పదమూడు") + _list(
    "పద్నాలుగు పదిహేను పదహారు పదిహేడు పద్దెనిమిది పందొమ్మిది"
)
_TELUGU = Counting(
    _TELUGU_SMALL
    + tuple(
        f"{ten} {unit}" if unit else ten
        for ten in _list("ఇరవై ముప్పై నలభై యాభై అరవై డెబ్బై ఎనభై తొంభై")
        for unit in ("", *_TELUGU_SMALL[1:10])
    ),
    ("వంద", *(f"{count} వందలు" for count in _TELUGU_SMALL[2:10])),
    ("నూట", *(f"{count} వందల" for count in _TELUGU_SMALL[2:10])),
    ("వంద", *(f"{count} వందల" for count in _TELUGU_SMALL[2:10])),
    Scale("వెయ్యి", "వేలు", "వెయ్యి", "వేల", "వేల"),
    Scale("ఒక లక్ష", "లక్షలు", "ఒక లక్ష", "లక్షల", "లక్షల"),
    Scale("ఒక కోటి", "కోట్లు", "ఒక కోటి", "కోట్ల", "కోట్ల"),
    endings=(("ఒకటి", "ఒక్క"),),
    one="ఒక",
)

SOUTHERN: dict[str, Counting] = {
    "kn-IN": _KANNADA,
    "ml-IN": _MALAYALAM,
    "ta-IN": _TAMIL,
    "te-IN": _TELUGU,
}
