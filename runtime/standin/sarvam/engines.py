"""What the stand-in hears with and speaks with: the script first, then the embedded engines, then a tone."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import re
from typing import Any, Final

import numpy as np

from runtime.audio import mulaw
from runtime.providers.offline.process import Child
from runtime.providers.ports import Failed
from runtime.standin.sarvam import guesses
from runtime.standin.sarvam.world import World

_SECONDS: Final = 20.0
"""For one request of the embedded engines; a loaded machine may be slow, and a test must not fail for it."""
_MALE: Final = frozenset(
    (
        "aditya", "rahul", "rohan", "amit", "dev", "ratan", "varun", "manan", "sumit", "kabir", "shubh",
        "abhilash", "karun", "hitesh",
    )
)  # fmt: skip


class Engines:
    """The child process with voice and recogniser, started when it is first needed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._child: Child | None = None

    def _asked(self) -> Child:
        if self._child is None:
            self._child = Child()
        return self._child

    async def warm(self) -> None:
        """Start what the script will need, so that the first caller does not wait for it."""
        if self._world.script.decode or self._world.script.voice != "tone":
            with contextlib.suppress(Failed):
                await self._asked().warm()

    async def close(self) -> None:
        if self._child is not None:
            await self._child.close()

    async def transcript(self, ulaw: bytes, language: str, hints: tuple[str, ...]) -> str:
        """The next scripted line, or what the embedded recogniser makes of the sound."""
        if len(ulaw) < guesses.SHORTEST_UTTERANCE * mulaw.RATE:
            return ""
        scripted = self._world.transcript()
        if scripted is not None:
            return scripted
        request = {
            "do": "hear",
            "sound": ulaw,
            "language": language,
            "hints": list(hints or self._world.script.hints),
        }
        try:
            answer = await self._asked().ask(request, seconds=_SECONDS)
        except Failed:
            return ""
        return str(answer.get("text") or "")

    async def sound(self, text: str, language: str, speaker: str, pace: float) -> bytes:
        """8 kHz mu-law of these words."""
        voice = self._world.script.voice
        if voice == "espeak" or (voice == "auto" and importlib.util.find_spec("espeakng_loader")):
            request = {
                "do": "speak",
                "text": text,
                "language": language,
                "speaker": "male" if speaker.partition("_")[0] in _MALE else None,
                "pace": pace,
            }
            try:
                spoken = (await self._asked().ask(request, seconds=_SECONDS)).get("sound")
                if isinstance(spoken, bytes) and spoken:
                    return spoken
            except Failed:
                pass
        return tone(text, pace)


def tone(text: str, pace: float) -> bytes:
    """A sound with the rhythm of syllables, as long as the words would take."""
    count = round(guesses.SECONDS_A_CHARACTER * max(1, len(text)) / max(pace, 0.1) * mulaw.RATE)
    at = np.arange(count) / mulaw.RATE
    loudness = 0.25 + 0.75 * np.abs(np.sin(np.pi * 4 * at))
    wave = 6000 * loudness * np.sin(2 * np.pi * 180 * at) + 2500 * loudness * np.sin(2 * np.pi * 540 * at)
    return mulaw.encode(wave.astype(np.int16))


def hints_of(prompt: str | None, keyterms: str | None) -> tuple[str, ...]:
    """What the client's bias says may be heard: the parts of a prompt between commas, and the key terms."""
    found = [part.strip() for part in re.split(r"[,;\n]", prompt or "")]
    try:
        terms: Any = json.loads(keyterms) if keyterms else []
    except ValueError:
        terms = []
    if isinstance(terms, list):
        found += [term for term in terms if isinstance(term, str)]
    return tuple(dict.fromkeys(part for part in found if part))
