"""One call's own faults: this caller hears an apology and a person, and nobody else notices."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.server import presence


async def test_a_bug_in_a_call_leads_to_a_person(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = await serve()
    other = await server.call(From="+919000000001")
    caller = await server.call()

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    call = server.app.board.sessions[caller.sid]
    dialogue = type("Broken", (), {"flow": call.dialogue.flow, "advance": broken})
    monkeypatch.setattr(call, "dialogue", dialogue())
    await caller.press("1")
    assert caller.verbs[-1] == "Dial"
    await server.until(lambda: caller.sid not in server.app.board.sessions)
    await other.press("2")
    assert other.verbs[0] == "Gather"


async def test_a_task_that_breaks_ends_its_call_and_closes_its_stream(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("1")

    async def broken() -> None:
        raise ZeroDivisionError

    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        server.app.board.sessions[caller.sid].spawn(broken())
        await server.until(line.closed.is_set)
    await caller.after_stream()
    assert caller.verbs[-1] == "Dial"
    await server.until(lambda: not server.script.open)


async def test_a_caller_of_whom_nothing_is_heard_is_gone(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "INACTIVE", 0.3)
    server = await serve()
    caller = await server.call()  # and never presses a key
    await server.until(lambda: caller.sid not in server.app.board.sessions)
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(line.closed.is_set)
    await server.until(lambda: not server.app.board.sessions)


async def test_the_server_stops_with_calls_on_the_line(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        await server.app.board.close()
        await server.until(line.closed.is_set)
    assert not server.app.board.sessions
    assert not server.script.open


async def test_health_tells_what_is_served(serve: Any) -> None:
    server = await serve()
    await server.call()
    told = (await server.client.get(f"{server.url}/health")).json()
    assert told["status"] == "ok"
    assert told["calls"] == 1
    assert told["flows"]["kiosk"]["version"] == server.app.library.shelf.dialogues["kiosk"].flow.version
    assert told["refused"] == []
    for path in ("/docs", "/openapi.json", "/redoc", "/metrics"):
        assert (await server.client.get(server.url + path)).status_code == 404
