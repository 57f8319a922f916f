"""Spoken forms: how digits, telephone numbers and letters are said in each language.

Every function takes any value (text or number), never fails, and returns words of one language.
"""

from __future__ import annotations

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
    """A telephone number, digit by digit with pauses: an Indian mobile as five and five, without +91;
    any other number in threes from the left, so that a short one ("1912") has no pause."""
    number = "".join(c for c in ascii_digits(_text(value)) if c.isdecimal())
    plain = _text(value).strip()
    if len(number) == 12 and number.startswith("91") and (plain.startswith("+") or not plain.startswith("0")):
        number = number[2:]
    if len(number) == 11 and number.startswith("0"):
        number = number[1:]
    if len(number) <= 4:
        groups = [number]
    elif len(number) == 10:
        groups = [number[:5], number[5:]]
    else:
        groups = [number[i : i + 3] for i in range(0, len(number), 3)]
        if len(groups[-1]) == 1:
            groups[-2:] = [groups[-2] + groups[-1]]
    return ", ".join(digits(group, language) for group in groups if group)


def spell(value: object, language: str) -> str:
    """Letter by letter, with pauses: "AP48" → "A, P, four, eight". Digits as words of `language`;
    Latin letters in capitals, which voices read by name; an Indic letter keeps its vowel signs."""
    words = _words(language)
    said: list[str] = []
    for character in ascii_digits(_text(value)):
        if character.isdecimal():
            said.append(words[int(character)])
        elif unicodedata.category(character).startswith("M") and said:
            said[-1] += character
        elif character.isalpha():
            said.append(character.upper() if character.isascii() else character)
    return ", ".join(said)


def last(value: object, count: int) -> str:
    """The last `count` characters, as text (all of it when it is shorter)."""
    return _text(value)[-count:] if count > 0 else ""
