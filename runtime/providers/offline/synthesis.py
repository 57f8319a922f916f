"""Words to telephone sound: espeak-ng's 22.05 kHz made into 8 kHz mu-law of an even level. Child process
only."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from runtime.audio import mulaw
from runtime.audio.resample import resample
from runtime.providers.offline.espeak import Espeak

PEAK: Final = 16384
"""-6 dB below full scale: clear, and with room for what mu-law and the network add."""
_QUIET: Final = 64
"""Samples under this (-54 dB) at either end are silence."""
_MARGIN: Final = 0.06
"""Seconds of silence left at either end."""


class Synthesis:
    def __init__(self) -> None:
        self._espeak = Espeak()

    def ipa(self, text: str, language: str) -> str:
        return self._espeak.ipa(text, language)

    def speak(self, text: str, language: str, speaker: str | None, pace: float) -> bytes:
        """Mu-law at 8 kHz; b"" when there is nothing in the text to be spoken. Raises EspeakError."""
        sound = self._espeak.speak(text, language, speaker, pace)
        return mulaw.encode(shape(resample(sound, self._espeak.rate, mulaw.RATE)))


def shape(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """Silence at both ends trimmed to a margin, peak brought to PEAK. 8 kHz in, 8 kHz out."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) >= _QUIET)
    if len(loud) == 0:
        return np.zeros(0, dtype=np.int16)
    margin = round(_MARGIN * mulaw.RATE)
    kept = samples[max(0, int(loud[0]) - margin) : int(loud[-1]) + 1 + margin].astype(np.float64)
    level = np.rint(kept * (PEAK / np.abs(kept).max()))
    return np.asarray(np.clip(level, -32768, 32767), dtype=np.int16)
