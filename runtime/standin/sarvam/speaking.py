"""What socket and REST of the voice share: which requests are refused, and the sound in its codec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from runtime.audio import mulaw, resample, wav
from runtime.providers.sarvam.names import SPOKEN, speaks
from runtime.standin.sarvam.engines import Engines

MODELS: Final = ("bulbul:v2", "bulbul:v3", "bulbul:v4-flash")
DEFAULT_SPEAKER: Final = {"bulbul:v2": "anushka", "bulbul:v3": "shubh", "bulbul:v4-flash": "shubh_enhi_ads"}
RATES: Final = (8000, 16000, 22050, 24000)
HIGH_RATES: Final = (32000, 44100, 48000)
CODECS: Final = ("mp3", "linear16", "mulaw", "alaw", "opus", "flac", "aac", "wav")
TYPES: Final = {"mulaw": "audio/mulaw", "linear16": "audio/pcm", "wav": "audio/wav", "mp3": "audio/mpeg"}
PACE: Final = {"bulbul:v2": (0.3, 3.0)}


class Refusable(ValueError):
    """This request gets a 400 with these words."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How one stretch of text is to be spoken; checked."""

    model: str
    language: str
    speaker: str
    pace: float
    rate: int
    codec: str

    @property
    def content_type(self) -> str:
        return TYPES.get(self.codec, "application/octet-stream")


def manner(data: dict[str, Any], model: str, *, whole: bool, codec: str, strict: bool) -> Manner:
    """Raises Refusable. whole: REST's higher rates are possible. strict: pitch and loudness are refused on
    the newer models (over REST; the official client always sends them on the socket)."""
    model = data.get("model") or model
    if model not in MODELS:
        raise Refusable(f"model : {model} is not a model of this endpoint")
    language = data.get("language_code") or data.get("target_language_code")
    if language not in SPOKEN:
        raise Refusable("parameters must be a valid dictionary")
    speaker = data.get("speaker") or DEFAULT_SPEAKER[model]
    if not speaks(model, speaker):
        raise Refusable(f"speaker : {speaker} is not valid for {model}")
    pace = data.get("pace")
    pace = 1.0 if pace is None else pace
    low, high = PACE.get(model, (0.5, 2.0))
    if not isinstance(pace, int | float) or not low <= pace <= high:
        raise Refusable(f"pace : between {low} and {high}")
    if strict and model != "bulbul:v2" and any(data.get(name) is not None for name in ("pitch", "loudness")):
        raise Refusable(f"pitch and loudness are not supported by {model}")
    written = data.get("speech_sample_rate") or 22050
    rate = int(written) if str(written).isdigit() else 0
    if rate not in RATES and not (whole and rate in HIGH_RATES and model != "bulbul:v2"):
        raise Refusable(f"speech_sample_rate : {written} is not supported")
    codec = data.get("output_audio_codec") or codec
    if codec not in CODECS or (whole and codec == "opus" and model != "bulbul:v2"):
        raise Refusable(f"output_audio_codec : {codec} is not supported")
    return Manner(model, language, speaker, float(pace), rate, codec)


async def spoken(engines: Engines, text: str, how: Manner) -> bytes:
    """The sound of a text in its codec, without a header for `wav` (see `header`). Codecs this stand-in
    cannot make are sent as bytes that begin as that codec begins."""
    ulaw = await engines.sound(text, how.language, how.speaker, how.pace)
    if how.codec == "mulaw" and how.rate == mulaw.RATE:
        return ulaw
    samples = resample.resample(mulaw.decode(ulaw), mulaw.RATE, how.rate)
    if how.codec == "mulaw":
        return mulaw.encode(samples)
    if how.codec in ("linear16", "wav"):
        return samples.astype("<i2").tobytes()
    start = {"mp3": b"\xff\xfb\x90\x00", "flac": b"fLaC", "opus": b"OggS", "aac": b"\xff\xf1P@"}
    return start.get(how.codec, b"") + ulaw


def header(how: Manner) -> bytes:
    """A WAV's first 44 bytes, written before anybody knows the length."""
    return wav.write(np.zeros(0, dtype=np.int16), how.rate)[:44]


def whole(sound: bytes, how: Manner) -> bytes:
    """A WAV whose length is known."""
    return wav.write(np.frombuffer(sound, dtype="<i2").astype(np.int16), how.rate)


def bytes_a_second(how: Manner) -> int:
    return how.rate * (2 if how.codec in ("linear16", "wav") else 1)
