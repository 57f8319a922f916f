"""Our spoken forms against the table of evidence, and the page that is made from it.

UPDATE=1 pytest tests/language/test_spoken_forms.py    rebuilds docs/spoken-forms.md
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from runtime import language as speech
from runtime.language import LANGUAGES

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "spoken-forms.md"
TABLE: dict[str, Any] = yaml.safe_load((HERE / "spoken_forms.yaml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = TABLE["values"]
SAME = {"gu-IN": {"indic": "cldr"}}
"""The Gujarati list of indic-num2words has CLDR's own slips: the two are one source."""
NAMES = {
    "bn-IN": "Bengali",
    "en-IN": "English",
    "gu-IN": "Gujarati",
    "hi-IN": "Hindi",
    "kn-IN": "Kannada",
    "ml-IN": "Malayalam",
    "mr-IN": "Marathi",
    "od-IN": "Odia",
    "pa-IN": "Punjabi",
    "ta-IN": "Tamil",
    "te-IN": "Telugu",
}
FORMS = ("number", "rupees", "ordinal", "date", "time", "digits", "phone", "spell")
INTRODUCTION = (HERE / "spoken_forms.md").read_text(encoding="utf-8")


def cells() -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    for row in ROWS:
        for language, cell in row["said"].items():
            yield row, language, cell


def spoken(row: dict[str, Any], language: str) -> str:
    if row["form"] == "date":
        return speech.date(row["value"], language, row["today"])
    said: str = getattr(speech, row["form"])(row["value"], language)
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_we_say_what_the_table_says(language: str) -> None:
    ours = {(row["form"], row["value"]): spoken(row, language) for row in ROWS}
    assert ours == {(row["form"], row["value"]): row["said"][language]["words"] for row in ROWS}


def test_the_table_is_whole() -> None:
    assert len(ROWS) >= 40
    assert {row["form"] for row in ROWS} == set(FORMS)
    for row in ROWS:
        assert tuple(row["said"]) == LANGUAGES


def test_what_two_independent_sources_do_not_confirm_is_marked_unsure() -> None:
    for row, language, cell in cells():
        sources = {SAME.get(language, {}).get(name, name) for name in cell["sources"]}
        assert sources <= set(TABLE["sources"]), (row["value"], language)
        assert (len(sources) < 2) is cell.get("unsure", False), (row["form"], row["value"], language)


def test_every_source_is_used() -> None:
    assert {name for _, _, cell in cells() for name in cell["sources"]} == set(TABLE["sources"])


def test_the_page_is_made_from_the_table() -> None:
    if os.environ.get("UPDATE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def page() -> str:
    """docs/spoken-forms.md."""
    total = sum(1 for _ in cells())
    unsure = Counter((row["form"], language) for row, language, cell in cells() if cell.get("unsure"))
    counts = {"values": len(ROWS), "cells": total, "unsure": unsure.total(), "sure": total - unsure.total()}
    lines = [INTRODUCTION.format(**counts).rstrip(), "", "## How many cells are unsure", ""]
    lines += ["| | " + " | ".join(NAMES.values()) + " | values |", "|---" * (len(NAMES) + 2) + "|"]
    for form in FORMS:
        numbers = [str(unsure[form, language] or "") for language in LANGUAGES]
        many = sum(1 for row in ROWS if row["form"] == form)
        lines.append(f"| {form} | " + " | ".join(numbers) + f" | {many} |")
    lines += ["", "## Sources", ""]
    lines += [f"- `{name}`: {what}" for name, what in TABLE["sources"].items()]
    for language in LANGUAGES:
        lines += ["", f"## {NAMES[language]}", "", "| form | value | words | sources |", "|---|---|---|---|"]
        for row in ROWS:
            cell = row["said"][language]
            told = ", ".join(cell["sources"])
            told = f"**unsure**{f' ({told})' if told else ''}" if cell.get("unsure") else told
            lines.append(f"| {row['form']} | {row['value']} | {cell['words']} | {told} |")
    return "\n".join(lines) + "\n"
