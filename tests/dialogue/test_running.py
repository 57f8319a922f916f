"""Meaning 18 and 19, and what other statements say of flows that run one another."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial, Speak
from runtime.dialogue.event import Provider
from runtime.dialogue.going import LONGEST_CALL
from runtime.flow.model import Voice

Calling = Callable[..., Any]

ASKS = """\
languages: [en-IN, te-IN]
start: name
inputs: {reason: {type: text}}
outputs: [full_name]
states:
  name:
    ask: full_name
    say: {en-IN: "For {{ reason }}, your name?", te-IN: "{{ reason }} కోసం మీ పేరు చెప్పండి."}
    no_input: [{say: {en-IN: "Your name?", te-IN: "మీ పేరు?"}, repeat: yes}, {go: unknown}]
    no_match: [{say: {en-IN: "Your name?", te-IN: "మీ పేరు?"}, repeat: yes}, {go: unknown}]
    go: known
  known: {end: known}
  unknown: {end: unknown, say: {en-IN: "Never mind.", te-IN: "పరవాలేదు."}}
"""
TONGUE = """\
languages: [en-IN, te-IN]
start: which
states:
  which:
    menu: {en-IN: "English 1, Telugu 2.", te-IN: "ఇంగ్లీష్ 1, తెలుగు 2."}
    options:
      - {key: 1, set: {language: en-IN}, go: done}
      - {key: 2, set: {language: te-IN}, go: done}
    no_input: [{go: done}]
    no_match: [{go: done}]
  done: {end: done}
"""
RUNS = """
  begin:
    run: identify
    with: {reason: power}
    save: who
    go:
      - {when: who.ended == 'known', go: greet}
      - {else: next}
  greet: {say: {en-IN: "Good day, {{ who.full_name }}.", te-IN: "నమస్తే, {{ who.full_name }}."}, go: next}
  next: {menu: welcome, options: [{key: 1, go: begin}, {key: 2, go: bye}, {key: 3, run: tongue}]}
"""
HEAD = "languages: [en-IN, te-IN]\n"
ALL = {"identify": ASKS, "tongue": TONGUE}
ANYWHERE = """\
anywhere:
  - {key: 0, phrases: ask_person, go: desk}
  - {key: star, run: tongue}
  - {key: 9, say: one_moment}
