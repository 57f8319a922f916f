"""Clips: fixed prompts as sound, made before a flow goes live, kept on disk and in memory.

A clip's name is the hash of its words, language, voice and engine, so another voice or a changed word is
another clip and a name's sound never changes: it can be served with the longest caching there is.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from runtime import language as languages
from runtime.audio import mulaw, wav
from runtime.flow.model import Flow, Voice
from runtime.flow.template import TemplateFailed
from runtime.flow.voice import prompt_voices
from runtime.providers.ports import Failed, Speaker
from runtime.server import sentences

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Clips rendered at a time."""
GIVE_UP_AFTER = 3
"""Failures in a row after which the rest is not tried: the engine is down."""

Words = tuple[str, str, Voice]
"""What a clip says, in which language, and who says it."""
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Clip:
    """ulaw: 8 kHz mono mu-law."""

    name: str
    ulaw: bytes


class Clips:
    """folder: where the WAV files are; made when the first clip is."""

    def __init__(self, folder: Path, speaker: Speaker) -> None:
        self._folder = folder
        self._speaker = speaker
        self._known: dict[str, Clip] = {}

    def name(self, text: str, language: str, voice: Voice) -> str:
        parts = (text, language, voice.speaker or "", f"{voice.pace:g}", self._speaker.name)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def find(self, text: str, language: str, voice: Voice) -> Clip | None:
        """The clip of exactly these words, if it was made."""
        return self._known.get(self.name(text, language, voice))

    def file(self, name: str) -> bytes | None:
        """The WAV of a clip of this name; from disk too, since a carrier may ask after a restart."""
        if clip := self._known.get(name):
            return wav.write_mulaw(clip.ulaw)
        path = self._path(name)
        return path.read_bytes() if _NAME.fullmatch(name) and path.is_file() else None

    async def make(self, flow: Flow) -> int:
        """Make every clip this flow can play; returns how many are missing because the engine failed."""
        every = dict.fromkeys(words for one in flow.every_flow() for words in fixed_words(one))
        wanted = [words for words in every if not self.find(*words)]
        wanted = [words for words in wanted if not await asyncio.to_thread(self._read, *words)]
        if not wanted:
            return 0
        log.info("flow %s: making %d clips with %s", flow.name, len(wanted), self._speaker.name)
        queue, state = list(reversed(wanted)), _Progress(len(wanted))
        async with asyncio.TaskGroup() as group:
            for _ in range(min(AT_ONCE, len(wanted))):
                group.create_task(self._work(queue, state, flow))
        missing = len(wanted) - state.made
        if missing:
            log.warning(
                "flow %s: %d clips could not be made; those words are spoken live", flow.name, missing
            )
        return missing

    async def _work(self, queue: list[Words], state: _Progress, flow: Flow) -> None:
        while queue and state.failures < GIVE_UP_AFTER:
            text, lang, voice = queue.pop()
            try:
                ulaw = await self._render(text, lang, voice)
            except Failed as failure:
                log.warning("a clip in %s could not be made: %s", lang, failure)
                state.failures = state.failures + 1 if failure.retryable else GIVE_UP_AFTER
                continue
            state.failures = 0
            state.made += 1
            await asyncio.to_thread(self._keep, self.name(text, lang, voice), ulaw)
            if state.made % 25 == 0:
                log.info("flow %s: %d of %d clips", flow.name, state.made, state.wanted)

    async def _render(self, text: str, lang: str, voice: Voice) -> bytes:
        parts = [await self._speaker.render(t, part, voice) for part, t in languages.segments(text, lang)]
        ulaw = b"".join(parts)
        if not ulaw:
            raise Failed("no sound came")
        return ulaw

    def _keep(self, name: str, ulaw: bytes) -> None:
        self._known[name] = Clip(name, ulaw)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = self._path(name).with_suffix(".new")
            fresh.write_bytes(wav.write_mulaw(ulaw))
            fresh.replace(self._path(name))
        except OSError as fault:
            log.warning("clips cannot be kept in %s: %s", self._folder, fault.strerror)

    def _read(self, text: str, lang: str, voice: Voice) -> bool:
        """Take the clip from disk; False if there is none, or it is damaged."""
        name = self.name(text, lang, voice)
        try:
            sound = wav.read(self._path(name).read_bytes())
        except (OSError, wav.AudioError):
            return False
        self._known[name] = Clip(name, mulaw.encode(sound.samples))
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.wav"


@dataclass(slots=True)
class _Progress:
    wanted: int
    made: int = 0
    failures: int = 0


def fixed_words(flow: Flow) -> Sequence[Words]:
    """(words, language, voice) of every prompt that has no placeholders, in each voice that says it, of the
    built-in apology and of the server's own sentences; the prompts that are heard first come first."""
    start = flow.states[flow.start]
    first = getattr(start, "say", None)
    prompts = sorted(flow.prompts.values(), key=lambda prompt: prompt.name != first)
    voices = prompt_voices(flow)
    every: dict[Words, None] = {}
    for prompt in prompts:
        for lang, template in prompt.texts.items():
            if template.fixed:
                try:
                    words = template.render({}, lang)
                    every.update(((words, lang, voice), None) for voice in voices[prompt.name])
                except TemplateFailed:
                    log.warning("prompt %s cannot be worked out in %s", prompt.name, lang)
    for lang in flow.languages:
        every[languages.apology(lang), lang, flow.voice] = None
    for sentence in sentences.ALL:
        for lang, words in sentences.spoken_in(sentence, flow.languages):
            every[words, lang, flow.voice] = None
    return list(every)
