"""A branch that can never be taken, because the same condition stands above it.

**Why:** Branches are read from the top and the first true one is taken. The second of two equal ones is
dead, and where it leads nobody arrives.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        decide:
          - {when: open.front_desk, go: desk}
          - {when: open.front_desk, go: hours}
          - {else: hours}
      hours: {say: We are open all day., go: bye}
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
        decide:
          - {when: open.front_desk, go: desk}
          - {else: hours}
      hours: {say: We are open all day., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Branch, Go
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        yield from _shadowed(getattr(state, "branches", None) or getattr(state, "go", None) or ())


def _shadowed(branches: Go) -> Iterator[Finding]:
    first: dict[str, Branch] = {}
    for branch in branches:
        if branch.when is None:
            continue
        condition = " ".join(branch.when.source.split())
        if condition in first:
            yield Finding(
                f"this branch can never be taken: `{condition}` stands above it already",
                branch.mark,
                "Delete it, or write the condition that was meant.",
                related=(("the first of the two", first[condition].mark),),
            )
        first.setdefault(condition, branch)


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers are never led where this branch leads.")