"""


# -- running a flow ----------------------------------------------------------------------------------


def test_19_an_end_in_a_flow_that_is_run_means_return(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL)
    assert (phone.call.flow, phone.state) == ("identify", "name")
    assert phone.last_said == ["name.say"]
    assert phone.playing[0][0].text == "For power, your name?"
    phone.answer("Lakshmi")
    assert (phone.call.flow, phone.state, phone.call.frames) == ("small", "greet", ())
    assert phone.playing[0][0].text == "Good day, Lakshmi."
    assert phone.hung_up is None


def test_19_in_the_outermost_flow_an_end_hangs_up(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL).answer("Lakshmi").listen_out().press("2").listen_out()
    assert phone.hung_up == "resolved"


def test_19_an_end_says_its_words_and_then_returns(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL).silence().silence()
    assert (phone.state, phone.last_said) == ("unknown", ["unknown.say"])
    phone.listen_out()
    assert (phone.call.flow, phone.state) == ("small", "next")
    assert phone.call.slots["who"] == {"ended": "unknown"}, "an output that was not filled is not given"


def test_19_only_inputs_outputs_language_and_the_caller_cross(call: Calling) -> None:
    states = RUNS.replace("  begin:", "  first: {say: hello, go: begin}\n  begin:")
    phone = call(states, HEAD, ALL, slots={"secret_plan": "x"}).answer("Lakshmi")
    inner = next(s.call for _, s in phone.steps if s.call.flow == "identify")
    assert inner.slots == {"reason": "power"}
    assert phone.call.slots == {"secret_plan": "x", "who": {"full_name": "Lakshmi", "ended": "known"}}
    assert inner.number == phone.call.number == "+919876543210"


def test_19_the_language_crosses_both_ways(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL, language="te-IN")
    assert phone.playing[0][0].text == "power కోసం మీ పేరు చెప్పండి."
    phone.answer("లక్ష్మి").listen_out().press("3").press("1")
    assert (phone.call.flow, phone.call.language) == ("small", "en-IN")
    assert phone.last_said == ["welcome"]


def test_19_its_own_defaults_hold_in_it(call: Calling) -> None:
    quick = TONGUE.replace("start: which\n", "start: which\ndefaults: {wait: 3s, barge_in: no}\n")
    phone = call(RUNS, HEAD, {**ALL, "tongue": quick}).answer("Lakshmi").listen_out().press("3")
    assert phone.listening.wait == 3.0
    assert str(phone.playing[-1][0].barge_in) == "no"
    phone.silence()
    assert (phone.call.flow, phone.state) == ("small", "next"), "its ladder, not the outer one"


def test_19_the_outer_anywhere_holds_and_its_go_leaves_for_good(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).answer("operator")
    assert (phone.call.flow, phone.state, phone.call.frames) == ("small", "desk", ())
    assert "anywhere anywhere/1" in phone.taken


def test_19_a_key_of_the_outer_anywhere_is_taken_in_the_inner_flow(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).listen_out().press("0")
    assert (phone.call.flow, phone.state) == ("small", "desk")


def test_19_an_outer_anywhere_line_that_stays_speaks_and_does_not_leave(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).listen_out().press("9")
    assert (phone.call.flow, phone.state, phone.last_said) == ("identify", "name", ["one_moment"])


def test_19_its_own_anywhere_comes_first(call: Calling) -> None:
    own = TONGUE.replace("start: which\n", "start: which\nanywhere: [{key: 0, go: done}]\n")
    phone = call(RUNS, HEAD + ANYWHERE, {**ALL, "tongue": own}).answer("Lakshmi").listen_out()
    phone.press("3").press("0")
    assert (phone.call.flow, phone.state) == ("small", "next")


def test_19_the_outer_anywhere_is_heard_by_the_recogniser(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL)
    assert "operator" in phone.listening.hints


def test_19_the_outer_escalation_holds_after_its_own(call: Calling) -> None:
    head = HEAD + "escalation: [{when: no_inputs >= 1, go: desk, reason: silence}]\n"
    phone = call(RUNS, head, ALL).silence()
    assert (phone.call.flow, phone.state, phone.call.reason) == ("small", "desk", "silence")
    own = ASKS.replace("start: name\n", "start: name\nescalation: [{when: no_inputs >= 1, go: unknown}]\n")
    phone = call(RUNS, head, {**ALL, "identify": own}).silence()
    assert (phone.call.flow, phone.state) == ("identify", "unknown")


def test_04_a_rule_of_an_outer_flow_reads_that_flows_own_names(call: Calling) -> None:
    head = HEAD + "escalation: [{when: visits.begin >= 2, go: desk}]\n"
    phone = call(RUNS, head, ALL).answer("Lakshmi").listen_out().press("1")
    assert (phone.call.flow, phone.state) == ("identify", "name")
    phone.silence()
    assert (phone.call.flow, phone.state) == ("small", "desk")


def test_04_a_rule_fires_once_in_a_call_however_often_its_flow_is_run(call: Calling) -> None:
    own = ASKS.replace("start: name\n", "start: name\nescalation: [{when: no_inputs >= 1, go: unknown}]\n")
    phone = call(RUNS, HEAD, {**ALL, "identify": own}).silence().listen_out().press("1").silence()
    assert (phone.call.flow, phone.state) == ("identify", "name")


def test_19_without_an_on_error_of_its_own_it_fails_to_that_of_the_run(call: Calling) -> None:
    states = RUNS.replace("    save: who\n", "    save: who\n    on_error: {say: trouble, go: bye}\n")
    phone = call(states, HEAD, ALL).listen_out().fail(Provider.RECOGNISER)
    assert (phone.call.flow, phone.state, phone.call.frames) == ("small", "bye", ())
    assert phone.last_said == ["trouble", "thanks"]


def test_19_with_an_on_error_of_its_own_it_fails_to_that(call: Calling) -> None:
    own = ASKS.replace("start: name\n", "start: name\ndefaults: {on_error: unknown}\n")
    phone = call(RUNS, HEAD, {**ALL, "identify": own}).listen_out().fail(Provider.RECOGNISER)
    assert (phone.call.flow, phone.state) == ("identify", "unknown")


def test_20_a_second_error_in_it_goes_to_the_default_of_the_flow_that_runs_it(call: Calling) -> None:
    own = ASKS.replace("    go: known\n", "    go: known\n    on_error: name\n")
    phone = call(RUNS, HEAD, {**ALL, "identify": own}).listen_out().fail(Provider.RECOGNISER)
    assert (phone.call.flow, phone.state) == ("identify", "name")
    phone.listen_out().fail(Provider.RECOGNISER)
    assert (phone.call.flow, phone.state) == ("small", "sorry")


def test_20_a_third_error_plays_the_apology_in_whatever_flow(call: Calling) -> None:
    own = ASKS.replace("start: name\n", "start: name\ndefaults: {on_error: name}\n")
    phone = call(RUNS, HEAD, {**ALL, "identify": own})
    for _ in range(3):
        phone.listen_out().fail(Provider.RECOGNISER)
    assert phone.listen_out().hung_up == "failed"


def test_19_what_cannot_be_handed_over_is_an_error_of_the_run(call: Calling) -> None:
    states = (
        RUNS.replace("{reason: power}", '{reason: "{{ more }}"}') + "  x: {ask: more, say: hello, go: bye}\n"
    )
    phone = call(states, HEAD, ALL)
    assert (phone.call.flow, phone.state) == ("small", "sorry")


# -- visits ------------------------------------------------------------------------------------------


def test_18_after_a_lines_run_the_state_asks_its_question_again(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL).answer("Lakshmi").listen_out().press("3")
    assert (phone.call.flow, phone.state) == ("tongue", "which")
    phone.listen_out().press("2")
    assert (phone.call.flow, phone.state, phone.last_said) == ("small", "next", ["welcome"])
    assert phone.playing[0][0].language == "te-IN"


def test_06_a_visit_to_another_flow_is_not_entering_and_changes_no_counter(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL).answer("Lakshmi").listen_out().silence()
    assert phone.last_said == ["still_there", "welcome"]
    phone.listen_out().press("3").listen_out().press("1")
    assert phone.call.visits["next"] == 1
    assert phone.silence().last_said == ["press_or_speak"], "the second rung"


def test_06_each_flow_counts_its_own_silences(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).silence().listen_out().press("*").silence()
    assert (phone.call.flow, phone.state) == ("identify", "name")
    assert phone.silence().state == "unknown", "the second rung of a state that was silent once before"


def test_18_an_anywhere_line_may_visit_a_flow_from_within_another(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).listen_out().press("*")
    assert [frame.flow for frame in phone.call.frames] == ["small", "identify"]
    phone.listen_out().press("2")
    assert (phone.call.flow, phone.last_said) == ("identify", ["name.say"])
    assert phone.playing[0][0].language == "te-IN"


def test_19_a_flow_that_runs_already_is_not_visited_again(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).listen_out().press("*").listen_out().press("*")
    assert [frame.flow for frame in phone.call.frames] == ["small", "identify"]
    assert phone.last_said == ["which.menu"], "its question is asked again"


def test_18_a_rung_may_visit_a_flow(call: Calling) -> None:
    states = """
  begin: {menu: welcome, options: [{key: 1, go: bye}], no_match: [{run: tongue}, {go: desk}]}
