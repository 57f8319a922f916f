"""What a document lets the caller hear: `<Say>` voiced, `<Play>` fetched and really played, `<Pause>`."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import httpx

from runtime.audio import mulaw, wav
from runtime.audio.resample import resample
from runtime.standin.carrier import guesses
from runtime.standin.carrier.document import Document, voice_speaks
from runtime.standin.carrier.line import Line
from runtime.standin.carrier.webhooks import Webhooks

CHARACTERS_A_SECOND = 15.0
RAW_TYPES = frozenset({"audio/basic", "audio/ulaw", "audio/x-mulaw", "audio/mulaw"})
MOST_LOOPS = 1000


class Voice:
    """One call's document voice. Sound is 8 kHz mu-law."""

    def __init__(self, webhooks: Webhooks, line: Line) -> None:
        self._webhooks = webhooks
        self._line = line
        self._clips: dict[str, bytes] = {}

    async def perform(self, verb: ET.Element, document: Document) -> None:
        """Say, Play or Pause, heard to the end."""
        sound = await self.prepare(verb, document)
        await self.hear(verb, sound)

    async def hear(self, verb: ET.Element, sound: bytes) -> None:
        times = min(int(verb.get("loop", "1")) or MOST_LOOPS, MOST_LOOPS)
        for _ in range(times):
            await self._line.play(sound, speech=verb.tag != "Pause")

    async def prepare(self, verb: ET.Element, document: Document) -> bytes:
        """The sound of one verb; a clip that cannot be had is none."""
        match verb.tag:
            case "Say":
                return await self._said(verb)
            case "Play":
                return await self._clip(document.resolve((verb.text or "").strip()))
            case _:
                return mulaw.silence(float(verb.get("length", "1")))

    async def _said(self, verb: ET.Element) -> bytes:
        text = "".join(verb.itertext()).strip()
        language = verb.get("language", "en-US")
        self._line.timeline.add("verb", verb="Say", text=text, language=language)
        named = verb.get("voice", "")
        if named and not voice_speaks(named, language):
            return b""
        if self._webhooks.config.say is not None and text:
            return await self._webhooks.config.say(text, language)
        return mulaw.silence(len(text) / CHARACTERS_A_SECOND)

    async def _clip(self, url: str) -> bytes:
        self._line.timeline.add("verb", verb="Play", url=url)
        if guesses.CLIPS_ARE_CACHED and url in self._clips:
            return self._clips[url]
        try:
            response = await self._webhooks.sound(url)
            sound = _decoded(response.content, response.headers.get("content-type", ""))
        except httpx.HTTPError as fault:
            return self._missing(f"clip {url}: {fault}")
        except wav.AudioError as fault:
            return self._missing(f"clip {url}: {fault}", 12300)
        self._clips[url] = sound
        self._line.timeline.add("clip", url=url, seconds=round(len(sound) / mulaw.RATE, 2))
        return sound

    def _missing(self, why: str, code: int = 11200) -> bytes:
        self._line.timeline.violation(code, why)
        return b""


def _decoded(content: bytes, content_type: str) -> bytes:
    """A clip as 8 kHz mu-law. Raises AudioError."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in RAW_TYPES:
        return content
    if not kind.startswith("audio/"):
        raise wav.AudioError(f"Content-Type {kind or 'missing'} is not sound")
    sound = wav.read(content)
    return mulaw.encode(resample(sound.mono, sound.rate, mulaw.RATE))
