"""The corpus of what callers say, as docs/flow-language.md tells its figures (tests/bench/match_table.py)."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

BENCH = Path(__file__).parents[1] / "bench" / "match_table.py"
DOCS = Path(__file__).parents[2] / "docs" / "flow-language.md"


@pytest.fixture(scope="module")
def bench() -> Any:
    spec = importlib.util.spec_from_file_location("match_table", BENCH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["match_table"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def corpus(bench: Any) -> Any:
    return yaml.safe_load(bench.CORPUS.read_text(encoding="utf-8"))


def test_nothing_is_taken_for_something_else(bench: Any, corpus: Any) -> None:
    rows, misses = bench.table(corpus)
    assert [miss for miss in misses if miss[1] != "understood"] == []
    assert all(row["wrong"] == 0 for row in rows.values())


def test_most_of_what_means_the_same_is_understood(bench: Any, corpus: Any) -> None:
    rows, _ = bench.table(corpus)
    for language, row in rows.items():
        assert row["understood"] / row["understood of"] >= 0.95, language


def test_the_figures_in_the_page_are_those_of_today(bench: Any, corpus: Any) -> None:
    rows, _ = bench.table(corpus)
    page = DOCS.read_text(encoding="utf-8")
    for language, row in rows.items():
        told = re.search(rf"^\| {language} \|(.*)\|$", page, re.MULTILINE)
        assert told, language
        cells = [cell.strip() for cell in told[1].split("|")]
        kinds = ("understood", "refused", "one error", "without")
        assert cells == [f"{row[kind]} of {row[f'{kind} of']}" for kind in kinds]
