"""`menu` and `ask`: what a key or an utterance means to the question at hand."""

from __future__ import annotations

from typing import Any

from runtime.dialogue import ahead, answers, frames, ladders, lines, offering, question, speaking
from runtime.dialogue.machine import ANYWHERE, GO, OPTION
from runtime.dialogue.turn import Turn
from runtime.dialogue.values import today
from runtime.flow.model import Ask, Menu, Option, Refusal, SlotType

YES_KEY, NO_KEY = "1", "2"
BY_KEY = "key"
"""How an option, an `anywhere` line or a choice was taken, where no phrase was heard."""
KEY_GAP = 3.0
"""Seconds without a key that end a typed answer."""


# -- the question ----------------------------------------------------------------------------------


def enter_ask(turn: Turn, state: Ask) -> bool:
    """Empty the slot, or take what was given ahead of being asked. True when that answers it all."""
    name = state.slot.name
    if name in turn.foretold:
        turn.fill(name, turn.foretold[name])
        turn.ahead = turn.ahead | {name}
        turn.foretold = {other: value for other, value in turn.foretold.items() if other != name}
    if name in turn.ahead and name in turn.slots and _takes(turn, state, turn.slots[name]):
        turn.ahead = turn.ahead - {name}
        turn.note("answer", f"{state.name}/{name}", state.mark)
        if state.confirm:
            turn.question = "confirm"
            return False
        turn.go(GO)
        return True
    turn.ahead = turn.ahead - {name}
    turn.empty(name)
    turn.question = "prompt"
    return False


# -- keys --------------------------------------------------------------------------------------------


def on_key(turn: Turn, key: str) -> None:
    """A key pressed while this state listens: the state's own first, then `anywhere`, else a miss."""
    state = turn.here
    if isinstance(state, Ask) and speaking.typed_here(turn):
        _on_typed(turn, state, key)
        return
    turn.disarm("wait")
    if isinstance(state, Menu):
        for number, option in enumerate(state.options):
            if option.key == key:
                _take_option(turn, state, number, BY_KEY)
                return
    elif isinstance(state, Ask):
        if speaking.asks_yes_or_no(turn) and key in (YES_KEY, NO_KEY):
            _on_yes_no(turn, state, key == YES_KEY, None)
            return
        if turn.question != "confirm" and key.isdecimal():
            choices = offering.offered(turn, state) if state.choices_from else state.slot.choices
            if 1 <= int(key) <= len(choices):
                _keep(turn, state, choices[int(key) - 1])
                return
    anywhere = frames.anywhere_key(turn, key)
    if anywhere is not None:
        take_anywhere(turn, anywhere)
    else:
        ladders.miss(turn)


def _on_typed(turn: Turn, state: Ask, key: str) -> None:
    """One key of a typed answer. `#` ends it, `*` clears it and asks again."""
    turn.disarm("wait")
    if key == "*":
        turn.hush()
        question.ask(turn)
    elif key == "#":
        end_typed(turn)
    else:
        turn.typed += key
        if answers.complete(state.slot, turn.typed):
            end_typed(turn)
        else:
            turn.arm("key_gap", KEY_GAP)


def end_typed(turn: Turn) -> None:
    """The typed answer is complete: `#`, its full length, or 3 s without a key."""
    state = turn.here
    turn.disarm("key_gap")
    keys, turn.typed = turn.typed, ""
    if not isinstance(state, Ask):
        return
    value = answers.typed(state.slot, keys, today(turn))
    if value is None:
        ladders.miss(turn)
    else:
        _keep(turn, state, value)


# -- words -------------------------------------------------------------------------------------------


def on_words(turn: Turn, text: str) -> None:
    """Words said to this `menu` or `ask`: its own phrases and choices, `anywhere`, the answer, a miss."""
    state = turn.here
    plan = turn.plan
    turn.typed = ""
    turn.disarm("wait", "key_gap")
    confirming = turn.question == "confirm"
    if isinstance(state, Menu):
        option = plan.options[state.name].match(text)
        if option is not None:
            _take_option(turn, state, option.key, option.phrase)
            return
    elif isinstance(state, Ask):
        if speaking.asks_yes_or_no(turn):
            heard = turn.slots.get(state.slot.name) if confirming else None
            same = _same(turn, state)
            meant = answers.yes_or_no(plan.small[turn.language], text, heard=heard, same=same)
            if meant is not None:
                _on_yes_no(turn, state, meant, text)
                return
        elif state.choices_from or state.slot.type is SlotType.CHOICE:
            choice = _meant(turn, state, text)
            if choice is not None:
                _keep(turn, state, choice, text)
                return
    # "What?" in answer to "is that right?" is not a village, and "a person, please" asks for one.
    any_text = isinstance(state, Ask) and state.slot.type is SlotType.TEXT and not state.choices_from
    unlikely = isinstance(state, Ask) and any_text and confirming and not _is_example(turn, state, text)
    anywhere = frames.anywhere_words(turn, text, whole=any_text and not unlikely)
    if anywhere is not None:
        take_anywhere(turn, anywhere)
        return
    if isinstance(state, Ask):
        value = None if unlikely else _meant(turn, state, text)
        if value is not None:
            if confirming:
                _correct(turn, state, value, text)
            else:
                _keep(turn, state, value, text)
            return
    ladders.miss(turn)


def _meant(turn: Turn, state: Ask, text: str) -> Any | None:
    """The value that these words give this ask."""
    if state.choices_from:
        return offering.chosen(turn, state, text, today(turn))
    return answers.spoken(turn.plan, state.slot, text, turn.language, state=state.name, today=today(turn))


