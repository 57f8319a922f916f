"""What became of a play: every mismatch, and everything that was said and done, in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from runtime.dialogue.dialogue import Taken
from runtime.flow.diagnostic import Mark
from runtime.transcript.model import Transcript


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One line of the play that went differently.

    mark: the line in the transcript. expected, heard: in a few words each. state: where the call stood.
    source: the author's line that spoke, where something was said.
    """

    mark: Mark
    expected: str
    heard: str
    state: str = ""
    source: Mark | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment of the play. who: "bot", "caller", "call". at: seconds since the call was answered."""

    at: float
    who: str
    what: str
    mismatch: Mismatch | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """seconds: the call's length on the virtual clock. ended: its outcome, or None when the play
    stopped before the end. taken: what the flow did, for coverage."""

    transcript: Transcript
    language: str | None
    mismatches: tuple[Mismatch, ...]
    beats: tuple[Beat, ...]
    taken: tuple[Taken, ...] = field(default=(), repr=False)
    seconds: float = 0.0
    ended: str | None = None

    @property
    def passed(self) -> bool:
        return not self.mismatches
