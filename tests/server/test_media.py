"""The media socket: who may open it, and what closes it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import websockets

from runtime.server import media, tokens


def of_fixture(server: Any) -> Any:
    """The fixture module's socket opener, found through the object it made."""
    import sys

    return sys.modules[type(server).__module__]


async def waiting(server: Any) -> Any:
    """A call whose document asks for the stream."""
    caller = await server.call()
    await caller.press("1")
    return caller


async def refused_at_handshake(server: Any, url: str, signature: str | None) -> int:
    with pytest.raises(websockets.InvalidStatus) as refusal:
        async with of_fixture(server).open_socket(server, url, signature):
            pass
    return int(refusal.value.response.status_code)


async def closed_with(socket: Any) -> int:
    async with asyncio.timeout(8):
        await socket.wait_closed()
    return int(socket.close_code)


async def test_the_handshake_is_signed(serve: Any) -> None:
    server = await serve()
    caller = await waiting(server)
    url = caller.verb("Connect/Stream").get("url")
    for signature in (
        None,
        "nonsense",
        server.sign(url + "x", {}),
        server.sign(url.replace("media", "other"), {}),
    ):
        assert await refused_at_handshake(server, url, signature) == 403
    assert await refused_at_handshake(server, url.replace("media-stream", "elsewhere"), "") == 403
    for form in (url, url + "/"):
        async with of_fixture(server).open_socket(server, url, server.sign(form, {})):
            pass


async def test_without_a_valid_token_no_provider_is_touched(serve: Any) -> None:
    server = await serve()
    one, two = await waiting(server), await waiting(server)
    url = one.verb("Connect/Stream").get("url")
    own = one.verb("Connect/Stream/Parameter").get("value")
    foreign = two.verb("Connect/Stream/Parameter").get("value")
    for parameters in ({}, {"token": ""}, {"token": foreign}, {"token": own[:-1]}, {"token": "ü.1.x"}):
        async with of_fixture(server).open_socket(server, url) as socket:
            await of_fixture(server).Line(one, socket).start(parameters)
            assert await closed_with(socket) == 1008
    assert not server.script.open
    async with one.stream():
        await server.until(lambda: server.script.open)


async def test_a_token_is_good_for_one_socket(serve: Any) -> None:
    server = await serve()
    caller = await waiting(server)
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        async with of_fixture(server).open_socket(server, caller.verb("Connect/Stream").get("url")) as second:
            parameters = {"token": caller.verb("Connect/Stream/Parameter").get("value")}
            await of_fixture(server).Line(caller, second).start(parameters)
            assert await closed_with(second) == 1008
        assert not line.closed.is_set()


async def test_of_two_valid_sockets_the_newest_wins(serve: Any) -> None:
    server = await serve()
    caller = await waiting(server)
    token = server.app.board.tokens.make(caller.sid)
    async with caller.stream() as first:
        await server.until(lambda: first.marks)
        async with of_fixture(server).open_socket(server, caller.verb("Connect/Stream").get("url")) as socket:
            await of_fixture(server).Line(caller, socket).start({"token": token})
            await server.until(first.closed.is_set)
            assert len(server.app.board.sessions) == 1


async def test_a_socket_that_never_starts_is_closed(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "START_WITHIN", 0.2)
    server = await serve()
    caller = await waiting(server)
    async with of_fixture(server).open_socket(server, caller.verb("Connect/Stream").get("url")) as socket:
        await socket.send(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
        await socket.send(json.dumps({"event": "media", "streamSid": "MZ1", "media": {"payload": "////"}}))
        assert await closed_with(socket) == 1008


@pytest.mark.parametrize(
    "hostile", ["{", "[]", '{"event": "start"}', '{"event": "start", "start": []}', b"\x00"]
)
async def test_garbage_before_the_start_closes_the_socket(serve: Any, hostile: str | bytes) -> None:
    server = await serve()
    caller = await waiting(server)
    async with of_fixture(server).open_socket(server, caller.verb("Connect/Stream").get("url")) as socket:
        await socket.send(hostile)
        assert await closed_with(socket) == 1008


async def test_garbage_in_a_call_is_dropped_and_the_call_goes_on(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur"]
    caller = await waiting(server)
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        for hostile in ("nonsense", '{"event":"media"}', '{"event":"new-kind","x":1}', b"\x01\x02"):
            await line.socket.send(hostile)
        await line.tell("media", media={"payload": "not base64!"})
        await line.press("A")
        await line.say()
        await server.until(lambda: "You live in Kondapur." in server.script.spoken)


async def test_a_huge_message_ends_the_socket_and_not_the_server(serve: Any) -> None:
    server = await serve()
    caller = await waiting(server)
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        await line.socket.send("x" * 70_000)
        await server.until(line.closed.is_set)
    assert (await server.client.get(f"{server.url}/health")).status_code == 200


async def test_sound_that_is_not_the_telephones_is_refused(serve: Any) -> None:
    server = await serve()
    caller = await waiting(server)
    token = caller.verb("Connect/Stream/Parameter").get("value")
    async with of_fixture(server).open_socket(server, caller.verb("Connect/Stream").get("url")) as socket:
        line = of_fixture(server).Line(caller, socket)
        wide = {"encoding": "audio/l16", "sampleRate": 16000, "channels": 1}
        start = {
            "callSid": caller.sid,
            "streamSid": "MZ1",
            "customParameters": {"token": token},
            "mediaFormat": wide,
        }
        await line.tell("start", start=start)
        assert await closed_with(socket) == 1008


async def test_another_accounts_stream_is_refused(serve: Any) -> None:
    server = await serve(TWILIO_ACCOUNT_SID="AC00000000000000000000000000000099")
    caller = await waiting(server)
    async with caller.stream() as line:
        await server.until(line.closed.is_set)
    assert not server.script.open


def test_a_token_lives_a_minute_and_no_longer() -> None:
    now = [1000.0]
    made = tokens.Tokens(b"secret", lambda: now[0])
    young, old = made.make("CA1"), made.make("CA1")
    now[0] += tokens.LIFE - 1
    assert made.take(young, "CA1")
    now[0] += 2
    assert not made.take(old, "CA1")
