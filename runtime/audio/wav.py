"""WAV files in and out: 16-bit PCM and mu-law, one or two channels, with nothing taken on trust.

A WAV comes from outside (a stub's recording, a caller's script, a downloaded clip). Its length fields may
lie, so every one is checked against the bytes that are there, and everything wrong with a file is an
`AudioError` that says what was found and what is needed; no other exception leaves this file.

Sound inside is int16: shape (frames,) for one channel, (frames, 2) for two, left first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from runtime.audio import mulaw

PCM: Final = 1
MULAW: Final = 7
EXTENSIBLE: Final = 0xFFFE

LOWEST_RATE: Final = 4000
HIGHEST_RATE: Final = 192_000
LONGEST: Final = 3600.0
"""Seconds. A telephone call is shorter; anything longer is a mistake or an attack on memory."""
_LARGEST_FILE: Final = 2**31
_MOST_CHUNKS: Final = 1000


class AudioError(ValueError):
    """This is not sound that can be used; str(self) says why."""


@dataclass(frozen=True, slots=True)
class Sound:
    """samples: int16, (frames,) or (frames, 2). rate: frames a second."""

    samples: NDArray[np.int16]
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def channels(self) -> int:
        return 1 if self.samples.ndim == 1 else int(self.samples.shape[1])

    @property
    def mono(self) -> NDArray[np.int16]:
        """Both channels mixed to one."""
        if self.samples.ndim == 1:
            return self.samples
        mixed = self.samples.astype(np.int32).sum(axis=1) // self.channels
        return np.asarray(mixed, dtype=np.int16)


def read(data: bytes, *, shortest: float = 0.0, longest: float = LONGEST) -> Sound:
    """The sound in a WAV file's bytes. shortest, longest: seconds. Raises AudioError."""
    if len(data) > _LARGEST_FILE:
        raise AudioError(f"the file has {len(data)} bytes; {_LARGEST_FILE} is the most a WAV may have here")
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise AudioError("this is not a WAV file: it does not begin with RIFF … WAVE")
    form: tuple[int, int, int, int] | None = None
    for name, start, size in _chunks(data):
        if name == b"fmt ":
            form = _form(data[start : start + size])
        elif name == b"data":
            if form is None:
                raise AudioError("the sound (`data`) stands before its description (`fmt `)")
            return _sound(data[start : start + size], form, shortest, longest)
    raise AudioError("there is no `data` chunk: the file holds no sound")


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte and length of each chunk. A writer that streamed to a pipe leaves the last length
    as 0 or as all ones; those two are read as "to the end", every other lie is refused."""
    count, at = 0, 12
    while at + 8 <= len(data):
        count += 1
        if count > _MOST_CHUNKS:
            raise AudioError(f"more than {_MOST_CHUNKS} chunks: this is not a sound recording")
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        start, rest = at + 8, len(data) - at - 8
        if size > rest:
            if name != b"data" or size < 0xFFFFFF00:
                told = name.decode("ascii", "replace").strip()
                raise AudioError(f"chunk `{told}` claims {size} bytes, but the file has only {rest} more")
            size = rest
        yield name, start, size
        at = start + size + (size & 1)


def _form(chunk: bytes) -> tuple[int, int, int, int]:
    """(coding, channels, rate, bytes a sample), checked."""
    if len(chunk) < 16:
        raise AudioError(f"the description (`fmt `) has {len(chunk)} bytes instead of at least 16")
    coding, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", chunk)
    if coding == EXTENSIBLE and len(chunk) >= 26:
        coding = struct.unpack_from("<H", chunk, 24)[0]
    if (coding, bits) not in ((PCM, 16), (MULAW, 8)):
        raise AudioError(f"coding {coding} with {bits} bits; needed: 16-bit PCM (1) or 8-bit mu-law (7)")
    if channels not in (1, 2):
        raise AudioError(f"{channels} channels; one or two are needed")
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise AudioError(f"{rate} samples a second; {LOWEST_RATE} to {HIGHEST_RATE} are possible")
    if block != channels * bits // 8:
        raise AudioError(f"a frame of {block} bytes cannot hold {channels} × {bits} bits")
    return coding, channels, rate, bits // 8


def _sound(raw: bytes, form: tuple[int, int, int, int], shortest: float, longest: float) -> Sound:
    coding, channels, rate, width = form
    frames, odd = divmod(len(raw), channels * width)
    if odd:
        raise AudioError(f"cut inside a sample: {len(raw)} bytes in frames of {channels * width}")
    seconds = frames / rate
    if frames == 0:
        raise AudioError("the sound is empty")
    if seconds < shortest:
        raise AudioError(f"{seconds:.2f} s of sound; at least {shortest:g} s are needed")
    if seconds > longest:
        raise AudioError(f"{seconds:.0f} s of sound; at most {longest:g} s are taken")
    samples = np.frombuffer(raw, dtype="<i2").astype(np.int16) if coding == PCM else mulaw.decode(raw)
    return Sound(samples if channels == 1 else samples.reshape(-1, channels), rate)


def write(samples: NDArray[np.int16], rate: int) -> bytes:
    """A 16-bit PCM WAV of (frames,) or (frames, 2) samples. Raises AudioError."""
    if samples.dtype != np.int16:
        raise AudioError(f"samples are {samples.dtype}, not int16")
    if samples.ndim not in (1, 2) or (samples.ndim == 2 and samples.shape[1] not in (1, 2)):
        raise AudioError(f"samples have shape {samples.shape}; needed: (frames,) or (frames, 2)")
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    return _file(samples.astype("<i2").tobytes(), PCM, channels, rate, 2)


def write_mulaw(ulaw: bytes, rate: int = mulaw.RATE) -> bytes:
    """A mono mu-law WAV: the carrier's bytes as they are. Raises AudioError."""
    return _file(ulaw, MULAW, 1, rate, 1)


def stereo(left: NDArray[np.int16], right: NDArray[np.int16]) -> NDArray[np.int16]:
    """Two mono sounds side by side; the shorter is filled up with silence."""
    both = np.zeros((max(len(left), len(right)), 2), dtype=np.int16)
    both[: len(left), 0] = left
    both[: len(right), 1] = right
    return both


def _file(raw: bytes, coding: int, channels: int, rate: int, width: int) -> bytes:
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise AudioError(f"{rate} samples a second; {LOWEST_RATE} to {HIGHEST_RATE} are possible")
    if len(raw) > _LARGEST_FILE - 100:
        raise AudioError(f"{len(raw)} bytes of sound are too many for one WAV file")
    block = channels * width
    form = struct.pack("<HHIIHH", coding, channels, rate, rate * block, block, width * 8)
    chunks = _chunk(b"fmt ", form if coding == PCM else form + b"\0\0")
    if coding != PCM:  # every coding but PCM must say how many frames there are
        chunks += _chunk(b"fact", struct.pack("<I", len(raw) // block))
    chunks += _chunk(b"data", raw)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)
