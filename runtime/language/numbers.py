"""Digits and numbers as callers say them: "four eight two one", "నాలుగు 8", "1,50,000", "twenty five",
"डेढ़ लाख".

A word that is more often something else ("do", "oh", Bengali নয়, which is also "is not") is a number only
in the company of other numbers, or alone. Gujarati છે ("is") is none at all, for it follows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from runtime.language.cardinals import UNDER_HUNDRED, readings, scale_words
from runtime.language.folding import folded
from runtime.language.script import LANGUAGES
from runtime.language.spoken import DIGIT_WORDS, ascii_digits


def _listed(words: str) -> list[str]:
    return [folded(word) for word in words.split()]


_ALSO = {
    "0": ("oh o nought jeero జీరో ज़ीरो ஜீரோ ಜೀರೋ സീറോ জিরো ઝીરો ਜ਼ੀਰੋ ଜିରୋ shunya sunna సున్న சுழியம் பூஜியம் ଶୂନ શૂન્ય"),
    "1": "ఒంటి ଗୋଟାଏ ek okati ഒന്നു ஒண்ணு ਇਕ వన్ वन",
    "2": "দু do rendu രണ്ടു ரெண்டு టూ टू",
    "3": "teen moodu mudu മൂന്നു மூணு త్రీ थ्री",
    "4": "char chaar nalugu naalugu നാലു நாலு ఫోర్ फोर",
    "5": "paanch panch पांच aidu ఫైవ్ அஞ்சு फाइव",
    "6": "ছ chhe chhah छः छे aaru aru ଛ సిక్స్ सिक्स",
    "7": "saat yedu edu సెవెన్ सेवन",
    "8": "aath enimidi ఎయిట్ एट",
    "9": "ন nau tommidi thommidi ಒಂಭತ್ತು ഒൻപത് ஒம்பது ਨੌ నైన్ नाइन",
}
"""Other spellings of the digits: romanised, colloquial, borrowed."""

_UNSURE = frozenset(_listed("oh o দু ছ ন do teen char chhe छे ଛ নয় वन टू एट"))

_DIGIT = {folded(word): str(digit) for words in DIGIT_WORDS.values() for digit, word in enumerate(words)} | {
    word: digit for digit, words in _ALSO.items() for word in _listed(words)
}

_TIMES = dict.fromkeys(_listed("double डबल डबळ డబుల్ டபுள் ಡಬಲ್ ഡബിൾ ডবল ડબલ ਡਬਲ"), 2) | dict.fromkeys(
    _listed("triple ट्रिपल ట్రిపుల్"), 3
)

_TEENS = _listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_HINDI = _listed(
    "दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस "
    "सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस "
    "इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन "
    "चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी "
    "तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे "
    "छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_HINDI_ALSO = {
    15: "पन्द्रह",
    44: "चौवालीस चौंवालीस",
    53: "तिरेपन",
    63: "तिरेसठ",
    91: "इक्यानबे",
    92: "बानबे",
    93: "तिरानबे",
    94: "चौरानबे",
    95: "पंचानबे पंचानवे पचानबे",
    96: "छियानबे",
    97: "सत्तानबे",
    98: "अट्ठानबे",
    99: "निन्यानबे",
}
_TELUGU_TEENS = _listed("పది పదకొండు పన్నెండు పదమూడు పద్నాలుగు పదిహేను పదహారు పదిహేడు పద్దెనిమిది పంతొమ్మిది")
_TELUGU_TENS = _listed("ఇరవై ముప్పై నలభై యాభై అరవై డెబ్బై ఎనభై తొంభై")

_TENS_OF = {word: value * 10 for words in (_TENS, _TELUGU_TENS) for value, word in enumerate(words, start=2)}
"""Twenty to ninety, which may take a digit after them."""
_WHOLE = {
    word: value for words in (_TEENS, _TELUGU_TEENS, _HINDI) for value, word in enumerate(words, start=10)
} | {word: value for value, words in _HINDI_ALSO.items() for word in _listed(words)}
"""10 to 99 that are one word and take nothing after them."""
_HALVES = (
    "half",
    "ఒకటిన్నర okatinnara डेढ़ dedh দেড় દોઢ दीड ਡੇਢ ଦେଢ଼ ಒಂದೂವರೆ ஒன்றரை ഒന്നര",
    "రెండున్నర rendunnara ढाई dhai আড়াই અઢી अडीच ਢਾਈ ଅଢ଼େଇ ಎರಡೂವರೆ இரண்டரை രണ്ടര",
    "మూడున్నర moodunnara ಮೂರೂವರೆ மூன்றரை മൂന്നര",
    "నాలుగున్నర ನಾಲ್ಕೂವರೆ நாலரை நான்கரை നാലര",
    "ఐదున్నర ಐದೂವರೆ ஐந்தரை അഞ്ചര",
    "ఆరున్నర ಆರೂವರೆ ஆறரை ആറര",
    "ఏడున్నర ಏಳೂವರೆ ஏழரை ഏഴര",
    "ఎనిమిదిన్నర ಎಂಟೂವರೆ எட்டரை എട്ടര",
    "తొమ్మిదిన్నర ಒಂಬತ್ತೂವರೆ ஒன்பதரை ഒമ്പതര",
    "పదిన్నర ಹತ್ತೂವರೆ பத்தரை പത്തര",
    "పదకొండున్నర ಹನ್ನೊಂದೂವರೆ பதினொன்றரை പതിനൊന്നര",
    "పన్నెండున్నర ಹನ್ನೆರಡೂವರೆ பன்னிரண்டரை പന്ത്രണ്ടര",
)
_FRACTION = (
    {word: whole + 0.5 for whole, listed in enumerate(_HALVES) for word in _listed(listed) if word != "half"}
    | dict.fromkeys(_listed("पाऊण"), 0.75)
    | dict.fromkeys(_listed("ఐదుంబావు"), 5.25)
    | dict.fromkeys(_listed("మూడుంబావు"), 3.25)
)
"""A number and a half in one word, by its whole part: రెండున్నర is 2.5."""
_BESIDE = (
    dict.fromkeys(_listed("सवा sava সোয়া સવા सव्वा ਸਵਾ ସୱା ସଉଆ"), 0.25)
    | dict.fromkeys(_listed("साढ़े saade sadhe সাড়ে સાડા साडे ਸਾਢੇ ସାଢ଼େ"), 0.5)
    | dict.fromkeys(_listed("पौने paune পৌনে પોણા पावणे ਪੌਣੇ ପୌଣେ ପଉଣେ"), -0.25)
)
"""Said before a number, they change it: साढ़े तीन is 3.5."""
_BEHIND = dict.fromkeys(_listed("half అర"), 0.5) | (
    dict.fromkeys(_listed("ముప్పావు ಮುಕ್ಕಾಲು முக்கால் മുക്കാൽ"), 0.75) | dict.fromkeys(_listed("ಕಾಲು கால் കാൽ"), 0.25)
)
"""Said behind a number: "two and a half"."""
_BIG = {
    word: size
    for size, spellings in {
        100: "hundred सौ వంద వందల నూట sau",
        1_000: "thousand हज़ार हजार వెయ్యి వెయ్యీ వేల వేలు hazar hazaar",
        100_000: "lakh lakhs लाख లక్ష లక్షా లక్షల లక్షలు",
        10_000_000: "crore crores करोड़ కోటి కోటీ కోట్ల కోట్లు",
    }.items()
    for word in _listed(spellings)
}

_HUNDREDS: dict[str, int] = {}
"""Hundreds that are one word with their count: "ഇരുനൂറ്", "দুশো"."""
_THOUSANDS: dict[str, int] = {
    word: size
    for size, listed in {
        1_000: "ஓராயிரம் ஓராயிரத்து",
        3_000: "மூன்றாயிரம் மூன்றாயிரத்து",
        4_000: "நான்காயிரம் நான்காயிரத்து",
        5_000: "ஐந்தாயிரம் ஐந்தாயிரத்து",
        1_100: "వెయ్యిన్నూట వెయ్యినూట",
        1_500: "వెయ్యిన్నర",
        150_000: "లక్షన్నర",
        15_000_000: "కోటిన్నర",
    }.items()
    for word in _listed(listed)
}


def _learn(language: str) -> None:
    """Takes in the number words that are spoken in `language`. A spelling that is known keeps its meaning."""
    counts = readings(language)
    tens_words = {
        folded(word) for number, word in enumerate(UNDER_HUNDRED[language]) if number % 10 == 0 < number
    }
    _learn_quarters(language)
    for number, word in enumerate(UNDER_HUNDRED[language]):
        if number > 20 and number % 10 and " " in word:
            _TENS_OF.setdefault(folded(word.partition(" ")[0]), number - number % 10)  # இருபத்து
    for word, number in counts.items():
        one = folded(word)
        if " " in one or one in _DIGIT or any(one in table for table in _OTHERS):
            continue
        if number < 10:
            _DIGIT[one] = str(number)
            _LOOSE.add(one)
        elif number < 100:
            (_TENS_OF if language in _TENS_AND_DIGITS and one in tens_words and number > 10 else _WHOLE)[
                one
            ] = number
        else:
            (_HUNDREDS if number < 1000 else _THOUSANDS)[one] = number
    for size, words in scale_words(language).items():
        for word in words:
            if folded(word) not in _BIG and not any(folded(word) in table for table in (_DIGIT, _WHOLE)):
                _BIG[folded(word)] = size


_BEFORE_QUARTERS = {"kn-IN": ("ು", "ೂ"), "ml-IN": ("്", "േ"), "ta-IN": ("ு", "ே")}
"""How a number ends, and how it ends before the word for a quarter: ಐದು, ಐದೂ ಕಾಲು."""
_JOINED_BEFORE = {"mr-IN": {"सव्वा": 0.25, "साडे": 0.5, "पावणे": -0.25}}
"""Marathi writes them onto the number: सव्वाबारा."""


def _learn_quarters(language: str) -> None:
    for number, word in enumerate(UNDER_HUNDRED[language][1:13], start=1):
        if language in _BEFORE_QUARTERS:
            plain, before = _BEFORE_QUARTERS[language]
            stem = word.removesuffix(plain) + before
            _WHOLE.setdefault(folded(stem), number)
            for quarter, size in (("കാൽ", 0.25), ("മുക്കാൽ", 0.75)):
                _FRACTION.setdefault(folded(stem + quarter), number + size)
        for joined, more in _JOINED_BEFORE.get(language, {}).items():
            _FRACTION.setdefault(folded(joined + word), number + more)


_TENS_AND_DIGITS = frozenset({"en-IN", "kn-IN", "ml-IN", "ta-IN", "te-IN"})
"""Where "twenty" and "five" said apart are twenty-five."""
_LOOSE: set[str] = set()
"""Shapes of "one" that are also "a": numbers only beside other numbers."""
_OTHERS: tuple[Mapping[str, float], ...] = (_TENS_OF, _WHOLE, _FRACTION, _BIG, _TIMES, _BESIDE, _BEHIND)

for _language in ("hi-IN", "te-IN", *LANGUAGES):
    _learn(_language)

_FIGURES = re.compile(r"(\d[\d,]*(?:\.\d+)?)")


_KINDS: Mapping[str, Mapping[str, float]] = {
    "tens": _TENS_OF,
    "whole": _WHOLE,
    "fraction": _FRACTION,
    "times": _TIMES,
    "beside": _BESIDE,
    "behind": _BEHIND,
    "hundreds": _HUNDREDS,
    "thousands": _THOUSANDS,
    "big": _BIG,
}
_AND = frozenset(["and", "और"])
_ONE_DIGIT = frozenset("0123456789")
MOST_EXACT = 1e15
"""Below this a float holds every whole number."""


class _Part(NamedTuple):
    """One word of a number. kind: figure, digit, or one of `_KINDS`. said: its digits."""

    kind: str
    value: float
    said: str = ""
    unsure: bool = False


def spoken_digits(text: str, *, amounts: bool = True) -> str:
    """The digits in what was said, in order: figures of any script, digit words of any language, "double
    five", pairs ("ninety eight"), a number ("four hundred"). Other words ("my number is…") are passed over,
    as are pauses and separators. amounts: False passes over "hundred" and "lakh" too."""
    words = folded(text).split()
    if amounts and any(word in _BIG for word in words):
        value = number_in(text)
        if value is not None and value.is_integer() and value < MOST_EXACT:
            return str(int(value))
    return "".join(_read_out(run) for run in _runs([_part(word) for word in words]))


def number_in(text: str) -> float | None:
    """The one number in what was said: figures ("1,50,000", "२५", "2.5"), number words of English, Hindi
    and Telugu, both ("2 lakh 50 thousand"), or digit words of any language said one after the other. None
    when there is none, or more than one: better to ask again than to add them up."""
    parts: list[_Part | None] = []
    for position, piece in enumerate(_FIGURES.split(ascii_digits(text))):
        if position % 2:
            figure = piece.replace(",", "")
            parts.append(_Part("figure", float(figure), figure))
            continue
        for word in folded(piece.casefold().replace(" and a half", " half")).split():
            if not (word in _AND and parts and parts[-1] and parts[-1].kind == "big"):
                parts.append(_part(word))  # "two hundred and five" is one number, "two and five" are two
    runs = [run for run in _runs(parts) if run[0].kind != "behind" or len(run) > 1]
    figures = [run for run in runs if any(part.kind == "figure" for part in run)]
    found = figures or runs
    return _value(found[0]) if len(found) == 1 else None


def small_numbers(words: Sequence[str]) -> list[tuple[float, int, int]]:
    """Numbers below a hundred among folded words, each as (value, first word, word after it): "सवा
    तीन" is 3.25, "five thirty" are two, "twenty six" is one. Figures of any size are taken as they are."""
    found: list[tuple[float, int, int]] = []
    position = 0
    while position < len(words):
        start, beside = position, 0.0
        part = _part(words[position])
        if part is not None and part.kind == "beside" and position + 1 < len(words):
            beside, position = part.value, position + 1
            part = _part(words[position])
        position += 1
        if part is None or part.kind not in ("figure", "digit", "tens", "whole", "fraction"):
            continue
        value = part.value + beside
        after = _part(words[position]) if position < len(words) else None
        if (part.kind == "tens" and after is not None and after.kind == "digit" and after.value) or (
            after is not None and after.kind == "behind" and value % 1 == 0
        ):
            value, position = value + after.value, position + 1
        found.append((value, start, position))
    return found


