"""Numbers and sums of money as they are said: `number` and `rupees`.

number("2.5", "hi-IN")      दो दशमलव पाँच
rupees(250000, "te-IN")     రెండు లక్షల యాభై వేల రూపాయలు
rupees("10.50", "en-IN")    ten rupees and fifty paise
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from runtime.language.cardinals import LARGEST, cardinal
from runtime.language.spoken import ascii_digits, digits

_POINT = {
    "bn-IN": "দশমিক",
    "en-IN": "point",
    "gu-IN": "દશાંશ",
    "hi-IN": "दशमलव",
    "kn-IN": "ದಶಮಾಂಶ",
    "ml-IN": "ദശാംശം",
    "mr-IN": "दशांश",
    "od-IN": "ଦଶମିକ",
    "pa-IN": "ਦਸ਼ਮਲਵ",
    "ta-IN": "புள்ளி",
    "te-IN": "దశాంశం",
}
"""As in CLDR's spelled-out numbers."""
_MINUS = {
    "bn-IN": "মাইনাস",
    "en-IN": "minus",
    "gu-IN": "માઇનસ",
    "hi-IN": "माइनस",
    "kn-IN": "ಮೈನಸ್",
    "ml-IN": "മൈനസ്",
    "mr-IN": "उणे",
    "od-IN": "ମାଇନସ୍",
    "pa-IN": "ਮਾਈਨਸ",
    "ta-IN": "மைனஸ்",
    "te-IN": "మైనస్",
}
"""The borrowed word: the book words (ऋण, ఋణ, எதிர்ம) are debts to a caller, not numbers below zero."""

_MONEY = {
    "bn-IN": "টাকা টাকা পয়সা পয়সা",
    "en-IN": "rupee rupees paisa paise",
    "gu-IN": "રૂપિયો રૂપિયા પૈસો પૈસા",
    "hi-IN": "रुपया रुपये पैसा पैसे",
    "kn-IN": "ರೂಪಾಯಿ ರೂಪಾಯಿ ಪೈಸೆ ಪೈಸೆ",
    "ml-IN": "രൂപ രൂപ പൈസ പൈസ",
    "mr-IN": "रुपया रुपये पैसा पैसे",
    "od-IN": "ଟଙ୍କା ଟଙ୍କା ପଇସା ପଇସା",
    "pa-IN": "ਰੁਪਇਆ ਰੁਪਏ ਪੈਸਾ ਪੈਸੇ",
    "ta-IN": "ரூபாய் ரூபாய் பைசா பைசா",
    "te-IN": "రూపాయి రూపాయలు పైసా పైసలు",
}
"""One rupee, more; one paisa, more. One is one in all eleven: 21 and 0 take the other word."""
_AND = {"en-IN": " and "}

_NUMBER = re.compile(r"[-+]?(\d{1,20}|\d{1,3}(,\d{2,3}){1,7})(\.\d{1,20})?")
_MOST_DECIMALS = 6


def decimal(value: object) -> Decimal:
    """The number that `value` is, also as text ("1,50,000.50", "౧౦"). Raises ValueError."""
    plain = ascii_digits(str(value)).strip()
    if isinstance(value, float):
        plain = format(Decimal(str(value)), "f")
    if isinstance(value, bool) or not _NUMBER.fullmatch(plain):
        raise ValueError(f"`{plain[:40]}` is not a number")
    return Decimal(plain.replace(",", ""))


def number(value: object, language: str) -> str:
    """A number in words: whole ones as they are counted, the digits after a point one by one, below zero
    with "minus". Raises ValueError for what is no number, and from 10¹⁴ on."""
    amount = decimal(value)
    whole, _, after = format(abs(amount), "f").partition(".")
    after = after.rstrip("0")
    if len(after) > _MOST_DECIMALS:
        raise ValueError(f"`{value}` has too many digits after the point to be said")
    said = cardinal(int(whole), language)
    if after:
        said = f"{said} {_POINT.get(language, 'point')} {digits(after, language)}"
    return f"{_MINUS.get(language, 'minus')} {said}" if amount < 0 else said


def rupees(value: object, language: str) -> str:
    """A sum of money: rupees, and paise when there are any (rounded half up). Raises ValueError for what
    is no number, below zero ("you have minus ten rupees" is said by no one: write another sentence for a
    debt) and from 10¹⁴ on."""
    amount = decimal(value)
    if amount < 0:
        raise ValueError(f"{value} rupees are less than none")
    if amount >= LARGEST:
        raise ValueError(f"{value} rupees are too many to be said")
    whole, paise = divmod(int((amount * 100).to_integral_value(ROUND_HALF_UP)), 100)
    one, many, one_paisa, many_paise = _MONEY.get(language, _MONEY["en-IN"]).split(" ")
    parts = []
    if whole or not paise:
        parts.append(f"{cardinal(whole, language, before_noun=True)} {one if whole == 1 else many}")
    if paise:
        word = one_paisa if paise == 1 else many_paise
        parts.append(f"{cardinal(paise, language, before_noun=True)} {word}")
    return _AND.get(language, " ").join(parts)
