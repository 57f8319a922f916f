"""Meaning 27: a sensitive slot goes to services only; digits said unasked are masked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.call import HIDDEN
from runtime.dialogue.effect import AskModel, CallService, Dial, Listen

Calling = Callable[..., Any]

SECRET = "4839201746"
SLOTS = """\
slots:
  account: {type: digits, length: 10, sensitive: yes}
  copy: {type: text}
  village: {type: text}
"""
FLOW = """
  begin:
    ask: account
    say: which_account
    confirm: "It ends in {{ account | last(4) | digits }}. Is that right?"
    go: talk
  talk:
    converse: helper
    exits: {register: the power is out, desk: wants a person, begin: another account}
    limits: {turns: 9, time: 5m, reply: 9s, go: desk}
    fills: [village, account]
  register: {fetch: complaints, send: {account: "{{ account }}"}, go: choose}
  choose:
    menu: welcome
    options:
      - {key: 1, set: {copy: "{{ account }}"}, go: talk}
      - {key: 2, go: desk}
  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}
"""


def _typed(phone: Any) -> Any:
    return phone.press(SECRET).press("1")


def _said(phone: Any) -> Any:
    return phone.answer(f"my account is {' '.join(SECRET)}").answer("yes")


def _said_early(phone: Any) -> Any:
    """In the breath that interrupts the question."""
    return phone.say(f"{SECRET}, please").answer("yes")


def _corrected(phone: Any) -> Any:
    return phone.press("1111111111").answer(f"no, {SECRET}").answer("yes")


WAYS = [_typed, _said, _said_early, _corrected]


@pytest.mark.parametrize("give", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_27_a_sensitive_slot_is_never_told_to_the_model(call: Calling, give: Callable[[Any], Any]) -> None:
    phone = give(call(FLOW, SLOTS)).answer("the light is gone").reply("I see.").answer("and now?")
    assert phone.call.slots["account"] == SECRET
    asked = phone.effects(AskModel)
    assert len(asked) == 2
    for request in asked:
        assert SECRET not in repr(request).replace(" ", "")
        assert SECRET[-4:] not in repr(request.messages).replace(" ", ""), "nor its end"
        assert [slot.name for slot in request.fills] == ["village"]
        assert "one seven four six" not in repr(request.messages)


@pytest.mark.parametrize("give", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_27_nor_does_it_stand_in_a_record(call: Calling, give: Callable[[Any], Any]) -> None:
    phone = give(call(FLOW, SLOTS))
    for _, step in phone.steps:
        for record in (repr(step.call), repr(step.call.for_log()), repr(step.taken)):
            assert SECRET not in record.replace(" ", "")
    assert phone.call.for_log()["slots"]["account"] == HIDDEN


def test_27_half_typed_keys_stand_in_no_record(call: Calling) -> None:
    phone = call(FLOW, SLOTS).press(SECRET[:6])
    assert SECRET[:6] not in repr(phone.call) and SECRET[:6] not in repr(phone.call.for_log())


def test_27_it_goes_to_the_service(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("the light is gone").reply(exit="register")
    assert phone.effects(CallService)[0].send == {"account": SECRET}


def test_27_it_is_not_part_of_a_request_key(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("the light is gone").reply(exit="register")
    assert SECRET not in phone.effects(CallService)[0].key


def test_27_the_person_is_not_told_it(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("the light is gone").reply(exit="desk").listen_out()
    summary = phone.effects(Dial)[0].summary
    assert SECRET not in summary and f"account: {HIDDEN}" in summary


def test_27_a_model_cannot_fill_it(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("the light is gone")
    phone.reply("I see.", fills={"account": "1111111111"})
    assert phone.call.slots["account"] == SECRET


def test_27_words_may_speak_its_end(call: Calling) -> None:
    phone = call(FLOW, SLOTS).press(SECRET)
    assert phone.playing[0][0].text == "It ends in one seven four six. Is that right?"


def test_27_a_copy_of_it_is_as_sensitive(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("the light is gone").reply(exit="register")
    phone.fetched({}).press("1")
    assert phone.call.slots["copy"] == SECRET and SECRET not in repr(phone.call)


def test_27_it_biases_no_recogniser(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("the light is gone").reply(exit="begin")
    assert not any(SECRET in hint for listen in phone.effects(Listen) for hint in listen.hints)


@pytest.mark.parametrize(
    "words",
    [
        "my card is 4839 2017 4655 1234",
        "it is four eight three nine two zero one seven",
        "నా నంబర్ నాలుగు ఎనిమిది మూడు తొమ్మిది రెండు సున్నా ఒకటి ఏడు",
    ],
)
def test_27_digits_said_unasked_are_masked_for_the_model(call: Calling, words: str) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer(words)
    shown = phone.model.messages[-1].text
    assert HIDDEN in shown
    assert "4839" not in shown and "four eight" not in shown and "నాలుగు ఎనిమిది" not in shown


def test_27_a_few_digits_are_nobodys_number(call: Calling) -> None:
    phone = _typed(call(FLOW, SLOTS)).answer("house 12 in street 7")
    assert phone.model.messages[-1].text == "house 12 in street 7"


def test_27_the_callers_number_stands_in_no_record(call: Calling) -> None:
    phone = call(FLOW, SLOTS)
    assert "9876543210" not in repr(phone.call) and "9876543210" not in repr(phone.call.for_log())


def test_27_digits_said_unasked_stand_in_no_record(call: Calling) -> None:
    states = "  begin: {ask: it, say: how_can_i_help, go: bye}\n"
    phone = call(states).answer("call me on 98480 22338 about the power")
    assert phone.call.slots["it"] == "call me on 98480 22338 about the power"
    assert "98480" not in repr(phone.call) and phone.call.for_log()["slots"]["it"].endswith("about the power")


def test_27_digits_that_were_asked_for_are_shown(call: Calling) -> None:
    states = "  begin: {ask: it, type: digits, length: 10, say: which_account, go: bye}\n"
    assert call(states).press("4839201746").call.for_log()["slots"] == {"it": "4839201746"}
