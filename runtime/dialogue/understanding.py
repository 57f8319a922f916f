"""What some words would do in a state, and why: `flowctl match`, and whoever wants to know before a call.

The words are said when the question has been heard to its end, in a flow that no other runs.

Follows the order of *What wins* as asking.py and conversing.py do, over the same indexes of the same plan;
tests/dialogue/test_understanding.py holds it against real calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from runtime.dialogue import answers
from runtime.dialogue.plan import Plan
from runtime.flow.model import Ask, Converse, Listening, Menu, Option, SlotType
from runtime.language import How, Index, Match, Rejected, Why


class Taken(StrEnum):
    """What takes the words."""

    OPTION = "option"
    ANYWHERE = "anywhere"
    ANSWER = "answer"
    MODEL = "model"
    NOTHING = "nothing"
    NO_MATCH = "no_match"


@dataclass(frozen=True, slots=True)
class Near:
    """A phrase that was near. where: "option 2" or "anywhere 1" or a choice's name; leads: the state it leads
    to. cost: halves of a sound."""

    phrase: str
    where: str
    leads: str | None
    cost: int
    why: Why


@dataclass(frozen=True, slots=True)
class Understood:
    """where: which option or line. leads: where the call would go. value: what a slot would get.
    phrase, how, cost: the phrase that was recognised; None where no phrase was."""

    state: str
    kind: str
    taken: Taken
    where: str | None = None
    leads: str | None = None
    value: Any = None
    phrase: str | None = None
    how: How | None = None
    cost: int = 0
    near: tuple[Near, ...] = ()
    example: tuple[str, str] | None = None
    """Where a model listens: the exit and the example of it that the words sound like."""


def understand(plan: Plan, name: str, text: str, language: str) -> Understood:
    """The words, said where the state `name` (a menu, ask or converse) asks its question."""
    state = plan.flow.states[name]
    kind = type(state).__name__.lower()
    if not isinstance(state, Listening):
        raise ValueError(f"{name} does not listen")
    near: list[Near] = []
    if isinstance(state, Menu):
        heard = plan.options[name].explain(text)
        near += [_near(one, "option", state.options) for one in heard.rejected]
        if heard.match is not None:
            return _line(name, kind, Taken.OPTION, heard.match, state.options, near)
    elif isinstance(state, Ask):
        if state.by_keys and plan.anywhere.find(text) is None:
            return Understood(name, kind, Taken.NOTHING)
        if state.slot.type in (SlotType.YES_NO, SlotType.CHOICE):
            found = _answer(plan, state, text, language, near)
            if found is not None:
                return found
    return _anywhere(plan, state, kind, text, language, near)


def _answer(plan: Plan, state: Ask, text: str, language: str, near: list[Near]) -> Understood | None:
    """An answer that comes before `anywhere`: a choice, a yes or a no."""
    index = plan.choices.get(state.name)
    match = None
    if index is not None:
        heard = index.explain(text)
        match = heard.match
        near += [Near(one.phrase, f"choice {one.key}", None, one.cost, one.why) for one in heard.rejected]
    value = answers.spoken(plan, state.slot, text, language, state=state.name)
    if value is None:
        return None
    return _answered(state, value, match, near)


def _anywhere(
    plan: Plan, state: Listening, kind: str, text: str, language: str, near: list[Near]
) -> Understood:
    any_text = isinstance(state, Ask) and state.slot.type is SlotType.TEXT
    heard = plan.anywhere.explain(text, whole=any_text)
    match = heard.match
    if isinstance(state, Converse) and match is not None:
        one = Rejected(match.key, match.phrase, match.cost, Why.BESIDE)
        match = plan.anywhere_beside_model(text, language)
        if match is None:
            near.append(_near(one, "anywhere", plan.flow.anywhere))
    near += [_near(one, "anywhere", plan.flow.anywhere) for one in heard.rejected]
    if match is not None:
        return _line(state.name, kind, Taken.ANYWHERE, match, plan.flow.anywhere, near)
    near.sort(key=lambda one: one.cost)
    if isinstance(state, Converse):
        return Understood(state.name, kind, Taken.MODEL, near=tuple(near), example=_shown(plan, state, text))
    if isinstance(state, Ask):
        value = answers.spoken(plan, state.slot, text, language, state=state.name)
        if value is not None:
            examples = plan.examples.get(state.slot.name)
            return _answered(state, value, _example(examples, text, value), near)
    return Understood(state.name, kind, Taken.NO_MATCH, near=tuple(near))


def _shown(plan: Plan, state: Converse, text: str) -> tuple[str, str] | None:
    """Examples teach the model and decide nothing; which one the words sound like is worth knowing."""
    examples = [(one.target, words) for one in state.exits for words in plan.phrases(one.examples)]
    found = Index(examples).match(text)
    return (found.key, found.phrase) if found is not None else None


def _example(index: Index[str] | None, text: str, value: Any) -> Match[str] | None:
    found = index.match(text) if index is not None else None
    return found if found is not None and found.key == value else None


def _answered(state: Ask, value: Any, match: Match[Any] | None, near: list[Near]) -> Understood:
    leads = state.go[0].go if len(state.go) == 1 and state.confirm is None else None
    return Understood(
        state.name,
        "ask",
        Taken.ANSWER,
        state.slot.name,
        leads,
        value,
        match.phrase if match else None,
        match.how if match else None,
        match.cost if match else 0,
        tuple(near),
    )


def _line(
    name: str, kind: str, taken: Taken, match: Match[int], options: tuple[Option, ...], near: list[Near]
) -> Understood:
    line = options[match.key].line
    return Understood(
        name,
        kind,
        taken,
        f"{taken.value} {match.key + 1}",
        line.go,
        None,
        match.phrase,
        match.how,
        match.cost,
        tuple(one for one in near if one.where != f"{taken.value} {match.key + 1}"),
    )


def _near(one: Rejected[int], what: str, options: tuple[Option, ...]) -> Near:
    return Near(one.phrase, f"{what} {one.key + 1}", options[one.key].line.go, one.cost, one.why)
