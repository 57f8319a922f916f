"""A service is asked, and nothing says what happens when it does not answer.

**Why:** Services are slow, down or wrong now and then. Without an `on_error`, here or in `defaults`, the call
then ends with an apology, and what the caller has told is gone.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    states:
      hello: {say: Welcome., go: look}
      look: {fetch: complaints.create, save: ticket, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    states:
      hello: {say: Welcome., go: look}
      look: {fetch: complaints.create, save: ticket, on_error: desk, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Fetch
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if isinstance(state, Fetch) and state.on_error.go is None:
            yield Finding(
                said(
                    "nothing says what `{state}` does when `{service}` fails",
                    state=state.name,
                    service=state.service,
                ),
                state.mark,
                "Add `on_error`, here or in `defaults`; let it lead to a person or to other words.",
            )


RULE = Rule(__name__, Severity.ERROR, check, harm="A service that is down costs the caller the call.")
