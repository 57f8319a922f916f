"""A long number without a way of reading it.

**Why:** A voice reads 4821790 as four million and more. Numbers that are read digit by digit say so: `{{
ticket | digits }}`, `{{ caller.number | phone }}`.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "We call you back on {{ caller.number }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "We call you back on {{ caller.number | phone }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import SlotType
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain, values

_LONG = re.compile(r"\d{5,}")


def check(subject: Subject) -> Iterator[Finding]:
    numbers = {slot.name for slot in subject.slots if slot.type is SlotType.DIGITS} | {"caller.number"}
    for prompt, language, text in subject.texts():
        where = f"the {language} words of `{prompt.name}`"
        for value in values(text.source):
            if value in numbers:
                fix = f"Say how it is read: {{{{ {value} | digits }}}}."
                yield Finding(f"{where} read out {{{{ {value} }}}} as one big number", text.mark, fix)
        if match := _LONG.search(plain(text.source)):
            fix = f"Write {{{{ '{match.group()}' | digits }}}} for digit by digit, or write it in words."
            yield Finding(f"{where} hold the number {match.group()}", text.mark, fix)


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller cannot write the number down.")
