"""Amounts of money as callers say them: "500 rupees 50 paise", "ढाई लाख", "రెండు వేల ఐదు వందల "
"రూపాయలు", "₹1,250.50"."""

from __future__ import annotations

import re

from runtime.language.folding import folded
from runtime.language.numbers import number_in
from runtime.language.spoken import ascii_digits

_RUPEE_WORDS = (
    "rupees rupee rs inr रुपये रुपया रुपए रुपयों रुपैये రూపాయలు రూపాయి రూపాయల రూపాయలకు টাকা રૂપિયા ರೂಪಾಯಿ ರೂಪಾಯಿಗಳು രൂപ "
    "ଟଙ୍କା ਰੁਪਏ ਰੁਪਈਏ ரூபாய் ரூபா rupaye rupai rupayalu"
)
_PAISE_WORDS = "paise paisa पैसे पैसा పైసలు పైసా পয়সা પૈસા ಪೈಸೆ ಪೈಸಾ പൈസ ପଇସା ਪੈਸੇ பைசா paisalu"
_RUPEES = frozenset(folded(_RUPEE_WORDS).split())
_PAISE = frozenset(folded(_PAISE_WORDS).split())


def amount_in(text: str, *, sure: bool = False) -> float | None:
    """Rupees, paise as hundredths; None when none are said, or more than one amount. sure: only with the word
    rupees or paise, or a ₹, beside the number."""
    plain = re.sub(r"₹|\brs\.?(?=\s*\d)", " rupees ", ascii_digits(text), flags=re.IGNORECASE)
    words = re.split(r"(?<!\d)[\s,]+|[\s,]+(?!\d)|\s+", plain.strip())
    marks = [i for i, word in enumerate(words) if folded(word) in _RUPEES]
    small = [i for i, word in enumerate(words) if folded(word) in _PAISE]
    if len(marks) > 1 or len(small) > 1 or (sure and not marks and not small):
        return None
    if not small:
        return number_in(" ".join(word for i, word in enumerate(words) if i not in marks))
    if not marks:
        paise = number_in(" ".join(words[: small[0]]))
        return _whole_paise(0.0, paise)
    rupees = number_in(" ".join(words[: marks[0]]))
    return _whole_paise(rupees, number_in(" ".join(words[marks[0] + 1 : small[0]])))


def _whole_paise(rupees: float | None, paise: float | None) -> float | None:
    if rupees is None or paise is None or not 0 <= paise < 100 or paise % 1:
        return None
    return round(rupees + paise / 100, 2)
