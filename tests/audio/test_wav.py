from __future__ import annotations

import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.audio import mulaw, wav
from runtime.audio.wav import AudioError

TONE = (np.sin(np.arange(800) * 0.3) * 9000).astype(np.int16)


def test_the_standard_library_reads_what_we_write() -> None:
    both = wav.stereo(TONE, TONE[:400])
    with wave.open(io.BytesIO(wav.write(both, 8000))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 8000, 2)
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    assert (frames[:, 0] == TONE).all()
    assert (frames[:400, 1] == TONE[:400]).all() and not frames[400:, 1].any()


def test_we_read_what_the_standard_library_writes() -> None:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(TONE.tobytes())
    sound = wav.read(target.getvalue())
    assert (sound.rate, sound.channels, sound.seconds) == (16000, 1, 0.05)
    assert (sound.samples == TONE).all()


def test_mulaw_there_and_back() -> None:
    ulaw = mulaw.encode(TONE)[:799]  # an odd length needs a padding byte
    sound = wav.read(wav.write_mulaw(ulaw))
    assert mulaw.encode(sound.samples) == ulaw
    assert sound.rate == 8000


def test_a_stereo_sound_is_mixed() -> None:
    sound = wav.read(wav.write(wav.stereo(TONE, -TONE), 8000))
    assert sound.channels == 2
    assert not sound.mono.any()
    assert (wav.read(wav.write(TONE, 8000)).mono == TONE).all()


def test_a_chunk_before_and_after_the_sound_is_passed_over() -> None:
    plain = wav.write(TONE, 8000)
    odd = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    dressed = plain[:12] + odd + plain[12:] + odd
    assert (wav.read(dressed).samples == TONE).all()


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0xFFFFFF24])
def test_a_streamed_file_without_a_length_is_read_to_its_end(length: int) -> None:
    plain = bytearray(wav.write(TONE, 8000))
    plain[40:44] = struct.pack("<I", length)
    assert len(wav.read(bytes(plain)).samples) == 800


def altered(at: int, code: str, value: int) -> bytes:
    file = bytearray(wav.write(TONE, 8000))
    struct.pack_into(code, file, at, value)
    return bytes(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a WAV"),
        (b"ID3\x04 this is an MP3 of a prompt", "not a WAV"),
        (wav.write(TONE, 8000)[:30], "claims 16 bytes|no `data`"),
        (wav.write(TONE, 8000)[:36], "no `data` chunk"),
        (wav.write(TONE, 8000)[:-1], "claims 1600 bytes, but the file has only 1599"),
        (altered(40, "<I", 1_000_000), "claims 1000000 bytes"),
        (altered(16, "<I", 0x7FFFFFFF), "claims 2147483647 bytes"),
        (altered(40, "<I", 1599), "cut inside a sample"),
        (altered(40, "<I", 0), "empty"),
        (altered(16, "<I", 8), "instead of at least 16"),
        (altered(20, "<H", 3), "coding 3 with 16 bits"),
        (altered(20, "<H", 0x55), "coding 85"),
        (altered(34, "<H", 24), "16-bit PCM"),
        (altered(22, "<H", 6), "6 channels"),
        (altered(22, "<H", 0), "0 channels"),
        (altered(24, "<I", 0), "0 samples a second"),
        (altered(24, "<I", 4_000_000_000), "4000000000 samples a second"),
        (altered(32, "<H", 0), "a frame of 0 bytes"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, words: str) -> None:
    with pytest.raises(AudioError, match=words):
        wav.read(data)


def test_sound_before_its_description() -> None:
    data = b"RIFF\0\0\0\0WAVEdata" + struct.pack("<I", 4) + b"\0\0\0\0"
    with pytest.raises(AudioError, match="stands before"):
        wav.read(data)


def test_too_short_and_too_long() -> None:
    file = wav.write(TONE, 8000)
    with pytest.raises(AudioError, match=r"0\.10 s of sound; at least 0\.2 s"):
        wav.read(file, shortest=0.2)
    with pytest.raises(AudioError, match=r"at most 0\.05 s"):
        wav.read(file, longest=0.05)


def test_a_file_of_nothing_but_chunks_is_refused() -> None:
    with pytest.raises(AudioError, match="more than 1000 chunks"):
        wav.read(b"RIFF\0\0\0\0WAVE" + (b"JUNK" + struct.pack("<I", 0)) * 2000)


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        (np.zeros(10, dtype=np.float32), "float32"),
        (np.zeros((10, 3), dtype=np.int16), "shape"),
        (np.zeros((2, 2, 2), dtype=np.int16), "shape"),
    ],
)
def test_what_cannot_be_written_is_said(samples: np.ndarray, words: str) -> None:
    with pytest.raises(AudioError, match=words):
        wav.write(samples, 8000)


def test_an_impossible_rate_is_not_written() -> None:
    with pytest.raises(AudioError, match="samples a second"):
        wav.write(TONE, 0)


FILE = wav.write_mulaw(mulaw.encode(TONE))


@given(st.data())
def test_no_file_raises_anything_else(data: st.DataObject) -> None:
    """A good file with some bytes changed, cut or added: sound or AudioError, whatever it says."""
    file = bytearray(FILE)
    for _ in range(data.draw(st.integers(1, 6))):
        file[data.draw(st.integers(0, 63))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(file)))
    try:
        sound = wav.read(bytes(file[:cut]) + data.draw(st.binary(max_size=40)))
    except AudioError as fault:
        assert str(fault)
    else:
        assert sound.samples.dtype == np.int16 and 0 < len(sound.samples) <= 1000
