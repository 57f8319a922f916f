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
    source: the author's line that spoke, where something was said. about: the kind of line or check that
    was not met ("bot", "caller", "expect/state", "stub"…). nearest: a prompt that was probably meant.
    accept: what `--update` would write here. led: the line of the flow that led to what was said.
    """

    mark: Mark
    expected: str
    heard: str
    state: str = ""
    source: Mark | None = None
    about: str = ""
    nearest: str | None = None
    accept: Accept | None = None
    led: Taken | None = None


@dataclass(frozen=True, slots=True)
class Accept:
    """A bot line as it would have to be. what: "replace" line number `line` (from 0), "insert" one before it
    (past the last: at the end), or "delete" it. prompt: the name of what was said, or None where only its
    words (text) can be told."""

    what: str
    line: int
    prompt: str | None = None
    text: str = ""


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
        """Whether the play went as it should: as written, or not so when that is expected of it."""
        return bool(self.mismatches) == (self.transcript.expected_to_fail is not None)

    @property
    def differences(self) -> tuple[Mismatch, ...]:
        """What has to be told of a play that did not go as it should."""
        expected = self.transcript.expected_to_fail
        if self.passed:
            return ()
        if expected is None:
            return self.mismatches
        wanted = f"a line that goes wrong: {expected.words}"
        return (Mismatch(expected.mark, wanted, "every line agrees; take `expected_to_fail` out"),)
