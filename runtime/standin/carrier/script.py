"""What a scripted caller does, step by step, and when.

A step waits for its `when` and is then done: `AfterBot` like a polite person, once the line has been
silent for a while after the phone spoke; `Over` like an impatient one, so long after the phone began;
`Until` and `Cue` when something outside the call has happened; `Now` at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AfterBot:
    """quiet: seconds of silence on the line after the phone has spoken."""

    quiet: float = 0.7


@dataclass(frozen=True, slots=True)
class Over:
    """offset: seconds after the phone began to speak."""

    offset: float = 1.0


@dataclass(frozen=True, slots=True)
class Now:
    pass


@dataclass(frozen=True, slots=True)
class Until:
    """ready: asked every 20 ms. quiet: as with AfterBot; the step is done once both are so."""

    ready: Callable[[], bool]
    quiet: float = 0.5


@dataclass(frozen=True, slots=True)
class Cue:
    """ready: awaited, and then the step is done at once, whoever hears it."""

    ready: Callable[[], Awaitable[object]]


When = AfterBot | Over | Until | Now | Cue


@dataclass(frozen=True, slots=True)
class Press:
    """keys: one or more of 0-9 * #; gap: seconds between two."""

    keys: str
    when: When = AfterBot()
    gap: float = 0.25


@dataclass(frozen=True, slots=True)
class Speak:
    """ulaw: the caller's voice. text: what it says, for the report and for a `<Gather>` of speech."""

    ulaw: bytes
    text: str = ""
    when: When = AfterBot()


@dataclass(frozen=True, slots=True)
class Silence:
    """Say nothing for so long, whatever the phone does meanwhile."""

    seconds: float
    when: When = AfterBot()


@dataclass(frozen=True, slots=True)
class Noise:
    """A noise in the caller's room that is no speech: heard, not meant."""

    seconds: float = 1.0
    level: float = 0.05
    """Of full scale."""
    when: When = AfterBot()


@dataclass(frozen=True, slots=True)
class HangUp:
    when: When = AfterBot()


@dataclass(frozen=True, slots=True)
class DropSocket:
    """A fault: the media socket is lost without a closing word."""

    when: When = Now()


Step = Press | Speak | Silence | Noise | HangUp | DropSocket
