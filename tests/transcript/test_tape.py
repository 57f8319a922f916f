"""What is kept of a call: plain data, complete enough to be told again."""

from __future__ import annotations

import json
from collections.abc import Callable

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.event import SpeechEnded, TimerFired
from runtime.transcript.model import Transcript
from runtime.transcript.player import play
from runtime.transcript.tape import MOST, VERSION, Tape, Taped


def test_a_tape_is_plain_data(shop: Dialogue, transcript: Callable[[str, str], Transcript]) -> None:
    taped = Taped(shop)
    play(taped, transcript("  - bot: ...\n  - press: 7\n  - hangup: yes\n", "call: {at: 2026-11-20 11:00}\n"))
    tape = taped.tape.finished()
    assert json.loads(json.dumps(tape)) == tape
    assert (tape["tape"], tape["flow"], tape["version"]) == (VERSION, shop.flow.name, shop.flow.version)
    assert tape["call"] == {"from": "+919876543210", "at": "2026-11-20 11:00"}
    assert tape["ended"] == "hung_up"
    spoken = next(one for one in tape["moments"] if one.get("effect") == "Speak")
    assert (spoken["at"], spoken["prompt"]) == (0.0, "welcome.menu") and "text" not in spoken
    assert [one["key"] for one in tape["moments"] if one.get("event") == "Digit"] == ["7"]


def test_a_taped_dialogue_goes_as_it_would(
    shop: Dialogue, transcript: Callable[[str, str], Transcript]
) -> None:
    call = transcript("  - bot: ...\n  - press: 7\n  - bot: ...\n  - hangup: yes\n", "")
    assert play(Taped(shop), call).taken == play(shop, call).taken


def test_the_language_it_was_ordered_in_is_kept(shop: Dialogue) -> None:
    taped = Taped(shop)
    other = shop.flow.languages[-1]
    taped.start(language=other)
    assert taped.tape.finished("hung_up")["call"].get("language") == (
        other if other != shop.flow.languages[0] else None
    )


def test_a_timer_goes_by_its_name_and_a_stale_one_is_none(shop: Dialogue) -> None:
    taped = Taped(shop)
    call = taped.start().call
    taped.advance(call, TimerFired(call.timers["longest_call"], 900.0))
    taped.advance(call, TimerFired(9999, 901.0))
    fired = [one["timer"] for one in taped.tape.finished()["moments"] if one.get("event") == "TimerFired"]
    assert fired == ["longest_call"]


def test_the_outcome_may_come_from_outside(shop: Dialogue) -> None:
    tape = Tape(shop)
    tape.began(shop.start())
    assert tape.finished("failed")["ended"] == "failed"


def test_the_memory_of_a_tape_is_bounded(shop: Dialogue) -> None:
    tape = Tape(shop)
    step = shop.start()
    tape.began(step)
    for _ in range(MOST + 10):
        tape.took(SpeechEnded(1.0), step.call, step)
    assert len(tape._moments) == MOST
