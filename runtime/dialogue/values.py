"""The names that words and conditions may read, and what they stand for right now.

caller.number, language, today, now, turns, no_inputs, no_matches, visits.<state>, open.<contact>, every
slot, and every name a `fetch` saves under. `today` and `now` are text that sorts as time does
("2027-01-26", "18:05"). A slot not filled yet is left out, which makes it false in a
condition and an error in words (nobody hears "You said None").
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from runtime.dialogue.masking import HIDDEN, shown
from runtime.dialogue.turn import Turn
from runtime.flow.model import Contact, Flow


class Names:
    """What is the same for all calls of one flow version."""

    def __init__(self, flow: Flow) -> None:
        self._unvisited = dict.fromkeys(flow.states, 0)
        self._contacts = flow.contacts
        # Read once, here: a time zone is a file, and a step touches no file.
        self._zones = {name: ZoneInfo(c.timezone) for name, c in flow.contacts.items() if c.hours}

    def now(self, turn: Turn, names: frozenset[str], *, hidden: bool = False) -> dict[str, Any]:
        """names: the dotted names that will be read (the costly values are made only for those).
        hidden: sensitive values and digits that nobody asked for are masked, for the model."""
        values = self._of_every_call(turn, names)
        if hidden:
            values.update((name, shown(value)) for name, value in turn.slots.items())
            values.update((name, HIDDEN) for name in turn.sensitive if name in turn.slots)
        else:
            values.update(turn.slots)
        return values

    def is_open(self, turn: Turn, contact: Contact) -> bool:
        """Whether the contact is open now; one without hours always is, and so is every one when the
        driver did not say what time it is."""
        now = time_of(turn)
        if now is None or not contact.hours:
            return True
        if now.tzinfo is not None:
            now = now.astimezone(self._zones[contact.name])
        return contact.open_at(now)

    def _of_every_call(self, turn: Turn, names: frozenset[str]) -> dict[str, Any]:
        values: dict[str, Any] = {
            "caller": {"number": turn.number},
            "language": turn.language,
            "turns": turn.turns,
            "no_inputs": turn.no_inputs,
            "no_matches": turn.no_matches,
        }
        heads = {name.partition(".")[0] for name in names}
        if "visits" in heads:
            values["visits"] = {**self._unvisited, **turn.visits}
        if "open" in heads:
            values["open"] = {name: self.is_open(turn, c) for name, c in self._contacts.items()}
        if ("today" in heads or "now" in heads) and (now := time_of(turn)) is not None:
            values["today"] = f"{now:%Y-%m-%d}"
            values["now"] = f"{now:%H:%M}"
        return values


def today(turn: Turn) -> date | None:
    """The day of this event, where it is known."""
    now = time_of(turn)
    return None if now is None else now.date()


def time_of(turn: Turn) -> datetime | None:
    """The local time of this event: when the call was answered, and the seconds since."""
    return None if turn.now is None else turn.now + timedelta(seconds=turn.clock)
