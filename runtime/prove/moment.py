"""When two moments of calls are the same: what is compared, what is forgotten.

Kept: the flow and state, those of the flows that wait below, what was asked, rungs taken, silences, misses,
visits and values as far as conditions tell them apart and may still read them, which secrets have been told
(the core must hide them, whether or not the flow reads them again), errors, escalation rules that have fired,
what was given ahead, whether it is known who answered, the opening hours of this call, the language where a
condition reads it. Forgotten: the clock, `turns`, that a rule on `turns` alone has fired, how long a
conversation with the model has lasted, what was said. Nothing is lost by these: time that is up and calls
that grow long are moves of their own (moves.py), which may come once too often and never too seldom.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from runtime.dialogue.call import Call, Frame
from runtime.flow.model import Listening
from runtime.prove.relevant import Relevant

MOST_ERRORS = 2
"""A third error in a row ends the call, so more than two never stand."""


def forgetful(call: Call, relevant: Relevant) -> Call:
    """The same moment of a call that has just begun, as it were."""
    return replace(
        call,
        clock=0.0,
        entered=0.0,
        talked=0.0,
        turns=0,
        state_turns=0,
        messages=(),
        reply=(),
        silent=0,
        fired=call.fired - relevant.by_length,
    )


def moment(call: Call, relevant: Relevant, hours: int) -> Hashable:
    """Equal for two calls that go on alike. hours: which of the times of day the call is made at."""
    counted = relevant.counted(call.fired)
    outermost = relevant.flows[call.frames[0].flow if call.frames else call.flow]
    return (
        hours,
        call.phase,
        min(call.no_inputs, counted.get(("", "no_inputs"), 0)),
        min(call.no_matches, counted.get(("", "no_matches"), 0)),
        min(call.errors, MOST_ERRORS),
        call.fired,
        call.language if relevant.language else "",
        (call.met, call.machine) if outermost.direction == "outbound" else (),
        _of_flow(call, relevant, counted),
        tuple((_of_flow(frame, relevant, counted), frame.line) for frame in call.frames),
    )


def _of_flow(call: Call | Frame, relevant: Relevant, counted: Mapping[tuple[str, str], int]) -> Hashable:
    state = relevant.flows[call.flow].states[call.state]
    ladders = (0, 0)
    if isinstance(state, Listening):
        ladders = (
            min(call.rung_no_input, len(state.no_input) - 1),
            min(call.rung_no_match, len(state.no_match) - 1),
        )
    return (
        call.flow,
        call.state,
        call.question,
        ladders,
        tuple(
            min(call.visits.get(name.removeprefix("visits."), 0), most)
            for (owner, name), most in counted.items()
            if owner == call.flow
        ),
        tuple(sorted(call.ahead)),
        _given(call.foretold),
        relevant.slots(call.flow, call.state, call.slots),
        tuple(sorted(name for name in call.sensitive if name in call.slots)),
    )


def _given(values: Mapping[str, Any]) -> Hashable:
    return tuple(sorted(values))
