"""Spoken forms: how digits, telephone numbers and letters are said one by one in each language. Numbers,
money, places in a row, days and times are in amounts.py, ordinals.py, dates.py and times.py.

Every function takes any value (text or number), never fails, and returns words of one language.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    "bn-IN": "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "en-IN": "zero one two three four five six seven eight nine",
    "gu-IN": "શૂન્ય એક બે ત્રણ ચાર પાંચ છ સાત આઠ નવ",
    "hi-IN": "शून्य एक दो तीन चार पाँच छह सात आठ नौ",
    "kn-IN": "ಸೊನ್ನೆ ಒಂದು ಎರಡು ಮೂರು ನಾಲ್ಕು ಐದು ಆರು ಏಳು ಎಂಟು ಒಂಬತ್ತು",
    "ml-IN": "പൂജ്യം ഒന്ന് രണ്ട് മൂന്ന് നാല് അഞ്ച് ആറ് ഏഴ് എട്ട് ഒമ്പത്",
    "mr-IN": "शून्य एक दोन तीन चार पाच सहा सात आठ नऊ",
    "od-IN": "ଶୂନ୍ୟ ଏକ ଦୁଇ ତିନି ଚାରି ପାଞ୍ଚ ଛଅ ସାତ ଆଠ ନଅ",
    "pa-IN": "ਸਿਫ਼ਰ ਇੱਕ ਦੋ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ",
    "ta-IN": "பூஜ்ஜியம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது",
    "te-IN": "సున్నా ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది",
}
DIGIT_WORDS: dict[str, tuple[str, ...]] = {one: tuple(words.split(" ")) for one, words in _DIGITS.items()}
"""0 to 9 as they are said one by one, in the language's own script."""

_METROS = ("011", "020", "022", "033", "040", "044", "079", "080")
"""Codes of three digits: Delhi, Pune, Mumbai, Kolkata, Hyderabad, Chennai, Ahmedabad, Bengaluru."""

_SIGN_WORDS = {
    "bn-IN": "অ্যাট দ্য রেট|ডট|ড্যাশ|আন্ডারস্কোর",
    "en-IN": "at the rate|dot|dash|underscore",
    "gu-IN": "ઍટ ધ રેટ|ડૉટ|ડૅશ|અંડરસ્કોર",
    "hi-IN": "ऐट द रेट|डॉट|डैश|अंडरस्कोर",
    "kn-IN": "ಅಟ್ ದಿ ರೇಟ್|ಡಾಟ್|ಡ್ಯಾಶ್|ಅಂಡರ್‌ಸ್ಕೋರ್",
    "ml-IN": "അറ്റ് ദ റേറ്റ്|ഡോട്ട്|ഡാഷ്|അണ്ടർസ്കോർ",
    "mr-IN": "ॲट द रेट|डॉट|डॅश|अंडरस्कोर",
    "od-IN": "ଆଟ୍ ଦି ରେଟ୍|ଡଟ୍|ଡ୍ୟାସ୍|ଅଣ୍ଡରସ୍କୋର",
    "pa-IN": "ਐਟ ਦ ਰੇਟ|ਡਾਟ|ਡੈਸ਼|ਅੰਡਰਸਕੋਰ",
    "ta-IN": "அட் தி ரேட்|டாட்|டேஷ்|அண்டர்ஸ்கோர்",
    "te-IN": "ఎట్ ది రేట్|డాట్|డాష్|అండర్‌స్కోర్",
}
_SIGNS = {one: dict(zip("@.-_", words.split("|"), strict=True)) for one, words in _SIGN_WORDS.items()}
"""As addresses are read out in India, whatever the language around them."""


def _words(language: str) -> tuple[str, ...]:
    return DIGIT_WORDS.get(language, DIGIT_WORDS["en-IN"])


def _text(value: object) -> str:
    """`value` as the author would write it: a whole number without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def ascii_digits(text: str) -> str:
    """`text` with the digits of every script (౪, ४, ৪) written 0–9."""
    return "".join(str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in text)


def digits(value: object, language: str) -> str:
    """Each digit as a word: "4821" → "నాలుగు ఎనిమిది రెండు ఒకటి". Letters are said one by one, as in
    a complaint number "AP48"; spaces and punctuation are not said."""
    words = _words(language)
    spoken: list[str] = []
    for character in ascii_digits(_text(value)):
        if character.isdecimal():
            spoken.append(words[int(character)])
        elif character.isalpha() or unicodedata.category(character).startswith("M"):
            if unicodedata.category(character).startswith("M") and spoken:
                spoken[-1] += character  # a vowel sign belongs to the letter before it
            else:
                spoken.append(character)
    return " ".join(spoken)


def phone(value: object, language: str) -> str:
    """A telephone number or pin code, digit by digit with pauses: an Indian mobile as five and five,
    without +91; a toll-free number after its 1800; a landline after its code when it is a metro's or is
    written apart ("040-2345 6789"); any other number in threes from the left, so that a pin code is three
    and three and a short number ("1912") has no pause."""
    plain = ascii_digits(_text(value)).strip()
    number = "".join(c for c in plain if c.isdecimal())
    if len(number) == 12 and number.startswith("91") and (plain.startswith("+") or not plain.startswith("0")):
        number = number[2:]
    if len(number) == 11 and number.startswith("0") and number[1] in "6789":
        number = number[1:]
    written = [group for group in re.split(r"\D+", plain) if group]
    if len(number) <= 4:
        groups = [number]
    elif len(number) >= 10 and number.startswith(("1800", "1860")):
        groups = [number[:4], number[4:7], number[7:]]
    elif len(number) == 10:
        groups = [number[:5], number[5:]]
    elif 1 < len(written) <= 5 and "".join(written) == number and max(map(len, written)) <= 8:
        groups = [part for group in written for part in _fours(group)]
    elif len(number) == 11 and number.startswith(_METROS):
        groups = [number[:3], number[3:7], number[7:]]
    else:
        groups = [number[i : i + 3] for i in range(0, len(number), 3)]
        if len(groups[-1]) == 1:
            groups[-2:] = [groups[-2] + groups[-1]]
    return ", ".join(digits(group, language) for group in groups if group)


def _fours(group: str) -> list[str]:
    """A group of a written number, halved when it is too long to keep in mind."""
    return [group[:4], group[4:]] if len(group) == 8 else [group]


def spell(value: object, language: str) -> str:
    """Letter by letter, with pauses: "AP48" → "A, P, four, eight". Digits as words of `language`;
    Latin letters in capitals, which voices read by name; an Indic letter keeps its vowel signs. In an
    address ("name.1@okbank") the signs are said too: "at the rate", "dot"."""
    words = _words(language)
    plain = ascii_digits(_text(value))
    signs = _SIGNS.get(language, _SIGNS["en-IN"]) if "@" in plain else {}
    said: list[str] = []
    for character in plain:
        if character.isdecimal():
            said.append(words[int(character)])
        elif character in signs:
            said.append(signs[character])
        elif unicodedata.category(character).startswith("M") and said:
            said[-1] += character
        elif character.isalpha():
            said.append(character.upper() if character.isascii() else character)
    return ", ".join(said)


def last(value: object, count: int) -> str:
    """The last `count` characters, as text (all of it when it is shorter)."""
    return _text(value)[-count:] if count > 0 else ""
