"""Words as a sound that can be read back at the ear."""

from __future__ import annotations

import asyncio

from runtime.audio import mulaw, wav
from runtime.rehearsal.sound import CallersEar, Voice
from runtime.standin.carrier.line import FRAME, SILENT, is_audible

VOICE = Voice()
HELLO = VOICE.sound("hello", "en-IN", 0.1)
NAMASTE = VOICE.sound("नमस्ते", "hi-IN", 0.06)


def heard(*sounds: bytes) -> CallersEar:
    async def listen() -> CallersEar:
        ear = CallersEar(VOICE, lambda: None)
        for sound in sounds:
            if not sound:
                ear.stopped()
            for at in range(0, len(sound), FRAME):
                ear.frame(sound[at : at + FRAME])
        return ear

    return asyncio.run(listen())


def told(ear: CallersEar) -> list[tuple[str, bool]]:
    return [(one.piece.words, one.whole) for one in ear.heard]


def test_words_are_read_back_in_order_and_as_far_as_they_were_heard() -> None:
    ear = heard(HELLO, NAMASTE, SILENT, HELLO[: 2 * FRAME], SILENT)
    assert told(ear) == [("hello", True), ("नमस्ते", True), ("hello", False)]
    assert ear.torn == 0


def test_the_same_words_twice_are_two_pieces_also_when_the_first_was_stopped() -> None:
    assert told(heard(HELLO, HELLO)) == [("hello", True), ("hello", True)]
    assert told(heard(HELLO[:FRAME], b"", HELLO)) == [("hello", False), ("hello", True)]


def test_a_frame_of_two_sounds_is_torn() -> None:
    assert heard(HELLO[: FRAME // 2] + NAMASTE[: FRAME // 2]).torn == 1


def test_the_sound_is_loud_and_survives_a_file() -> None:
    assert is_audible(HELLO[:FRAME])
    assert mulaw.encode(wav.read(wav.write_mulaw(HELLO)).mono) == HELLO
