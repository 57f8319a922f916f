"""The call that is printed is the shortest one there is, counted in lines. It is held against every call of a
small flow, played one after the other: no moment counts as another there, and nothing is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial, Speak
from runtime.flow.model import Flow
from runtime.prove.graph import MONDAY, beginnings, explore, started
from runtime.prove.moves import Move, Who, moves
from runtime.prove.play import Played, play
from runtime.prove.relevant import Relevant
from runtime.prove.script import as_transcript
from runtime.prove.taint import Taint
from runtime.prove.verdict import Bounds, Rule, judge
from runtime.transcript.reader import parse_transcript

DEEPEST = 9
"""Moves after which a caller who answers has got out, if they can."""
UNHEARD = (Who.UNHEARD, Who.TALK, Who.WORLD)


@dataclass(frozen=True)
class Every:
    """All calls of one flow, move by move. That a call has grown long no line can say, so it is left out."""

    dialogue: Dialogue
    relevant: Relevant

    def begun(self) -> Iterator[Played]:
        yield from (started(self.dialogue, one) for one in beginnings(self.dialogue.flow, self.relevant))

    def after(self, call: Call) -> Iterator[tuple[Move, Played]]:
        if call.ended is None:
            for move in moves(call, self.relevant, MONDAY.date()):
                if move.what != "late":
                    yield move, play(self.dialogue, replace(call, turns=0), move)


@dataclass(frozen=True)
class Path:
    """calls: as it stood after each move, the beginning first. lines: of the transcript that tells it."""

    calls: tuple[Call, ...]
    made: tuple[Move, ...]
    last: Played
    lines: int


def heard(played: Played) -> int:
    return sum(isinstance(effect, Speak | Dial) for effect in played.effects)


def every_path(every: Every, most: int) -> Iterator[Path]:
    """All calls of no more than so many lines."""
    waiting = [Path((one.call,), (), one, heard(one)) for one in every.begun()]
    while waiting:
        path = waiting.pop()
        yield path
        for move, played in every.after(path.calls[-1]):
            lines = path.lines + (move.who is not Who.WORLD) + heard(played)
            if lines <= most:
                waiting.append(Path((*path.calls, played.call), (*path.made, move), played, lines))


def place(call: Call) -> object:
    return (call.state, call.question, call.rung_no_input, call.rung_no_match, call.errors, call.phase)


def goes_round(path: Path, every: Every) -> bool:
    here = path.calls[-1]
    if here.ended is not None or here.phase != "listening":
        return False
    for number, call in enumerate(path.calls[:-1]):
        between = path.made[number:]
        if place(call) == place(here) and all(
            one.who in UNHEARD and one.what != "completed" for one in between
        ):
            return True
    return False


def gets_out(every: Every, call: Call, left: int = DEEPEST) -> bool:
    """Whether some answer, whatever the world then does, leads to an end or a person."""
    if call.ended is not None:
        return True
    if left == 0:
        return False
    after = list(every.after(call))
    if call.phase == "listening":
        answers = [played for move, played in after if move.who is Who.ANSWER]
        return any(gets_out(every, played.call, left - 1) for played in answers)
    return all(move.what == "completed" or gets_out(every, played.call, left - 1) for move, played in after)


def no_answer_helps(path: Path, every: Every) -> bool:
    here = path.calls[-1]
    if here.ended is not None or here.phase != "listening":
        return False
    for number, call in enumerate(path.calls[:-1]):
        answered = all(one.who in (Who.ANSWER, Who.WORLD) for one in path.made[number:])
        if answered and place(call) == place(here):
            return not any(gets_out(every, one) for one in path.calls[number:] if one.phase == "listening")
    return False


def dropped(path: Path, every: Every) -> bool:
    return bool(path.made) and path.last.call.ended is not None and not path.last.speeches()


def seen(path: Path, every: Every) -> bool:
    return bool(Taint(every.dialogue.flow, MONDAY.date()).leaks(path.last))


def spins(path: Path, every: Every) -> bool:
    return any(one.what == "error" and one.name.endswith("/loop") for one in path.last.taken)


MENU = 'menu: "Press 1 or 2."'
CASES = {
    "the last rung leads to its own state": (
        Rule.GOES_ROUND,
        goes_round,
        f"""
  begin: {{{MENU}, no_input: [{{say: "Hello?", repeat: yes}}, {{go: begin}}], options: [{{key: 1, go: bye}}]}}
