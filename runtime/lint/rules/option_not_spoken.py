"""A menu's key that the words of the menu do not mention, in one of the languages.

**Why:** An option that nobody hears of is an option that nobody takes. Usually a translation stayed behind
when the option was added. An option that may also be spoken is heard of when one of its phrases is in
the words; one that changes the language need not be offered to callers who have it already.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu:
          te-IN: "మా సమయాల కోసం 1 నొక్కండి."
          en-IN: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: desk}
      hours:
        say: {te-IN: "మేము రోజంతా తెరిచి ఉంటాం.", en-IN: "We are open all day."}
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
        menu:
          te-IN: "మా సమయాల కోసం 1 నొక్కండి. సిబ్బంది కోసం రెండు నొక్కండి."
          en-IN: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: desk}
      hours:
        say: {te-IN: "మేము రోజంతా తెరిచి ఉంటాం.", en-IN: "We are open all day."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Menu, Option
from runtime.flow.wording import said
from runtime.lint.keys import named_keys
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.translation import without_options


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if not isinstance(state, Menu) or state.say not in subject.flow.prompts:
            continue
        texts = subject.flow.prompts[state.say].texts
        lost = without_options(subject.flow.prompts[state.say], [state])  # told by placeholder-mismatch
        named = {language: named_keys(text.source) for language, text in texts.items()}
        for option in state.options:
            silent = [
                language
                for language in texts
                if language not in lost
                and option.key
                and option.key not in named[language]
                and ("language", language) not in {(name, value.source) for name, value in option.line.set}
                and not _phrase_said(subject, option, texts[language].source)
            ]
            if silent:
                key = {"*": "star", "#": "hash"}.get(option.key or "", option.key)
                yield Finding(
                    said(
                        "the words of `{state}` do not mention key {key} in {silent}",
                        state=state.name,
                        key=key,
                        silent=", ".join(silent),
                    ),
                    option.mark,
                    "Say the key in the menu's words, or take the option away.",
                    related=tuple(
                        (said("the words in {language}", language=language), texts[language].mark)
                        for language in silent
                    ),
                )


def _phrase_said(subject: Subject, option: Option, words: str) -> bool:
    """Whether one of the option's phrases, of any language, is part of the words."""
    heard = words.casefold()
    return any(
        phrase.casefold() in heard
        for name in option.phrases
        if name in subject.flow.phrases
        for phrases in subject.flow.phrases[name].words.values()
        for phrase in phrases
    )


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers of that language never learn of this choice.")
