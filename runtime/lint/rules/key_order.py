"""A menu that names the key before what it is for.

**Why:** "Press 2 for bills": a caller hears a number that means nothing yet, and when it means something it
is forgotten. "For bills, press 2" is remembered, in every language.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "Press 1 for our address. Press 2 for a person."
        options:
          - {key: 1, go: address}
          - {key: 2, go: desk}
      address: {say: We are at the clock tower., go: bye}
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
        menu: "For our address, press 1. For a person, press 2."
        options:
          - {key: 1, go: address}
          - {key: 2, go: desk}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.wording import said
from runtime.lint.keys import key_first
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for prompt, language, text in subject.texts():
        sentence = key_first(text.source)
        if sentence is not None:
            yield Finding(
                said(
                    "the {language} words of `{prompt}` name a key before what it is for",
                    language=language,
                    prompt=prompt.name,
                ),
                text.mark,
                said("Turn it round, purpose first: “{sentence}”", sentence=sentence),
            )


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="When the caller knows which choice to take, its key is forgotten.",
)
