"""What plays can cover in a flow: every place where it does something, with the author's own line.

A point is one thing that happens (a rung of a ladder in one state, an option by its key, an error of one
cause), in one language where the caller's words or ours differ by language. Phrases are points too, but
only to be told of: nobody must say every word of every list. What no call can reach (spoken_in.py), and
what cannot happen (a desk that never closes), is no point. `heard` says which points a call has met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from runtime.dialogue.asking import BY_KEY
from runtime.dialogue.machine import branches_of
from runtime.dialogue.turn import Taken
from runtime.flow.diagnostic import Mark
from runtime.flow.graph import Reason, state_edges
from runtime.flow.model import (
    Ask,
    Converse,
    Decide,
    End,
    Fetch,
    Flow,
    Listening,
    Menu,
    Option,
    Run,
    State,
    Transfer,
)
from runtime.flow.wording import said
from runtime.transcript.spoken_in import Spoken


class Kind(StrEnum):
    """In the order they are shown."""

    STATE = "states"
    WAY = "transitions"
    RUNG = "rungs"
    OPTION = "options"
    ANYWHERE = "anywhere"
    ESCALATION = "escalation rules"
    EXIT = "exits of the model"
    LIMIT = "limits"
    CONFIRM = "confirmations"
    REFUSAL = "refusals"
    BRANCH = "branches"
    ERROR = "error branches"
    RETURN = "returns"
    PHRASE = "phrases"


TOLD_ONLY = frozenset({Kind.PHRASE})
"""Kinds that are no part of the total."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which point it is. language: "" where it is the same in all."""

    kind: Kind
    flow: str
    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """what: in a few words for the author ("silence in `main`, the 2nd time"). mark: where it is written."""

    key: Key
    what: str
    mark: Mark


def points(flow: Flow, spoken: Spoken) -> tuple[Point, ...]:
    """Every point of this flow, in the order of the file's states; flows that it runs have their own."""
    found: dict[Key, Point] = {}
    for point in _Points(flow, spoken).all():
        found.setdefault(point.key, point)
    return tuple(found.values())


