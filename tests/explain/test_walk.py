"""What a telling says is what the flow does: whoever changes the flow sees the words change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.explain.walk import tell
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.language.words import apology

ROOT = Path(__file__).resolve().parents[2]

FLOW = """\
flow: example
title: Bills
languages: [en-IN, hi-IN]
start: welcome
defaults:
  wait: 6s
  no_input:
    - {say: {en-IN: "Still there?", hi-IN: "क्या आप हैं?"}, repeat: yes}
    - {go: bye}
  no_match:
    - {say: {en-IN: "I did not understand.", hi-IN: "समझ नहीं आया।"}, repeat: yes}
    - {go: desk}
  on_error: desk
anywhere:
  - {key: 0, go: desk}
escalation:
  - {when: no_matches >= 3, go: desk}
states:
  welcome:
    menu: {en-IN: "For bills press 1.", hi-IN: "बिल के लिए 1 दबाएँ।"}
    options:
      - {key: 1, go: number}
  number:
    ask: account
    type: digits
    length: 6
    by: keys
    say: {en-IN: "Your account number?", hi-IN: "आपका खाता नंबर?"}
    go: find
  find:
    fetch: bills.find
    send: {account: "{{ account }}"}
    save: bill
    wait: 3s
    go: tell_sum
  tell_sum:
    say: {en-IN: "You owe {{ bill.sum | digits }}.", hi-IN: "{{ bill.sum | digits }} बाकी है।"}
    go:
      - {when: account == '100000', go: welcome}
      - {else: bye}
  desk:
    transfer: front_desk
    closed: bye
    failed: {say: {en-IN: "Nobody answers.", hi-IN: "कोई नहीं है।"}, go: bye}
  bye: {end: done, say: {en-IN: "Goodbye.", hi-IN: "नमस्ते।"}}
"""


def test_the_call_is_told_as_a_caller_meets_it(told: Callable[..., str]) -> None:
    text = told(FLOW)
    places = [text.index(f"Step {number}: {name}") for number, name in enumerate(
        ("welcome", "number", "find", "tell_sum", "desk", "bye"), 1)]  # fmt: skip
    assert places == sorted(places)
    assert "The call begins here. The caller hears: «For bills press 1.»" in text
    assert "press 1: on to step 2 (`number`)." in text
    assert (
        "if `account` is «100000»: back to step 1 (`welcome`). - otherwise: step 6 (`bye`), the end" in text
    )


def test_the_order_is_not_that_of_the_file(told: Callable[..., str]) -> None:
    head, states = FLOW.split("states:\n")
    bye = states[states.index("  bye:") :]
    moved = head + "states:\n" + bye + states.removesuffix(bye)
    assert told(moved) == told(FLOW)


def test_what_holds_everywhere_is_told_once(told: Callable[..., str]) -> None:
    text = told(FLOW)
    assert text.count("«Still there?»") == 1
    assert text.count("press 0: on to step 5 (`desk`), a person.") == 1
    assert text.index("«Still there?»") < text.index("Step 1")
    assert "if the caller was not understood 3 or more times in a row: on to step 5" in text


def test_words_are_those_of_the_language(told: Callable[..., str]) -> None:
    text = told(FLOW, "hi-IN")
    assert "«बिल के लिए 1 दबाएँ।»" in text
    assert "For bills" not in text
    assert apology("hi-IN") in text


def test_samples_stand_in_the_place_of_names(told: Callable[..., str]) -> None:
    assert "«You owe four eight two one.»" in told(FLOW)


def test_the_desk_is_told_with_its_hours_and_without_its_number(told: Callable[..., str]) -> None:
    text = told(FLOW)
    assert "Monday to Friday from 09:30 to 18:00 and Saturday from 09:30 to 13:00 (Asia/Kolkata)" in text
    assert "closed on one holiday" in text
    assert "14155550125" not in text


CHANGES = [
    ("wait: 6s", "wait: 9s", "presses nothing for 9 seconds"),
    (
        '    - {say: {en-IN: "Still there?", hi-IN: "क्या आप हैं?"}, repeat: yes}\n',
        "",
        "first time: on to step 6",
    ),
    ("- {key: 0, go: desk}", "- {key: 9, go: desk}", "press 9: on to step 5"),
    ("no_matches >= 3", "no_inputs > 4", "silent more than 4 times in a row"),
    ("no_matches >= 3", "turns >= 20", "listened to the caller 20 or more times"),
    ("{key: 1, go: number}", "{key: 4, go: number}", "press 4: on to step 2"),
    ("length: 6", "length: 4-8", "a row of 4 to 8 digits"),
    ("length: 6", "length: 6\n    sensitive: yes", "only services are given it"),
    ("    by: keys\n", "", "keypad"),
    ("wait: 3s", "wait: 2s", "no proper answer within 2 seconds"),
    ("    wait: 3s\n", "", "no proper answer within 4 seconds"),
    ("    save: bill\n    wait: 3s", "    save: bill\n    on_error: bye", "within 4 seconds: on to step 6"),
    ("on_error: desk", "on_error: bye", "language model, a service): - on to step 6"),
    ("Nobody answers.", "Please call later.", "«Please call later.»"),
    (
        "when: account == '100000', go: welcome}",
        "when: account == '1' or account == '2', go: welcome}",
        "if `account` is «1», or `account` is «2»: back to step 1",
    ),
    ("account == '100000'", "now >= '18:00'", "if the time of day is «18:00» or later"),
    ("account == '100000'", "open.front_desk", "if `front_desk` is open"),
    (
        "account == '100000'",
        "not account or visits.find > 2",
        "`account` is not known, or the number of times",
    ),
    ("end: done", "end: paid", "counts as `paid`"),
    ("    options:\n", "    barge_in: no\n    options:\n", "cannot interrupt"),
    (
        "      - {key: 1, go: number}",
        "      - {key: 1, set: {language: hi-IN}, go: number}",
        "goes on in Hindi; on",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=lambda text: str(text)[:40])
def test_a_change_of_the_flow_changes_the_words(
    old: str, new: str, expected: str, told: Callable[..., str]
) -> None:
    assert FLOW.count(old) >= 1
    before, after = told(FLOW), told(FLOW.replace(old, new, 1))
    assert (expected in after) != (expected in before), after


def test_a_ladder_of_its_own_is_told_at_the_step(told: Callable[..., str]) -> None:
    own = FLOW.replace("    type: digits", "    type: digits\n    wait: 12s\n    no_input: [{go: desk}]", 1)
    text = told(own)
    step = text[text.index("Step 2") : text.index("Step 3")]
    assert "nothing for 12 seconds: - the first time: on to step 5 (`desk`), a person." in step


def test_states_that_nothing_leads_to_are_named(told: Callable[..., str]) -> None:
    text = told(FLOW + "  attic: {end: done}\n")
    assert "No call ever comes to: - `attic`" in text
    assert "Step 7" not in text


def test_one_state_keeps_its_number(told: Callable[..., str]) -> None:
    text = told(FLOW, None, "tell_sum")
    assert "Step 4: tell_sum" in text
    assert "Step 1" not in text
    assert "In every step" not in text


def test_a_state_that_is_not_there(flow: Callable[[str], Flow]) -> None:
    with pytest.raises(KeyError):
        tell(flow(FLOW), only="nowhere")


def test_the_model_is_told_by_its_exits_and_limits() -> None:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    step = next(one for one in tell(flow, "en-IN").steps if one.state == "helpline")
    text = " ".join(sentence for one in step.paragraphs for sentence in one.sentences)
    assert "it can only choose one of these ways out" in text
    for leave in flow.states["helpline"].exits:  # type: ignore[attr-defined]
        assert leave.when in text
    assert "After 12 turns or 5 minutes here" in text
    assert "12 seconds counts as a fault" in text
    assert set(step.leads) >= {"report_outage", "hazard", "operator", "goodbye"}


@pytest.mark.parametrize("language", ["te-IN", "hi-IN", "en-IN"])
def test_every_state_that_can_be_reached_is_told_once(language: str) -> None:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    steps = tell(flow, language).steps
    assert sorted(one.state for one in steps) == sorted(flow.states)
    assert [one.number for one in steps] == [str(place) for place in range(1, len(steps) + 1)]


OUTER = """\
flow: example
title: Scheme office
languages: [en-IN]
start: who_are_you
anywhere: [{key: 7, run: language}]
defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
states:
  who_are_you: {run: identify, save: who, go: [{when: who.ended == 'known', go: again}, {else: desk}]}
  again: {run: identify, go: thanks}
  thanks: {say: "Thank you, {{ who.full_name }}.", go: question}
  question: {menu: "Press 1.", options: [{key: 1, label: "the desk", go: desk}]}
  desk: {transfer: front_desk, closed: bye, failed: bye}
  bye: {end: done}
