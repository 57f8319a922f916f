"""The shortest schedule that still breaks the same rule, written so that a person can read and save it.

    python tests/simulation/storm_shrink.py 12345

Moves are left out for as long as the same rule breaks (delta debugging: halves, then smaller and smaller
parts, then one by one), then what is left is made plainer. What a transcript can say is written as one;
anything else (marks that are lost, answers to what nobody waits for, broken clocks) as a list of events.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from storm import Broke, Storm, play_again
from storm_flows import dialogue_of, flow_for
from storm_world import Move, World

from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import AskModel, Speak
from runtime.dialogue.event import (
    Answered,
    Digit,
    FetchAnswered,
    HungUp,
    ModelDone,
    ModelSaid,
    PlaybackEnded,
    Provider,
    ProviderFailed,
    Recorded,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    TransferEnded,
    Utterance,
)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The shortest that was found. played: it, once more. was: how many moves the schedule had."""

    name: str
    seed: int
    broke: Broke
    start: dict[str, Any]
    moves: list[Move]
    calm: str
    played: World
    was: int


def shrink(dialogue: Dialogue, name: str, seed: int) -> Shrunk | None:
    """None when that seed breaks nothing."""
    try:
        storm = Storm(dialogue, seed, keeps=True)
    except Broke as broke:
        raise AssertionError(f"the very start of seed {seed} is broken: {broke}") from broke
    try:
        storm.run()
    except Broke as broke:
        rule = broke.rule
    else:
        return None
    moves = list(storm.world.moves or ())[: storm.before_calm]
    start, how = storm.start, storm.calm

    def broken(start: dict[str, Any], moves: list[Move], how: str) -> Broke | None:
        try:
            play_again(dialogue, start, moves, how)
        except Broke as broke:
            return broke if broke.rule == rule else None
        return None

    assert broken(start, moves, how), f"seed {seed} does not break {rule} when it is played again"
    was = len(moves)
    moves = _shortest(moves, lambda some: broken(start, some, how) is not None)
    for key in ("answered", "state", "inputs", "language", "now"):
        fewer = {name: value for name, value in start.items() if name != key}
        if key in start and broken(fewer, moves, how):
            start = fewer
    for plainer in ("heard", "mended"):
        if broken(start, moves, plainer):
            how = plainer
            break
    for position, move in enumerate(moves):
        plain = replace(move, passed=0.0, late=0.0)
        some = [*moves[:position], plain, *moves[position + 1 :]]
        if broken(start, some, how):
            moves = some
    moves = _shortest(moves, lambda some: broken(start, some, how) is not None)
    last = broken(start, moves, how)
    assert last is not None
    return Shrunk(name, seed, last, start, moves, how, last.world, was)  # type: ignore[attr-defined]


