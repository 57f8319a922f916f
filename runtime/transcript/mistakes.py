"""Every mutant of a flow, state by state (mutants.py has the pieces)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from runtime.flow.model import (
    Ask,
    Converse,
    Decide,
    End,
    Fetch,
    Flow,
    Listening,
    Menu,
    Record,
    Run,
    Say,
    State,
    Transfer,
)
from runtime.flow.wording import said
from runtime.transcript.mutants import Mutant, Mutating
from runtime.transcript.points import Kind, causes
from runtime.transcript.spoken_in import Spoken


def mutants(flow: Flow, spoken: Spoken, seed: int = 0) -> Iterator[Mutant]:
    """Every mutant, in the order of the file's states; the same for the same flow and seed. Those of states
    that no call can come to are equivalent. spoken: of the flows that are played."""
    mutating = Mutating(flow, spoken, seed)
    for state in flow.states.values():
        reached = bool(spoken.stood(flow, state.name))
        for mutant in _of(mutating, state):
            if reached or mutant.equivalent:
                yield mutant
            else:
                yield replace(mutant, equivalent=said("no call can come to `{state}`", state=state.name))
    yield from mutating.everywhere()


def _of(mutating: Mutating, state: State) -> Iterator[Mutant]:
    yield from _way(mutating, state)
    yield from _words(mutating, state)
    yield from mutating.barge_in(state)
    match state:
        case Menu():
            yield from _menu(mutating, state)
        case Ask():
            yield from _ask(mutating, state)
        case Converse():
            yield from _converse(mutating, state)
        case Fetch():
            yield from _fetch(mutating, state)
        case Run():
            yield from _run(mutating, state)
        case Transfer():
            yield from _transfer(mutating, state)
        case End():
            what = said("`{state}` ended the call as something else", state=state.name)
            yield mutating.state(replace(state, outcome="something_else"), state.mark, what)
        case Record():
            what = said("`{state}` recorded twice as long", state=state.name)
            yield mutating.state(replace(state, limit=state.limit * 2), state.mark, what)
    if isinstance(state, Listening):
        yield from mutating.ladders(state)
    touches = [mutating.point(Kind.ERROR, f"{state.name}/{one}") for one in causes(mutating.flow, state)]
    if touches:
        told = said("an error in `{state}`", state=state.name)
        for line, words, same in mutating.lines(state.on_error, state, f"{state.name}/on_error", told):
            yield mutating.state(replace(state, on_error=line), state.on_error.mark, words, touches, same)


def _way(mutating: Mutating, state: State) -> Iterator[Mutant]:
    match state:
        case Say() | Ask() | Fetch() | Record() | Run():
            for go, mark, what in mutating.branches(state, state.go):
                yield mutating.state(replace(state, go=go), mark, what)
        case Transfer() if state.go:
            for go, mark, what in mutating.branches(state, state.go):
                yield mutating.state(replace(state, go=go), mark, what)
        case Decide():
            for go, mark, what in mutating.branches(state, state.branches):
                yield mutating.state(replace(state, branches=go), mark, what)


def _words(mutating: Mutating, state: State) -> Iterator[Mutant]:
    """Another prompt in place of the one that a state says."""
    if not isinstance(state, Say | Menu | Ask | Converse | Transfer | Record | End) or not state.say:
        return
    other = mutating.prompt(state.say, f"{state.name}/say")
    if other is not None:
        what = said(
            "`{state}` said `{other}` and not `{prompt}`", state=state.name, other=other, prompt=state.say
        )
        words = mutating.same_words(state.say, other)
        yield mutating.state(replace(state, say=other), state.mark, what, equivalent=words)


def _menu(mutating: Mutating, state: Menu) -> Iterator[Mutant]:
    for wrong, option, what, same, number in mutating.options(state.options, state, state.name):
        touch = [mutating.point(Kind.OPTION, f"{state.name}/{number + 1}/")]
        yield mutating.state(replace(state, options=wrong), option.mark, what, touch, same)


def _ask(mutating: Mutating, state: Ask) -> Iterator[Mutant]:
    slot = state.slot
    values = {"state": state.name, "slot": slot.name}
    if state.confirm:
        what = said("`{state}` did not read the answer back", **values)
        yield mutating.state(replace(state, confirm=None), state.mark, what)
        other = mutating.prompt(state.confirm, f"{state.name}/confirm")
        if other is not None:
            what = said(
                "`{state}` read back `{other}` and not `{prompt}`",
                **values,
                other=other,
                prompt=state.confirm,
            )
            same = mutating.same_words(state.confirm, other)
            yield mutating.state(replace(state, confirm=other), state.mark, what, equivalent=same)
    if slot.sensitive:
        what = said("`{slot}` were no longer kept secret in `{state}`", **values)
        yield mutating.state(replace(state, slot=replace(slot, sensitive=False)), slot.mark, what)
    for name, unlimited in (
        ("length", replace(slot, length=None)),
        ("min", replace(slot, minimum=None, earliest=None)),
        ("max", replace(slot, maximum=None, latest=None)),
    ):
        if unlimited != slot:
            what = said("`{slot}` had no `{limit}` in `{state}`", **values, limit=name)
            yield mutating.state(replace(state, slot=unlimited), slot.mark, what)
    for number, choice in enumerate(slot.choices):
        left = replace(slot, choices=(*slot.choices[:number], *slot.choices[number + 1 :]))
        what = said("`{state}` did not offer `{choice}`", **values, choice=choice)
        touch = [mutating.point(Kind.OPTION, f"{state.name}/{choice}/")]
        yield mutating.state(replace(state, slot=left), state.mark, what, touch)
    for number, refusal in enumerate(state.refuse):
        rest = (*state.refuse[:number], *state.refuse[number + 1 :])
        what = said("`{state}` no longer refused what it does under {number}", **values, number=number + 1)
        touch = [mutating.point(Kind.REFUSAL, f"{state.name}/{number + 1}")]
        yield mutating.state(replace(state, refuse=rest), refusal.mark, what, touch)


def _converse(mutating: Mutating, state: Converse) -> Iterator[Mutant]:
    exits = state.exits
    for number, leave in enumerate(exits):
        touch = [mutating.point(Kind.EXIT, f"{state.name}/{leave.target}")]
        values = {"state": state.name, "exit": leave.target}
        rest = (*exits[:number], *exits[number + 1 :])
        what = said("the model could not leave `{state}` for `{exit}`", **values)
        yield mutating.state(replace(state, exits=rest), leave.mark, what, touch)
    if state.limits:
        limits = state.limits
        touch = [mutating.point(Kind.LIMIT, state.name)]
        for wrong, what in (
            (
                replace(limits, turns=limits.turns + 1),
                said("`{state}` allowed one turn more", state=state.name),
            ),
            (
                replace(limits, turns=limits.turns - 1),
                said("`{state}` allowed one turn less", state=state.name),
            ),
        ):
            yield mutating.state(replace(state, limits=wrong), limits.line.mark, what, touch)
        told = said("the limit of `{state}`", state=state.name)
        for line, words, same in mutating.lines(limits.line, state, f"{state.name}/limits", told):
            made = replace(state, limits=replace(limits, line=line))
            yield mutating.state(made, limits.line.mark, words, touch, same)
        what = said("`{state}` waited for the model three times as long", state=state.name)
        made = replace(state, limits=replace(limits, reply=limits.reply * 3))
        touch = [mutating.point(Kind.ERROR, f"{state.name}/model")]
        yield mutating.state(made, limits.line.mark, what, touch)
    for number, name in enumerate(state.fills):
        fills = (*state.fills[:number], *state.fills[number + 1 :])
        what = said("the model could not fill `{slot}` in `{state}`", slot=name, state=state.name)
        yield mutating.state(replace(state, fills=fills), state.mark, what)
    yield from _filler(mutating, state)


def _fetch(mutating: Mutating, state: Fetch) -> Iterator[Mutant]:
    yield from _saved(mutating, state)
    for number, (name, _) in enumerate(state.send):
        left = (*state.send[:number], *state.send[number + 1 :])
        what = said("`{state}` did not send `{name}`", state=state.name, name=name)
        yield mutating.state(replace(state, send=left), state.mark, what)
    yield from _filler(mutating, state)


def _run(mutating: Mutating, state: Run) -> Iterator[Mutant]:
    yield from _saved(mutating, state)
    for number, (name, _) in enumerate(state.inputs):
        left = (*state.inputs[:number], *state.inputs[number + 1 :])
        what = said("`{state}` did not hand over `{name}`", state=state.name, name=name)
        yield mutating.state(replace(state, inputs=left), state.mark, what)


def _saved(mutating: Mutating, state: Fetch | Run) -> Iterator[Mutant]:
    if state.save:
        what = said("`{state}` did not keep the answer as `{name}`", state=state.name, name=state.save)
        yield mutating.state(replace(state, save=None), state.mark, what)


def _filler(mutating: Mutating, state: Converse | Fetch) -> Iterator[Mutant]:
    if state.filler:
        what = said(
            "`{state}` did not say `{prompt}` while the caller waits", state=state.name, prompt=state.filler
        )
        yield mutating.state(replace(state, filler=None), state.mark, what)


def _transfer(mutating: Mutating, state: Transfer) -> Iterator[Mutant]:
    if state.summary:
        what = said("`{state}` did not tell the person what the call is about", state=state.name)
        yield mutating.state(replace(state, summary=False), state.mark, what)
    contact = mutating.flow.contacts.get(state.contact)
    open_always = (
        "" if contact is None or contact.hours else said("`{contact}` is never closed", contact=state.contact)
    )
    told = said("`{state}` when it is closed", state=state.name)
    touch = [mutating.point(Kind.ERROR, f"{state.name}/closed")]
    for line, words, same in mutating.lines(state.closed, state, f"{state.name}/closed", told):
        yield mutating.state(
            replace(state, closed=line), state.closed.mark, words, touch, same or open_always
        )
    told = said("`{state}` when nobody answers", state=state.name)
    touch = [mutating.point(Kind.ERROR, f"{state.name}/failed")]
    for line, words, same in mutating.lines(state.failed, state, f"{state.name}/failed", told):
        yield mutating.state(replace(state, failed=line), state.failed.mark, words, touch, same)
    other = mutating.chosen([name for name in mutating.flow.contacts if name != state.contact], state.name)
    if other is not None:
        what = said(
            "`{state}` called `{other}` and not `{contact}`",
            state=state.name,
            other=other,
            contact=state.contact,
        )
        yield mutating.state(replace(state, contact=other), state.mark, what)
