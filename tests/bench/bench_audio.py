"""What sound costs: milliseconds of one core per second of call, beside the figures of the design.

    python tests/bench/bench_audio.py [--calls 50] [--seconds 20]

Ears are measured whole (slicing, detector, endpointing, buffering), with speech and pauses as in a call.
Silero is measured when it is installed ($SILERO_ONNX or a package that carries the model). 10 ms would be
100 calls a core. Times on a busy machine move by a third; compare lines of one run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from runtime.audio import mulaw
from runtime.audio.resample import Resampler
from runtime.audio.vad import Detector, EnergyDetector, Silero, silero_model
from runtime.providers.ports import Heard
from runtime.server.ears import Cancellable, Ears


class DeafEar:
    def begin(self, language: str, hints: tuple[str, ...]) -> None: ...
    def feed(self, ulaw: bytes) -> None: ...
    def cancel(self) -> None: ...
    async def finish(self) -> Heard:
        return Heard("")

    async def close(self) -> None: ...


class Nothing:
    def cancel(self) -> None: ...


def spawn(work: object) -> Cancellable:
    work.close()  # type: ignore[attr-defined]
    return Nothing()


def talk(seconds: int) -> bytes:
    """Three seconds of a syllable-like buzz, two of line noise, and so on."""
    t = np.arange(8000 * seconds) / 8000
    buzz = sum(np.sin(2 * np.pi * 140 * k * t) / k for k in range(1, 15)) * np.clip(
        np.sin(25 * t) + 0.6, 0, 1
    )
    voice = buzz * 4000 * ((t % 5) < 3) + np.random.default_rng(1).normal(0, 15, len(t))
    return mulaw.encode(voice.astype(np.int16))


def milliseconds(work: Callable[[], object], seconds: float) -> float:
    """Per second of call; the best of three."""
    best = min(_timed(work) for _ in range(3))
    return best * 1000 / seconds


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ears(sound: bytes, calls: int, new: Callable[[], Detector], tick: Callable[[], object]) -> None:
    heard = [Ears(DeafEar(), new(), lambda event: None, lambda: 0.0, spawn=spawn) for _ in range(calls)]
    for at in range(0, len(sound), 160):
        frame = sound[at : at + 160]
        for one in heard:
            one.frame(frame)
        tick()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--calls", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    sound, calls, seconds = talk(options.seconds), options.calls, options.seconds
    frames = [sound[at : at + 160] for at in range(0, len(sound), 160)]
    pcm = [mulaw.decode(frame) for frame in frames]

    def up() -> None:
        stream = Resampler(8000, 16000)
        for piece in pcm:
            stream.feed(piece)

    rows: list[tuple[str, float]] = [
        ("mu-law decoded", milliseconds(lambda: [mulaw.decode(f) for f in frames], seconds)),
        ("mu-law encoded", milliseconds(lambda: [mulaw.encode(p) for p in pcm], seconds)),
        ("8 to 16 kHz, streaming", milliseconds(up, seconds)),
        (
            f"ears, energy, {calls} calls",
            milliseconds(lambda: ears(sound, calls, EnergyDetector, lambda: None), seconds * calls),
        ),
    ]
    if path := silero_model():
        model = Silero.load(path)
        for many in (1, calls):
            took = milliseconds(lambda n=many: ears(sound, n, model.detector, model.tick), seconds * many)  # type: ignore[misc]
            rows.append((f"ears, Silero, {many} calls", took))
    for name, took in rows:
        print(f"{name:28} {took:7.3f} ms per second of call")


if __name__ == "__main__":
    main()
