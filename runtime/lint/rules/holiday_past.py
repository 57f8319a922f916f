"""Holidays that are all over.

**Why:** The list was made for last year. On the next holiday callers are put through to an empty office, ring
for half a minute, and are told that nobody answers.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
    # ../contacts.yaml
    contacts:
      front_desk:
        number: "+914022334455"
        hours: [{days: mon-fri, from: "09:30", to: "18:00"}]
        holidays: [2024-01-26, 2024-08-15, 2024-10-02]

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
    # ../contacts.yaml
    contacts:
      front_desk:
        number: "+914022334455"
        hours: [{days: mon-fri, from: "09:30", to: "18:00"}]
        holidays: [2099-01-26, 2099-08-15, 2099-10-02]
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.wording import said
from runtime.lint.contacts import written
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    if subject.today is None:
        return
    for contact in subject.flow.contacts.values():
        last = max(contact.holidays, default=None)
        if last is not None and last < subject.today:
            yield Finding(
                said("the last holiday of `{contact}` was {day}", contact=contact.name, day=last.isoformat()),
                written(subject, contact, last.isoformat()),
                "Write the holidays of this year and the next.",
            )


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="On the next holiday the caller waits for somebody who is not there.",
    first=Profile.PRODUCTION,
)
