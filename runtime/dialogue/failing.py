"""When something fails: the flow's `on_error`, its last resort, the built-in apology.

First error since the caller was last understood: the state's own `on_error`. Second: that of `defaults`.
Third, or one in the very state `defaults` leads to: the built-in apology, and the call ends as `failed`.
In `transfer` every error is the line `failed`. A flow that is run and says nothing of errors fails to the
`on_error` of the state that runs it.
"""

from __future__ import annotations

from runtime.dialogue import lines, speaking
from runtime.dialogue.machine import ERROR, FAILED, LAST_RESORT
from runtime.dialogue.turn import Turn
from runtime.flow.model import Transfer


def fail(turn: Turn, cause: str) -> None:
    """Answer an error. cause: one word for the log ("model", "service", "voice", "words"…)."""
    state = turn.here
    if turn.phase in ("leaving", "over"):
        return
    turn.note("error", f"{state.name}/{cause}", state.on_error.mark)
    lines.drop_pending(turn)
    if isinstance(state, Transfer) and cause != "loop":  # transfers that lead to each other are a loop too
        turn.note("failed", state.name, state.failed.mark)
        lines.leave_by(turn, state.failed, FAILED)
        return
    turn.errors += 1
    _lead_out(turn)
    if turn.move is None:
        give_up(turn)


def _lead_out(turn: Turn) -> None:
    """Take the line that answers this error, if there is one. A flow that says nothing of errors fails to
    the flow that runs it, in the state that does."""
    while True:
        state, last_resort = turn.here, turn.plan.flow.defaults.on_error
        in_last_resort = state.name == last_resort.go
        if turn.errors == 1 and not (in_last_resort and state.on_error.go == state.name):
            line, way = state.on_error, ERROR
        elif turn.errors <= 2 and not in_last_resort:
            line, way = last_resort, LAST_RESORT
        else:
            return
        if line.go is not None or not turn.frames:
            lines.leave_by(turn, line, way)
            return
        lines.leave_to(turn, len(turn.frames) - 1)


def give_up(turn: Turn) -> None:
    """Say the built-in apology and end the call as `failed`."""
    lines.drop_pending(turn)
    turn.hush()
    turn.move = None
    turn.phase = "leaving"
    turn.outcome = "failed"
    turn.disarm(*(name for name in turn.timers if name != "longest_call"))
    speaking.say_apology(turn)
