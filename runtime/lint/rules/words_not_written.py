"""A prompt that is still a note to its author.

**Why:** `TODO`, `FIXME` and `XXX` are written to be replaced. What `flowctl new` cannot know, and what a
translator left open, is marked so; a caller would hear it read out.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: {te-IN: "TODO ఈ మాటలు ఇంకా రాయలేదు.", en-IN: "We open at ten."}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [te-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: {te-IN: "మేము పది గంటలకు తెరుస్తాం.", en-IN: "We open at ten."}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Menu, Prompt
from runtime.flow.template import Template
from runtime.flow.translated import unwritten
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain


def check(subject: Subject) -> Iterator[Finding]:
    menus = [state for state in subject.states if isinstance(state, Menu)]
    names = [option.label for menu in menus for option in menu.options if option.label]
    labels = {name: subject.flow.prompts[name] for name in names if name in subject.flow.prompts}
    for prompt in {**subject.spoken, **labels}.values():
        for language, text in prompt.texts.items():
            words = plain(text.source)
            if prompt.name not in labels:  # a label is told of itself, not again with the menu's words
                for label in labels.values():
                    if language in label.texts:
                        words = words.replace(label.texts[language].source.strip(), " ")
            if note := unwritten(words):
                yield _finding(prompt, language, text, note)


def _finding(prompt: Prompt, language: str, text: Template, note: str) -> Finding:
    return Finding(
        said("the {language} words of `{prompt}` are not written yet", language=language, prompt=prompt.name),
        text.mark,
        said("Write what the caller shall hear, and take {note} away.", note=note),
    )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller hears a note that was meant for you.")
