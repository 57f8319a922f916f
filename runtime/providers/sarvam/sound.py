"""What Sarvam's voice sends, turned into the telephone's mu-law and checked.

With `mulaw` at 8 kHz the bytes are already the telephone's. But a codec that was asked for is not always
the codec that comes (a WAV header in front of "raw" bytes, MP3 under any name), and played as it is that
is loud noise in a caller's ear. So the first bytes are looked at before anything is played.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from runtime.audio import mulaw
from runtime.audio.resample import Resampler
from runtime.providers.ports import Failed

_LONGEST_HEADER: Final = 4096
_PCM: Final = ("audio/pcm", "audio/l16", "audio/x-pcm", "audio/raw")
_NOT_SOUND: Final = ("audio/mpeg", "audio/mp3", "audio/aac", "audio/flac", "audio/ogg", "audio/opus")
_COMPRESSED: Final = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"OggS", b"fLaC")


class Received:
    """One stretch of sound, piece by piece. codec: what was asked for (mulaw, linear16, wav), at 8 kHz."""

    def __init__(self, codec: str) -> None:
        self._codec = codec
        self._raw = bytearray()
        self._pcm: Resampler | None = None
        self._decided = False
        self._headed = False

    def feed(self, data: bytes, content_type: str = "") -> bytes:
        """The mu-law that is ready. Raises Failed when this is no sound a telephone can play."""
        self._raw += data
        if not self._decided and not self._decide(content_type.partition(";")[0].strip().lower()):
            return b""
        if self._headed and self._raw[:4] == b"RIFF":
            self._strip()  # each message may be a file of its own
        if self._pcm is None:
            ready, self._raw = bytes(self._raw), bytearray()
            return ready
        even = len(self._raw) & ~1
        samples = np.frombuffer(bytes(self._raw[:even]), dtype="<i2").astype(np.int16)
        del self._raw[:even]
        return mulaw.encode(self._pcm.feed(samples))

    def flush(self) -> bytes:
        """The rest. A sound of which only a header came is no sound."""
        if not self._decided:
            self._raw.clear()
            return b""
        return mulaw.encode(self._pcm.flush()) if self._pcm is not None else b""

    def _decide(self, content_type: str) -> bool:
        """Which coding this is; False while too little has come to tell."""
        if len(self._raw) < 4:
            return False
        if content_type in _NOT_SOUND or content_type.startswith(("text/", "application/json")):
            raise Failed(f"the voice sent {content_type}")
        if self._raw[:4] == b"RIFF":
            if not self._strip():
                return False
            self._headed = True
        elif bytes(self._raw[:3]) == b"ID3" or bytes(self._raw[:4]) in _COMPRESSED:
            raise Failed("the voice sent compressed sound")
        elif content_type in _PCM or (self._codec != "mulaw" and content_type != "audio/mulaw"):
            self._pcm = Resampler(mulaw.RATE, mulaw.RATE)
        self._decided = True
        return True

    def _strip(self) -> bool:
        """Take a WAV header off and read the coding from it; False while it is not whole. Its lengths
        are not believed: a header written before the sound existed cannot know them."""
        at = 12
        while at + 8 <= len(self._raw):
            name, size = bytes(self._raw[at : at + 4]), struct.unpack_from("<I", self._raw, at + 4)[0]
            if name == b"data":
                del self._raw[: at + 8]
                return True
            if name == b"fmt " and at + 24 <= len(self._raw):
                self._coding(*struct.unpack_from("<HHIIHH", self._raw, at + 8))
            at += 8 + size + (size & 1)
        if len(self._raw) > _LONGEST_HEADER or at > _LONGEST_HEADER:
            raise Failed("a WAV header without sound")
        return False

    def _coding(self, coding: int, channels: int, rate: int, _bytes: int, _frame: int, bits: int) -> None:
        if channels != 1 or not 4000 <= rate <= 48000 or (coding, bits) not in ((1, 16), (7, 8)):
            raise Failed(f"WAV of coding {coding}, {channels} channels, {rate} Hz, {bits} bits")
        if coding == 7 and rate != mulaw.RATE:
            raise Failed(f"mu-law at {rate} Hz")
        if coding == 1 and (self._pcm is None or self._pcm.source != rate):
            self._pcm = Resampler(rate, mulaw.RATE)


def shortest(text: str, pace: float) -> float:
    """Seconds below which sound cannot be these words. Generous: three times the fastest speaker."""
    letters = sum(character.isalnum() for character in text)
    return max(0.02, 0.012 * letters / max(pace, 0.5))


def longest(text: str, pace: float) -> float:
    """Seconds above which it is not these words. Digits are spoken as words, so each counts for ten."""
    letters = sum(10 if character.isdigit() else 1 for character in text)
    return 4.0 + 0.4 * letters / max(pace, 0.5)


def likely(text: str, pace: float) -> float:
    """Seconds from which it may well be all of these words."""
    return 4 * shortest(text, pace)