class _Points:
    def __init__(self, flow: Flow, spoken: Spoken) -> None:
        self._flow = flow
        self._heard_in = spoken
        reached = {one for name in flow.states for one in spoken.stood(flow, name)}
        self._all = tuple(one for one in flow.languages if one in reached)

    def all(self) -> Iterator[Point]:
        for state in self._flow.states.values():
            yield from self._state(state)
        yield from self._everywhere()
        yield from self._phrases()

    def _each(
        self, kind: Kind, name: str, what: str, mark: Mark, languages: Sequence[str]
    ) -> Iterator[Point]:
        for language in languages:
            yield Point(Key(kind, self._flow.name, name, language), what, mark)

    def _once(self, kind: Kind, name: str, what: str, mark: Mark) -> Iterator[Point]:
        yield Point(Key(kind, self._flow.name, name), what, mark)

    # -- states ---------------------------------------------------------------------------------

    def _state(self, state: State) -> Iterator[Point]:
        name, spoken = state.name, self._heard_in.stood(self._flow, state.name)
        what = said("the state `{state}`", state=name)
        # A state that nothing leads to is a point all the same: no play will ever meet it.
        entered = self._heard_in.entered(self._flow, name) or self._flow.languages[:1]
        yield from self._each(Kind.STATE, name, what, state.mark, entered)
        if not spoken:
            return
        happen = tuple(causes(self._flow, state))
        yield from self._ways(state, bool(happen))
        if isinstance(state, Listening):
            yield from self._rungs(state, spoken)
        match state:
            case Menu():
                for number, option in enumerate(state.options, start=1):
                    told = said("option {number} of `{state}`", number=number, state=name)
                    yield from self._heard(Kind.OPTION, f"{name}/{number}", told, option, spoken, spoken)
            case Ask():
                yield from self._ask(state, spoken)
            case Converse():
                for leave in state.exits:
                    told = said("the model leaves `{state}` for `{exit}`", state=name, exit=leave.target)
                    yield from self._once(Kind.EXIT, f"{name}/{leave.target}", told, leave.mark)
                told = said("the limits of `{state}`", state=name)
                yield from self._once(Kind.LIMIT, name, told, state.limits.line.mark)
            case Transfer():
                if self._closes(state):
                    told = said("`{state}` is closed", state=name)
                    yield from self._each(Kind.ERROR, f"{name}/closed", told, state.closed.mark, spoken)
                told = said("nobody answers in `{state}`", state=name)
                yield from self._each(Kind.ERROR, f"{name}/failed", told, state.failed.mark, spoken)
            case Run():
                yield from self._returns(state)
        yield from self._branches(state)
        for cause in happen:
            told = said("an error in `{state}`: {cause}", state=name, cause=_CAUSES[cause])
            yield from self._each(Kind.ERROR, f"{name}/{cause}", told, state.on_error.mark, spoken)

    def _ways(self, state: State, fails: bool) -> Iterator[Point]:
        for edge in state_edges(self._flow, state):
            if edge.reason in (Reason.ANYWHERE, Reason.ESCALATION):
                continue  # one line for all states; it has a point of its own
            if edge.reason is Reason.ERROR and not fails:
                continue
            if edge.reason is Reason.CLOSED and isinstance(state, Transfer) and not self._closes(state):
                continue
            what = said(
                "the way from `{source}` to `{target}` ({reason})",
                source=edge.source,
                target=edge.target,
                reason=str(edge.reason),
            )
            name = f"{edge.source}->{edge.target}/{edge.reason}"
            yield from self._once(Kind.WAY, name, what, edge.mark)

    def _rungs(self, state: Listening, spoken: Sequence[str]) -> Iterator[Point]:
        for ladder, rungs in (("no_input", state.no_input), ("no_match", state.no_match)):
            for number, rung in enumerate(rungs, start=1):
                what = said(
                    "`{ladder}` rung {number} in `{state}`", ladder=ladder, number=number, state=state.name
                )
                yield from self._each(Kind.RUNG, f"{state.name}/{ladder}/{number}", what, rung.mark, spoken)

    def _ask(self, state: Ask, spoken: Sequence[str]) -> Iterator[Point]:
        name = state.name
        if not state.slot.sensitive:
            for place, choice in enumerate(state.slot.choices, start=1):
                what = said("the choice `{choice}` in `{state}`", choice=choice, state=name)
                phrases = () if state.by_keys else (choice,)
                option = Option(state.on_error, state.mark, str(place) if place <= 9 else None, phrases)
                yield from self._heard(Kind.OPTION, f"{name}/{choice}", what, option, spoken, spoken)
        if state.confirm:
            answers = ("yes", "no") if state.by_keys else ("yes", "no", "correction")
            for answer in answers:
                what = said("`{state}` is read back, the caller's {answer}", state=name, answer=answer)
                yield from self._each(Kind.CONFIRM, f"{name}/{answer}", what, state.mark, spoken)
        for number, refusal in enumerate(state.refuse, start=1):
            what = said("refusal {number} in `{state}`", number=number, state=name)
            yield from self._each(Kind.REFUSAL, f"{name}/{number}", what, refusal.mark, spoken)

    def _branches(self, state: State) -> Iterator[Point]:
        for number, branch in enumerate(branches_of(state), start=1):
            if isinstance(state, Decide) or number > 1 or branch.when is not None:
                what = said("from `{source}` to `{target}`", source=state.name, target=branch.go)
                yield from self._once(Kind.BRANCH, f"{state.name}/{number}", what, branch.mark)

    def _returns(self, state: Run) -> Iterator[Point]:
        run = self._flow.flows.get(state.flow)
        for end in run.states.values() if run else ():
            if isinstance(end, End):
                what = said(
                    "`{flow}` comes back to `{state}` as {outcome}",
                    flow=state.flow,
                    state=state.name,
                    outcome=end.outcome,
                )
                yield from self._once(Kind.RETURN, f"{state.name}/{end.outcome}", what, state.mark)

    # -- lines for every state ------------------------------------------------------------------

    def _everywhere(self) -> Iterator[Point]:
        for number, option in enumerate(self._flow.anywhere, start=1):
            what = said("`anywhere` line {number}", number=number)
            yield from self._heard(Kind.ANYWHERE, f"anywhere/{number}", what, option, ("",), self._all)
        for number, rule in enumerate(self._flow.escalation, start=1):
            what = said("escalation rule {number}", number=number)
            yield from self._once(Kind.ESCALATION, f"escalation/{number}", what, rule.mark)

    def _heard(
        self, kind: Kind, name: str, what: str, option: Option, keyed: Sequence[str], spoken: Sequence[str]
    ) -> Iterator[Point]:
        if option.key is not None:
            told = said("{what} by key", what=what)
            yield from self._each(kind, f"{name}/key", told, option.mark, keyed)
        told = said("{what} by its words", what=what)
        for language in spoken:
            if any(self._words(phrases, language) for phrases in option.phrases):
                yield from self._each(kind, f"{name}/words", told, option.mark, (language,))

    def _words(self, phrases: str, language: str) -> tuple[str, ...]:
        listed = self._flow.phrases.get(phrases)
        return listed.words.get(language, ()) if listed else ()

    def _phrases(self) -> Iterator[Point]:
        for name in dict.fromkeys(self._lists()):
            listed = self._flow.phrases.get(name)
            for words in listed.words.values() if listed else ():
                for phrase in words:
                    assert listed is not None
                    what = said("the phrase `{phrase}` of `{list}`", phrase=phrase, list=name)
                    yield from self._once(Kind.PHRASE, phrase, what, listed.mark)

    def _lists(self) -> Iterator[str]:
        """Lists whose phrases the core itself hears; examples for the model are its own business."""
        for option in self._flow.anywhere:
            yield from option.phrases
        for state in self._flow.states.values():
            if isinstance(state, Menu):
                yield from (name for option in state.options for name in option.phrases)
            elif isinstance(state, Ask) and not state.slot.sensitive:
                yield from state.slot.choices

    def _closes(self, state: Transfer) -> bool:
        contact = self._flow.contacts.get(state.contact)
        return contact is not None and bool(contact.hours)


