"""Numbers that have a known form, as callers say and type them: telephone, pin code, Aadhaar, vehicle, UPI.

Each function gives the value in its usual written form, or None: a number that cannot be right (a wrong check
digit, five digits of a pin code) is better asked again than kept. Sources: the Department of
Telecommunications' numbering plan, India Post, UIDAI (Verhoeff's check digit), Rule 51 of the Central
Motor Vehicles Rules with the BH series of 2021, NPCI (UPI address: name@handle).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from runtime.language.folding import folded
from runtime.language.numbers import digit_runs, spoken_digits
from runtime.language.spoken import ascii_digits

_STATES = (
    "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN "
    "TR TS UK UA UP WB"
)
_VEHICLE = re.compile(r"([A-Z]{2})(\d{1,2})([A-Z]{0,3})(\d{1,4})")
_BHARAT = re.compile(r"(\d{2})BH(\d{4})([A-HJ-NP-Z]{1,2})")
_UPI = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,253}[a-z0-9])?@[a-z][a-z0-9]{1,63}")
_HANDLES = (
    "apl axisb axl barodampay cnrb fbl freecharge hdfcbank hdfcbankjd ibl icici idfcbank ikwik indus kotak "
    "okaxis okhdfcbank okicici oksbi paytm postbank ptaxis pthdfc ptsbi ptyes rbl sbi superyes timecosmos "
    "unionbank upi waaxis wahdfcbank waicici wasbi yapl ybl yespay"
)
"""What stands behind a spoken "at"; any other word ("look at this") is no address."""

_MOST_PIECES = 16
"""A vehicle number is said in no more letters and groups of digits."""

_TURNS = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
"""Verhoeff's permutation; applied position after position it has a period of eight."""

_LETTERS = (
    "a ए ఏ",
    "b बी బీ బి",
    "c सी సీ సి",
    "d डी డీ డి",
    "e ई ఈ ఇ",
    "f एफ ఎఫ్",
    "g जी జీ జి",
    "h एच హెచ్ ఎచ్",
    "i आई ఐ",
    "j जे జే",
    "k के కే",
    "l एल ఎల్",
    "m एम ఎం",
    "n एन ఎన్",
    "o ओ ఓ",
    "p पी పీ పి",
    "q क्यू క్యూ",
    "r आर ఆర్",
    "s एस ఎస్",
    "t टी టీ టి",
    "u यू యూ యు",
    "v वी వీ వి",
    "w डब्ल्यू డబ్ల్యూ",
    "x एक्स ఎక్స్",
    "y वाई వై",
    "z ज़ेड जेड జెడ్",
)
_LETTER = {folded(word): words[0].upper() for words in _LETTERS for word in words.split()}
_SIGNS = (
    (re.compile(r"\s*(?:\bat the rate(?: of)?\b|एट द रेट|ऐट द रेट|ఎట్ ద రేట్|యాట్ ద రేట్)\s*"), "@"),
    (re.compile(r"\s+(?:dot|डॉट|డాట్)\s+"), "."),
    (re.compile(r"\s+(?:underscore|under score|अंडरस्कोर|అండర్ స్కోర్)\s+"), "_"),
    (re.compile(r"\s+(?:hyphen|dash|minus)\s+"), "-"),
)


def phone(text: str, *, sure: bool = False) -> str | None:
    """An Indian telephone number as "+91…": a mobile of ten digits, also behind 0, 91 or +91, or a landline
    behind 0 and its area code. sure: it must be all the digits that were said together."""
    return _one(text, phone_of, sure)


def pin_code(text: str, *, sure: bool = False) -> str | None:
    """Six digits, the first not 0."""
    return _one(text, pin_code_of, sure)


def aadhaar(text: str) -> str | None:
    """Twelve digits, the first neither 0 nor 1, the last Verhoeff's check digit."""
    return _one(text, aadhaar_of, False)


def phone_of(digits: str) -> str | None:
    """The same of digits alone."""
    plain = digits
    if len(plain) == 14 and plain.startswith("0091"):
        plain = plain[4:]
    elif len(plain) == 12 and plain.startswith("91"):
        plain = plain[2:]
    elif len(plain) == 11 and plain.startswith("0"):
        return f"+91{plain[1:]}" if plain[1] != "0" else None
    return f"+91{plain}" if len(plain) == 10 and plain[0] in "6789" else None


def pin_code_of(digits: str) -> str | None:
    return digits if len(digits) == 6 and digits[0] != "0" else None


def aadhaar_of(digits: str) -> str | None:
    return digits if len(digits) == 12 and digits[0] not in "01" and checks(digits) else None


