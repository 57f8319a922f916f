"""The standard sentences: eleven languages, native script, nothing left out."""

from __future__ import annotations

import dataclasses

import pytest

from runtime.language.script import LANGUAGES, SCRIPT_OF, dominant_script
from runtime.scaffold.sentences import SENTENCES


def test_every_language_has_them() -> None:
    assert set(SENTENCES) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_in_its_script(language: str) -> None:
    for field in dataclasses.fields(SENTENCES[language]):
        value = getattr(SENTENCES[language], field.name)
        for text in (value,) if isinstance(value, str) else value:
            bare = text.replace("{key}", "").replace("{title}", "")
            assert dominant_script(bare) == SCRIPT_OF[language], (field.name, text)
            assert text == text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_there(language: str) -> None:
    own = SENTENCES[language]
    assert "{key}" in own.language_key
    assert "{title}" in own.welcome


def test_no_sentence_serves_two_languages() -> None:
    for name in ("still_there", "not_understood", "connecting", "nobody_there", "unwritten"):
        assert len({getattr(one, name) for one in SENTENCES.values()}) == len(SENTENCES), name
