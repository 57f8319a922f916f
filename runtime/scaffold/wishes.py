"""What the author answered, checked as it is given: a bad answer is refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from runtime.flow.contacts import E164
from runtime.flow.faults import listed, nearest
from runtime.flow.wording import said
from runtime.language.script import LANGUAGES, SCRIPT_OF, dominant_script

MOST_OPTIONS = 8
"""Key 9 is left for later and 0 is the person."""
STATES = ("choose_language", "welcome", "choices", "person", "anything_else", "nobody_there", "goodbye")
"""The states that every new flow has."""
PROMPTS = (
    *STATES,
    "choose_again",
    "wrong_key",
    "still_there",
    "press_or_speak",
    "not_understood",
    "connecting",
)
LABEL = "_label"
"""Ends the name of the prompt that names a choice: `bill` has `bill_label`."""
MADE_UP_NUMBER = "+14155550125"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z", re.ASCII)
_NOT_NAMES = frozenset(
    (
        *("con", "prn", "aux", "nul"),  # no file of Windows may be called so
        *("contacts", "services", "numbers", "flow", "prompts", "personas", "transcripts", "schemas"),
    )
)
_HOURS = re.compile(r"\s*([a-z]{3}(?:-[a-z]{3})?|daily)\s+(\d\d?:\d\d)\s*-\s*(\d\d?:\d\d)\s*\Z")
_LANGUAGE = {
    "bengali": "bn-IN",
    "bangla": "bn-IN",
    "english": "en-IN",
    "gujarati": "gu-IN",
    "hindi": "hi-IN",
    "kannada": "kn-IN",
    "malayalam": "ml-IN",
    "marathi": "mr-IN",
    "odia": "od-IN",
    "oriya": "od-IN",
    "punjabi": "pa-IN",
    "panjabi": "pa-IN",
    "tamil": "ta-IN",
    "telugu": "te-IN",
}
_LONGEST = 400


class Refused(Exception):
    """str(self): what is wrong with an answer and what to write instead."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a key leads to. labels: a few words that name it, per language. words: what the caller is told,
    per language. What is not given is left for the author, marked."""

    name: str
    labels: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hours:
    """As contacts.yaml writes them: "mon-fri", "09:30", "18:00"."""

    days: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """titles: per language. hours: none means always. silent_to: "goodbye" or "person"."""

    name: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    choices: tuple[Choice, ...]
    contact: str
    number: str = MADE_UP_NUMBER
    hours: tuple[Hours, ...] = ()
    silent_to: str = "goodbye"


def name(text: str, *, taken: tuple[str, ...] = ()) -> str:
    """The name of a flow, a state or a contact. Raises Refused."""
    if not _NAME.match(text):
        better = re.sub(r"[\s_-]+", "_", text.strip().lower()).strip("_")
        raise Refused(
            said("a name is up to 40 small English letters, digits and _, beginning with a letter: {example}",
                 example=better if _NAME.match(better) else "water_board")
        )  # fmt: skip
    if text in _NOT_NAMES or text in taken or text.endswith(LABEL):
        raise Refused(said("the name `{name}` has another use here; choose another", name=text))
    return text


def words(text: str) -> str:
    """What a caller will hear. Raises Refused."""
    plain = text.strip()
    if not plain or len(plain) > _LONGEST:
        raise Refused(said("write between 1 and {number} characters", number=_LONGEST))
    if (
        any(not sign.isprintable() and sign not in "\u200c\u200d" for sign in plain)
        or "{" in plain
        or "}" in plain
    ):
        raise Refused(said("leave out braces and signs that cannot be seen"))
    return plain


def languages(text: str) -> tuple[str, ...]:
    """ "Telugu, hi-IN" → ("te-IN", "hi-IN"). Raises Refused."""
    found: dict[str, None] = {}
    for part in re.split(r"[,\s]+", text.strip()):
        word = part.lower()
        tag = _LANGUAGE.get(word) or next((one for one in LANGUAGES if one.lower() == word), None)
        if tag is None:
            close = nearest(word, (*_LANGUAGE, *LANGUAGES))
            if close:
                raise Refused(
                    said("`{word}` is no language here; did you mean {near}?", word=part, near=close)
                )
            known = listed(dict.fromkeys(_LANGUAGE.values()), 11)
            raise Refused(said("`{word}` is no language here; there are {known}", word=part, known=known))
        found[tag] = None
    return tuple(found)


def by_language(texts: str, spoken: tuple[str, ...]) -> dict[str, str]:
    """ "Bills | బిల్లులు" → the words of each language, told by their script; "mr-IN=…" names the language.
    Raises Refused."""
    found: dict[str, str] = {}
    for part in texts.split("|"):
        tag, sign, rest = part.strip().partition("=")
        if sign and tag in LANGUAGES:
            language, text = tag, words(rest)
        else:
            text = words(part)
            script = dominant_script(text)
            fitting = [one for one in spoken if SCRIPT_OF[one] == script and one not in found]
            # Letters of a script that no language of this flow has: a label for the author's eyes.
            language = fitting[0] if fitting else "en-IN" if script == "Latin" else ""
        if language not in spoken and language != "en-IN":
            raise Refused(said("«{words}» is in none of the flow's languages", words=text))
        found[language] = text
    return found


def option(text: str, spoken: tuple[str, ...], taken: tuple[str, ...]) -> Choice:
    """ "bill:Bills | బిల్లులు" → a choice. Raises Refused."""
    own, sign, labels = text.partition(":")
    if not sign:
        raise Refused(said("write a name, a colon and the words for it: bill:Bills"))
    return Choice(name(own.strip(), taken=(*PROMPTS, *taken)), by_language(labels, spoken))


def hours(text: str) -> tuple[Hours, ...]:
    """ "mon-fri 09:30-18:00, sat 09:30-13:00"; "always" is none. Raises Refused."""
    if text.strip().lower() in ("", "always"):
        return ()
    found = []
    for part in text.lower().split(","):
        match = _HOURS.match(part)
        if match is None:
            raise Refused(said("write hours as  mon-fri 09:30-18:00, sat 09:30-13:00  or  always"))
        days, opens, closes = match.groups()
        found.append(Hours(days, opens.rjust(5, "0"), closes.rjust(5, "0")))
    return tuple(found)


def number(text: str) -> str:
    """A telephone number in the international form. Raises Refused."""
    plain = re.sub(r"[\s()-]", "", text)
    if not E164.match(plain):
        raise Refused(said("write the number with + and the country code: +914022334455"))
    return plain
