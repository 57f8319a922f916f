"""A state that no call can ever reach.

**Why:** Work that an author did for callers, and that no caller will hear: usually an option that was
forgotten, or a `go` that names another state.

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


def check(subject: Subject) -> Iterator[Finding]:
    for name, state in subject.flow.states.items():
        if name not in subject.reachable:
            yield Finding(
                said("no call can reach the state `{name}`", name=name),
                state.mark,
                said("Lead to it (`go: {name}`) from the state that should, or delete it.", name=name),
            )


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers never hear what was written for them here.")
