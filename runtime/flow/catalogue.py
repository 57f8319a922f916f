"""What flowctl says to an author, in the author's language.

    catalogue("te").told(message)      the message in Telugu, in English where nobody has translated it

The English sentence is the key (runtime/flow/wording.py). messages/<language>.po holds the translations, in
the form that translators' tools read (gettext); a new language is one more such file. What stands in
backticks is the author's own and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.wording import Said, filled

FOLDER = Path(__file__).with_name("messages")
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """sentences: English → this language."""

    language: str = ENGLISH
    sentences: Mapping[str, str] = field(default_factory=dict)

    def told(self, message: str) -> str:
        """The message in this language, or as it is."""
        if not self.sentences:
            return str(message)
        if not isinstance(message, Said):
            return self.sentences.get(message) or str(message)
        template = self.sentences.get(message.template) or message.template
        values = {
            name: self.told(value) if isinstance(value, Said) else value
            for name, value in message.values.items()
        }
        return filled(template, values)

    def finding(self, one: Diagnostic) -> Diagnostic:
        """The finding, told in this language."""
        if not self.sentences:
            return one
        return replace(
            one,
            message=self.told(one.message),
            harm=self.told(one.harm),
            fix=self.told(one.fix),
            related=tuple((self.told(words), mark) for words, mark in one.related),
        )


def languages() -> tuple[str, ...]:
    """English, and every language that has a file."""
    return (ENGLISH, *sorted(file.stem for file in FOLDER.glob("*.po")))


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalogue:
    """The catalogue of "en", "hi", "te"…; a tag such as te-IN will do. Raises KeyError for a language that
    has no file."""
    short = language.partition("-")[0].partition("_")[0].lower()
    if short == ENGLISH:
        return Catalogue()
    if short not in languages():
        raise KeyError(language)
    from babel.messages.pofile import read_po  # takes 60 ms, and English needs none of it

    with (FOLDER / f"{short}.po").open("rb") as file:
        read = read_po(file)
    made = {
        message.id: message.string
        for message in read
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and message.string
        and not message.fuzzy
    }
    return Catalogue(short, made)
