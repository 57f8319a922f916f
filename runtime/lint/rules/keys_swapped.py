"""A menu that tells two keys the wrong way round in one language.

**Why:** Every key is mentioned and every key works, so nothing looks wrong; but callers of this language who
want one thing press what they were told and get the other. It is seen where one language tells the keys in
another order than the rest, and where a key stands beside the name or the phrases of another choice.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN, hi-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu:
          en-IN: "For our address, press 1. For a person, press 2."
          hi-IN: "हमारे पते के लिए 2 दबाएँ। किसी व्यक्ति के लिए 1 दबाएँ।"
        options:
          - {key: 1, go: address}
          - {key: 2, go: desk}
      address: {say: {en-IN: We are at the clock tower., hi-IN: हम घंटाघर के पास हैं।}, go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [en-IN, hi-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu:
          en-IN: "For our address, press 1. For a person, press 2."
          hi-IN: "हमारे पते के लिए 1 दबाएँ। किसी व्यक्ति के लिए 2 दबाएँ।"
        options:
          - {key: 1, go: address}
          - {key: 2, go: desk}
      address: {say: {en-IN: We are at the clock tower., hi-IN: हम घंटाघर के पास हैं।}, go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Menu, Option
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.lint.keys import told_keys
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_SENTENCE = re.compile(r"[.!?।॥;\n]+")


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        prompt = subject.flow.prompts.get(state.say) if isinstance(state, Menu) else None
        if prompt is None or not isinstance(state, Menu):
            continue
        options = {option.key: option for option in state.options if option.key}
        told = {
            language: [key for key in told_keys(text.source) if key in options]
            for language, text in prompt.texts.items()
        }
        for language, text in prompt.texts.items():
            wrong = _beside_another(subject, language, text, options) or _out_of_order(language, told)
            if wrong:
                yield Finding(
                    said(
                        "in the {language} words of `{state}` the keys {keys} seem to have changed places",
                        language=language,
                        state=state.name,
                        keys=", ".join(wrong),
                    ),
                    text.mark,
                    "Tell every key beside what it does, in the order of the other languages.",
                    related=tuple(
                        (said("key {key}", key=key), options[key].mark) for key in wrong if key in options
                    ),
                )


def _out_of_order(language: str, told: dict[str, list[str]]) -> list[str]:
    """The keys that stand elsewhere than in a language that counts upwards."""
    mine = told[language]
    rising = sorted(mine)
    others = [keys for other, keys in told.items() if other != language]
    if len(mine) < 2 or mine == rising or rising not in others:
        return []
    return sorted(key for key, place in zip(mine, rising, strict=True) if key != place)


def _beside_another(subject: Subject, language: str, text: Template, options: dict[str, Option]) -> list[str]:
    """A key and the one whose choice its sentence speaks of."""
    names = {key: _names(subject, language, option) for key, option in options.items()}
    for sentence in _SENTENCE.split(text.source):
        keys = [key for key in told_keys(sentence) if key in options]
        if len(keys) == 1:
            words = sentence.casefold()
            meant = [key for key, spoken in names.items() if any(name in words for name in spoken)]
            if meant and keys[0] not in meant:
                return sorted({keys[0], meant[0]})
    return []


def _names(subject: Subject, language: str, option: Option) -> list[str]:
    """What the choice is called in this language: its label and its phrases, where they are longer than a
    syllable."""
    label = subject.flow.prompts[option.label].texts.get(language) if option.label else None
    lists = [subject.flow.phrases[name] for name in option.phrases if name in subject.flow.phrases]
    spoken = [words for one in lists for words in one.words.get(language, ())]
    return [words.casefold() for words in (*spoken, *([label.source] if label else [])) if len(words) > 3]


RULE = Rule(
    __name__, Severity.WARNING, check, harm="Callers of this language press as told and get another thing."
)