_CAUSES = {
    "service": said("the service fails"),
    "model": said("the model fails"),
    "recogniser": said("the recogniser fails"),
}


def causes(flow: Flow, state: State) -> Iterator[str]:
    """What can go wrong in this state that a play can bring about."""
    if isinstance(state, Fetch):
        yield "service"
    if isinstance(state, Converse):
        yield "model"
    if isinstance(state, Listening) and flow.needs_voice(state.name):
        yield "recogniser"


# -- what a call has met ------------------------------------------------------------------------


def heard(taken: Iterable[Taken]) -> frozenset[Key]:
    """The keys of every point that these notes of a call meet, and of some that are none."""
    return frozenset(key for one in taken for key in _keys(one))


def _keys(one: Taken) -> Iterator[Key]:
    flow, name, language = one.flow, one.name, one.language
    match one.what:
        case "state":
            yield Key(Kind.STATE, flow, name, language)
            way, _, source = one.how.partition(" ")
            reason = "error" if way == "last_resort" else way
            yield Key(Kind.WAY, flow, f"{source}->{name}/{reason}")
        case "rung":
            yield Key(Kind.RUNG, flow, name, language)
        case "option" | "choice":
            yield Key(Kind.OPTION, flow, f"{name}/{_by(one)}", language)
            yield Key(Kind.PHRASE, flow, one.how)
        case "anywhere":
            by = _by(one)
            yield Key(Kind.ANYWHERE, flow, f"{name}/{by}", "" if by == BY_KEY else language)
            yield Key(Kind.PHRASE, flow, one.how)
        case "escalation":
            yield Key(Kind.ESCALATION, flow, name)
        case "exit":
            yield Key(Kind.EXIT, flow, name)
        case "limit":
            yield Key(Kind.LIMIT, flow, name)
        case "confirm":
            yield Key(Kind.CONFIRM, flow, name, language)
        case "refuse":
            yield Key(Kind.REFUSAL, flow, name, language)
        case "branch":
            yield Key(Kind.BRANCH, flow, name)
        case "error":
            yield Key(Kind.ERROR, flow, name, language)
        case "closed" | "failed":
            yield Key(Kind.ERROR, flow, f"{name}/{one.what}", language)
        case "returned":
            ran, _, state = one.how.partition("/")
            yield Key(Kind.RETURN, ran, f"{state}/{name.partition('/')[2]}")


def _by(one: Taken) -> str:
    return BY_KEY if one.how == BY_KEY else "words"
