"""What the caller said is acted upon before anybody read it back.

**Why:** A recogniser mishears. A complaint for the wrong village, or an appointment on the wrong day, is
found out days later. `confirm` reads the answer back; so does a yes-or-no question, or a menu, whose words
speak it. Typed digits, choices of a list, and services that only look something up (GET) need none.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: where
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      where: {ask: village, type: text, say: Which village?, go: register}
      register: {fetch: complaints.create, send: {village: "{{ village }}"}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: where
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      where:
        ask: village
        type: text
        say: Which village?
        confirm: "You said {{ village }}. Is that right?"
        go: register
      register: {fetch: complaints.create, send: {village: "{{ village }}"}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, Converse, Fetch, Menu, SlotType, State
from runtime.flow.wording import said
from runtime.lint.moves import Way
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_SURE_BY_ITSELF = {SlotType.YES_NO, SlotType.CHOICE}


def check(subject: Subject) -> Iterator[Finding]:
    unsure = _unsure(subject)
    for state in subject.states:
        service = subject.flow.services.get(state.service) if isinstance(state, Fetch) else None
        if not isinstance(state, Fetch) or service is None or service.method == "GET":
            continue
        sent = {name.partition(".")[0] for _, value in state.send for name in value.names}
        for name in sorted(sent & unsure.get(state.name, frozenset())):
            asked = next(
                (one for one in subject.states if isinstance(one, Ask) and one.slot.name == name), None
            )
            yield Finding(
                said(
                    "`{state}` sends `{slot}` to `{service}`, though nobody may have read it back",
                    state=state.name,
                    slot=name,
                    service=state.service,
                ),
                state.mark,
                said("Give the state that asks for `{slot}` a `confirm`.", slot=name),
                related=((said("`{slot}` is asked here", slot=name), asked.mark),) if asked else (),
            )


def _unsure(subject: Subject) -> dict[str, frozenset[str]]:
    """By state: the slots that on some way to it were heard and not read back."""
    found: dict[str, frozenset[str]] = {subject.flow.start: frozenset()}
    waiting = [subject.flow.start]
    while waiting:
        name = waiting.pop()
        state = subject.flow.states[name]
        after = (found[name] - _read_back(subject, state)) | _heard(state)
        if isinstance(state, Ask) and state.slot.name not in _heard(state):
            after -= {state.slot.name}
        for move in subject.moves[name]:
            here = after if move.way is Way.OWN else found[name]
            known = found.get(move.target)
            merged = here if known is None else known | here
            if merged != known:
                found[move.target] = merged
                waiting.append(move.target)
    return found


def _heard(state: State) -> frozenset[str]:
    """What this state takes from the caller's mouth without reading it back."""
    if isinstance(state, Converse):
        return frozenset(state.fills)
    if isinstance(state, Ask) and state.confirm is None and not state.by_keys:
        return frozenset() if state.slot.type in _SURE_BY_ITSELF else frozenset({state.slot.name})
    return frozenset()


def _read_back(subject: Subject, state: State) -> frozenset[str]:
    """The slots that a question speaks to which the caller may say no."""
    asks = isinstance(state, Menu) or (isinstance(state, Ask) and state.slot.type is SlotType.YES_NO)
    prompt = subject.flow.prompts.get(getattr(state, "say", None) or "") if asks else None
    texts = prompt.texts.values() if prompt else ()
    return frozenset(name.partition(".")[0] for text in texts for name in text.names)


RULE = Rule(
    __name__, Severity.WARNING, check, harm="Something is done in the caller's name that she did not say."
)
