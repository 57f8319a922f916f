"""What a rule looks at: one flow, the author's own lines, and what several rules would work out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from runtime.flow.graph import starts
from runtime.flow.heard import state_lines as state_lines
from runtime.flow.heard import state_prompts as state_prompts
from runtime.flow.model import (
    Ask,
    Direction,
    End,
    Flow,
    Line,
    Menu,
    Prompt,
    Slot,
    State,
    Transfer,
)
from runtime.flow.template import Template
from runtime.lint.moves import Moves, Way, moves, reached, traps


@dataclass(frozen=True)
class Subject:
    """sources: every YAML and Markdown file of the flow, by the name its marks use, as lines.
    transcripts: the scripted calls beside it, likewise. today: the day on which it is judged; without one,
    rules about days say nothing. runners: the flows judged with it that run it, also through others."""

    flow: Flow
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    transcripts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: date | None = None
    runners: tuple[Flow, ...] = ()

    @property
    def is_run(self) -> bool:
        """Whether callers come here from another flow, which has greeted them, knows a person, and whose
        `anywhere` holds here too. A flow that has outputs, or takes inputs without calling out, is meant for
        that even when the other flow is not at hand."""
        taken_over = bool(self.flow.inputs) and self.flow.direction is Direction.INBOUND
        return bool(self.runners or self.flow.outputs or taken_over)

    @cached_property
    def moves(self) -> Moves:
        return moves(self.flow)

    @cached_property
    def reachable(self) -> set[str]:
        """States in which some caller can stand, one whose call met an error included."""
        return reached((*starts(self.flow), *self._last_resort), self.moves)

    @cached_property
    def _last_resort(self) -> tuple[str, ...]:
        target = self.flow.defaults.on_error.go
        return (target,) if target is not None else ()

    @cached_property
    def states(self) -> list[State]:
        """The reachable states, in the order of the file: what holds for a caller holds here."""
        return [state for name, state in self.flow.states.items() if name in self.reachable]

    @cached_property
    def rings(self) -> list[list[str]]:
        """States that a caller enters and cannot leave: rings from which no person and no end is reached,
        whatever keys, words or silence the caller gives."""
        goals = {state.name for state in self.states if isinstance(state, End | Transfer)}
        names = [state.name for state in self.states]
        return traps(names, goals, self.moves, lambda name, move: move.way is not Way.ERROR)

    @cached_property
    def slots(self) -> list[Slot]:
        """Every slot, those described in the state that asks them included."""
        found = dict(self.flow.slots)
        for state in self.flow.states.values():
            if isinstance(state, Ask):
                found.setdefault(state.slot.name, state.slot)
        return list(found.values())

    @cached_property
    def lines(self) -> list[Line]:
        """Every line of the flow that some caller can be on."""
        found = [option.line for option in self.flow.anywhere]
        found += [rule.line for rule in self.flow.escalation]
        found += [self.flow.defaults.on_error, *self.flow.defaults.no_input, *self.flow.defaults.no_match]
        for state in self.states:
            found.extend(state_lines(state))
        return list(dict.fromkeys(found))

    @cached_property
    def spoken(self) -> dict[str, Prompt]:
        """The prompts that some caller hears, by name, in the order of the states."""
        names: dict[str, None] = {}
        for state in self.states:
            names.update(dict.fromkeys(state_prompts(state)))
        names.update(dict.fromkeys(line.say for line in self.lines if line.say is not None))
        return {name: self.flow.prompts[name] for name in names if name in self.flow.prompts}

    @cached_property
    def labels(self) -> list[Prompt]:
        """The names of options, which are said inside the words of their menu."""
        menus = [state for state in self.states if isinstance(state, Menu)]
        names = dict.fromkeys(option.label for menu in menus for option in menu.options if option.label)
        return [self.flow.prompts[name] for name in names if name in self.flow.prompts]

    def texts(self) -> Iterator[tuple[Prompt, str, Template]]:
        """Everything that is said: the prompt, the language, the words."""
        for prompt in self.spoken.values():
            for language, text in prompt.texts.items():
                yield prompt, language, text


def every_run(flow: Flow) -> frozenset[str]:
    """The names of the flows that it runs, and of those that they run."""
    found: set[str] = set()
    waiting = [*flow.flows.values()]
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found.add(one.name)
            waiting.extend(one.flows.values())
    return frozenset(found)
