"""Speech to text: a session per call, and the recording of the utterance for when the session fails.

Every utterance is kept while it is spoken. If the session drops meanwhile, another is opened once and the
utterance sent again; if it has not answered in time, the recording goes to the REST endpoint. All of it
happens inside `deadlines.hearing` seconds after the caller stopped.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Final

from runtime.audio import mulaw, resample, wav
from runtime.language import SCRIPT_OF, dominant_script
from runtime.providers.ports import Failed, Heard
from runtime.providers.sarvam.door import Door
from runtime.providers.sarvam.line import MODE, Line
from runtime.providers.sarvam.names import whole_language
from runtime.providers.sarvam.refusal import Memory, Refused
from runtime.providers.sarvam.settings import SarvamSettings

log = logging.getLogger(__name__)

LONGEST: Final = 28 * mulaw.RATE
"""Bytes of one utterance that are kept: Sarvam takes 30 s."""
RESENT: Final = 5 * mulaw.RATE
"""Bytes that are sent again over a new session; of a longer utterance the recording is quicker."""
LONGEST_PROMPT: Final = 2000
MOST_TERMS: Final = 50
LONGEST_TERM: Final = 64
LARGEST_ANSWER: Final = 256 * 1024


class SarvamRecogniser:
    """The recogniser for every call of the process."""

    def __init__(self, settings: SarvamSettings, door: Door) -> None:
        self._settings = settings
        self._door = door
        self._memory = Memory("speech to text", settings.deadlines.refused)
        self._socket_memory = Memory("the realtime socket", settings.deadlines.refused)

    def connect(self, call: str) -> SarvamEar:
        return SarvamEar(self._settings, self._door, self._memory, self._socket_memory, call)


class _Utterance:
    def __init__(self, language: str, hints: tuple[str, ...]) -> None:
        self.language = language
        self.hints = hints
        self.sound = bytearray()
        self.reopened = False


class SarvamEar:
    """One caller's line to the recogniser."""

    def __init__(
        self, settings: SarvamSettings, door: Door, memory: Memory, socket_memory: Memory, call: str
    ) -> None:
        self._settings = settings
        self._door = door
        self._memory = memory
        self._socket_memory = socket_memory
        self._call = call
        self._utterance: _Utterance | None = None
        self._line: Line | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._closed = False
        if settings.transport == "socket":
            self._open(settings.language)

    def begin(self, language: str, hints: tuple[str, ...]) -> None:
        if self._utterance is not None:
            self.cancel()
        self._utterance = _Utterance(language, hints)
        if self._settings.transport == "socket" and not self._closed:
            if self._line is None or self._line.failed is not None:
                self._open(language)
            if self._line is not None:
                self._line.begin(language, prompt(hints, language))

    def feed(self, ulaw: bytes) -> None:
        utterance = self._utterance
        if utterance is None or len(utterance.sound) >= LONGEST:
            return
        utterance.sound += ulaw
        if self._line is None:
            return
        if self._line.failed is None:
            self._line.feed(ulaw)
        elif not utterance.reopened:
            utterance.reopened = True
            self._say_again(utterance)

    async def finish(self) -> Heard:
        utterance, self._utterance = self._utterance, None
        if utterance is None or not utterance.sound:
            return Heard("")
        seconds = self._settings.deadlines.hearing
        try:
            async with asyncio.timeout(seconds):
                return await self._heard(utterance)
        except TimeoutError as error:
            raise Failed(f"no transcript in {seconds:g} s") from error

    def cancel(self) -> None:
        if self._utterance is None:
            return
        self._utterance = None
        if self._line is not None and not self._line.abandon():
            self._drop()

    async def close(self) -> None:
        self._closed = True
        self._utterance = None
        self._drop()
        if self._closing:
            await asyncio.wait(self._closing, timeout=0.9)

    def _open(self, language: str) -> None:
        """A new session, unless the socket is known to be refused; then the recordings do."""
        try:
            self._memory.check()
            self._socket_memory.check()
        except Failed:
            self._line = None
            return
        self._line = Line(self._settings, self._door, self._memory, self._call, language)

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            task = asyncio.create_task(line.close(), name=f"sarvam-hearing-close {self._call}")
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def _say_again(self, utterance: _Utterance) -> None:
        """The session dropped while the caller speaks: another one, and all of it from the start."""
        failure = self._line.failed if self._line is not None else None
        self._drop()
        if failure is not None and not failure.retryable:
            self._socket_memory.remember(failure)
        if len(utterance.sound) > RESENT:
            return
        self._open(utterance.language)
        if self._line is not None:
            log.warning("call %s: the recogniser's session dropped (%s); said again", self._call, failure)
            self._line.begin(utterance.language, prompt(utterance.hints, utterance.language))
            self._line.feed(bytes(utterance.sound))

    async def _heard(self, utterance: _Utterance) -> Heard:
        """The first answer of two tries; the second one is always the recording."""
        try:
            async with asyncio.timeout(self._settings.deadlines.final):
                if self._line is None:
                    return await self._whole(utterance)
                return await self._line.end()
        except TimeoutError:
            failure = Failed(f"no answer in {self._settings.deadlines.final:g} s")
        except Failed as told:
            failure = told
        if self._line is None:
            if not failure.retryable:
                raise failure
            if isinstance(failure, Refused) and failure.after > 1.0:
                raise failure
        else:
            parts = self._line.parts
            self._drop()
            if parts is not None and parts.text:
                return parts
            if not failure.retryable:
                self._socket_memory.remember(failure)
        log.warning("call %s: recognised from the recording (%s)", self._call, failure)
        return await self._whole(utterance)

    async def _whole(self, utterance: _Utterance) -> Heard:
        """The utterance as a recording over REST: WAV, 16-bit, 16 kHz."""
        self._memory.check()
        samples = resample.resample(mulaw.decode(bytes(utterance.sound)), mulaw.RATE, 16000)
        model = self._settings.hearing_whole_model
        fields = {"model": model, "mode": MODE, "language_code": whole_language(utterance.language)}
        if model == "saaras:v4" and utterance.hints:
            fields["keyterms"] = json.dumps(terms(utterance.hints, utterance.language), ensure_ascii=False)
        try:
            answer = await self._door.post_for_json(
                "/speech-to-text",
                LARGEST_ANSWER,
                data=fields,
                files={"file": ("utterance.wav", wav.write(samples, 16000), "audio/wav")},
            )
        except Failed as failure:
            raise self._memory.note(failure) from failure.__cause__
        text, language = answer.get("transcript"), answer.get("language_code")
        if not isinstance(text, str):
            raise Failed("an answer without a transcript")
        return Heard(text.strip(), language if isinstance(language, str) else None)


def own_first(hints: tuple[str, ...], language: str) -> list[str]:
    """The hints in the script of the caller's language before the others: what is cut off at a limit is
    then what she is least likely to say. Otherwise in the order given."""
    script = SCRIPT_OF.get(language)
    return sorted(dict.fromkeys(hints), key=lambda hint: dominant_script(hint) != script)


def prompt(hints: tuple[str, ...], language: str) -> str:
    """The hints as the recogniser's free-text bias: separated by commas, best first, of bounded length."""
    words, length = [], 0
    plain = tuple(" ".join(hint.replace(",", " ").split()) for hint in hints)
    for hint in own_first(plain, language):
        if length + len(hint) + 2 > LONGEST_PROMPT:
            break
        if hint:
            words.append(hint)
            length += len(hint) + 2
    return ", ".join(words)


def terms(hints: tuple[str, ...], language: str) -> list[str]:
    """The hints as key terms, within Sarvam's limits of number and length."""
    return [hint for hint in own_first(hints, language) if 0 < len(hint) <= LONGEST_TERM][:MOST_TERMS]
