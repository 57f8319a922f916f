"""docs/rules.md says what the rules' own files say; `UPDATE=1 pytest tests/lint/test_pages.py` writes it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime.lint.pages import book, explanation
from runtime.lint.rule import Rule
from runtime.lint.rules import ALL_RULES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_docs_have_not_drifted() -> None:
    if os.environ.get("UPDATE"):
        DOCS.write_text(book(), encoding="utf-8")
    assert DOCS.read_text(encoding="utf-8") == book(), "run: UPDATE=1 pytest tests/lint/test_pages.py"


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_every_rule_can_be_explained(rule: Rule) -> None:
    text = explanation(rule.name)
    assert text is not None
    assert text.startswith(f"# {rule.name}\n")
    assert rule.harm in text and rule.page.bad in text and rule.page.good in text


def test_there_is_no_page_for_a_rule_that_is_not() -> None:
    assert explanation("no-such-rule") is None
