"""A state that no call can ever reach.

**Why:** Work that an author did for callers, and that no caller will hear: usually an option that was
forgotten, or a `go` that names another state. What only such a state leads to is told with it.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: hours}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_MOST = 5
"""So many of the states that are lost with one are shown."""


def check(subject: Subject) -> Iterator[Finding]:
    states = subject.flow.states
    for name, behind in _lost(subject):
        yield Finding(
            said("no call can reach the state `{name}`", name=name),
            states[name].mark,
            said("Lead to it (`go: {name}`) from the state that should, or delete it.", name=name),
            related=tuple(
                (said("nor `{name}`, which only it leads to", name=other), states[other].mark)
                for other in behind[:_MOST]
            ),
        )


def _lost(subject: Subject) -> Iterator[tuple[str, list[str]]]:
    """The states that nothing leads to, each with those that are lost with it: one slip, one finding."""
    lost = dict.fromkeys(name for name in subject.flow.states if name not in subject.reachable)
    onward = {
        name: [move.target for move in subject.moves[name] if move.target in lost and move.target != name]
        for name in lost
    }
    led_to = {target for targets in onward.values() for target in targets}
    told: set[str] = set()
    for name in sorted(lost, key=lambda one: one in led_to):
        if name in told:
            continue
        behind, waiting = [], [name]
        told.add(name)
        while waiting:
            for target in onward[waiting.pop(0)]:
                if target not in told:
                    told.add(target)
                    behind.append(target)
                    waiting.append(target)
        yield name, behind


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers never hear what was written for them here.")
