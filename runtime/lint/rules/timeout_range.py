"""A wait that is too short to act, or so long that the line seems dead.

**Why:** After less than two seconds a caller is still thinking, and is told that nothing was heard. After
half a minute of nothing, or five seconds without a word while a service is asked, callers hang up.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {menu: "For our address, press 1.", wait: 1s, options: [{key: 1, go: address}]}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {menu: "For our address, press 1.", wait: 6s, options: [{key: 1, go: address}]}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.model import Converse, Fetch, Listening, Record, State
from runtime.flow.wording import Said, said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_SHORTEST, _LONGEST = 2.0, 30.0
_SILENT = 5.0
_REPLY = 20.0
_RECORDING = 5.0


_WAIT = re.compile(r"(?:^|[{,\s])(wait):\s")


def check(subject: Subject) -> Iterator[Finding]:
    told: set[Mark] = set()
    for state in subject.states:
        for message, fix in _faults(state):
            mark = _wait(subject, state) if isinstance(state, Listening) else state.mark
            if mark not in told or mark == state.mark:
                yield Finding(message, mark, fix)
            told.add(mark)


def _wait(subject: Subject, state: State) -> Mark:
    """Where the wait of a state is written: in itself, or under `defaults`, where it is told once."""
    lines = subject.sources.get(state.mark.file, ())
    return (
        _in_block(lines, state.mark.file, state.mark.line)
        or next(
            (
                found
                for number, line in enumerate(lines, 1)
                if line.startswith("defaults:") and (found := _in_block(lines, state.mark.file, number))
            ),
            None,
        )
        or state.mark
    )


def _in_block(lines: tuple[str, ...], file: str, first: int) -> Mark | None:
    """`wait` in the block that begins on this line."""
    if first > len(lines):
        return None
    depth = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    for number in range(first, len(lines) + 1):
        line = lines[number - 1]
        if number > first and line.strip() and len(line) - len(line.lstrip()) <= depth:
            return None
        if found := _WAIT.search(line):
            return Mark(file, number, found.start(1) + 1, 4)
    return None


def _faults(state: State) -> Iterator[tuple[Said, str]]:
    if isinstance(state, Listening):
        if state.wait < _SHORTEST:
            message = "`{state}` waits only {seconds} s for an answer"
            yield said(message, state=state.name, seconds=f"{state.wait:g}"), "Give callers `wait: 6s` or so."
        elif state.wait > _LONGEST:
            message = "`{state}` waits {seconds} s in silence"
            yield (
                said(message, state=state.name, seconds=f"{state.wait:g}"),
                "`wait: 10s` is long for a caller.",
            )
    match state:
        case Fetch() if state.wait > _SILENT and state.filler is None:
            message = "`{state}` may be silent for {seconds} s while `{service}` is asked"
            words = said(message, state=state.name, seconds=f"{state.wait:g}", service=state.service)
            yield words, "Add a `filler` (“One moment, please.”), or a shorter `wait`."
        case Converse() if state.limits.reply > _REPLY:
            message = "`{state}` may be silent for {seconds} s while the model thinks"
            words = said(message, state=state.name, seconds=f"{state.limits.reply:g}")
            yield words, "Write `reply: 12s` or less under `limits`."
        case Converse() if state.limits.time < state.limits.reply:
            message = "`{state}` is over before its model may have answered once"
            yield said(message, state=state.name), "Let `time` be longer than `reply`."
        case Record() if state.limit < _RECORDING:
            message = "`{state}` records only {seconds} s"
            yield said(message, state=state.name, seconds=f"{state.limit:g}"), "Write `limits: {time: 60s}`."


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="The caller is cut short, or thinks that nobody is there any more.",
)
