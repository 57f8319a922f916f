"""A question whose answer nobody uses.

**Why:** The caller says her village, spells it and confirms it, and nothing in the flow looks at it: no
words, no condition, no service, no summary for the person who takes over.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{repeat: yes}, {go: bye}], no_match: [{go: desk}]}
    states:
      hello: {ask: ward, type: digits, length: 2, by: keys, say: Type the number of your ward., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{repeat: yes}, {go: bye}], no_match: [{go: desk}]}
    states:
      hello: {ask: ward, type: digits, length: 2, by: keys, say: Type the number of your ward., go: desk}
      desk: {transfer: front_desk, summary: yes, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, Slot
from runtime.flow.wording import said
from runtime.lint.reads import hands_over_everything, reads
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    asked: dict[str, tuple[Ask, Slot]] = {}
    for state in subject.states:
        if isinstance(state, Ask):
            asked.setdefault(state.slot.name, (state, state.slot))
    if not asked:
        return
    read = {name for name, _ in reads(subject)}
    summed_up = hands_over_everything(subject)
    for name, (state, slot) in asked.items():
        if name not in read and not (summed_up and not slot.sensitive):
            yield Finding(
                said("`{state}` asks for `{slot}`, and nothing uses the answer", state=state.name, slot=name),
                state.mark,
                "Do not ask for it, or send it where it is needed; `summary: yes` tells it to the person.",
            )


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="The caller is asked in vain, and asked again by the person.",
    first=Profile.PRODUCTION,
)
