"""The checks of an `expect` line against a call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from runtime.dialogue.masking import HIDDEN
from runtime.flow.diagnostic import Mark
from runtime.transcript.matching import same
from runtime.transcript.model import Expect, SlotCheck, Words
from runtime.transcript.phone import Phone

Pick = Callable[[Words | None], str | None]
"""The text for the language of the play."""


class Unmet(NamedTuple):
    """A check that does not hold. mark: where it stands in the transcript."""

    mark: Mark
    expected: str
    got: str


def unmet(line: Expect, phone: Phone, pick: Pick) -> Iterator[Unmet]:
    """Every check of this line that does not hold now."""
    call = phone.call
    if line.flow is not None and call.flow != line.flow:
        yield Unmet(line.place("flow"), f"flow: {line.flow}", f"flow: {call.flow}")
    if line.state is not None and call.state != line.state:
        yield Unmet(line.place("state"), f"state: {line.state}", f"state: {call.state}")
    language = pick(line.language)
    if language is not None and call.language != language:
        yield Unmet(line.place("language"), f"language: {language}", f"language: {call.language}")
    for name, check in line.slots.items():
        yield from _slot(name, check, call.slots.get(name), pick, private=name in call.sensitive)
    for service, times in line.fetched.items():
        if phone.fetched[service] != times:
            wanted, got = f"fetched: {{{service}: {times}}}", f"{service}: {phone.fetched[service]}"
            yield Unmet(line.place("fetched", service), wanted, got)
    for prompt in line.not_said:
        first = next((heard for heard in phone.heard if heard.prompt == prompt), None)
        if first is not None:
            yield Unmet(line.place("not_said", prompt), f"{prompt} never said", f"said at {first.at:.1f}s")
    yield from _visited(line, phone)


def _slot(name: str, check: SlotCheck, got: Any, pick: Pick, *, private: bool) -> Iterator[Unmet]:
    """private: the value is a caller's secret, and is compared but not shown."""
    heard = f"{name} not filled" if got is None else f"{name}: {HIDDEN if private else _shown(got)}"
    if check.value is None:
        if got is not None:
            yield Unmet(check.mark, f"{name} not filled", heard)
        return
    wanted = pick(check.value) or ""
    if got is None or not same(_shown(got), wanted):
        yield Unmet(check.mark, f"{name}: {wanted}", heard)


def _visited(line: Expect, phone: Phone) -> Iterator[Unmet]:
    """The states of the line, in order; others may lie between."""
    way = iter(phone.visited)
    for state in line.visited:
        if state not in way:
            wanted = f"{' → '.join(line.visited)} visited"
            yield Unmet(line.place("visited", state), wanted, " → ".join(phone.visited))
            return


def _shown(value: Any) -> str:
    """A slot's value as an author writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
