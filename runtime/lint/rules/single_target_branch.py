"""Branches that all lead to one state.

**Why:** The flow looks as if it told callers apart, and treats all of them alike. One of the branches was
meant to lead elsewhere.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: more_help
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      more_help:
        ask: more
        type: yes_no
        say: Can I help you with anything else?
        go:
          - {when: more, go: bye}
          - {else: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: more_help
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      more_help:
        ask: more
        type: yes_no
        say: Can I help you with anything else?
        go:
          - {when: more, go: desk}
          - {else: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Go
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        branches: Go = getattr(state, "branches", None) or getattr(state, "go", None) or ()
        targets = sorted({branch.go for branch in branches})
        if len(branches) > 1 and len(targets) == 1:
            yield Finding(
                said("every branch of `{state}` leads to `{target}`", state=state.name, target=targets[0]),
                branches[0].mark,
                "Let one of them lead where it was meant to, or write a plain `go`.",
            )


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers who should be led apart are all treated alike.")
