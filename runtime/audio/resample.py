"""Change of sampling rate, streaming, with a real low-pass filter (soxr).

The filter keeps its state between pieces: cutting a sound into pieces and resampling each afresh would
click at every joint. It also holds some samples back, so the end of an utterance must be flushed.
"""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray


class Resampler:
    """One direction of one sound; not shared between calls. Rates in samples a second."""

    def __init__(self, source: int, target: int) -> None:
        if source <= 0 or target <= 0:
            raise ValueError(f"rates must be positive: {source} to {target}")
        self.source = source
        self.target = target
        self._stream = None if source == target else soxr.ResampleStream(source, target, 1, dtype="int16")

    def feed(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        """What is ready so far of the resampled sound; may be empty."""
        if self._stream is None:
            return samples
        return np.asarray(self._stream.resample_chunk(samples), dtype=np.int16)

    def flush(self) -> NDArray[np.int16]:
        """The rest. Afterwards the resampler is as new."""
        if self._stream is None:
            return np.zeros(0, dtype=np.int16)
        rest = np.asarray(self._stream.resample_chunk(np.zeros(0, dtype=np.int16), last=True), dtype=np.int16)
        self._stream.clear()
        return rest


def resample(samples: NDArray[np.int16], source: int, target: int) -> NDArray[np.int16]:
    """A whole sound at once."""
    if source == target:
        return samples
    return np.asarray(soxr.resample(samples, source, target), dtype=np.int16)
