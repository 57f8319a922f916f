"""The embedded recogniser: pocketsphinx in the child process, behind `ports.Recogniser`.

It hears nothing but the hints it is given (what this state can hear, as the flow's author wrote it) and gives
back the author's own words, or "" when no hint fits well. It cannot take dictation.
"""

from __future__ import annotations

from typing import Final

from runtime.providers.offline.process import Child
from runtime.providers.ports import Failed, Heard

_SECONDS: Final = 5.0
"""For one utterance; a second of speech takes about 10 ms of a free core."""
_LONGEST: Final = 30 * 8000
"""Bytes (30 s) of one utterance that are kept; a grammar of phrases needs no more."""


class OfflineEar:
    """One caller's ear. Keeps the utterance's sound here and asks once, at its end."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._sound = bytearray()
        self._language = ""
        self._hints: tuple[str, ...] = ()

    def begin(self, language: str, hints: tuple[str, ...]) -> None:
        self._sound.clear()
        self._language = language
        self._hints = hints

    def aim(self, language: str, hints: tuple[str, ...]) -> None:
        """The caller still speaks, but the question is another now: hear it as an answer to that one."""
        self._language = language
        self._hints = hints

    def feed(self, ulaw: bytes) -> None:
        if len(self._sound) < _LONGEST:
            self._sound += ulaw

    async def finish(self) -> Heard:
        sound = bytes(self._sound)
        self._sound.clear()
        if not sound or not self._hints:
            return Heard("")
        request = {"do": "hear", "sound": sound, "language": self._language, "hints": self._hints}
        answer = await self._child.ask(request, seconds=_SECONDS)
        text = answer.get("text")
        if not isinstance(text, str):
            raise Failed("the embedded recogniser gave no text")
        return Heard(text)

    def cancel(self) -> None:
        self._sound.clear()

    async def close(self) -> None:
        self._sound.clear()


class OfflineRecogniser:
    """ports.Recogniser over the shared child."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def connect(self, call: str) -> OfflineEar:
        return OfflineEar(self._child)
