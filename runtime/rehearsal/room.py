"""One call of the rehearsal: what the caller hears, what the world was asked, and waiting for either."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from runtime.dialogue.effect import AskModel, CallService
from runtime.rehearsal.notes import Notes
from runtime.rehearsal.score import Cue, Score
from runtime.rehearsal.sound import CallersEar, Heard, Voice
from runtime.standin.carrier import Moment
from runtime.transcript.scripted import ScriptedWorld

PATIENCE = 300.0
"""Seconds that a caller waits for what the play has next before going on without it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the caller says. understood: what the recogniser makes of it. recogniser: as in a play."""

    understood: str
    language: str
    recogniser: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recogniser was told when it was asked for words."""

    language: str
    hints: tuple[str, ...]


@dataclass(slots=True)
class Room:
    """score: the play as it should go. said: the caller's words by the name of their sound. models, services:
    requests as they arrived. in_vain: the acts for which nothing came that the caller waited for."""

    score: Score
    ear: CallersEar
    world: ScriptedWorld
    notes: Notes = field(default_factory=Notes)
    said: dict[str, Said] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    models: list[AskModel] = field(default_factory=list)
    services: list[CallService] = field(default_factory=list)
    unscripted: list[str] = field(default_factory=list)
    dials: int = 0
    recordings: int = 0
    in_vain: list[Cue] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of(cls, score: Score, voice: Voice) -> Room:
        changed = asyncio.Event()
        complaints: list[str] = []
        world = ScriptedWorld(
            score.transcript.stub, score.language, lambda wanted, got: complaints.append(f"{wanted}: {got}")
        )
        room = cls(score, CallersEar(voice, changed.set), world, unscripted=complaints, _changed=changed)
        room.notes.changed = changed.set
        return room

    def moment(self, moment: Moment) -> None:
        """Something has happened at the carrier."""
        verb = moment.detail.get("verb") if moment.kind == "verb" else None
        self.dials += moment.kind == "dial"
        self.recordings += verb == "Record"
        if moment.kind in ("clear", "gathered"):
            self.ear.stopped()
        if moment.kind == "dial" or verb == "Record":
            self._changed.set()

    async def until(self, cue: Cue) -> float:
        """Wait until the call stands where it stands in the play. Returns the moment, on the loop's clock,
        from which the act is counted: now, or the beginning of what is being said."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._wait(lambda: self._is_time(cue))
        except TimeoutError:
            self.in_vain.append(cue)
        begun = self._heard_last(cue) if cue.into is not None else None
        return asyncio.get_running_loop().time() if begun is None else begun.began

    async def _wait(self, happened: Callable[[], bool]) -> None:
        while not happened():
            self._changed.clear()
            await self._changed.wait()

    def _is_time(self, cue: Cue) -> bool:
        heard = self.ear.heard
        if cue.last is not None and self._heard_last(cue) is None:
            return False
        if cue.into is not None:
            return True
        return (
            (not heard or heard[-1].done)
            and self.notes.answers >= cue.answers
            and self.dials >= cue.dials
            and self.recordings >= cue.recordings
        )

    def _heard_last(self, cue: Cue) -> Heard | None:
        """What the cue waits for, once it has begun."""
        if cue.last is None:
            return None
        spoken, times = cue.last
        alike = [one for one in self.ear.heard if (one.piece.language, one.piece.words) == spoken]
        return alike[times - 1] if len(alike) >= times else None


here: ContextVar[Room] = ContextVar("here")
"""The room of the call that goes on here."""
