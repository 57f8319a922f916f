"""Digits and numbers as callers say them: "four eight two one", "నాలుగు 8", "1,50,000", "twenty five"."""

from __future__ import annotations

import re

from runtime.language.match import folded
from runtime.language.spoken import DIGIT_WORDS, ascii_digits

_ALSO = {
    "oh": "0", "o": "0", "nought": "0", "jeero": "0", "జీరో": "0", "ज़ीरो": "0", "ஜீரோ": "0", "ಜೀರೋ": "0",
    "സീറോ": "0", "জিরো": "0", "ઝીરો": "0", "ਜ਼ੀਰੋ": "0", "ଜିରୋ": "0",
    "shunya": "0", "ek": "1", "do": "2", "teen": "3", "char": "4", "chaar": "4", "paanch": "5", "panch": "5",
    "chhe": "6", "chhah": "6", "che": "6", "saat": "7", "aath": "8", "nau": "9", "पांच": "5", "छः": "6", "छे": "6",
    "sunna": "0", "okati": "1", "rendu": "2", "moodu": "3", "mudu": "3", "nalugu": "4", "naalugu": "4",
    "aidu": "5", "ఐదు": "5", "aaru": "6", "aru": "6", "yedu": "7", "edu": "7", "enimidi": "8", "tommidi": "9",
    "thommidi": "9", "సున్న": "0",
    "ಒಂಭತ್ತು": "9", "ഒന്നു": "1", "രണ്ടു": "2", "മൂന്നു": "3", "നാലു": "4", "ഒൻപത്": "9", "சுழியம்": "0",
    "பூஜியம்": "0", "ஒண்ணு": "1", "ரெண்டு": "2", "மூணு": "3", "நாலு": "4", "அஞ்சு": "5", "ஒம்பது": "9",
    "ଶୂନ": "0", "ଛ": "6", "ਇਕ": "1", "ਨੌ": "9", "શૂન્ય": "0", "છે": "6", "ছয়": "6", "নয়": "9",
}  # fmt: skip
"""Other spellings of the digits: romanised, colloquial, borrowed."""

_DIGIT = {folded(word): str(digit) for words in DIGIT_WORDS.values() for digit, word in enumerate(words)} | {
    folded(word): digit for word, digit in _ALSO.items()
}

_TWICE = {
    "double": 2,
    "triple": 3,
    "डबल": 2,
    "डबळ": 2,
    "ट्रिपल": 3,
    "డబుల్": 2,
    "ట్రిపుల్": 3,
    "டபுள்": 2,
    "ಡಬಲ್": 2,
}

_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_HINDI = [
    "दस",
    "ग्यारह",
    "बारह",
    "तेरह",
    "चौदह",
    "पंद्रह",
    "सोलह",
    "सत्रह",
    "अठारह",
    "उन्नीस",
    "बीस",
    "इक्कीस",
    "बाईस",
    "तेईस",
    "चौबीस",
    "पच्चीस",
    "छब्बीस",
    "सत्ताईस",
    "अट्ठाईस",
    "उनतीस",
    "तीस",
    "इकतीस",
    "बत्तीस",
    "तैंतीस",
    "चौंतीस",
    "पैंतीस",
    "छत्तीस",
    "सैंतीस",
    "अड़तीस",
    "उनतालीस",
    "चालीस",
    "इकतालीस",
    "बयालीस",
    "तैंतालीस",
    "चवालीस",
    "पैंतालीस",
    "छियालीस",
    "सैंतालीस",
    "अड़तालीस",
    "उनचास",
    "पचास",
    "इक्यावन",
    "बावन",
    "तिरपन",
    "चौवन",
    "पचपन",
    "छप्पन",
    "सत्तावन",
    "अट्ठावन",
    "उनसठ",
    "साठ",
    "इकसठ",
    "बासठ",
    "तिरसठ",
    "चौंसठ",
    "पैंसठ",
    "छियासठ",
    "सड़सठ",
    "अड़सठ",
    "उनहत्तर",
    "सत्तर",
    "इकहत्तर",
    "बहत्तर",
    "तिहत्तर",
    "चौहत्तर",
    "पचहत्तर",
    "छिहत्तर",
    "सतहत्तर",
    "अठहत्तर",
    "उनासी",
    "अस्सी",
    "इक्यासी",
    "बयासी",
    "तिरासी",
    "चौरासी",
    "पचासी",
    "छियासी",
    "सत्तासी",
    "अट्ठासी",
    "नवासी",
    "नब्बे",
    "इक्यानवे",
    "बानवे",
    "तिरानवे",
    "चौरानवे",
    "पचानवे",
    "छियानवे",
    "सत्तानवे",
    "अट्ठानवे",
    "निन्यानवे",
]
_TELUGU_TEENS = ["పది", "పదకొండు", "పన్నెండు", "పదమూడు", "పద్నాలుగు", "పదిహేను", "పదహారు", "పదిహేడు", "పద్దెనిమిది", "పంతొమ్మిది"]
_TELUGU_TENS = ["ఇరవై", "ముప్పై", "నలభై", "యాభై", "అరవై", "డెబ్బై", "ఎనభై", "తొంభై"]

