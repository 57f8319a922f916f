"""Days, times, amounts, telephone numbers and other numbers of a known form: said, typed, read back, set.

The calls begin at noon on Friday, 20 November 2026."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue import answers
from runtime.dialogue.masking import HIDDEN

Calling = Callable[..., Any]

BOTH = "languages: [en-IN, te-IN]\n"
AADHAAR = "234123412346"
DAY = "type: date, min: today, max: today+30d"
DESK = 'type: time, min: "09:00", max: "18:00"'


def _ask(kind: str, more: str = "") -> str:
    return f"  begin: {{ask: it, {kind}, say: how_many, {more}go: next}}\n  next: {{end: kept, say: hello}}\n"


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (DAY, "రేపు", "2026-11-21"),
        (DAY, "next Monday", "2026-11-23"),
        (DAY, "the 15th", "2026-12-15"),
        (DAY, "yesterday", None),
        (DAY, "26 January", None),
        (DAY, "कल", "2026-11-21"),
        ("type: date, max: today", "कल", "2026-11-19"),
        ("type: date, max: today", "15/8/47", "1947-08-15"),
        ("type: date", "Monday or Tuesday", None),
        ("type: date, min: 2027-01-01", "the 5th", "2027-01-05"),
        (DESK, "5 o'clock", "17:00"),
        (DESK, "10 o'clock", "10:00"),
        (DESK, "సాయంత్రం ఐదున్నర", "17:30"),
        (DESK, "7 pm", None),
        ("type: time", "5 o'clock", None),
        ("type: time", "5 pm", "17:00"),
        ("type: amount, max: 5000", "ఐదు వందల రూపాయలు", 500),
        ("type: amount, max: 5000", "500 rupees 50 paise", 500.5),
        ("type: amount, max: 5000", "ढाई लाख", None),
        ("type: phone", "nine eight four eight zero double two double three eight", "+919848022338"),
        ("type: phone", "98480", None),
        ("type: pin_code", "500081", "500081"),
        ("type: pin_code", "050081", None),
        ("type: vehicle_no", "TS zero nine EA one two three four", "TS09EA1234"),
        ("type: upi_id", "ravi at okaxis", "ravi@okaxis"),
        ("type: aadhaar", "2341 2341 2346", AADHAAR),
        ("type: aadhaar", "2341 2341 2345", None),
        ("choices: [general, eye]", "the second one", "eye"),
        ("choices: [general, eye]", "రెండోది", "eye"),
        ("choices: [general, eye]", "the third one", None),
    ],
)
def test_words(call: Calling, kind: str, words: str, value: Any) -> None:
    phone = call(_ask(kind), BOTH).answer(words)
    assert phone.call.slots.get("it") == value
    assert phone.state == ("begin" if value is None else "next")
    assert phone.call.no_matches == (value is None)


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        (DAY, "2111#", "2026-11-21"),
        (DAY, "21112026", "2026-11-21"),
        (DAY, "1911#", None),
        (DESK, "1730", "17:30"),
        (DESK, "0530", "17:30"),
        (DESK, "930#", "09:30"),
        (DESK, "2000", None),
        ("type: time", "0530", "05:30"),
        ("type: amount, max: 5000", "500#", 500),
        ("type: amount, max: 5000", "6000", None),
        ("type: phone", "9848022338", "+919848022338"),
        ("type: phone", "09848022338", "+919848022338"),
        ("type: phone", "919848022338", "+919848022338"),
        ("type: phone", "1234567890", None),
        ("type: pin_code", "500081", "500081"),
        ("type: pin_code", "050081", None),
        ("type: aadhaar", AADHAAR, AADHAAR),
        ("type: aadhaar", "234123412345", None),
    ],
)
def test_1_typed_digits_are_the_answer(call: Calling, kind: str, keys: str, value: Any) -> None:
    phone = call(_ask(kind), BOTH).press(keys)
    assert phone.call.slots.get("it") == value
    assert phone.state == ("begin" if value is None else "next")


def test_1_a_pause_of_three_seconds_ends_what_was_typed(call: Calling) -> None:
    phone = call(_ask(DAY)).press("2111")
    assert phone.state == "begin"
    phone.wait(3.0)
    assert phone.call.slots["it"] == "2026-11-21"


def test_1_star_clears_what_was_typed(call: Calling) -> None:
    phone = call(_ask("type: pin_code")).press("99*500081")
    assert phone.call.slots["it"] == "500081"


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (DAY, 8),
        (DESK, 4),
        ("type: amount, max: 5000", 4),
        ("type: phone", 12),
        ("type: pin_code", 6),
        ("type: aadhaar", 12),
        ("type: vehicle_no", 0),
        ("type: upi_id", 0),
        ("choices: [general, eye]", 1),
    ],
)
def test_both_doors_are_told_how_many_keys_an_answer_has(call: Calling, kind: str, most: int) -> None:
    assert call(_ask(kind)).listening.max_keys == most


def test_2_the_second_one_is_a_choice_and_an_anywhere_phrase_is_still_heard(call: Calling) -> None:
    head = "anywhere: [{phrases: ask_person, go: desk}]\n"
    assert call(_ask("choices: [general, eye]"), head).answer("second").call.slots["it"] == "eye"
    assert call(_ask(DAY), head).answer("operator").state == "desk"


CONFIRMED = """
  begin:
    ask: it
    KIND
    say: how_many
    confirm: "You said {{ it FILTER }}. Is that right?"
    go: next
  next: {end: kept, say: hello}
