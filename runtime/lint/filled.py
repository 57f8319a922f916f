"""Which slots are certainly filled when a call enters a state, on whichever way it comes.

Worked out from the start over all arrows until nothing changes: what is sure in a state is what is sure on
every arrow that leads there. Every doubt counts for the author: a branch whose condition names a slot is
taken to know it, and a template that decides for itself is not judged.
"""

from __future__ import annotations

import re

from runtime.flow.graph import starts
from runtime.flow.model import Ask, Branch, Decide, Fetch, Go, Run, State
from runtime.flow.template import Template
from runtime.lint.moves import Move, Way
from runtime.lint.subject import Subject

_DECIDES = re.compile(r"\{%|\bif\b|\bdefault\b")
_NOT = re.compile(r"\bnot\b|==\s*none|\bis\b")

Names = frozenset[str]


class Filled:
    """What is sure, by state."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._tracked = frozenset(slot.name for slot in subject.slots) | {
            state.save
            for state in subject.flow.states.values()
            if isinstance(state, Fetch | Run) and state.save
        }
        given = frozenset(subject.flow.inputs)
        self._sure: dict[str, Names] = dict.fromkeys(starts(subject.flow), given)
        waiting = [*self._sure]
        while waiting:
            name = waiting.pop()
            for move, sure in self._onward(subject.flow.states[name]):
                known = self._sure.get(move.target)
                merged = sure if known is None else known & sure
                if merged != known:
                    self._sure[move.target] = merged
                    waiting.append(move.target)

    def on_entry(self, name: str) -> Names:
        """Certainly filled while the state speaks and listens; an `ask` has emptied its slot."""
        state = self._subject.flow.states[name]
        sure = self._sure.get(name, self._tracked)
        return sure - {state.slot.name} if isinstance(state, Ask) else sure

    def answered(self, state: State) -> Names:
        """Certainly filled when the state has done what it is for."""
        got = {state.slot.name} if isinstance(state, Ask) else set()
        if isinstance(state, Fetch | Run) and state.save:
            got = {state.save}
        return self.on_entry(state.name) | got

    def unsure(self, text: Template, sure: Names) -> list[str]:
        """The slots that these words read though they may be empty."""
        if _DECIDES.search(text.source):
            return []
        return sorted({name.split(".")[0] for name in text.names} & self._tracked - sure)

    def _onward(self, state: State) -> list[tuple[Move, Names]]:
        entry, answered = self.on_entry(state.name), self.answered(state)
        branches = _branches(state)
        found = []
        for move in self._subject.moves[state.name]:
            sure = answered if move.way is Way.OWN else entry
            if move.line is not None:
                sure |= {name for name, _ in move.line.set} & self._tracked
            if move.way is Way.OWN and branches:
                sure |= self._looked_at(branches, move)
            found.append((move, sure))
        return found

    def _looked_at(self, branches: Go, move: Move) -> Names:
        """What the conditions up to this branch have made sure of."""
        names: set[str] = set()
        for branch in branches:
            here = branch.mark == move.mark
            if branch.when is not None and (here or _NOT.search(branch.when.source)):
                names |= {self._meant(name) for name in branch.when.names}
            if here:
                break
        return frozenset(names & self._tracked)

    def _meant(self, name: str) -> str:
        """The slot behind a name: `visits.ask_village` is about what `ask_village` asks."""
        first, _, rest = name.partition(".")
        asked = self._subject.flow.states.get(rest) if first == "visits" else None
        return asked.slot.name if isinstance(asked, Ask) else first


def _branches(state: State) -> tuple[Branch, ...]:
    if isinstance(state, Decide):
        return state.branches
    return getattr(state, "go", None) or ()
