"""Instructions that tell a model to leave by an exit it is not offered.

**Why:** "Leave by `payments`", where the exits no longer have it: the model looks for a way that is not
there, and talks on, or takes another one. Names in back quotes and names with an underscore are looked at.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: {en-IN: "One short sentence. If the caller asks about hours, leave by `hours`."}
        exits: {desk: the caller wants a person, rules: the caller asks what is allowed}
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
      rules: {say: Please speak softly in the rooms., go: hours}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: {en-IN: "One short sentence. If the caller asks about hours, leave by `hours`."}
        exits: {desk: the caller wants a person, hours: the caller asks when we are open}
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.faults import listed, nearest
from runtime.flow.model import Converse
from runtime.flow.wording import said
from runtime.lint.places import place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain

_QUOTED = re.compile(r"`([a-z][a-z0-9_]*)`")
_UNDERSCORED = re.compile(r"(?<![`\w.])([a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![`\w])")


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if not isinstance(state, Converse):
            continue
        offered = [one.target for one in state.exits]
        told: set[str] = set()
        for text in state.persona.texts.values():
            words = plain(text.source)
            quoted = _QUOTED.findall(words)
            for name in dict.fromkeys([*quoted, *_UNDERSCORED.findall(words)]):
                if name in told or name in offered or name in _others(subject, state):
                    continue
                if name in quoted or name in subject.flow.states:
                    told.add(name)
                    written = f"`{name}`" if name in quoted else name
                    yield _finding(state, name, offered, place(subject, text, written) or text.mark)
        for one in state.exits:
            for name in _QUOTED.findall(one.when):
                if name in subject.flow.states and name not in offered:
                    yield _finding(state, name, offered, one.mark)


def _others(subject: Subject, state: Converse) -> set[str]:
    """What instructions may also name: values, and languages."""
    saved = {getattr(one, "save", None) for one in subject.flow.states.values()}
    return {
        *state.fills,
        *subject.flow.slots,
        *subject.flow.inputs,
        *(name for name in saved if name),
        "language",
    }


def _finding(state: Converse, name: str, offered: list[str], mark: Mark) -> Finding:
    return Finding(
        said("the model of `{state}` is told of `{name}`, and has no such exit", state=state.name, name=name),
        mark,
        said(
            "Add it to the exits of `{state}`, or take it out. There are: {names}.",
            state=state.name,
            names=listed(offered),
        ),
        suggestion=nearest(name, offered),
        related=((said("the exits of `{state}`", state=state.name), state.mark),),
    )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller is kept talking, or is taken to another place."
)
