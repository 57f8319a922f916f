from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest

from runtime.flow.model import Voice
from runtime.providers.ports import Failed
from runtime.providers.sarvam import Deadlines, Sarvam
from runtime.providers.sarvam.voice import SarvamMouth
from runtime.standin.sarvam import SarvamStandin
from runtime.standin.sarvam.engines import tone

Make = Callable[..., Sarvam]
Fault = Callable[..., None]
SHORT = Deadlines(connect=0.4, first_sound=0.4, clip=0.8)
WORDS = "మీ ఊరి పేరు చెప్పండి."
TRANSPORTS = pytest.mark.parametrize("transport", ["socket", "rest"])


@asynccontextmanager
async def mouth_of(sarvam: Sarvam) -> AsyncIterator[SarvamMouth]:
    mouth = sarvam.speaker.connect("a call")
    try:
        yield mouth
    finally:
        await mouth.close()


async def spoken(
    mouth: SarvamMouth, text: str = WORDS, language: str = "te-IN", voice: Voice | None = None
) -> bytes:
    return b"".join([piece async for piece in mouth.speak(text, language, voice or Voice())])


@TRANSPORTS
@pytest.mark.parametrize("codec", ["mulaw", "linear16", "wav"])
async def test_the_words_are_heard_in_every_codec(client: Make, transport: str, codec: str) -> None:
    async with mouth_of(client(SARVAM_TRANSPORT=transport, SARVAM_TTS_CODEC=codec)) as mouth:
        assert await spoken(mouth) == tone(WORDS, 1.0)


@TRANSPORTS
async def test_each_language_of_a_prompt_is_asked_for_in_its_own(
    client: Make, standin: SarvamStandin, transport: str
) -> None:
    prompt = "తెలుగు కోసం 1 నొక్కండి. हिंदी के लिए 2 दबाएँ. For English, press 3."
    async with mouth_of(client(SARVAM_TRANSPORT=transport)) as mouth:
        sound = await spoken(mouth, prompt, voice=Voice("anushka", 1.2))
    asked = [
        seen.get("config") or seen.get("body")
        for seen in standin.world.seen
        if "request" in seen["what"] or "config" in seen["what"]
    ]
    assert [data["language_code"] for data in asked] == ["te-IN", "hi-IN", "en-IN"]
    assert {data["speaker"] for data in asked} == {"priya"}
    assert all("pitch" not in data and "loudness" not in data for data in asked)
    assert len(sound) > 8000


async def test_a_long_text_is_asked_for_in_pieces(client: Make, standin: SarvamStandin) -> None:
    text = " ".join(f"ఇది వాక్యం సంఖ్య {n}." for n in range(60))
    async with mouth_of(client(SARVAM_TRANSPORT="rest")) as mouth:
        await spoken(mouth, text)
    asked = [seen["body"]["text"] for seen in standin.world.seen if seen["what"] == "tts.request"]
    assert " ".join(asked) == text
    assert max(map(len, asked)) <= 500


async def test_prompts_share_two_sockets(client: Make, standin: SarvamStandin) -> None:
    async with mouth_of(client()) as mouth:
        for _ in range(5):
            await spoken(mouth)
    assert standin.world.total["tts.socket"] == 2


async def test_an_interrupted_prompt_gives_up_its_socket_and_the_next_has_none_of_its_words(
    client: Make, standin: SarvamStandin
) -> None:
    standin.world.script.pace = 3.0
    async with mouth_of(client()) as mouth:
        await spoken(mouth, "సరే.")
        async with aclosing(mouth.speak(WORDS * 10, "te-IN", Voice())) as sound:
            await anext(sound)
        assert await spoken(mouth, "అవును.") == tone("అవును.", 1.0)


@TRANSPORTS
async def test_an_abandoned_prompt_is_stopped_at_the_provider(
    client: Make, standin: SarvamStandin, transport: str
) -> None:
    standin.world.script.pace = 0.5
    async with mouth_of(client(SARVAM_TRANSPORT=transport)) as mouth:
        async with aclosing(mouth.speak(WORDS * 10, "te-IN", Voice())) as sound:
            await anext(sound)
        async with asyncio.timeout(5):
            while standin.world.open["tts.reply"] + standin.world.open["tts.stream"]:
                await asyncio.sleep(0.01)
    assert standin.world.total["tts.reply"] + standin.world.total["tts.stream"] == 1


@pytest.mark.parametrize(
    "kind", ["rate", "500", "503", "no_first_byte", "half_open", "drip", "malformed", "empty", "1011"]
)
async def test_when_the_socket_fails_the_words_come_over_http(
    client: Make, standin: SarvamStandin, faulty: Fault, kind: str
) -> None:
    faulty("tts", kind, via="socket")
    deadlines = Deadlines(connect=0.4, first_sound=0.5)
    async with mouth_of(client(deadlines)) as mouth:
        sound = await spoken(mouth)
    assert sound.endswith(tone(WORDS, 1.0))
    assert standin.world.total["tts.stream"] == 1


