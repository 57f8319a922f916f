"""A telling in Hindi or Telugu: each sentence is looked up by its English one, places and all.

`hi.json` and `te.json` beside this file hold them; a sentence that is missing there stays English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from runtime.explain.telling import Tell
from runtime.flow.wording import Said, filled


class Reader(StrEnum):
    """The language of who reads the telling; what callers hear is chosen apart from it."""

    ENGLISH = "en"
    HINDI = "hi"
    TELUGU = "te"


def teller_for(reader: Reader) -> Tell:
    """Tells a sentence in the reader's language."""
    sentences = sentences_of(reader)
    return lambda sentence: _retold(sentence, sentences)


@lru_cache
def sentences_of(reader: Reader) -> Mapping[str, str]:
    """English sentence → the same in the reader's language; nothing for English."""
    if reader is Reader.ENGLISH:
        return {}
    file = Path(__file__).with_name(f"{reader}.json")
    sentences: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return sentences


def _retold(sentence: str, sentences: Mapping[str, str]) -> str:
    if not isinstance(sentence, Said):
        return sentence
    values = {
        name: _retold(value, sentences) if isinstance(value, str) else value
        for name, value in sentence.values.items()
    }
    return filled(sentences.get(sentence.template, sentence.template), values)
