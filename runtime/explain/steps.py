"""One state as a step of the telling: what the caller hears, may do, and where each leads."""

from __future__ import annotations

from runtime.dialogue.thinking import FILLER_AFTER
from runtime.explain.desks import reached
from runtime.explain.teller import Teller, duration
from runtime.explain.telling import Paragraph, all_of, para, point
from runtime.flow.model import (
    Ask,
    BargeIn,
    Bound,
    Converse,
    Decide,
    End,
    Fetch,
    Listening,
    Menu,
    Record,
    Run,
    Say,
    Slot,
    SlotType,
    State,
    Transfer,
)
from runtime.flow.sample import slot_sample
from runtime.flow.wording import said

_UNINTERRUPTED = {
    BargeIn.NO: "The caller cannot interrupt these words.",
    BargeIn.KEYS: "Only a key interrupts these words; speech does not.",
    BargeIn.SPEECH: "Only speech interrupts these words; a key does not.",
}
_ANSWERS = {
    SlotType.NUMBER: "The answer is a number.",
    SlotType.AMOUNT: "The answer is an amount of rupees.",
    SlotType.DATE: "The answer is a date.",
    SlotType.TIME: "The answer is a time of day.",
    SlotType.YES_NO: "The answer is yes (key 1) or no (key 2).",
    SlotType.PHONE: "The answer is a telephone number.",
    SlotType.PIN_CODE: "The answer is a PIN code of 6 digits.",
    SlotType.VEHICLE_NO: "The answer is the number of a vehicle.",
    SlotType.AADHAAR: "The answer is an Aadhaar number of 12 digits.",
    SlotType.UPI_ID: "The answer is a UPI address.",
}


def step(teller: Teller, state: State) -> tuple[Paragraph, ...]:
    """The paragraphs of one state."""
    match state:
        case Say():
            told = [_hears(teller, state.say, state), *teller.go(state.go, state.name)]
        case Menu():
            told = _menu(teller, state)
        case Ask():
            told = _ask(teller, state)
        case Converse():
            told = _converse(teller, state)
        case Decide():
            told = [para(said("The caller hears nothing here; the call takes its way by itself."))]
            told += teller.go(state.branches, state.name)
        case Fetch():
            told = _fetch(teller, state)
        case Transfer():
            told = _transfer(teller, state)
        case Record():
            told = [_hears(teller, state.say, state)] if state.say else []
            told.append(
                para(
                    said(
                        "The caller may then leave a message of up to {time}, kept as `{name}`.",
                        time=duration(state.limit),
                        name=state.recording,
                    )
                )
            )
            told += teller.go(state.go, state.name)
        case Run():
            told = _run(teller, state)
        case End():
            told = _end(teller, state)
        case _:
            told = []
    return (*told, *_missed(teller, state), *_fault(teller, state))


def _hears(teller: Teller, prompt: str, state: State) -> Paragraph:
    heard = said("The caller hears: {words}", words=teller.words(prompt))
    if state.barge_in is BargeIn.YES:
        return para(heard)
    return para(heard, said(_UNINTERRUPTED[state.barge_in]))


def _menu(teller: Teller, state: Menu) -> list[Paragraph]:
    told = [_hears(teller, state.say, state), para(said("The caller may:"))]
    return [*told, *(point(teller.option(option, state.name)) for option in state.options)]


# -- asking --------------------------------------------------------------------------------------------


