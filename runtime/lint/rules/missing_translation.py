"""A language of the flow in which words are missing.

**Why:** The flow promises the language to its callers. Words that are not there cannot be spoken, and
phrases that are not there cannot be heard. All that one language lacks is one finding.

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

from collections.abc import Iterable, Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.model import Converse
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for language in subject.flow.languages:
        lacking = [
            (f"`{name}`", mark)
            for name, languages, mark in _named_words(subject)
            if language not in languages
        ]
        if lacking:
            names = ", ".join(name for name, _ in lacking[:6])
            more = f" and {len(lacking) - 6} more" if len(lacking) > 6 else ""
            yield Finding(
                f"{language} lacks {names}{more}",
                lacking[0][1],
                f"Write them in {language}, or take {language} out of `languages`.",
                related=tuple((f"{name} has no {language}", mark) for name, mark in lacking[1:]),
            )


def _named_words(subject: Subject) -> Iterator[tuple[str, Iterable[str], Mark]]:
    """Everything that has words per language: its name, the languages it has, its place."""
    for prompt in subject.spoken.values():
        yield prompt.name, prompt.texts, prompt.mark
    for phrases in subject.flow.phrases.values():
        yield phrases.name, phrases.words, phrases.mark
    for state in subject.states:
        if isinstance(state, Converse):
            yield state.persona.name, state.persona.texts, state.persona.mark


RULE = Rule(
    __name__,
    Severity.ERROR,
    check,
    harm="Callers who chose that language are not answered in it, or not understood.",
)
