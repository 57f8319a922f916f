"""A key that the telephone network cannot keep: pressed while words are said, before a service is asked.

**Why:** A key pressed during a `say` is kept for the next menu. Before the audio stream is open the carrier
plays the words, and it keeps keys only while the same document also listens. A `fetch` between the words
and the menu may end that document, and the key is gone. Nothing is lost when the caller is asked anyway.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: look}
      look: {fetch: complaints.create, save: ticket, go: what}
      what:
        menu: "For a person, press 1."
        options:
          - {key: 1, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: look
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      look: {fetch: complaints.create, save: ticket, go: hello}
      hello: {say: Welcome., go: what}
      what:
        menu: "For a person, press 1."
        options:
          - {key: 1, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, BargeIn, Decide, Fetch, Flow, Menu, Record, Say, Transfer
from runtime.flow.wording import said
from runtime.lint.moves import Moves, Way, reached
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    between = {s.name: subject.moves[s.name] for s in subject.states if isinstance(s, Say | Decide | Fetch)}
    if not any(isinstance(flow.states[name], Fetch) for name in between):
        return
    by_keypad = _by_keypad(subject)
    for state in subject.states:
        speaks = isinstance(state, Say) and state.barge_in in (BargeIn.YES, BargeIn.KEYS)
        if not speaks or state.name not in by_keypad:
            continue
        for name in _silent_way(state.name, between):
            listening = [one for one in _silent_way(name, between) if _takes_keys(flow, one)]
            if isinstance(flow.states[name], Fetch) and listening:
                yield Finding(
                    said(
                        "a key pressed while `{state}` speaks may be lost before `{listening}` listens",
                        state=state.name,
                        listening=listening[0],
                    ),
                    state.mark,
                    said("Let `{name}` come before the words, or write `barge_in: no` here.", name=name),
                    related=((said("`{name}` stands between", name=name), flow.states[name].mark),),
                )
                break


def _by_keypad(subject: Subject) -> set[str]:
    """States that the carrier plays without the audio stream: before the first that needs a voice, and
    after a transfer or a recording, which close it."""
    flow = subject.flow
    starts = [flow.start]
    for state in subject.states:
        if isinstance(state, Transfer | Record):
            starts += [move.target for move in subject.moves[state.name]]
    needs_none = {name: () if flow.needs_voice(name) else moves for name, moves in subject.moves.items()}
    return reached(starts, needs_none)


def _silent_way(name: str, between: Moves) -> list[str]:
    """The states that follow without the caller's doing, and the first ones that do wait for something."""
    onward = (move.target for move in between.get(name, ()) if move.way is Way.OWN)
    return sorted(reached(onward, between, lambda move: move.way is Way.OWN))


def _takes_keys(flow: Flow, name: str) -> bool:
    return isinstance(flow.states[name], Menu | Ask) and not flow.needs_voice(name)


RULE = Rule(__name__, Severity.INFO, check, harm="The caller must press the key a second time.")
