"""The stream door: sound and keys over a real socket, with a scripted recogniser, voice and model."""

from __future__ import annotations

from typing import Any

from runtime.providers.ports import Decision, Sentence


async def test_a_call_with_sound_from_the_menu_to_the_goodbye(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur", "that was all", "thank you"]
    server.script.replies = [[Sentence("Anything else?"), Decision()], [Decision(exit="goodbye")]]
    caller = await server.call()
    await caller.press("1")
    assert caller.verbs == ["Play", "Connect"]  # "Hello." is TwiML; the next state needs a voice
    async with caller.stream() as line:
        await server.until(lambda: line.marks == ["4"] or line.marks)
        await line.say()
        await server.until(lambda: "You live in Kondapur." in server.script.spoken)
        await line.say()
        await server.until(lambda: "Anything else?" in server.script.spoken)
        await line.say()
        await server.until(line.closed.is_set)
    assert [m.text for m in server.script.asked[-1].messages][-1] == "thank you"
    await caller.after_stream()
    assert caller.verbs == ["Hangup"]
    await server.until(lambda: not server.app.board.sessions and not server.script.open)
