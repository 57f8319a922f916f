"""The live server and its carrier on one clock that steps: real webhooks with real signatures, a real media
socket, the server's own sessions, doors, timers and requests. Made up are the ends of it: what the caller
does, how words sound, and what model, recogniser and services answer.

    async with House(dialogues) as house:
        performed = await house.perform(score)
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.event import Answered, AnsweredBy, TransferOutcome
from runtime.flow.model import Direction
from runtime.rehearsal.caller import steps
from runtime.rehearsal.notes import NotedDialogue, taking
from runtime.rehearsal.room import Room, here
from runtime.rehearsal.score import Score
from runtime.rehearsal.sound import Voice
from runtime.rehearsal.world import World
from runtime.server.app import Application
from runtime.server.ears import Detectors
from runtime.server.library import Shelf
from runtime.server.settings import Settings
from runtime.server.switchboard import Switchboard
from runtime.standin.carrier import CallReport, Carrier, CarrierConfig, Leg
from runtime.transcript.duration import seconds_to_say
from runtime.transcript.model import Noticed
from runtime.transcript.phone import TALK
from runtime.transcript.player import known

LONGEST = 3600.0
"""Seconds after which the carrier ends a call that nobody ends."""
ACCOUNT = "AC" + "7" * 32
_WORDS_OF = {AnsweredBy.PERSON: "human", AnsweredBy.MACHINE: "machine_end_beep"}
_LEGS = {
    TransferOutcome.COMPLETED: Leg(after=1.0, talk=TALK),
    TransferOutcome.BUSY: Leg("busy", after=2.0),
    TransferOutcome.NO_ANSWER: Leg("no-answer"),
    TransferOutcome.FAILED: Leg("failed", after=1.0),
}


@dataclass(frozen=True, slots=True)
class Performed:
    """outcome: what the server keeps of the call, None when it knows no such call."""

    room: Room
    report: CallReport
    outcome: str | None


class House:
    """dialogues: of every flow that is called here."""

    def __init__(self, dialogues: Sequence[NotedDialogue]) -> None:
        self._dialogues = {f"{d.flow.name}-{number}": d for number, d in enumerate(dialogues)}
        self._numbers = {f"+1800555{number:04}": name for number, name in enumerate(self._dialogues)}
        self._rooms: dict[str, Room] = {}
        self._voice = Voice()
        self._key = secrets.token_hex(16)
        self._url = ""
        self._open = AsyncExitStack()
        self._board: Switchboard

    async def __aenter__(self) -> Self:
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        try:
            await self._serve(folder)
        except BaseException:
            await self._open.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def perform(self, score: Score) -> Performed:
        """One call by one play."""
        flow = score.dialogue.flow
        name = next(name for name, dialogue in self._dialogues.items() if dialogue is score.dialogue)
        number = next(number for number, called in self._numbers.items() if called == name)
        sid = "CA" + secrets.token_hex(16)
        room = self._rooms[sid] = Room.of(score, self._voice)
        setting, outbound = score.transcript.call, flow.direction is Direction.OUTBOUND
        url = f"{self._url}/voice/incoming"
        if outbound:
            url = f"{self._url}/voice/outgoing?for={self._board.prepare(name, setting.inputs)}"
        noticed = next((cue for cue in score.cues if isinstance(cue.act, Noticed)), None)
        notice = None
        if noticed is not None and isinstance(noticed.act, Noticed):
            notice = (noticed.at, _WORDS_OF[noticed.act.by], f"{self._url}/voice/answered")
        config = CarrierConfig(
            url=url,
            auth_token=self._key,
            account=ACCOUNT,
            caller=setting.number,
            called=number,
            outbound=outbound,
            answered_by=_WORDS_OF[setting.answered_by] if setting.answered_by else None,
            notice=notice,
            fallback=f"{self._url}/voice/fallback",
            status=f"{self._url}/voice/status",
            other_legs=tuple(_LEGS[outcome] for outcome in score.transcript.stub.transfer),
            say=self._say,
            longest=LONGEST,
            rests=True,
            ear=room.ear.frame,
            watch=room.moment,
        )
        report = await Carrier(config).call(tuple(steps(room, self._voice)), call=sid)
        record = await self._ended(sid)
        del self._rooms[sid]
        return Performed(room, report, record.outcome if record else None)

    async def _ended(self, sid: str) -> Any:
        """What the server keeps of the call, once it is over there too."""
        while sid in self._board.sessions:  # noqa: ASYNC110 (the server tells nobody, and the time costs nothing)
            await asyncio.sleep(1.0)
        return await self._board.store.load(sid)

    async def _say(self, text: str, language: str) -> bytes:
        return self._voice.sound(text, language, seconds_to_say(text))

    async def _serve(self, folder: Path) -> None:
        settings = Settings.from_env(
            {
                "TWILIO_AUTH_TOKEN": self._key,
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "CLIPS_DIR": str(folder / "clips"),
                "MAX_CALLS": "100000",
                "MAX_CALLS_PER_CALLER": "100000",
            }
        )
        flows = folder / "flows"
        flows.mkdir()
        world = World(self._voice, self._rooms)

        async def connect(_: Settings) -> Any:
            return world.providers()

        app = Application(
            settings,
            flows,
            providers=connect,
            detectors=lambda: Detectors(silero=False),
            begin=self._begin,
        )
        config = uvicorn.Config(
            app,
            port=0,
            ws="websockets-sansio",
            ws_max_size=65_536,
            ws_per_message_deflate=False,
            access_log=False,
            log_config=None,
            lifespan="on",
            timeout_keep_alive=int(LONGEST),  # else one closes at the very moment at which it is used again
        )
        server = uvicorn.Server(config)
        server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        task = asyncio.create_task(server.serve())

        async def stop() -> None:
            server.should_exit = True
            await task

        self._open.push_async_callback(stop)
        while not server.started:
            if task.done():
                task.result()
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        assert app.board is not None
        self._board = app.board
        app.library.serve(Shelf(dialogues=self._dialogues, numbers=self._numbers))
        for dialogue in self._dialogues.values():
            await self._board.clips.make(dialogue.flow)

    def _begin(
        self,
        sid: str,
        dialogue: Dialogue,
        number: str,
        inputs: Mapping[str, Any] | None,
        answered: Answered | None,
    ) -> Step:
        """The call begins when, where and knowing what its play says."""
        room = self._rooms[sid]
        here.set(room)
        taking.set(room.notes)
        setting = room.score.transcript.call
        return dialogue.start(
            number=number,
            now=setting.at,
            language=setting.language,
            state=setting.state,
            slots=known(dialogue.flow, setting.slots),
            inputs=setting.inputs if inputs is None else inputs,
            answered=answered,
        )
