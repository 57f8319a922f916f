"""The state table: every move a flow can make, compiled once per flow version into one `transitions.Machine`.

The rules of this file (each guards against a trap of the library that was met and measured):

1. One machine for all calls, bound to none (`model=None`): an event is fired on the turn at hand, which
   merely has the attribute `place`. Binding costs 40 KiB a call and hangs methods on it.
2. Triggers are the kinds of move in `WAYS`, a fixed list of ours. Nothing an author writes becomes a
   trigger, an attribute or a method name; the machine's own states are called s0, s1, s2….
3. Guards are our own callables, wrapped in bool(). A string guard would be imported by its dotted path.
4. No automatic transitions (`to_<state>` would let anything jump anywhere) and no queue (it would be
   one queue for all calls).
5. A move that the flow does not contain cannot be made: `move` raises Broken, whatever asked for it.
   This is where "the model may choose only among the exits that the state lists" is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from transitions import Machine, MachineError

from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import (
    Ask,
    Branch,
    Converse,
    Decide,
    End,
    Fetch,
    Flow,
    Listening,
    Menu,
    Record,
    Run,
    Say,
    State,
    Transfer,
)

GO = "go"
OPTION = "option"
ANYWHERE = "anywhere"
RUNG = "rung"
EXIT = "exit"
LIMIT = "limit"
ESCALATION = "escalation"
ERROR = "error"
LAST_RESORT = "last_resort"
CLOSED = "closed"
FAILED = "failed"
VOICEMAIL = "voicemail"
VISIT = "visit"

WAYS = (
    *(GO, OPTION, ANYWHERE, RUNG, EXIT, LIMIT, ESCALATION, ERROR, LAST_RESORT),
    *(CLOSED, FAILED, VOICEMAIL),
)
"""The kinds of move. GO is the only one where the table chooses: its guards are the flow's conditions.
VISIT is none of them: it enters another flow, which has a table of its own."""

DEAF = (Transfer, Record, End)
"""States in which `anywhere` and `escalation` are not read (and End is left by nothing but an error)."""

Guard = Callable[[Turn], bool]


def branches_of(state: State) -> tuple[Branch, ...]:
    """Where a state leads of its own accord, in the order it is read."""
    match state:
        case Say() | Ask() | Fetch() | Record() | Run():
            return state.go
        case Transfer():
            return state.go or ()
        case Decide():
            return state.branches
        case _:
            return ()


def _chosen_ways(flow: Flow, state: State) -> Iterator[tuple[str, str]]:
    """(way, target) for every move that some rule other than `go` may make from `state`."""
    if isinstance(state, Menu):
        for option in state.options:
            if option.line.go:
                yield OPTION, option.line.go
    if isinstance(state, Converse):
        for leave in state.exits:
            yield EXIT, leave.target
        if state.limits.line.go:
            yield LIMIT, state.limits.line.go
    if isinstance(state, Listening):
        for rung in (*state.no_input, *state.no_match):
            if rung.go:
                yield RUNG, rung.go
    if isinstance(state, Transfer):
        for way, line in ((CLOSED, state.closed), (FAILED, state.failed)):
            if line.go:
                yield way, line.go
    if not isinstance(state, DEAF):
        for rule in flow.escalation:
            if rule.line.go:
                yield ESCALATION, rule.line.go
        for option in flow.anywhere:
            if option.line.go:
                yield ANYWHERE, option.line.go
    if state.on_error.go:
        yield ERROR, state.on_error.go
    if flow.voicemail:
        yield VOICEMAIL, flow.voicemail
    if flow.defaults.on_error.go:
        yield LAST_RESORT, flow.defaults.on_error.go


def _wanted(target: str) -> Guard:
    """True when the rule at hand has chosen `target`."""
    return lambda turn: bool(turn.chosen == target)


def _branch_guard(state: State, position: int, branch: Branch) -> Guard:
    """True when the branch's condition holds; notes that it was taken."""

    def holds(turn: Turn) -> bool:
        if branch.when is not None and not bool(turn.plan.true(turn, branch.when)):
            return False
        if isinstance(state, Decide) or position > 1 or branch.when is not None:
            turn.note("branch", f"{state.name}/{position}", branch.mark)
        return True

    return holds


class Table:
    """The compiled moves of one flow."""

    def __init__(self, flow: Flow) -> None:
        self.places = {name: f"s{i}" for i, name in enumerate(flow.states)}
        self._names = {place: name for name, place in self.places.items()}
        moves: list[dict[str, Any]] = []
        for name, state in flow.states.items():
            source = self.places[name]
            for position, branch in enumerate(branches_of(state), start=1):
                moves.append(
                    {
                        "trigger": GO,
                        "source": source,
                        "dest": self.places[branch.go],
                        "conditions": [_branch_guard(state, position, branch)],
                    }
                )
            for way, target in dict.fromkeys(_chosen_ways(flow, state)):
                moves.append(
                    {
                        "trigger": way,
                        "source": source,
                        "dest": self.places[target],
                        "conditions": [_wanted(target)],
                    }
                )
        self._machine = Machine(
            model=None,
            states=list(self._names),
            transitions=moves,
            initial=self.places[flow.start],
            auto_transitions=False,
            model_attribute="place",
        )

    def move(self, turn: Turn, way: str, target: str | None) -> None:
        """Stand in the next state. Raises Broken when the flow has no such move, TemplateFailed when a
        condition cannot be worked out; the turn has not moved then."""
        turn.chosen = target
        event = self._machine.events.get(way)
        try:
            moved = event is not None and bool(event.trigger(turn, turn))
        except MachineError:
            moved = False
        if not moved:
            raise Broken("move")
        turn.state = self._names[turn.place]
