"""Mu-law against an independent computation: the standard's definition, sample by sample."""

from __future__ import annotations

import importlib.util
import warnings

import numpy as np
import pytest

from runtime.audio import mulaw


def nearest_cell(sample: int) -> int:
    """The quantiser cell of a sample by search through the standard's decision values."""
    magnitude = min(abs(sample), 32635)
    cell = 0
    for segment in range(8):
        for step in range(16):
            lowest = 128 * 2**segment - 132 + step * 8 * 2**segment
            if magnitude >= lowest:
                cell = segment << 4 | step
    return (cell | (0x80 if sample < 0 else 0)) ^ 0xFF


def test_every_byte_decodes_as_the_standard_says() -> None:
    got = mulaw.decode(bytes(range(256))).tolist()
    expected = []
    for byte in range(256):
        wire = byte ^ 0xFF
        segment, step = wire >> 4 & 7, wire & 15
        value = (2 * step + 33) * 2**segment - 33  # G.711's own formula, on its 14-bit scale
        expected.append(-value * 4 if wire & 0x80 else value * 4)
    assert got == expected


def test_every_cell_starts_where_the_standard_puts_it() -> None:
    edges = sorted(
        {128 * 2**s - 132 + k * 8 * 2**s + d for s in range(8) for k in range(16) for d in (-1, 0, 1)}
    )
    samples = [v for e in edges if e <= 32767 for v in (e, -e)]
    got = mulaw.encode(np.array(samples, dtype=np.int16))
    assert list(got) == [nearest_cell(sample) for sample in samples]


@pytest.mark.skipif(importlib.util.find_spec("audioop") is None, reason="Python 3.13 has no audioop")
def test_all_samples_as_audioop() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import audioop
    everything = np.arange(-32768, 32768, dtype=np.int32).astype(np.int16)
    ours = np.frombuffer(mulaw.encode(everything), np.uint8)
    theirs = np.frombuffer(audioop.lin2ulaw(everything.tobytes(), 2), np.uint8)
    # audioop first drops two bits and rounds down: it may differ where that moves a negative sample
    # over the edge of its cell, by one cell and nowhere else
    different = everything[ours != theirs]
    assert (
        np.abs(mulaw.decode(ours.tobytes()).astype(int) - mulaw.decode(theirs.tobytes()).astype(int)) <= 1024
    ).all()
    assert (different < 0).all()
    assert mulaw.decode(bytes(range(256))).tobytes() == audioop.ulaw2lin(bytes(range(256)), 2)


def test_a_round_trip_changes_no_wire_byte_but_minus_zero() -> None:
    wire = bytes(range(256))
    again = mulaw.encode(mulaw.decode(wire))
    assert [a for a, b in zip(wire, again, strict=True) if a != b] == [0x7F]
    assert again[0x7F] == 0xFF


def test_the_error_is_at_most_half_a_cell() -> None:
    samples = np.arange(-32635, 32636, dtype=np.int32)
    back = mulaw.decode(mulaw.encode(samples.astype(np.int16))).astype(np.int32)
    cell = 2 ** np.maximum(np.floor(np.log2(np.abs(samples) + 132)).astype(int) - 4, 3)
    assert (np.abs(back - samples) <= cell // 2).all()


def test_silence_and_power() -> None:
    assert mulaw.silence(0.5) == b"\xff" * 4000
    assert mulaw.power(mulaw.silence(0.02)) == 0.0
    assert mulaw.power(b"") == 0.0
    loud = mulaw.encode(np.full(160, 32635, dtype=np.int16))
    assert mulaw.power(loud) == pytest.approx(32124**2)


def test_a_strided_view_is_encoded_sample_by_sample() -> None:
    samples = np.array([0, 1000, -1000, 5, 20000, 7], dtype=np.int16)
    assert mulaw.encode(samples[::2]) == mulaw.encode(samples[::2].copy())