_SMALL: dict[str, int] = {word: int(digit) for word, digit in _DIGIT.items()}
for _position, _words in enumerate(zip(_TEENS, _TELUGU_TEENS, strict=True), start=10):
    _SMALL.update((folded(_word), _position) for _word in _words)
for _position, _words in enumerate(zip(_TENS, _TELUGU_TENS, strict=True), start=2):
    _SMALL.update((folded(_word), _position * 10) for _word in _words)
_SMALL.update((folded(_word), _position) for _position, _word in enumerate(_HINDI, start=10))

_BIG = {
    folded(word): size
    for size, spellings in {
        100: "hundred सौ వంద వందల నూట sau",
        1_000: "thousand हज़ार हजार వెయ్యి వేల వేలు hazar hazaar",
        100_000: "lakh lakhs लाख లక్ష లక్షల లక్షలు",
        10_000_000: "crore crores करोड़ కోటి కోట్ల కోట్లు",
    }.items()
    for word in spellings.split(" ")
}

_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")


def spoken_digits(text: str) -> str:
    """The digits in what was said, in order: figures of any script, digit words of any language, "double
    five". Other words ("my number is…") are passed over, as are pauses and separators."""
    digits: list[str] = []
    times = 1
    for word in folded(text).split():
        if word in _TWICE:
            times = _TWICE[word]
            continue
        if word.isdecimal():
            digits.append(word[0] * times + word[1:])
        elif word in _DIGIT:
            digits.append(_DIGIT[word] * times)
        times = 1
    return "".join(digits)


def number_in(text: str) -> float | None:
    """The one number in what was said: figures ("1,50,000", "२५", "2.5"), number words of English, Hindi
    and Telugu, or digit words of any language said one after the other. None when there is none."""
    figures = _FIGURES.findall(ascii_digits(text))
    if len(figures) == 1:
        return _with_sizes(float(figures[0].replace(",", "")), text)
    if figures:
        return None
    return _from_words(folded(text).split())


def _with_sizes(value: float, text: str) -> float:
    """ "2 lakh" is 200000."""
    for word in folded(text).split():
        value *= _BIG.get(word, 1)
    return value


def _from_words(words: list[str]) -> float | None:
    known = [word for word in words if word in _SMALL or word in _BIG]
    if not known:
        return None
    if len(known) > 1 and all(word in _DIGIT for word in known):
        return float("".join(_DIGIT[word] for word in known))  # "one five zero": read out digit by digit
    total = part = 0
    for word in known:
        if word in _SMALL:
            part += _SMALL[word]
        elif _BIG[word] == 100:
            part = max(part, 1) * 100
        else:
            total += max(part, 1) * _BIG[word]
            part = 0
    return float(total + part)
