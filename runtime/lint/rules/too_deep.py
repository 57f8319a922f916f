"""A menu behind three others, and no key that leads to a person from everywhere.

**Why:** Every menu costs a caller ten seconds and some courage. Whoever is lost in the fourth must be able
to get out; without an `anywhere` that leads to a person the only way out is to hang up.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: one
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      one: {menu: "For bills, press 1. To end, press 2.", options: [{key: 1, go: two}, {key: 2, go: bye}]}
      two: {menu: "For homes, press 1. To end, press 2.", options: [{key: 1, go: three}, {key: 2, go: bye}]}
      three: {menu: "This year: press 1. To end, press 2.", options: [{key: 1, go: four}, {key: 2, go: bye}]}
      four: {menu: "For May, press 1. For June, press 2.", options: [{key: 1, go: desk}, {key: 2, go: bye}]}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: one
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    anywhere:
      - {key: 0, go: desk}
    states:
      one: {menu: "For bills, press 1. For a person at any time, press 0.", options: [{key: 1, go: two}]}
      two: {menu: "For homes, press 1. To end, press 2.", options: [{key: 1, go: three}, {key: 2, go: bye}]}
      three: {menu: "This year: press 1. To end, press 2.", options: [{key: 1, go: four}, {key: 2, go: bye}]}
      four: {menu: "For May, press 1. For June, press 2.", options: [{key: 1, go: desk}, {key: 2, go: bye}]}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Menu, Record, Transfer
from runtime.flow.wording import said
from runtime.lint.moves import Way, reached
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_MOST = 3


def check(subject: Subject) -> Iterator[Finding]:
    if _help_from_everywhere(subject):
        return
    for name, before in _menus_before(subject).items():
        state = subject.flow.states[name]
        if isinstance(state, Menu) and before == _MOST:
            yield Finding(
                said(
                    "`{state}` comes after {count} other menus, and no key leads to a person from everywhere",
                    state=name,
                    count=before,
                ),
                state.mark,
                "Add a key for a person under `anywhere`, or ask fewer questions before.",
            )


def _help_from_everywhere(subject: Subject) -> bool:
    for option in subject.flow.anywhere:
        if option.line.go:
            way = reached([option.line.go], subject.moves, lambda move: move.way is Way.OWN)
            if any(isinstance(subject.flow.states[name], Transfer | Record) for name in way):
                return True
    return False


def _menus_before(subject: Subject) -> dict[str, int]:
    """For each state the fewest menus that a caller passes on the way there."""
    flow = subject.flow
    fewest = {flow.start: 0}
    waiting = deque([flow.start])
    while waiting:
        name = waiting.popleft()
        step = 1 if isinstance(flow.states[name], Menu) else 0
        for move in subject.moves[name]:
            if move.way is Way.OWN and fewest[name] + step < fewest.get(move.target, len(flow.states) + 1):
                fewest[move.target] = fewest[name] + step
                (waiting.append if step else waiting.appendleft)(move.target)
    return fewest


RULE = Rule(__name__, Severity.WARNING, check, harm="A caller who is lost here can only hang up.")
