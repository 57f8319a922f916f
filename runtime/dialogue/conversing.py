"""`converse`: the caller speaks with the model, and leaves by one of the state's exits.

Model output never moves a call by itself. Its words are spoken sentence by sentence as they come; its
exit must be one that this state lists; its fills are checked like what a caller says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runtime.dialogue import answers, asking, frames, ladders, masking, speaking, thinking
from runtime.dialogue.event import ModelDone, ModelSaid
from runtime.dialogue.machine import EXIT
from runtime.dialogue.turn import Broken, Turn
from runtime.dialogue.values import today
from runtime.flow.model import Converse


def on_words(turn: Turn, state: Converse, text: str) -> None:
    """What no phrase explains goes to the model."""
    anywhere = frames.anywhere_words(turn, text, beside_model=True)
    if anywhere is not None:
        turn.stop_model()
        turn.phase = "listening"
        asking.take_anywhere(turn, anywhere)
        return
    interrupt(turn)
    shown = masking.unasked(text, asked=thinking.wants_digits(turn, state))
    speaking.remember(turn, "user", shown)
    turn.hush()
    thinking.ask_model(turn, state)


def interrupt(turn: Turn) -> None:
    """The caller speaks over the model: it is stopped, and what it has said so far was said."""
    if turn.phase == "thinking":
        _keep_said(turn)
        turn.stop_model()
        turn.phase = "listening"


def on_said(turn: Turn, event: ModelSaid) -> None:
    """One sentence of the reply."""
    turn.disarm("filler")
    if event.text.strip():
        turn.reply = (*turn.reply, event.text.strip())
        speaking.say_reply(turn, event.text.strip())


def on_done(turn: Turn, state: Converse, event: ModelDone) -> None:
    """The reply is complete: an exit of the list, words, or neither."""
    turn.disarm("reply", "filler")
    turn.request = 0
    turn.phase = "listening"
    leave = next((e for e in state.exits if e.target == event.exit), None)
    if leave is None and not turn.reply:
        if event.exit is None:
            raise Broken("model")
        ladders.miss(turn)
        return
    _keep_said(turn)
    _fill(turn, state, event.fills)
    turn.understood()
    turn.rung_no_input = 0
    turn.rung_no_match = 0
    if ladders.listened(turn):
        return
    if leave is not None:
        turn.note("exit", f"{state.name}/{leave.target}", leave.mark)
        turn.go(EXIT, leave.target)
        return
    if not ladders.limit_reached(turn):
        speaking.listen(turn)


def _fill(turn: Turn, state: Converse, fills: Mapping[str, Any]) -> None:
    for slot in thinking.fillable(turn, state):
        if slot.name in fills:
            value = answers.given(turn.plan, slot, fills[slot.name], turn.language, today(turn))
            if value is not None:
                turn.fill(slot.name, value)
                turn.ahead = turn.ahead | {slot.name}
                turn.note("fill", f"{state.name}/{slot.name}", slot.mark)


def _keep_said(turn: Turn) -> None:
    if turn.reply:
        speaking.remember(turn, "assistant", " ".join(turn.reply))
