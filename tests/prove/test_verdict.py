"""What a proof shows, and each thing that it must find."""

from __future__ import annotations

from collections.abc import Callable

from runtime.prove.verdict import Bounds, Rule, Verdict

Judged = Callable[..., Verdict]

MENU = """
  begin:
    menu: "For the hours, press 1."
    options: [{key: 1, go: hours}]
  hours: {say: "Until six.", go: bye}
"""


def rules(verdict: Verdict) -> set[Rule]:
    return {one.rule for one in verdict.examples}


def test_a_flow_that_lets_everybody_out_is_proved(judged: Judged) -> None:
    verdict = judged(MENU)
    assert verdict.passed and verdict.examples == []
    # the first rung of each ladder, then the last of either
    assert verdict.worst_turns == 3
    assert verdict.steps is None, "nobody to talk to"


def test_a_ladder_that_leads_to_its_own_state(judged: Judged) -> None:
    states = MENU.replace("options:", 'no_input: [{say: "Hello?", repeat: yes}, {go: begin}]\n    options:')
    verdict = judged(states)
    (example,) = [one for one in verdict.examples if one.rule is Rule.GOES_ROUND]
    assert example.moves == ()
    assert [move.what for move in example.round] == ["silence", "silence"]
    assert example.at == ("small", "begin")


def test_a_rule_on_long_calls_is_no_way_out(judged: Judged) -> None:
    states = MENU.replace("options:", 'no_input: [{say: "Hello?", repeat: yes}, {go: begin}]\n    options:')
    assert Rule.GOES_ROUND in rules(judged(states, "escalation: [{when: turns >= 20, go: bye}]\n"))


def test_any_other_rule_is(judged: Judged) -> None:
    states = MENU.replace("options:", 'no_input: [{say: "Hello?", repeat: yes}, {go: begin}]\n    options:')
    assert judged(states, "escalation: [{when: no_inputs >= 3, go: bye}]\n").passed
    assert judged(states, "escalation: [{when: visits.begin >= 3, go: bye}]\n").passed


ASKING = """
  begin: {ask: number, type: digits, length: 4, say: "Your number?", go: look}
  look:
    fetch: shop.find
    send: {number: "{{ number }}"}
    save: it
    on_error: %s
    go:
      - {when: it.found, go: tell}
      - {else: %s}
  tell: {say: "We have it.", go: bye}
  sorry: {say: "We could not look.", go: begin}
"""


def test_a_caller_who_answers_and_is_led_round_by_a_failing_service(judged: Judged) -> None:
    (example,) = judged(ASKING % ("sorry", "bye")).examples
    assert example.rule is Rule.NO_ANSWER_HELPS
    assert [move.what for move in example.round] == ["keys", "service_fails"]
    assert judged(ASKING % ("bye", "bye")).passed


def test_a_service_that_says_no_leads_round_too(judged: Judged) -> None:
    (example,) = judged(ASKING % ("bye", "sorry")).examples
    assert example.rule is Rule.NO_ANSWER_HELPS
    assert example.round[-1].value["found"] is False


def test_decisions_that_lead_to_each_other_are_a_silent_loop(judged: Judged) -> None:
    states = """
  begin: {menu: "Press 1.", options: [{key: 1, go: one}]}
  one: {decide: [{when: language == 'en-IN', go: two}, {else: bye}]}
  two: {decide: [{when: language == 'en-IN', go: one}, {else: bye}]}
"""
    verdict = judged(states)
    assert Rule.SILENT_LOOP in rules(verdict)
    assert [move.text for move in verdict.examples[0].moves] == ["1"]


def test_a_call_that_ends_without_a_word(judged: Judged) -> None:
    verdict = judged('  begin: {menu: "Press 1.", options: [{key: 1, go: gone}]}\n  gone: {end: gone}\n')
    (example,) = verdict.examples
    assert example.rule is Rule.DROPPED and [move.text for move in example.moves] == ["1"]


TO_A_DESK = """
  begin: {menu: "Press 1.", options: [{key: 1, go: more}]}
  more: {menu: "Press 2.", options: [{key: 2, go: ask_us}]}
  ask_us: {transfer: %s, say: "Please hold on.", closed: %s, failed: %s}
"""


def test_steps_to_a_person_are_counted(judged: Judged) -> None:
    assert judged(TO_A_DESK % ("desk", "bye", "bye")).steps == 2
    (example,) = judged(TO_A_DESK % ("desk", "bye", "bye"), bounds=Bounds(steps=1)).examples
    assert example.rule is Rule.FAR and example.at == ("small", "begin")


def test_a_failing_world_is_no_way_to_a_person(judged: Judged) -> None:
    """Nobody can choose that the recogniser fails."""
    states = """
  begin: {menu: "Press 1.", options: [{key: 1, go: bye}], on_error: ask_us}
  ask_us: {transfer: desk, say: "Please hold on.", closed: bye, failed: bye}
"""
    assert rules(judged(states)) == {Rule.FAR}
    assert judged(states.replace("go: bye}]", "go: bye}, {key: 2, go: ask_us}]")).passed


def test_a_transfer_that_fails_into_itself(judged: Judged) -> None:
    assert Rule.GOES_ROUND in rules(judged(TO_A_DESK % ("desk", "bye", "ask_us")))


def test_a_closed_desk_is_a_world_of_its_own(judged: Judged) -> None:
    assert judged(TO_A_DESK % ("office", "bye", "bye")).passed
    verdict = judged(TO_A_DESK % ("office", "ask_us", "bye"))
    assert Rule.SILENT_LOOP in rules(verdict)
    closed = verdict.examples[0].beginning.now
    assert closed.weekday() > 4 or not 10 <= closed.hour < 17


def test_bounds_are_kept(judged: Judged) -> None:
    assert {one.what for one in judged(MENU, bounds=Bounds(turns=2)).examples} == {"turns"}
    assert {one.what for one in judged(MENU, bounds=Bounds(seconds=10)).examples} == {"seconds"}


SECRET = """
  begin: {ask: pin, say: "Your number?", confirm: "%s Is that right?", go: bye}
"""
SLOTS = "slots: {pin: {type: digits, length: 6, sensitive: yes}}\n"


def test_a_secret_that_is_read_out_in_full(judged: Judged) -> None:
    assert judged(SECRET % "It ends in {{ pin | last(2) | digits }}.", SLOTS).passed
    verdict = judged(SECRET % "It is {{ pin | digits }}.", SLOTS)
    assert rules(verdict) == {Rule.SEEN}
    assert {one.what for one in verdict.examples} == {"pin/words"}


def test_too_many_moments_prove_nothing(made: Callable[..., object]) -> None:
    from runtime.dialogue.dialogue import Dialogue
    from runtime.prove.graph import explore
    from runtime.prove.verdict import judge

    graph = explore(Dialogue(made(MENU)), most=3)  # type: ignore[arg-type]
    assert not graph.complete and not judge(graph, Bounds()).passed
