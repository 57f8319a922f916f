"""A call that shows a fault, as a transcript: every word in order, and a last line that fails.

The call is played again on the production dialogue, with its own counters and clock this time, so what is
written down is what a caller would meet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import CallService, Dial, Effect, Speak
from runtime.dialogue.event import AnsweredBy
from runtime.dialogue.going import LONGEST_CALL
from runtime.flow.model import End
from runtime.prove.graph import NUMBER, Beginning, started
from runtime.prove.moves import GIBBERISH, SENTENCE, Move, Who
from runtime.prove.play import play
from runtime.prove.verdict import Bounds, Example, Rule

UNWRITTEN = frozenset({"record_fails", "greeted", "late"})
"""Moves that no line of a transcript can say."""
MOST_TURNS = 70
"""More than any call may have."""


@dataclass(slots=True)
class Script:
    """text: the transcript. plain: whether every move could be written; else it is no test."""

    text: str
    plain: bool


@dataclass(slots=True)
class _Page:
    """What is written so far. stub: what the world answers, by service ("model", "transfer" among them)."""

    lines: list[str] = field(default_factory=list)
    stub: dict[str, list[Any]] = field(default_factory=dict)
    prompts: list[str] = field(default_factory=list)
    plain: bool = True
    turns: int = 0


def as_transcript(dialogue: Dialogue, example: Example, bounds: Bounds, title: str) -> Script:
    """The transcript of an example."""
    page = _Page()
    played = started(dialogue, example.beginning)
    _heard(page, played.effects)
    call = played.call
    for place, move in enumerate((*example.moves, *example.round)):
        if call.ended is not None or (example.rule is Rule.TOO_LONG and _is_enough(page, call, bounds)):
            break
        if place == len(example.moves):
            page.lines.append(f"# From here it goes round: the caller stands in {example.at[1]} again below.")
        call = _go_on(dialogue, call, move, page)
    page.lines.append(_last(dialogue, example, page))
    return Script(_written(dialogue, example.beginning, page, title), page.plain)


def _is_enough(page: _Page, call: Call, bounds: Bounds) -> bool:
    return call.turns > bounds.turns or call.clock > bounds.seconds


def _go_on(dialogue: Dialogue, call: Call, move: Move, page: _Page) -> Call:
    """Play a move and write it down."""
    if move.what == "limit":
        return _to_the_limit(dialogue, call, page)
    page.plain = page.plain and move.what not in UNWRITTEN
    _act(page, move, dialogue, call)
    played = play(dialogue, call, move)
    _heard(page, played.effects)
    return played.call


def _to_the_limit(dialogue: Dialogue, call: Call, page: _Page) -> Call:
    """The caller and the model talk until the conversation has had its turns."""
    for _ in range(MOST_TURNS):
        state = (call.flow, call.state)
        for move in (Move("words", Who.TALK, GIBBERISH), Move("says", Who.WORLD, SENTENCE)):
            _act(page, move, dialogue, call)
            played = play(dialogue, call, move)
            _heard(page, played.effects)
            call = played.call
            if call.ended is not None or (call.flow, call.state) != state:
                return call
            if any(taken.what == "limit" for taken in played.taken):
                return call
    page.plain = False
    return call


# -- lines -------------------------------------------------------------------------------------------------


def _act(page: _Page, move: Move, dialogue: Dialogue, call: Call) -> None:
    """What the caller does, as a line; what the world does, under `stub`."""
    match move.what:
        case "silence" | "late":
            wait = getattr(dialogue.state_of(call), "wait", 6.0)
            page.lines.append(f"- silence: {wait:g}s")
        case "noise":
            page.lines.append("- noise: yes")
        case "keys":
            page.lines.append(f"- press: {json.dumps(move.text)}")
        case "words":
            page.lines.append(f"- caller: {_quoted(move.text)}")
        case "deaf":
            page.lines.append(f"- caller: {_quoted(move.text)}\n  recogniser: error")
        case "exit" | "invents":
            reply: dict[str, Any] = {"exit": move.text}
            page.stub.setdefault("model", []).append(
                {**reply, **({"fills": move.value} if move.value else {})}
            )
        case "says":
            page.stub.setdefault("model", []).append({"says": move.text})
        case "blank":
            page.stub.setdefault("model", []).append({"blank": _Bare("yes")})
        case "model_fails":
            page.stub.setdefault("model", []).append({"error": "it failed"})
        case "served":
            page.stub.setdefault(move.text, []).append(move.value)
        case "service_fails":
            page.stub.setdefault(move.text, []).append({"error": "it failed"})
        case "completed" | "busy":
            page.stub.setdefault("transfer", []).append(_Bare(move.what))


class _Bare(str):
    """A word that stands without quotes."""


def _heard(page: _Page, effects: list[Effect]) -> None:
    for effect in effects:
        if isinstance(effect, Speak):
            page.prompts += [effect.prompt] if effect.prompt else []
            named = effect.prompt and " " not in effect.prompt
            page.lines.append(f"- bot: {effect.prompt if named else _says(effect.text)}")
        elif isinstance(effect, Dial):
            page.lines.append(f"- transfer: {effect.contact}")
        elif isinstance(effect, CallService):
            page.stub.setdefault(effect.service, [])


def _says(text: str) -> str:
    return f"{{says: {_quoted(text)}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _last(dialogue: Dialogue, example: Example, page: _Page) -> str:
    """The line that fails for as long as the fault is there."""
    if example.rule is Rule.DROPPED:
        return "- bot: {says: something must be said here}"
    if example.rule is Rule.SEEN:
        if example.what.endswith("/words") and page.prompts:
            return f"- expect: {{not_said: [{page.prompts[-1]}]}}"
        page.plain = False
    ends = [one.outcome for one in dialogue.flow.states.values() if isinstance(one, End)]
    return f"- ended: {ends[0] if ends else 'transferred'}"


def _written(dialogue: Dialogue, beginning: Beginning, page: _Page, title: str) -> str:
    call = f'from: "{NUMBER}", at: {beginning.now:%Y-%m-%d %H:%M}'
    if beginning.inputs:
        call += f", inputs: {_flow_style(dict(beginning.inputs))}"
    if beginning.by is not None:
        call += f", answered_by: {beginning.by}"
        page.plain = page.plain and (beginning.by is not AnsweredBy.MACHINE or beginning.beep)
    written = [f"transcript: {_quoted(title)}", f"call: {{{call}}}"]
    stub = [f"  {name}: {_replies(name, values)}" for name, values in page.stub.items() if values]
    written += ["stub:", *stub] if stub else []
    return "\n".join([*written, "lines:", *(f"  {_indented(line)}" for line in page.lines), ""])


def _indented(line: str) -> str:
    return line.replace("\n", "\n  ")


def _replies(name: str, values: list[Any]) -> str:
    """One answer for the whole call where it is always the same; the model's are always a list."""
    if name != "model" and all(value == values[0] for value in values):
        return _flow_style(values[0])
    return _flow_style(values)


def _flow_style(value: Any) -> str:
    match value:
        case _Bare():
            return str(value)
        case bool():
            return "yes" if value else "no"
        case dict():
            return "{" + ", ".join(f"{name}: {_flow_style(one)}" for name, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_flow_style(one) for one in value) + "]"
        case str():
            return _quoted(value)
        case _:
            return json.dumps(value)


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
