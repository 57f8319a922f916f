"""Digits are asked for without saying how many.

**Why:** Without a `length` every slip of the finger is taken for an answer, and the caller waits three
seconds after the last key before anything happens.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {ask: meter_no, type: digits, by: keys, say: "Please type your number, then hash.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {ask: meter_no, type: digits, length: 13, by: keys, say: "Please type your number.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, SlotType
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for slot in dict.fromkeys(state.slot for state in subject.states if isinstance(state, Ask)):
        if slot.type is SlotType.DIGITS and slot.length is None:
            yield Finding(
                said("`{slot}` takes any number of digits", slot=slot.name),
                slot.mark,
                "Say how many: `length: 13`, or `length: 11-16`.",
            )


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="A wrong number is taken, and every caller waits after the last key.",
)
