"""A model's limits that lead back to the same model.

**Why:** `limits` end a conversation that leads nowhere. When their line comes back to the state they belong
to, the count begins anew and bounds nothing.

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
        limits: {turns: 6, time: 2m, reply: 8s, go: hello}
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
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Converse, Decide, Fetch, Say
from runtime.flow.wording import said
from runtime.lint.moves import Way, only_returns
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    passing = {state.name for state in subject.states if isinstance(state, Say | Decide | Fetch)}
    for state in subject.states:
        if isinstance(state, Converse) and only_returns(
            state.name, state.limits.line.go, passing, subject.moves, Way.OWN
        ):
            yield Finding(
                said("the `limits` of `{state}` lead back to `{state}`", state=state.name),
                state.limits.line.mark,
                "Let them lead to a person, a menu or a goodbye.",
            )


RULE = Rule(
    __name__, Severity.ERROR, check, harm="The caller talks with the model until the call is cut off."
)
