"""What a picture of a flow shows: boxes and arrows, before anybody decides where they stand.

Ways that hold in every state (`anywhere`, `escalation`, the default ladders and `on_error`) start at one
box, "wherever the caller is"; drawn from every state they would hide all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from runtime.drawing.counts import Counts
from runtime.flow.graph import FAULTS, Edge, Reason, reachable, state_edges
from runtime.flow.model import (
    Converse,
    Decide,
    Exit,
    Fetch,
    Flow,
    Line,
    Listening,
    Option,
    Run,
    State,
    Transfer,
)
from runtime.flow.sample import sample_words
from runtime.flow.wording import said

EVERYWHERE = ""
"""The name of the box for what holds in every state; no state can be called so."""
_MAIN = frozenset({Reason.GO, Reason.OPTION, Reason.EXIT})
_VISIT = "run "
"""Begins the name of a box for a flow that lines go through; the name of a state holds no blank."""
_MOST_LABELS = 3
_LONGEST_WHEN = 40


class Only(StrEnum):
    """Which ways are drawn. MAIN: those that a call takes when all goes well, and the states they reach."""

    ALL = "all"
    MAIN = "main"


class Way(StrEnum):
    """How an arrow is drawn."""

    MAIN = "main"
    MISSED = "missed"
    FAULT = "fault"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Box:
    """kind: "menu", "say" … or "everywhere". words: what is heard there, or what it is about.
    count: None when no counts were given. reached: whether any call can come here."""

    name: str
    kind: str
    words: str
    start: bool = False
    reached: bool = True
    count: float | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """labels: one for each reason to go this way. count: None when no counts were given, or when another
    arrow between the two carries it."""

    source: str
    target: str
    way: Way
    labels: tuple[str, ...] = ()
    count: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """counted: whether counts were laid over."""

    title: str
    language: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    counted: bool = False


def picture(
    flow: Flow, language: str | None = None, only: Only = Only.ALL, counts: Counts | None = None
) -> Picture:
    """language: whose words are shown, the flow's first when not given."""
    language = language or flow.languages[0]
    arrows = _merged(_arrows(flow, language, only))
    if counts is not None:
        arrows = _counted(flow, arrows, counts)
    known = reachable(flow)
    shown = reachable(flow, without=set(Reason) - _MAIN) if only is Only.MAIN else frozenset(flow.states)
    arrows = [arrow for arrow in arrows if arrow.source in shown or arrow.source == EVERYWHERE]
    boxes = [
        Box(
            name,
            type(state).__name__.lower(),
            _words(flow, state, language),
            start=name == flow.start,
            reached=name in known,
            count=None if counts is None else counts.states.get(name, 0),
        )
        for name, state in flow.states.items()
        if name in shown
    ]
    boxes += [
        Box(one, "run", flow.flows[one.removeprefix(_VISIT)].title)
        for one in dict.fromkeys(arrow.target for arrow in arrows if arrow.target.startswith(_VISIT))
    ]
    if any(arrow.source == EVERYWHERE for arrow in arrows):
        boxes.append(Box(EVERYWHERE, "everywhere", said("wherever the caller is")))
    return Picture(flow.title or flow.name, language, tuple(boxes), tuple(arrows), counts is not None)


def _words(flow: Flow, state: State, language: str) -> str:
    match state:
        case Transfer():
            return said("to {contact}", contact=state.contact)
        case Fetch():
            return said("asks {service}", service=state.service)
        case Run():
            inner = flow.flows.get(state.flow)
            return inner.title if inner else state.flow
        case Decide():
            return said("decides by what is known")
    prompt = getattr(state, "say", None)
    if prompt is None:
        return said("a language model talks") if isinstance(state, Converse) else ""
    texts = flow.prompts[prompt].texts if prompt in flow.prompts else {}
    for one in (language, *flow.languages):
        if one in texts:
            return " ".join(sample_words(flow, texts[one], one).split())
    return ""


# -- arrows --------------------------------------------------------------------------------------------


def _arrows(flow: Flow, language: str, only: Only) -> Iterator[Arrow]:
    shared: dict[Arrow, None] = {}
    for state in flow.states.values():
        for edge in state_edges(flow, state):
            if only is Only.MAIN and edge.reason not in _MAIN:
                continue
            label = _label(flow, state, edge, language)
            labels = (label,) if label else ()
            if _is_shared(flow, state, edge):
                shared[Arrow(EVERYWHERE, edge.target, _way(edge), labels)] = None
            else:
                yield Arrow(state.name, edge.target, _way(edge), labels)
        if isinstance(state, Listening) and only is not Only.MAIN:
            yield from _visits(flow, state)
    yield from shared
    if only is not Only.MAIN:
        for option in flow.anywhere:
            if option.line.run in flow.flows:
                label = _heard(flow, option, language)
                yield Arrow(EVERYWHERE, f"{_VISIT}{option.line.run}", Way.ANYWHERE, (label,))
        if flow.voicemail:
            yield Arrow(EVERYWHERE, flow.voicemail, Way.ANYWHERE, (said("a machine answers"),))


def _visits(flow: Flow, state: Listening) -> Iterator[Arrow]:
    """Rungs that go through another flow and come back: each such flow has a box."""
    for rung in (*state.no_input, *state.no_match):
        if rung.run in flow.flows:
            yield Arrow(state.name, f"{_VISIT}{rung.run}", Way.MISSED, (_rung(state, rung),))


