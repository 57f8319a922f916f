"""The time of a `converse` is up when its timer says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.event import TimerFired

Calling = Callable[..., Any]


@pytest.mark.parametrize("at", [0.1, 0.2, 0.3, 0.7, 1.1, 12.3, 100.1, 333.3])
def test_the_time_of_a_conversation_ends_it_when_it_is_up(call: Calling, at: float) -> None:
    """A deadline is not missed by the last bit of a float."""
    states = """
  begin:
    converse: helper
    exits: {bye: done}
    wait: 60s
    limits: {turns: 9, time: 20.7s, reply: 8s, go: desk}
"""
    phone = call(states, at=at)
    phone.at = at
    number, seconds = next(
        (effect.timer, effect.seconds)
        for effect in phone.steps[0][1].effects
        if getattr(effect, "name", "") == "limit"
    )
    phone.timers.pop(number, None)
    phone.send(TimerFired(number, at + seconds))
    assert phone.state == "desk"