"""
    phone = call(states, HEAD, ALL).press("7")
    assert phone.call.flow == "tongue"
    phone.press("2")
    assert (phone.state, phone.last_said) == ("begin", ["welcome"])
    assert phone.press("7").state == "desk"


def test_18_a_visit_from_a_conversation_leaves_its_limit_running(call: Calling) -> None:
    states = """
  begin:
    converse: helper
    say: how_can_i_help
    exits: {bye: the caller is done}
    limits: {turns: 9, time: 60s, go: desk}
"""
    phone = call(states, HEAD + ANYWHERE, ALL).listen_out()
    phone.wait(5).press("*")
    assert "limit" not in phone.armed
    phone.listen_out().press("1")
    assert (phone.state, phone.last_said) == ("begin", ["how_can_i_help"])
    assert phone.time_left("limit") == 60 - phone.at


def test_22_a_visit_asked_for_during_a_fetch_waits_until_it_is_over(call: Calling) -> None:
    states = """
  begin: {fetch: complaints, go: next}
  next: {menu: welcome, options: [{key: 1, phrases: outage_words, go: bye}]}
"""
    head = HEAD + "anywhere: [{phrases: ask_person, run: tongue}]\n"
    phone = call(states, head, ALL).say("operator", 0.5)
    assert phone.state == "begin"
    assert phone.fetched({}).call.flow == "tongue"
    assert phone.press("1").state == "next"


def test_22_a_flow_that_is_run_twice_sends_twice(call: Calling) -> None:
    sends = """\