def begins_number(word: str) -> bool:
    """Whether one folded word is a number or the beginning of one."""
    part = _part(word)
    return part is not None and part.kind not in ("behind", "big")


def plain_number(word: str) -> int | None:
    """The whole number that one folded word is: a digit, "fifteen", "పదిహేను", "15"."""
    part = _part(word)
    return int(part.value) if part is not None and part.kind in ("figure", "digit", "tens", "whole") else None


def digit_runs(text: str) -> list[str]:
    """Digits that were said together, run by run: "98480 22338 and 500081" → ["9848022338", "500081"].
    Blanks, dashes and dots do not part them; words do."""
    words = folded(re.sub(r"(?<=\d)[/:](?=\d)", " x ", ascii_digits(text))).split()
    return [read for run in _runs([_part(word) for word in words]) if (read := _read_out(run))]


def _part(word: str) -> _Part | None:
    """What a folded word is in a number; None when it is no part of one."""
    if word.isdecimal():
        return _Part("figure", float(word), word)
    if word in _DIGIT:
        return _Part("digit", float(_DIGIT[word]), _DIGIT[word], word in _UNSURE or word in _LOOSE)
    for kind, table in _KINDS.items():
        if word in table:
            return _Part(kind, float(table[word]), f"{table[word]:g}")
    return None


