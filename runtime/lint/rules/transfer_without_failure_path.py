"""A transfer whose `closed` or `failed` only dials again.

**Why:** Nobody answered, and the same telephone rings again, for ever. A failed transfer must come to
words, to a recording, to another question or to a goodbye.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: busy}
      busy: {say: Everybody is busy. Please hold on., go: desk}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: busy}
      busy: {say: Everybody is busy. Please call again later., go: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Decide, Fetch, Say, Transfer
from runtime.flow.wording import said
from runtime.lint.moves import Way, only_returns
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    transfers = {state.name: state for state in subject.states if isinstance(state, Transfer)}
    passing = {state.name for state in subject.states if isinstance(state, Say | Decide | Fetch | Transfer)}
    dialling = {
        name: tuple(move for move in moves if move.way is Way.FAILED) if name in transfers else moves
        for name, moves in subject.moves.items()
    }
    for state in transfers.values():
        for word, line in (("closed", state.closed), ("failed", state.failed)):
            if only_returns(state.name, line.go, passing, dialling, Way.FAILED):
                yield Finding(
                    said("`{word}` of `{state}` only dials again", word=word, state=state.name),
                    line.mark,
                    "Let it lead to a `record`, to a question or to a goodbye.",
                )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller hears one ringing after another, and nobody.")
