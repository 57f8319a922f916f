"""The language model over server-sent events, sentence by sentence, with a clock of its own."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

import httpx

from runtime.dialogue.effect import AskModel
from runtime.providers.ports import Decision, Failed, Sentence
from runtime.providers.sarvam.asking import body
from runtime.providers.sarvam.door import Door, decoded
from runtime.providers.sarvam.refusal import Memory, Refused
from runtime.providers.sarvam.reply import Reply
from runtime.providers.sarvam.settings import SarvamSettings

log = logging.getLogger(__name__)

PATH: Final = "/v1/chat/completions"
LONGEST_LINE: Final = 64 * 1024
LARGEST_REPLY: Final = 512 * 1024


class SarvamModel:
    """The model for every call of the process."""

    def __init__(self, settings: SarvamSettings, door: Door) -> None:
        self._settings = settings
        self._door = door
        self._memory = Memory("the language model", settings.deadlines.refused)

    async def answer(self, request: AskModel) -> AsyncGenerator[Sentence | Decision, None]:
        """Sentences, then one Decision. A second try only while nothing has been said, and only after a
        quick failure: after a slow one the caller must hear the flow's own words instead."""
        clock = asyncio.get_running_loop()
        begun = clock.time()
        first = self._settings.deadlines.first_token
        for last in (False, True):
            said = False
            try:
                async with aclosing(self._timed(request, begun + request.seconds)) as reply:
                    async for part in reply:
                        said = True
                        yield part
                return
            except Failed as failure:
                self._memory.note(failure)
                slow = clock.time() - begun > first / 2
                asked_to_wait = isinstance(failure, Refused) and failure.after > 0.5
                if last or said or slow or asked_to_wait or not failure.retryable:
                    raise
                log.warning("the model failed (%s); asked once more", failure)
                await asyncio.sleep(random.uniform(0.02, 0.1))  # noqa: S311 - keeps calls from retrying in step

    async def close(self) -> None:
        """Nothing of its own: the connections are the door's."""

    async def _timed(self, request: AskModel, until: float) -> AsyncGenerator[Sentence | Decision, None]:
        """One try. `until`: the loop's time at which the whole reply must be there."""
        self._memory.check()
        clock = asyncio.get_running_loop()
        deadlines = self._settings.deadlines
        by_line = self._settings.exit == "line"
        reply = Reply(request, self._settings.longest_reply, by_line=by_line)
        first_words = clock.time() + deadlines.first_sentence
        async with aclosing(self._chunks(request)) as chunks:
            useful_by = clock.time() + deadlines.first_token
            while not reply.full:
                try:
                    async with asyncio.timeout_at(min(until, useful_by, first_words)):
                        chunk = await anext(chunks)
                except StopAsyncIteration:
                    break
                except TimeoutError as error:
                    raise Failed("the model is too slow") from error
                useful, sentences = reply.feed(chunk)
                if useful:
                    useful_by = clock.time() + deadlines.first_token
                for sentence in sentences:
                    first_words = until
                    yield sentence
        rest, decision = reply.finish()
        for sentence in rest:
            yield sentence
        yield decision

    async def _chunks(self, request: AskModel) -> AsyncGenerator[dict[str, Any], None]:
        """The events of the stream, up to [DONE]. A stream that ends without it was cut: Failed."""
        async with self._door.post(PATH, json=body(request, self._settings)) as response:
            if "text/event-stream" not in response.headers.get("content-type", ""):
                raise Failed("a reply that is not a stream")
            async with aclosing(_lines(response)) as lines:
                async for line in lines:
                    if not line.startswith("data:"):
                        continue
                    data = line[5:].strip()
                    if data == "[DONE]":
                        return
                    yield decoded(data)
        raise Failed("the reply was cut off")


async def _lines(response: httpx.Response) -> AsyncGenerator[str, None]:
    """Lines of bounded length; a line or a reply without end is refused."""
    held, read = bytearray(), 0
    async for piece in response.aiter_bytes():
        read += len(piece)
        held += piece
        while (end := held.find(b"\n")) >= 0:
            line = bytes(held[:end])
            del held[: end + 1]
            yield line.decode("utf-8", "replace").rstrip("\r")
        if len(held) > LONGEST_LINE or read > LARGEST_REPLY:
            raise Failed("a reply without end")
