"""`<Gather>`: keys over or after the prompts, and when it is enough."""

from __future__ import annotations

import asyncio
import contextlib
import xml.etree.ElementTree as ET
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from runtime.standin.carrier.line import Line


@dataclass(frozen=True, slots=True)
class Gathered:
    """digits: without the finish key. speech: the words, for a Gather of speech; None if there were none."""

    digits: str = ""
    speech: str | None = None
    finished_on: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """What the action is told."""
        if self.speech is not None:
            return {"SpeechResult": self.speech, "Confidence": "0.9"}
        return {"Digits": self.digits} | ({"FinishedOnKey": self.finished_on} if self.finished_on else {})

    def __bool__(self) -> bool:
        return bool(self.digits) or bool(self.speech)


async def gather(element: ET.Element, line: Line, prompts: Coroutine[Any, Any, None]) -> Gathered:
    """Play `prompts` and take input. A key stops the prompts at once; the timer runs from their end or
    from the first key, and anew from each key. Nothing, or the finish key alone, is no input."""
    kinds = element.get("input", "dtmf").split()
    inputs: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    if "dtmf" in kinds:
        line.on_key = lambda key: inputs.put_nowait(("key", key))
    if "speech" in kinds:
        line.on_speech = lambda text: inputs.put_nowait(("speech", text))
    playing = asyncio.create_task(prompts)
    try:
        first = await _first(inputs, playing)
        return await _collect(element, line, inputs, first)
    finally:
        line.on_key = line.on_speech = None
        playing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await playing


async def _first(
    inputs: asyncio.Queue[tuple[str, str]], playing: asyncio.Task[None]
) -> tuple[str, str] | None:
    """The input that interrupts the prompts, or None when they have been heard to the end."""
    waiting = asyncio.create_task(inputs.get())
    try:
        await asyncio.wait({waiting, playing}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            playing.cancel()
            return waiting.result()
        playing.result()
        return None
    finally:
        waiting.cancel()


async def _collect(
    element: ET.Element, line: Line, inputs: asyncio.Queue[tuple[str, str]], first: tuple[str, str] | None
) -> Gathered:
    timeout = float(element.get("timeout", "5"))
    finish = element.get("finishOnKey", "#")
    most = int(element.get("numDigits", "0"))
    digits = ""
    while True:
        if first is None:
            try:
                first = await line.clock.within(timeout, inputs.get())
            except TimeoutError:
                return Gathered(digits)
        (kind, value), first = first, None
        if kind == "speech":
            return Gathered(speech=value)
        if finish and value == finish:
            return Gathered(digits, finished_on=value)
        digits += value
        if len(digits) == most:
            return Gathered(digits)
