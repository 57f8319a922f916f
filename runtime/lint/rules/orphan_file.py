"""Instructions for a model that no conversation uses.

**Why:** Somebody wrote them for callers, and no model reads them: a `converse` was forgotten, or names
another file.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # personas/helpline.md
    You answer for the office. Use short sentences.

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: talk
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      talk:
        converse: helpline
        exits: {desk: the caller asks for a person}
        limits: {turns: 5, time: 3m, reply: 8s, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # personas/helpline.md
    You answer for the office. Use short sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.model import Converse
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    used = {state.persona.name for state in subject.flow.states.values() if isinstance(state, Converse)}
    for file in subject.sources:
        name = PurePath(file)
        if name.suffix == ".md" and name.parent.name == "personas" and name.stem not in used:
            yield Finding(
                said("no conversation uses `{file}`", file=name.name),
                Mark(file, 1, 1),
                said("Write `converse: {persona}` in a state, or delete the file.", persona=name.stem),
            )


RULE = Rule(
    __name__, Severity.INFO, check, harm="Nothing is lost for callers, but a conversation may be missing."
)