"""


def _confirmed(kind: str, spoken: str) -> str:
    return CONFIRMED.replace("KIND", kind).replace("FILTER", spoken)


@pytest.mark.parametrize(
    ("kind", "spoken", "first", "correction", "value"),
    [
        ("type: date", "| date", "tomorrow", "no, the 5th", "2026-12-05"),
        ("type: date", "| date", "Monday", "Monday no Tuesday", "2026-11-24"),
        ("type: date", "| date", "tomorrow", "2 December", "2026-12-02"),
        ("type: time", "| time", "5 pm", "no, 6 pm", "18:00"),
        ("type: amount", "| rupees", "500 rupees", "no, five thousand", 5000),
        ("type: phone", "| phone", "9876543210", "no, 9848022338", "+919848022338"),
        ("type: pin_code", "| digits", "500081", "no 500082", "500082"),
    ],
)
def test_10_a_correction_fills_the_slot_anew_and_is_confirmed_again(
    call: Calling, kind: str, spoken: str, first: str, correction: str, value: Any
) -> None:
    phone = call(_confirmed(kind, spoken)).answer(first).answer(correction)
    assert phone.call.slots["it"] == value
    assert phone.state == "begin" and phone.last_said == ["begin.confirm"]
    assert "rung begin/no_match/1" in phone.taken
    assert phone.answer("yes").state == "next"


def test_10_a_no_with_the_value_that_was_read_back_is_a_plain_no(call: Calling) -> None:
    phone = call(_confirmed("type: date", "| date")).answer("Monday").answer("not Monday")
    assert "it" not in phone.call.slots
    assert phone.last_said[-1] == "how_many"


def test_what_is_read_back_is_in_the_spoken_form_of_the_kind(call: Calling) -> None:
    phone = call(_confirmed("type: phone", "| phone"), "languages: [te-IN]\n").answer("9848022338")
    assert "తొమ్మిది ఎనిమిది నాలుగు ఎనిమిది సున్నా" in phone.playing[0][0].text


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        (DAY, "2026-11-25", "2026-11-25"),
        (DAY, "tomorrow", "2026-11-21"),
        (DAY, "2026-11-19", None),
        (DAY, 20261125, None),
        (DESK, "17:30", "17:30"),
        (DESK, "05:30", None),
        (DESK, "5 pm", "17:00"),
        ("type: amount, max: 5000", 1250.5, 1250.5),
        ("type: amount, max: 5000", "1,250 rupees", 1250),
        ("type: amount, max: 5000", -5, None),
        ("type: phone", 9848022338, "+919848022338"),
        ("type: pin_code", 500081, "500081"),
        ("type: vehicle_no", "ts09ea1234", "TS09EA1234"),
        ("type: upi_id", True, None),
    ],
)
def test_15_what_a_model_gives_is_checked_like_what_a_caller_says(
    call: Calling, kind: str, given: Any, value: Any
) -> None:
    states = """
  begin: {converse: helper, exits: {ask: the caller said it}, fills: [it], limits: {go: bye}}
  ask: {ask: it, say: how_many, go: next}
  next: {end: kept, say: hello}
