"""A prompt whose languages do not read the same values in the same way.

**Why:** A translator left out `{{ ticket }}`, or wrote another name: callers of one language are never told
their number. Where she left out `| digits`, they hear it as one big number.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        ask: village
        type: text
        say: {te-IN: "ఏ ఊరు?", en-IN: "Which village?"}
        go: heard
      heard:
        say: {te-IN: "మీ ఊరు నమోదైంది.", en-IN: "I have noted {{ village }}."}
        go: desk
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
        ask: village
        type: text
        say: {te-IN: "ఏ ఊరు?", en-IN: "Which village?"}
        go: heard
      heard:
        say: {te-IN: "{{ village }} నమోదైంది.", en-IN: "I have noted {{ village }}."}
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
from runtime.lint.translation import braced, readings, without_options

_OPTIONS = frozenset({"options"})


def check(subject: Subject) -> Iterator[Finding]:
    for prompt in subject.flow.prompts.values():
        reads = {language: readings(text.source) for language, text in prompt.texts.items()}
        for language in without_options(prompt, subject.states):
            model = next(iter(prompt.written))
            yield Finding(
                said(
                    _message(_OPTIONS, frozenset()),
                    language=language,
                    prompt=prompt.name,
                    lost=braced(_OPTIONS),
                    model=model,
                ),
                prompt.texts[language].mark,
                "Let every language read the same values, in the same way.",
                related=((said("the words in {language}", language=model), prompt.texts[model].mark),),
            )
        if len(set(reads.values())) < 2:
            continue
        usual = _usual(reads, source_of(subject.flow))
        model = next(language for language, found in reads.items() if found == usual)
        for language, found in reads.items():
            if found != usual:
                yield Finding(
                    said(
                        _message(usual - found, found - usual),
                        language=language,
                        prompt=prompt.name,
                        lost=braced(usual - found),
                        new=braced(found - usual),
                        model=model,
                    ),
                    prompt.texts[language].mark,
                    "Let every language read the same values, in the same way.",
                    related=((said("the words in {language}", language=model), prompt.texts[model].mark),),
                )


def _message(lost: frozenset[str], new: frozenset[str]) -> str:
    if not new:
        return "the {language} words of `{prompt}` lack {lost}, unlike {model}"
    if not lost:
        return "the {language} words of `{prompt}` also read {new}, unlike {model}"
    return "the {language} words of `{prompt}` read {new}, those in {model} {lost}"


def _usual(reads: dict[str, frozenset[str]], source: str) -> frozenset[str]:
    """What most languages read; of equals what reads most, since values are rather left out than added, then
    what the source reads."""
    every = list(reads.values())
    return max(reads.items(), key=lambda one: (every.count(one[1]), sum(map(len, one[1])), one[0] == source))[
        1
    ]


RULE = Rule(
    __name__, Severity.ERROR, check, harm="Callers of that language are told less, or something else."
)
