"""Traps, planted by rule: every operator changes one thing of a flow wherever it can be changed.

`planted(flow)` yields each changed flow. Not every change is a trap: another ladder, another rule may still
let the caller out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time

from runtime.dialogue.call import Call, Frame
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import AskModel, Dial, Effect
from runtime.dialogue.event import Event
from runtime.flow.model import (
    Ask,
    Branch,
    Converse,
    Decide,
    End,
    Fetch,
    Flow,
    Hours,
    Line,
    Listening,
    Prompt,
    Record,
    Say,
    SlotType,
    State,
    Transfer,
)
from runtime.flow.template import template


@dataclass(frozen=True, slots=True)
class Planted:
    """operator: which rule changed the flow; where: the state, and what of it. leak: a way that the core, not
    the flow, lets a secret out by."""

    operator: str
    where: str
    flow: Flow
    leak: Leak | None = None

    def dialogue(self) -> Dialogue:
        return Dialogue(self.flow) if self.leak is None else Leaking(self.flow, self.leak)


Operator = Callable[[Flow], Iterator[tuple[str, Flow]]]


def planted(flow: Flow) -> Iterator[Planted]:
    """Every change of every operator, in this flow; those in a flow that it runs, too."""
    for operator in OPERATORS:
        name = operator.__name__.strip("_")
        for where, changed in operator(flow):
            yield Planted(name, where, changed)
        for inner in flow.flows.values():
            named = "run_never_returns" if operator is _end_begins_again else name
            for where, changed in operator(inner):
                flows = {**flow.flows, inner.name: changed}
                yield Planted(named, f"{inner.name}/{where}", replace(flow, flows=flows))
    for changed, leak in _leaks(flow):
        yield Planted(f"core_tells_{leak.to}", leak.slot, changed, leak)


def _with(flow: Flow, *states: State) -> Flow:
    return replace(flow, states={**flow.states, **{state.name: state for state in states}})


def _ladders(flow: Flow) -> Iterator[tuple[Listening, str, tuple[Line, ...]]]:
    for state in flow.states.values():
        if isinstance(state, Listening):
            yield state, "no_input", state.no_input
            yield state, "no_match", state.no_match


def _ladder_returns(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """The last rung leads to the very state that it should lead out of."""
    for state, name, rungs in _ladders(flow):
        if rungs:
            last = replace(rungs[-1], go=state.name)
            yield f"{state.name}.{name}", _with(flow, replace(state, **{name: (*rungs[:-1], last)}))


def _ladder_without_end(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """The escape is removed from a retry loop: the last rung asks again."""
    for state, name, rungs in _ladders(flow):
        if rungs:
            last = replace(rungs[-1], go=None, repeat=True)
            yield f"{state.name}.{name}", _with(flow, replace(state, **{name: (*rungs[:-1], last)}))


def _ladder_to_the_start(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """The last rung begins the call again."""
    for state, name, rungs in _ladders(flow):
        if rungs and state.name != flow.start:
            last = replace(rungs[-1], go=flow.start)
            yield f"{state.name}.{name}", _with(flow, replace(state, **{name: (*rungs[:-1], last)}))


def _exit_redirected(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """A way out of a conversation leads back into it."""
    for state in flow.states.values():
        if isinstance(state, Converse):
            for number, leave in enumerate(state.exits):
                exits = [*state.exits]
                exits[number] = replace(leave, target=state.name)
                yield f"{state.name}.{leave.target}", _with(flow, replace(state, exits=tuple(exits)))


def _limits_loop(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """The limits of a conversation lead back into it."""
    for state in flow.states.values():
        if isinstance(state, Converse):
            line = replace(state.limits.line, go=state.name)
            yield state.name, _with(flow, replace(state, limits=replace(state.limits, line=line)))


def _fetch_fails_back(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """What a service cannot do is asked again from the beginning of the call, or of the questions."""
    for state in flow.states.values():
        if isinstance(state, Fetch):
            for target in _questions(flow):
                yield (
                    f"{state.name}.on_error to {target}",
                    _with(flow, replace(state, on_error=replace(state.on_error, go=target))),
                )


def _questions(flow: Flow) -> list[str]:
    """The first question, and the asks."""
    return [name for name, state in flow.states.items() if isinstance(state, Ask) or name == flow.start][:4]


def _transfer_again(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """Nobody answers, or the desk is closed: the same transfer again."""
    for state in flow.states.values():
        if isinstance(state, Transfer):
            for name in ("failed", "closed"):
                line = replace(getattr(state, name), go=state.name)
                yield f"{state.name}.{name}", _with(flow, replace(state, **{name: line}))


def _transfer_back(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """Nobody answers: the questions again."""
    for state in flow.states.values():
        if isinstance(state, Transfer):
            for name in ("failed", "closed"):
                for target in _questions(flow):
                    line = replace(getattr(state, name), go=target)
                    yield f"{state.name}.{name} to {target}", _with(flow, replace(state, **{name: line}))


def _rule_removed(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """An escalation rule is gone."""
    for number, rule in enumerate(flow.escalation):
        left = (*flow.escalation[:number], *flow.escalation[number + 1 :])
        yield rule.when.source, replace(flow, escalation=left)


def _branch_back(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """A branch leads back to the state that it should lead on from."""
    for state in flow.states.values():
        if isinstance(state, Ask | Fetch | Decide):
            key = "branches" if isinstance(state, Decide) else "go"
            branches = getattr(state, key)
            for number, branch in enumerate(branches):
                changed = (*branches[:number], replace(branch, go=state.name), *branches[number + 1 :])
                yield f"{state.name}.{key}.{number + 1}", _with(flow, replace(state, **{key: changed}))


def _decides_for_ever(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """Behind what is said two decisions lead to each other, in silence."""
    for state in flow.states.values():
        if isinstance(state, Say):
            one, other = (
                Decide(
                    name=name,
                    mark=state.mark,
                    on_error=state.on_error,
                    branches=(Branch(go=onward, mark=state.mark),),
                )
                for name, onward in (("spin", "spin_on"), ("spin_on", "spin"))
            )
            go = (Branch(go="spin", mark=state.mark),)
            yield state.name, _with(flow, replace(state, go=go), one, other)


def _end_begins_again(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """A goodbye is no goodbye: the call starts again."""
    for state in flow.states.values():
        if isinstance(state, End):
            words = state.say or _any_words(flow)
            again = Say(
                name=state.name,
                mark=state.mark,
                on_error=state.on_error,
                say=words,
                go=(Branch(go=flow.start, mark=state.mark),),
            )
            yield state.name, _with(flow, again)


def _any_words(flow: Flow) -> str:
    return next(name for name, prompt in flow.prompts.items() if all(t.fixed for t in prompt.texts.values()))


def _end_without_a_word(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """A goodbye is not said."""
    for state in flow.states.values():
        if isinstance(state, End) and state.say:
            yield state.name, _with(flow, replace(state, say=None))


def _promise_dropped(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """Something was asked of a service, a person or a recorder, and then the call ends without a word."""
    gone = End(name="gone", mark=flow.mark, on_error=flow.defaults.on_error, outcome="gone")
    for state in flow.states.values():
        if isinstance(state, Transfer):
            for name in ("failed", "closed"):
                line = replace(getattr(state, name), say=None, go=gone.name)
                yield f"{state.name}.{name}", _with(flow, replace(state, **{name: line}), gone)
        elif isinstance(state, Fetch | Record):
            for number, branch in enumerate(state.go):
                changed = (*state.go[:number], replace(branch, go=gone.name), *state.go[number + 1 :])
                yield f"{state.name}.go.{number + 1}", _with(flow, replace(state, go=changed), gone)
            line = replace(state.on_error, say=None, go=gone.name)
            yield f"{state.name}.on_error", _with(flow, replace(state, on_error=line), gone)


def _person_out_of_reach(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """No key and no word leads to a person any more, or no ladder, or neither; or the desk never opens."""
    persons = {state.name for state in flow.states.values() if isinstance(state, Transfer)}
    if not persons:
        return
    kept = tuple(option for option in flow.anywhere if option.line.go not in persons)
    led = {state.name: _led_to(state, persons, _way_out(flow)) for state in flow.states.values()}
    if kept != flow.anywhere:
        yield "anywhere", replace(flow, anywhere=kept)
    yield "ladders", replace(flow, states=led)
    if kept != flow.anywhere:
        yield "anywhere and ladders", replace(flow, anywhere=kept, states=led, escalation=())
    for name in sorted({s.contact for s in flow.states.values() if isinstance(s, Transfer)}):
        shut = replace(flow.contacts[name], hours=NEVER, timezone="Asia/Kolkata")
        yield f"{name} never opens", replace(flow, contacts={**flow.contacts, name: shut})


NEVER = (Hours(days=frozenset({0}), opens=time(0, 0), closes=time(0, 0)),)


def _way_out(flow: Flow) -> str:
    return next(name for name, state in flow.states.items() if isinstance(state, End))


def _led_to(state: State, persons: set[str], out: str) -> State:
    """This state with every rung to a person leading out instead."""
    if not isinstance(state, Listening):
        return state
    return replace(
        state,
        **{
            name: tuple(replace(rung, go=out) if rung.go in persons else rung for rung in rungs)
            for name, rungs in (("no_input", state.no_input), ("no_match", state.no_match))
        },
    )


def _secret_to_an_address(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """A service is sent a secret by GET."""
    secret = _secrets(flow)
    for state in flow.states.values():
        if isinstance(state, Fetch) and any(t.names & secret for _, t in state.send):
            asked = replace(flow.services[state.service], method="GET")
            yield state.name, replace(flow, services={**flow.services, state.service: asked})


def _secrets(flow: Flow) -> set[str]:
    asked = [state.slot for state in flow.states.values() if isinstance(state, Ask)]
    return {slot.name for slot in (*asked, *flow.slots.values()) if slot.sensitive}


def _secret_said(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """A secret is read out in full, wherever something is said or asked."""
    for name in sorted(_secrets(flow)):
        for prompt in sorted(_said(flow)):
            yield f"{prompt} says {name}", _telling(flow, prompt, name)


def _said(flow: Flow) -> set[str]:
    """Prompts of `say` states, and those that read an answer back."""
    kinds = flow.states.values()
    return {state.say for state in kinds if isinstance(state, Say)} | {
        state.confirm for state in kinds if isinstance(state, Ask) and state.confirm
    }


def _telling(flow: Flow, prompt: str, slot: str) -> Flow:
    old = flow.prompts[prompt]
    texts = {
        language: template(f"{text.source} {{{{ {slot} | digits }}}}", text.mark)
        for language, text in old.texts.items()
    }
    return replace(flow, prompts={**flow.prompts, prompt: Prompt(prompt, texts, old.mark)})


OPERATORS: tuple[Operator, ...] = (
    _ladder_returns,
    _ladder_without_end,
    _ladder_to_the_start,
    _exit_redirected,
    _limits_loop,
    _fetch_fails_back,
    _transfer_again,
    _transfer_back,
    _rule_removed,
    _branch_back,
    _decides_for_ever,
    _end_begins_again,
    _end_without_a_word,
    _promise_dropped,
    _person_out_of_reach,
    _secret_said,
    _secret_to_an_address,
)


# -- leaks that no flow can make, for the core hides what is sensitive ---------------------------------------


@dataclass(frozen=True, slots=True)
class Leak:
    """slot: whose value is let out. to: "model", "person" or "log"."""

    slot: str
    to: str


class Leaking(Dialogue):
    """A core that forgets to hide one value in one place."""

    def __init__(self, flow: Flow, leak: Leak) -> None:
        super().__init__(flow)
        self._leak = leak

    def advance(self, call: Call, event: Event) -> Step:
        step = super().advance(call, event)
        value = next((f.slots[self._leak.slot] for f in _holding(step.call, self._leak.slot)), None)
        if value is None:
            return step
        if self._leak.to == "log":
            return replace(step, call=replace(step.call, slots={**step.call.slots, "copied": value}))
        return replace(step, effects=tuple(self._told(effect, str(value)) for effect in step.effects))

    def _told(self, effect: Effect, value: str) -> Effect:
        if isinstance(effect, AskModel) and self._leak.to == "model":
            return replace(effect, system=f"{effect.system} {value}")
        if isinstance(effect, Dial) and self._leak.to == "person":
            return replace(effect, summary=f"{effect.summary}; {value}")
        return effect


def _holding(call: Call, slot: str) -> list[Call | Frame]:
    return [one for one in (call, *call.frames) if one.slots.get(slot) is not None]


def _leaks(flow: Flow) -> Iterator[tuple[Flow, Leak]]:
    """Of every secret; where a model listens and nothing is secret, of what is asked, as if it were."""
    kinds = flow.states.values()
    for slot in sorted(_secrets(flow)):
        yield flow, Leak(slot, "log")
        if any(isinstance(state, Transfer) for state in kinds):
            yield flow, Leak(slot, "person")
    if any(isinstance(state, Converse) for state in kinds):
        for state in kinds:
            if isinstance(state, Ask) and state.slot.type is SlotType.TEXT:
                slot = replace(state.slot, sensitive=True)
                hushed = _with(flow, replace(state, slot=slot, confirm=None))
                for to in ("model", "person", "log"):
                    yield replace(hushed, slots={**flow.slots, slot.name: slot}), Leak(slot.name, to)
