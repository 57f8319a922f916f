"""How long words take to say, estimated from their letters.

A transcript needs no sound, only an order of events: does the caller's key come while the phone is
speaking, is the silence longer than the wait. The rates are a calm telephone voice's, rounded so that
an author can do the sum in her head; signs of vowels in Indian scripts count as letters.
"""

from __future__ import annotations

LETTERS_PER_SECOND = 13.0
SHORTEST = 0.6
"""Seconds; "Yes." takes this long too."""


def seconds_to_say(text: str) -> float:
    """Seconds, at one decimal: 13 letters or signs a second, at least 0.6 s."""
    letters = sum(1 for character in text if not character.isspace())
    return round(max(SHORTEST, letters / LETTERS_PER_SECOND), 1)
