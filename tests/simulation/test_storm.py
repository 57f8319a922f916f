"""Whatever happens to a call, in whatever order: it is never stuck, never falls over, and comes to an end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from storm import DEADLINES, Broke, Storm

from runtime.dialogue import going, speaking
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import StartTimer
from runtime.dialogue.turn import Turn
from runtime.flow.load import load
from runtime.flow.model import Flow

ROOT = Path(__file__).resolve().parents[2]
SCHEDULES = 400
FEW = 300
"""Schedules for a fault put in on purpose: it must be seen within so many, over all flows."""

NASTY: dict[str, tuple[str, str]] = {
    "loops": (  # nothing in it ever listens, and one corner says nothing at all
        """
  begin: {say: hello, go: which}
  which: {decide: [{when: visits.begin > 3, go: silent}, {else: begin}]}
  silent: {decide: [{when: visits.silent > 500, go: bye}, {else: mute}]}
  mute: {decide: [{else: silent}]}
""",
        "",
    ),
    "escalates": (  # every way out leads back
        """
  begin:
    menu: welcome
    options: [{key: 1, phrases: outage_words, go: begin}, {key: 2, go: talk}]
    no_input: [{say: still_there, repeat: yes}, {go: begin}]
    no_match: [{go: begin}]
  talk:
    converse: helper
    exits: {begin: anything at all, talk: something else}
    limits: {turns: 3, time: 20s, reply: 4s, go: begin}
    filler: one_moment
    no_match: [{go: talk}]
    no_input: [{go: talk}]
""",
        """\
anywhere:
  - {key: 0, phrases: ask_person, go: talk}
  - {key: star, phrases: ask_repeat, repeat: yes}
escalation:
  - {when: no_matches >= 2, go: begin, reason: misses}
  - {when: turns >= 4, go: talk}
  - {when: no_inputs >= 2, go: begin}
""",
    ),
    "fails": (  # an error leads to the next thing that fails
        """
  begin: {fetch: complaints, send: {id: "1"}, wait: 3s, filler: one_moment, on_error: office, go: ring}
  ring: {transfer: desk, say: connecting, closed: office, failed: office, go: begin}
  office: {transfer: office, say: connecting, closed: leave, failed: leave, summary: yes}
  leave: {record: message, say: leave_message, limits: {time: 20s}, go: begin}
  sorry: {fetch: complaints, go: begin}
""",
        "",
    ),
    "answers": (  # every kind of answer, asked in every way
        """
  begin: {ask: people, say: how_many, confirm: {en-IN: "{{ people }}?"}, go: two}
  two: {ask: house, say: how_many, by: keys, go: three}
  three:
    ask: department
    choices: [general, eye]
    say: which_department
    confirm: {en-IN: "Is that right?"}
    no_match: [{set: {people: "{{ turns }}", house: "012"}, go: four}]
    go: four
  four: {ask: village, say: which_village, confirm: {en-IN: "{{ village }}?"}, barge_in: no, go: five}
  five:
    ask: more
    type: yes_no
    say: anything_else
    no_input: [{say: still_there, repeat: yes}, {set: {language: te-IN, sure: yes}, go: hour}]
    go: [{when: more, go: begin}, {else: hour}]
  hour: {decide: [{when: open.office, go: begin}, {when: visits.hour > 1, go: two}, {else: office}]}
  office: {transfer: office, say: connecting, summary: yes, closed: {say: trouble, go: five}, failed: two}
""",
        """\
languages: [en-IN, te-IN]
slots:
  village: {type: text, examples: villages}
  people: {type: number, min: 1, max: 20}
  house: {type: digits, length: 2-4}
  sure: {type: yes_no}
anywhere:
  - {key: 0, phrases: ask_person, go: office}
  - {key: star, phrases: ask_repeat, repeat: yes}
  - {phrases: speak_telugu, set: {language: te-IN}, repeat: yes}
""",
    ),
    "private": (  # a number that nobody but the service may see
        """
  begin:
    ask: account
    say: which_account
    confirm: "Does it end in {{ account | last(2) | digits }}?"
    go: read
  read: {say: "Your account ends in {{ account | last(2) | digits }}.", go: send, barge_in: no}
  send: {fetch: complaints, send: {account: "{{ account }}"}, on_error: talk, go: talk}
  talk:
    converse: helper
    exits: {begin: the number was wrong, people: it is about people, bye: done}
    fills: [village, people]
    say: how_can_i_help
    limits: {turns: 6, time: 2m, reply: 8s, go: desk}
  people: {ask: people, by: keys, say: how_many, go: village}
  village: {ask: village, say: which_village, confirm: "You said {{ village }}?", barge_in: keys, go: more}
  more:
    ask: more
    type: yes_no
    say: anything_else
    barge_in: speech
    go: [{when: more, go: talk}, {else: desk}]
  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}
