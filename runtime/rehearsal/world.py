"""Providers for the live server that follow the play of the call they are asked in: a voice that can be taken
down, a recogniser that knows what the caller's sounds mean, and the model and services of its `stub`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from runtime.dialogue.effect import AskModel, CallService
from runtime.flow.model import Voice as Tone
from runtime.providers.ports import Decision, Failed, Heard, Sentence
from runtime.rehearsal.room import Recognised, Room, here
from runtime.rehearsal.sound import Voice
from runtime.server.wiring import Providers
from runtime.standin.carrier.line import FRAME
from runtime.transcript.duration import seconds_to_say
from runtime.transcript.phone import LATE, RECOGNITION
from runtime.transcript.world import MODEL_NEXT_SENTENCE

NEVER = 3600.0
"""Seconds: longer than any call."""
_PART = 1600
"""Bytes of sound that the voice gives at a time."""


class World:
    """rooms: by the carrier's name for the call."""

    def __init__(self, voice: Voice, rooms: Mapping[str, Room]) -> None:
        self._voice = voice
        self._rooms = rooms

    def providers(self) -> Providers:
        return Providers(
            name="rehearsal",
            recogniser=_Recogniser(self._voice, self._rooms),
            speaker=_Speaker(self._voice),
            model=_Model(),
            services=lambda flow: _Services(),
            close=_nothing,
        )


async def _nothing() -> None:
    """There is nothing to close."""


class _Speaker:
    name = "rehearsal"

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def connect(self, call: str) -> _Speaker:
        return self

    async def render(self, text: str, language: str, voice: Tone) -> bytes:
        return self._voice.sound(text, language, seconds_to_say(text))

    async def speak(self, text: str, language: str, voice: Tone) -> AsyncIterator[bytes]:
        sound = await self.render(text, language, voice)
        for at in range(0, len(sound), _PART):
            yield sound[at : at + _PART]

    async def close(self) -> None:
        """There is nothing to close."""


class _Recogniser:
    def __init__(self, voice: Voice, rooms: Mapping[str, Room]) -> None:
        self._voice = voice
        self._rooms = rooms

    def connect(self, call: str) -> _Ear:
        return _Ear(self._voice, self._rooms[call])


class _Ear:
    """Knows the words by their sound, and says of them what the play has it say."""

    def __init__(self, voice: Voice, room: Room) -> None:
        self._voice = voice
        self._room = room
        self._told = Recognised("", ())
        self._sound = bytearray()

    def begin(self, language: str, hints: tuple[str, ...]) -> None:
        self._sound.clear()
        self.aim(language, hints)

    def aim(self, language: str, hints: tuple[str, ...]) -> None:
        self._told = Recognised(language, hints)

    def feed(self, ulaw: bytes) -> None:
        self._sound += ulaw

    async def finish(self) -> Heard:
        self._room.recognised.append(self._told)
        frames = (bytes(self._sound[at : at + FRAME]) for at in range(0, len(self._sound), FRAME))
        named = next((piece.words for frame in frames if (piece := self._voice.read(frame))), "")
        said = self._room.said.get(named)
        if said is None:
            self._room.unscripted.append("words of the caller: the recogniser was given another sound")
            return Heard("")
        match said.recogniser:
            case "timeout":
                await asyncio.sleep(NEVER)
            case "late":
                await asyncio.sleep(LATE)
            case _:
                await asyncio.sleep(RECOGNITION)
        if said.recogniser == "error":
            raise Failed("scripted error")
        return Heard("" if said.recogniser == "nothing" else said.understood, said.language)

    def cancel(self) -> None:
        self._sound.clear()

    async def close(self) -> None:
        """There is nothing to close."""


class _Model:
    async def answer(self, request: AskModel) -> AsyncIterator[Sentence | Decision]:
        room = here.get()
        room.models.append(request)
        answer = room.world.model(request)
        await asyncio.sleep(answer.seconds)
        for sentence in answer.sentences:
            yield Sentence(sentence)
            await asyncio.sleep(MODEL_NEXT_SENTENCE)
        if answer.failed is not None:
            raise Failed(answer.failed)
        yield Decision(answer.exit, answer.fills)

    async def close(self) -> None:
        """There is nothing to close."""


class _Services:
    async def fetch(self, request: CallService) -> Any:
        room = here.get()
        room.services.append(request)
        answer = room.world.service(request)
        await asyncio.sleep(answer.seconds)
        if answer.failed is not None:
            raise Failed(answer.failed)
        return answer.value

    async def close(self) -> None:
        """There is nothing to close."""
