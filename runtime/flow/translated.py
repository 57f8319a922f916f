"""Which words each translation was made from.

Beside the words lies a record for every language, written by `flowctl translations` and by nobody's hand:
`prompts/.sources/te-IN.txt` in a flow's folder, `.sources/<name>/te-IN.txt` beside a flow that is one file.
A line of it is a fact: "these words of this prompt were made from that source". Facts do not contradict one
another, so a merge that keeps the lines of both sides, in any order, even with its conflict marks, is right.
The loader passes over names that begin with a full stop: the record is not part of a flow's version.

A translation is stale when its words are still those of the record and none of the facts knows the source
as it is now. Words that somebody has changed since are simply not recorded: they are not complained of.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from runtime.flow.model import Flow, Prompt
from runtime.flow.project import FLOW_FILES
from runtime.flow.source import read_source, split_lines

_HEAD = (
    "# Written by `flowctl translations`; not to be edited. After a merge keep the lines of both sides.\n"
    "# prompt, the source it was made from, the translation\n"
)
_FACT = re.compile(r"([a-z][a-z0-9_.]*) ([0-9a-f]{12}) ([0-9a-f]{12})\Z")
_VALUES = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0d7f\u200c\u200d])+")
"""The signs of Indian vowels are no letters to `\\w`."""
_OPTIONS = re.compile(r"\s*\{\{\s*options\s*\}\}\s*")
_BLANKS = re.compile(r"\s+")
_NOTE = re.compile(r"\b(TODO|FIXME|XXX|TBD)\b")


class Standing(StrEnum):
    """How a translation stands to its source."""

    CURRENT = "current"  # made from the source as it is
    STALE = "stale"  # the source has been changed since, the translation has not
    MISSING = "missing"  # or a note such as TODO stands for it
    SAME = "same as source"  # copied, and not translated
    UNRECORDED = "not recorded"  # written or changed by hand; nobody has said what it was made from


def fingerprint(words: str) -> str:
    """Twelve hex digits. Words that differ in blanks and line breaks alone have the same one."""
    normal = _BLANKS.sub(" ", unicodedata.normalize("NFC", words)).strip()
    return hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:12]


def unwritten(words: str) -> str | None:
    """The note that says that these words are still to be written, such as TODO; None when there is none."""
    found = _NOTE.search(words)
    return found[1] if found else None


def copied(source: str, words: str) -> bool:
    """Whether a translation is the source itself. A single name or number is the same in many languages,
    and so is a greeting; three words are not."""
    if fingerprint(source) != fingerprint(words):
        return False
    return len(_WORD.findall(_VALUES.sub(" ", words))) >= 3


@dataclass(slots=True)
class Record:
    """facts: (prompt, fingerprint of the translation) → fingerprints of the sources it was made from."""

    facts: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def standing(self, prompt: str, source: str, words: str | None) -> Standing:
        """How these words stand to this source."""
        if words is None or unwritten(words):
            return Standing.MISSING
        if copied(source, words):
            return Standing.SAME
        sources = self.facts.get((prompt, fingerprint(words)))
        if sources is None:
            return Standing.UNRECORDED
        return Standing.CURRENT if fingerprint(source) in sources else Standing.STALE

    def note(self, prompt: str, made_from: str, words: str) -> None:
        """The words were made from the source with this fingerprint; what was known of the prompt goes."""
        for key in [key for key in self.facts if key[0] == prompt]:
            del self.facts[key]
        self.facts[prompt, fingerprint(words)] = {made_from}

    def add(self, prompt: str, made_from: str, words: str) -> None:
        """The words go with this source, too."""
        self.facts.setdefault((prompt, fingerprint(words)), set()).add(made_from)

    def only(self, prompts: Iterable[str]) -> None:
        """Forgets prompts that are gone."""
        kept = set(prompts)
        for key in [key for key in self.facts if key[0] not in kept]:
            del self.facts[key]

    def text(self) -> str:
        """The file."""
        lines = (
            f"{prompt} {source} {words}\n"
            for (prompt, words), sources in self.facts.items()
            for source in sources
        )
        return _HEAD + "".join(sorted(lines))


def record(text: str) -> Record:
    """From the file's text; a line that is no fact is passed over."""
    made = Record()
    for line in split_lines(text):
        if found := _FACT.match(line.strip()):
            made.facts.setdefault((found[1], found[3]), set()).add(found[2])
    return made


def record_file(flow: Flow, language: str) -> Path:
    """Where the record of one language lies, whether there is one or not."""
    home = Path(flow.mark.file)
    if home.name in FLOW_FILES:
        return home.parent / "prompts" / ".sources" / f"{language}.txt"
    return home.parent / ".sources" / home.stem / f"{language}.txt"


def read_record(flow: Flow, language: str) -> Record:
    """The record of one language; empty when there is none, or none that can be read."""
    file = record_file(flow, language)
    source = read_source(file)[0] if file.is_file() else None
    return record(source.text) if source else Record()


def source_of(flow: Flow) -> str:
    """The language that is translated from."""
    return flow.source_language or flow.languages[0]


def translated_languages(flow: Flow) -> list[str]:
    """The languages that are translated into."""
    return [language for language in flow.languages if language != source_of(flow)]


def standings(
    flow: Flow, language: str, known: Record, prompts: Mapping[str, Prompt] | None = None
) -> dict[str, Standing]:
    """How every prompt that has a source stands in this language, in the order of the flow."""
    found = {}
    for name, prompt in (flow.prompts if prompts is None else prompts).items():
        source = as_written(prompt, source_of(flow))
        if source is not None and not made_of_labels(prompt, flow):
            found[name] = known.standing(name, source, as_written(prompt, language))
    return found


def as_written(prompt: Prompt, language: str) -> str | None:
    """The words as the author wrote them: `{{ options }}`, and not the sentences that are made for it."""
    text = prompt.texts.get(language)
    return prompt.written.get(language, text.source) if text else None


def made_of_labels(prompt: Prompt, flow: Flow) -> bool:
    """Whether the words are `{{ options }}` and nothing else in every language: nothing to translate."""
    return all(_OPTIONS.fullmatch(prompt.written.get(language, "")) for language in flow.languages)
