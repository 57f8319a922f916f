from __future__ import annotations

import numpy as np
import pytest

from runtime.audio import mulaw, wav
from runtime.providers.ports import Failed
from runtime.providers.sarvam.sound import Received, longest, shortest
from runtime.standin.sarvam.engines import tone

ULAW = tone("some words", 1.0)
PCM = mulaw.decode(ULAW)


def taken(received: Received, data: bytes, step: int, kind: str = "") -> bytes:
    """What comes out of it, fed in pieces."""
    found = b"".join(received.feed(data[at : at + step], kind) for at in range(0, len(data), step))
    return found + received.flush()


@pytest.mark.parametrize("step", [1, 7, 160, 100_000])
@pytest.mark.parametrize(
    ("codec", "data", "kind"),
    [
        ("mulaw", ULAW, "audio/mulaw"),
        ("mulaw", wav.write_mulaw(ULAW), "audio/wav"),
        ("mulaw", wav.write(PCM, 8000), "audio/mulaw"),
        ("wav", wav.write(PCM, 8000), "audio/wav"),
        ("linear16", PCM.astype("<i2").tobytes(), "audio/pcm"),
        ("mulaw", PCM.astype("<i2").tobytes(), "audio/pcm"),
    ],
)
def test_whatever_comes_the_caller_hears_the_same(codec: str, data: bytes, kind: str, step: int) -> None:
    assert taken(Received(codec), data, step, kind) == ULAW


def test_another_rate_is_changed_to_the_telephones() -> None:
    double = np.repeat(PCM, 2)
    assert abs(len(taken(Received("wav"), wav.write(double, 16000), 1000)) - len(ULAW)) < 200


def test_a_header_of_its_own_first_and_in_front_of_later_pieces() -> None:
    received = Received("wav")
    header, sound = wav.write(PCM, 8000)[:44], PCM.astype("<i2").tobytes()
    found = received.feed(header) + received.feed(sound[:2000]) + received.feed(header + sound[2000:])
    assert found + received.flush() == ULAW


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"ID3\x04" + bytes(100), "audio/mulaw"),
        (ULAW, "audio/mpeg"),
        (b'{"error": {}}', "application/json"),
        (b"<html>" * 10, "text/html"),
        (b"OggS" + bytes(100), ""),
        (wav.write(np.stack([PCM, PCM], axis=1), 8000), "audio/wav"),
        (wav.write_mulaw(ULAW, 16000), "audio/wav"),
        (b"RIFF" + b"\x00" * 5000, "audio/wav"),
    ],
)
def test_what_would_be_noise_in_the_ear_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(Failed):
        taken(Received("mulaw"), data, 100_000, kind)


def test_a_header_alone_is_no_sound() -> None:
    assert taken(Received("wav"), wav.write(PCM, 8000)[:44], 10) == b""


def test_a_plausible_length_lies_between_the_bounds() -> None:
    for words in ("అవును.", "మీ ఫిర్యాదు నంబర్ నాలుగు ఎనిమిది రెండు ఒకటి.", "1912"):
        assert shortest(words, 1.0) < 0.065 * len(words) < longest(words, 1.0)
