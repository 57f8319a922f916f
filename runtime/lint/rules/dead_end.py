"""A state that leads only back to itself.

**Why:** Whatever the caller does, the same thing happens again until the longest call is over. Keys and
phrases that hold `anywhere`, and `escalation`, count as ways out; a failing provider does not.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: desk}
      hours: {say: We are open all day., go: hours}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: desk}
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
    for ring in subject.rings:
        if len(ring) == 1:
            state = subject.flow.states[ring[0]]
            yield Finding(
                said("`{state}` leads only back to itself", state=state.name),
                state.mark,
                "Give it a `go` or an option to another state, at last to a `transfer` or an `end`.",
            )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller is caught here and can only hang up.")
