"""`decide` states that lead to each other, with nothing said and nothing awaited between them.

**Why:** While the call goes round, nothing that the conditions read can change, so it goes round for ever
in one instant. Conditions on `visits` do change, and are not reported.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: is_night}
      is_night:
        decide:
          - {when: open.front_desk, go: desk}
          - {else: is_day}
      is_day:
        decide:
          - {when: open.front_desk, go: desk}
          - {else: is_night}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: is_day}
      is_day:
        decide:
          - {when: open.front_desk, go: desk}
          - {else: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Decide
from runtime.flow.wording import said
from runtime.lint.moves import components
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    decides = {state.name: state for state in subject.states if isinstance(state, Decide)}
    arrows = {name: [branch.go for branch in state.branches] for name, state in decides.items()}
    for ring in components(arrows):
        goes_round = len(ring) > 1 or ring[0] in arrows[ring[0]]
        if not goes_round or any(_counts(decides[name]) for name in ring):
            continue
        first, *others = sorted((decides[name] for name in ring), key=lambda state: state.mark)
        yield Finding(
            said("`{first}` can come back to itself with nothing said and nothing awaited", first=first.name),
            first.mark,
            "Let the last branch (`else`) lead out of the loop.",
            related=tuple(
                (said("`{name}` is in the loop", name=state.name), state.mark) for state in others[:8]
            ),
        )


def _counts(state: Decide) -> bool:
    """Whether a condition here reads `visits`, the one value that changes by going round."""
    return any(
        name.split(".")[0] == "visits"
        for branch in state.branches
        if branch.when is not None
        for name in branch.when.names
    )


RULE = Rule(
    __name__, Severity.ERROR, check, harm="The caller hears nothing and the call is cut off as failed."
)
