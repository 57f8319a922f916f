"""Digits and numbers as callers say them: "four eight two one", "నాలుగు 8", "1,50,000", "twenty five"."""

from __future__ import annotations

import re

from runtime.language.match import folded
from runtime.language.spoken import DIGIT_WORDS, ascii_digits

_ALSO = {
    "0": "oh nought jeero shunya sunna సున్న జీరో ज़ीरो ஜீரோ சுழியம் பூஜியம் ಜೀರೋ സീറോ জিরো ઝીરો ਜ਼ੀਰੋ ଜିରୋ ଶୂନ",
    "1": "ek okati ഒന്നു ஒண்ணு ਇਕ",
    "2": "do rendu രണ്ടു ரெண்டு",
    "3": "teen moodu mudu മൂന്നു மூணு",
    "4": "char chaar nalugu naalugu നാലു நாலு",
    "5": "paanch panch पांच aidu ఐదు அஞ்சு",
    "6": "chhe chhah छः छे aaru aru ଛ",
    "7": "saat yedu edu",
    "8": "aath enimidi",
    "9": "nau tommidi thommidi ಒಂಭತ್ತು ഒൻപത് ஒம்பது ਨੌ",
}
"""Other spellings of the digits: romanised, colloquial, borrowed."""

_ONLY_BESIDE_OTHERS = frozenset({"do", "oh"})
"""Digits in a row of digits ("ek do teen"), but words of their own elsewhere ("I do not know")."""

_DIGIT = {folded(word): str(digit) for words in DIGIT_WORDS.values() for digit, word in enumerate(words)} | {
    folded(word): digit for digit, words in _ALSO.items() for word in words.split(" ")
}

_TIMES = {
    "double": 2,
    "डबल": 2,
    "डबळ": 2,
    "డబుల్": 2,
    "டபுள்": 2,
    "ಡಬಲ್": 2,
    "triple": 3,
    "ट्रिपल": 3,
    "ట్రిపుల్": 3,
}
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_HINDI = (
    "दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस "
    "सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस "
    "इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन "
    "चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी "
    "तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे "
    "छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_TELUGU_TEENS = "పది పదకొండు పన్నెండు పదమూడు పద్నాలుగు పదిహేను పదహారు పదిహేడు పద్దెనిమిది పంతొమ్మిది"
_TELUGU_TENS = "ఇరవై ముప్పై నలభై యాభై అరవై డెబ్బై ఎనభై తొంభై"


def _numbered(start: int, step: int, *listed: str) -> dict[str, int]:
    """Each list's words, counted from `start` in steps of `step`."""
    return {
        folded(word): start + step * position
        for words in listed
        for position, word in enumerate(words.split(" "))
    }


_SMALL = (
    {word: int(digit) for word, digit in _DIGIT.items()}
    | _numbered(10, 1, _TEENS, _TELUGU_TEENS, _HINDI)
    | _numbered(20, 10, _TENS, _TELUGU_TENS)
)

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
    certain = False
    times = 1
    for word in folded(text).split():
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word.isdecimal():
            digits.append(word[0] * times + word[1:])
            certain = True
        elif word in _DIGIT:
            digits.append(_DIGIT[word] * times)
            certain = certain or word not in _ONLY_BESIDE_OTHERS
        times = 1
    return "".join(digits) if certain else ""


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
    if all(word in _ONLY_BESIDE_OTHERS for word in known):
        return None
    if len(known) > 1 and all(word in _DIGIT for word in known):
        return float("".join(_DIGIT[word] for word in known))  # "one five zero": read out digit by digit
    total = part = 0
    for word in known:
        if word in _SMALL:
            if not _fits(part, _SMALL[word]):
                return None  # "forty eight twenty one" is two numbers
            part += _SMALL[word]
        elif _BIG[word] == 100:
            part = max(part, 1) * 100
        else:
            total += max(part, 1) * _BIG[word]
            part = 0
    return float(total + part)


def _fits(part: int, more: int) -> bool:
    """Whether `more` may follow: "two hundred" + "forty", "forty" + "eight"."""
    return part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and more < 10)
