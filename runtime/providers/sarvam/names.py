"""Names Sarvam knows: models, voices and languages, the old ones included.

A flow outlives a model. An author's older name is served by its replacement instead of failing in the
middle of a call, and the log says which and why. Source: Sarvam's public API reference and model pages,
state of November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtime.language.voices import V2_FEMALE as V2_FEMALE
from runtime.language.voices import V2_MALE as V2_MALE
from runtime.language.voices import V3_FEMALE, V3_MALE


@dataclass(frozen=True, slots=True)
class Served:
    """name: what is asked of Sarvam. why: one sentence for the log, or None when nothing was replaced."""

    name: str
    why: str | None = None


HEARING: Final = "saaras:v3-realtime"
HEARING_WHOLE: Final = "saaras:v4"
CHAT: Final = "sarvam-105b-conversations"
VOICE: Final = "bulbul:v3"
FLASH: Final = "bulbul:v4-flash"

_REPLACED: Final = {
    "saarika:v1": (HEARING, "the saarika models are switched off"),
    "saarika:v2": (HEARING, "the saarika models are switched off"),
    "saarika:flash": (HEARING, "the saarika models are switched off"),
    "saarika:v2.5": (HEARING, "the saarika models are switched off"),
    "saaras:v2": (HEARING, "it only translated, and is switched off"),
    "saaras:v2.5": (HEARING, "its streaming is switched off"),
    "saaras:v3": (HEARING, "on the realtime socket this model has another name"),
    "bulbul:v1": (VOICE, "it is switched off"),
    "bulbul:v2": (VOICE, "it is kept only for old customers, and its voices with it"),
    "bulbul:v3-beta": (VOICE, "the beta has ended"),
    "sarvam-m": (CHAT, "it is refused since June 2026"),
    "sarvam-30b": (CHAT, "it is refused"),
    "sarvam-30b-16k": (CHAT, "it is refused"),
    "sarvam-105b-32k": (CHAT, "it is refused"),
    "sarvam-2b": (CHAT, "it is refused"),
}


def served_instead(name: str) -> Served:
    """What is used for a model's name: itself, or the replacement of an old one with the reason."""
    found = _REPLACED.get(name.strip())
    if found is None:
        return Served(name.strip())
    new, reason = found
    return Served(new, f"{name.strip()} is served by {new}: {reason}")


V3: Final = V3_FEMALE | V3_MALE
_V3_FOR_V2: Final = {
    "anushka": "priya",
    "manisha": "neha",
    "vidya": "kavya",
    "arya": "pooja",
    "abhilash": "aditya",
    "karun": "rahul",
    "hitesh": "rohan",
}
V3_BY_LANGUAGE: Final = {"te-IN": "kavitha", "ta-IN": "kavitha"}
V3_DEFAULT: Final = "priya"

_FLASH_BY_LANGUAGE: Final = {
    "bn-IN": "roopa_bn_conversational",
    "en-IN": "simran_en_customer",
    "gu-IN": "pooja_gu_customer",
    "hi-IN": "ritu_hi_customer",
    "kn-IN": "chaitra_kn_conversation",
    "mr-IN": "ishita_mr_conversational",
    "pa-IN": "anand_pa_customer",
    "ta-IN": "gokul_ta_narration",
    "te-IN": "kavitha_te_conversation",
}
_FLASH_TAGS: Final = frozenset({"bn", "en", "enhi", "gu", "hi", "kn", "mr", "pa", "ta", "te"})


def speaks(model: str, speaker: str) -> bool:
    """Whether a voice belongs to a model. For the personas of v4-flash only their form is checked
    (name_language_style): the vendor adds some every month."""
    if model == "bulbul:v2":
        return speaker in V2_FEMALE + V2_MALE
    if model == FLASH:
        parts = speaker.split("_")
        return len(parts) >= 3 and parts[1] in _FLASH_TAGS
    return speaker in V3


def voice_for(model: str, speaker: str | None, language: str) -> Served:
    """The voice that is used: the one asked for if the model has it, else one for the language.

    A model this file does not know is trusted with whatever voice is asked for.
    """
    if model not in (VOICE, FLASH, "bulbul:v2"):
        return Served(speaker or V3_DEFAULT)
    if speaker and speaks(model, speaker):
        return Served(speaker)
    if model == FLASH:
        # Malayalam and Odia have no persona of their own; the English-Hindi one reads any script.
        chosen = _FLASH_BY_LANGUAGE.get(language, "simran_enhi_customer")
    elif model == "bulbul:v2":
        chosen = V2_FEMALE[0]
    else:
        chosen = _V3_FOR_V2.get(speaker or "", V3_BY_LANGUAGE.get(language, V3_DEFAULT))
    if speaker is None:
        return Served(chosen)
    return Served(chosen, f"voice {speaker} is not one of {model}: {chosen} speaks instead")


SPOKEN: Final = frozenset(
    ["bn-IN", "en-IN", "gu-IN", "hi-IN", "kn-IN", "ml-IN", "mr-IN", "od-IN", "pa-IN", "ta-IN", "te-IN"]
)


def voice_language(language: str) -> str:
    """The voice endpoint's code; a language it cannot speak is read by the Indian English voice."""
    code = "od-IN" if language == "or-IN" else language
    return code if code in SPOKEN else "en-IN"


def realtime_language(language: str) -> str:
    """The realtime recogniser's code. It alone calls Odia `or-IN` and detection `auto`, and closes the
    socket on any other name."""
    return {"od-IN": "or-IN", "unknown": "auto"}.get(language, language)


def whole_language(language: str) -> str:
    """The code of the recogniser for whole recordings."""
    return {"or-IN": "od-IN", "auto": "unknown"}.get(language, language)
