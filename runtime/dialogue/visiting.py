"""Running another flow: what is handed over, and what comes back."""

from __future__ import annotations

from runtime.dialogue import answers, frames, lines
from runtime.dialogue.machine import GO
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import Run
from runtime.flow.template import TemplateFailed

ENDED = "ended"
"""The name under which the outcome of a run flow is kept, beside its outputs."""


def by_state(turn: Turn, state: Run) -> None:
    """A `run` state: hand over its inputs, and stand at the start of the other flow. Raises Broken."""
    declared = turn.root.every[state.flow].flow.inputs
    given = {}
    private = set()
    for name, template in state.inputs:
        try:
            value = template.value(turn.plan.names.now(turn, template.names), turn.language)
        except TemplateFailed as error:
            raise Broken("with") from error
        given[name] = answers.coerced(declared[name], value)
        if any(read.partition(".")[0] in turn.sensitive for read in template.names):
            private.add(name)  # a copy of a secret is one
    frames.push(turn, state.flow, given, frozenset(private), line=False)


def by_line(turn: Turn, flow: str) -> None:
    """A line's visit: the flow has no inputs. Raises Broken."""
    frames.push(turn, flow, {}, frozenset(), line=True)


def come_back(turn: Turn, outcome: str) -> bool:
    """The flow that acts has reached an `end`: the one below goes on. False when it was a line's visit, after
    which the state there asks its question again."""
    flow = turn.plan.flow
    given = {name: turn.slots[name] for name in flow.outputs if name in turn.slots}
    private = any(name in turn.sensitive for name in given)
    ran = turn.frames[-1]
    turn.note("returned", f"{flow.name}/{outcome}", turn.here.mark, f"{ran.flow}/{ran.state}")
    lines.drop_pending(turn)
    left = frames.drop_to(turn, len(turn.frames) - 1)
    turn.phase = "speaking"
    if left.line:
        return False
    state = turn.here
    if isinstance(state, Run) and state.save:
        turn.fill(state.save, {**given, ENDED: outcome})
        if private:
            turn.sensitive = turn.sensitive | {state.save}
    turn.go(GO)
    return True
