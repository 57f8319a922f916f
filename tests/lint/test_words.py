"""Prompts as lint sees them."""

from __future__ import annotations

from runtime.lint.words import plain, scripts, values


def test_templates_are_cut_out() -> None:
    assert plain("మీ ఫిర్యాదు సంఖ్య {{ ticket.id | digits }}.").split() == ["మీ", "ఫిర్యాదు", "సంఖ్య", "."]
    assert plain("{% if more %}Again?{% endif %}").strip() == "Again?"


def test_values() -> None:
    assert list(values("{{ village }} and {{ ticket.id | digits }}")) == ["village", "ticket.id | digits"]


def test_scripts_of_letters_only() -> None:
    assert scripts("తెలుగు 1, Hindi २.") == {"Telugu", "Latin"}
    assert scripts("1912!") == set()
