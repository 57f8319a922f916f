"""How a `<Dial>` ended, in Twilio's words."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.dialogue.event import TransferOutcome

_OUTCOMES: Mapping[str, TransferOutcome] = {
    "completed": TransferOutcome.COMPLETED,
    "answered": TransferOutcome.COMPLETED,
    "busy": TransferOutcome.BUSY,
    "no-answer": TransferOutcome.NO_ANSWER,
}
"""By DialCallStatus; any other is a failure."""


def outcome(form: Mapping[str, str]) -> TransferOutcome:
    """Of the form that a Dial's action is sent. Who hung up on the whisper has not taken the call."""
    found = _OUTCOMES.get(form.get("DialCallStatus", ""), TransferOutcome.FAILED)
    if found is TransferOutcome.COMPLETED and form.get("DialBridged", "true") == "false":
        return TransferOutcome.NO_ANSWER
    return found
