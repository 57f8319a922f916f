"""A flow that calls out: what it is given, and what becomes of a machine that answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.event import Answered, AnsweredBy
from runtime.dialogue.going import GREETING

Calling = Callable[..., Any]

HEAD = """\
direction: outbound
inputs: {due: {type: number}, name: {type: text}}
voicemail: message
"""
STATES = """
  begin:
    menu: {en-IN: "Good day, {{ name }}. You owe {{ due }}. Press 1."}
    options: [{key: 1, go: hear}]
    no_match: [{say: not_understood}, {go: bye}]
  hear: {say: hello, go: next}
  next: {menu: welcome, options: [{key: 1, go: bye}]}
  message: {end: message_left, say: {en-IN: "Please call us back, {{ name }}."}}
"""
GIVEN = {"due": "250", "name": "Lakshmi", "nobody": "x"}


def machine(at: float = 0.0, *, beep: bool = True) -> Answered:
    return Answered(AnsweredBy.MACHINE, at, beep)


def test_a_call_is_given_its_inputs_in_their_kinds(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN)
    assert phone.call.slots == {"due": 250, "name": "Lakshmi"}
    assert phone.playing[0][0].text == "Good day, Lakshmi. You owe 250. Press 1."


def test_a_person_who_answers_changes_nothing(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN)
    step = phone.send(Answered(AnsweredBy.PERSON, 1.0))
    assert (phone.state, step.effects, step.taken) == ("begin", (), ())


def test_a_machine_is_led_to_voicemail(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN)
    phone.send(machine())
    assert (phone.state, phone.last_said, phone.stopped) == ("message", ["message.say"], 1)
    assert phone.listen_out().hung_up == "message_left"


def test_a_machine_that_is_known_before_anything_is_said_hears_nothing_else(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN, answered=machine())
    assert phone.said == ["message.say"]
    assert phone.visited == ["message"]


def test_without_voicemail_a_machine_is_hung_up_on(call: Calling) -> None:
    head = HEAD.replace("voicemail: message\n", "")
    assert call(STATES, head, inputs=GIVEN, answered=machine()).hung_up == "machine"
    phone = call(STATES, head, inputs=GIVEN)
    phone.send(machine(1.0))
    assert (phone.hung_up, phone.call.ended, phone.armed) == ("machine", "machine", set())


def test_a_machine_that_is_noticed_late_is_led_there_too(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN).listen_out().press("7")
    assert phone.call.no_matches == 1
    phone.send(machine(phone.at))
    assert phone.state == "message"


def test_whoever_was_understood_is_no_machine(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN).listen_out().press("1")
    step = phone.send(machine(phone.at))
    assert (phone.state, step.effects) == ("hear", ())


@pytest.mark.parametrize("voicemail", [True, False])
def test_a_machine_is_left_out_of_a_flow_that_is_run(call: Calling, voicemail: bool) -> None:
    inner = """\
languages: [en-IN]
start: ask
states:
  ask: {ask: full_name, say: "Your name?", go: done, no_input: [{go: done}], no_match: [{go: done}]}
  done: {end: done}
"""
    head = HEAD if voicemail else HEAD.replace("voicemail: message\n", "")
    states = STATES.replace("  begin:", "  begin: {run: inner, go: first}\n  first:")
    phone = call(states, head, {"inner": inner}, inputs=GIVEN)
    assert phone.call.flow == "inner"
    phone.send(machine(phone.at))
    assert (phone.call.flow, phone.call.frames) == ("small", ())
    assert (phone.state, phone.hung_up) == (("message", None) if voicemail else ("begin", "machine"))


def test_a_machine_that_still_greets_is_heard_out(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN)
    phone.send(machine(beep=False))
    assert (phone.call.phase, phone.playing, phone.time_left("greeting")) == ("greeting", [], GREETING)
    assert phone.press("1").state == "begin", "nobody is listening"
    phone.wait(GREETING)
    assert phone.state == "message"


def test_the_beep_ends_the_waiting(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN)
    phone.send(machine(beep=False))
    phone.send(machine(2.0))
    assert (phone.state, phone.armed & {"greeting"}) == ("message", set())
    step = phone.send(machine(3.0))
    assert step.effects == (), "it is known already"


def test_a_flow_that_is_called_takes_no_notice(call: Calling) -> None:
    phone = call("  begin: {menu: welcome, options: [{key: 1, go: bye}]}\n")
    step = phone.send(machine())
    assert (phone.state, step.effects, phone.call.machine) == ("begin", (), False)


def test_what_happens_replays(call: Calling) -> None:
    phone = call(STATES, HEAD, inputs=GIVEN)
    phone.send(machine(beep=False))
    phone.wait(GREETING).listen_out()
    assert phone.hung_up == "message_left"
    assert phone.replays()
