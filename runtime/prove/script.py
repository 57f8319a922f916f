"""A call that shows a fault, as a transcript: every word in order, and a last line that fails.

The call is played again on the production dialogue, with its own counters and clock this time, so what is
written down is what a caller would meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial, Effect, Speak
from runtime.dialogue.event import AnsweredBy
from runtime.dialogue.going import LONGEST_CALL
from runtime.flow.model import End
from runtime.flow.wording import said
from runtime.prove.graph import NUMBER, Beginning, started
from runtime.prove.moves import GIBBERISH, SENTENCE, UNWRITTEN, Move, Who
from runtime.prove.play import play
from runtime.prove.verdict import Bounds, Example, Rule
from runtime.transcript.writer import YES, Bare, Page, service_answer

MOST_TURNS = 70
"""More than any call may have."""


_THEN = "The next line fails until the flow is mended; then write here what happens instead."


@dataclass(slots=True)
class Script:
    """text: the transcript. plain: whether every move could be written; else it is no test."""

    text: str
    plain: bool


@dataclass(slots=True)
class _Writing:
    """What is written so far. page: the transcript. prompts: those with a value in them. plain: Script's."""

    page: Page
    prompts: list[str] = field(default_factory=list)
    plain: bool = True


def as_transcript(
    dialogue: Dialogue, example: Example, bounds: Bounds, title: str, told: Callable[[str], str] = str
) -> Script:
    """The transcript of an example. told: puts its remark into the author's language."""
    writing = _begun(example.beginning, title)
    played = started(dialogue, example.beginning)
    _heard(writing, played.effects)
    call = played.call
    for place, move in enumerate((*example.moves, *example.round)):
        if call.ended is not None or (example.rule is Rule.TOO_LONG and _is_enough(call, bounds)):
            break
        if place == len(example.moves):
            goes_round = said(
                "From here it goes round: the caller stands in {state} again below.", state=example.at[1]
            )
            writing.page.remark(told(goes_round))
        call = _go_on(dialogue, call, move, writing)
    if call.ended is None and call.phase == "thinking":  # the player must know what the model answers
        write_move(writing.page, Move("says", Who.WORLD, SENTENCE), dialogue, call)
    _last(dialogue, example, writing, told)
    return Script(writing.page.text(), writing.plain)


def _begun(beginning: Beginning, title: str) -> _Writing:
    call: dict[str, Any] = {"from": NUMBER, "at": Bare(f"{beginning.now:%Y-%m-%d %H:%M}")}
    if beginning.inputs:
        call["inputs"] = dict(beginning.inputs)
    writing = _Writing(Page(title, call=call))
    if beginning.by is not None:
        call["answered_by"] = str(beginning.by)
        writing.plain = beginning.by is not AnsweredBy.MACHINE or beginning.beep
    return writing


def _is_enough(call: Call, bounds: Bounds) -> bool:
    return call.turns > bounds.turns or call.clock > bounds.seconds


def _go_on(dialogue: Dialogue, call: Call, move: Move, writing: _Writing) -> Call:
    """Play a move and write it down."""
    if move.what == "limit":
        return _to_the_limit(dialogue, call, writing)
    writing.plain = writing.plain and move.what not in UNWRITTEN
    write_move(writing.page, move, dialogue, call)
    played = play(dialogue, call, move)
    _heard(writing, played.effects)
    return played.call


def _to_the_limit(dialogue: Dialogue, call: Call, writing: _Writing) -> Call:
    """The caller and the model talk until the conversation has had its turns."""
    for _ in range(MOST_TURNS):
        state = (call.flow, call.state)
        for move in (Move("words", Who.TALK, GIBBERISH), Move("says", Who.WORLD, SENTENCE)):
            write_move(writing.page, move, dialogue, call)
            played = play(dialogue, call, move)
            _heard(writing, played.effects)
            call = played.call
            if call.ended is not None or (call.flow, call.state) != state:
                return call
            if any(taken.what == "limit" for taken in played.taken):
                return call
    writing.plain = False
    return call


# -- lines -------------------------------------------------------------------------------------------------


def write_move(page: Page, move: Move, dialogue: Dialogue, call: Call) -> None:
    """What the caller does, as a line; what the world does, under `stub`."""
    match move.what:
        case "silence" | "late":
            wait = getattr(dialogue.state_of(call), "wait", 6.0)
            page.line("silence", Bare(f"{wait:g}s"))
        case "noise":
            page.line("noise", YES)
        case "keys":
            page.line("press", move.text)
        case "words":
            page.line("caller", move.text)
        case "deaf":
            page.line("caller", move.text, recogniser="error")
        case "exit" | "invents":
            fills = {"fills": move.value} if move.value else {}
            page.answers("model", {"exit": move.text, **fills})
        case "says":
            page.answers("model", {"says": move.text})
        case "blank":
            page.answers("model", {"blank": YES})
        case "model_fails":
            page.answers("model", {"error": "it failed"})
        case "served":
            page.answers(move.text, service_answer(move.value))
        case "service_fails":
            page.answers(move.text, {"error": "it failed"})
        case "completed" | "busy":
            page.answers("transfer", move.what)
        case "recorded":
            page.line("press", Bare("hash"))


def _heard(writing: _Writing, effects: list[Effect]) -> None:
    for effect in effects:
        if isinstance(effect, Speak):
            writing.prompts += [effect.prompt] if effect.prompt and not effect.fixed else []
            writing.page.bot(effect.prompt, effect.text)
        elif isinstance(effect, Dial):
            writing.page.line("transfer", effect.contact)


def _last(dialogue: Dialogue, example: Example, writing: _Writing, told: Callable[[str], str]) -> None:
    """The line that fails for as long as the fault is there."""
    if example.rule is Rule.DROPPED:
        writing.page.remark(told(_THEN))
        writing.page.bot(None, told("something must be said here"))
        return
    if example.rule is Rule.SEEN:
        if example.what.endswith("/words") and writing.prompts:
            writing.page.line("expect", {"not_said": [writing.prompts[-1]]})
            return
        if example.what.rpartition("/")[2] in ("model", "person", "log"):
            writing.page.line("expect", {"nothing_secret": YES})
            return
        writing.plain = False
    writing.page.remark(told(_THEN))
    ends = [one.outcome for one in dialogue.flow.states.values() if isinstance(one, End)]
    writing.page.line("ended", ends[0] if ends else "transferred")


# -- going on and on -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lasting:
    """What becomes of a caller who goes round: how often, after how many turns and seconds, how it ended.
    rule: a rule of the flow on long calls ended it."""

    times: int
    turns: int
    seconds: float
    ended: str | None
    rule: bool


def round_and_round(dialogue: Dialogue, example: Example) -> Lasting:
    """Go round until a rule or a guard of the operator's ends it: the most turns, or the longest call."""
    played = started(dialogue, example.beginning)
    call = played.call
    for move in example.moves:
        if call.ended is None:
            call = play(dialogue, call, move).call
    times = 0
    fired = len(call.fired)
    while call.ended is None and times < MOST_TURNS and call.clock < LONGEST_CALL:
        for move in example.round:
            if call.ended is None and len(call.fired) == fired and call.clock < LONGEST_CALL:
                call = play(dialogue, call, move).call
        times += 1
        if len(call.fired) > fired:
            return Lasting(times, call.turns, call.clock, None, True)
    return Lasting(times, call.turns, call.clock, call.ended, False)
