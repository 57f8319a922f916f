"""A model without `on_error`, or whose `on_error` leads back to the same model.

**Why:** Models fail, and more often than telephones do. Without an `on_error`, here or in `defaults`, the
call then ends with an apology; asking the same model again answers nothing. The way out of a failing model
is a person, a menu of keys or a goodbye.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: {en-IN: Find out what the caller needs. One short sentence.}
        exits:
          hours: the caller asks for the hours
          desk: the caller asks for a person
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
        on_error: hello
      hours: {say: We are open all day., go: desk}
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
        converse: {en-IN: Find out what the caller needs. One short sentence.}
        exits:
          hours: the caller asks for the hours
          desk: the caller asks for a person
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
        on_error: desk
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Converse, Decide, Say
from runtime.flow.wording import said
from runtime.lint.moves import Way, only_returns
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    passing = {state.name for state in subject.states if isinstance(state, Say | Decide)}
    fix = "Let it lead to a person, a menu of keys or a goodbye."
    for state in subject.states:
        if not isinstance(state, Converse):
            continue
        target = state.on_error.go
        if target is None:
            yield Finding(
                said("nothing says what `{state}` does when its model fails", state=state.name),
                state.mark,
                said("Add `on_error`. {fix}", fix=said(fix)),
            )
        elif only_returns(state.name, target, passing, subject.moves, Way.OWN):
            yield Finding(
                said("the `on_error` of `{state}` leads back to `{state}`", state=state.name),
                state.on_error.mark,
                fix,
            )


RULE = Rule(__name__, Severity.ERROR, check, harm="A model that is down costs the caller the call.")