languages: [en-IN, te-IN]
start: send
states:
  send: {fetch: complaints, go: done}
  done: {end: done}
"""
    phone = call("  begin: {run: sends, go: again}\n  again: {run: sends, go: bye}\n", HEAD, {"sends": sends})
    first = phone.service
    phone.fetched({})
    assert phone.service is not first
    assert phone.service.key != first.key


def test_16_a_kept_key_passes_over_into_the_flow_that_is_run(call: Calling) -> None:
    states = """
  begin: {say: hello, go: visit}
  visit: {run: tongue, go: next}
  next: {menu: welcome, options: [{key: 1, go: bye}]}
"""
    phone = call(states, HEAD, ALL).press("2")
    assert (phone.state, phone.call.language) == ("next", "te-IN"), "the key was its answer"


def test_16_a_key_over_the_last_words_is_kept_for_the_state_that_follows(call: Calling) -> None:
    states = RUNS.replace("else: next", "else: next")
    phone = call(states, HEAD, ALL).silence().silence()
    assert phone.state == "unknown"
    assert phone.press("2").state == "bye", "it interrupted the words and was the first key of the answer"


def test_23_the_longest_call_is_that_of_the_whole_call(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL)
    assert phone.time_left("longest_call") == LONGEST_CALL
    phone.answer("Lakshmi")
    assert phone.time_left("longest_call") == LONGEST_CALL - phone.at


def test_23_a_longest_call_that_comes_over_the_last_words_of_a_run_flow_ends_the_call(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL).silence().silence()
    assert phone.state == "unknown"
    number = next(n for n, (_, name) in phone.timers.items() if name == "longest_call")
    phone.timers[number] = (phone.at, "longest_call")
    assert phone.listen_out().wait(30).hung_up == "failed"


# -- secrets, the model, the person ------------------------------------------------------------------

SECRET = """\
languages: [en-IN, te-IN]
start: card
inputs: {pin: {type: digits, sensitive: yes}}
outputs: [card]
slots: {card: {type: digits, length: 4, sensitive: yes}}
states:
  card:
    ask: card
    say: {en-IN: "Your card?", te-IN: "మీ కార్డు?"}
    no_input: [{go: done}]
    no_match: [{go: done}]
    go: done
  done: {end: done}
"""


def test_27_a_sensitive_value_stays_one_in_the_flow_that_gets_it_back(call: Calling) -> None:
    states = """
  begin: {ask: pin, say: which_account, go: visit}
  visit: {run: secret, with: {pin: "{{ pin }}"}, save: got, go: next}
  next: {menu: welcome, options: [{key: 1, go: bye}, {key: 2, go: desk}]}
  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}
