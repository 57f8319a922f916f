"""The embedded voice: espeak-ng in the child process, behind `ports.Speaker`.

Understood at once and everywhere, and no pleasure to listen to: it is for demonstrations, tests and lines
without a provider. Eleven languages: bn en gu hi kn ml mr od pa ta te. A prompt in several languages is
spoken segment by segment, each in its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from runtime.flow.model import Voice
from runtime.language import segments
from runtime.providers.offline.process import Child

_SECONDS: Final = 4.0
"""For one segment. Three seconds of Telugu take 4 ms; the rest is waiting behind other calls."""


class OfflineMouth:
    """One caller's line to the voice. Holds nothing: the child does not know about calls."""

    def __init__(self, child: Child) -> None:
        self._child = child

    async def speak(self, text: str, language: str, voice: Voice) -> AsyncIterator[bytes]:
        """Mu-law, one piece per segment. Raises Failed."""
        for tongue, words in segments(text, language):
            if not words.strip():
                continue
            request = {
                "do": "speak",
                "text": words,
                "language": tongue,
                "speaker": voice.speaker,
                "pace": voice.pace,
            }
            sound: bytes = (await self._child.ask(request, seconds=_SECONDS))["sound"]
            if sound:
                yield sound

    async def close(self) -> None:
        """Nothing of this call is left anywhere."""


class OfflineSpeaker:
    """ports.Speaker over the shared child."""

    name = "espeak-ng-1"
    """The number counts our own changes of level, voices and trimming: clips made before are other clips."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def connect(self, call: str) -> OfflineMouth:
        return OfflineMouth(self._child)

    async def render(self, text: str, language: str, voice: Voice) -> bytes:
        mouth = OfflineMouth(self._child)
        return b"".join([sound async for sound in mouth.speak(text, language, voice)])
