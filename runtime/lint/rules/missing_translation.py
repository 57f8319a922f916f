"""A language of the flow in which words are missing.

**Why:** The flow promises the language to its callers. Words that are not there cannot be spoken. All that
one language lacks is one finding.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: {en-IN: Welcome.}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: {te-IN: "స్వాగతం.", en-IN: Welcome.}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed
from runtime.flow.model import Converse, Persona, Prompt
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    words: list[Prompt | Persona] = list(subject.spoken.values())
    words += [state.persona for state in subject.states if isinstance(state, Converse)]
    for language in subject.flow.languages:
        lacking = [one for one in words if language not in one.texts]
        if lacking:
            yield Finding(
                said(
                    "{language} lacks {value}",
                    language=language,
                    value=listed(f"`{one.name}`" for one in lacking),
                ),
                lacking[0].mark,
                said("Write them in {language}, or take {language} out of `languages`.", language=language),
                related=tuple(
                    (said("`{name}` has no {language}", name=one.name, language=language), one.mark)
                    for one in lacking[1:]
                ),
            )


RULE = Rule(
    __name__,
    Severity.ERROR,
    check,
    harm="Callers who chose that language hear nothing here.",
)
