"""The checks of an `expect` line against a call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from runtime.dialogue.masking import HIDDEN
from runtime.flow.diagnostic import Mark
from runtime.transcript.matching import contains, same
from runtime.transcript.model import Expect, SlotCheck, Within, Words
from runtime.transcript.phone import Phone
from runtime.transcript.secret import leaks

Pick = Callable[[Words | None], str | None]
"""The text for the language of the play."""


class Unmet(NamedTuple):
    """A check that does not hold. mark: where it stands in the transcript. name: its word ("state")."""

    mark: Mark
    expected: str
    got: str
    name: str


def unmet(line: Expect, phone: Phone, pick: Pick) -> Iterator[Unmet]:
    """Every check of this line that does not hold now."""
    yield from _whereabouts(line, phone, pick)
    call = phone.call
    for name, check in line.slots.items():
        yield from _value(name, check, call.slots.get(name), pick, "slots", private=name in call.sensitive)
    yield from _services(line, phone, pick)
    yield from _people(line, phone, pick)
    for prompt in line.not_said:
        first = next((heard for heard in phone.heard if heard.prompt == prompt), None)
        if first is not None:
            place = line.place("not_said", prompt)
            yield Unmet(place, f"{prompt} never said", f"said at {first.at:.1f}s", "not_said")
    if line.within is not None:
        yield from _within(line, line.within, phone)
    if line.nothing_secret:
        for what in leaks(phone):
            yield Unmet(line.place("nothing_secret"), "nothing_secret: yes", what, "nothing_secret")


def _whereabouts(line: Expect, phone: Phone, pick: Pick) -> Iterator[Unmet]:
    call = phone.call
    language = pick(line.language)
    for name, wanted, got in (
        ("flow", line.flow, call.flow),
        ("state", line.state, call.state),
        ("language", language, call.language),
    ):
        if wanted is not None and got != wanted:
            yield Unmet(line.place(name), f"{name}: {wanted}", f"{name}: {got}", name)
    if (missed := _first_missing(line.visited, phone.visited)) is not None:
        wanted = f"{' → '.join(line.visited)} visited"
        yield Unmet(line.place("visited", missed), wanted, " → ".join(phone.visited), "visited")
    for state in line.not_visited:
        if state in phone.visited:
            got = " → ".join(phone.visited)
            yield Unmet(line.place("not_visited", state), f"{state} never visited", got, "not_visited")


def _services(line: Expect, phone: Phone, pick: Pick) -> Iterator[Unmet]:
    for service, times in line.fetched.items():
        if phone.fetched[service] != times:
            wanted, got = f"fetched: {{{service}: {times}}}", f"{service}: {phone.fetched[service]}"
            yield Unmet(line.place("fetched", service), wanted, got, "fetched")
    order = [request.service for request in phone.asked.services]
    if (missed := _first_missing(line.asked, order)) is not None:
        got = " → ".join(order) or "no service was asked"
        yield Unmet(line.place("asked", missed), f"{' → '.join(line.asked)} asked", got, "asked")
    for service, wanted_values in line.sent.items():
        newest = next((one for one in reversed(phone.asked.services) if one.service == service), None)
        if newest is None:
            place = line.place("sent", service)
            yield Unmet(place, f"something sent to {service}", "it was never asked", "sent")
            continue
        for name, check in wanted_values.items():
            yield from _value(
                name,
                check,
                newest.send.get(name),
                pick,
                "sent",
                private=_is_secret(newest.send.get(name), phone),
            )


def _people(line: Expect, phone: Phone, pick: Pick) -> Iterator[Unmet]:
    reason = phone.call.reason
    if line.reason is not None and (reason is None or not same(reason, line.reason)):
        got = "no escalation" if reason is None else f"reason: {reason}"
        yield Unmet(line.place("reason"), f"reason: {line.reason}", got, "reason")
    handed = phone.asked.dials[-1].summary if phone.asked.dials else None
    for words in line.summary:
        wanted = pick(words) or ""
        if handed is None or not contains(handed, wanted):
            got = "nobody was handed a summary" if handed is None else f"summary: {handed}"
            yield Unmet(line.place("summary"), f"summary: {wanted}", got, "summary")
    begun = [request.name for request in phone.asked.recordings]
    for name in line.recorded:
        if name not in begun:
            got = f"recorded: {', '.join(begun)}" if begun else "nothing was recorded"
            yield Unmet(line.place("recorded", name), f"recorded: {name}", got, "recorded")


def _within(line: Expect, within: Within, phone: Phone) -> Iterator[Unmet]:
    def over(name: str, wanted: str, got: str) -> Unmet:
        return Unmet(line.place("within", name), f"{name}: {wanted} at most", f"{name}: {got}", "within")

    if within.turns is not None and phone.call.turns > within.turns:
        yield over("turns", str(within.turns), str(phone.call.turns))
    if within.time is not None and phone.now > within.time:
        yield over("time", f"{within.time:g}s", f"{phone.now:.1f}s")
    if within.pause is not None and phone.longest_pause > within.pause:
        yield over("pause", f"{within.pause:g}s", f"{phone.longest_pause:.1f}s")


def _value(
    name: str, check: SlotCheck, got: Any, pick: Pick, about: str, *, private: bool
) -> Iterator[Unmet]:
    """private: the value is a caller's secret, and is compared but not shown."""
    nothing = f"{name} not {'filled' if about == 'slots' else 'sent'}"
    heard = nothing if got is None else f"{name}: {HIDDEN if private else _shown(got)}"
    if check.value is None:
        if got is not None:
            yield Unmet(check.mark, nothing, heard, about)
        return
    wanted = pick(check.value) or ""
    if got is None or not same(_shown(got), wanted):
        yield Unmet(check.mark, f"{name}: {wanted}", heard, about)


def _is_secret(value: Any, phone: Phone) -> bool:
    """Whether what was sent is the value of a sensitive slot."""
    call = phone.call
    return value is not None and any(call.slots.get(name) == value for name in call.sensitive)


def _first_missing(wanted: Sequence[str], way: Sequence[str]) -> str | None:
    """The first of these that does not come after those before it; others may lie between."""
    rest = iter(way)
    return next((one for one in wanted if one not in rest), None)


def _shown(value: Any) -> str:
    """A value as an author writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    return str(value)
