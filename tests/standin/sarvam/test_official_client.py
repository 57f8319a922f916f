"""The vendor's own client as the judge: what it sends must be understood, what it gets it must parse."""

from __future__ import annotations

import asyncio
import base64
import warnings
from typing import Any

import pytest

from runtime.audio import mulaw, wav
from runtime.standin.sarvam import KEY, SarvamStandin
from runtime.standin.sarvam.engines import tone

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from sarvamai import AsyncSarvamAI, SarvamAIEnvironment
    from sarvamai.core.api_error import ApiError
    from sarvamai.types import RealtimeAudioInput, RealtimeEnd, RealtimeSpeechEnd, RealtimeSpeechStart

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def official(standin: SarvamStandin) -> Any:
    return of(standin, KEY)


def of(standin: SarvamStandin, key: str) -> Any:
    """REST goes to `base`, sockets to `production`."""
    environment = SarvamAIEnvironment(base=standin.url, creative=standin.url, production=standin.ws_url)
    return AsyncSarvamAI(api_subscription_key=key, environment=environment)


@pytest.fixture
def recording(speech: bytes) -> bytes:
    return wav.write(mulaw.decode(speech), 8000)


async def test_a_recording_is_recognised(official: Any, standin: SarvamStandin, recording: bytes) -> None:
    standin.world.script.transcripts.append("कल से बिजली नहीं है")
    answer = await official.speech_to_text.transcribe(
        file=("a.wav", recording, "audio/wav"), model="saaras:v4", language_code="hi-IN", with_timestamps=True
    )
    assert answer.transcript == "कल से बिजली नहीं है"
    assert answer.language_code == "hi-IN"
    assert answer.timestamps.words == ["कल से बिजली नहीं है"]


async def test_the_realtime_recogniser(official: Any, standin: SarvamStandin, speech: bytes) -> None:
    standin.world.script.transcripts.append("कल से बिजली नहीं है")
    connect = official.speech_to_text_realtime_streaming.connect(
        language_code="hi-IN", encoding="mulaw", sample_rate="8000", endpointing="manual", stream_type="fast"
    )
    events = []
    async with asyncio.timeout(10), connect as socket:
        await socket.send_realtime_speech_start(RealtimeSpeechStart())
        for at in range(0, len(speech), 800):
            audio = base64.b64encode(speech[at : at + 800]).decode()
            await socket.send_realtime_audio_input(RealtimeAudioInput(audio=audio))
        await socket.send_realtime_speech_end(RealtimeSpeechEnd())
        await socket.send_realtime_end(RealtimeEnd())
        async for event in socket:
            events.append(event)
            if event.event == "session.end":
                break
    assert [event.event for event in events if event.event != "transcript.partial"] == [
        "session.begin",
        "transcript.final",
        "session.end",
    ]
    partials = [event.text for event in events if event.event == "transcript.partial"]
    assert partials == ["कल", "कल से", "कल से बिजली", "कल से बिजली नहीं"]
    final = next(event for event in events if event.event == "transcript.final")
    assert (final.text, final.utterance_idx) == ("कल से बिजली नहीं है", 0)
    assert events[0].config.turn_detection == "manual"
    assert events[-1].total_utterances == 1


async def test_the_older_recogniser(official: Any, standin: SarvamStandin, speech: bytes) -> None:
    standin.world.script.transcripts.append("हाँ")
    connect = official.speech_to_text_streaming.connect(
        language_code="hi-IN", model="saaras:v4", sample_rate="8000", vad_signals="true"
    )
    sound = wav.write(mulaw.decode(speech + mulaw.silence(1.0)), 8000)
    answers = []
    async with asyncio.timeout(10), connect as socket:
        await socket.transcribe(audio=base64.b64encode(sound).decode(), sample_rate=8000)
        while not answers or answers[-1].type != "data":
            answers.append(await socket.recv())
    assert [answer.type for answer in answers] == ["events", "events", "data"]
    assert answers[-1].data.transcript == "हाँ"


