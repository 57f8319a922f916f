"""What a caller hears: one speech of the phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Taken
from runtime.flow.diagnostic import Mark
from runtime.flow.model import BargeIn


@dataclass(slots=True)
class Heard:
    """Something the caller heard, from the moment it began.

    state: where the call stood when it was ordered ("flow/state" in a flow that another runs). source: the
    author's words. cut: seconds into it when it was interrupted, or None. flow: the one that acted. voice:
    who spoke, None for the provider's usual voice. fixed: the words have no placeholders. led: the line of
    the flow that led there.
    """

    text: str
    language: str
    prompt: str | None
    at: float
    seconds: float
    state: str
    source: Mark | None
    cut: float | None = None
    flow: str = ""
    voice: str | None = None
    barge_in: BargeIn = BargeIn.YES
    fixed: bool = False
    led: Taken | None = None

    @property
    def because_of(self) -> Taken | None:
        """What led there; None when it is the state in which the words themselves stand."""
        led, source = self.led, self.source
        if led and led.what == "state" and led.mark and source and led.mark.file == source.file:
            return None
        return led


def place_of(call: Call) -> str:
    """Where the call stands: a state, and in a flow that another runs also whose."""
    return f"{call.flow}/{call.state}" if call.frames else call.state


def led_by(taken: Sequence[Taken]) -> Taken | None:
    """Of what the flow did in one step, what led to the words of that step: the newest rung, option, exit or
    the like, else the state that was entered. None when no line of the author's did."""
    marked = [one for one in taken if one.mark is not None]
    ways = [one for one in marked if one.what != "state"]
    return next(reversed(ways or marked), None)
