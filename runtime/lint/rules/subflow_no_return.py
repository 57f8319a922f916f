"""A flow that is run by another and never comes back.

**Why:** `run` waits for the other flow to reach an `end`. Where it has none that a caller can reach, what
the author wrote behind `run` never happens. A flow that only hands callers on is reached by `go` to a
state, not by `run`.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: identify
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      identify: {run: identify, go: thanks}
      thanks: {say: Thank you for telling us., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # ../identify.yaml
    flow: identify
    title: Who is calling
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk}
    states:
      hello: {say: Please tell our colleague who you are., go: desk}
      desk: {transfer: front_desk, closed: hello_again, failed: hello_again}
      hello_again: {record: who, say: Please say your name after the beep., go: desk}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: identify
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      identify: {run: identify, go: thanks}
      thanks: {say: Thank you for telling us., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # ../identify.yaml
    flow: identify
    title: Who is calling
    languages: [en-IN]
    start: hello
    states:
      hello: {record: who, say: Please say your name after the beep., go: known}
      known: {end: known}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.graph import Reason, reachable, visits
from runtime.flow.model import End
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for name, marks in visits(subject.flow).items():
        flow = subject.flow.flows.get(name)
        if flow is None:
            continue
        within = reachable(flow, flow.start, without=[Reason.ERROR])
        if not any(isinstance(flow.states[state], End) for state in within):
            for mark in marks:
                yield Finding(
                    said("the flow `{flow}` never comes back from here", flow=name),
                    mark,
                    "Give it an `end` that callers reach.",
                    related=(("the flow that is run", flow.mark),),
                )


RULE = Rule(__name__, Severity.ERROR, check, harm="What was to happen after it never happens.")
