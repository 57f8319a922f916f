"""Asking the model: what it is told. It may choose among this state's exits, say words, and fill slots."""

from __future__ import annotations

from runtime.dialogue.effect import AskModel
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.kinds import TYPED
from runtime.flow.model import Converse, Slot
from runtime.flow.template import TemplateFailed

FILLER_AFTER = 1.5
"""Seconds with nothing before the filler is spoken."""


def ask_model(turn: Turn, state: Converse) -> None:
    """Order a reply to what was said so far. Raises Broken when the persona cannot be worded."""
    plan = turn.plan
    texts = state.persona.texts
    language = next((one for one in (turn.language, *plan.flow.languages) if one in texts), None)
    if language is None:
        raise Broken("persona")
    try:
        system = plan.render(turn, texts[language], turn.language, hidden=True)
    except TemplateFailed as error:
        raise Broken("persona") from error
    turn.disarm("wait", "reply", "filler")
    turn.request = turn.next_number()
    turn.phase = "thinking"
    turn.reply = ()
    turn.reply_language = turn.language
    turn.cut = False
    turn.question = "reply"
    turn.interrupted = False
    turn.effects.append(
        AskModel(
            request=turn.request,
            system=system,
            messages=turn.messages,
            exits=state.exits,
            hints=_hints(turn, state),
            fills=fillable(turn, state),
            language=turn.language,
            seconds=state.limits.reply,
        )
    )
    turn.arm("reply", state.limits.reply)
    if state.filler:
        turn.arm("filler", FILLER_AFTER)


def fillable(turn: Turn, state: Converse) -> tuple[Slot, ...]:
    """The slots the model may give here: those of `fills`, never a sensitive one."""
    slots = turn.plan.slots
    return tuple(slots[name] for name in state.fills if name in slots and not slots[name].sensitive)


def wants_digits(turn: Turn, state: Converse) -> bool:
    """Whether digits the caller says here are asked for, so that the model must see them."""
    return any(slot.type in TYPED for slot in fillable(turn, state))


def _hints(turn: Turn, state: Converse) -> dict[str, tuple[str, ...]]:
    """Examples by the name of what they stand for: a slot that may be filled, or an exit (which wins where
    both have one name)."""
    slots = {slot.name: _examples(turn, slot.examples) for slot in fillable(turn, state) if slot.examples}
    exits = {way.target: _examples(turn, way.examples) for way in state.exits if way.examples}
    return {**slots, **exits}


def _examples(turn: Turn, name: str | None) -> tuple[str, ...]:
    """In the caller's language first, then in the others of the flow: callers mix them."""
    listed = turn.plan.flow.phrases.get(name or "")
    if listed is None:
        return ()
    languages = dict.fromkeys((turn.language, *turn.plan.flow.languages))
    return tuple(word for language in languages for word in listed.words.get(language, ()))
