"""What a caller can hear of a state: the prompts it says itself, and its lines."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.model import Ask, Converse, Line, Listening, Menu, State, Transfer


def state_prompts(state: State) -> Iterator[str]:
    """The prompts a state says itself; its lines are not asked."""
    for name in ("say", "confirm", "each", "filler"):
        prompt = getattr(state, name, None)
        if prompt is not None:
            yield prompt
    if isinstance(state, Ask):
        yield from (refusal.say for refusal in state.refuse)


def state_lines(state: State) -> Iterator[Line]:
    """Every line that belongs to one state."""
    yield state.on_error
    if isinstance(state, Listening):
        yield from state.no_input
        yield from state.no_match
    match state:
        case Menu():
            for option in state.options:
                yield option.line
        case Converse():
            yield state.limits.line
        case Transfer():
            yield state.closed
            yield state.failed