def checks(digits: str) -> bool:
    """Whether the last digit is the check digit that Verhoeff's scheme gives the others."""
    state = 0
    for position, character in enumerate(reversed(digits)):
        digit = int(character)
        for _ in range(position % 8):
            digit = _TURNS[digit]
        state = _dihedral(state, digit)
    return state == 0


def _dihedral(a: int, b: int) -> int:
    """The product in the symmetries of a pentagon: 0-4 turn it, 5-9 turn it over."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b - 5) % 5
    return 5 + (a - 5 - b) % 5 if b < 5 else (a - b) % 5


def vehicle_no(text: str) -> str | None:
    """A registration number without blanks: "AP09AB1234", "22BH1234AA". The district has two digits and the
    number four, so that one vehicle has one spelling."""
    written = re.sub(r"[\s\-.]+", "", ascii_digits(text)).upper()
    whole = _vehicle_of(written)
    if whole:
        return whole
    pieces = _pieces(text)
    found: set[str] = set()
    for start in range(len(pieces)):
        for end in range(min(len(pieces), start + _MOST_PIECES), start, -1):
            made = _vehicle_of("".join(pieces[start:end]))
            if made:
                found.add(made)
                break
        if found:
            break
    return found.pop() if len(found) == 1 else None


def _vehicle_of(written: str) -> str | None:
    usual = _VEHICLE.fullmatch(written)
    if usual and usual[1] in _STATES.split() and int(usual[2]) and int(usual[4]):
        return f"{usual[1]}{int(usual[2]):02}{usual[3]}{int(usual[4]):04}"
    return written if _BHARAT.fullmatch(written) else None


def _pieces(text: str) -> list[str]:
    """Letters and digits in the order they were said; "-" for a word that is neither."""
    pieces: list[str] = []
    digits: list[str] = []
    for word in (
        *folded(re.sub(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)", " ", ascii_digits(text))).split(),
        "",
    ):
        number = spoken_digits(f"{word} 0", amounts=False)
        if word and word not in _LETTER and (len(number) > 1 or word in ("double", "triple", "oh")):
            digits.append(word)
            continue
        if digits:
            pieces.append(spoken_digits(" ".join(digits), amounts=False))
            digits = []
        if word in _LETTER:
            pieces.append(_LETTER[word])
        elif word.isascii() and word.isalpha() and len(word) <= 3:
            pieces.append(word.upper())
        elif (spelt := _spelt(word)) is not None:
            pieces.append(spelt)
        elif word:
            pieces.append("-")
    return pieces


def _spelt(word: str) -> str | None:
    """ "టిఎస్" as TS: two or three names of letters in one word."""
    if not word or word.isascii():
        return None
    for cut in range(1, len(word)):
        first = _LETTER.get(word[:cut])
        rest = word[cut:]
        if first and (rest in _LETTER or (len(word) < 12 and _spelt(rest))):
            return first + (_LETTER.get(rest) or _spelt(rest) or "")
    return None


def upi_id(text: str) -> str | None:
    """A UPI address in small letters: "name@handle", also as it is said ("ravi dot k at okaxis")."""
    said = f" {' '.join(ascii_digits(text).casefold().split()).strip(' .,')} "
    guessed = False
    if "@" not in said:
        for sign, written in _SIGNS:
            said = sign.sub(written, said)
        if "@" not in said:
            said, guessed = re.sub(r"\s+(?:at|ऐट|एट|యాట్|ఎట్)\s+", "@", said), True
    if said.count("@") != 1:
        return None
    name, handle = (re.sub(r"\s*@\s*", "@", said)).split("@")
    for sign, written in _SIGNS[1:]:
        name = sign.sub(written, name)
    words = re.split(r"\b(?:is|id|address|upi|it's|its)\b", name)[-1].split()
    joined = "".join(words) if all(_piece(w) for w in words) else words[-1] if words else ""
    if all(spoken_digits(word, amounts=False) for word in words):
        joined = spoken_digits(" ".join(words), amounts=False)
    address = f"{joined}@{''.join(handle.split()[:1])}"
    if len(handle.split()) != 1 or (guessed and handle.strip() not in _HANDLES.split()):
        return None
    return address if _UPI.fullmatch(address) else None


def _piece(word: str) -> bool:
    return re.fullmatch(r"[a-z0-9._-]+", word) is not None


def _one(text: str, of: Callable[[str], str | None], sure: bool) -> str | None:
    """The one number of that form: among the runs of digits, else (unless sure) all the digits together."""
    runs = digit_runs(text)
    found = {made for run in runs if (made := of(run)) is not None}
    if not found and not sure:
        return of("".join(runs)) or of(spoken_digits(text))
    return found.pop() if len(found) == 1 else None
