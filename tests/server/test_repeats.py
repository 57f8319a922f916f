"""Repeated and late webhooks: the same answer, and nothing advanced twice."""

from __future__ import annotations

import asyncio
from typing import Any


async def test_a_repeated_call_is_one_call_with_one_greeting(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    first = caller.text
    await caller.go("/voice/incoming")
    assert caller.text == first
    assert len(server.app.board.sessions) == 1
    assert server.app.board.limits.live == 1


async def test_repeats_at_the_same_moment_get_the_same_document(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    action = caller.verb("Gather").get("action")
    form = caller.form(Digits="2")
    answers = await asyncio.gather(*(server.post(action, form) for _ in range(5)))
    assert len({a.text for a in answers}) == 1
    call = server.app.board.sessions[caller.sid].call
    assert call.state == "number"


async def test_a_late_post_of_an_old_step_changes_nothing(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    old = caller.verb("Gather").get("action")
    await caller.press("2")
    now = caller.text
    await caller.go(old, Digits="3")
    assert caller.text == now
    assert server.app.board.sessions[caller.sid].call.state == "number"
    await caller.go("/voice/menu?step=77", Digits="3")
    assert caller.text == now


async def test_without_a_step_the_carriers_own_token_tells_a_repeat(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    token = {"I-Twilio-Idempotency-Token": "6f1d3a52"}
    first = await server.post("/voice/language-selected", caller.form(Digits="9"), **token)
    again = await server.post("/voice/language-selected", caller.form(Digits="9"), **token)
    assert first.text == again.text
    other = {"I-Twilio-Idempotency-Token": "6f1d3a53"}
    moved = await server.post("/voice/language-selected", caller.form(Digits="9"), **other)
    assert moved.text != first.text  # a second miss is the ladder's next rung


async def test_after_the_end_a_repeat_still_gets_its_document(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("2")
    action = caller.verb("Gather").get("action")
    await caller.press("4821")
    last = caller.text
    await server.until(lambda: not server.app.board.sessions)
    await caller.go(action, Digits="4821")
    assert caller.text == last
    await caller.go("/voice/menu?step=9", Digits="1")
    assert caller.verbs[-1] == "Hangup"


async def test_a_call_that_nobody_knows_gets_a_person(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    caller.sid = "CA" + "f" * 32
    await caller.go("/voice/menu?step=3", Digits="1")
    assert caller.verbs[-1] == "Dial"