""",
    ),
    "a long round is near, a short one is farther": (
        Rule.GOES_ROUND,
        goes_round,
        f"""
  begin:
    {MENU}
    no_input: [{{say: "One?", repeat: yes}}, {{say: "Two?", repeat: yes}}, {{say: "3?"}}, {{go: begin}}]
    options: [{{key: 1, go: more}}]
  more: {{menu: "Press 3.", no_input: [{{go: more}}], options: [{{key: 3, go: bye}}]}}
""",
    ),
    "the round leads through several questions": (
        Rule.GOES_ROUND,
        goes_round,
        f"""
  begin: {{{MENU}, no_input: [{{go: first}}], options: [{{key: 1, go: bye}}, {{key: 2, go: tell}}]}}
  tell: {{say: "Listen well.", go: second}}
  first: {{menu: "Press 3.", no_input: [{{go: second}}], options: [{{key: 3, go: bye}}]}}
  second: {{menu: "Press 4.", no_input: [{{go: first}}], options: [{{key: 4, go: bye}}]}}
""",
    ),
    "one key and many words, or two keys and few": (
        Rule.DROPPED,
        dropped,
        f"""
  begin: {{{MENU}, options: [{{key: 1, go: one}}, {{key: 2, go: two}}]}}
  one: {{say: "One.", go: more}}
  more: {{say: "More.", go: most}}
  most: {{say: "Most.", go: last}}
  last: {{menu: "Press 3.", options: [{{key: 3, go: gone}}]}}
  two: {{menu: "Press 4.", options: [{{key: 4, go: gone}}]}}
  gone: {{end: gone}}
""",
    ),
    "a desk that nobody answers at": (
        Rule.NO_ANSWER_HELPS,
        no_answer_helps,
        f"""
  begin: {{{MENU}, options: [{{key: 1, go: tell}}, {{key: 2, go: ask_us}}]}}
  tell: {{say: "Please wait.", go: ask_us}}
  ask_us: {{transfer: desk, say: "Hold on.", closed: bye, failed: begin}}
""",
    ),
    "a service that is down, behind a question": (
        Rule.NO_ANSWER_HELPS,
        no_answer_helps,
        """
  begin: {menu: "Press 1.", options: [{key: 1, go: number}]}
  number: {ask: number, type: digits, length: 4, by: keys, say: "Your number?", go: look}
  look: {fetch: shop.find, send: {number: "{{ number }}"}, save: it, on_error: sorry, go: bye}
  sorry: {say: "We could not look.", go: number}
""",
    ),
    "a secret that is read back at two places": (
        Rule.SEEN,
        seen,
        """
  begin: {ask: pin, say: "Your number?", by: keys, go: tell}
  tell: {say: "Thank you.", go: more}
  more: {menu: "Press 1 or 2.", options: [{key: 1, go: far}, {key: 2, go: near}]}
  far: {say: "Listen.", go: near}
  near: {say: "It is {{ pin | digits }}.", go: bye}
""",
    ),
    "decisions that spin": (
        Rule.SILENT_LOOP,
        spins,
        f"""
  begin: {{{MENU}, options: [{{key: 1, go: tell}}, {{key: 2, go: one}}]}}
  tell: {{say: "Listen.", go: one}}
  one: {{decide: [{{when: language == 'en-IN', go: two}}, {{else: bye}}]}}
  two: {{decide: [{{when: language == 'en-IN', go: one}}, {{else: bye}}]}}
""",
    ),
}
SLOTS = "slots: {pin: {type: digits, length: 6, sensitive: yes}}\n"


@pytest.mark.parametrize("name", CASES)
def test_no_call_that_shows_it_is_shorter(made: Callable[..., Flow], name: str) -> None:
    rule, shows, states = CASES[name]
    dialogue = Dialogue(made(states, SLOTS if "pin" in states else ""))
    example = next(one for one in judge(explore(dialogue), Bounds()).examples if one.rule is rule)
    script = as_transcript(dialogue, example, Bounds(), "a call that fails")
    transcript = parse_transcript(script.text, "a call").transcript
    assert transcript is not None
    assert len(transcript.lines) - 1 == example.lines, script.text
    every = Every(dialogue, Relevant(dialogue.flow))
    shorter = [path.lines for path in every_path(every, example.lines) if shows(path, every)]
    assert shorter, "none was found without the search: what it found is no such call"
    assert min(shorter) == example.lines
