"""Two choices that listen for the same list of phrases, in one menu or under `anywhere`.

**Why:** Only the first can ever be taken; the other is offered to callers and does something else.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, phrases: hours_words, go: hours}
          - {key: 2, phrases: hours_words, go: desk}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # prompts/en-IN.yaml
    phrases:
      hours_words: [opening hours]

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, phrases: hours_words, go: hours}
          - {key: 2, phrases: person_words, go: desk}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # prompts/en-IN.yaml
    phrases:
      hours_words: [opening hours]
      person_words: [a person]
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Menu, Option
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    yield from _repeated(subject.flow.anywhere, "`anywhere`")
    for state in subject.flow.states.values():
        if isinstance(state, Menu):
            yield from _repeated(state.options, f"`{state.name}`")


def _repeated(options: tuple[Option, ...], where: str) -> Iterator[Finding]:
    first: dict[str, Option] = {}
    for option in options:
        for name in option.phrases:
            other = first.setdefault(name, option)
            if other is not option:
                yield Finding(
                    said("the phrases `{name}` stand twice in {where}", name=name, where=where),
                    option.mark,
                    "Give the second choice other phrases, or delete it.",
                    related=(("first used here", other.mark),),
                )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller chooses one thing and gets another.")
