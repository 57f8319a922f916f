from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from runtime.providers.ports import Failed, Heard
from runtime.providers.sarvam import Deadlines, Sarvam
from runtime.providers.sarvam.hearing import SarvamEar, prompt, terms
from runtime.standin.sarvam import SarvamStandin

Make = Callable[..., Sarvam]
Fault = Callable[..., None]
SHORT = Deadlines(connect=0.5, final=0.4, hearing=1.2)
PATIENT = Deadlines(final=0.4, hearing=8.0)


@asynccontextmanager
async def ear_of(sarvam: Sarvam) -> AsyncIterator[SarvamEar]:
    ear = sarvam.recogniser.connect("a call")
    try:
        yield ear
    finally:
        await ear.close()


async def say(ear: SarvamEar, sound: bytes, language: str = "te-IN", hints: tuple[str, ...] = ()) -> None:
    """An utterance as it comes from a caller, but quicker."""
    ear.begin(language, hints)
    for at in range(0, len(sound), 160):
        ear.feed(sound[at : at + 160])
        if at % 8000 == 0:
            await asyncio.sleep(0.01)


WAYS: list[dict[str, str]] = [
    {},
    {"SARVAM_ENDPOINTING": "vad"},
    {"SARVAM_STT_ENCODING": "linear16"},
    {"SARVAM_STT_MODEL": "saaras:v4"},
    {"SARVAM_TRANSPORT": "rest"},
]


@pytest.mark.parametrize("way", WAYS, ids=str)
async def test_one_utterance_after_another(
    client: Make, standin: SarvamStandin, speech: bytes, way: dict[str, str]
) -> None:
    standin.world.script.transcripts.extend(["మా ఊర్లో కరెంట్ లేదు", "కొండాపూర్", ""])
    async with ear_of(client(**way)) as ear:
        heard = []
        for _ in range(3):
            await say(ear, speech)
            heard.append((await ear.finish()).text)
    assert heard == ["మా ఊర్లో కరెంట్ లేదు", "కొండాపూర్", ""]
    assert standin.world.total["stt.faults"] == 0


async def test_the_ears_change_with_the_callers_language_and_the_states_hints(
    client: Make, standin: SarvamStandin, speech: bytes
) -> None:
    async with ear_of(client()) as ear:
        for language, hints in (("te-IN", ("అవును", "కాదు")), ("od-IN", ("ହଁ",)), ("od-IN", ("ହଁ",))):
            await say(ear, speech, language, hints)
            await ear.finish()
    updates = [seen["update"] for seen in standin.world.seen if seen["what"] == "stt.update"]
    assert updates == [
        {"event": "config.update", "language_code": "te-IN", "prompt": "అవును, కాదు"},
        {"event": "config.update", "language_code": "or-IN", "prompt": "ହଁ"},
    ]


async def test_a_recording_carries_the_hints_as_key_terms(
    client: Make, standin: SarvamStandin, speech: bytes
) -> None:
    async with ear_of(client(SARVAM_TRANSPORT="rest")) as ear:
        await say(ear, speech, "od-IN", ("ହଁ",))
        await ear.finish()
    (seen,) = [seen for seen in standin.world.seen if seen["what"] == "stt.recording"]
    assert seen["fields"] == {
        "model": "saaras:v4",
        "mode": "transcribe",
        "language_code": "od-IN",
        "keyterms": '["ହଁ"]',
    }


async def test_a_forgotten_utterance_is_not_the_next_ones_answer(
    client: Make, standin: SarvamStandin, speech: bytes
) -> None:
    standin.world.script.transcripts.extend(["మరచినది", "అవును"])
    async with ear_of(client()) as ear:
        await say(ear, speech)
        ear.cancel()
        await say(ear, speech)
        assert (await ear.finish()).text == "అవును"


async def test_a_pause_that_splits_an_utterance_does_not_lose_its_beginning(
    client: Make, standin: SarvamStandin, speech: bytes
) -> None:
    standin.world.script.transcripts.extend(["మా ఊర్లో", "కరెంట్ లేదు"])
    async with ear_of(client(SARVAM_ENDPOINTING="vad")) as ear:
        await say(ear, speech + b"\xff" * 6400 + speech)
        assert (await ear.finish()).text == "మా ఊర్లో కరెంట్ లేదు"


async def test_no_sound_is_nothing_heard_and_nobody_is_asked(client: Make, standin: SarvamStandin) -> None:
    async with ear_of(client(SARVAM_TRANSPORT="rest")) as ear:
        ear.begin("te-IN", ())
        assert await ear.finish() == Heard("")
        assert await ear.finish() == Heard("")
    assert standin.world.total["stt.rest"] == 0


@pytest.mark.parametrize(
    "kind",
    [
        "no_first_byte",
        "half_open",
        "malformed",
        "missing_final",
        "drip",
        "1011",
        "drop",
        "rate",
        "500",
        "503",
        "refused",
    ],
)
async def test_when_the_socket_fails_the_recording_is_recognised(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes, kind: str
) -> None:
    standin.world.script.always = "కరెంట్ లేదు"
    faulty("stt", kind, via="socket")
    async with ear_of(client(PATIENT)) as ear:
        await say(ear, speech)
        assert (await ear.finish()).text == "కరెంట్ లేదు"
    assert standin.world.total["stt.socket"] <= 2
    assert standin.world.total["stt.rest"] == 1


