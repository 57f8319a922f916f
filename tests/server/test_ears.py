from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import pytest

from runtime.audio import mulaw
from runtime.audio.endpointing import Patience
from runtime.audio.vad import EnergyDetector, Silero
from runtime.dialogue.event import Event, Provider, ProviderFailed, SpeechEnded, SpeechStarted, Utterance
from runtime.providers.ports import Failed, Heard
from runtime.server.ears import ECHO_LEVEL, Detectors, Ears


class FakeEar:
    """Remembers what it was given; answers when told to."""

    def __init__(self) -> None:
        self.log: list[tuple[str, Any]] = []
        self.sound = b""
        self.answers: asyncio.Queue[Heard | Exception] = asyncio.Queue()
        self.closed = False

    def begin(self, language: str, hints: tuple[str, ...]) -> None:
        self.log.append(("begin", (language, hints)))
        self.sound = b""

    def feed(self, ulaw: bytes) -> None:
        self.sound += ulaw

    async def finish(self) -> Heard:
        self.log.append(("finish", self.sound))
        answer = await self.answers.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def cancel(self) -> None:
        self.log.append(("cancel", None))

    async def close(self) -> None:
        self.closed = True


class AimingEar(FakeEar):
    def aim(self, language: str, hints: tuple[str, ...]) -> None:
        self.log.append(("aim", (language, hints)))


class Line:
    """A caller's line with ears on it. Time is the sound that has been heard."""

    def __init__(self, ear: FakeEar | None = None, patience: Patience | None = None) -> None:
        self.ear = ear or FakeEar()
        self.events: list[Event] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.ears = Ears(
            self.ear,
            EnergyDetector(),
            self.events.append,
            lambda: round(self.ears.frames * 0.02, 2),
            spawn=self.spawn,
            patience=patience,
        )
        self.ears.listen("te-IN", ("అవును", "కాదు"), True)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        self.tasks.append(asyncio.ensure_future(work))
        return self.tasks[-1]

    def say(self, seconds: float, level: float = 65.0) -> None:
        self.ears.frame(tone(seconds, level))

    def quiet(self, seconds: float) -> None:
        self.ears.frame(mulaw.silence(seconds))

    @property
    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.events]


def tone(seconds: float, level: float) -> bytes:
    rms = 10 ** (level / 20)
    samples = np.sin(np.arange(round(8000 * seconds)) * 0.4) * rms * 2**0.5
    return mulaw.encode(samples.astype(np.int16))


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_an_utterance_from_sound_to_words() -> None:
    line = Line()
    line.ear.answers.put_nowait(Heard("అవును", "te-IN"))
    line.quiet(1.0)
    line.say(0.6)
    line.quiet(1.0)
    await settle()
    assert line.events == [SpeechStarted(1.12), SpeechEnded(2.1), Utterance("అవును", 2.6, "te-IN")]
    assert [what for what, _ in line.ear.log] == ["begin", "finish"]
    assert line.ear.log[0][1] == ("te-IN", ("అవును", "కాదు"))
    # 300 ms before the first sound, the sound, and the silence that ended it: nothing missing in between
    assert line.ear.log[1][1] == mulaw.silence(0.3) + tone(0.6, 65) + mulaw.silence(0.5)


async def test_frames_of_any_size_are_the_same_to_it() -> None:
    sound = mulaw.silence(0.5) + tone(0.5, 65) + mulaw.silence(0.8)
    logs = []
    for size in (160, 1, 333, 8000, len(sound)):
        line = Line()
        for at in range(0, len(sound), size):
            line.ears.frame(sound[at : at + size])
        line.ear.answers.put_nowait(Heard(""))
        await settle()
        assert line.ears.frames == len(sound) // 160
        logs.append(line.ear.log)
    assert all(log == logs[0] for log in logs)


