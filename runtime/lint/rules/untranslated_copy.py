"""Words that are the same in two languages: copied, and never translated.

**Why:** The English line was put into the Tamil file "for now". The Tamil voice reads English, to a caller
who asked for Tamil because she does not speak it. Names, numbers and greetings of one or two words may well
be the same and are not reported.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN, ta-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        say: {en-IN: "Our office is closed today.", ta-IN: "Our office is closed today."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [en-IN, ta-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        say: {en-IN: "Our office is closed today.", ta-IN: "எங்கள் அலுவலகம் இன்று மூடப்பட்டுள்ளது."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.translated import source_of
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.translation import copies


def check(subject: Subject) -> Iterator[Finding]:
    for prompt in subject.flow.prompts.values():
        for language, other in copies(prompt, source_of(subject.flow)).items():
            yield Finding(
                said(
                    "the {language} words of `{prompt}` are those of {other}",
                    language=language,
                    prompt=prompt.name,
                    other=other,
                ),
                prompt.texts[language].mark,
                said("Write them in {language}.", language=language),
                related=((said("the words in {language}", language=other), prompt.texts[other].mark),),
            )


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers hear a language that they did not choose.")