def _same(turn: Turn, state: Ask) -> answers.Same:
    """Whether words say what was read back ("Monday, no, Tuesday")."""
    return lambda words: _meant(turn, state, words) == turn.slots.get(state.slot.name)


def _is_example(turn: Turn, state: Ask, text: str) -> bool:
    index = turn.plan.examples.get(state.slot.name)
    return index is not None and index.find(text) is not None


# -- what follows ------------------------------------------------------------------------------------


def take_anywhere(turn: Turn, found: frames.Anywhere) -> None:
    """An `anywhere` line was heard, of this flow or of one that waits. Kept keys and words are dropped: they
    were meant for elsewhere."""
    option = frames.anywhere_option(turn, found)
    with frames.within(turn, found.depth):
        turn.note("anywhere", f"anywhere/{found.number + 1}", option.mark, found.phrase or BY_KEY)
    turn.kept_keys = ""
    turn.kept_speech = None
    _follow(turn, option, ANYWHERE, found.depth)


def _take_option(turn: Turn, state: Menu, number: int, how: str) -> None:
    option = state.options[number]
    turn.note("option", f"{state.name}/{number + 1}", option.mark, how)
    _follow(turn, option, OPTION, len(turn.frames))


def _follow(turn: Turn, option: Option, way: str, depth: int) -> None:
    turn.understood()
    turn.hush()
    if ladders.listened(turn):
        return
    if lines.take_in(turn, depth, option.line, way):
        return
    ladders.stay(turn, option.line)


def _keep(turn: Turn, state: Ask, value: Any, text: str | None = None) -> None:
    """The caller has answered: keep it, then confirm it or follow `go`. text: the words, which may hold more
    than this answer."""
    refusal = _refusal(turn, state, value)
    if refusal is not None:
        _refuse(turn, state, value, refusal)
        return
    turn.fill(state.slot.name, value)
    turn.note("answer", f"{state.name}/{state.slot.name}", state.mark)
    if value in state.slot.choices and not state.slot.sensitive:
        turn.note("choice", f"{state.name}/{value}", state.mark, _choice_heard(turn, state, text))
    turn.understood()
    turn.hush()
    if text is not None:
        ahead.listen_for(turn, state, text, today(turn))
    if ladders.listened(turn):
        return
    if state.confirm:
        turn.question = "confirm"
        question.ask(turn)
    else:
        turn.go(GO)


def _choice_heard(turn: Turn, state: Ask, text: str | None) -> str:
    """The phrase that named the choice; "" for its place ("the second one")."""
    if text is None:
        return BY_KEY
    found = turn.plan.choices[state.name].match(text)
    return found.phrase if found is not None else ""


def _on_yes_no(turn: Turn, state: Ask, yes: bool, text: str | None) -> None:
    """A yes or no: the answer itself, or the caller's word on what we heard."""
    if turn.question != "confirm":
        _keep(turn, state, yes)
        return
    if not yes and text is not None:
        small = turn.plan.small[turn.language]
        heard = turn.slots.get(state.slot.name)
        instead = answers.correction(small, text, heard, _same(turn, state))
        anywhere = None if instead is None else frames.anywhere_words(turn, instead, whole=True)
        if anywhere is not None:  # "no, operator"
            take_anywhere(turn, anywhere)
            return
        if instead is not None:
            value = _meant(turn, state, instead)
            if value is not None and value != heard:  # "not Monday" is a plain no
                _correct(turn, state, value, instead)
                return
    turn.note("confirm", f"{state.name}/{'yes' if yes else 'no'}", state.mark)
    turn.understood()
    turn.hush()
    if yes:
        if not ladders.listened(turn):
            turn.go(GO)
        return
    turn.empty(state.slot.name)
    turn.question = "prompt"
    if not ladders.listened(turn):
        ladders.take_rung(turn, "no_match")


def _correct(turn: Turn, state: Ask, value: Any, text: str) -> None:
    """ "No, Kondapur": the slot is filled anew and confirmed again, at the price of one silent rung."""
    refusal = _refusal(turn, state, value)
    if refusal is not None:
        _refuse(turn, state, value, refusal)
        return
    ahead.listen_for(turn, state, text, today(turn))
    turn.fill(state.slot.name, value)
    turn.note("confirm", f"{state.name}/correction", state.mark)
    turn.understood()
    turn.hush()
    if ladders.listened(turn):
        return
    if not ladders.take_rung(turn, "no_match", words=False):
        question.ask(turn)


def _takes(turn: Turn, state: Ask, value: Any) -> bool:
    """Whether a value that was given ahead is an answer here: among what is offered, and not refused."""
    if state.choices_from and value not in offering.offered(turn, state):
        return False
    return _refusal(turn, state, value) is None


def _refusal(turn: Turn, state: Ask, value: Any) -> Refusal | None:
    """The first rule of `refuse` that this answer meets. Its conditions read the answer in its slot."""
    if not state.refuse:
        return None
    before = turn.slots
    turn.fill(state.slot.name, value)
    try:
        return next((one for one in state.refuse if turn.plan.true(turn, one.when)), None)
    finally:
        turn.slots = before


def _refuse(turn: Turn, state: Ask, value: Any, refusal: Refusal) -> None:
    """An answer that was understood and is not taken: the caller hears why, and it costs one rung without
    its words. So an answer refused again and again ends as a miss does."""
    turn.note("refuse", f"{state.name}/{state.refuse.index(refusal) + 1}", refusal.mark)
    turn.understood()
    turn.hush()
    turn.question = "prompt"
    turn.fill(state.slot.name, value)
    try:
        speaking.say(turn, refusal.say)
    finally:
        turn.empty(state.slot.name)
    if ladders.listened(turn):
        return
    if not ladders.take_rung(turn, "no_match", words=False):
        question.ask(turn)
