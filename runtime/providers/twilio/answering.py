"""Who took a call that we placed, in Twilio's words (`AnsweredBy` of machine detection)."""

from __future__ import annotations

from runtime.dialogue.event import Answered, AnsweredBy

_MACHINES = {
    "machine_start": False,
    "machine_end_beep": True,
    "machine_end_silence": True,
    "machine_end_other": True,
    "fax": True,
}
"""By Twilio's word, whether its greeting is over."""


def answered(word: str, at: float) -> Answered | None:
    """None where Twilio does not say, or does not know: then it is taken for a person."""
    if word == "human":
        return Answered(AnsweredBy.PERSON, at)
    beep = _MACHINES.get(word)
    return None if beep is None else Answered(AnsweredBy.MACHINE, at, beep)
