"""A list of phrases that has none in one of the flow's languages.

**Why:** Phrases of every language are heard in every language, but a caller speaks her own: what has no
Telugu phrase is understood from a Telugu caller by luck only. All that one language lacks is one finding.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: {te-IN: "సిబ్బంది కోసం 1 నొక్కండి.", en-IN: "For a person, press 1."}
        options:
          - {key: 1, phrases: {en-IN: [a person]}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: {te-IN: "సిబ్బంది కోసం 1 నొక్కండి.", en-IN: "For a person, press 1."}
        options:
          - {key: 1, phrases: {te-IN: [సిబ్బంది], en-IN: [a person]}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for language in subject.flow.languages:
        lacking = [one for one in subject.flow.phrases.values() if not one.words.get(language)]
        if lacking:
            yield Finding(
                said(
                    "{language} has no phrases for {value}",
                    language=language,
                    value=listed(f"`{one.name}`" for one in lacking),
                ),
                lacking[0].mark,
                said("Write what a caller would say in {language}.", language=language),
                related=tuple((said("`{name}` has none", name=one.name), one.mark) for one in lacking[1:]),
            )


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers of that language are not understood here.")
