"""Findings in the author's language: every sentence is there, with the places it needs."""

from __future__ import annotations

import os
import re
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent))

from sentences import sentences

from runtime.flow.catalogue import FOLDER, Catalogue, catalogue, languages
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.wording import said
from runtime.language import dominant_script

WRITTEN = ("hi", "te")
"""Languages that have a file."""

TRANSLATED: tuple[str, ...] = ("hi", "te")
"""Languages whose file is complete: a new sentence must be put into them."""

_PLACE = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
_QUOTED = re.compile(r"`[^`]*`")


def _read(language: str) -> Catalog:
    file = FOLDER / f"{language}.po"
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return read_po(opened)


def _update(language: str) -> None:
    """Adds what is new with an empty translation and drops what nobody says any more. The remarks at the head
    of the file, such as the translator's list of terms, stay."""
    old, made = _read(language), Catalog(locale=language)
    file = FOLDER / f"{language}.po"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else []
    remarks = "".join(takewhile(lambda line: line.startswith("#"), lines))
    for sentence, place in sorted(sentences().items()):
        known = old.get(sentence)
        made.add(sentence, known.string if known else "", locations=[(place, None)])
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    with file.open("wb") as opened:
        opened.write((remarks + head).encode())
        write_po(opened, made, width=0, omit_header=True, include_lineno=False)


@pytest.fixture(autouse=True, scope="module")
def _updated() -> None:
    if os.environ.get("UPDATE"):
        for language in WRITTEN:
            _update(language)


def test_there_are_catalogues() -> None:
    assert languages() == ("en", *WRITTEN)
    assert set(TRANSLATED) <= set(WRITTEN)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_told(language: str) -> None:
    """A sentence that is new: UPDATE=1 pytest tests/flow/test_catalogue.py adds it to the catalogues."""
    known = catalogue(language).sentences
    wanted = set(sentences())
    assert sorted(wanted - set(known)) == []
    listed = {message.id for message in _read(language) if message.id}
    assert sorted(listed - wanted) == [], "nobody says these any more"


@pytest.mark.parametrize("language", WRITTEN)
def test_what_the_author_wrote_and_must_write_stays_as_it_is(language: str) -> None:
    wrong = []
    for english, told in catalogue(language).sentences.items():
        same_places = sorted(_PLACE.findall(english)) == sorted(_PLACE.findall(told))
        same_code = sorted(_QUOTED.findall(english)) == sorted(_QUOTED.findall(told))
        if not (same_places and same_code):
            wrong.append((english, told))
    assert wrong == []


SCRIPTS = {"hi": "Devanagari", "te": "Telugu"}


@pytest.mark.parametrize("language", WRITTEN)
def test_sentences_are_in_the_language_own_script(language: str) -> None:
    """Words of a computer (YAML, UTF-8, VS Code) and what is typed may stay Latin; a sentence may not."""
    latin = [
        (english, told)
        for english, told in catalogue(language).sentences.items()
        if dominant_script(_QUOTED.sub("", _PLACE.sub("", told))) not in (SCRIPTS[language], None)
        and re.search(r"[A-Za-z]{4,} [a-z]{3,}", _QUOTED.sub("", told))
    ]
    assert latin == []


def test_values_are_told_too_and_unknown_sentences_stay_english() -> None:
    known = Catalogue(
        "hi", {"there is no {kind} `{name}`": "`{name}` नाम की कोई {kind} नहीं है", "state": "स्टेट"}
    )
    message = said("there is no {kind} `{name}`", kind=said("state"), name="biling")
    assert known.told(message) == "`biling` नाम की कोई स्टेट नहीं है"
    assert known.told(said("something new about `{name}`", name="x")) == "something new about `x`"
    assert known.told("plain") == "plain"


def test_a_finding_is_told_in_all_its_parts() -> None:
    known = Catalogue("te", {"a": "అ", "b c": "ఆ", "d e": "ఇ", "f g": "ఈ"})
    mark = Mark("f", 1, 1)
    one = Diagnostic("rule", Severity.ERROR, said("a"), mark, "b c", "d e", related=(("f g", mark),))
    told = known.finding(one)
    assert (told.message, told.harm, told.fix, told.related) == ("అ", "ఆ", "ఇ", (("ఈ", mark),))
    assert told.rule == "rule" and told.mark == mark


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        catalogue("xx")
    assert catalogue("en-IN").told("as it is") == "as it is"
