"""A flow that calls people, and never looks at the clock.

**Why:** In India calls for business may be made from nine in the morning to nine in the evening. A list that
is worked off late rings sleeping people. The operator's list of calls should keep to these hours; the flow is
the second fence: before its first words it looks at `now`, and is silent outside them.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    direction: outbound
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Your book has arrived., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    direction: outbound
    start: awake
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      awake:
        decide:
          - {when: now >= '09:00' and now < '21:00', go: hello}
          - {else: too_late}
      hello: {say: Your book has arrived., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
      too_late: {end: not_called}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Decide, Direction
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    if flow.direction is not Direction.OUTBOUND:
        return
    name = flow.start
    seen: set[str] = set()
    while name not in seen and isinstance(state := flow.states[name], Decide):
        seen.add(name)
        if any(branch.when is not None and "now" in branch.when.names for branch in state.branches):
            return
        name = state.branches[-1].go
    yield Finding(
        "this flow calls people, and does not look at the time of day before it speaks",
        flow.states[flow.start].mark,
        "Begin with a `decide` on  now >= '09:00' and now < '21:00',  else an `end` without words.",
    )


RULE = Rule(__name__, Severity.WARNING, check, harm="People are rung up at night.")
