"""Hearing one caller: frames in, events out, from the first frame to the last, also while the bot speaks.

    detectors = Detectors()                       # once per server
    ...  every detectors.period seconds: detectors.tick()   (only when period is not None)

    ears = Ears(recogniser.connect(call), detectors.new(), put, now, spawn=group.create_task)
    ears.listen(effect.language, effect.hints, effect.voice)     on every Listen
    ears.bot_speaking(True / False)                              when sound starts / stops being heard
    ears.frame(ulaw)                                             on every media message
    await ears.close()                                           when the call or its stream is over

Per frame there is arithmetic only. The voice detector calls back with verdicts (at once, or at the next
tick when it is batched over calls), the endpointing machine turns them into a start and an end. One task is
made per utterance, at its end, to await the recogniser. Utterances are recognised one at a time and
answered in the order in which they were spoken: what is said while the last one is still being recognised
is kept until then.

Echo. There is no echo canceller between the carrier and us: a speaker phone gives the bot its own voice back.
While the bot speaks, sound counts as speech only from 48 dB (a caller's voice is at 55 to 75, an echo 25 or
more below the bot's 70), it must last 200 ms instead of 120, and no utterance starts in the first 300 ms of
playback. Nothing is lost by that: what was said in the meantime is in the pre-roll, and every frame still
is heard.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, runtime_checkable

from runtime.audio import mulaw
from runtime.audio.endpointing import Change, Endpointing, Patience
from runtime.audio.vad import Detector, EnergyDetector, Silero, silero_model
from runtime.dialogue.event import Event, Provider, ProviderFailed, SpeechEnded, SpeechStarted, Utterance
from runtime.providers.ports import Ear, Failed

ECHO_LEVEL: Final = 48.0
ECHO_START: Final = 200
ECHO_DEAF: Final = 300
_NEVER: Final = 10**9
_MOST_KEPT: Final = 4
"""Utterances that may wait for the recogniser. More means that it hangs; they fail at once."""
_BYTES_PER_MS: Final = mulaw.RATE // 1000
_RECENT: Final = 2000 * _BYTES_PER_MS
"""Sound kept for the pre-roll: longer than pre-roll, deafness and start together."""


class Detectors:
    """The server's voice detection: Silero where it is installed, sound energy where not."""

    def __init__(self, *, silero: bool = True) -> None:
        model = silero_model() if silero else None
        self._silero = Silero.load(model) if model is not None else None
        self.name = "silero" if self._silero else "energy"
        self.period: float | None = 0.016 if self._silero else None
        """Seconds between two calls of `tick`; None when none is needed."""

    def new(self) -> Detector:
        """A call's own detector."""
        return self._silero.detector() if self._silero else EnergyDetector()

    def tick(self) -> None:
        if self._silero:
            self._silero.tick()


class Cancellable(Protocol):
    def cancel(self) -> object: ...


Spawn = Callable[[Coroutine[Any, Any, None]], Cancellable]
"""Starts a task that the call owns; `TaskGroup.create_task`."""


@runtime_checkable
class Aims(Protocol):
    """An ear whose hints may still change while the caller speaks (nothing has been decoded yet)."""

    def aim(self, language: str, hints: tuple[str, ...]) -> None: ...


@dataclass(slots=True)
class _Said:
    """An utterance that waits until the recogniser is free."""

    language: str
    hints: tuple[str, ...]
    sound: bytearray = field(default_factory=bytearray)
    ended: bool = False


