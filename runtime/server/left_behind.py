"""Live calls that stand where a new version of their flow has nothing any more.

They keep the version they began with, to their end; but whoever saved the file should know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue


class Live(NamedTuple):
    """A call as it is now. sid: the carrier's name for it."""

    sid: str
    dialogue: Dialogue
    call: Call


class Standing(NamedTuple):
    """now: what the state is called in the new version, or None where it is gone."""

    sid: str
    flow: str
    state: str
    now: str | None


def left_behind(live: Iterable[Live], dialogues: Mapping[str, Dialogue]) -> Iterator[Standing]:
    """Every state in which a call stands or waits and which the newest version does not have by that name."""
    for sid, dialogue, call in live:
        newest = dialogues.get(dialogue.flow.name)
        if newest is None or newest is dialogue:
            continue
        flows = {flow.name: flow for flow in newest.flow.every_flow()}
        for name, state in (*((one.flow, one.state) for one in call.frames), (call.flow, call.state)):
            states = flows[name].states if name in flows else {}
            if state not in states:
                now = next((one.name for one in states.values() if state in one.renamed_from), None)
                yield Standing(sid, name, state, now)
