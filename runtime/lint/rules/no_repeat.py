"""A question that a caller cannot hear again.

**Why:** A bus goes by, a child calls, and the question is gone. A public number lets callers hear it again:
by a key or words under `anywhere` (`repeat: yes`), or at least when they say nothing.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {menu: "This is a machine. For our address, press 1.", options: [{key: 1, go: address}]}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{repeat: yes}, {go: bye}], no_match: [{go: desk}]}
    states:
      hello: {menu: "This is a machine. For our address, press 1.", options: [{key: 1, go: address}]}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, Menu
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    everywhere = (*subject.flow.anywhere, *(one for flow in subject.runners for one in flow.anywhere))
    if any(option.line.repeat for option in everywhere):
        return
    for state in subject.states:
        if not isinstance(state, Menu | Ask) or not state.no_input:
            continue
        own = [option.line for option in state.options] if isinstance(state, Menu) else []
        lines = [*state.no_input, *own]
        again = any(line.repeat or line.go == state.name for line in lines)
        says_it = any(line.say == state.say for line in lines)
        if not again and not says_it:
            yield Finding(
                said("the question of `{state}` cannot be heard again", state=state.name),
                state.mark,
                "Add `- {key: star, repeat: yes}` under `anywhere`, or `repeat: yes` to a rung of silence.",
            )


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="A caller who missed a word must guess or hang up.",
    first=Profile.PRODUCTION,
)