async def test_a_cough_is_dropped_and_counted() -> None:
    line = Line()
    line.quiet(0.5)
    line.say(0.08)
    line.quiet(1.0)
    assert line.events == [] and line.ear.log == []
    assert line.ears.dropped == 1 and line.ears.utterances == 0


async def test_a_recogniser_that_fails_is_told_as_such() -> None:
    line = Line()
    for failure in (Failed("no credit"), RuntimeError("a bug with a caller's name in it")):
        line.ear.answers.put_nowait(failure)
        line.say(0.4)
        line.quiet(0.8)
        await settle()
    failures = [event for event in line.events if isinstance(event, ProviderFailed)]
    assert [(f.provider, f.request, f.reason) for f in failures] == [
        (Provider.RECOGNISER, 0, "no credit"),
        (Provider.RECOGNISER, 0, "unexpected RuntimeError"),
    ]


async def test_speech_during_recognition_is_kept_and_answered_in_order() -> None:
    line = Line()
    line.say(0.4)
    line.quiet(0.8)
    await settle()
    line.ears.listen("hi-IN", ("हाँ",), True)
    line.say(0.5)  # the first is still being recognised
    line.quiet(0.8)
    await settle()
    assert [what for what, _ in line.ear.log] == ["begin", "finish"]
    line.ear.answers.put_nowait(Heard("first"))
    await settle()
    line.ear.answers.put_nowait(Heard("second"))
    await settle()
    assert line.kinds == ["SpeechStarted", "SpeechEnded"] * 2 + ["Utterance"] * 2
    assert [e.text for e in line.events if isinstance(e, Utterance)] == ["first", "second"]
    assert line.ear.log[2] == ("begin", ("hi-IN", ("हाँ",)))
    assert tone(0.5, 65) in line.ear.log[3][1]
    assert len(line.tasks) == 2  # one task per utterance, no more


async def test_the_next_utterance_goes_on_live_when_the_recogniser_is_free() -> None:
    line = Line()
    line.say(0.4)
    line.quiet(0.8)
    await settle()
    line.say(0.3)
    line.ear.answers.put_nowait(Heard("first"))
    await settle()
    line.say(0.3)
    line.quiet(0.8)
    line.ear.answers.put_nowait(Heard("second"))
    await settle()
    assert len(line.ear.log[3][1]) >= len(tone(0.6, 65))
    assert line.kinds[-3:] == ["Utterance", "SpeechEnded", "Utterance"]


async def test_a_recogniser_that_hangs_does_not_collect_for_ever() -> None:
    line = Line()
    for _ in range(8):
        line.say(0.4)
        line.quiet(0.8)
    await settle()
    assert line.ears.lost == 3
    assert line.kinds.count("ProviderFailed") == 3
    for _ in range(5):
        line.ear.answers.put_nowait(Heard("x"))
    await settle()
    assert (
        line.kinds.count("SpeechEnded")
        == line.kinds.count("Utterance") + line.kinds.count("ProviderFailed")
        == 8
    )


async def test_a_new_question_while_the_caller_speaks() -> None:
    line = Line(AimingEar())
    line.say(0.4)
    line.ears.listen("te-IN", ("కొండాపూర్",), True)
    line.quiet(0.8)
    line.ears.listen("te-IN", ("too late",), True)
    line.ear.answers.put_nowait(Heard(""))
    await settle()
    assert [what for what, _ in line.ear.log] == ["begin", "aim", "finish"]
    assert line.ear.log[1][1] == ("te-IN", ("కొండాపూర్",))


async def test_where_speech_is_not_taken_nothing_is_told() -> None:
    line = Line()
    line.ears.listen("te-IN", (), False)
    line.say(1.0)
    line.quiet(1.0)
    assert line.events == [] and line.ear.log == []
    line.ears.listen("te-IN", ("అవును",), True)
    line.say(0.4)
    assert line.kinds == ["SpeechStarted"]


