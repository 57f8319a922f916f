"""espeak-ng through ctypes: words to sound, and words to IPA. Used only inside the child process.

The library keeps its voice in global state and is not safe for threads: one thread of one process uses it.
It is GPL-3 and travels in the extra `demo` (espeakng-loader); nothing of it is linked into the server.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_SYNCHRONOUS: Final = 2
_UTF8: Final = 1
_IPA: Final = 0x02
_RATE, _PITCH, _RANGE = 1, 3, 4

LANGUAGES: Final = {
    "bn": "bn", "en": "en-us", "gu": "gu", "hi": "hi", "kn": "kn", "ml": "ml",
    "mr": "mr", "od": "or", "or": "or", "pa": "pa", "ta": "ta", "te": "te",
}  # fmt: skip
"""Our languages in espeak's names. Odia is `od` to the providers and `or` here. There is no `en-in`, and
asking for it would leave the voice of the last speaker in place without a word."""


class EspeakError(RuntimeError):
    """The library could not do it."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a voice speaks. variant: one of espeak's ("f2"); pitch 0..99; words: a minute at pace 1.0."""

    variant: str
    pitch: int = 50
    words: int = 150


VOICES: Final = {
    "woman": Manner("f2", 55, 150),
    "man": Manner("m3", 45, 150),
    "quick": Manner("f5", 60, 170),
    "slow": Manner("m7", 40, 130),
    "plain": Manner("", 50, 150),
}
"""The names that `voice: {speaker: …}` may give here. Any other name (another provider's) gets DEFAULT."""
DEFAULT: Final = "woman"


class Espeak:
    """The library, initialised once."""

    def __init__(self) -> None:
        import espeakng_loader

        self._library: Any = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0))
        if self.rate <= 0:
            raise EspeakError("espeak-ng could not be initialised")
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._pieces: list[bytes] = []
        # The library keeps only the pointer: without a reference of ours the callback would be collected.
        self._callback = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
        )(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._pieces.append(ctypes.string_at(samples, count * 2))
        return 0

    def speak(self, text: str, language: str, speaker: str | None, pace: float) -> NDArray[np.int16]:
        """int16 samples at `self.rate`. Raises EspeakError."""
        manner = VOICES.get(speaker or DEFAULT, VOICES[DEFAULT])
        self._choose(language, manner.variant)
        words = max(80, min(450, round(manner.words * pace)))
        for parameter, value in ((_RATE, words), (_PITCH, manner.pitch), (_RANGE, 50)):
            self._library.espeak_SetParameter(parameter, value, 0)
        raw = text.replace("\0", " ").encode()
        self._pieces.clear()
        failed = self._library.espeak_Synth(raw, len(raw) + 1, 0, 0, 0, _UTF8, None, None)
        if failed:
            raise EspeakError(f"espeak-ng answered {failed}")
        sound = np.frombuffer(b"".join(self._pieces), dtype=np.int16)
        self._pieces.clear()
        return sound

    def ipa(self, text: str, language: str) -> str:
        """How the language says it, in the International Phonetic Alphabet. Raises EspeakError."""
        self._choose(language, "")
        raw = ctypes.create_string_buffer(text.replace("\0", " ").encode())
        place = ctypes.c_void_p(ctypes.addressof(raw))
        clauses = []
        while place.value:
            said = self._library.espeak_TextToPhonemes(ctypes.byref(place), _UTF8, _IPA)
            clauses.append((said or b"").decode("utf-8", "replace"))
        return " ".join(clauses).strip()

    def _choose(self, language: str, variant: str) -> None:
        code = LANGUAGES.get(language.split("-")[0].lower())
        if code is None:
            raise EspeakError(f"no voice for the language {language!r}")
        name = f"{code}+{variant}" if variant else code
        if self._library.espeak_SetVoiceByName(name.encode()) != 0:
            raise EspeakError(f"espeak-ng has no voice {name!r}")
