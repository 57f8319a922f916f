"""What is served after each reading of the files, errors and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.server.library import Library

ONE = """flow: {name}
title: A flow
languages: [en-IN]
start: bye
defaults: {{on_error: bye}}
states:
  bye: {{end: resolved, say: {{en-IN: {words}}}}}
"""
NUMBERS = 'numbers: {"+18005550100": one, "+18005550101": two}\ndefault: one\n'


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(ONE.format(name=name, words="Goodbye."), encoding="utf-8")
    (tmp_path / "numbers.yaml").write_text(NUMBERS, encoding="utf-8")
    library = Library(tmp_path)
    library.serve(library.read())
    return library


def served(library: Library, number: str) -> tuple[str, str]:
    dialogue = library.for_number(number)
    assert dialogue is not None
    return dialogue.flow.name, dialogue.flow.version


def test_each_number_has_its_flow_and_the_rest_the_default(library: Library) -> None:
    assert served(library, "+18005550101")[0] == "two"
    assert served(library, "+18005550199")[0] == "one"
    assert served(library, "anonymous")[0] == "one"


def test_an_unchanged_flow_keeps_its_dialogue(library: Library) -> None:
    before = library.shelf.dialogues["one"]
    (library.folder / "two.yaml").write_text(ONE.format(name="two", words="See you."), encoding="utf-8")
    old = served(library, "+18005550101")
    library.serve(library.read())
    assert library.shelf.dialogues["one"] is before
    assert served(library, "+18005550101") != old


def test_a_broken_default_flow_keeps_its_number(library: Library) -> None:
    before = served(library, "")
    (library.folder / "one.yaml").write_text("flow: [", encoding="utf-8")
    library.serve(library.read())
    assert served(library, "") == before
    assert served(library, "+18005550100") == before
    assert library.shelf.refused
    (library.folder / "one.yaml").write_text(ONE.format(name="one", words="Mended."), encoding="utf-8")
    library.serve(library.read())
    assert served(library, "") != before
    assert not library.shelf.refused


def test_broken_numbers_keep_all_numbers(library: Library) -> None:
    (library.folder / "numbers.yaml").write_text("numbers: {oops: one}\n", encoding="utf-8")
    library.serve(library.read())
    assert library.shelf.refused
    assert served(library, "+18005550101")[0] == "two"


def test_a_flow_that_was_taken_away_is_gone(library: Library) -> None:
    (library.folder / "two.yaml").unlink()
    (library.folder / "numbers.yaml").write_text("numbers: {}\ndefault: one\n", encoding="utf-8")
    library.serve(library.read())
    assert set(library.shelf.dialogues) == {"one"}


def test_what_lint_calls_an_error_refuses_the_flow_it_stands_in(library: Library) -> None:
    before = served(library, "+18005550101")
    for name in ("one", "two"):
        path = library.folder / f"{name}.yaml"
        path.write_text(ONE.format(name=name, words="Changed."), encoding="utf-8")
    mark = Mark(str(library.folder / "two.yaml"), 6, 1)
    old = served(library, "")
    library.serve(library.read([Diagnostic("dead-end", Severity.ERROR, "no way out", mark)]))
    assert served(library, "+18005550101") == before
    assert served(library, "") != old
    warning = Diagnostic("odd", Severity.WARNING, "odd", mark)
    library.serve(library.read([warning]))
    assert served(library, "+18005550101") != before


def test_a_folder_without_flows_serves_none(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.serve(library.read())
    assert library.for_number("+18005550100") is None
    assert library.shelf.refused
