"""Which values a flow reads, and which it fills: for rules about what is asked in vain or never asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runtime.flow.diagnostic import Mark
from runtime.flow.model import Ask, Branch, Converse, Decide, Fetch, Run, State, Transfer
from runtime.flow.template import Expression, Template
from runtime.lint.subject import Subject

Read = tuple[str, Mark]
"""The first part of a name ("ticket" of "ticket.id"), and where it is read."""


def reads(subject: Subject) -> Iterator[Read]:
    """Every read, in all words, conditions and values of the flow."""
    for prompt in subject.flow.prompts.values():
        for text in prompt.texts.values():
            yield from _names(text)
    for state in subject.flow.states.values():
        for part in state_reads(state):
            yield from _names(part)
    for rule in subject.flow.escalation:
        yield from _names(rule.when)
    for line in subject.lines:
        for _, value in line.set:
            yield from _names(value)
    for output in subject.flow.outputs:
        yield output, subject.flow.mark


def state_reads(state: State) -> Iterator[Template | Expression]:
    """What a state itself reads, apart from its prompts and lines."""
    for branch in branches(state):
        if branch.when is not None:
            yield branch.when
    match state:
        case Fetch():
            yield from (value for _, value in state.send)
        case Run():
            yield from (value for _, value in state.inputs)
        case Ask():
            yield from (refusal.when for refusal in state.refuse)
        case Converse():
            yield from dict.fromkeys(state.persona.texts.values())


def branches(state: State) -> tuple[Branch, ...]:
    """The branches of a state, those of a plain `go` included."""
    if isinstance(state, Decide):
        return state.branches
    return getattr(state, "go", None) or ()


def fills(subject: Subject) -> Mapping[str, State | None]:
    """Every slot that something fills, with the state that does; None where a line or the caller of the flow
    does."""
    found: dict[str, State | None] = dict.fromkeys(subject.flow.inputs)
    for line in subject.lines:
        found.update({name: None for name, _ in line.set})
    for state in subject.flow.states.values():
        if isinstance(state, Ask):
            found[state.slot.name] = state
        elif isinstance(state, Converse):
            for name in state.fills:
                found.setdefault(name, state)
    return found


def hands_over_everything(subject: Subject) -> bool:
    """Whether some transfer tells the person what was said in the call."""
    return any(isinstance(state, Transfer) and state.summary for state in subject.flow.states.values())


def _names(text: Template | Expression) -> Iterator[Read]:
    for name in text.names:
        first = name.partition(".")[0]
        if first not in ("visits", "open", "caller"):
            yield first, text.mark
