"""The mouth: order, marks, interruptions, and what happens when the voice does not come."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from runtime.dialogue.effect import Speak
from runtime.dialogue.event import Event, PlaybackEnded, Provider, ProviderFailed
from runtime.flow.model import BargeIn, Voice
from runtime.providers.ports import Failed
from runtime.providers.twilio.wire import Outgoing
from runtime.server import mouth
from runtime.server.mouth import Playback


class Room:
    """A playback whose sent messages and events are kept; sound is given per text, piece by piece."""

    def __init__(self, **sounds: list[bytes | Exception]) -> None:
        self.sounds = sounds
        self.sent: list[dict[str, Any]] = []
        self.events: list[Event] = []
        self.clips: dict[str, bytes] = {}
        self.open = 0
        self.speaking: list[bool] = []
        self.gate: asyncio.Event | None = None
        shelf: Any = self
        self.playback = Playback(
            self.send, Outgoing("MZ1"), shelf, shelf, self.events.append, lambda: 0.0,
            spawn=asyncio.ensure_future, speaking=self.speaking.append,  # type: ignore[arg-type]
        )  # fmt: skip

    async def send(self, text: str) -> None:
        self.sent.append(json.loads(text))
        await asyncio.sleep(0)

    def find(self, text: str, language: str, voice: Voice) -> Any:
        return type("Clip", (), {"ulaw": self.clips[text]}) if text in self.clips else None

    async def speak(self, text: str, language: str, voice: Voice) -> Any:
        self.open += 1
        try:
            for piece in self.sounds.get(text, [text.encode() * 400]):
                if self.gate:
                    await self.gate.wait()
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self.open -= 1

    def say(self, number: int, text: str, fixed: bool = False) -> None:
        self.playback.say(Speak(number, text, "en-IN", None, fixed, BargeIn.YES))

    @property
    def story(self) -> list[str]:
        """What was sent, runs of media as one word."""
        told: list[str] = []
        for message in self.sent:
            word = message["event"] if message["event"] != "mark" else f"mark {message['mark']['name']}"
            if word != "media" or told[-1:] != ["media"]:
                told.append(word)
        return told

    async def until(self, true: Any) -> None:
        async with asyncio.timeout(5):
            while not true():
                await asyncio.sleep(0.005)

    async def __aenter__(self) -> Room:
        self.task = asyncio.create_task(self.playback.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        self.playback.close()
        await asyncio.sleep(0)


async def test_speeches_come_in_order_each_with_its_mark() -> None:
    async with Room() as room:
        room.clips["clip"] = b"c" * 800
        room.say(1, "one")
        room.say(2, "clip", fixed=True)
        room.say(3, "three")
        await room.until(lambda: "mark 3" in room.story)
        assert room.story == ["media", "mark 1", "media", "mark 2", "media", "mark 3"]
        for number in (1, 2, 3):
            room.playback.marked(str(number))
        assert [e.speech for e in room.events if isinstance(e, PlaybackEnded)] == [1, 2, 3]
        assert room.speaking[-1] is False


async def test_frames_are_whole_and_only_the_last_is_filled_up() -> None:
    async with Room(odd=[b"a" * 1999, b"b" * 2]) as room:
        room.say(1, "odd")
        await room.until(lambda: "mark 1" in room.story)
        import base64

        frames = [base64.b64decode(m["media"]["payload"]) for m in room.sent if m["event"] == "media"]
        assert {len(frame) for frame in frames} == {160}
        assert b"".join(frames) == b"a" * 1999 + b"bb" + b"\xff" * 79


async def test_never_more_than_a_few_seconds_lie_at_the_carrier() -> None:
    async with Room(long=[b"x" * 160 * 50 * 30]) as room:
        room.say(1, "long")
        await asyncio.sleep(0.2)
        assert 90 <= room.playback.frames <= 50 * (mouth.AHEAD + 1)


async def test_stop_clears_and_nothing_old_is_sent_after_it() -> None:
    async with Room(long=[b"x" * 160 * 50 * 30]) as room:
        room.say(1, "long")
        room.say(2, "waiting")
        await room.until(lambda: room.playback.frames)
        room.playback.stop()
        room.say(3, "new")
        await room.until(lambda: "mark 3" in room.story)
        after = room.story[room.story.index("clear") + 1 :]
        assert after == ["media", "mark 3"]
        room.playback.marked("1")  # the carrier gives thrown-away marks back
        assert room.events == []
        assert room.open == 0


async def test_stop_cuts_a_voice_that_is_still_being_made() -> None:
    async with Room() as room:
        room.gate = asyncio.Event()
        room.say(1, "slow")
        await room.until(lambda: room.open)
        room.playback.stop()
        await room.until(lambda: not room.open)
        room.gate.set()
        room.say(2, "next")
        await room.until(lambda: "mark 2" in room.story)
        assert room.story == ["clear", "media", "mark 2"]


async def test_the_next_speech_is_made_while_one_plays() -> None:
    async with Room(long=[b"x" * 160 * 50 * 30]) as room:
        room.say(1, "long")
        room.say(2, "next")
        await room.until(lambda: not room.open and len(room.playback.unheard) == 2)
        assert room.playback.frames < 50 * 30  # the first is still being sent


@pytest.mark.parametrize("pieces", [[Failed("down")], [], [b"", Failed("empty")], [ValueError("a bug")]])
async def test_a_voice_without_sound_is_a_failure_of_this_speech(pieces: list[Any]) -> None:
    async with Room(broken=pieces) as room:
        room.say(7, "broken")
        room.say(8, "whole")
        await room.until(lambda: "mark 8" in room.story)
        failure = room.events[0]
        assert isinstance(failure, ProviderFailed)
        assert (failure.provider, failure.request) == (Provider.VOICE, 7)
        assert "mark 7" not in room.story


async def test_a_voice_that_breaks_off_ends_the_speech_where_it_broke() -> None:
    async with Room(half=[b"x" * 1600, b"y" * 320, Failed("gone")]) as room:
        pieces = room.speak("half", "en-IN", Voice())

        async def halting(*_: Any) -> Any:
            async for piece in pieces:
                yield piece
                await room.until(lambda: room.playback.frames >= 10)

        room.speak = halting  # type: ignore[method-assign]
        room.say(1, "half")
        await room.until(lambda: "mark 1" in room.story)
        room.playback.marked("1")
        assert room.events == [PlaybackEnded(1, 0.0)]


async def test_a_lost_mark_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouth, "LATE", 0.05)
    async with Room(short=[b"x" * 320]) as room:
        room.say(1, "short")
        await room.until(lambda: room.events)
        assert isinstance(room.events[0], PlaybackEnded)
        room.playback.marked("1")  # late after all
        room.playback.marked("nonsense")
        assert len(room.events) == 1


async def test_words_of_nothing_are_heard_at_once() -> None:
    async with Room() as room:
        room.say(1, "  ")
        await room.until(lambda: "mark 1" in room.story)
        assert room.open == 0


async def test_a_carrier_that_takes_nothing_is_a_dead_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouth, "SEND_TIMEOUT", 0.05)
    room = Room()

    async def stuck(text: str) -> None:
        await asyncio.sleep(60)

    room.playback._send = stuck
    room.say(1, "hello")
    with pytest.raises(ConnectionError):
        await room.playback.run()


async def test_what_is_unheard_is_known_for_the_next_stream() -> None:
    async with Room() as room:
        room.say(1, "one")
        room.say(2, "two")
        await room.until(lambda: "mark 2" in room.story)
        room.playback.marked("1")
        assert [effect.speech for effect in room.playback.unheard] == [2]


async def test_a_failure_is_told_when_everything_before_it_has_been_heard() -> None:
    async with Room(broken=[Failed("down")]) as room:
        room.say(1, "first")
        room.say(2, "broken")
        await room.until(lambda: "mark 1" in room.story and room.open == 0)
        await asyncio.sleep(0.05)
        assert room.events == []
        room.playback.marked("1")
        await room.until(lambda: len(room.events) == 2)
        assert [type(event) for event in room.events] == [PlaybackEnded, ProviderFailed]
        assert room.playback.failed is not None
        assert room.playback.failed.speech == 2


async def test_a_voice_that_is_not_to_be_tried_is_not() -> None:
    async with Room() as room:
        room.clips["clip"] = b"c" * 320
        room.playback.say(Speak(1, "clip", "en-IN", None, True, BargeIn.YES), live=False)
        room.playback.say(Speak(2, "words", "en-IN", None, False, BargeIn.YES), live=False)
        await room.until(lambda: "mark 1" in room.story)
        room.playback.marked("1")
        await room.until(lambda: len(room.events) == 2)
        assert isinstance(room.events[1], ProviderFailed)
        assert room.story == ["media", "mark 1"]
