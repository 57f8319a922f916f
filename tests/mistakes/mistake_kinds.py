"""The kinds of mistake: the list in kinds.yaml, joined to the operators that make them.

A third of the kinds is held out: those for which sha256 of the name is divisible by three. Nobody looks at
how well they are found while rules are being written; see README.md.
"""

from __future__ import annotations

import hashlib
import importlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from mistake_edits import Mistake, Slip
from mistake_project import FlowView, ProjectView

Operator = Callable[[FlowView, random.Random], Iterator[Slip | Mistake | None]]

OPERATORS: dict[str, Operator] = {}
WHOLE: set[str] = set()


def kind(name: str, whole: bool = False) -> Callable[[Operator], Operator]:
    """Registers an operator. whole: the whole project must be checked to see this mistake."""

    def keep(operator: Operator) -> Operator:
        if name in OPERATORS:
            raise ValueError(f"two operators are called {name}")
        OPERATORS[name] = operator
        if whole:
            WHOLE.add(name)
        return operator

    return keep


@dataclass(frozen=True)
class Kind:
    """missed: why lint says nothing of some of them, where it is known and meant."""

    name: str
    did: str
    rules: frozenset[str]
    also: frozenset[str]
    where: str
    missed: str = ""

    @property
    def held_out(self) -> bool:
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 3 == 0


def kinds() -> list[Kind]:
    listed = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text("utf-8"))
    return [
        Kind(
            one["kind"],
            one["did"],
            frozenset(one["rules"]),
            frozenset(one.get("also", ())),
            one["where"],
            one.get("missed", ""),
        )
        for one in listed
    ]


@dataclass(frozen=True)
class Mutant:
    """number: its place among the mutants of its kind. flow: the path of the flow it was made in."""

    kind: Kind
    number: int
    flow: str
    mistake: Mistake


def mutants(project: ProjectView, one: Kind, most: int, seed: int = 1) -> list[Mutant]:
    """At most so many mutants of a kind, dealt out evenly over the flows; the same ones for the same seed."""
    piles: list[list[tuple[str, Mistake]]] = []
    seen: set[str] = set()
    for flow in project.flows:
        chance = random.Random(f"{seed} {one.name} {flow.path}")
        made: list[tuple[str, Mistake]] = []
        for slip in _slips(one.name, flow, chance):
            mistake = slip.done(one.name in WHOLE) if isinstance(slip, Slip) else slip
            if mistake is None:
                continue
            print_of = hashlib.sha256(repr(sorted(mistake.files.items())).encode()).hexdigest()
            if print_of not in seen:
                seen.add(print_of)
                made.append((flow.path, mistake))
        chance.shuffle(made)
        piles.append(made)
    dealt: list[tuple[str, Mistake]] = []
    while any(piles) and len(dealt) < most:
        for pile in piles:
            if pile and len(dealt) < most:
                dealt.append(pile.pop())
    return [Mutant(one, number, flow, mistake) for number, (flow, mistake) in enumerate(dealt)]


def _slips(name: str, flow: FlowView, chance: random.Random) -> Iterator[Slip | Mistake | None]:
    yield from OPERATORS[name](flow, chance)


def load_operators() -> None:
    """Brings every operator into OPERATORS."""
    for file in sorted(Path(__file__).parent.glob("operators_*.py")):
        importlib.import_module(file.stem)


def shown_kinds(final: bool) -> list[Kind]:
    """The kinds whose results may be looked at: without `final` never a held-out one."""
    return [one for one in kinds() if final or not one.held_out]