async def test_a_clip(official: Any) -> None:
    answer = await official.text_to_speech.convert(
        text="नमस्ते", language_code="hi-IN", speaker="priya", model="bulbul:v3", speech_sample_rate=8000
    )
    sound = wav.read(base64.b64decode(answer.audios[0]))
    assert sound.rate == 8000
    assert mulaw.encode(sound.mono) == tone("नमस्ते", 1.0)


async def test_the_stream_of_a_voice(official: Any) -> None:
    pieces = official.text_to_speech.convert_stream(
        text="नमस्ते",
        language_code="hi-IN",
        speaker="priya",
        model="bulbul:v3",
        speech_sample_rate=8000,
        output_audio_codec="mulaw",
    )
    assert b"".join([piece async for piece in pieces]) == tone("नमस्ते", 1.0)


async def test_the_voices_socket(official: Any) -> None:
    connect = official.text_to_speech_streaming.connect(model="bulbul:v3", send_completion_event="true")
    sound = b""
    async with asyncio.timeout(10), connect as socket:
        await socket.configure(
            target_language_code="hi-IN", speaker="priya", speech_sample_rate=8000, output_audio_codec="mulaw"
        )
        await socket.convert("नमस्ते")
        await socket.flush()
        while (answer := await socket.recv()).type == "audio":
            sound += base64.b64decode(answer.data.audio)
    assert (answer.type, answer.data.event_type) == ("event", "final")
    assert sound == tone("नमस्ते", 1.0)


TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "leave",
            "parameters": {"type": "object", "properties": {"exit": {"type": "string"}}},
        },
    }
]


async def test_a_chat_streamed_and_whole(official: Any, standin: SarvamStandin) -> None:
    asked = {
        "model": "sarvam-105b",
        "messages": [{"role": "user", "content": "नमस्ते"}],
        "tools": TOOLS,
        "request_options": {"additional_body_parameters": {"reasoning_effort": None}},
    }
    reply = {"text": "जी, बताइए।", "exit": "goodbye"}
    standin.world.script.replies.extend([reply, reply])
    words, arguments = "", ""
    async for chunk in await official.chat.completions(stream=True, **asked):
        for choice in chunk.choices:
            words += choice.delta.content or ""
            for call in choice.delta.tool_calls or []:
                arguments += call.function.arguments or ""
    whole = await official.chat.completions(**asked)
    message = whole.choices[0].message
    assert words == message.content == "जी, बताइए।"
    assert arguments == message.tool_calls[0].function.arguments == '{"exit": "goodbye"}'
    assert whole.choices[0].finish_reason == "tool_calls"


async def test_without_the_key_reasoning_is_on_and_eats_a_small_answer(official: Any) -> None:
    answer = await official.chat.completions(
        model="sarvam-105b", messages=[{"role": "user", "content": "नमस्ते"}], max_tokens=100
    )
    assert answer.choices[0].finish_reason == "length"
    assert answer.choices[0].message.content is None
    assert answer.choices[0].message.reasoning_content


async def test_a_wrong_key_is_a_403_everywhere(standin: SarvamStandin, recording: bytes) -> None:
    wrong = of(standin, "sk_wrong")
    with pytest.raises(ApiError) as refused:
        await wrong.speech_to_text.transcribe(file=("a.wav", recording, "audio/wav"))
    assert refused.value.status_code == 403
    with pytest.raises(ApiError) as refused:
        await wrong.text_to_speech.convert(text="नमस्ते", language_code="hi-IN")
    assert refused.value.status_code == 403
    with pytest.raises(ApiError) as refused:
        async with wrong.text_to_speech_streaming.connect(model="bulbul:v3"):
            pass
    assert refused.value.status_code == 403
    async with asyncio.timeout(10):
        async with wrong.speech_to_text_realtime_streaming.connect(language_code="hi-IN") as socket:
            (error,) = [event async for event in _until_closed(socket)]
    assert (error.event, error.status_code, error.is_fatal) == ("error", 403, True)


async def _until_closed(socket: Any) -> Any:
    """Everything that comes; a close other than 1000 ends it as well."""
    try:
        async for event in socket:
            yield event
    except Exception as closed:
        assert "1003" in str(closed)
