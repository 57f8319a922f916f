"""A condition that is always true or never.

**Why:** Nothing that a caller does makes a difference to it, so one of two ways is never taken: a number was
mistyped, `and` was meant to be `or`, or a name was forgotten.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: how_old
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      how_old:
        ask: age
        type: number
        say: How old are you?
        go:
          - {when: age < 18 and age > 60, go: bye}
          - {else: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: how_old
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      how_old:
        ask: age
        type: number
        say: How old are you?
        go:
          - {when: age < 18 or age > 60, go: bye}
          - {else: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask
from runtime.flow.template import Expression, TemplateFailed
from runtime.flow.wording import said
from runtime.lint.regions import region
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_COUNTED = re.compile(r"(?:turns|no_inputs|no_matches|visits\.\w+)\s*(>=|<)\s*0")
"""Counters begin at 0 and only grow."""


def check(subject: Subject) -> Iterator[Finding]:
    for condition in dict.fromkeys(_conditions(subject)):
        answer = _always(condition)
        if answer is not None:
            message = "`{condition}` is always true" if answer else "`{condition}` is never true"
            yield Finding(
                said(message, condition=condition.source),
                condition.mark,
                "Write the condition that was meant, or leave it away.",
            )


def _conditions(subject: Subject) -> Iterator[Expression]:
    for state in subject.states:
        for branch in getattr(state, "branches", None) or getattr(state, "go", None) or ():
            if branch.when is not None:
                yield branch.when
        if isinstance(state, Ask):
            yield from (refusal.when for refusal in state.refuse)
    yield from (rule.when for rule in subject.flow.escalation)


def _always(condition: Expression) -> bool | None:
    """What it always is, or None when that depends on the call."""
    if not condition.names:
        try:
            return bool(condition.evaluate({}))
        except TemplateFailed:
            return None
    counted = _COUNTED.fullmatch(condition.source.strip())
    if counted:
        return {">=": True, "<": False}[counted[1]]
    values = region(condition.source)
    return False if values and any(one.empty for one in values.values()) else None


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers are never led where this condition leads.")