### identify/flow.yaml
flow: identify
title: Who is calling
languages: [en-IN]
start: ask_name
outputs: [full_name]
slots: {full_name: {type: text}}
defaults: {no_input: [{go: unknown}], no_match: [{go: unknown}]}
states:
  ask_name: {ask: full_name, say: "What is your name?", go: known}
  known: {end: known}
  unknown: {end: unknown}
### language/flow.yaml
flow: language
title: Another language
languages: [en-IN]
start: done
states:
  done: {say: "There is only English.", go: back}
  back: {end: done}
"""


def test_a_flow_that_is_run_is_told_where_it_is_run_and_once(told: Callable[..., str]) -> None:
    text = told(OUTER)
    assert "Here the call goes through another flow, “Who is calling” (`identify`)" in text
    assert "Step 1.1: ask_name This part begins here. The caller hears: «What is your name?»" in text
    assert "This part ends as `known`, and the call comes back to step 1." in text
    assert text.count("«What is your name?»") == 1
    assert "It is told in step 1." in text[text.index("Step 2: again") :]
    assert "if `who.ended` is «known»: step 2 (`again`)." in text
    assert "If something of ours fails: as in step 1." in text


def test_a_flow_that_a_line_runs_is_a_part_of_its_own(told: Callable[..., str]) -> None:
    text = told(OUTER)
    assert "press 7: the flow `language` is gone through, and the last question is asked again." in text
    assert text.index("Part A: language") > text.index("Step 6: bye")
    assert "Step A.1: done This part begins here. The caller hears: «There is only English.»" in text


def test_a_label_names_what_a_key_is_for(told: Callable[..., str]) -> None:
    assert "press 1 for «the desk»: on to step 5 (`desk`), a person." in told(OUTER)


def test_what_a_service_gives_is_told_by_its_kind() -> None:
    flow = load(ROOT / "flows" / "clinic").flow
    assert flow is not None
    steps = {one.state: " ".join(s for p in one.paragraphs for s in p.sentences) for one in tell(flow).steps}
    assert "if there is something in `free.times`" in steps["find_times"]
    assert "if `booking.booked` is yes" in steps["book"]
    assert "The choices are those in `free.times`, at most 9." in steps["offer"]


def test_a_thousand_states_that_nothing_leads_to(told: Callable[..., str]) -> None:
    lost = "".join(f"  lost{number}: {{end: done}}\n" for number in range(1000))
    assert told(FLOW + lost).endswith("- `lost999`")