""",
        """\
slots:
  account: {type: digits, length: 5-9, sensitive: yes}
  village: {type: text, examples: villages}
  people: {type: number, min: 1, max: 20}
""",
    ),
}
VISITS: dict[str, str] = {
    "who": """\
languages: [en-IN, te-IN]
start: name
inputs: {age: {type: number}, card: {type: digits, sensitive: yes}}
outputs: [full_name, card]
anywhere: [{key: 5, run: tongue}]
escalation: [{when: turns == 7, go: gone}]
states:
  name:
    ask: full_name
    say: {en-IN: "Your name?", te-IN: "మీ పేరు?"}
    confirm: {en-IN: "{{ full_name }}?", te-IN: "{{ full_name }}?"}
    no_input: [{run: tongue}, {go: gone}]
    no_match: [{say: {en-IN: "Pardon?", te-IN: "మళ్ళీ చెప్పండి."}}, {go: gone}]
    go: [{when: age > 6, go: card}, {else: send}]
  card:
    ask: account
    type: digits
    length: 5-9
    sensitive: yes
    by: keys
    say: {en-IN: "Card?", te-IN: "కార్డు?"}
    no_input: [{go: gone}]
    no_match: [{go: gone}]
    go: send
  send: {fetch: complaints, send: {card: "{{ card }}"}, go: tell}
  tell:
    say: {en-IN: "Card {{ card | last(2) | digits }}.", te-IN: "{{ card | last(2) | digits }}."}
    go: gone
  gone: {end: gone, say: {en-IN: "So much for that.", te-IN: "సరే."}}
""",
    "tongue": """\
languages: [en-IN, te-IN]
start: which
defaults: {wait: 3s, on_error: done}
states:
  which:
    menu: {en-IN: "English 1, Telugu 2.", te-IN: "ఇంగ్లీష్ 1, తెలుగు 2."}
    options:
      - {key: 1, set: {language: en-IN}, go: done}
      - {key: 2, set: {language: te-IN}, go: done}
      - {key: 3, go: deeper}
    no_input: [{go: done}]
    no_match: [{go: done}]
  deeper: {run: quick, save: it, go: [{when: it.ended == 'quick', go: which}, {else: done}]}
  done: {end: done}
""",
    "quick": """\
languages: [en-IN, te-IN]
start: begin
states:
  begin: {end: quick}
""",
}
RUNNING: dict[str, tuple[str, str]] = {
    "runs": (
        """
  begin: {ask: account, say: which_account, go: visit}
  visit:
    run: who
    with: {age: "{{ turns }}", card: "{{ account }}"}
    save: got
    go: [{when: got.ended == 'gone' and visits.visit < 4, go: talk}, {else: next}]
  talk:
    converse: helper
    exits: {visit: anything at all, bye: done}
    limits: {turns: 3, time: 40s, reply: 4s, go: next}
    fills: [village]
  next:
    menu: welcome
    options: [{key: 1, phrases: outage_words, go: visit}, {key: 2, run: tongue}, {key: 3, go: ring}]
    no_input: [{say: still_there}, {run: quick}, {run: tongue}, {go: visit}]
  ring: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: next, go: next}
""",
        """\
languages: [en-IN, te-IN]
slots:
  account: {type: digits, length: 5-9, sensitive: yes}
  village: {type: text, examples: villages}
anywhere:
  - {key: 0, phrases: ask_person, go: ring}
  - {key: star, phrases: ask_repeat, run: tongue}
  - {key: 8, set: {village: "{{ language }}"}, say: one_moment}
  - {phrases: speak_telugu, set: {language: te-IN}, repeat: yes}
escalation:
  - {when: no_inputs >= 3, go: next}
  - {when: no_matches >= 3 and visits.visit > 0, go: ring, reason: misses}
""",
    ),
    "outbound": (
        """
  begin: {say: hello, go: visit}
  visit: {run: who, with: {age: "{{ due }}", card: "{{ due }}"}, on_error: next, go: next}
  next:
    menu: welcome
    options: [{key: 1, go: visit}, {key: 2, go: bye}]
    no_match: [{run: quick}, {go: bye}]
  message: {say: thanks, voice: {pace: 0.8}, go: left}
  left: {record: reply, say: leave_message, limits: {time: 20s}, go: bye}
