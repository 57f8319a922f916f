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

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHARED = (Reason.ANYWHERE, Reason.ESCALATION)


def tell(flow: Flow, language: str | None = None, *, only: str | None = None) -> Telling:
    """language: whose words are shown; the flow's first when not given. only: this state alone, as it is
    numbered in the whole. Raises KeyError for a state that is not there."""
    if only is not None and only not in flow.states:
        raise KeyError(only)
    return _tell(flow, language or flow.languages[0], "", None, {flow.name: ""}, only)


def _tell(
    flow: Flow, language: str, prefix: str, within: str | None, known: dict[str, str], only: str | None = None
) -> Telling:
    """within: the place that this flow comes back to. known: where each flow is told, by its name."""
    told_in = language if language in flow.languages else flow.languages[0]
    places = order(flow, prefix)
    teller = Teller(flow, told_in, places, within)
    steps = [_step(teller, flow.states[name], known) for name in (places.steps if only is None else [only])]
    if only is None:
        steps += _parts(teller, prefix, known)
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


def _step(teller: Teller, state: State, known: dict[str, str]) -> Step:
    number = teller.order.numbers.get(state.name, "–")
    paragraphs = step(teller, state)
    if state.name == teller.flow.start:
        beginning = said("The call begins here.") if teller.within is None else said("This part begins here.")
        paragraphs = (para(beginning), *paragraphs)
    inner = None
    if isinstance(state, Run) and state.flow in teller.flow.flows:
        if state.flow in known:
            paragraphs = (*paragraphs, para(said("It is told in step {number}.", number=known[state.flow])))
        else:
            known[state.flow] = number
            back = said("step {number}", number=number)
            inner = _tell(teller.flow.flows[state.flow], teller.language, f"{number}.", back, known)
    leads = dict.fromkeys(
        edge.target for edge in state_edges(teller.flow, state) if edge.reason not in _SHARED
    )
    return Step(number, state.name, type(state).__name__.lower(), state.mark, paragraphs, tuple(leads), inner)


def _parts(teller: Teller, prefix: str, known: dict[str, str]) -> list[Step]:
    """The flows that only lines run: a key that may be pressed anywhere, the rung of a ladder."""
    told: list[Step] = []
    for name, flow in teller.flow.flows.items():
        if name in known:
            continue
        number = f"{prefix}{_LETTERS[len(told) % len(_LETTERS)]}"
        known[name] = number
        words = said("This flow, “{title}”, is gone through where a line says so.", title=flow.title)
        inner = _tell(flow, teller.language, f"{number}.", said("the last question"), known)
        told.append(Step(number, name, "part", flow.mark, (para(words),), (), inner))
    return told


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
    if teller.within is not None:
        told.append(para(said("What the caller may do at any time in the whole call holds here, too.")))
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
        return [para(said("If something of ours fails: as in {place}.", place=teller.within))]
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
    names = (point(said("`{name}`", name=name)) for name in places.never)
    return (para(said("No call ever comes to:")), *names)
