"""What happened in a call, with everything of the caller's own replaced: pure, over the steps of the call.

First all values are gathered that the flow itself took for the caller's own (stand_ins.is_own); then every
event is told again with stand-ins. What is said or typed to a question for a sensitive slot never passes as
it was: it is the stand-in of what it meant, a phrase of the flow's, or sound that nobody understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time
from typing import Any

from runtime.dialogue.answers import MOST_LETTERS
from runtime.dialogue.asking import KEY_GAP
from runtime.dialogue.call import Call, Frame
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import CallService, Speak
from runtime.dialogue.event import Digit, Event, FetchAnswered, ModelDone, ModelSaid, Utterance
from runtime.dialogue.masking import LONGEST_SHOWN
from runtime.flow.kinds import TYPED
from runtime.flow.model import Ask, Converse, Fetch, Flow, Slot, SlotType, State
from runtime.flow.template import Expression
from runtime.language import no_words
from runtime.language.said_date import dates_in
from runtime.transcript.stand_ins import StandIns, as_spoken, is_own

_ANSWERED = frozenset({"answer", "rung", "refuse", "confirm"})
"""What a flow takes when typed keys are whole: those after them belong to something else."""
_ASKED_FIGURES = TYPED - {SlotType.DIGITS}
"""Kinds whose figures are nobody's name, however many there are: amounts, days, pin codes."""
_A_NUMBER = 10**9
"""A number without a fraction from which on it is a telephone's rather than an amount."""
UNTOLD = "(hidden)"
"""Words of a caller that a model had asked a secret for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a call. event, before: None for the first."""

    at: float
    event: Event | None
    before: Call | None
    step: Step


