"""A slot that is read, and that nothing fills.

**Why:** No state asks for it, no model gives it, no line sets it: the condition that looks at it is never
true, and the words that read it can never be spoken.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      member: {type: yes_no}
    states:
      hello:
        decide:
          - {when: member, go: bye}
          - {else: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      member: {type: yes_no}
    states:
      hello: {ask: member, say: Are you a member?, go: which}
      which:
        decide:
          - {when: member, go: bye}
          - {else: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.wording import said
from runtime.lint.reads import fills, reads
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    filled = fills(subject)
    empty = {name: slot for name, slot in subject.flow.slots.items() if name not in filled}
    places: dict[str, Mark] = {}
    for name, mark in reads(subject) if empty else ():
        if name in empty:
            places[name] = min(places.get(name, mark), mark)
    for name, mark in places.items():
        yield Finding(
            said("`{slot}` is read here, and nothing ever fills it", slot=name),
            mark,
            said("Ask for `{slot}` in a state, or take it out.", slot=name),
            related=((said("`{slot}` is described here", slot=name), empty[name].mark),),
        )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller never gets what depends on it.")
