"""What the real service does that one would not expect; a client that passes here must expect it."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from runtime.audio import mulaw
from runtime.standin.sarvam import KEY, SarvamStandin

HEADERS = {"api-subscription-key": KEY}
REALTIME = "language_code=hi-IN&encoding=mulaw&sample_rate=8000"


def socket_to(standin: SarvamStandin, path: str) -> connect:
    return connect(f"{standin.ws_url}{path}", additional_headers=HEADERS)


async def received(socket: ClientConnection, name: str, key: str = "event") -> dict[str, Any]:
    """The next message of this kind."""
    async with asyncio.timeout(10):
        while True:
            message = json.loads(await socket.recv())
            if message.get(key) == name:
                return dict(message)


async def tell(socket: ClientConnection, **event: Any) -> None:
    await socket.send(json.dumps(event))


async def hear(socket: ClientConnection, ulaw: bytes) -> None:
    for at in range(0, len(ulaw), 800):
        await tell(socket, event="audio_input", audio=base64.b64encode(ulaw[at : at + 800]).decode())


@pytest.mark.parametrize(
    "query",
    [
        "",
        "language_code=unknown",
        "language_code=od-IN",
        "language_code=hi-IN&sample_rate=44100",
        "language_code=hi-IN&model=saarika:v2.5",
        "language_code=hi-IN&threshold=loud",
        "language_code=hi-IN&keyterms=[]&model=saaras:v3-realtime",
    ],
)
async def test_a_wrong_query_is_told_and_closed_with_4000(standin: SarvamStandin, query: str) -> None:
    async with socket_to(standin, f"/speech-to-text-realtime/ws?{query}") as socket:
        error = await received(socket, "error")
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert (error["is_fatal"], error["status_code"]) == (True, 400)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4000


async def test_the_wrong_shape_gives_silence_and_not_an_error(standin: SarvamStandin, speech: bytes) -> None:
    async with socket_to(standin, f"/speech-to-text-realtime/ws?{REALTIME}") as socket:
        await received(socket, "session.begin")
        await socket.send(speech)
        await tell(socket, audio={"data": base64.b64encode(speech).decode()})
        await tell(socket, event="ping")
        assert json.loads(await socket.recv()) == {"event": "pong"}


async def test_under_vad_the_text_comes_after_the_end(standin: SarvamStandin, speech: bytes) -> None:
    standin.world.script.transcripts.extend(["एक", "दो"])
    async with socket_to(standin, f"/speech-to-text-realtime/ws?{REALTIME}") as socket:
        await hear(socket, (speech + mulaw.silence(1.0)) * 2)
        events = []
        async with asyncio.timeout(10):
            while sum(event["event"] == "transcript.final" for event in events) < 2:
                events.append(json.loads(await socket.recv()))
    for index, text in enumerate(("एक", "दो")):
        mine = [event for event in events if event.get("utterance_idx") == index]
        names = [event["event"] for event in mine if event["event"] != "transcript.partial"]
        assert names == ["vad.speech_start", "vad.speech_end", "transcript.final"]
        assert mine[-1]["text"] == text


async def test_a_changed_language_waits_for_the_boundary(standin: SarvamStandin) -> None:
    async with socket_to(standin, f"/speech-to-text-realtime/ws?{REALTIME}&endpointing=manual") as socket:
        await tell(socket, event="config.update", language_code="te-IN", encoding="alaw")
        error = await received(socket, "error")
        assert (error["code"], error["is_fatal"]) == ("invalid_config", False)
        assert (await received(socket, "config.updated"))["applied"] == ["language_code"]


async def test_the_voice_wants_its_config_first_and_never_answers_a_ping(standin: SarvamStandin) -> None:
    async with socket_to(standin, "/text-to-speech/ws?model=bulbul:v3") as socket:
        await tell(socket, type="ping")
        await tell(socket, type="text", data={"text": "नमस्ते"})
        error = json.loads(await socket.recv())
    assert (error["type"], error["data"]["code"]) == ("error", 400)


async def test_without_a_flush_a_short_text_is_never_spoken(standin: SarvamStandin) -> None:
    config = {
        "language_code": "hi-IN",
        "speaker": "priya",
        "output_audio_codec": "mulaw",
        "speech_sample_rate": "8000",
    }
    async with socket_to(standin, "/text-to-speech/ws?model=bulbul:v3") as socket:
        await tell(socket, type="config", data=config)
        await tell(socket, type="text", data={"text": "नमस्ते"})
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.4):
                await socket.recv()
        await tell(socket, type="flush")
        assert json.loads(await socket.recv())["type"] == "audio"


async def test_a_voice_of_another_model_is_refused(standin: SarvamStandin) -> None:
    async with socket_to(standin, "/text-to-speech/ws?model=bulbul:v3") as socket:
        await tell(socket, type="config", data={"language_code": "hi-IN", "speaker": "anushka"})
        assert "anushka" in (await received(socket, "error", "type"))["data"]["message"]


@pytest.mark.parametrize(
    "path", ["/text-to-speech/ws?model=bulbul:v3", "/speech-to-text/ws?language-code=hi-IN"]
)
async def test_a_bad_key_is_refused_at_the_handshake(standin: SarvamStandin, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"{standin.ws_url}{path}", additional_headers={"api-subscription-key": "sk_no"}):
            pass
    assert refused.value.response.status_code == 403


CHAT: dict[str, Any] = {"model": "sarvam-105b", "messages": [{"role": "user", "content": "नमस्ते"}]}
VOICE: dict[str, Any] = {"text": "नमस्ते", "language_code": "hi-IN", "model": "bulbul:v3", "speaker": "priya"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/chat/completions", {**CHAT, "model": "sarvam-m"}),
        ("/v1/chat/completions", {**CHAT, "messages": [{"role": "developer", "content": "x"}]}),
        ("/v1/chat/completions", {**CHAT, "messages": [{"role": "user", "content": [{"type": "text"}]}]}),
        ("/v1/chat/completions", {**CHAT, "reasoning_effort": "none"}),
        ("/v1/chat/completions", {**CHAT, "tool_choice": "auto"}),
        ("/text-to-speech", {**VOICE, "pitch": 0.1}),
        ("/text-to-speech", {**VOICE, "text": "क" * 2501}),
        ("/text-to-speech", {**VOICE, "speaker": "anushka"}),
        ("/text-to-speech/stream", {**VOICE, "loudness": 1.2}),
        ("/text-to-speech/stream", {**VOICE, "language_code": "en-US"}),
    ],
)
async def test_what_the_real_service_refuses_is_refused(
    standin: SarvamStandin, path: str, body: dict[str, Any]
) -> None:
    async with httpx.AsyncClient(base_url=standin.url, headers=HEADERS, timeout=10) as client:
        answer = await client.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_request_error"


async def test_the_end_of_a_stream_has_a_chunk_without_choices(standin: SarvamStandin) -> None:
    body = {**CHAT, "stream": True, "stream_options": {"include_usage": True}, "reasoning_effort": None}
    async with httpx.AsyncClient(base_url=standin.url, timeout=10) as client:
        answer = await client.post(
            "/v1/chat/completions", json=body, headers={"authorization": f"Bearer {KEY}"}
        )
    lines = [line for line in answer.text.split("\n") if line]
    assert lines[-1] == "data: [DONE]"
    assert json.loads(lines[-2][6:])["choices"] == []


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("script", {"voice": "opera"}),
        ("script", {"surprise": 1}),
        ("script", []),
        ("faults", {"stt": {"kind": "gremlins"}}),
        ("faults", {"everything": {"kind": "500"}}),
        ("faults", {"stt": {"kind": "500", "colour": "red"}}),
    ],
)
async def test_a_script_that_cannot_be_followed_is_refused(
    standin: SarvamStandin, route: str, body: Any
) -> None:
    async with httpx.AsyncClient(base_url=standin.url, timeout=10) as client:
        answer = await client.put(f"/_stand-in/{route}", json=body)
        assert answer.status_code == 422
        assert answer.json()["error"]


async def test_script_faults_and_counters_over_the_wire(standin: SarvamStandin) -> None:
    async with httpx.AsyncClient(base_url=standin.url, headers=HEADERS, timeout=10) as client:
        await client.put("/_stand-in/script", json={"replies": ["एक"], "delays": {"chat": 0}})
        await client.put("/_stand-in/faults", json={"chat": {"kind": "rate", "times": 1, "after": 2}})
        first = await client.post("/v1/chat/completions", json={**CHAT, "reasoning_effort": None})
        second = await client.post("/v1/chat/completions", json={**CHAT, "reasoning_effort": None})
        stats = (await client.get("/_stand-in/stats")).json()
    assert (first.status_code, first.headers["retry-after"]) == (429, "2")
    assert second.json()["choices"][0]["message"]["content"] == "एक"
    assert stats["total"]["chat"] == 2
    assert stats["open"] == {}
