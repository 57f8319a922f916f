"""A line says what happens next: set these slots, say this, then go there (or listen again)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from runtime.dialogue import answers, frames, speaking
from runtime.dialogue.machine import VISIT
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import Line, Listening
from runtime.flow.template import TemplateFailed

STATE_TIMERS = ("wait", "key_gap", "filler", "reply", "limit", "fetch", "recording", "interrupt", "greeting")


def take(turn: Turn, line: Line, way: str) -> bool:
    """Carry out `set` and `say`, and start the move if the line goes somewhere. False when it stays.
    Its words are in the language it has just set. Raises Broken."""
    for name, template in line.set:
        try:
            value = template.value(turn.plan.names.now(turn, template.names), turn.language)
        except TemplateFailed as error:
            raise Broken("set") from error
        _set(turn, name, value)
        if any(read.partition(".")[0] in turn.sensitive for read in template.names):
            turn.sensitive = turn.sensitive | {name}  # a copy of a secret is one
    if line.say:
        speaking.say(turn, line.say)
    if line.go:
        turn.go(way, line.go)
        return True
    if line.run and not frames.is_running(turn, line.run):
        turn.go(VISIT, line.run)
        return True
    return False


def take_in(turn: Turn, depth: int, line: Line, way: str) -> bool:
    """Carry out a line of the frame at `depth`. If it goes somewhere it leaves every newer flow for good;
    without `go` the newest flow stays where it is. False when it stays. Raises Broken."""
    if depth == len(turn.frames):
        return take(turn, line, way)
    if line.go:
        leave_to(turn, depth)
        return take(turn, line, way)
    if line.run and frames.is_running(turn, line.run):
        line = replace(line, run=None)
    with frames.within(turn, depth):
        return take(turn, line, way)


def leave_to(turn: Turn, depth: int) -> None:
    """Leave the newer flows for good: the one at `depth` acts again, in the state where it waits."""
    if depth < len(turn.frames):
        drop_pending(turn)
        stop_listening(turn)
        frames.drop_to(turn, depth)


def stop_listening(turn: Turn) -> None:
    """The words that are being said answer a question that is no longer asked."""
    if isinstance(turn.here, Listening) and turn.hearing in ("speaking", "recognising"):
        turn.hearing = "deaf"
        turn.disarm("hearing")


def leave_by(turn: Turn, line: Line, way: str) -> None:
    """Take a line that always goes (errors, limits, closed, failed). Words or values that cannot be
    made are skipped: a second fault must not keep the caller from the way out."""
    try:
        take(turn, line, way)
    except Broken:
        turn.go(way, line.go)


def drop_pending(turn: Turn) -> None:
    """Forget what this state was waiting for. A model is stopped; a service is not (its answer will be
    stale); speech goes on."""
    turn.stop_model()
    turn.request = 0
    turn.typed = ""
    turn.cut = False
    turn.disarm(*STATE_TIMERS)


def _set(turn: Turn, name: str, value: Any) -> None:
    if name == "language":
        if value not in turn.plan.flow.languages:
            raise Broken("set")
        turn.language = str(value)
        return
    slot = turn.plan.slots.get(name)
    turn.fill(name, value if slot is None else answers.coerced(slot, value))
