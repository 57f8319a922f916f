"""Opening hours with a hole of an hour or two in the middle of a day.

**Why:** "to 13:00" and "from 14:00": at half past one callers hear that it is closed. If lunch is meant, say
so in an ignore; often it is two lines that should have met. Holes of up to two hours are reported.

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
        hours:
          - {days: mon-fri, from: "09:30", to: "13:00"}
          - {days: mon-fri, from: "14:00", to: "18:00"}

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
        hours:
          - {days: mon-fri, from: "09:30", to: "18:00"}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Contact
from runtime.flow.wording import said
from runtime.lint.contacts import written
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.subject import Subject

_LONGEST = 120
"""Minutes; a longer pause is two shifts, and meant."""


def check(subject: Subject) -> Iterator[Finding]:
    for contact in subject.flow.contacts.values():
        for closes, opens in dict.fromkeys(_gaps(contact)):
            yield Finding(
                said(
                    "`{contact}` is closed from {closes} to {opens} in the middle of the day",
                    contact=contact.name,
                    closes=f"{closes:%H:%M}",
                    opens=f"{opens:%H:%M}",
                ),
                written(subject, contact, f"{opens:%H:%M}"),
                "Let the hours meet; if the pause is meant: # flow: ignore[hours-gap] reason: …",
            )


def _gaps(contact: Contact) -> Iterator[tuple[time, time]]:
    for day in range(7):
        spans = sorted((h.opens, h.closes) for h in contact.hours if day in h.days)
        for (_, closes), (opens, _) in pairwise(spans):
            if 0 < _minutes(opens) - _minutes(closes) <= _LONGEST:
                yield closes, opens


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="Callers are told that it is closed while people sit at their desks.",
    first=Profile.PRODUCTION,
)