def _shortest(moves: list[Move], fails: Callable[[list[Move]], bool]) -> list[Move]:
    """Delta debugging: leave out part after part for as long as it still fails."""
    parts = 2
    while moves:
        size = max(1, len(moves) // parts)
        for begin in range(0, len(moves), size):
            rest = moves[:begin] + moves[begin + size :]
            if fails(rest):
                moves, parts = rest, max(2, parts - 1)
                break
        else:
            if size == 1:
                return moves
            parts = min(len(moves), parts * 2)
    return moves


# -- as something to read -------------------------------------------------------------------------------


def as_events(shrunk: Shrunk) -> str:
    """What happened, event by event, and what came of it."""
    lines = [
        f"# flow {shrunk.name}, seed {shrunk.seed}: {shrunk.broke}",
        f"# start: { {name: value for name, value in shrunk.start.items() if value} }",
        f"# {len(shrunk.moves)} moves of {shrunk.was}; then {shrunk.calm}",
    ]
    for at, event, step in shrunk.played.tape:
        happened = "answered" if event is None else str(event)
        lines.append(f"{at:9.1f}  {happened}")
        lines.append(f"           {step.call.flow}/{step.call.state} {step.call.phase}: {_told(step)}")
    if shrunk.played.moves and len(shrunk.played.moves) >= len(shrunk.played.tape):
        lines.append(f"{shrunk.played.at:9.1f}  {shrunk.played.moves[-1].event}  <- {shrunk.broke.what}")
    return "\n".join(lines) + "\n"


def _told(step: Step) -> str:
    return "; ".join(type(effect).__name__ for effect in step.effects) or "nothing"


class Unsayable(Exception):
    """A transcript has no line for this."""


def as_play(shrunk: Shrunk) -> str | None:
    """The same as a transcript, as far as the call came; None where the transcript language has no words for
    it. It passes with a core that is in order up to where this one broke."""
    try:
        return _play(shrunk)
    except (Unsayable, ValueError):  # a value that is not a number cannot be written
        return None


def _play(shrunk: Shrunk) -> str:
    call: dict[str, Any] = {}
    start = shrunk.start
    if start.get("inputs"):
        call["inputs"] = {name: value for name, value in start["inputs"].items() if value is not None}
    for key in ("language", "state"):
        if start.get(key):
            call[key] = start[key]
    if start.get("now") is not None:
        call["at"] = f"{start['now']:%Y-%m-%d %H:%M}"
    if start.get("answered") is not None:
        call["answered_by"] = str(start["answered"].by)
    stub: dict[str, list[Any]] = {}
    lines = list(_lines(shrunk.played, stub))
    text = [f"# Found by the storm: seed {shrunk.seed}. It broke: {shrunk.broke}"]
    text.append(f"transcript: {_quoted(f'storm {shrunk.seed}')}")
    if call:
        text.append(f"call: {json.dumps(call, ensure_ascii=False)}")
    if stub:
        text.append(f"stub: {json.dumps(stub, ensure_ascii=False, allow_nan=False)}")
    return "\n".join([*text, "lines:", *(f"  - {line}" for line in lines)]) + "\n"


def _lines(world: World, stub: dict[str, list[Any]]) -> Iterator[str]:
    """The lines of the play; what the world answers goes to `stub`."""
    spoken = ""
    sentences: list[str] = []
    playing = 0
    for _, event, step in world.tape:
        cut = "\n    interrupt_after: 1s" if playing else ""
        match event:
            case None | SpeechEnded() | Recorded():
                pass
            case PlaybackEnded():
                playing = max(0, playing - 1)
            case Digit():
                yield f"press: {_quoted(event.key)}{cut}"
            case SpeechStarted():
                spoken = cut
            case Utterance():
                words = _quoted(event.text.strip())
                yield (f"caller: {words}" if event.text.strip() else "noise: yes") + spoken
            case HungUp():
                yield "hangup: yes"
            case Answered():
                yield f"answered_by: {event.by}{cut}"
            case ModelSaid():
                sentences.append(event.text)
            case ModelDone():
                reply = {"exit": event.exit} if event.exit else {}
                stub.setdefault("model", []).append({**({"says": sentences} if sentences else {}), **reply})
                sentences = []
            case FetchAnswered():
                stub.setdefault(_service(world, event), []).append(event.value)
            case TransferEnded():
                stub.setdefault("transfer", []).append(str(event.outcome))
            case ProviderFailed() if event.provider is Provider.MODEL:
                stub.setdefault("model", []).append({"error": event.reason})
            case TimerFired() if any(one.what == "rung" and "no_input" in one.name for one in step.taken):
                yield f"silence: {_wait(world, step) + 1}s"
            case TimerFired() if not step.effects or not step.taken:
                pass
            case _:
                raise Unsayable(str(event))
        for effect in step.effects:
            if isinstance(effect, Speak):
                playing += 1
                yield (
                    f"bot: {effect.prompt}"
                    if effect.prompt and " " not in effect.prompt
                    else (f"bot: {{says: {_quoted(effect.text)}}}")
                )
            elif type(effect).__name__ == "StopSpeaking":
                playing = 0
            elif type(effect).__name__ == "Dial":
                yield f"transfer: {effect.contact}"  # type: ignore[union-attr]
            elif isinstance(effect, AskModel):
                sentences = []
    if world.call.ended is not None:
        yield f"ended: {world.call.ended}"


def _wait(world: World, step: Step) -> int:
    """So long the state waited for the caller."""
    name = next(one.name for one in step.taken if one.what == "rung").split("/")[0]
    flow = next(one.flow for one in step.taken if one.what == "rung")
    return math.ceil(getattr(world.every[flow].states[name], "wait", 6.0))


def _service(world: World, event: FetchAnswered) -> str:
    for _, _, step in world.tape:
        for effect in step.effects:
            if getattr(effect, "request", None) == event.request and hasattr(effect, "service"):
                return str(effect.service)
    raise Unsayable("an answer that nobody asked for")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> int:
    """Shrink a seed and print it; 0 when it breaks nothing."""
    seed = int(sys.argv[1])
    name = flow_for(seed)
    shrunk = shrink(dialogue_of(name), name, seed)
    if shrunk is None:
        print(f"seed {seed} breaks nothing")
        return 0
    print(as_play(shrunk) or as_events(shrunk))
    return 1


if __name__ == "__main__":
    sys.exit(main())
