"""Which keys a prompt tells the caller to press, in every language of our callers.

"press 5", "5 నొక్కండి", "पाँच दबाएँ": English names the key after the verb, Indian languages before
it. A prompt may hold several languages, so all of them are looked for in every text. Only a key that
stands directly at the verb counts as told; "press a number" or "10 rupees" tell nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from runtime.language.spoken import DIGIT_WORDS
from runtime.lint.words import plain

_OTHER_WORDS = {
    "0": "జీరో సున్న ज़ीरो जीरो सिफर பூஜ்ஜியம் ஜீரோ ಶೂನ್ಯ ಸೊನ್ನೆ ജീറോ শুন্য জিরো ઝીરો ਜ਼ੀਰੋ ଶୂନ୍ୟ",
    "1": "వన్ वन ஒன்றை ഒന്ന് একটি",
    "3": "తీన్",
    "5": "అయిదు पांच પાંચ પાંચ ਪੰਜ",
    "6": "छः छै छे",
    "7": "ఏడూ",
    "8": "ఎయిట్",
    "9": "नाइन",
    "*": "star asterisk స్టార్ నక్షత్రం स्टार ஸ்டார் நட்சத்திரம் ಸ್ಟಾರ್ സ്റ്റാർ স্টার સ્ટાર ਸਟਾਰ ଷ୍ଟାର",
    "#": "hash pound హ్యాష్ हैश ஹாஷ் ಹ್ಯಾಶ್ ഹാഷ് হ্যাশ હેશ ਹੈਸ਼ ହାସ",
}
_PRESS_BEFORE = {"press", "pressing"}
_PRESS_AFTER = (
    "నొక్క", "నొక్కి", "दबा", "दाबा", "दाबू", "அழுத்த", "ஒத்த", "ಒತ್ತ", "ಒತ್ತಿ", "അമർത്ത", "টিপ", "চাপ",
    "દબાવ", "ਦਬਾ", "ଦବା", "ଚାପ",
)  # fmt: skip
_AND = {
    "or", "and", "లేదా", "లేక", "మరియు", "या", "और", "किंवा", "आणि", "அல்லது", "மற்றும்", "ಅಥವಾ", "ಮತ್ತು",
    "അല്ലെങ്കിൽ", "বা", "অথবা", "এবং", "કે", "અથવા", "અને", "ਜਾਂ", "ਅਤੇ", "କିମ୍ବା",
}  # fmt: skip
_BUTTON = (
    "the", "key", "button", "number", "బటన్", "నంబర", "నెంబర", "అంకె", "కీ", "बटन", "नंबर", "नम्बर", "अंक", "क्रमांक",
    "பட்டன", "எண்", "ஐ", "ಬಟನ", "ಸಂಖ್ಯೆ", "ಅನ್ನು", "ബട്ടൺ", "নম্বর", "বোতাম", "બટન", "નંબર",
    "ਬਟਨ", "ਨੰਬਰ", "ବଟନ", "ନମ୍ବର",
    "ని", "ను", "को", "वा", "నే",
)  # fmt: skip
_BEFORE = {"please", "or", "and", "now", "just"}
_PURPOSE = {"for", "to", "if"}
_PURPOSE_WORDS = {
    "కోసం", "కొరకు", "गुरించి", "लिए", "लिये", "हेतु", "വേണ്ടി", "জন্য", "জন্যে", "માટે", "ਲਈ", "ପାଇଁ",
}  # fmt: skip
_PURPOSE_ENDINGS = ("కోసం", "साठी", "करिता", "க்கு", "க்காக", "ற்கு", "ಗಾಗಿ", "ಕ್ಕಾಗಿ", "ക്കായി", "ത്തിനായി")
_SENTENCE = re.compile(r"[.!?।॥\n]+")
_QUOTES = set("-\"'“”‘’")
_WORD = re.compile(r"[\w\u200c\u200d\u0900-\u0d7f]+|[*#]|[^\w\s]")


def _table() -> dict[str, str]:
    table = {word: str(digit) for words in DIGIT_WORDS.values() for digit, word in enumerate(words)}
    for key, words in _OTHER_WORDS.items():
        table.update(dict.fromkeys(words.split(), key))
    return {unicodedata.normalize("NFC", word): key for word, key in table.items()} | {"*": "*", "#": "#"}


_KEYS = _table()
_AMBIGUOUS_ONE = {"one", "एक", "এক", "એક", "ଏକ", "ਇੱਕ"}  # also "a", as in "press one of the keys"
_LONG_KEYS = sorted((word for word in _KEYS if len(word) >= 3 and not word.isascii()), key=len, reverse=True)


@lru_cache(maxsize=65536)
def key_of(word: str) -> str | None:
    """The key that one word names, its case endings allowed ("1ని", "ఒకటిని"), or None."""
    if word in _KEYS:
        return _KEYS[word]
    if word[0].isdecimal():
        rest = word[1:]
        if not rest or not (rest[0].isdecimal() or rest.isascii()):
            return str(unicodedata.decimal(word[0]))
        return None
    if word.isascii():
        return None
    return next(
        (_KEYS[known] for known in _LONG_KEYS if word.startswith(known) and len(word) - len(known) <= 3), None
    )


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", plain(text)).lower()))


def named_keys(text: str) -> set[str]:
    """Every key whose digit or word stands anywhere in the text, whatever it is there for."""
    return {key for word in _words(text) if (key := key_of(word)) is not None}


def told_keys(text: str) -> list[str]:
    """The keys that the text tells the caller to press, in the order told."""
    words = _words(text)
    told: list[str] = []
    for place, word in enumerate(words):
        if word in _PRESS_BEFORE:
            told += _run(words[place + 1 :])
        elif not word.isascii() and word.startswith(_PRESS_AFTER):
            told += reversed(_run(words[:place][::-1]))
    return list(dict.fromkeys(told))


def key_first(text: str) -> str | None:
    """The first sentence that names the key before what it is for ("Press 2 for bills"), or None. A caller
    who hears the key first has forgotten it by the time he knows that he wants it."""
    for sentence in _SENTENCE.split(plain(text)):
        words = [word for word in _words(sentence) if word not in _QUOTES and word not in _BEFORE]
        if words[:1] and words[0] in _PRESS_BEFORE:
            keys = _run(tuple(words[1:]))
            behind = [word for word in words[1:] if key_of(word) is None and not word.startswith(_BUTTON)]
            if len(keys) == 1 and behind[:1] and behind[0] in _PURPOSE:
                return sentence.strip()
        elif words[:1] and key_of(words[0]) is not None:
            press = next((at for at, word in enumerate(words[1:5], 1) if word.startswith(_PRESS_AFTER)), None)
            if press is not None and any(
                word in _PURPOSE_WORDS or word.endswith(_PURPOSE_ENDINGS) for word in words[press + 1 :]
            ):
                return sentence.strip()
    return None


def _run(words: tuple[str, ...]) -> list[str]:
    """The keys at the beginning of these words: "1", "1, 2 or 3", "key 1". Empty when what stands
    there is no key, or a number of several digits."""
    keys: list[str] = []
    button = False
    for number, word in enumerate(words):
        key = key_of(word)
        if key is not None:
            if word in _AMBIGUOUS_ONE and (button or words[number + 1 : number + 2] == ("of",)):
                break
            keys.append(key)
        elif word in _QUOTES:
            continue
        elif word.startswith(_BUTTON) and not keys:
            button = True
        elif not (keys and (word in _AND or word == ",")):
            break
    return keys
