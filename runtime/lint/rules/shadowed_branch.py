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
from runtime.flow.wording import said
from runtime.lint.regions import Region, covered, region
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        yield from _shadowed(getattr(state, "branches", None) or getattr(state, "go", None) or ())


def _shadowed(branches: Go) -> Iterator[Finding]:
    above: list[tuple[Branch, str, Region | None]] = []
    for branch in branches:
        if branch.when is None:
            continue
        condition = " ".join(branch.when.source.split())
        here = region(condition)
        for other, words, there in above:
            if words == condition or (here is not None and there is not None and covered(here, there)):
                yield Finding(
                    said(
                        "this branch can never be taken: `{condition}` stands above it already",
                        condition=words,
                    ),
                    branch.mark,
                    "Put the narrower condition first, write the one that was meant, or delete the branch.",
                    related=(("the first of the two", other.mark),),
                )
                break
        above.append((branch, condition, here))


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers are never led where this branch leads.")