def _way(edge: Edge) -> Way:
    if edge.reason in FAULTS:
        return Way.FAULT
    if edge.reason in (Reason.RUNG, Reason.LIMIT):
        return Way.MISSED
    return Way.ANYWHERE if edge.reason in (Reason.ANYWHERE, Reason.ESCALATION) else Way.MAIN


def _is_shared(flow: Flow, state: State, edge: Edge) -> bool:
    """Whether it holds in every state: declared once for the whole flow."""
    match edge.reason:
        case Reason.ANYWHERE | Reason.ESCALATION:
            return True
        case Reason.ERROR:
            return state.on_error == flow.defaults.on_error
        case Reason.RUNG:
            return edge.line in flow.defaults.no_input or edge.line in flow.defaults.no_match
    return False


def _label(flow: Flow, state: State, edge: Edge, language: str) -> str:
    match edge.reason:
        case Reason.OPTION:
            options = getattr(state, "options", ())
            return _heard(flow, next((one for one in options if one.line is edge.line), None), language)
        case Reason.ANYWHERE:
            return _heard(flow, next((one for one in flow.anywhere if one.line is edge.line), None), language)
        case Reason.EXIT:
            exits = getattr(state, "exits", ())
            return _exit(flow, next((one for one in exits if one.mark == edge.mark), None), language)
        case Reason.RUNG:
            return _rung(state, edge.line)
        case Reason.ESCALATION:
            rule = next((one for one in flow.escalation if one.line is edge.line), None)
            return rule.reason or rule.when.source if rule else ""
        case Reason.GO:
            several = edge.when is None and _branches(state) > 1
            return edge.when.source if edge.when else said("otherwise") if several else ""
        case Reason.LIMIT:
            return said("too long")
        case Reason.ERROR:
            return said("error")
        case Reason.CLOSED:
            return said("closed")
        case Reason.FAILED:
            return said("no answer")
    return str(edge.reason)


def _branches(state: State) -> int:
    branches = state.branches if isinstance(state, Decide) else getattr(state, "go", None)
    return len(branches or ())


def _heard(flow: Flow, option: Option | None, language: str) -> str:
    if option is None:
        return ""
    parts = [option.key] if option.key else []
    parts += [f"«{_phrase(flow, name, language)}»" for name in option.phrases[:1]]
    parts += [value.source for name, value in option.line.set if name == "language"]
    return " ".join(parts)


def _exit(flow: Flow, leave: Exit | None, language: str) -> str:
    if leave is None:
        return ""
    if leave.examples:
        return f"«{_phrase(flow, leave.examples, language)}»"
    return leave.when if len(leave.when) <= _LONGEST_WHEN else f"{leave.when[:_LONGEST_WHEN].rstrip()}…"


def _rung(state: State, line: Line | None) -> str:
    assert isinstance(state, Listening)
    for words, ladder in (
        ("silence ×{number}", state.no_input),
        ("not understood ×{number}", state.no_match),
    ):
        for number, rung in enumerate(ladder, 1):
            if rung is line:
                return said(words, number=number)
    return ""


def _phrase(flow: Flow, name: str, language: str) -> str:
    listed = flow.phrases.get(name)
    for one in (language, *flow.languages):
        if listed and listed.words.get(one):
            return listed.words[one][0]
    return name


def _merged(arrows: Iterator[Arrow]) -> list[Arrow]:
    """One arrow for all reasons of one way between two boxes."""
    found: dict[tuple[str, str, Way], list[str]] = {}
    for arrow in arrows:
        labels = found.setdefault((arrow.source, arrow.target, arrow.way), [])
        labels += [label for label in arrow.labels if label not in labels]
    return [
        Arrow(source, target, way, tuple(labels) if len(labels) <= _MOST_LABELS else _few(labels))
        for (source, target, way), labels in found.items()
    ]


def _few(labels: list[str]) -> tuple[str, ...]:
    rest = len(labels) - _MOST_LABELS + 1
    return (*labels[: _MOST_LABELS - 1], said("and {number} more", number=rest))


def _counted(flow: Flow, arrows: list[Arrow], counts: Counts) -> list[Arrow]:
    """The counts on their arrows; a way that was taken by a rule for every state gets one of its own."""
    left = dict(counts.edges)
    made = [
        arrow
        if arrow.source == EVERYWHERE
        else replace(arrow, count=left.pop((arrow.source, arrow.target), None))
        for arrow in arrows
    ]
    seen = {(arrow.source, arrow.target) for arrow in made if arrow.count is not None}
    made = [
        replace(arrow, count=0)
        if arrow.count is None and arrow.source != EVERYWHERE and (arrow.source, arrow.target) not in seen
        else arrow
        for arrow in made
    ]
    made += [
        Arrow(source, target, Way.ANYWHERE, (), count)
        for (source, target), count in left.items()
        if source in flow.states and target in flow.states and count
    ]
    return made


def unknown_names(flow: Flow, counts: Counts) -> list[str]:
    """States that the counts name and the flow does not have."""
    named = [*counts.states, *(name for pair in counts.edges for name in pair)]
    return list(dict.fromkeys(name for name in named if name not in flow.states))
