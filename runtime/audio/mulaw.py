"""G.711 mu-law, the telephone's own form of sound, by table.

Shapes: mu-law is `bytes`, one byte a sample; linear sound is a one-dimensional int16 array. 8,000 samples
a second, so 160 bytes are the 20 ms of one carrier frame. Source: ITU-T G.711, table 2a/2b: a sign bit,
three bits of segment, four bits of step, all inverted on the wire; digital silence is 0xFF.

Two tables are built once (256 and 65,536 entries): a frame costs microseconds, and nothing here depends
on `audioop`, which Python 3.13 no longer has.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 8000
"""Samples (and bytes) a second."""
FRAME: Final = 160
"""Bytes in 20 ms."""
SILENCE: Final = b"\xff"

_BIAS: Final = 132
_CLIP: Final = 32635


def _decoded_values() -> NDArray[np.int16]:
    wire = ~np.arange(256) & 0xFF
    segment, step = (wire >> 4) & 7, wire & 15
    magnitude = (((step << 3) + _BIAS) << segment) - _BIAS
    return np.where(wire & 0x80, -magnitude, magnitude).astype(np.int16)


def _encoded_values() -> NDArray[np.uint8]:
    """Indexed by the 16 bits of a sample read as unsigned, so that no addition is needed per sample."""
    sample = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(sample), _CLIP) + _BIAS
    segment = np.zeros(65536, dtype=np.int32)
    for edge in range(8, 15):  # which power of two the biased magnitude has reached: exact, unlike log2
        segment += magnitude >= (1 << edge)
    step = (magnitude >> (segment + 3)) & 15
    wire = np.where(sample < 0, 0x80, 0) | (segment << 4) | step
    return np.asarray(~wire & 0xFF, dtype=np.uint8)


_DECODE: Final = _decoded_values()
_ENCODE: Final = _encoded_values()
_POWER: Final = _DECODE.astype(np.float64) ** 2


def decode(ulaw: bytes) -> NDArray[np.int16]:
    """The samples of a piece of mu-law sound."""
    samples: NDArray[np.int16] = _DECODE[np.frombuffer(ulaw, dtype=np.uint8)]
    return samples


def encode(samples: NDArray[np.int16]) -> bytes:
    """Mu-law of int16 samples; louder than mu-law can say is clipped."""
    return _ENCODE[np.ascontiguousarray(samples, dtype=np.int16).view(np.uint16)].tobytes()


def power(ulaw: bytes) -> float:
    """Mean square of the samples (full scale is 32768²); 0.0 for no sound at all."""
    return float(_POWER[np.frombuffer(ulaw, dtype=np.uint8)].mean()) if ulaw else 0.0


def silence(seconds: float) -> bytes:
    return SILENCE * round(seconds * RATE)
