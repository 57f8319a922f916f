"""A menu of more than five keys.

**Why:** Nobody keeps six choices in mind while listening; callers press 0, or the first key, or hang up.
Put the frequent choices first and the others behind one more key.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "Hours: press 1. Address: press 2. Forms: press 3. Map: press 4. Rules: press 5. Us: press 6."
        options:
          - {key: 1, go: info}
          - {key: 2, go: info}
          - {key: 3, go: info}
          - {key: 4, go: info}
          - {key: 5, go: info}
          - {key: 6, go: desk}
      info: {say: Please come to our office., go: desk}
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
        menu: "Hours, press 1. Address, press 2. A person, press 3."
        options:
          - {key: 1, go: info}
          - {key: 2, go: info}
          - {key: 3, go: desk}
      info: {say: Please come to our office., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Menu
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_MOST = 5


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if isinstance(state, Menu):
            keys = sum(1 for option in state.options if option.key)
            if keys > _MOST:
                yield Finding(
                    said(
                        "`{state}` offers {keys} keys; more than {most} cannot be kept in mind",
                        state=state.name,
                        keys=keys,
                        most=_MOST,
                    ),
                    state.mark,
                    "Move the rare choices into a menu of their own.",
                )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller forgets the first choices before the last is spoken."
)
