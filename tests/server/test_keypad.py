"""The keypad door: a whole call by keys, over real HTTP, signed."""

from __future__ import annotations

from typing import Any


async def test_a_menu_is_a_gather_over_clips_and_a_key_moves_the_call(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    gather = caller.verb("Gather")
    assert gather.get("numDigits") == "1"
    assert "/voice/language-selected?step=1" in gather.get("action", "")
    clip = caller.verb("Gather/Play").text or ""
    sound = await server.client.get(clip)
    assert sound.status_code == 200
    assert sound.content[:4] == b"RIFF"
    assert "immutable" in sound.headers["cache-control"]
    await caller.press("2")
    assert caller.verb("Gather").get("numDigits") == "6"
    assert "/voice/menu?step=2" in caller.verb("Gather").get("action", "")


async def test_typed_digits_to_the_end_of_the_call(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("2")
    await caller.press("4821")
    assert caller.verbs == ["Say", "Play", "Hangup"]
    assert "four eight two one" in (caller.verb("Say").text or "")
    await server.until(lambda: not server.app.board.sessions)
