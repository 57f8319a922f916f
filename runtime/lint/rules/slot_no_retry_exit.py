"""An answer that is turned down, and asked for again without end.

**Why:** `go` sends the caller back to the same question until the value pleases. Each visit begins to count
anew, so the ladders never end it; a caller who does not know the right answer is caught. `refuse` costs one
rung of `no_match`, so it ends by itself; so does a rule of `escalation` on `turns`, or a branch on `visits`.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: units
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      units: {type: number}
    states:
      units:
        ask: units
        say: How many units does your meter show?
        go:
          - {when: units > 3000, go: too_many}
          - {else: desk}
      too_many: {say: That is more than a house can use., go: units}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: units
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      units: {type: number}
    states:
      units:
        ask: units
        say: How many units does your meter show?
        go:
          - {when: units > 3000 and visits.units < 3, go: too_many}
          - {else: desk}
      too_many: {say: That is more than a house can use., go: units}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, Branch, Decide, Fetch, Say
from runtime.flow.wording import said
from runtime.lint.moves import Way
from runtime.lint.reads import branches
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_COUNTS = ("visits", "turns", "no_matches")


def check(subject: Subject) -> Iterator[Finding]:
    if any(_counts(name) for rule in subject.flow.escalation for name in rule.when.names):
        return
    passing = {state.name for state in subject.states if isinstance(state, Say | Decide | Fetch)}
    for state in subject.states:
        if not isinstance(state, Ask) or len(state.go) < 2:
            continue
        if any(branch.when is not None and any(map(_counts, branch.when.names)) for branch in state.go):
            continue
        for branch in state.go:
            if _comes_back(subject, state.name, branch, passing):
                yield Finding(
                    said(
                        "`{state}` turns an answer down and asks again, as often as it is wrong",
                        state=state.name,
                    ),
                    branch.mark,
                    said(
                        "Turn it down with `refuse`, or look at `visits.{state}` and end at a person.",
                        state=state.name,
                    ),
                )
                break


def _counts(name: str) -> bool:
    return name.partition(".")[0] in _COUNTS


def _comes_back(subject: Subject, home: str, branch: Branch, passing: set[str]) -> bool:
    """Whether this branch leads to the question again over states that only pass on, without a count."""
    seen: set[str] = set()
    waiting = [branch.go]
    while waiting:
        name = waiting.pop()
        if name == home:
            return True
        if name in seen or name not in passing:
            continue
        seen.add(name)
        ways = branches(subject.flow.states[name])
        if any(way.when is not None and any(map(_counts, way.when.names)) for way in ways):
            continue
        waiting += [move.target for move in subject.moves[name] if move.way is Way.OWN]
    return False


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller is asked the same question until she hangs up.")
