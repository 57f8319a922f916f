"""The telephone number of a person in a flow.

**Why:** Whoever reads the flow, and every caller who hears it, has that number for good, and when the
person leaves, callers ring a stranger. A flow names a contact; the operator keeps the numbers in
`contacts.yaml`. Short numbers and toll-free ones are public and are not reported.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "The lineman has the number {{ '9876543210' | phone }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "I am connecting you to the lineman.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Converse
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_MOBILE = re.compile(r"(?<![\d.])(?:\+?91[\s-]?|0)?[6-9]\d(?:[\s-]?\d){8}(?![\d.]?\d)")
_ABROAD = re.compile(r"(?<!\d)\+(?!91)[1-9](?:[\s-]?\d){8,13}(?!\d)")
_TOLL_FREE = re.compile(r"\+?1?[\s-]?8(?:00|33|44|55|66|77|88)")


def check(subject: Subject) -> Iterator[Finding]:
    for what, text in _texts(subject):
        for pattern in (_MOBILE, _ABROAD):
            match = pattern.search(text.source)
            if match and not _TOLL_FREE.match(match.group()):
                yield Finding(
                    said("{what} hold the telephone number {value}", what=what, value=match.group().strip()),
                    text.mark,
                    "Name a contact of `contacts.yaml` and `transfer` to it.",
                )
                break


def _texts(subject: Subject) -> Iterator[tuple[str, Template]]:
    for prompt in subject.flow.prompts.values():
        for language, text in prompt.texts.items():
            yield said("the {language} words of `{prompt}`", language=language, prompt=prompt.name), text
    for state in subject.flow.states.values():
        if isinstance(state, Converse):
            for text in dict.fromkeys(state.persona.texts.values()):
                yield said("the instructions `{persona}`", persona=state.persona.name), text
    for line in subject.lines:
        for name, value in line.set:
            yield said("the values set in `{name}`", name=name), value


RULE = Rule(
    __name__, Severity.ERROR, check, harm="A person is rung up by strangers, or callers by a wrong number."
)
