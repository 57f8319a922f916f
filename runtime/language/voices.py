"""Voices by name, and whether a listener hears a woman or a man.

The names are those of the vendor's public API reference, state of November 2026; it does not say who is
who, so that column follows the given names. Two of them, `dev` and `mani`, are men's in most of India.
"""

from __future__ import annotations

from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


V2_FEMALE: Final = ("anushka", "manisha", "vidya", "arya")
V2_MALE: Final = ("abhilash", "karun", "hitesh")
"""Of the older model, kept for old customers; each is spoken by a voice of the newer one."""

V3_FEMALE: Final = _names(
    "ishita kavitha kavya neha pooja priya ritu roopa rupali shreya shruti simran suhani tanya"
)
V3_MALE: Final = _names(
    "aayan aditya advait amit anand ashutosh dev gokul kabir manan mani mohit rahul ratan "
    "rehan rohan shubh soham sumit sunny tarun varun vijay"
)

_MORE_FEMALE: Final = _names(
    "aditi amelia aparna aarti chaitra chandrika chhavi mrunal nupur payal sanchita sarika "
    "shabana shalini shilpa sophia suchitra suman vandana zarina"
)
_MORE_MALE: Final = _names(
    "aravind arnab aryaman ashok ashwin bhavik bimal chetan chirag deven girish jaspal "
    "kalpit kunal mahesh mukul nachiket nilesh ojas rustom sarang vaibhav vipul"
)
PERSONA_TONGUES: Final = {
    "bn": frozenset({"bn-IN"}),
    "en": frozenset({"en-IN"}),
    "enhi": frozenset({"en-IN", "hi-IN"}),
    "gu": frozenset({"gu-IN"}),
    "hi": frozenset({"hi-IN", "en-IN"}),
    "kn": frozenset({"kn-IN"}),
    "mr": frozenset({"mr-IN"}),
    "pa": frozenset({"pa-IN"}),
    "ta": frozenset({"ta-IN"}),
    "te": frozenset({"te-IN"}),
}
"""The newest model's voices are called `name_language_style`; what each second part is good for."""

SPEAKERS: Final = frozenset(V2_FEMALE + V2_MALE) | V3_FEMALE | V3_MALE


def exists(speaker: str) -> bool:
    """Whether some model has a voice of this name. Of the personas only the form is known: the vendor adds
    some every month."""
    return speaker in SPEAKERS or persona_tongue(speaker) is not None


def persona_tongue(speaker: str) -> str | None:
    """The language part of `simran_en_customer`; None for a name of another form."""
    parts = speaker.split("_")
    return parts[1] if len(parts) >= 3 and parts[1] in PERSONA_TONGUES else None


def is_female(speaker: str) -> bool | None:
    """None when nobody knows."""
    name = speaker.partition("_")[0]
    if name in V3_FEMALE | _MORE_FEMALE or name in V2_FEMALE:
        return True
    return False if name in V3_MALE | _MORE_MALE or name in V2_MALE else None
