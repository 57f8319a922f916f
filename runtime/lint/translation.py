"""What a translation must keep of its source, asked by the rules for words in a flow and by the import of
words from a spreadsheet: the same values read in the same way, the same numbers, the same keys, letters of
the language's own script.

A finding says what is wrong in plain words; nothing here knows where the words stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from runtime.flow.model import Menu, Prompt, State
from runtime.flow.naming import names
from runtime.flow.template import TemplateRefused
from runtime.flow.translated import as_written, copied
from runtime.flow.wording import said
from runtime.language.script import SCRIPT_OF
from runtime.lint.keys import named_keys, told_keys
from runtime.lint.words import plain, scripts, values

_SIMPLE = re.compile(r"[A-Za-z_][\w.]*(?:\s*\|\s*[a-z_]+(?:\(\s*\d+\s*\))?)*\Z")
_NUMBER = re.compile(r"\d{3,}")
_CONSTANT = re.compile(r"'(\d{3,})'")


@lru_cache(maxsize=65536)
def readings(text: str) -> frozenset[str]:
    """Every value that the words read, as it is read: "ticket.id | digits". Of a template that decides for
    itself only the names count, since what it says in each case differs from language to language."""
    found: set[str] = set()
    for value in values(text):
        if _SIMPLE.match(value):
            found.add(" | ".join(part.strip().replace(" ", "") for part in value.split("|")))
        else:
            found |= _names("{{ " + value + " }}")
    if "{%" in text:
        known = {reading.partition(" ")[0] for reading in found}
        found |= _names(text) - known
    return frozenset(found)


def without_options(prompt: Prompt, states: Iterable[State]) -> list[str]:
    """The languages in which `{{ options }}` is lost, while others have it: their words do not tell the keys
    by themselves either."""
    keys = {
        option.key
        for state in states
        if isinstance(state, Menu) and state.say == prompt.name
        for option in state.options
        if option.label and option.key
    }
    return [
        language
        for language, text in prompt.texts.items()
        if prompt.written and language not in prompt.written and not keys <= named_keys(text.source)
    ]


def _names(source: str) -> frozenset[str]:
    try:
        return names(source)
    except TemplateRefused:
        return frozenset()


@lru_cache(maxsize=65536)
def numbers(text: str) -> tuple[str, ...]:
    """The numbers of three digits and more that are said, in order of size; "1912" in every script."""
    told = [*_NUMBER.findall(plain(text).replace(",", "")), *_CONSTANT.findall(" ".join(values(text)))]
    return tuple(sorted("".join(str(unicodedata.decimal(digit)) for digit in one) for one in told))


def other_numbers(source: str, words: str) -> tuple[str, str] | None:
    """The number of the source and the one of the words where they differ. Words without any number are
    not judged: they may say it in letters."""
    theirs, ours = list(numbers(source)), list(numbers(words))
    if len(theirs) != len(ours):
        return None
    lost = [one for one in theirs if one not in ours]
    new = [one for one in ours if one not in theirs]
    return (lost[0], new[0]) if lost and new else None


def foreign(words: str, language: str) -> frozenset[str]:
    """The scripts of words that have not one letter of their language's own; empty when all is well. A name
    or an abbreviation alone, as "SMS", is well in Latin letters."""
    own = SCRIPT_OF.get(language)
    said_words = plain(words)
    found = scripts(said_words)
    if own is None or not found or own in found:
        return frozenset()
    return frozenset() if found == {"Latin"} and len(said_words.split()) < 2 else found


def copies(prompt: Prompt, source: str) -> dict[str, str]:
    """The languages whose words are those of another one, with that one: the source where it is the source,
    else the one before it."""
    found: dict[str, str] = {}
    order = sorted(prompt.texts, key=lambda language: language != source)
    for place, language in enumerate(order):
        words = as_written(prompt, language) or ""
        for other in order[:place]:
            if copied(as_written(prompt, other) or "", words):
                if _at_home(words, language, other):  # then it is the other that was copied
                    found[other] = language
                else:
                    found[language] = other
                break
    return found


def _at_home(words: str, language: str, other: str) -> bool:
    """Whether these words are this language's rather than the other's: by their script, or by small words."""
    return (foreign(words, other) and not foreign(words, language)) or _tongue(words) == language


_TELLS = {
    "hi-IN": frozenset(["है", "हैं", "का", "की", "के", "को", "में", "नहीं", "कीजिए", "रहा", "और", "यह"]),
    "mr-IN": frozenset(["आहे", "आहेत", "आणि", "नाही", "आपल्याला", "आमच्या", "तुमच्या", "करा", "साठी", "ही", "हे"]),
}


def _tongue(words: str) -> str | None:
    """Hindi or Marathi, which share a script, by their small words; None when nothing tells."""
    here = set(plain(words).replace("।", " ").replace(".", " ").split())
    counts = {language: len(here & tells) for language, tells in _TELLS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > min(counts.values()) else None


def broken(source: str, words: str, language: str) -> list[str]:
    """What is wrong with words that translate this source into this language, each in one sentence."""
    found: list[str] = []
    lost, new = readings(source) - readings(words), readings(words) - readings(source)
    if lost:
        found.append(said("{values} is lost", values=braced(lost)))
    if new:
        found.append(said("{values} is not in the source", values=braced(new)))
    if other := other_numbers(source, words):
        found.append(said("it says {new} where the source says {old}", new=other[1], old=other[0]))
    theirs, ours = set(told_keys(source)), set(told_keys(words))
    if theirs and ours and theirs != ours:
        found.append(
            said(
                "it tells the caller to press {ours}, the source says {theirs}",
                ours=", ".join(sorted(ours)),
                theirs=", ".join(sorted(theirs)),
            )
        )
    elif theirs and not ours and not theirs <= named_keys(words):
        found.append(said("the key {keys} is not told", keys=", ".join(sorted(theirs))))
    if copied(source, words):
        found.append("it is the source itself, not a translation")
    elif scripts_found := foreign(words, language):
        found.append(
            said(
                "it has no {own} letter, only {found}",
                own=said(SCRIPT_OF[language]),
                found=script_names(scripts_found),
            )
        )
    return found


def script_names(found: Collection[str]) -> str:
    """ "Latin, Telugu", each name told by itself."""
    first, *others = (said(one) for one in sorted(found))
    for one in others:
        first = said("{first}, {second}", first=first, second=one)
    return first


def braced(found: frozenset[str]) -> str:
    """Values as they are written in words."""
    return ", ".join(f"{{{{ {one} }}}}" for one in sorted(found))
