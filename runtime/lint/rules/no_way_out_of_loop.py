"""States that lead to each other, but never to a person or to the end of the call.

**Why:** The caller goes round and round. Keys and phrases that hold `anywhere`, and `escalation`, count
as ways out; a failing provider does not.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: hello}], no_match: [{go: hello}]}
    states:
      hello:
        menu: "For our hours, press 1. For our address, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: address}
      hours: {say: We are open all day., go: hello}
      address: {say: We are at the clock tower., go: hello}
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
        menu: "For our hours, press 1. For our address, press 2. For a person, press 3."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: address}
          - {key: 3, go: desk}
      hours: {say: We are open all day., go: hello}
      address: {say: We are at the clock tower., go: hello}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for ring in subject.rings:
        if len(ring) > 1:
            first, *others = (subject.flow.states[name] for name in ring)
            names = listed(f"`{name}`" for name in ring)
            yield Finding(
                said("{names} lead to each other and nowhere else", names=names),
                first.mark,
                "Let one of them lead to a `transfer` or an `end`.",
                related=tuple(
                    (said("`{name}` is in the loop", name=state.name), state.mark) for state in others[:8]
                ),
            )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller goes in circles and can only hang up.")
