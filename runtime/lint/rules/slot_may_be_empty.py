"""Words that read a value which a call may not have yet.

**Why:** A slot is filled by an `ask`, a `fetch` or a `set`. Where a call can come to these words around all
of them, the words cannot be spoken, and the caller hears an apology. What a model may give (`fills`) is not
certain either. A condition that looks at the slot first is a way to be sure.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "To report something, press 1. To hear your village, press 2."
        options:
          - {key: 1, go: where}
          - {key: 2, go: heard}
      where: {ask: village, type: text, say: Which village?, go: heard}
      heard: {say: "I have noted {{ village }}.", go: desk}
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
        menu: "To report something, press 1. To hear your village, press 2."
        options:
          - {key: 1, go: where}
          - {key: 2, go: known}
      known:
        decide:
          - {when: village, go: heard}
          - {else: where}
      where: {ask: village, type: text, say: Which village?, go: heard}
      heard: {say: "I have noted {{ village }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Listening, State
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.lint.filled import Filled
from runtime.lint.reads import fills
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject, state_lines, state_prompts

Use = tuple[State, str, Template]
"""In which state, what reads it ("`ticket_number`"), the words."""


def check(subject: Subject) -> Iterator[Finding]:
    uses: dict[str, list[Use]] = {}
    for slot, use in _uses(subject):
        uses.setdefault(slot, []).append(use)
    for slot, (first, *others) in uses.items():  # one way past the asking is one mistake
        yield _finding(slot, first, others)


def _uses(subject: Subject) -> Iterator[tuple[str, Use]]:
    """Every slot that may be empty where it is read, with the place; a prompt once."""
    filled = Filled(subject)
    told: set[tuple[str, str]] = set()
    ever = fills(subject)  # what nothing ever fills is told by slot-never-filled
    never = {slot for slot in subject.flow.slots if slot not in ever}
    for state in subject.states:
        for name, sure in _said(subject, state, filled):
            prompt = subject.flow.prompts.get(name)
            for text in prompt.texts.values() if prompt else ():
                for slot in filled.unsure(text, sure):
                    if (name, slot) not in told and slot not in never:
                        told.add((name, slot))
                        yield slot, (state, f"`{name}`", text)
        for text in _sent(state):
            for slot in filled.unsure(text, filled.on_entry(state.name)):
                if slot not in never:
                    yield slot, (state, said("what is sent"), text)


def _finding(slot: str, use: Use, others: list[Use]) -> Finding:
    state, what, text = use
    return Finding(
        said(
            "a call can stand in `{state}` before `{slot}` is known, and {what} reads it",
            state=state.name,
            slot=slot,
            what=what,
        ),
        text.mark,
        said(
            "Ask for `{slot}` on every way to `{state}`, or decide on `{slot}` first.",
            slot=slot,
            state=state.name,
        ),
        related=(
            (said("the state `{state}`", state=state.name), state.mark),
            *(
                (said("also read in `{state}`", state=other.name), words.mark)
                for other, _, words in others[:8]
            ),
        ),
    )


def _said(subject: Subject, state: State, filled: Filled) -> Iterator[tuple[str, frozenset[str]]]:
    """Each prompt that this state can say, with the slots that are certainly filled then."""
    entry = filled.on_entry(state.name)
    confirm = getattr(state, "confirm", None)
    for name in state_prompts(state):
        yield name, filled.answered(state) if name == confirm else entry
    lines = list(state_lines(state))
    if isinstance(state, Listening):
        lines += [option.line for option in subject.flow.anywhere]
        lines += [rule.line for rule in subject.flow.escalation]
    for line in lines:
        if line.say is not None:
            yield line.say, entry | {name for name, _ in line.set}


def _sent(state: State) -> Iterator[Template]:
    """What goes to a service, or to another flow."""
    for _, value in (*getattr(state, "send", ()), *getattr(state, "inputs", ())):
        yield value


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller hears an apology instead of the words.")
