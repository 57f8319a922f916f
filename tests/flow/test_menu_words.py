"""Generated menu words: `{{ options }}` becomes one sentence per option and language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import Loaded
from runtime.lint.keys import told_keys

FLOW = """\
flow: example
languages: [te-IN, hi-IN]
start: top
states:
  top:
    menu: offer
    options:
      - {key: 1, label: power, go: bye}
      - {key: 2, label: {te-IN: బిల్లు, hi-IN: बिल}, go: bye}
      - {key: star, label: staff, phrases: {te-IN: [మనిషి], hi-IN: [आदमी]}, go: bye}
  bye: {end: done}
### prompts/te-IN.yaml
prompts: {offer: "స్వాగతం. {{ options }}", power: కరెంట్, staff: సిబ్బంది}
### prompts/hi-IN.yaml
prompts: {offer: "{{ options }} धन्यवाद।", power: बिजली, staff: कर्मचारी}
"""


def rules(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(one.rule, one.mark.line) for one in found]


def test_words_and_keys_come_from_the_options(loaded: Callable[[str], Loaded]) -> None:
    flow = loaded(FLOW).flow
    assert flow is not None
    offer = flow.prompts["offer"].texts
    assert offer["te-IN"].source == ("స్వాగతం. కరెంట్ కోసం 1 నొక్కండి. బిల్లు కోసం 2 నొక్కండి. సిబ్బంది కోసం స్టార్ నొక్కండి.")
    assert offer["hi-IN"].source == ("बिजली के लिए 1 दबाएँ। बिल के लिए 2 दबाएँ। कर्मचारी के लिए स्टार दबाएँ। धन्यवाद।")
    assert all(text.fixed for text in offer.values())
    assert {tuple(told_keys(text.source)) for text in offer.values()} == {("1", "2", "*")}


def test_a_value_in_a_label_stays_a_value(loaded: Callable[[str], Loaded]) -> None:
    text = FLOW.replace("power: కరెంట్", 'power: "{{ caller.number | phone }}"')
    flow = loaded(text).flow
    assert flow is not None
    assert not flow.prompts["offer"].texts["te-IN"].fixed
    words = flow.prompts["offer"].texts["te-IN"].render({"caller": {"number": "1912"}}, "te-IN")
    assert words.startswith("స్వాగతం. ఒకటి తొమ్మిది ఒకటి రెండు కోసం 1 నొక్కండి.")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("label: power, ", "", "option-without-label"),
        (", hi-IN: बिल}", "}", "label-without-language"),
        ("power: कुछ", "power: कुछ", ""),
        ("menu: offer", "menu: offer\n    wait: 5s", ""),
        ("bye: {end: done}", "bye: {end: done, say: offer}", ""),
        ("{end: done}", '{end: done, say: {te-IN: "{{ options }}", hi-IN: x}}', "options-outside-menu"),
        ("స్వాగతం. {{ options }}", "స్వాగతం. {{ options | digits }}", "template-syntax"),
        ("స్వాగతం. {{ options }}", "స్వాగతం. {{ options.1 }}", "unknown-name"),
    ],
)
def test_what_cannot_be_generated_is_an_error(
    found: Callable[[str], list[Diagnostic]], old: str, new: str, rule: str
) -> None:
    assert [one.rule for one in found(FLOW.replace(old, new))] == ([rule] if rule else [])


def test_options_is_no_name_for_conditions_or_slots(found: Callable[[str], list[Diagnostic]]) -> None:
    text = FLOW.replace("  bye:", "  odd: {decide: [{when: options, go: bye}, {else: bye}]}\n  bye:")
    assert [one.rule for one in found(text)] == ["unknown-name"]
    text = FLOW.replace("states:\n", "slots: {options: {type: text}}\nstates:\n")
    assert [one.rule for one in found(text)] == ["reserved-name"]


def test_two_menus_cannot_share_generated_words(found: Callable[[str], list[Diagnostic]]) -> None:
    other = "  other: {menu: offer, options: [{key: 1, label: power, go: bye}]}\n"
    text = FLOW.replace("  bye:", other + "  bye:")
    assert [one.rule for one in found(text)] == ["options-shared"]