async def test_words_of_which_only_the_end_was_not_told_are_spoken_once(
    client: Make, standin: SarvamStandin, faulty: Fault
) -> None:
    faulty("tts", "missing_final")
    async with mouth_of(client(Deadlines(first_sound=0.3))) as mouth:
        assert await spoken(mouth) == tone(WORDS, 1.0)
    assert standin.world.total["tts.stream"] == 0


async def test_words_that_were_begun_are_not_said_twice(
    client: Make, standin: SarvamStandin, faulty: Fault
) -> None:
    faulty("tts", "drop", via="socket")
    async with mouth_of(client()) as mouth:
        with pytest.raises(Failed):
            await spoken(mouth, WORDS * 3)
    assert standin.world.total["tts.stream"] == 0


@TRANSPORTS
@pytest.mark.parametrize(
    "kind",
    [
        "rate",
        "quota",
        "forbidden",
        "500",
        "503",
        "no_first_byte",
        "half_open",
        "drip",
        "malformed",
        "empty",
        "1011",
    ],
)
async def test_every_fault_of_everything_is_a_failure_in_time_after_one_retry_at_most(
    client: Make, standin: SarvamStandin, faulty: Fault, kind: str, transport: str
) -> None:
    faulty("tts", kind)
    async with mouth_of(client(SHORT, SARVAM_TRANSPORT=transport)) as mouth:
        async with asyncio.timeout(5):
            with pytest.raises(Failed):
                await spoken(mouth, WORDS * 3)
    asked = [seen for seen in standin.world.seen if seen["what"] == "tts.config"]
    assert len(asked) + standin.world.total["tts.stream"] <= 2


@TRANSPORTS
async def test_sound_without_end_is_cut(client: Make, faulty: Fault, transport: str) -> None:
    faulty("tts", "endless")
    async with mouth_of(client(SARVAM_TRANSPORT=transport)) as mouth:
        async with asyncio.timeout(20):
            with pytest.raises(Failed, match="more than"):
                await spoken(mouth, "సరే.")


@pytest.mark.parametrize("kind", ["quota", "forbidden"])
async def test_a_refusal_for_good_is_met_once_and_not_by_every_caller(
    client: Make, standin: SarvamStandin, faulty: Fault, kind: str
) -> None:
    faulty("tts", kind)
    sarvam = client()
    for _ in range(3):
        async with mouth_of(sarvam) as mouth:
            with pytest.raises(Failed) as refused:
                await spoken(mouth)
            assert not refused.value.retryable
    total = standin.world.total
    assert total["tts.socket"] + total["tts.stream"] <= 2


@TRANSPORTS
async def test_a_hang_up_stops_the_voice_at_once(
    client: Make, standin: SarvamStandin, faulty: Fault, transport: str
) -> None:
    faulty("tts", "no_first_byte")
    mouth = client(SARVAM_TRANSPORT=transport).speaker.connect("a call")
    task = asyncio.create_task(spoken(mouth))
    async with asyncio.timeout(5):
        while not standin.world.open["tts.reply"] + standin.world.open["tts.stream"]:
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await mouth.close()
        while +standin.world.open:
            await asyncio.sleep(0.01)
    assert task.cancelled()


@pytest.mark.parametrize("codec", ["mulaw", "wav"])
async def test_a_clip_is_the_whole_prompt(client: Make, codec: str) -> None:
    sarvam = client(SARVAM_TTS_CODEC=codec)
    assert await sarvam.speaker.render(WORDS, "te-IN", Voice()) == tone(WORDS, 1.0)
    assert sarvam.speaker.name == "sarvam/bulbul:v3"


@pytest.mark.parametrize(
    ("kind", "tries"),
    [
        ("rate", 2),
        ("quota", 1),
        ("500", 2),
        ("no_first_byte", 1),
        ("drip", 1),
        ("malformed", 2),
        ("empty", 2),
    ],
)
async def test_a_clip_that_cannot_be_made_is_a_failure_in_time(
    client: Make, standin: SarvamStandin, faulty: Fault, kind: str, tries: int
) -> None:
    faulty("tts", kind)
    async with asyncio.timeout(5):
        with pytest.raises(Failed):
            await client(SHORT).speaker.render(WORDS, "te-IN", Voice())
    assert standin.world.total["tts.rest"] == tries


async def test_nothing_to_say_is_silence_without_a_request(client: Make, standin: SarvamStandin) -> None:
    async with mouth_of(client(SARVAM_TRANSPORT="rest")) as mouth:
        assert await spoken(mouth, "…") == b""
    assert standin.world.total["tts.stream"] == 0


async def test_nobody_there_is_a_failure(client: Make) -> None:
    nobody: dict[str, Any] = {"SARVAM_BASE_URL": "http://127.0.0.1:9", "SARVAM_WS_URL": "ws://127.0.0.1:9"}
    async with mouth_of(client(**nobody)) as mouth:
        with pytest.raises(Failed):
            await spoken(mouth)
