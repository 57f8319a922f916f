"""Which values decide where a call goes: all else may be forgotten when two moments of calls are compared.

A value decides in some state if a condition, or a list of choices, on some way from there reads it before it
is asked or fetched anew. Values that words read decide by being there or not, since words that lack a value
are an error. Values are told apart only as far as the flow's own conditions do: for `age >= 60` the ages
below 60, 60 itself, and those above are three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runtime.flow.graph import Edge as Way
from runtime.flow.graph import Reason, state_edges
from runtime.flow.model import Ask, Converse, End, Fetch, Flow, Line, Listening, Menu, Run, State
from runtime.flow.naming import comparisons, conjunction, reckoned
from runtime.flow.template import Expression, Template

UNCAPPED = 60
"""A counter that a condition compares with nothing fixed is told apart up to here."""
_OF_EVERY_CALL = frozenset({"caller", "language", "turns", "no_inputs", "no_matches", "today", "now"})

Reads = frozenset[tuple[str, bool]]
"""(dotted name, whether its value decides; else only whether it is there)."""


def conditions(flow: Flow) -> Iterator[Expression]:
    """Every condition of a flow."""
    yield from (rule.when for rule in flow.escalation)
    for state in flow.states.values():
        yield from _conditions_of(state)


def _conditions_of(state: State) -> Iterator[Expression]:
    for branch in (*(getattr(state, "go", None) or ()), *getattr(state, "branches", ())):
        if branch.when is not None:
            yield branch.when
    if isinstance(state, Ask):
        yield from (refusal.when for refusal in state.refuse)


@dataclass(frozen=True, slots=True)
class Known:
    """How conditions read a name. cuts: constants it is compared with, each with the side on which the answer
    changes: below it, above it, or both. bare: also whether it is there and not nothing. whole: compared with
    another name, so that every value counts."""

    cuts: frozenset[tuple[Any, str]] = frozenset()
    bare: bool = True
    whole: bool = False

    @property
    def constants(self) -> tuple[Any, ...]:
        return tuple(sorted({one for one, _ in self.cuts}, key=lambda one: (str(type(one)), one)))

    def region(self, value: Any) -> Any:
        """The same for two values that no condition tells apart."""
        if isinstance(value, bool) or value is None or self.whole:
            return value
        if isinstance(value, list | tuple | Mapping):
            return bool(value)
        place = sum(
            value > one or (value == one and side == "below")
            for one, side in self.cuts
            if _comparable(one, value)
        )
        return (bool(value) if self.bare else True, place)


_SIDES = {"lt": ("below",), "gteq": ("below",), "lteq": ("above",), "gt": ("above",)}
"""`age >= 60` changes its answer just below 60, `income <= 150000` just above; all else on both sides."""


def _comparable(one: Any, other: Any) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return not isinstance(one, bool) and (numbers or (isinstance(one, str) and isinstance(other, str)))


class Relevant:
    """For a flow and every flow that it runs."""

    def __init__(self, flow: Flow) -> None:
        self.flows = {one.name: one for one in flow.every_flow()}
        self._known = self._constants()
        self.answers: dict[tuple[str, str, str | None], tuple[Any, ...]] = {}
        """What services may answer, worked out once (given.py)."""
        self._counting = list(self._counters())
        self._counted: dict[frozenset[tuple[str, int]], Mapping[tuple[str, str], int]] = {}
        self.by_length = frozenset(
            (one.name, position)
            for one in self.flows.values()
            for position, rule in enumerate(one.escalation)
            if rule.when.names == {"turns"}
        )
        """Rules on long calls, by flow and position."""
        read = {root for one in self.flows.values() for c in conditions(one) for root in _roots(c.names)}
        self.language = "language" in read
        self.time = bool({"now", "today"} & read)
        self._live: dict[tuple[str, str], tuple[tuple[str, bool], ...]] = {}
        for one in self.flows.values():
            for name, reads in _live(one, self._decides_outside(one)).items():
                self._live[one.name, name] = tuple(sorted(reads))

    def known(self, flow: str, name: str) -> Known:
        """What is known of the dotted name in that flow's conditions."""
        return self._known.get((flow, name), Known())

    def decides(self, flow: str, name: str) -> bool:
        """Whether any condition reads this name or a part of it."""
        return (flow, name) in self._known

    def fields(self, flow: str, root: str) -> dict[str, Known]:
        """What conditions read of a saved table, by the field's dotted name behind the root."""
        start = f"{root}."
        return {
            name.removeprefix(start): known
            for (owner, name), known in self._known.items()
            if owner == flow and name.startswith(start)
        }

    def slots(self, flow: str, state: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """What decides from this state on, of these values."""
        found = []
        for name, decides in self._live.get((flow, state), ()):
            value = _value(values, name)
            if decides:
                found.append((name, self.known(flow, name).region(value)))
            elif value is not None:
                found.append((name, True))
        return tuple(found)

    # -- worked out once ---------------------------------------------------------------------------------

    def _constants(self) -> dict[tuple[str, str], Known]:
        cuts: dict[tuple[str, str], set[tuple[Any, str]]] = defaultdict(set)
        bare: set[tuple[str, str]] = set()
        whole: set[tuple[str, str]] = set()
        for flow in self.flows.values():
            for one in conditions(flow):
                whole |= {(flow.name, name) for name in reckoned(one.source)}
                for name, cut in _cuts(one):
                    cuts[flow.name, name].add(cut)
                for name in one.names:
                    cuts[flow.name, name]
                    if _is_read_bare(one.source, name):
                        bare.add((flow.name, name))
            for state in flow.states.values():
                if isinstance(state, Ask) and state.choices_from:
                    cuts[flow.name, state.choices_from]
                    bare.add((flow.name, state.choices_from))
        for _ in self.flows:  # what an outer flow reads of an inner one's outputs decides in there
            for flow in self.flows.values():
                for state in flow.states.values():
                    if isinstance(state, Run) and state.save:
                        for name in flow.flows[state.flow].outputs:
                            outer, inner = (flow.name, f"{state.save}.{name}"), (state.flow, name)
                            if outer in cuts:
                                cuts[inner] |= cuts[outer]
                            bare |= {inner} if outer in bare else set()
                            whole |= {inner} if outer in whole else set()
        return {
            place: Known(frozenset(found), place in bare, place in whole) for place, found in cuts.items()
        }

    def _decides_outside(self, flow: Flow) -> Reads:
        """What is read of a flow's outputs when it comes back."""
        return frozenset((name, (flow.name, name) in self._known) for name in flow.outputs)

    def _counters(self) -> Iterator[tuple[tuple[str, str], tuple[str, int] | None, int]]:
        """Every condition that reads a counter: its name, the rule that it is (None for a branch), and the
        number from which on it tells no two apart. `visits` are each flow's own, all else is the call's."""
        for flow in self.flows.values():
            rules = {id(rule.when): (flow.name, number) for number, rule in enumerate(flow.escalation)}
            for one in conditions(flow):
                for name in one.names:
                    if name in ("no_inputs", "no_matches") or name.startswith("visits."):
                        owner = flow.name if name.startswith("visits.") else ""
                        yield (owner, name), rules.get(id(one)), _highest(one, name)

    def counted(self, fired: frozenset[tuple[str, int]]) -> Mapping[tuple[str, str], int]:
        """How far each counter is told apart, by owner and name, once these rules have fired: a rule fires
        once in a call, and what only it has read nobody reads any more."""
        if fired not in self._counted:
            found: dict[tuple[str, str], int] = {}
            for name, rule, most in self._counting:
                if rule not in fired:
                    found[name] = max(most, found.get(name, 0))
            self._counted[fired] = found
        return self._counted[fired]


def _cuts(condition: Expression) -> Iterator[tuple[str, tuple[Any, str]]]:
    """(name, constant and side) of everything that the condition compares with something fixed."""
    for part in comparisons(condition.source):
        if part.other is None and not isinstance(part.constant, bool) and part.constant is not None:
            for side in _SIDES.get(part.operator, ("below", "above")):
                yield part.name, (part.constant, side)


def _highest(condition: Expression, name: str) -> int:
    """From this number on the condition tells no two values of the counter apart."""
    if name in reckoned(condition.source):
        return UNCAPPED
    numbers = [
        int(constant) + (side == "above")
        for one, (constant, side) in _cuts(condition)
        if one == name and isinstance(constant, int | float)
    ]
    return max(numbers, default=1)


def _value(values: Mapping[str, Any], name: str) -> Any:
    found: Any = values
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _is_read_bare(condition: str, name: str) -> bool:
    """Whether the name stands there without being compared, or may do so."""
    parts = conjunction(condition)
    if parts is None:
        return True
    return any(part.name == name and part.operator == "is" for part in parts)


def _roots(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def _live(flow: Flow, outputs: Reads) -> dict[str, Reads]:
    """By state: what is read there or later, as far as it may still hold what it holds now."""
    inside = {name: _read_in(flow, state, outputs) for name, state in flow.states.items()}
    entering: dict[str, Reads] = {name: frozenset() for name in flow.states}
    here: dict[str, Reads] = dict(inside)
    last_resort = flow.defaults.on_error.go
    ways = {name: [*state_edges(flow, state)] for name, state in flow.states.items()}
    changed = True
    while changed:
        changed = False
        for name, state in flow.states.items():
            later = [_without(entering[way.target], _filled_by(state, way)) for way in ways[name]]
            both = inside[name].union(*later, entering[last_resort] if last_resort else ())
            before = _without(both, {state.slot.name}) if isinstance(state, Ask) else both
            if both != here[name] or before != entering[name]:
                here[name], entering[name] = both, before
                changed = True
    return here


def _filled_by(state: State, way: Way) -> set[str]:
    """Names that hold something new when this way has been taken. A `set` that reads others may fail."""
    filled = {name for name, value in way.line.set if value.fixed} if way.line is not None else set()
    if isinstance(state, Fetch | Run) and state.save and way.reason is Reason.GO:
        filled.add(state.save)
    return filled


def _without(reads: Reads, roots: set[str]) -> Reads:
    return frozenset(read for read in reads if read[0].partition(".")[0] not in roots) if roots else reads


def _read_in(flow: Flow, state: State, outputs: Reads) -> Reads:
    """What this state itself reads, once it stands. What it saves first is not read from before."""
    decided = {name for one in _conditions_of(state) for name in one.names}
    if isinstance(state, Listening | Run):
        decided |= {name for rule in flow.escalation for name in rule.when.names}
    if isinstance(state, Ask) and state.choices_from:
        decided.add(state.choices_from)
    own = getattr(state, "save", None) if isinstance(state, Fetch | Run) else None
    decided = {name for name in decided if own is None or name.partition(".")[0] != own}
    worded = {name for template in _templates(flow, state) for name in template.names}
    found = {(name, True) for name in decided} | {(name, False) for name in worded - decided}
    if isinstance(state, End):
        found |= outputs
    return frozenset(
        read for read in found if read[0].partition(".")[0] not in _OF_EVERY_CALL | {"visits", "open"}
    )


def _templates(flow: Flow, state: State) -> Iterator[Template]:
    """Every template that this state may have to fill in."""
    for key in ("say", "confirm", "each", "filler"):
        yield from _words(flow, getattr(state, key, None))
    for _, template in (*getattr(state, "send", ()), *getattr(state, "inputs", ())):
        yield template
    if isinstance(state, Converse):
        yield from state.persona.texts.values()
    for line in _lines(flow, state):
        yield from (template for _, template in line.set)
        yield from _words(flow, line.say)


def _lines(flow: Flow, state: State) -> Iterator[Line]:
    yield state.on_error
    yield flow.defaults.on_error
    for key in ("closed", "failed"):
        if hasattr(state, key):
            yield getattr(state, key)
    if isinstance(state, Menu):
        yield from (option.line for option in state.options)
    if isinstance(state, Converse):
        yield state.limits.line
    if isinstance(state, Listening):
        yield from (*state.no_input, *state.no_match)
        yield from (option.line for option in flow.anywhere)
        yield from (rule.line for rule in flow.escalation)


def _words(flow: Flow, prompt: str | None) -> Iterator[Template]:
    if prompt is not None and prompt in flow.prompts:
        yield from flow.prompts[prompt].texts.values()
