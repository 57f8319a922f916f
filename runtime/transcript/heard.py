"""What a caller hears: one speech of the phone."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.flow.diagnostic import Mark
from runtime.flow.model import BargeIn


@dataclass(slots=True)
class Heard:
    """Something the caller heard, from the moment it began.

    state: where the call stood when it was ordered ("flow/state" in a flow that another runs). source: the
    author's words. cut: seconds into it when it was interrupted, or None. flow: the one that acted. voice:
    who spoke, None for the provider's usual voice. fixed: the words have no placeholders.
    """

    text: str
    language: str
    prompt: str | None
    at: float
    seconds: float
    state: str
    source: Mark | None
    cut: float | None = None
    flow: str = ""
    voice: str | None = None
    barge_in: BargeIn = BargeIn.YES
    fixed: bool = False