def _ask(teller: Teller, state: Ask) -> list[Paragraph]:
    told = [_hears(teller, state.say, state), para(*_answer(teller, state))]
    if state.slot.choices:
        told += [
            point(
                said("press {key} or say {words}.", key=key, words=teller.phrases((name,)))
                if not state.by_keys
                else said("press {key} for «{words}».", key=key, words=teller.first_phrase(name))
            )
            for key, name in enumerate(state.slot.choices, 1)
        ]
    if state.choices_from and state.each:
        offered = teller.words(state.each, {"choice": "10:30", "key": 1})
        told.append(
            para(
                said(
                    "The choices are those in `{name}`, at most 9. For each the caller hears: {words}",
                    name=state.choices_from,
                    words=offered,
                )
            )
        )
    for refusal in state.refuse:
        told.append(
            para(
                said(
                    "If {condition}, the answer is not taken: the caller hears {words} and is asked again; "
                    "it counts as not understood.",
                    condition=teller.condition(refusal),
                    words=teller.words(refusal.say),
                )
            )
        )
    if state.confirm:
        told.append(
            para(
                said("The answer is read back: {words}", words=teller.words(state.confirm)),
                said(
                    "A yes (key 1) goes on. A no (key 2) asks again, and counts as not understood. "
                    "A correction is read back in its turn."
                ),
            )
        )
    return told + teller.go(state.go, state.name)


def _answer(teller: Teller, state: Ask) -> list[str]:
    slot = state.slot
    told: list[str] = [said("The answer is kept as `{name}`.", name=slot.name)]
    if slot.choices:
        told.append(said("The caller may answer with one of these:"))
    elif slot.type is SlotType.DIGITS:
        told.append(_digits(slot))
    elif slot.type is SlotType.TEXT and not state.choices_from:
        sample = slot_sample(teller.flow, slot, teller.language)
        told.append(
            said("Anything the caller says is the answer, such as «{sample}».", sample=sample)
            if slot.examples
            else said("Anything the caller says is the answer.")
        )
    elif slot.type in _ANSWERS:
        told.append(said(_ANSWERS[slot.type]))
    told += _bounds(slot)
    if state.by_keys:
        told.append(said("It is taken by the keypad only."))
    if slot.sensitive:
        told.append(
            said("It is secret: only services are given it, never a language model or a record of the call.")
        )
    return told


def _digits(slot: Slot) -> str:
    if slot.length is None:
        return said("The answer is a row of digits.")
    fewest, most = slot.length
    if fewest == most:
        return said("The answer is a row of {number} digits.", number=fewest)
    return said("The answer is a row of {fewest} to {most} digits.", fewest=fewest, most=most)


def _bounds(slot: Slot) -> list[str]:
    told: list[str] = []
    if slot.minimum is not None:
        told.append(said("It is not less than {number}.", number=f"{slot.minimum:g}"))
    if slot.maximum is not None:
        told.append(said("It is not more than {number}.", number=f"{slot.maximum:g}"))
    if slot.earliest is not None:
        told.append(said("It is not before {bound}.", bound=_bound(slot.earliest)))
    if slot.latest is not None:
        told.append(said("It is not after {bound}.", bound=_bound(slot.latest)))
    return told


def _bound(bound: Bound) -> str:
    if bound.fixed is not None and not bound.days:
        return bound.fixed
    day = bound.fixed or said("the day of the call")
    return said("{day} plus {number} days", day=day, number=bound.days) if bound.days else day


# -- the model, services, people -----------------------------------------------------------------------


def _converse(teller: Teller, state: Converse) -> list[Paragraph]:
    told = [_hears(teller, state.say, state)] if state.say else []
    told.append(
        para(
            said(
                "A language model talks with the caller, as the text `{persona}` instructs it. Its words are "
                "its own; where the call goes is not: it can only choose one of these ways out.",
                persona=state.persona.name,
            )
        )
    )
    for one in state.exits:
        place = teller.place(one.target, state.name)
        if one.examples:
            heard = teller.phrases((one.examples,))
            told.append(
                point(said("{when} (for example {words}): {place}.", when=one.when, words=heard, place=place))
            )
        else:
            told.append(point(said("{when}: {place}.", when=one.when, place=place)))
    if state.fills:
        names = all_of([said("`{name}`", name=name) for name in state.fills])
        told.append(para(said("It may note these answers, which are checked first: {names}.", names=names)))
    limits = state.limits
    told.append(
        para(
            said(
                "After {turns} turns or {time} here: {what}.",
                turns=limits.turns,
                time=duration(limits.time),
                what=teller.line(limits.line, state.name),
            ),
            said(
                "A model that has not answered after {time} counts as a fault.", time=duration(limits.reply)
            ),
        )
    )
    return told + _filler(teller, state.filler)


