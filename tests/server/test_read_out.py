"""The voice is down and there is no clip: the carrier reads the words before a person or a goodbye."""

from __future__ import annotations

import inspect
from typing import Any

from runtime.dialogue.event import TimerFired
from runtime.providers.ports import Decision, Sentence


def said(caller: Any) -> list[str | None]:
    return [node.text for node in caller.document.findall("Say")]


async def test_nobody_is_passed_on_in_silence(serve: Any) -> None:
    server = await serve()
    server.script.clips = False
    server.script.texts = ["Kondapur"]
    caller = await server.call()
    server.app.board.clips._known.clear()  # as if none had ever been made
    server.script.voice_fails = True
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(line.closed.is_set)
    await caller.after_stream()
    assert said(caller) == ["Connecting you."]
    assert caller.verbs == ["Say", "Dial"]
    await caller.go(caller.verb("Dial").get("action"), DialCallStatus="completed", DialBridged="true")
    await server.until(lambda: not server.app.board.sessions)


async def test_nobody_is_hung_up_on_in_silence(serve: Any) -> None:
    """The model's last words and the goodbye are all read, in order and once."""
    server = await serve()
    server.script.texts = ["Kondapur", "bye"]
    server.script.replies = [[Sentence("Very well."), Sentence("Take care."), Decision(exit="goodbye")]]
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        await line.say()
        await server.until(lambda: "You live in Kondapur." in server.script.spoken and len(line.marks) > 1)
        server.script.voice_fails = True
        await line.say()
        await server.until(line.closed.is_set)
    await caller.after_stream()
    assert said(caller) == ["Very well.", "Take care."]
    assert caller.verbs == ["Say", "Say", "Play", "Hangup"]
    await server.until(lambda: not server.app.board.sessions)


async def test_the_apology_that_ends_a_call_is_read_too(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        server.app.board.clips._known.clear()
        server.script.voice_fails = True
        session = server.app.board.sessions[caller.sid]
        session.put(TimerFired(session.timers.armed("longest_call"), session.now()))
        await server.until(line.closed.is_set)
    await caller.after_stream()
    assert caller.verbs == ["Say", "Hangup"]
    await server.until(lambda: not server.app.board.sessions)
    assert (await server.app.board.store.load(caller.sid)).outcome == "failed"


async def test_words_that_are_dropped_before_they_are_made_leave_nothing(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    session = server.app.board.sessions[caller.sid]
    made: list[bool] = []

    async def make() -> None:
        made.append(True)

    work = make()
    await server.until(lambda: hasattr(session, "_group"))
    session.spawn(work).cancel()
    await server.until(lambda: inspect.getcoroutinestate(work) == inspect.CORO_CLOSED)
    assert made == []
