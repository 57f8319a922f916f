from __future__ import annotations

import numpy as np
import pytest

from runtime.audio.resample import Resampler, resample


def tone(rate: int, hertz: float, seconds: float = 0.5) -> np.ndarray:
    return (np.sin(np.arange(round(rate * seconds)) * 2 * np.pi * hertz / rate) * 12000).astype(np.int16)


def strongest(samples: np.ndarray, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax() * rate / len(samples))


@pytest.mark.parametrize(("source", "target"), [(8000, 16000), (16000, 8000), (22050, 8000), (24000, 8000)])
def test_pieces_give_the_same_sound_as_the_whole(source: int, target: int) -> None:
    sound = tone(source, 440)
    stream = Resampler(source, target)
    step = source // 50
    pieces = [stream.feed(sound[at : at + step]) for at in range(0, len(sound), step)]
    joined = np.concatenate([*pieces, stream.flush()])
    whole = resample(sound, source, target)
    assert len(joined) == len(whole)
    assert np.abs(joined.astype(int) - whole.astype(int)).max() <= 2
    assert strongest(joined, target) == pytest.approx(440, abs=3)


def test_what_the_telephone_cannot_carry_is_filtered_not_folded() -> None:
    assert np.abs(resample(tone(24000, 6500), 24000, 8000)[400:-400]).max() < 30


def test_after_a_flush_it_is_as_new() -> None:
    stream, sound = Resampler(8000, 16000), tone(8000, 300)
    first = np.concatenate([stream.feed(sound), stream.flush()])
    second = np.concatenate([stream.feed(sound), stream.flush()])
    assert len(first) == len(second)
    assert (
        np.abs(first.astype(int) - second.astype(int)).max() <= 3
    )  # only the dither of the last bits goes on


def test_the_same_rate_costs_nothing() -> None:
    sound = tone(8000, 300)
    stream = Resampler(8000, 8000)
    assert stream.feed(sound) is sound
    assert len(stream.flush()) == 0
    assert resample(sound, 8000, 8000) is sound


def test_impossible_rates() -> None:
    with pytest.raises(ValueError, match="positive"):
        Resampler(0, 8000)
