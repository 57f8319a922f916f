"""A state that listens, with nothing said about answers that are not understood.

**Why:** Noise, dialect, a wrong key: a caller who is not understood must be asked again and then
be brought to a person or a goodbye. `defaults` can say it once for all states.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}]}
    states:
      hello:
        menu: "For a person, press 1."
        options:
          - {key: 1, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{say: Press 1., repeat: yes}, {go: desk}]}
    states:
      hello:
        menu: "For a person, press 1."
        options:
          - {key: 1, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Listening
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if isinstance(state, Listening) and not state.no_match:
            yield Finding(
                said(
                    "`{state}` listens, but nothing says what happens when the caller is not understood",
                    state=state.name,
                ),
                state.mark,
                "Write a ladder in `defaults` or here: "
                "`no_match: [{say: not_understood, repeat: yes}, {go: operator}]`.",
            )


RULE = Rule(__name__, Severity.ERROR, check, harm="A caller who is not understood hears nothing more.")