""",
        """\
languages: [en-IN, te-IN]
direction: outbound
voicemail: message
inputs: {due: {type: number}}
anywhere: [{phrases: ask_person, go: desk}]
""",
    ),
}
SHIPPED = ("electricity", "hello.yaml")

_loaded: dict[str, Dialogue] = {}


@pytest.fixture
def dialogues(flow: Callable[..., Flow]) -> dict[str, Dialogue]:
    """Every flow of the storm, by name; loaded once."""
    if not _loaded:
        for name in SHIPPED:
            found = load(ROOT / "flows" / name).flow
            assert found is not None
            _loaded[name] = Dialogue(found)
        for name, (states, head) in NASTY.items():
            _loaded[name] = Dialogue(flow(states, head))
        for name, (states, head) in RUNNING.items():
            _loaded[name] = Dialogue(flow(states, head, VISITS))
    return _loaded


@pytest.mark.parametrize("name", [*SHIPPED, *NASTY, *RUNNING])
def test_every_schedule_keeps_what_must_hold(dialogues: dict[str, Dialogue], name: str) -> None:
    ends = {Storm(dialogues[name], seed).run().ended for seed in range(SCHEDULES)}
    assert None not in ends
    assert len(ends) > 1, f"every call ended the same way: {ends}"


def test_the_same_seed_is_the_same_storm(dialogues: dict[str, Dialogue]) -> None:
    for seed in range(20):
        one, other = (Storm(dialogues["private"], seed) for _ in range(2))
        assert one.run() == other.run()
        assert one.events == other.events


def _is_seen(dialogues: dict[str, Dialogue], what: str) -> bool:
    """Whether some schedule notices, and says so by these words."""
    for seed in range(FEW):
        for dialogue in dialogues.values():
            try:
                Storm(dialogue, seed).run()
            except Broke as broke:
                if what in str(broke):
                    return True
    return False


@pytest.mark.parametrize(
    ("timer", "seen"),
    [
        ("wait", "without a deadline"),
        ("playback", "without a deadline"),
        ("hearing", "without a deadline"),
        ("reply", "without a deadline"),
        ("fetch", "without a deadline"),
        ("recording", "without a deadline"),
        ("key_gap", "without a deadline"),
        ("longest_call", "no longest call is armed"),
    ],
)
def test_a_timer_that_is_not_armed_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch, timer: str, seen: str
) -> None:
    arm = Turn.arm
    monkeypatch.setattr(
        Turn, "arm", lambda turn, name, seconds: None if name == timer else arm(turn, name, seconds)
    )
    assert _is_seen(dialogues, seen)


@pytest.mark.parametrize("timer", sorted(set().union(*DEADLINES.values())))
def test_a_timer_that_is_noted_and_never_ordered_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch, timer: str
) -> None:
    arm = Turn.arm

    def forgetful(turn: Turn, name: str, seconds: float) -> None:
        arm(turn, name, seconds)
        if name == timer:
            assert isinstance(turn.effects.pop(), StartTimer)

    monkeypatch.setattr(Turn, "arm", forgetful)
    assert _is_seen(dialogues, "the call counts on")


def test_a_stale_timer_that_is_taken_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Turn, "fired_timer", lambda turn, number: next(iter(turn.timers), None))
    assert _is_seen(dialogues, "did something")


def test_a_stale_mark_that_is_taken_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    def trusting(turn: Turn, number: int) -> bool:
        turn.speeches = ()
        turn.disarm("playback")
        return True

    monkeypatch.setattr(speaking, "heard", trusting)
    assert _is_seen(dialogues, "did something")


def test_a_model_that_is_not_stopped_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(turn: Turn) -> None:
        turn.disarm("reply", "filler")

    monkeypatch.setattr(Turn, "stop_model", forgetful)
    assert _is_seen(dialogues, "was not stopped")


def test_a_circle_that_is_not_noticed_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going, "MOST_SILENT", 10_000)
    assert _is_seen(dialogues, "runs in a circle")


def test_a_secret_that_is_told_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going, "HIDDEN", "7744119")
    assert _is_seen(dialogues, "a secret in Dial")


def test_an_effect_of_another_kind_is_seen(
    dialogues: dict[str, Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    disarm = Turn.disarm

    def chatty(turn: Any, *names: str) -> None:
        disarm(turn, *names)
        turn.effects.append("a word")

    monkeypatch.setattr(Turn, "disarm", chatty)
    assert _is_seen(dialogues, "is no effect")
