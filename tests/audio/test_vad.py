from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from runtime.audio import mulaw, vad

RNG = np.random.default_rng(7)


def noise(seconds: float, rms: float) -> bytes:
    return mulaw.encode(np.clip(RNG.normal(0, rms, round(8000 * seconds)), -32768, 32767).astype(np.int16))


def speech(seconds: float, rms: float = 3000) -> bytes:
    """Syllables: a buzz of 140 Hz with formants, four a second, with soft edges."""
    t = np.arange(round(8000 * seconds)) / 8000
    buzz = sum(np.sin(2 * np.pi * 140 * k * t) / k for k in range(1, 20))
    envelope = np.clip(np.sin(2 * np.pi * 4 * t) + 0.6, 0, 1)
    sound = buzz * envelope
    return mulaw.encode((sound * rms / np.sqrt((sound**2).mean())).astype(np.int16))


def verdicts(detector: vad.Detector, ulaw: bytes, model: vad.Silero | None = None) -> list[bool]:
    said: list[bool] = []
    detector.decide = lambda is_speech, level, milliseconds: said.append(is_speech)
    for at in range(0, len(ulaw) - 159, 160):
        detector.feed(ulaw[at : at + 160])
        if model is not None:
            model.tick()
    return said


def share(said: list[bool]) -> float:
    return sum(said) / len(said)


def test_level_is_in_decibels() -> None:
    assert vad.level(mulaw.silence(0.02)) == 0.0
    assert vad.level(mulaw.encode(np.full(160, 32124, np.int16))) == pytest.approx(vad.LOUDEST, abs=0.3)
    assert vad.level(mulaw.encode(np.full(160, 3212, np.int16))) == pytest.approx(vad.LOUDEST - 20, abs=0.5)


@pytest.mark.parametrize("rms", [0, 10, 40])
def test_energy_finds_speech_on_a_quiet_line(rms: float) -> None:
    detector = vad.EnergyDetector()
    assert share(verdicts(detector, noise(2, rms))) == 0.0
    assert share(verdicts(detector, speech(2))) > 0.6
    assert share(verdicts(detector, noise(1, rms))) < 0.1


def test_energy_gets_used_to_a_hum_that_stays() -> None:
    detector = vad.EnergyDetector()
    verdicts(detector, noise(1, 20))
    hum = verdicts(detector, noise(16, 400))
    assert share(hum[:50]) > 0.9  # a second of it is not told from speech
    assert share(hum[-100:]) < 0.1
    assert share(verdicts(detector, speech(2, rms=6000))) > 0.4  # and speech over the hum is still found


def test_energy_hears_a_soft_caller_after_a_loud_bot() -> None:
    detector = vad.EnergyDetector()
    verdicts(detector, speech(2, rms=9000))
    verdicts(detector, noise(0.5, 10))
    assert share(verdicts(detector, speech(1, rms=500))) > 0.5


def test_a_closed_detector_is_silent() -> None:
    detector = vad.EnergyDetector()
    said: list[bool] = []
    detector.decide = lambda *verdict: said.append(True)
    detector.close()
    detector.feed(mulaw.silence(0.02))
    assert said == []


def test_no_model_where_the_path_names_nothing() -> None:
    assert vad.silero_model({"SILERO_ONNX": "/nowhere/silero.onnx"}) is None


class FakeSession:
    """Stands for onnxruntime: "speech" when the window is loud; counts its batches."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def run(self, _: None, feeds: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        window, state = feeds["input"], feeds["state"]
        assert window.shape[1] == 288 and state.shape[0] == 2 and state.shape[2] == 128
        assert window.shape[0] == state.shape[1]
        self.sizes.append(len(window))
        loud = (np.abs(window).max(axis=1, keepdims=True) > 0.01).astype(np.float32)
        return loud, state + 1


@pytest.fixture
def model() -> vad.Silero:
    return vad.Silero(FakeSession())


def test_calls_share_one_batch(model: vad.Silero) -> None:
    calls = [model.detector() for _ in range(20)]
    said: list[list[bool]] = [[] for _ in calls]
    for heard, call in zip(said, calls, strict=True):
        call.decide = lambda is_speech, level, milliseconds, heard=heard: heard.append(is_speech)  # type: ignore[misc]
    quiet, loud = mulaw.silence(0.02), speech(0.02)
    for _ in range(8):
        for number, call in enumerate(calls):
            call.feed(loud if number % 2 else quiet)
    assert all(not heard for heard in said)  # nothing is decided before a tick
    assert model.tick() == 100
    assert model.batches == 5
    assert [set(heard) for heard in said] == [{bool(n % 2)} for n in range(20)]
    assert all((call.state == 5).all() for call in calls)  # each call's own memory went through five windows
    assert model.tick() == 0


def test_a_stalled_tick_gives_up_old_windows(model: vad.Silero) -> None:
    call = model.detector()
    verdicts(call, mulaw.silence(10))
    assert model.tick() == 32


def test_a_call_that_ends_before_the_tick_hears_nothing_more(model: vad.Silero) -> None:
    call = model.detector()
    said: list[bool] = []
    call.decide = lambda *verdict: said.append(True)
    call.feed(mulaw.silence(0.04))
    call.close()
    assert model.tick() == 0 and said == []


def found() -> Path | None:
    return vad.silero_model()


@pytest.mark.skipif(found() is None, reason="needs onnxruntime and a Silero ONNX file")
def test_the_real_model_tells_a_voice_from_noise() -> None:
    path = found()
    assert path is not None
    model = vad.Silero.load(path)
    pytest.importorskip("espeakng_loader")
    from runtime.providers.offline.synthesis import Synthesis

    voice = Synthesis().speak("మా ఊర్లో కరెంట్ లేదు", "te-IN", None, 1.0)
    assert share(verdicts(model.detector(), noise(3, 300), model)) < 0.1
    assert share(verdicts(model.detector(), voice, model)) > 0.6
