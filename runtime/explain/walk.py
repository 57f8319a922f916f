"""The whole telling of a flow: what holds everywhere, then the steps as a caller meets them.

tell(flow, "te-IN")     every sentence is English and remembers its sentence (`said`)
"""

from __future__ import annotations

from runtime.dialogue.ladders import MOST_TURNS
from runtime.explain.order import Order, order
from runtime.explain.steps import step
from runtime.explain.teller import Teller, language_name
from runtime.explain.telling import Paragraph, Step, Telling, all_of, para, point
from runtime.flow.graph import Reason, state_edges
from runtime.flow.model import Direction, Flow, Line, Listening, Run, State
from runtime.flow.wording import said
from runtime.language.words import apology

_SHARED = (Reason.ANYWHERE, Reason.ESCALATION)


def tell(flow: Flow, language: str | None = None, *, only: str | None = None) -> Telling:
    """language: whose words are shown; the flow's first when not given. only: this state alone, as it is
    numbered in the whole. Raises KeyError for a state that is not there."""
    if only is not None and only not in flow.states:
        raise KeyError(only)
    return _tell(flow, language or flow.languages[0], "", None, (flow.name,), only)


def _tell(
    flow: Flow, language: str, prefix: str, within: str | None, running: tuple[str, ...], only: str | None
) -> Telling:
    told_in = language if language in flow.languages else flow.languages[0]
    places = order(flow, prefix)
    teller = Teller(flow, told_in, places, within)
    steps = [_step(teller, flow.states[name], running) for name in (places.steps if only is None else [only])]
    return Telling(
        flow=flow.name,
        title=flow.title,
        language=told_in,
        version=flow.version,
        heading=_heading(teller) if within is None else (),
        everywhere=_everywhere(teller) if only is None else (),
        steps=tuple(steps),
        never=_never(places) if only is None else (),
    )


def _step(teller: Teller, state: State, running: tuple[str, ...]) -> Step:
    number = teller.order.numbers.get(state.name, "–")
    paragraphs = step(teller, state)
    if state.name == teller.flow.start:
        beginning = said("The call begins here.") if teller.within is None else said("This part begins here.")
        paragraphs = (para(beginning), *paragraphs)
    inner = None
    if isinstance(state, Run) and state.flow in teller.flow.flows and state.flow not in running:
        other = teller.flow.flows[state.flow]
        inner = _tell(other, teller.language, f"{number}.", number, (*running, state.flow), None)
    leads = dict.fromkeys(
        edge.target for edge in state_edges(teller.flow, state) if edge.reason not in _SHARED
    )
    return Step(number, state.name, type(state).__name__.lower(), state.mark, paragraphs, tuple(leads), inner)


# -- up front ------------------------------------------------------------------------------------------


def _heading(teller: Teller) -> tuple[Paragraph, ...]:
    flow = teller.flow
    languages = all_of([language_name(one) for one in flow.languages])
    told = [said("This flow speaks {languages}.", languages=languages)]
    if len(flow.languages) > 1:
        told.append(said("A call begins in {language}.", language=language_name(flow.languages[0])))
    told.append(
        said(
            "Words in «» are what a caller hears or says in {language}; where a call brings something of its "
            "own, such as a name or a number, a sample stands.",
            language=language_name(teller.language),
        )
    )
    if flow.direction is Direction.OUTBOUND:
        told.append(said("We dial; the caller below is the person who answers."))
        if flow.voicemail:
            told.append(said("If a machine answers: {place}.", place=teller.place(flow.voicemail)))
        else:
            told.append(said("If a machine answers, we hang up."))
    return (para(*told),)


def _everywhere(teller: Teller) -> tuple[Paragraph, ...]:
    """Shared ladders, `anywhere`, `escalation` and faults: told once."""
    flow = teller.flow
    listening = [state for state in flow.states.values() if isinstance(state, Listening)]
    told: list[Paragraph] = []
    if flow.anywhere:
        told.append(
            para(
                said(
                    "At any time, except while being connected to a person, leaving a message or being said "
                    "goodbye to, and while words are spoken that cannot be interrupted, the caller may:"
                )
            )
        )
        told += [point(teller.option(option)) for option in flow.anywhere]
    if any(state.no_input == flow.defaults.no_input for state in listening):
        told += teller.silence(flow.defaults.no_input, flow.defaults.wait)
    if any(state.no_match == flow.defaults.no_match for state in listening):
        told += teller.confusion(flow.defaults.no_match)
    if flow.escalation:
        told.append(para(said("Whatever else would come next, once in a call:")))
        told += [
            point(
                said("if {condition}: {what}.", condition=teller.condition(rule), what=teller.line(rule.line))
            )
            for rule in flow.escalation
        ]
    told += _faults(teller)
    if teller.within is None:
        told.append(
            para(said("After listening {number} times any call ends with the apology.", number=MOST_TURNS))
        )
    return tuple(told)


def _faults(teller: Teller) -> list[Paragraph]:
    """What happens when the recogniser, the voice, the model or a service fails."""
    last: Line = teller.flow.defaults.on_error
    told = [para(said("If something of ours fails (hearing, the voice, the language model, a service):"))]
    if teller.within and not last.go:
        return [para(said("If something of ours fails: as in step {number}.", number=teller.within))]
    if last.go:
        told.append(
            point(
                said(
                    "{what}, unless the step says otherwise; a second fault in a row always leads there.",
                    what=teller.line(last),
                )
            )
        )
        told.append(
            point(
                said(
                    "when that fails as well, the caller hears «{apology}» and the call ends.",
                    apology=apology(teller.language),
                )
            )
        )
    else:
        told.append(
            point(said("the caller hears «{apology}» and the call ends.", apology=apology(teller.language)))
        )
    return told


def _never(places: Order) -> tuple[Paragraph, ...]:
    if not places.never:
        return ()
    names = all_of([said("`{name}`", name=name) for name in places.never])
    return (para(said("No call ever comes to: {names}.", names=names)),)
