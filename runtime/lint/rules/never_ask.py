"""A secret that no honest helpline asks for: CVV, PIN, one-time code, password.

**Why:** Banks tell their customers never to say these to anybody who calls or is called. A public number that
asks for one teaches its callers to give them to the next thief, and what was said was heard by a recogniser,
a model and whoever stood near. Sentences that warn of it ("never tell anyone your PIN") are fine.

**Bad:**

    flow: example
    title: Example
    languages: [hi-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        ask: number
        type: digits
        length: 4
        by: keys
        say: {hi-IN: "अपने कार्ड का नंबर दबाइए।", en-IN: "Please type your ATM PIN."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [hi-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        ask: number
        type: digits
        length: 4
        by: keys
        say:
          hi-IN: "अपने ग्राहक नंबर के आखिरी चार अंक दबाइए। अपना पिन किसी को मत बताइए।"
          en-IN: "Please type the last four digits of your customer number. Never tell anyone your PIN."
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, Converse, Listening, Menu, Record, State
from runtime.flow.wording import said
from runtime.lint.never_asked import asked_for, is_secret
from runtime.lint.places import place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for slot in subject.slots:
        if is_secret(slot.name):
            yield Finding(
                said("the slot `{slot}` is for a secret that nobody should ask for", slot=slot.name),
                slot.mark,
                _FIX,
            )
    for state in subject.states:
        for name in _asking(state):
            prompt = subject.flow.prompts.get(name)
            for language, text in prompt.texts.items() if prompt else ():
                secret = asked_for(text.source)
                if secret is not None and (name, language) not in told:
                    told.add((name, language))
                    yield Finding(
                        said(
                            'the {language} words of `{prompt}` ask the caller for a secret ("{secret}")',
                            language=language,
                            prompt=name,
                            secret=secret,
                        ),
                        place(subject, text, secret) or text.mark,
                        _FIX,
                    )
        if isinstance(state, Converse):
            for text in dict.fromkeys(state.persona.texts.values()):
                secret = asked_for(text.source)
                if secret is not None and (state.persona.name, secret) not in told:
                    told.add((state.persona.name, secret))
                    yield Finding(
                        said(
                            'the instructions `{persona}` tell the model to ask for a secret ("{secret}")',
                            persona=state.persona.name,
                            secret=secret,
                        ),
                        place(subject, text, secret) or text.mark,
                        _FIX,
                    )


def _asking(state: State) -> Iterator[str]:
    """The prompts after which the caller answers in figures or words of her own."""
    if isinstance(state, Ask | Converse | Menu | Record) and state.say is not None:
        yield state.say
    if isinstance(state, Listening):
        for rung in (*state.no_input, *state.no_match):
            if rung.say is not None:
                yield rung.say


_FIX = "Take it out. Know the caller by her number, or let a person do it."

RULE = Rule(__name__, Severity.ERROR, check, harm="The caller gives away what opens her account.")
