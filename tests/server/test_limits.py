"""Limits: new calls are turned away, live ones never."""

from __future__ import annotations

from typing import Any

from runtime.server.limits import Limits


def test_a_place_is_free_again_after_a_call() -> None:
    limits = Limits(2, 1)
    assert limits.admit("+911")
    assert not limits.admit("+911")
    assert limits.admit("+912")
    assert not limits.admit("+913")
    limits.leave("+911")
    assert limits.admit("+911")


def test_withheld_numbers_are_not_one_caller() -> None:
    limits = Limits(10, 1)
    assert limits.admit("anonymous")
    assert limits.admit("Anonymous")
    assert limits.admit("")


async def test_one_call_too_many_hears_a_short_sentence_and_is_not_answered_twice(serve: Any) -> None:
    server = await serve(MAX_CALLS="1")
    first = await server.call()
    second = await server.call(From="+919000000001")
    assert second.verbs[-1] == "Hangup"
    assert "Gather" not in second.verbs
    await first.press("2")
    assert first.verbs[0] == "Gather"
    await server.post("/voice/status", first.form(CallStatus="completed"))
    await server.until(lambda: not server.app.board.sessions)
    busy = second.text
    await second.go("/voice/incoming")
    assert second.text == busy
    assert (await server.call()).verbs[0] == "Gather"


async def test_one_number_may_not_take_every_line(serve: Any) -> None:
    server = await serve(MAX_CALLS_PER_CALLER="1")
    assert (await server.call()).verbs[0] == "Gather"
    assert (await server.call()).verbs[-1] == "Hangup"
    assert (await server.call(From="+919000000001")).verbs[0] == "Gather"
