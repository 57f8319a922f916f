"""A finding stands at the line where the author slipped, and what follows from it is not told again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from runtime.flow.diagnostic import Diagnostic

Findings = Callable[..., list[Diagnostic]]

MENU = """\
flow: example
title: Example
languages: [hi-IN, en-IN]
start: hello
defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
states:
  hello:
    menu: choose
    options:
      - {key: 1, label: rice, go: bye}
      - {key: 2, label: card, go: desk}
  desk: {transfer: front_desk, closed: bye, failed: bye}
  bye: {end: done}
# prompts/hi-IN.yaml
prompts:
  choose: "{{ options }} मदद के लिए 0 दबाएँ।"
  rice: "राशन"
  card: "कार्ड"
# prompts/en-IN.yaml
prompts:
  choose: "{{ options }} For help, press 0."
  rice: "rations"
  card: "cards"
"""


def _told(found: list[Diagnostic], *rules: str) -> list[tuple[str, str, int]]:
    return [(one.rule, Path(one.mark.file).name, one.mark.line) for one in found if one.rule in rules]


def test_an_abbreviation_in_a_label_is_told_there_and_once(findings: Findings) -> None:
    for language, line, word in (
        ("hi-IN", "कार्ड", "KYC"),
        ("en-IN", "cards", "EMI"),
        ("en-IN", "cards", "Rs. 5"),
    ):
        found = findings(MENU.replace(f'card: "{line}"', f'card: "{line} {word}."'))
        assert _told(found, "abbreviation") == [("abbreviation", f"{language}.yaml", 4)], word


def test_letter_words_are_told_in_english_too(findings: Findings) -> None:
    (one,) = [each for each in findings(MENU.replace("For help", "For KYC")) if each.rule == "abbreviation"]
    assert one.fix == "Write it as it is said: K Y C."


def test_english_words_behind_options_are_no_hindi(findings: Findings) -> None:
    found = findings(MENU.replace("मदद के लिए 0 दबाएँ।", "For help, press 0."))
    assert _told(found, "untranslated-copy", "wrong-script") == [("untranslated-copy", "hi-IN.yaml", 2)]
    found = findings(MENU.replace("मदद के लिए 0 दबाएँ।", "Press 0 for any help."))
    assert _told(found, "untranslated-copy", "wrong-script") == [("wrong-script", "hi-IN.yaml", 2)]


def test_options_lost_in_one_language(findings: Findings) -> None:
    rules = ("placeholder-mismatch", "option-not-spoken")
    assert _told(findings(MENU), *rules) == []
    found = findings(MENU.replace("{{ options }} मदद", "मदद"))
    assert _told(found, *rules) == [("placeholder-mismatch", "hi-IN.yaml", 2)]
    by_hand = "राशन के लिए 1 दबाएँ। कार्ड के लिए 2 दबाएँ। मदद"
    assert _told(findings(MENU.replace("{{ options }} मदद", by_hand)), *rules) == []


def test_hindi_words_in_the_marathi_file_however_few_letters_they_have(findings: Findings) -> None:
    words = MENU.replace("hi-IN, en-IN", "hi-IN, mr-IN").replace("en-IN.yaml", "mr-IN.yaml")
    words = words.replace("{{ options }} For help, press 0.", "{{ options }} मदद के लिए 0 दबाएँ।")
    assert ("untranslated-copy", "mr-IN.yaml", 2) in _told(findings(words), "untranslated-copy")


def test_states_that_are_lost_with_another_are_told_with_it(findings: Findings) -> None:
    lost = "  first: {say: one, go: second}\n  second: {say: one, go: third}\n  third: {say: one, go: bye}\n"
    text = MENU.replace("  desk: {transfer", lost + "  desk: {transfer")
    text = text.replace('  rice: "राशन"', '  rice: "राशन"\n  one: "एक"').replace(
        '  rice: "rations"', '  rice: "rations"\n  one: "one"'
    )
    (one,) = [each for each in findings(text) if each.rule == "unreachable-state"]
    assert one.mark.line == 12
    assert [mark.line for _, mark in one.related] == [13, 14]


def test_states_that_lead_only_to_one_another(findings: Findings) -> None:
    text = MENU.replace(
        "  desk: {tr", "  one: {say: rice, go: two}\n  two: {say: rice, go: one}\n  desk: {tr"
    )
    (one,) = [each for each in findings(text) if each.rule == "unreachable-state"]
    assert (one.mark.line, [mark.line for _, mark in one.related]) == (12, [13])
