"""A number that is not the same in every language.

**Why:** Two digits changed places in one translation, or the number was renewed in one language only: its
callers dial a stranger. Numbers of three digits and more are compared, in every language's digits; words
that hold none are taken to say them in letters.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: {te-IN: "దయచేసి 1921 కి ఫోన్ చేయండి.", en-IN: "Please call 1912."}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: {te-IN: "దయచేసి 1912 కి ఫోన్ చేయండి.", en-IN: "Please call 1912."}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.translated import source_of
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.translation import numbers, other_numbers


def check(subject: Subject) -> Iterator[Finding]:
    for prompt in subject.flow.prompts.values():
        told = {language: found for language, text in prompt.texts.items() if (found := numbers(text.source))}
        if len(set(told.values())) < 2:
            continue
        right = _right(told, source_of(subject.flow))
        for language in told:
            other = other_numbers(prompt.texts[right].source, prompt.texts[language].source)
            if other is not None:
                yield Finding(
                    said(
                        "the {language} words of `{prompt}` say {new}, those in {right} {old}",
                        language=language,
                        prompt=prompt.name,
                        new=other[1],
                        right=right,
                        old=other[0],
                    ),
                    prompt.texts[language].mark,
                    "Say the same number in every language.",
                    related=((said("the words in {language}", language=right), prompt.texts[right].mark),),
                )


def _right(told: dict[str, tuple[str, ...]], source: str) -> str:
    """The language that is believed: one of most that agree, of equals the source, else the first."""
    counts = Counter(told.values())
    most = max(counts.values())
    agreed = [language for language, found in told.items() if counts[found] == most]
    return source if source in agreed else agreed[0]


RULE = Rule(
    __name__, Severity.ERROR, check, harm="Callers of that language dial or write down a wrong number."
)
