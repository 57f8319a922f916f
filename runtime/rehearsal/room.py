"""One call of the rehearsal: what the caller hears, what the world was asked, and waiting for either."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from runtime.dialogue.effect import AskModel, CallService
from runtime.rehearsal.notes import Notes
from runtime.rehearsal.score import Cue, Score
from runtime.rehearsal.sound import CallersEar, Voice
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
    whispered: list[str] = field(default_factory=list)
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
        if moment.kind == "dial" or verb == "Record":
            self._changed.set()

    async def until(self, cue: Cue) -> None:
        """Wait until the call stands where it stands in the play."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._wait(lambda: self._is_time(cue))
        except TimeoutError:
            self.in_vain.append(cue)

    async def _wait(self, happened: Callable[[], bool]) -> None:
        while not happened():
            self._changed.clear()
            await self._changed.wait()

    def _is_time(self, cue: Cue) -> bool:
        heard = self.ear.heard
        if cue.last is not None:
            spoken, times = cue.last
            if [(one.piece.language, one.piece.words) for one in heard].count(spoken) < times:
                return False
        if cue.into is not None:
            return True
        return (
            (not heard or heard[-1].done)
            and self.notes.answers >= cue.answers
            and self.dials >= cue.dials
            and self.recordings >= cue.recordings
        )


here: ContextVar[Room] = ContextVar("here")
"""The room of the call that goes on here."""
