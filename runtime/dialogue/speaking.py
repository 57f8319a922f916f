"""What is said, and when it has been heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runtime.dialogue import answers, frames, offering
from runtime.dialogue.call import Speech
from runtime.dialogue.effect import Listen, Message, Speak
from runtime.dialogue.masking import HIDDEN, shown_in
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.kinds import TYPED
from runtime.flow.model import Ask, BargeIn, End, Menu, Record, SlotType, Transfer, Voice
from runtime.flow.template import Template, TemplateFailed
from runtime.language import apology

MOST_MESSAGES = 60
"""The model remembers this many sentences of a call, the newest; more would only slow it down."""
SLOWEST_LETTER = 0.15
SLOWEST_START = 8.0
"""No voice takes longer: so many seconds a letter, and so many before the first. Past that, the mark that
words were heard has been lost, and the call goes on without it."""
_ONE_KEY = (SlotType.YES_NO, SlotType.CHOICE)

APOLOGY = "built-in apology"
"""The name of the built-in prompt. It has a space, so no author's prompt can have it."""


def say(turn: Turn, prompt: str, *, aside: bool = False, extra: Mapping[str, Any] | None = None) -> None:
    """Speak a prompt in the caller's language, or in another of the flow's where it has no words.
    aside: it is no part of the conversation (a filler), so the model is not told of it. extra: values that
    only these words may read.
    Raises Broken when it cannot be worded, except where the call is being handed over or ended."""
    found = turn.plan.prompt_template(prompt, turn.language)
    if found is None:
        return _unspeakable(turn)
    template, language = found
    try:
        text = turn.plan.render(turn, template, language, extra=extra)
    except TemplateFailed:
        return _unspeakable(turn)
    _speak(turn, text, language, prompt, fixed=template.fixed)
    if text.strip() and not aside:
        remember(turn, "assistant", _told(turn, template, text))
    return None


def _told(turn: Turn, template: Template, text: str) -> str:
    """What the model is told of these words: no sensitive value, and no digits that nobody asked for."""
    for name in (path.partition(".")[0] for path in template.names):
        if name in turn.sensitive:
            return HIDDEN
        text = shown_in(text, turn.slots.get(name))
    return text


def say_reply(turn: Turn, sentence: str) -> None:
    """Speak one sentence of the model."""
    _speak(turn, sentence, turn.reply_language or turn.language, None, fixed=False)


def say_apology(turn: Turn) -> None:
    words, voice = apology(turn.language), turn.plan.flow.voice
    _speak(turn, words, turn.language, APOLOGY, fixed=True, barge_in=BargeIn.NO, voice=voice)


def remember(turn: Turn, role: str, text: str) -> None:
    """Keep what was said for the model. Neighbours in one role become one message."""
    last = turn.messages[-1] if turn.messages else None
    if last is not None and last.role == role:
        turn.messages = (*turn.messages[:-1], Message(role, f"{last.text} {text}"))
    else:
        turn.messages = (*turn.messages, Message(role, text))[-MOST_MESSAGES:]


def heard(turn: Turn, number: int) -> bool:
    """Speech `number`, and all ordered before it, has been heard. False when that is stale."""
    for position, speech in enumerate(turn.speeches):
        if speech.number == number:
            turn.speeches = turn.speeches[position + 1 :]
            if not turn.speeches:
                turn.disarm("playback")
            return True
    return False


def arm_playback(turn: Turn) -> None:
    """A deadline for everything that is still to be heard; armed once a step."""
    if turn.spoke and turn.speeches:
        turn.arm("playback", round(SLOWEST_START + sum(s.seconds for s in turn.speeches), 1))


def listen(turn: Turn) -> None:
    """Take the caller's answer from now on. Silence is counted once everything has been heard."""
    state = turn.here
    turn.phase = "listening"
    turn.silent = 0
    turn.effects.append(
        Listen(
            language=turn.language,
            voice=not (isinstance(state, Ask) and state.by_keys) or frames.has_anywhere_words(turn),
            hints=_hints(turn),
            max_keys=most_keys(turn),
            wait=getattr(state, "wait", 0.0),
        )
    )
    await_answer(turn)


def _hints(turn: Turn) -> tuple[str, ...]:
    """What may be said here; what a service has just given comes first."""
    state = turn.here
    known = frames.hints(turn)
    if isinstance(state, Ask) and state.choices_from and turn.question != "confirm":
        return (*offering.hints(offering.offered(turn, state), turn.language), *known)
    return known


def await_answer(turn: Turn) -> None:
    """Arm the deadline that fits: the caller may be speaking, typing or hearing us, or be silent."""
    if turn.phase != "listening" or turn.speeches:
        return
    if turn.hearing in ("speaking", "recognising"):
        if "hearing" not in turn.timers:
            turn.arm("hearing", 30.0)
        return
    if turn.typed:
        return
    turn.arm("wait", getattr(turn.here, "wait", 6.0))


def most_keys(turn: Turn) -> int:
    """How many keys an answer here may have; 1 where a key is a choice, 0 where no key means anything."""
    state = turn.here
    if typed_here(turn) and isinstance(state, Ask):
        return answers.most_keys(state.slot)
    if isinstance(state, Menu) and any(option.key for option in state.options):
        return 1
    if isinstance(state, Ask) and (
        turn.question == "confirm" or state.choices_from or state.slot.type in _ONE_KEY
    ):
        return 1
    return 1 if frames.has_anywhere_keys(turn) else 0


def typed_here(turn: Turn) -> bool:
    """Whether keys spell an answer here (else each key is a choice)."""
    state = turn.here
    return (
        isinstance(state, Ask)
        and turn.question != "confirm"
        and state.choices_from is None
        and state.slot.type in TYPED
    )


def asks_yes_or_no(turn: Turn) -> bool:
    """Whether "ok" is an answer to what is being asked."""
    state = turn.here
    return isinstance(state, Ask) and (turn.question == "confirm" or state.slot.type is SlotType.YES_NO)


def interruptible(turn: Turn, by: BargeIn) -> bool:
    """Whether everything being said now may be interrupted `by` BargeIn.KEYS or BargeIn.SPEECH."""
    return all(speech.barge_in in (BargeIn.YES, by) for speech in turn.speeches)


def _speak(
    turn: Turn,
    text: str,
    language: str,
    prompt: str | None,
    *,
    fixed: bool,
    barge_in: BargeIn | None = None,
    voice: Voice | None = None,
) -> None:
    if not text.strip():
        return
    number = turn.next_number()
    allowed = turn.here.barge_in if barge_in is None else barge_in
    speaker = turn.here.voice if voice is None else voice
    turn.effects.append(Speak(number, text, language, prompt, fixed, allowed, speaker))
    turn.speeches = (*turn.speeches, Speech(number, allowed, SLOWEST_LETTER * len(text)))
    turn.spoke = True
    turn.silent = 0
    turn.disarm("wait")


def _unspeakable(turn: Turn) -> None:
    """Words that cannot be spoken are skipped where the call is handed over or ended; else an error."""
    if not isinstance(turn.here, Transfer | Record | End):
        raise Broken("words")