class Disguise:
    """of: a call's steps, in order. stand_ins: what stands for what, once `events` has been read."""

    def __init__(self, dialogue: Dialogue, moments: Sequence[Moment]) -> None:
        self._dialogue = dialogue
        self._moments = moments
        self._slots = {flow.name: _slots(flow) for flow in dialogue.flow.every_flow()}
        self._said = _words_of(dialogue.flow)
        self._secret_days: set[str] = set()
        self._saved: dict[int, tuple[Fetch, Flow]] = {}
        first = moments[0].step.call
        self.stand_ins = StandIns(first.language)
        self.stand_ins.number(first.number)
        for moment in moments:
            self._gather(moment.step.call)

    def inputs(self) -> dict[str, Any]:
        """What the flow was given."""
        call = self._moments[0].step.call
        root = call.frames[0] if call.frames else call
        inputs = self._dialogue.flow.inputs
        return {
            name: self._of_slot(slot, root.slots[name])
            for name, slot in inputs.items()
            if root.slots.get(name) is not None
        }

    def events(self) -> list[Event | None]:
        """Each moment's event, told with stand-ins."""
        for moment in self._moments:
            for effect in moment.step.effects:
                state = self._state(moment.step.call)
                if isinstance(effect, CallService) and isinstance(state, Fetch):
                    self._saved[effect.request] = (state, self._dialogue.flow_of(moment.step.call))
        made = [self._event(at, moment) for at, moment in enumerate(self._moments)]
        for run in self._typed():
            keys = "".join(self._key(at) for at in run.at)
            for at, key in zip(run.at, self._other_keys(run, keys), strict=True):
                event = made[at]
                assert isinstance(event, Digit)
                made[at] = replace(event, key=key)
        return made

    def words(self, speak: Speak) -> str:
        """What the phone said in words of its own."""
        return self.stand_ins.words(speak.text)

    # -- what is the caller's own --------------------------------------------------------------

    def _gather(self, call: Call) -> None:
        flows: tuple[Call | Frame, ...] = (call, *call.frames)
        for one in flows:
            slots = self._slots.get(one.flow, {})
            for values in (one.slots, one.foretold):
                for name, value in values.items():
                    slot = slots.get(name)
                    if slot is None or not self._is_own(slot, value) or isinstance(value, bool):
                        continue
                    self.stand_ins.value(slot, value)
                    if slot.type is SlotType.DATE and slot.sensitive:
                        self._secret_days.add(str(value))

    def _is_own(self, slot: Slot, value: Any) -> bool:
        """A word that the flow itself knows is nobody's name."""
        known = isinstance(value, str) and value.casefold() in self._said
        return is_own(slot) and (slot.sensitive or not known)

    def _of_slot(self, slot: Slot | None, value: Any) -> Any:
        if slot is not None and self._is_own(slot, value):
            return self.stand_ins.value(slot, value)
        return self._papers(value, {}) if isinstance(value, Mapping | list) else self._plain(value)

    def _plain(self, value: Any) -> Any:
        """A single value that is not the caller's own, unless it says something that is."""
        if isinstance(value, str):
            return self.stand_ins.words(value)
        if isinstance(value, int) and not isinstance(value, bool):
            own = self.stand_ins.knows(str(value)) or value >= _A_NUMBER
            return int(self.stand_ins.digits(str(value))) if own else value
        return value

    # -- events ---------------------------------------------------------------------------------

    def _event(self, at: int, moment: Moment) -> Event | None:
        match moment.event:
            case Utterance(text=text) as event if text.strip():
                return replace(event, text=self._utterance(at, text.strip()))
            case ModelSaid(text=text) as event:
                return replace(event, text=self.stand_ins.words(text))
            case ModelDone(exit=exit_, fills=fills) as event:
                assert moment.before is not None
                slots = self._slots[moment.before.flow]
                others = {name: self._of_slot(slots.get(name), one) for name, one in fills.items()}
                known = exit_ is None or exit_ in self._dialogue.flow_of(moment.before).states
                return replace(
                    event, exit=exit_ if known else self.stand_ins.words(exit_ or ""), fills=others
                )
            case FetchAnswered(value=value, request=request) as event:
                return replace(event, value=self._answer(request, value))
            case event:
                return event

    def _utterance(self, at: int, text: str) -> str:
        """What a caller said, safe to tell; nothing of words that name a secret day."""
        told = self._words(at, text)
        now = self._moments[0].step.call.now
        days = dates_in(told, now.date() if now is not None else None)
        if self._secret_days.isdisjoint(map(str, days)):
            return told
        return UNTOLD if isinstance(self._state(self._question(at)), Converse) else ""

    def _words(self, at: int, text: str) -> str:
        moment, before = self._moments[at], self._question(at)
        state = self._state(before)
        took = {taken.what for taken in moment.step.taken}
        if isinstance(state, Converse):
            if any((slot := self._slots[before.flow].get(name)) and slot.sensitive for name in state.fills):
                return self.stand_ins.words(text, 0) if "anywhere" in took else UNTOLD
        elif isinstance(state, Ask) and is_own(state.slot):
            return self._answered(moment, before, state.slot, text, took)
        elif isinstance(state, Ask) and state.slot.type in _ASKED_FIGURES:
            return self.stand_ins.words(text, MOST_LETTERS)
        return self.stand_ins.words(text)

    def _question(self, at: int) -> Call:
        """The call in the question that these words answer. Words that are kept for a later question belong
        to that."""
        before = self._moments[at].before
        assert before is not None
        if not self._moments[at].step.call.kept_speech:
            return before
        later = (m for m in self._moments[at + 1 :] if not m.step.call.kept_speech)
        return next((_in_question(self._dialogue, moment.step) for moment in later), before)

    def _answered(self, moment: Moment, before: Call, slot: Slot, text: str, took: set[str]) -> str:
        """Words said to a question for something of the caller's own."""
        if any(one.name.endswith("/correction") for one in moment.step.taken):
            value = self.stand_ins.value(slot, moment.step.call.slots.get(slot.name, ""))
            return f"{no_words(before.language)[0]}, {next(as_spoken(slot, str(value)))}"
        if "anywhere" in took or "confirm" in took:
            return self.stand_ins.words(text, 0 if slot.sensitive else LONGEST_SHOWN)
        said = self.stand_ins.spoken(slot, text, lambda words: self._dialogue.meant(before, words=words))
        if said is not None:
            return said
        return "" if slot.sensitive else self.stand_ins.words(text)

    def _state(self, call: Call) -> State:
        return self._dialogue.state_of(call)

    # -- keys -----------------------------------------------------------------------------------

    def _typed(self) -> Iterator[_Typed]:
        """Keys pressed one after the other for one question."""
        run: _Typed | None = None
        pressed = 0.0
        for at, moment in enumerate(self._moments):
            if isinstance(moment.event, Digit):
                slot, call = self._asked(at)
                apart = slot is None and moment.at - pressed > KEY_GAP
                pressed = moment.at
                if run is not None and (run.slot != slot or apart):
                    yield run
                    run = None
                run = run or _Typed([], slot, call)
                run.at.append(at)
            answered = not _ANSWERED.isdisjoint(one.what for one in moment.step.taken)
            if run is not None and (answered or isinstance(moment.event, Utterance)):
                yield run
                run = None
        if run is not None:
            yield run

    def _asked(self, at: int) -> tuple[Slot | None, Call]:
        """The slot that a key is typed for, and the call in its question. A key that is kept for a later
        question belongs to that."""
        before = self._moments[at].before
        assert before is not None
        if before.phase == "listening":
            return self._typed_slot(before), before
        for moment in self._moments[at:]:
            if not moment.step.call.kept_keys:
                there = _in_question(self._dialogue, moment.step)
                return self._typed_slot(there), there
        return None, before

    def _typed_slot(self, call: Call) -> Slot | None:
        state = self._state(call)
        if not isinstance(state, Ask) or call.question == "confirm" or state.choices_from is not None:
            return None
        return state.slot if state.slot.type in TYPED else None

    def _key(self, at: int) -> str:
        event = self._moments[at].event
        assert isinstance(event, Digit)
        return event.key

    def _other_keys(self, run: _Typed, keys: str) -> str:
        """As many keys, with the digits of a caller's own answer replaced."""
        slot = run.slot
        if slot is None:
            longest = max((len(one) for one in _parts(keys) if one.isdecimal()), default=0)
            idle = [not self._moments[at].step.taken or self._missed(at) for at in run.at]
            return "".join(
                "#" if longest > LONGEST_SHOWN and no else key for key, no in zip(keys, idle, strict=True)
            )
        plain = not is_own(slot) and slot.type in _ASKED_FIGURES
        made = [
            part
            if not part.isdecimal() or plain or (not is_own(slot) and len(part) <= LONGEST_SHOWN)
            else self.stand_ins.typed(slot, part, lambda one: self._dialogue.meant(run.call, keys=one))
            for part in _parts(keys)
        ]
        return "".join(made)

    def _missed(self, at: int) -> bool:
        return not {one.what for one in self._moments[at].step.taken} & {
            "option",
            "anywhere",
            "answer",
            "confirm",
        }

    # -- services -------------------------------------------------------------------------------

    def _answer(self, request: int, value: Any) -> Any:
        """What a service answered: what its rules name, days, times and amounts stay."""
        state, flow = self._saved.get(request, (None, self._dialogue.flow))
        slot = flow.slots.get(state.save) if state is not None and state.save else None
        if slot is not None and slot.sensitive:
            return self.stand_ins.value(slot, value)
        service = flow.services.get(state.service) if state is not None else None
        return self._papers(value, service.returns if service is not None and service.returns else {})

    def _papers(self, value: Any, rules: Any) -> Any:
        rules = rules if isinstance(rules, Mapping) else {}
        if isinstance(value, Mapping):
            inside = rules.get("properties") or {}
            return {name: self._papers(one, inside.get(name)) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._papers(one, rules.get("items")) for one in value]
        if not isinstance(value, str):
            return self._plain(value)
        if self.stand_ins.knows(value):
            return self.stand_ins.papers(value, exact=True)
        if rules.keys() & {"enum", "const"} or _is_day_or_time(value):
            return value
        safe = self.stand_ins.words(value)
        if safe != value or value.casefold() in self._said or not any(sign.isalpha() for sign in value):
            return safe
        return self.stand_ins.papers(value, exact="pattern" in rules)


