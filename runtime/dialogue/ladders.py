"""Silence and misses: the ladders `no_input` and `no_match`, and what is read each time we have listened."""

from __future__ import annotations

from runtime.dialogue import failing, frames, lines, question, speaking
from runtime.dialogue.machine import ESCALATION, LIMIT, RUNG
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import Converse, Line, Listening

MOST_TURNS = 60
"""However a flow is written, after listening this often the call ends."""


def silence(turn: Turn) -> None:
    """Nothing was heard for `wait` after the prompt was heard to its end."""
    turn.no_inputs += 1
    if not listened(turn):
        take_rung(turn, "no_input")


def miss(turn: Turn) -> None:
    """Something was heard and not understood."""
    turn.no_matches += 1
    turn.hush()
    if not listened(turn):
        take_rung(turn, "no_match")


def listened(turn: Turn) -> bool:
    """Count a turn and read `escalation` from the top, then the limits of a `converse`. True when one of
    them moves the call instead of whatever else would have."""
    turn.turns += 1
    turn.state_turns += 1
    for depth in frames.depths(turn):
        with frames.within(turn, depth):
            position = _first_true(turn)
            flow = turn.flow
        if position is not None:
            lines.leave_to(turn, depth)
            rule = turn.plan.flow.escalation[position]
            turn.fired = turn.fired | {(flow, position)}
            turn.reason = rule.reason
            turn.note("escalation", f"escalation/{position + 1}", rule.mark)
            turn.kept_keys = ""
            turn.kept_speech = None
            lines.leave_by(turn, rule.line, ESCALATION)
            return True
    if turn.turns >= MOST_TURNS:
        turn.note("limit", "most_turns")
        failing.give_up(turn)
        return True
    return False


def _first_true(turn: Turn) -> int | None:
    """The first escalation rule of this flow that is true and has not fired in this call."""
    for position, rule in enumerate(turn.plan.flow.escalation):
        if (turn.flow, position) not in turn.fired and turn.plan.true(turn, rule.when):
            return position
    return None


def take_rung(turn: Turn, ladder: str, *, words: bool = True) -> bool:
    """Take this state's next rung. words: False for all but its words. True when the call leaves it."""
    state = turn.here
    assert isinstance(state, Listening)
    if ladder == "no_input":
        rungs, taken = state.no_input, turn.rung_no_input
        turn.rung_no_input += 1
    else:
        rungs, taken = state.no_match, turn.rung_no_match
        turn.rung_no_match += 1
    turn.kept_keys = ""
    turn.kept_speech = None
    if limit_reached(turn):
        return True
    if not rungs:
        raise Broken("ladder")
    number = min(taken, len(rungs) - 1)
    rung = rungs[number]
    turn.note("rung", f"{state.name}/{ladder}/{number + 1}", rung.mark)
    if not words:
        rung = Line(mark=rung.mark, set=rung.set, go=rung.go)
    if lines.take(turn, rung, RUNG):
        return True
    if words:
        stay(turn, rung)
    return False


def limit_reached(turn: Turn, *, time_up: bool = False) -> bool:
    """Take the `limits` line of a `converse` that has had its turns or its time. True when it was taken.
    time_up: its timer says so, whatever the last bit of the clock says."""
    state = turn.here
    if not isinstance(state, Converse):
        return False
    limits = state.limits
    if not time_up and turn.state_turns < limits.turns and turn.clock - turn.entered < limits.time:
        return False
    turn.note("limit", state.name, limits.line.mark)
    lines.drop_pending(turn)
    lines.leave_by(turn, limits.line, LIMIT)
    return True


def stay(turn: Turn, line: Line) -> None:
    """A line without `go`: listen again, asking first when it repeats (or when the flow that it would visit
    runs already). In a state that does not listen, go on with what it does."""
    repeat = line.repeat or line.run is not None
    if turn.phase != "listening":
        if repeat:
            question.say_again(turn)
    elif repeat:
        question.ask(turn)
    else:
        speaking.listen(turn)