"""
    head = HEAD + "slots: {pin: {type: digits, length: 4, sensitive: yes}}\n"
    phone = call(states, head, {"secret": SECRET}).press("8642")
    assert phone.call.shown_slots() == {"pin": "•••"}
    assert "8642" not in repr(phone.call)
    phone.press("7531")
    assert phone.call.slots["got"] == {"card": "7531", "ended": "done"}
    assert phone.call.shown_slots()["got"] == "•••"
    phone.press("2").listen_out()
    assert "7531" not in str(phone.effects(Dial)[0])
    assert "8642" not in str(phone.effects(Dial)[0])


def test_15_the_model_remembers_what_was_said_in_this_call(call: Calling) -> None:
    inner = """\
languages: [en-IN, te-IN]
start: talk
states:
  talk:
    converse: {en-IN: "You help.", te-IN: "You help."}
    exits: {done: the caller is done}
    limits: {turns: 9, time: 60s, go: done}
    no_input: [{go: done}]
    no_match: [{go: done}]
  done: {end: done}
"""
    phone = call("  begin: {say: hello, go: visit}\n  visit: {run: inner, go: bye}\n", HEAD, {"inner": inner})
    phone.listen_out().say("my bill")
    assert [message.text for message in phone.model.messages] == [
        "This is the electricity department.",
        "my bill",
    ]
    phone.reply("Good.", exit="done").listen_out()
    assert phone.hung_up == "resolved"


def test_the_person_who_takes_the_call_is_told_what_every_flow_knows(call: Calling) -> None:
    inner = ASKS.replace("go: known\n", "go: ring\n", 1).replace(
        "  known:", "  ring: {transfer: desk, summary: yes, closed: known, failed: known}\n  known:"
    )
    states = """
  begin: {ask: village, say: which_village, go: visit}
  visit: {run: identify, with: {reason: power}, go: bye}
"""
    phone = call(states, HEAD, {"identify": inner}).answer("Miyapur").answer("Lakshmi")
    assert phone.dial.summary == "small; en-IN; village: Miyapur; reason: power; full_name: Lakshmi"


def test_05_the_nearest_voice_wins_whole(call: Calling) -> None:
    inner = TONGUE.replace("start: which\n", "start: which\nvoice: {speaker: vidya}\n")
    states = """
  begin: {say: hello, voice: {pace: 0.8}, go: visit}
  visit: {run: tongue, go: next}
  next: {menu: welcome, options: [{key: 1, go: bye}]}
"""
    head = HEAD + "voice: {speaker: anushka, pace: 1.1}\n"
    phone = call(states, head, {"tongue": inner}).listen_out().press("1")
    assert [speak.voice for speak in phone.effects(Speak)] == [
        Voice(None, 0.8),
        Voice("vidya", 1.0),
        Voice("anushka", 1.1),
    ]


def test_a_call_in_a_flow_that_is_run_replays_and_goes_through_pickle(call: Calling) -> None:
    phone = call(RUNS, HEAD + ANYWHERE, ALL).listen_out().press("*").listen_out().press("2").answer("లక్ష్మి")
    phone.listen_out().press("2").listen_out()
    assert phone.hung_up == "resolved"
    assert phone.replays()
    inner = next(s.call for _, s in phone.steps if len(s.call.frames) == 2)
    assert pickle.loads(pickle.dumps(inner)) == inner


def test_every_flow_has_one_table(call: Calling) -> None:
    phone = call(RUNS, HEAD, ALL)
    dialogue: Dialogue = phone.dialogue
    assert dialogue.flow_of(phone.call).name == "identify"
    assert dialogue.state_of(phone.call).name == "name"
    assert dialogue.needs_voice(phone.call)
    assert not dialogue.at_start(phone.call)
    assert sorted(dialogue._plan.every) == ["identify", "small", "tongue"]
    assert all(plan.every is dialogue._plan.every for plan in dialogue._plan.every.values())