"""
    phone = (
        call(states, f"slots: {{it: {{{kind}}}}}\n")
        .answer("hello there")
        .reply(exit="ask", fills={"it": given})
    )
    assert phone.call.slots.get("it") == value
    assert phone.state == ("ask" if value is None else "next")


def test_13_a_line_sets_values_in_the_slots_kind(call: Calling) -> None:
    states = """
  begin:
    menu: welcome
    options:
      - {key: 1, set: {day: 2027-01-26, at: "18:05", paid: 1500, pin: 500081}, go: next}
      - {key: 2, set: {day: "{{ today }}", paid: "{{ count }}"}, go: next}
  next: {end: kept, say: hello}
"""
    head = """\
slots:
  day: {type: date}
  at: {type: time}
  paid: {type: amount}
  pin: {type: pin_code}
  count: {type: number}
"""
    assert call(states, head).press("1").call.slots == {
        "day": "2027-01-26",
        "at": "18:05",
        "paid": 1500,
        "pin": "500081",
    }
    phone = call(states, head, slots={"count": 7}).press("2")
    assert phone.call.slots["day"] == "2026-11-20" and phone.call.slots["paid"] == 7


def test_24_days_times_and_amounts_are_compared(call: Calling) -> None:
    states = """
  begin: {ask: day, type: date, say: how_many, go: which}
  which:
    decide:
      - {when: day == today, go: begin}
      - {when: day < '2026-11-25', go: soon}
      - {else: bye}
  soon: {end: soon, say: hello}
"""
    assert call(states).answer("tomorrow").state == "soon"
    assert call(states).answer("26 November").state == "bye"


def test_27_aadhaar_is_sensitive_whether_the_author_says_so_or_not(call: Calling) -> None:
    states = """
  begin: {ask: it, type: aadhaar, say: how_many, confirm: "It ends in {{ it | last(4) | digits }}?", go: talk}
  talk: {converse: helper, say: hello, exits: {bye: done}, limits: {go: bye}}
"""
    phone = call(states).answer("2341 2341 2346").answer("yes").answer("hello there")
    assert phone.call.slots["it"] == AADHAAR
    assert phone.call.shown_slots() == {"it": HIDDEN}
    assert AADHAAR not in repr(phone.call)
    told = repr(phone.model)
    assert "2341" not in told and "two three four six" not in told


@pytest.mark.parametrize(
    ("kind", "said", "shown"),
    [("type: phone", "9848022338", "+919848022338"), ("type: date", "tomorrow", "2026-11-21")],
)
def test_what_was_asked_for_is_shown_in_logs_unless_it_is_sensitive(
    call: Calling, kind: str, said: str, shown: str
) -> None:
    assert call(_ask(kind)).answer(said).call.shown_slots() == {"it": shown}
    assert call(_ask(f"{kind}, sensitive: yes")).answer(said).call.shown_slots() == {"it": HIDDEN}


def test_words_of_days_and_times_help_the_recogniser(call: Calling) -> None:
    assert {"tomorrow", "రేపు", "monday", "జనవరి"} <= set(call(_ask(DAY), BOTH).listening.hints)
    assert {"morning", "సాయంత్రం"} <= set(call(_ask(DESK), BOTH).listening.hints)


def test_a_call_whose_day_nobody_knows_takes_only_full_dates(call: Calling) -> None:
    assert call(_ask("type: date"), now=None).answer("tomorrow").call.no_matches == 1
    assert call(_ask("type: date"), now=None).answer("26 January 2027").call.slots["it"] == "2027-01-26"
    assert call(_ask(DAY), now=None).answer("26 November 2026").call.no_matches == 1


def test_a_telephone_number_is_whole_at_its_last_digit() -> None:
    from runtime.flow.diagnostic import Mark
    from runtime.flow.model import Slot, SlotType

    slot = Slot("it", SlotType.PHONE, Mark("flow.yaml", 1, 1))
    assert not answers.complete(slot, "984802233")
    assert answers.complete(slot, "9848022338")
    assert not answers.complete(slot, "0984802233")
    assert answers.complete(slot, "09848022338")
    assert not answers.complete(slot, "9198480223")  # may go on, behind the code of the country
    assert answers.complete(slot, "919848022338")