async def test_a_session_that_drops_while_the_caller_speaks_is_opened_again_and_told_all(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes
) -> None:
    standin.world.script.always = "కరెంట్ లేదు"
    faulty("stt", "drop", via="socket", times=1)
    async with ear_of(client(Deadlines(final=5.0, hearing=8.0))) as ear:
        ear.begin("te-IN", ())
        for at in range(0, len(speech), 160):
            ear.feed(speech[at : at + 160])
            await asyncio.sleep(0.005)
        assert (await ear.finish()).text == "కరెంట్ లేదు"
    assert standin.world.total["stt.socket"] == 2
    assert standin.world.total["stt.rest"] == 0


@pytest.mark.parametrize("transport", ["socket", "rest"])
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
        "drop",
        "1011",
    ],
)
async def test_every_fault_of_everything_is_a_failure_in_time(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes, kind: str, transport: str
) -> None:
    faulty("stt", kind)
    async with ear_of(client(SHORT, SARVAM_TRANSPORT=transport)) as ear:
        await say(ear, speech)
        async with asyncio.timeout(4):
            with pytest.raises(Failed):
                await ear.finish()
    assert standin.world.total["stt.socket"] <= (0 if transport == "rest" else 2)
    assert standin.world.total["stt.rest"] <= (2 if transport == "rest" else 1)


@pytest.mark.parametrize("transport", ["socket", "rest"])
async def test_sound_that_was_not_understood_is_empty_and_no_failure(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes, transport: str
) -> None:
    standin.world.script.always = "కరెంట్ లేదు"
    faulty("stt", "empty")
    async with ear_of(client(SARVAM_TRANSPORT=transport)) as ear:
        await say(ear, speech)
        assert (await ear.finish()).text == ""


@pytest.mark.parametrize("kind", ["quota", "forbidden"])
async def test_a_refusal_for_good_is_met_once_and_not_by_every_caller(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes, kind: str
) -> None:
    faulty("stt", kind)
    sarvam = client()
    for _ in range(3):
        async with ear_of(sarvam) as ear:
            await say(ear, speech)
            with pytest.raises(Failed) as refused:
                await ear.finish()
            assert not refused.value.retryable
    assert standin.world.total["stt.socket"] + standin.world.total["stt.rest"] <= 2


async def test_a_wrong_key_is_refused_by_the_socket_and_the_recording(
    client: Make, standin: SarvamStandin, speech: bytes
) -> None:
    for transport in ("socket", "rest"):
        async with ear_of(client(key="sk_wrong", SARVAM_TRANSPORT=transport)) as ear:
            await say(ear, speech)
            with pytest.raises(Failed, match="403"):
                await ear.finish()


async def test_numbers_in_quotes_are_numbers(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes
) -> None:
    standin.world.script.always = "రెండు"
    faulty("stt", "quoted")
    async with ear_of(client()) as ear:
        for _ in range(2):
            await say(ear, speech)
            assert (await ear.finish()).text == "రెండు"


@pytest.mark.parametrize("transport", ["socket", "rest"])
async def test_a_hang_up_stops_the_recogniser_at_once(
    client: Make, standin: SarvamStandin, faulty: Fault, speech: bytes, transport: str
) -> None:
    faulty("stt", "no_first_byte")
    sarvam = client(SARVAM_TRANSPORT=transport)
    ear = sarvam.recogniser.connect("a call")
    await say(ear, speech)
    task = asyncio.create_task(ear.finish())
    await asyncio.sleep(0.1)
    task.cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(task, return_exceptions=True)
        await ear.close()
        while +standin.world.open:
            await asyncio.sleep(0.01)
    assert task.cancelled()


async def test_a_closed_ear_opens_nothing_any_more(
    client: Make, standin: SarvamStandin, speech: bytes
) -> None:
    ear = client().recogniser.connect("a call")
    await ear.close()
    before = standin.world.total["stt.socket"]
    ear.begin("te-IN", ())
    ear.feed(speech)
    ear.cancel()
    await ear.close()
    assert standin.world.total["stt.socket"] == before


async def test_nobody_there_is_a_failure(client: Make, speech: bytes) -> None:
    nobody: dict[str, Any] = {"SARVAM_BASE_URL": "http://127.0.0.1:9", "SARVAM_WS_URL": "ws://127.0.0.1:9"}
    async with ear_of(client(SHORT, **nobody)) as ear:
        await say(ear, speech)
        with pytest.raises(Failed):
            await ear.finish()


def test_hints_stay_within_the_providers_limits() -> None:
    many = tuple(f"మాట {n}" for n in range(2000))
    assert len(prompt(many, "te-IN")) <= 2000
    assert prompt(("ఒకటి, రెండు", "ఒకటి, రెండు", ""), "te-IN") == "ఒకటి రెండు"
    assert len(terms(many, "te-IN")) == 50
    assert terms(("x" * 65, "y"), "te-IN") == ["y"]


def test_the_callers_own_language_is_not_what_a_limit_cuts_off() -> None:
    hints = (*(f"మాట {n}" for n in range(2000)), "हाँ", "नहीं")
    assert terms(hints, "hi-IN")[:3] == ["हाँ", "नहीं", "మాట 0"]
    assert prompt(hints, "hi-IN").startswith("हाँ, नहीं, మాట 0, ")
