"""Small mistakes put into a flow, one at a time: would any play notice?

A mutant is the built flow with one thing changed, by `replace` on frozen values; no file is touched. What it
changes is told as the end of a sentence: "nobody would notice if …". `touches` names the points
(points.py) that a play must meet for the change to matter to it. Where it can be proved that no call can
tell the difference, the reason stands in `equivalent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from runtime.flow.diagnostic import Mark
from runtime.flow.graph import state_edges
from runtime.flow.model import (
    BargeIn,
    Branch,
    End,
    EscalationRule,
    Flow,
    Line,
    Listening,
    Option,
    State,
    Transfer,
)
from runtime.flow.template import Template, expression
from runtime.flow.wording import said
from runtime.transcript.points import Kind
from runtime.transcript.spoken_in import Spoken

Touch = tuple[Kind, str, str]
"""Kind, flow and name of a point, whatever the language. A name that ends in "/" means all that begin so."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mutant:
    """made: the flow with the mistake. mark: the author's line. what: the end of "nobody would notice if"."""

    made: Flow
    mark: Mark
    what: str
    touches: tuple[Touch, ...]
    equivalent: str = ""


class Mutating:
    """What the parts that follow share: one flow, and how a changed piece becomes a mutant of it."""

    def __init__(self, flow: Flow, spoken: Spoken, seed: int) -> None:
        self.flow = flow
        self._spoken = spoken
        self._seed = seed

    def state(
        self, state: State, mark: Mark, what: str, touches: Sequence[Touch] = (), equivalent: str = ""
    ) -> Mutant:
        """The flow with this state in place of the one of its name."""
        made = replace(self.flow, states={**self.flow.states, state.name: state})
        return Mutant(made, mark, what, tuple(touches) or (self.visit(state),), equivalent)

    def visit(self, state: State) -> Touch:
        """Plays that come to this state."""
        return (Kind.STATE, self.flow.name, state.name)

    def point(self, kind: Kind, name: str) -> Touch:
        return (kind, self.flow.name, name)

    def other(self, state: State | None, target: str | None, place: str) -> str | None:
        """A state that a call might wrongly be led to: an end, a transfer, or where this state leads anyway.
        The same for the same seed."""
        known = [s.name for s in self.flow.states.values() if isinstance(s, End | Transfer)]
        if state is not None:
            known += [edge.target for edge in state_edges(self.flow, state)]
        names = [one for one in dict.fromkeys(known) if one != target and (not state or one != state.name)]
        return self.chosen(names, place)

    def prompt(self, name: str, place: str) -> str | None:
        """Another prompt that can be worded wherever this one can: it reads no more than this one does."""
        mine = self.flow.prompts.get(name)
        reads = {one for text in mine.texts.values() for one in text.names} if mine else set()
        others = [
            other.name
            for other in self.flow.prompts.values()
            if other.name != name
            and all(set(text.names) <= reads for text in other.texts.values())
            and not other.name.startswith("label_")
        ]
        return self.chosen(others, place)

    def same_words(self, one: str, other: str) -> str:
        """The reason why it does not matter which of the two is said, or ""."""
        mine, yours = self.flow.prompts.get(one), self.flow.prompts.get(other)
        if mine and yours and _sources(mine.texts) == _sources(yours.texts):
            return said("`{one}` and `{other}` are the same words", one=one, other=other)
        return ""

    def chosen(self, names: Sequence[str], place: str) -> str | None:
        if not names:
            return None
        digest = sha256(f"{self._seed}|{self.flow.name}|{place}".encode()).digest()
        return names[int.from_bytes(digest[:4], "big") % len(names)]

    def _same_language(self, state: State | None, name: str, value: str) -> str:
        """The reason why it does not matter that `language` is set here, or ""."""
        if state is not None and name == "language" and self._spoken.stood(self.flow, state.name) == (value,):
            return said("`{state}` is only ever heard in {language}", state=state.name, language=value)
        return ""

    # -- pieces that stand in several places ---------------------------------------------------------

    def lines(
        self, line: Line, state: State | None, place: str, told: str
    ) -> Iterator[tuple[Line, str, str]]:
        """Wrong lines in place of this one: (line, what is told of it, why it is the same or "")."""
        if line.go:
            target = self.other(state, line.go, f"{place}/go")
            if target:
                what = said(
                    "{place} led to `{other}` and not to `{go}`", place=told, other=target, go=line.go
                )
                yield replace(line, go=target), what, ""
        if line.say:
            what = said("{place} did not say `{prompt}`", place=told, prompt=line.say)
            yield replace(line, say=None), what, ""
            other = self.prompt(line.say, f"{place}/say")
            if other:
                what = said(
                    "{place} said `{other}` and not `{prompt}`", place=told, other=other, prompt=line.say
                )
                yield replace(line, say=other), what, self.same_words(line.say, other)
        if line.repeat:
            what = said("{place} did not ask again", place=told)
            yield replace(line, repeat=False), what, ""
        for number, (name, template) in enumerate(line.set):
            rest = (*line.set[:number], *line.set[number + 1 :])
            what = said("{place} did not set `{name}`", place=told, name=name)
            yield replace(line, set=rest), what, self._same_language(state, name, template.source)
            if name == "language" and template.source in self.flow.languages:
                others = [one for one in self.flow.languages if one != template.source]
                language = self.chosen(others, f"{place}/language")
                if language:
                    wrong = (*line.set[:number], (name, Template(language, template.mark)))
                    what = said("{place} set the language to {language}", place=told, language=language)
                    yield replace(line, set=(*wrong, *line.set[number + 1 :])), what, ""

    def options(
        self, options: Sequence[Option], state: State | None, place: str
    ) -> Iterator[tuple[tuple[Option, ...], Option, str, str, int]]:
        """Wrong options: (all of them, the one changed, what is told, why it is the same, its number)."""
        for number, option in enumerate(options):
            name = _option(state, number + 1)
            without = (*options[:number], *options[number + 1 :])
            yield without, option, said("{place} were missing", place=name), "", number
            if option.key and option.phrases:
                wrong = _put(options, number, replace(option, key=None))
                yield wrong, option, said("{place} had no key", place=name), "", number
                wrong = _put(options, number, replace(option, phrases=()))
                yield wrong, option, said("{place} were not heard by its words", place=name), "", number
            for line, what, same in self.lines(option.line, state, f"{place}/{number + 1}", name):
                yield _put(options, number, replace(option, line=line)), option, what, same, number
            after = options[number + 1] if number + 1 < len(options) else None
            if after and (option.line.go, option.line.set) != (after.line.go, after.line.set):
                wrong = _put(options, number, replace(option, line=after.line))
                wrong = _put(wrong, number + 1, replace(after, line=option.line))
                what = said("{place} and the one after it were swapped", place=name)
                yield wrong, option, what, "", number

    def everywhere(self) -> Iterator[Mutant]:
        """What holds in every state: `anywhere` and `escalation`."""
        for wrong, option, what, same, number in self.options(self.flow.anywhere, None, "anywhere"):
            made = replace(self.flow, anywhere=wrong)
            touches = [self.point(Kind.ANYWHERE, f"anywhere/{number + 1}/")]
            yield Mutant(made, option.mark, what, tuple(touches), same)
        rules = self.flow.escalation
        for number, rule in enumerate(rules):
            touch = self.point(Kind.ESCALATION, f"escalation/{number + 1}")
            name = said("escalation rule {number}", number=number + 1)
            made = replace(self.flow, escalation=(*rules[:number], *rules[number + 1 :]))
            yield Mutant(made, rule.mark, said("{place} were missing", place=name), (touch,))
            for line, what, same in self.lines(rule.line, None, f"escalation/{number + 1}", name):
                changed = replace(rule, line=line)
                yield self._rule(number, changed, what, touch, same)
            later = re.sub(r">= *(\d+)", lambda found: f">= {int(found[1]) + 1}", rule.when.source, count=1)
            if later != rule.when.source:
                changed = replace(rule, when=expression(later, rule.when.mark))
                yield self._rule(number, changed, said("{place} came one later", place=name), touch, "")

    def _rule(self, number: int, rule: EscalationRule, what: str, touch: Touch, same: str) -> Mutant:
        made = replace(self.flow, escalation=_put(self.flow.escalation, number, rule))
        return Mutant(made, rule.mark, what, (touch,), same)

    def branches(self, state: State, go: Sequence[Branch]) -> Iterator[tuple[tuple[Branch, ...], Mark, str]]:
        """Wrong ways out of a state: (all of them, the author's line, what is told)."""
        for number, branch in enumerate(go):
            place = f"{state.name}/go/{number + 1}"
            values = {"state": state.name, "go": branch.go}
            target = self.other(state, branch.go, place)
            if target:
                what = said("`{state}` led to `{other}` and not to `{go}`", other=target, **values)
                yield _put(go, number, replace(branch, go=target)), branch.mark, what
            if len(go) == 1:
                yield (), branch.mark, said("`{state}` no longer led to `{go}`", **values)
                continue
            if branch.when is not None:
                what = said("`{state}` always went to `{go}`", **values)
                yield _put(go, number, replace(branch, when=None)), branch.mark, what
            what = said("`{state}` never went to `{go}`", **values)
            yield (*go[:number], *go[number + 1 :]), branch.mark, what
            after = go[number + 1] if number + 1 < len(go) else None
            if after is not None and after.go != branch.go:
                wrong = _put(go, number, replace(branch, go=after.go))
                wrong = _put(wrong, number + 1, replace(after, go=branch.go))
                what = said("`{state}` had `{go}` and `{other}` swapped", other=after.go, **values)
                yield wrong, branch.mark, what

    def ladders(self, state: Listening) -> Iterator[Mutant]:
        """Silence and misses, and how long we wait."""
        for ladder, rungs in (("no_input", state.no_input), ("no_match", state.no_match)):
            for number, rung in enumerate(rungs):
                place = f"{state.name}/{ladder}/{number + 1}"
                values = {"ladder": ladder, "number": number + 1, "state": state.name}
                told = said("`{ladder}` rung {number} in `{state}`", **values)
                touch = [self.point(Kind.RUNG, place)]
                changed: list[tuple[tuple[Line, ...], str, str]] = [
                    ((*rungs[:number], *rungs[number + 1 :]), said("{place} were missing", place=told), "")
                ]
                changed += [
                    (_put(rungs, number, line), what, same)
                    for line, what, same in self.lines(rung, state, place, told)
                ]
                for wrong, what, same in changed:
                    made = (
                        replace(state, no_input=wrong)
                        if ladder == "no_input"
                        else replace(state, no_match=wrong)
                    )
                    yield self.state(made, rung.mark, what, touch, same)
        if state.no_input:
            what = said("`{state}` waited twice as long for an answer", state=state.name)
            touch = [self.point(Kind.RUNG, f"{state.name}/no_input/")]
            yield self.state(replace(state, wait=state.wait * 2), state.mark, what, touch)
            what = said("`{state}` waited half as long for an answer", state=state.name)
            yield self.state(replace(state, wait=state.wait / 2), state.mark, what)

    def barge_in(self, state: State) -> Iterator[Mutant]:
        if state.barge_in is not self.flow.defaults.barge_in:
            what = said("`{state}` could be interrupted as every other state can", state=state.name)
            if state.barge_in is not BargeIn.NO:
                what = said("`{state}` were interrupted in another way", state=state.name)
            yield self.state(replace(state, barge_in=self.flow.defaults.barge_in), state.mark, what)


def _option(state: State | None, number: int) -> str:
    if state is None:
        return said("`anywhere` line {number}", number=number)
    return said("option {number} of `{state}`", number=number, state=state.name)


def _put(members: Sequence[T], number: int, member: T) -> tuple[T, ...]:
    return (*members[:number], member, *members[number + 1 :])


def _sources(texts: object) -> dict[str, str]:
    assert isinstance(texts, dict) or hasattr(texts, "items")
    return {language: text.source for language, text in texts.items()}
