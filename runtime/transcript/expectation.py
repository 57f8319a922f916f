"""Makes the Expect of an `expect` line."""

from __future__ import annotations

from collections.abc import Callable

from runtime.flow.diagnostic import Mark
from runtime.flow.tree import Items, Node, Table, Text
from runtime.transcript.model import Expect, SlotCheck, Within, Words
from runtime.transcript.plain import listed, seconds, text, texts, value

Spoken = Callable[[Node], Words]
"""Words, complete for every language that the play is performed in."""


def expectation(mark: Mark, node: Table, spoken: Spoken) -> Expect:
    """The checks of a table that the schema has passed."""
    language, sent = node.get("language"), node.table("sent")
    return Expect(
        mark,
        state=value(node.text("state")),
        flow=value(node.text("flow")),
        language=spoken(language) if language else None,
        slots=_values(node.table("slots"), spoken),
        fetched={e.key.value: int(text(e.value).value) for e in node.table("fetched") or ()},
        not_said=texts(node.get("not_said")),
        visited=texts(node.get("visited")),
        not_visited=texts(node.get("not_visited")),
        asked=texts(node.get("asked")),
        sent={
            e.key.value: _values(e.value, spoken) for e in sent or () if isinstance(e.value, Table)
        },
        reason=value(node.text("reason")),
        summary=tuple(spoken(one) for one in listed(node.get("summary"))),
        recorded=texts(node.get("recorded")),
        within=_within(node.table("within")),
        nothing_secret=value(node.text("nothing_secret")) == "yes",
        marks=_places(node),
    )  # fmt: skip


def _values(table: Table | None, spoken: Spoken) -> dict[str, SlotCheck]:
    return {e.key.value: SlotCheck(e.key.mark, _slot_value(e.value, spoken)) for e in table or ()}


def _slot_value(node: Node, spoken: Spoken) -> Words | None:
    if isinstance(node, Text) and node.plain and node.value == "unset":
        return None
    return spoken(node)


def _within(node: Table | None) -> Within | None:
    if node is None:
        return None
    turns, time, pause = (node.text(key) for key in ("turns", "time", "pause"))
    return Within(
        int(turns.value) if turns else None,
        seconds(time) if time else None,
        seconds(pause) if pause else None,
    )


def _places(expect: Table) -> dict[str, Mark]:
    """Where each check stands ("state"), and each of its members ("visited/goodbye")."""
    places: dict[str, Mark] = {}
    for entry in expect:
        name, node = entry.key.value, entry.value
        places[name] = node.mark if isinstance(node, Text) else entry.key.mark
        if isinstance(node, Table):
            places |= {f"{name}/{each.key.value}": each.key.mark for each in node}
        elif isinstance(node, Items):
            places |= {f"{name}/{each.value}": each.mark for each in node.members if isinstance(each, Text)}
    return places