@dataclass(slots=True)
class _Typed:
    """at: the moments of the keys. slot: what they were typed for; call: in its question."""

    at: list[int]
    slot: Slot | None
    call: Call


def _in_question(dialogue: Dialogue, step: Step) -> Call:
    """The call as it stood in the `ask` that this step answered; as the step left it, where it was none."""
    call = step.call
    for one in step.taken:
        state = one.name.partition("/")[0]
        if one.what == "answer" and one.flow == call.flow and state in dialogue.flow_of(call).states:
            return replace(call, state=state, question="prompt")
    return call


def _parts(keys: str) -> list[str]:
    """ "12#3" → "12", "#", "3"."""
    parts: list[str] = []
    for key in keys:
        if parts and key.isdecimal() and parts[-1].isdecimal():
            parts[-1] += key
        else:
            parts.append(key)
    return parts


def _slots(flow: Flow) -> dict[str, Slot]:
    """Every slot of a flow that a caller may fill, by name."""
    asked = {state.slot.name: state.slot for state in flow.states.values() if isinstance(state, Ask)}
    filled = {name for state in flow.states.values() if isinstance(state, Converse) for name in state.fills}
    told = {
        name: slot
        for name, slot in (*flow.slots.items(), *flow.inputs.items())
        if slot.sensitive or slot.type is not SlotType.TEXT or name in filled or name in asked
    }
    return {**asked, **told}


def _words_of(flow: Flow) -> frozenset[str]:
    """What the flow's own conditions compare with, and its phrases."""
    found: set[str] = set()
    for one in flow.every_flow():
        found.update(
            word.casefold() for each in one.phrases.values() for w in each.words.values() for word in w
        )
        found.update(one.phrases)
        for state in one.states.values():
            for condition in _conditions(state):
                for quote in "'\"":
                    found.update(part.casefold() for part in condition.source.split(quote)[1::2])
    return frozenset(found)


def _conditions(node: Any) -> Iterator[Expression]:
    if isinstance(node, Expression):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _conditions(one)
    elif is_dataclass(node):
        for each in fields(node):
            yield from _conditions(getattr(node, each.name))


def _is_day_or_time(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        try:
            time.fromisoformat(value)
        except ValueError:
            return False
        return ":" in value
    return "-" in value