class Ears:
    """One call's ears. The counters are for timelines and tests."""

    def __init__(
        self,
        ear: Ear,
        detector: Detector,
        put: Callable[[Event], None],
        now: Callable[[], float],
        *,
        spawn: Spawn,
        patience: Patience | None = None,
    ) -> None:
        self._ear = ear
        self._detector = detector
        self._put = put
        self._now = now
        self._spawn = spawn
        self._endpointing = Endpointing(patience)
        detector.decide = self._decide
        self._rest = b""
        self._recent = bytearray()
        self._language = ""
        self._hints: tuple[str, ...] = ()
        self._voice = True
        self._bot: int | None = None  # milliseconds of playback heard so far, None while the bot is silent
        self._taking = False  # the caller is in an utterance that is taken
        self._live = False  # the ear itself has been begun, and not yet finished
        self._kept: deque[_Said] = deque()
        self._task: Cancellable | None = None
        self._closed = False
        self.frames = 0
        self.frames_while_bot_spoke = 0
        self.utterances = 0
        self.lost = 0

    @property
    def dropped(self) -> int:
        """Sounds that were no speech (too short), and utterances that had to be given up."""
        return self._endpointing.short + self.lost

    @property
    def speaking(self) -> bool:
        """The caller is speaking."""
        return self._endpointing.speaking

    def listen(self, language: str, hints: tuple[str, ...], voice: bool) -> None:
        """What may be said from now on. An utterance that has begun is heard with the new hints where the
        recogniser can still do so: the caller who interrupts a prompt answers the next question."""
        self._language, self._hints, self._voice = language, hints, voice
        if self._taking and self._kept:
            self._kept[-1].language, self._kept[-1].hints = language, hints
        elif self._taking and self._live and isinstance(self._ear, Aims):
            self._ear.aim(language, hints)

    def bot_speaking(self, speaking: bool) -> None:
        if speaking and self._bot is None:
            self._bot = 0
        elif not speaking:
            self._bot = None

    def frame(self, ulaw: bytes) -> None:
        """The next sound of the caller, of any length."""
        if self._closed:
            return
        sound = self._rest + ulaw if self._rest else ulaw
        whole = len(sound) - len(sound) % mulaw.FRAME
        for at in range(0, whole, mulaw.FRAME):
            self._hear(sound[at : at + mulaw.FRAME])
        self._rest = sound[whole:]

    def _hear(self, frame: bytes) -> None:
        self.frames += 1
        if self._bot is not None:
            self.frames_while_bot_spoke += 1
        if self._taking:
            self._feed(frame)
        else:
            self._recent += frame
            if len(self._recent) > 2 * _RECENT:
                del self._recent[:-_RECENT]
        self._detector.feed(frame)

    def _decide(self, speech: bool, level: float, milliseconds: int) -> None:
        """The detector's verdict about the next piece of sound."""
        start = None
        if self._bot is not None:
            self._bot += milliseconds
            speech = speech and level >= ECHO_LEVEL
            start = ECHO_START if self._bot > ECHO_DEAF else _NEVER
        change = self._endpointing.feed(speech, milliseconds, start=start)
        if change is Change.STARTED:
            self._started()
        elif change is Change.ENDED:
            self._ended()

    def _started(self) -> None:
        if not self._voice:
            return
        self._taking = True
        before = (self._endpointing.run + self._endpointing.patience.pre_roll) * _BYTES_PER_MS
        sound = bytes(self._recent[-before:])
        self._recent.clear()
        self._put(SpeechStarted(self._now()))
        if self._live:
            self._kept.append(_Said(self._language, self._hints))
        else:
            self._begin(self._language, self._hints)
        self._feed(sound)

    def _begin(self, language: str, hints: tuple[str, ...]) -> None:
        self._live = True
        self._ear.begin(language, hints)

    def _feed(self, sound: bytes) -> None:
        if self._kept:
            self._kept[-1].sound += sound
        else:
            self._ear.feed(sound)

    def _ended(self) -> None:
        if not self._taking:
            return
        self._taking = False
        self.utterances += 1
        self._put(SpeechEnded(self._now()))
        if not self._kept:
            self._task = self._spawn(self._recognise())
            return
        self._kept[-1].ended = True
        if len(self._kept) > _MOST_KEPT:
            self._kept.pop()
            self.lost += 1
            self._put(
                ProviderFailed(Provider.RECOGNISER, 0, "still busy with what was said before", self._now())
            )

    async def _recognise(self) -> None:
        """The end of the utterance that the ear has; then the next one that is kept, if there is one."""
        try:
            heard = await self._ear.finish()
            event: Event = Utterance(heard.text, self._now(), heard.language)
        except Failed as failure:
            event = ProviderFailed(Provider.RECOGNISER, 0, str(failure), self._now())
        except Exception as fault:  # a recogniser's mistake must not end the call
            event = ProviderFailed(Provider.RECOGNISER, 0, f"unexpected {type(fault).__name__}", self._now())
        self._live = False
        self._task = None
        if self._closed:
            return
        self._put(event)
        if self._kept:
            said = self._kept.popleft()
            self._begin(said.language, said.hints)
            self._ear.feed(bytes(said.sound))
            if said.ended:
                self._task = self._spawn(self._recognise())

    async def close(self) -> None:
        """Hear nothing more; give up what is being recognised, and close the ear. Never raises."""
        if self._closed:
            return
        self._closed = True
        self._detector.close()
        self._kept.clear()
        self._recent.clear()
        if self._live:
            self._ear.cancel()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        await self._ear.close()
