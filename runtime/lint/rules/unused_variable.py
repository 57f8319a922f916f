"""A slot that nobody asks, sets, fills or reads.

**Why:** Somebody described an answer that no caller is ever asked for. Often a question was forgotten, or
the slot has another name there.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      village: {type: text}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      village: {type: text}
    states:
      hello: {say: Welcome., go: where}
      where: {ask: village, say: Which village do you call from?, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    if not subject.flow.slots:
        return
    lines = [
        line
        for name, text in subject.sources.items()
        for number, line in enumerate(text, start=1)
        if not line.lstrip().startswith("#") and not _declares(subject, name, number)
    ]
    words = set(re.findall(r"\w+", "\n".join(lines)))
    words |= {state.slot.name for state in subject.flow.states.values() if isinstance(state, Ask)}
    for slot in subject.flow.slots.values():
        if slot.name not in words and slot.name not in subject.flow.inputs:
            yield Finding(
                said("nobody asks, sets or reads `{slot}`", slot=slot.name),
                slot.mark,
                "Let a state ask it, or delete it.",
            )


def _declares(subject: Subject, file: str, line: int) -> bool:
    return any(slot.mark.file == file and slot.mark.line == line for slot in subject.flow.slots.values())


RULE = Rule(
    __name__,
    Severity.INFO,
    check,
    harm="Nothing is lost for callers, but a question may have been forgotten.",
)
