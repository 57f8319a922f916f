"""Clips that could not be made when the server started are made when the voice works again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from runtime.providers.ports import Failed
from runtime.server import watch
from runtime.server.clips import Clips


async def test_missing_clips_are_made_later(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "CLIPS_AGAIN", 0.05)
    working, down = Clips._render, True

    async def render(self: Clips, *what: Any) -> bytes:
        if down:
            raise Failed("the voice is down")
        return await working(self, *what)

    monkeypatch.setattr(Clips, "_render", render)
    server = await serve()
    caller = await server.call()
    assert caller.verbs == ["Gather", "Redirect"]
    assert caller.document.find("Gather/Say") is not None
    down = False
    await server.until(lambda: len(server.app.board.clips._known) > 20)
    caller = await server.call()
    assert caller.document.find("Gather/Play") is not None


async def test_a_slow_voice_keeps_nobody_waiting(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow goes live without its clips; they are used as soon as they are there."""
    monkeypatch.setattr(watch, "CLIPS_WAIT", 0.05)
    working, slow = Clips._render, asyncio.Event()

    async def render(self: Clips, *what: Any) -> bytes:
        await slow.wait()
        return await working(self, *what)

    monkeypatch.setattr(Clips, "_render", render)
    server = await serve()
    caller = await server.call()
    assert caller.document.find("Gather/Say") is not None
    slow.set()
    await server.until(lambda: len(server.app.board.clips._known) > 20)
    caller = await server.call()
    assert caller.document.find("Gather/Play") is not None
