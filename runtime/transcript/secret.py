"""Whether a caller's secret has left the call by a way that the flow has not been told to send it."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.language import folded, spoken_digits
from runtime.transcript.phone import Phone

SHORTEST = 3
"""Signs of a value that is looked for; a shorter one ("5") stands in any text."""


def leaks(phone: Phone) -> Iterator[str]:
    """Where the value of a sensitive slot can be read: what the model was told, summaries, the log. What a
    `fetch` sends is sent on purpose, and what is read back is said to the caller alone."""
    secrets = _secrets(phone)
    if not secrets:
        return
    for name, value in secrets.items():
        for what, text in _texts(phone):
            if _holds(text, value):
                yield f"{name} stands in {what}"
                break


def _secrets(phone: Phone) -> dict[str, str]:
    """Sensitive values by the slot's name, in the flow that acts and in those that wait."""
    found: dict[str, str] = {}
    call = phone.call
    held = [(call.slots, call.sensitive), *((frame.slots, frame.sensitive) for frame in call.frames)]
    for slots, sensitive in held:
        for name in sorted(sensitive):
            value = slots.get(name)
            text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
            if len(text) >= SHORTEST:
                found[name] = text
    return found


def _texts(phone: Phone) -> Iterator[tuple[str, str]]:
    for request in phone.asked.models:
        yield "what the model was told", request.system
        for message in request.messages:
            yield "what the model was told", message.text
    for dial in phone.asked.dials:
        yield "the summary for the person", dial.summary or ""
    yield "the log", str(phone.call.for_log())


def _holds(text: str, value: str) -> bool:
    """Written as it is, or said digit by digit."""
    wanted = folded(value)
    if f" {wanted} " in f" {folded(text)} ":
        return True
    digits = "".join(sign for sign in value if sign.isdecimal())
    return len(digits) >= SHORTEST and digits == value and value in spoken_digits(text, amounts=False)