def _filler(teller: Teller, filler: str | None) -> list[Paragraph]:
    if filler is None:
        return []
    return [
        para(
            said(
                "If it takes longer than {time}, the caller meanwhile hears: {words}",
                time=duration(FILLER_AFTER),
                words=teller.words(filler),
            )
        )
    ]


def _fetch(teller: Teller, state: Fetch) -> list[Paragraph]:
    told = [said("We ask the service `{service}`.", service=state.service)]
    if state.send:
        names = all_of([said("`{name}`", name=name) for name, _ in state.send])
        told.append(said("It is told: {names}.", names=names))
    if state.save:
        told.append(said("What it answers is kept as `{name}`.", name=state.save))
    failing = para(
        said(
            "If it gives no proper answer within {time}: {what}.",
            time=duration(state.wait),
            what=teller.line(state.on_error, state.name) if state.on_error.go else said("as in every fault"),
        )
    )
    return [para(*told), *_filler(teller, state.filler), *teller.go(state.go, state.name), failing]


def _transfer(teller: Teller, state: Transfer) -> list[Paragraph]:
    told = [_hears(teller, state.say, state)] if state.say else []
    contact = teller.flow.contacts.get(state.contact)
    told.append(para(*reached(state, contact)))
    if state.go:
        told.append(para(said("When that person has hung up, the caller stays on the line.")))
        told += teller.go(state.go, state.name)
    else:
        told.append(para(said("When they have spoken, the call is over.")))
    if contact is None or contact.hours:
        told.append(para(said("Outside these hours: {what}.", what=teller.line(state.closed, state.name))))
    told.append(
        para(
            said(
                "If the line is busy, nobody answers, or the connection fails: {what}.",
                what=teller.line(state.failed, state.name),
            )
        )
    )
    return told


def _run(teller: Teller, state: Run) -> list[Paragraph]:
    inner = teller.flow.flows.get(state.flow)
    told = [
        said(
            "Here the call goes through another flow, “{title}” (`{flow}`), and comes back when that ends.",
            title=inner.title if inner else state.flow,
            flow=state.flow,
        )
    ]
    if state.inputs:
        names = all_of([said("`{name}`", name=name) for name, _ in state.inputs])
        told.append(said("It is given: {names}.", names=names))
    if state.save:
        told.append(said("How it ended, and what it found out, is kept as `{name}`.", name=state.save))
    return [para(*told), *teller.go(state.go, state.name)]


def _end(teller: Teller, state: End) -> list[Paragraph]:
    told = [_hears(teller, state.say, state)] if state.say else []
    if teller.within:
        told.append(
            para(
                said(
                    "This part ends as `{outcome}`, and the call comes back to {place}.",
                    outcome=state.outcome,
                    place=teller.within,
                )
            )
        )
    else:
        told.append(para(said("We hang up. The call counts as `{outcome}`.", outcome=state.outcome)))
    return told


# -- what may go wrong ---------------------------------------------------------------------------------


def _missed(teller: Teller, state: State) -> list[Paragraph]:
    """The state's own ladders; those of the whole flow are told once."""
    if not isinstance(state, Listening):
        return []
    defaults = teller.flow.defaults
    told: list[Paragraph] = []
    if state.no_input != defaults.no_input:
        told += teller.silence(state.no_input, state.wait, state.name)
    elif state.wait != defaults.wait and state.no_input:
        told.append(
            para(said("Silence is noticed after {time} here, then as everywhere.", time=duration(state.wait)))
        )
    if state.no_match != defaults.no_match:
        told += teller.confusion(state.no_match, state.name)
    return told


def _fault(teller: Teller, state: State) -> list[Paragraph]:
    """The state's own way out of a fault. A `fetch` has told it, a `transfer` has `failed`."""
    if isinstance(state, Fetch | Transfer) or state.on_error == teller.flow.defaults.on_error:
        return []
    return [para(said("If something fails here: {what}.", what=teller.line(state.on_error, state.name)))]
