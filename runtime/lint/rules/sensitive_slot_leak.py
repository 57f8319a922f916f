"""A caller's secret that reaches a model, or is read out whole.

**Why:** A `sensitive` slot goes to services only. Words may speak its end, `{{ account_no | last(4) |
digits }}`, and nothing more: others may stand beside the caller, and what a model was given is out of our
hands.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      account_no: {type: digits, length: 13, sensitive: yes}
    states:
      hello: {ask: account_no, say: "Please type your account number, then hash.", by: keys, go: heard}
      heard: {say: "Your account is {{ account_no | digits }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      account_no: {type: digits, length: 13, sensitive: yes}
    states:
      hello: {ask: account_no, say: "Please type your account number, then hash.", by: keys, go: heard}
      heard: {say: "Your account ends in {{ account_no | last(4) | digits }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Converse, Slot
from runtime.flow.template import Template
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import TEMPLATE

_CUT = re.compile(r"\b\w+\s*\|\s*last\(\s*[1-4]\s*\)")
_NAME = re.compile(r"\w+")


def check(subject: Subject) -> Iterator[Finding]:
    secret = {slot.name: slot for slot in subject.slots if slot.sensitive}
    if not secret:
        return
    for prompt in subject.flow.prompts.values():
        for language, text in prompt.texts.items():
            for name in _whole(text, secret):
                yield Finding(
                    f"the {language} words of `{prompt.name}` read out all of `{name}`",
                    text.mark,
                    f"Speak its end only: {{{{ {name} | last(4) | digits }}}}.",
                    related=(("sensitive here", secret[name].mark),),
                )
    for state in subject.flow.states.values():
        if isinstance(state, Converse):
            yield from _to_model(state, secret)
    for line in subject.lines:
        for target, value in line.set:
            for name in _whole(value, secret):
                if target not in secret:
                    yield Finding(
                        f"`{name}` is copied into `{target}`, which is not sensitive",
                        value.mark,
                        f"Give `{target}` `sensitive: yes` under `slots`, or do not copy it.",
                        related=(("sensitive here", secret[name].mark),),
                    )


def _to_model(state: Converse, secret: Mapping[str, Slot]) -> Iterator[Finding]:
    for name in state.fills:
        if name in secret:
            yield Finding(
                f"the model of `{state.name}` is to hear `{name}` from the caller",
                state.mark,
                f"Ask for `{name}` in an `ask`, best with `by: keys`.",
                related=(("sensitive here", secret[name].mark),),
            )
    for text in dict.fromkeys(state.persona.texts.values()):
        for name in sorted({read.split(".")[0] for read in text.names} & set(secret)):
            yield Finding(
                f"the instructions of the model in `{state.name}` hold `{name}`",
                text.mark,
                "Take it out: the model cannot need it.",
                related=(("sensitive here", secret[name].mark),),
            )


def _whole(text: Template, secret: Mapping[str, Slot]) -> list[str]:
    """The sensitive slots that this text gives away: all reads but those cut short at once."""
    names = sorted({read.split(".")[0] for read in text.names} & set(secret))
    return [
        name
        for name in names
        if name in {word for rest in _uncut(text.source) for word in _NAME.findall(rest)}
    ]


def _uncut(source: str) -> Iterator[str]:
    for inside in TEMPLATE.findall(source):
        yield _CUT.sub(" ", inside)


RULE = Rule(
    __name__,
    Severity.ERROR,
    check,
    harm="The caller's number is heard, stored or sent where it does not belong.",
)
