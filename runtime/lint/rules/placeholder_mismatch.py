"""A prompt whose languages do not read the same values.

**Why:** A translator left out `{{ ticket }}`, or wrote another name: callers of one language are never told
their number.

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
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for prompt in subject.flow.prompts.values():
        reads = {language: text.names for language, text in prompt.texts.items()}
        if len(set(reads.values())) < 2:
            continue
        usual = _usual(list(reads.values()))
        model = next(language for language, names in reads.items() if names == usual)
        for language, names in reads.items():
            if names != usual:
                lacks = [f"lack {_list(usual - names)}"] if usual - names else []
                adds = [f"also read {_list(names - usual)}"] if names - usual else []
                yield Finding(
                    f"the {language} words of `{prompt.name}` {' and '.join(lacks + adds)}, unlike {model}",
                    prompt.texts[language].mark,
                    "Let every language read the same values.",
                    related=((f"the words in {model}", prompt.texts[model].mark),),
                )


def _usual(reads: list[frozenset[str]]) -> frozenset[str]:
    """What most languages read; of equals, what reads most, since words are rather left out than added."""
    return max(reads, key=lambda names: (reads.count(names), len(names)))


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"{{{{ {name} }}}}" for name in sorted(names))


RULE = Rule(
    __name__, Severity.ERROR, check, harm="Callers of that language are told less, or something else."
)
