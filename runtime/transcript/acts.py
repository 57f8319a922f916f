"""The lines of a play by their first word, and the caller's acts in a few words."""

from __future__ import annotations

from collections.abc import Callable

from runtime.transcript.model import (
    Act,
    Bot,
    Caller,
    Dialled,
    Ended,
    Expect,
    HangsUp,
    Noise,
    Noticed,
    Press,
    Silence,
    Words,
)

KIND_OF: dict[type, str] = {
    Bot: "bot",
    Caller: "caller",
    Press: "press",
    Silence: "silence",
    Noise: "noise",
    HangsUp: "hangup",
    Noticed: "answered_by",
    Dialled: "transfer",
    Expect: "expect",
    Ended: "ended",
}
"""The first word of a line."""


def told(line: Act, pick: Callable[[Words | None], str | None]) -> str:
    """The caller's act in a few words."""
    match line:
        case Caller():
            heard_as = "" if line.heard_as is None else f" (heard as {pick(line.heard_as)})"
            recogniser = f" (recogniser: {line.recogniser})" if line.recogniser else ""
            return f"says {pick(line.words) or '…'}{heard_as}{recogniser}"
        case Press():
            return f"presses {pick(line.keys)}"
        case Silence():
            return f"is silent for {line.seconds:g}s"
        case Noise():
            return f"noise for {line.seconds:g}s"
        case HangsUp():
            return "hangs up"
        case Noticed():
            return f"is a {line.by}, as is noticed now"
