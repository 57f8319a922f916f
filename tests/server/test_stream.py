"""The stream door: sound and keys over a real socket, with a scripted recogniser, voice and model."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from runtime.providers.ports import Decision, Sentence


async def test_a_call_with_sound_from_the_menu_to_the_goodbye(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur", "that was all", "thank you"]
    server.script.replies = [[Sentence("Anything else?"), Decision()], [Decision(exit="goodbye")]]
    caller = await server.call()
    await caller.press("1")
    assert caller.verbs == ["Connect"]  # the stream says "Hello.", for the next state needs a voice
    async with caller.stream() as line:
        await server.until(lambda: len(line.marks) == 2)
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


async def test_keys_are_heard_over_the_stream_too_and_interrupt(serve: Any) -> None:
    server = await serve(seconds=20.0)
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: len(line.heard) > 8000)
        await line.press("7")
        await server.until(lambda: line.clears)


async def test_a_voice_over_a_prompt_stops_it_and_nothing_of_it_follows(serve: Any) -> None:
    server = await serve(seconds=20.0)
    server.script.texts = ["Kondapur"]
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: len(line.heard) > 8000)
        started = len(line.heard)
        await line.frames(b"\x02\x82" * 80, 10)
        for _ in range(60):  # in the speed of a telephone: the interruption is a matter of time
            await line.frames(b"\x02\x82" * 80, 1)
            await asyncio.sleep(0.02)
            if line.clears:
                break
        await server.until(lambda: line.clears)
        assert len(line.heard) - started < 8000 * 4
        await line.frames(b"\xff" * 160, 80)
        await server.until(lambda: "You live in Kondapur." in server.script.spoken)


async def test_a_voice_that_fails_leads_to_a_person(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur"]
    caller = await server.call()
    await caller.press("1")
    server.script.voice_fails = True  # the clips still speak
    async with caller.stream() as line:
        await server.until(lambda: line.marks)
        await line.say()
        await server.until(line.closed.is_set)
    await caller.after_stream()
    assert caller.verb("Dial/Number").text == "+14155550123"


async def test_the_journal_is_for_who_has_the_key(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur"]
    caller = await server.call()
    url = f"{server.url}/calls/{caller.sid}/events"
    assert (await server.client.get(url)).status_code == 403
    wrong = {"Authorization": "Bearer nonsense"}
    assert (await server.client.get(url, headers=wrong)).status_code == 403
    key = {"Authorization": "Bearer admin-token-for-tests"}
    assert (await server.client.get(url.replace(caller.sid, "CA0"), headers=key)).status_code == 404
    following = asyncio.create_task(server.client.get(url, headers=key))
    await caller.press("2")
    await caller.press("4821")
    lines = [json.loads(line) for line in (await following).text.splitlines()]
    assert lines[0]["call"] == caller.sid
    assert lines[-1]["ended"] == "resolved"
    assert "4821" in "".join(line.get("key", "") for line in lines)
    assert {"option", "state"} <= {line["taken"] for line in lines if "taken" in line}
    assert any(line.get("effect") == "Speak" and line["prompt"] == "typed" for line in lines)


async def test_without_an_admin_token_there_is_no_journal(serve: Any) -> None:
    server = await serve(ADMIN_TOKEN="")
    caller = await server.call()
    answer = await server.client.get(
        f"{server.url}/calls/{caller.sid}/events", headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 404
    assert not server.app.board.journals
