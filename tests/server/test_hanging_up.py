"""The caller hangs up, in every phase of a turn: nothing of the call is left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from runtime.providers.ports import Decision
from runtime.server import presence


async def while_the_prompt_plays(server: Any, line: Any) -> None:
    line.echo = False
    await server.until(lambda: line.heard)


async def while_the_caller_speaks(server: Any, line: Any) -> None:
    await server.until(lambda: line.marks)
    await line.frames(b"\x20\x90" * 80, 40)
    call = server.app.board.sessions[line.caller.sid]
    await server.until(lambda: call.stream and call.stream.hearing)


async def while_it_is_recognised(server: Any, line: Any) -> None:
    server.script.hearing_hangs = True
    await server.until(lambda: line.marks)
    await line.say()
    await server.until(lambda: "hearing" in server.script.open)


async def while_the_voice_is_made(server: Any, line: Any) -> None:
    server.script.voice_hangs = True
    await server.until(lambda: line.marks)
    await line.say()
    await server.until(lambda: "voice" in server.script.open)


async def while_the_model_thinks(server: Any, line: Any) -> None:
    server.script.model_hangs = True
    await server.until(lambda: line.marks)
    await line.say()
    await server.until(lambda: "You live in Kondapur." in server.script.spoken and len(line.marks) > 1)
    await line.say()
    await server.until(lambda: "model" in server.script.open)


async def while_nobody_speaks(server: Any, line: Any) -> None:
    await server.until(lambda: line.marks)
    await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    "phase",
    [
        while_the_prompt_plays,
        while_the_caller_speaks,
        while_it_is_recognised,
        while_the_voice_is_made,
        while_the_model_thinks,
        while_nobody_speaks,
    ],
)
@pytest.mark.parametrize("how", ["stop", "cut", "status"])
async def test_nothing_is_left(
    serve: Any, phase: Callable[..., Awaitable[None]], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE", 0.2)  # what the carrier has to say after a lost stream
    server = await serve()
    server.script.texts = ["Kondapur", "bye"]
    server.script.replies = [[Decision(exit="goodbye")]]
    before = asyncio.all_tasks()
    other = await server.call(From="+919000000001")
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await phase(server, line)
        match how:
            case "stop":
                await line.tell("stop", stop={"accountSid": "AC1", "callSid": caller.sid})
                await line.socket.close()
            case "cut":
                line.socket.transport.abort()
            case "status":
                answer = await server.post("/voice/status", caller.form(CallStatus="completed"))
                assert answer.status_code == 204
        await server.until(lambda: not server.script.open, seconds=2)
    await server.until(lambda: caller.sid not in server.app.board.sessions)
    record = await server.app.board.store.load(caller.sid)
    assert record.call is None  # what was said is forgotten
    await other.press("2")  # another call goes on
    assert other.verbs[0] == "Gather"
    await server.post("/voice/status", other.form(CallStatus="completed"))
    await server.until(lambda: not server.app.board.sessions)
    assert server.app.board.limits.live == 0
    await server.until(
        lambda: not [t for t in asyncio.all_tasks() - before if t.get_name().startswith("call ")]
    )


async def test_a_hang_up_in_the_menu_ends_the_call(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await server.post("/voice/status", caller.form(CallStatus="completed"))
    await server.until(lambda: not server.app.board.sessions)


async def test_a_dropped_stream_is_opened_again_and_the_question_is_asked_again(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur"]
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        line.echo = False  # "Hello." was heard to its end, the question is not
        await server.until(lambda: len(line.marks) == 2)
        line.socket.transport.abort()
    await caller.after_stream()
    assert caller.verbs == ["Connect"]
    async with caller.stream() as line:
        await server.until(lambda: line.marks)  # "Where do you live?" again
        assert len(line.heard) >= 1600
        await line.say()
        await server.until(lambda: "You live in Kondapur." in server.script.spoken)


async def test_a_stream_that_drops_twice_leads_to_a_person(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("1")
    await caller.after_stream()  # it never came up
    assert caller.verbs == ["Play", "Connect"]  # "Hello." by the carrier then
    await caller.after_stream()
    assert caller.verbs == ["Connect"]
    await caller.after_stream()
    assert caller.verbs[-1] == "Dial"
    await caller.go(caller.verb("Dial").get("action"), DialCallStatus="completed", DialBridged="true")
    assert caller.verbs == ["Hangup"]
