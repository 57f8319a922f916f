"""No way to a person: no caller of this flow can reach a transfer or leave a recording.

**Why:** Some callers cannot be helped by a machine. A person, or a voice message that a person will hear,
must be within their reach, not only when something fails.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}
    states:
      hello:
        menu: "For our hours, press 1. To end the call, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: bye}
      hours: {say: We are open all day., go: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: bye, no_input: [{go: bye}], no_match: [{go: message}]}
    states:
      hello:
        menu: "For our hours, press 1. To leave us a message, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: message}
      hours: {say: We are open all day., go: bye}
      message: {record: message, say: Please speak after the beep., go: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Record, Transfer
from runtime.lint.moves import Way, reached
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.inputs or subject.flow.outputs:
        return  # other flows run this one, and their `anywhere` holds in it too
    if subject.is_run:
        return  # the flow that runs it is asked
    if subject.rings:
        return  # callers are caught before they could look for a person; that finding comes first
    by_will = reached([subject.flow.start], subject.moves, lambda move: move.way is not Way.ERROR)
    if not any(isinstance(subject.flow.states[name], Transfer | Record) for name in by_will):
        yield Finding(
            "no caller of this flow can reach a person",
            subject.flow.mark,
            "Add a `transfer` or a `record`, and under `anywhere` a key for it: `- {key: 0, go: operator}`.",
        )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="A caller whom the machine cannot help has nowhere to turn."
)