def _runs(parts: list[_Part | None]) -> list[list[_Part]]:
    """The parts that stand together, without runs in which every word is likelier to be something else
    (unless they are all that was said)."""
    runs = [
        [part for part in group if part is not None]
        for found, group in groupby(parts, key=lambda part: part is not None)
        if found
    ]
    return [run for run in runs if len(run) == len(parts) or not all(part.unsure for part in run)]


def _read_out(run: list[_Part]) -> str:
    """The digits of one run, as they were read out."""
    said = ""
    times = 1
    for part, after in zip(run, [*run[1:], None], strict=True):
        if part.kind == "times":
            times = int(part.value)
            continue
        if part.kind in ("figure", "digit"):
            said += part.said[0] * times + part.said[1:]
        elif part.kind == "tens" and after is not None and after.kind == "digit" and after.value:
            said += part.said[0]  # "ninety eight" is 98, not 908
        elif part.kind in ("tens", "whole"):
            said += part.said
        times = 1
    return said


def _value(run: list[_Part]) -> float | None:
    """The number that one run of parts makes, or None when they do not make one."""
    if len(run) > 1 and all(part.kind in ("digit", "times") or part.said in _ONE_DIGIT for part in run):
        read = _read_out(run)
        return float(read) if read else None  # "one five zero": read out digit by digit
    total = part = beside = 0.0
    biggest = float("inf")
    before = ""
    for kind, value, _, _ in run:
        match kind:
            case "times":
                return None
            case "beside":
                beside = value
            case "behind" if not part or part % 1:
                return None
            case "behind":
                part += value
            case "hundreds":
                if part or beside:
                    return None
                part = value
            case "thousands":
                tens = before == "tens" and value < 10_000  # தொண்ணூற்று ஆறாயிரம்
                if (part and not tens) or beside or biggest <= 1_000:
                    return None
                total, biggest, part = total + part * 1_000 + value, 1_000, 0.0
            case "big" if value == 100:
                if part >= 100:
                    return None
                part, beside = (part or 1 + beside) * 100, 0.0
            case "big":
                if value == biggest:
                    return None
                counted = part or (0.0 if value > biggest else 1 + beside)
                total = (total + counted) * value if value > biggest else total + counted * value
                biggest, part, beside = value, 0.0, 0.0
            case _:
                if part and (not 0 < value < 100 or (part % 100 and not (before == "tens" and value < 10))):
                    return None
                part, beside = part + value + beside, 0.0
        before = kind
    return None if run[-1].kind == "beside" else total + part