async def test_while_the_bot_speaks_every_frame_is_heard() -> None:
    line = Line()
    line.ears.bot_speaking(True)
    line.quiet(1.0)
    line.say(0.5)
    line.ears.bot_speaking(False)
    line.quiet(0.2)
    assert line.ears.frames_while_bot_spoke == 75
    assert line.ears.frames == 85
    assert line.kinds == ["SpeechStarted"]
    assert line.events[0].at == pytest.approx(1.2)  # 200 ms of speech instead of 120


async def test_an_echo_of_the_bot_is_not_a_caller() -> None:
    line = Line()
    line.ears.bot_speaking(True)
    line.say(2.0, level=ECHO_LEVEL - 3)
    assert line.events == []
    line.ears.bot_speaking(False)
    line.quiet(0.6)
    line.say(0.4, level=ECHO_LEVEL - 3)  # the same from a caller, when nobody else speaks
    assert line.kinds == ["SpeechStarted"]


async def test_in_the_first_moment_of_a_prompt_nothing_starts_but_nothing_is_lost() -> None:
    line = Line()
    line.quiet(0.5)
    line.ears.bot_speaking(True)
    line.say(1.0)
    line.quiet(0.6)
    line.ear.answers.put_nowait(Heard("కాదు"))
    await settle()
    assert line.events[0].at == pytest.approx(0.5 + 0.32)
    assert tone(1.0, 65) in line.ear.log[1][1]


async def test_an_echo_does_not_keep_an_utterance_open() -> None:
    line = Line()
    line.say(0.5)
    line.ears.bot_speaking(True)
    line.say(0.6, level=ECHO_LEVEL - 3)
    assert line.kinds == ["SpeechStarted", "SpeechEnded"]


async def test_a_caller_who_never_stops_is_taken_in_pieces() -> None:
    line = Line(patience=Patience(longest=2000))
    for _ in range(3):
        line.ear.answers.put_nowait(Heard("…"))
    for _ in range(7):
        line.say(1.0)
        await settle()
    assert line.kinds.count("SpeechEnded") == 3
    assert line.kinds.count("Utterance") == 3


async def test_close_leaves_nothing() -> None:
    line = Line()
    line.say(0.4)
    line.quiet(0.8)
    await settle()
    line.say(0.4)
    before = list(line.events)
    await line.ears.close()
    await settle()
    assert all(task.done() for task in line.tasks)
    assert line.ear.closed and ("cancel", None) in line.ear.log
    line.say(1.0)
    line.quiet(1.0)
    assert line.events == before
    await line.ears.close()


async def test_close_in_the_middle_of_a_word() -> None:
    line = Line()
    line.say(0.4)
    await line.ears.close()
    assert line.tasks == []
    assert [what for what, _ in line.ear.log] == ["begin", "cancel"]


async def test_no_task_per_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Callable[..., object]] = []
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "call_soon", lambda *a, **k: made.append(a[0]), raising=False)
    line = Line()
    line.quiet(5.0)
    line.say(2.0)
    monkeypatch.undo()
    assert made == [] and line.tasks == []


def test_without_a_model_energy_serves() -> None:
    detectors = Detectors(silero=False)
    assert (detectors.name, detectors.period) == ("energy", None)
    assert isinstance(detectors.new(), EnergyDetector)
    detectors.tick()


async def test_a_batched_detector_decides_at_the_tick() -> None:
    class Loud:
        def run(self, _: None, feeds: dict[str, Any]) -> tuple[Any, Any]:
            return (np.abs(feeds["input"]).max(axis=1, keepdims=True) > 0.01).astype(np.float32), feeds[
                "state"
            ]

    model = Silero(Loud())
    events: list[Event] = []
    ears = Ears(FakeEar(), model.detector(), events.append, lambda: 0.0, spawn=asyncio.ensure_future)
    ears.frame(tone(0.4, 65))
    assert events == []
    model.tick()
    assert [type(event) for event in events] == [SpeechStarted]
    await ears.close()
