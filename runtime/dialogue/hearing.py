"""The caller's voice: when it interrupts, when it is only listening along, when it is an answer.

Over a prompt the core decides, never the ears: a voice that lasts 0.3 s stops the prompt; a shorter one
stops it only if its words are more than "hmm", "haan" or "ok". A question that wants a yes or a no is
interrupted at once, for there "haan" is the answer.
"""

from __future__ import annotations

from runtime.dialogue import asking, conversing, frames, ladders, masking, question, speaking, thinking
from runtime.dialogue.machine import GO
from runtime.dialogue.masking import HIDDEN
from runtime.dialogue.turn import Broken, Turn
from runtime.flow.model import Ask, BargeIn, Converse, End, Fetch, Say

INTERRUPT_AFTER = 0.3
LONGEST_SPEECH = 30.0
"""Seconds of unbroken sound after which the ears must have ended it."""
RECOGNISED_WITHIN = 6.0
"""Seconds from the end of speech to its words; slower is a broken recogniser."""


def started(turn: Turn) -> None:
    """The caller began to speak."""
    if not _may_matter(turn):
        return
    turn.hearing = "speaking"
    turn.over = False
    turn.disarm("wait", "interrupt")
    turn.arm("hearing", LONGEST_SPEECH)
    if isinstance(turn.here, Ask) and turn.here.by_keys:
        return
    if turn.phase == "thinking" or (turn.speeches and _may_interrupt(turn)):
        if turn.phase == "listening" and speaking.asks_yes_or_no(turn):
            _stop_prompt(turn)
        else:
            turn.arm("interrupt", INTERRUPT_AFTER)


def went_on(turn: Turn) -> None:
    """The voice has lasted long enough to interrupt."""
    if turn.hearing != "speaking":
        return
    state = turn.here
    if turn.phase == "thinking":
        if turn.speeches and not _may_interrupt(turn):
            return
        conversing.interrupt(turn)
        turn.reply = ()
        turn.cut = True
        turn.hush()
    elif turn.speeches and _may_interrupt(turn):
        _stop_prompt(turn)
        if isinstance(state, Say) and turn.phase == "speaking":
            turn.go(GO)


def ended(turn: Turn) -> None:
    """The caller stopped; words will follow."""
    if turn.hearing != "speaking":
        return
    turn.disarm("interrupt")
    if turn.speeches and not _may_interrupt(turn):
        turn.hearing = "deaf"
        turn.disarm("hearing")
        return
    turn.over = bool(turn.speeches)
    turn.hearing = "recognising"
    turn.arm("hearing", RECOGNISED_WITHIN)


def on_utterance(turn: Turn, text: str) -> None:
    """What the recogniser made of it."""
    deaf = turn.hearing == "deaf" or (turn.speeches and not _may_interrupt(turn))
    over = turn.over or bool(turn.speeches)
    turn.hearing = ""
    turn.over = False
    turn.disarm("hearing", "interrupt")
    if deaf:
        speaking.await_answer(turn)
        return
    match turn.phase:
        case "listening" | "thinking":
            _answer(turn, text.strip(), over)
        case "speaking" | "fetching" if not frames.is_deaf(turn):
            _elsewhere(turn, text.strip())
        case _:
            return  # transfer, record, end: nobody is listening


def lost(turn: Turn) -> None:
    """The recogniser failed, or its words never came. An error where we listen, unless those words would
    have been dropped; elsewhere nothing."""
    state = turn.here
    unwanted = turn.hearing == "deaf" or (isinstance(state, Ask) and state.by_keys)
    turn.hearing = ""
    turn.over = False
    turn.disarm("hearing", "interrupt")
    if turn.phase == "listening":
        if not unwanted:
            raise Broken("recogniser")
        speaking.await_answer(turn)


def is_backchannel(turn: Turn, text: str) -> bool:
    """ "Hmm", "haan", "ok", or a sound without words."""
    return not text or turn.plan.small[turn.language].backchannels.find(text, whole=True) is not None


def take_kept(turn: Turn, text: str) -> None:
    """Words said before this state listened are its first answer."""
    _hear(turn, text)


def _answer(turn: Turn, text: str, over: bool) -> None:
    """Words where we listen. A listener's small sounds are none; a sound without words is a miss once it
    has interrupted, so that a noisy line is noticed and not listened to for ever."""
    small_sound = is_backchannel(turn, text) and not (text and speaking.asks_yes_or_no(turn))
    state = turn.here
    if isinstance(state, Ask) and state.by_keys and frames.anywhere_words(turn, text) is None:
        speaking.await_answer(turn)  # the keypad only: what is said in the room is no answer and no miss
    elif not small_sound:
        _hear(turn, text)
    elif turn.typed or (turn.phase == "thinking" and not turn.cut):
        return  # a key or the model is awaited, and still is
    elif over and not turn.interrupted:
        speaking.await_answer(turn)  # the prompt goes on, or has just ended
    elif text and turn.cut and isinstance(state, Converse):
        thinking.ask_model(turn, state)  # its voice stopped the model, and it was nothing
    elif text and turn.interrupted:
        question.ask(turn)  # its voice cut the question off, and it was nothing
    else:
        _hear(turn, text)


def _hear(turn: Turn, text: str) -> None:
    """An answer: stop what is being said and see what it means."""
    state = turn.here
    turn.cut = False
    turn.interrupted = False
    turn.kept_keys = ""  # pressed for this question, which these words now answer; not for the next
    turn.hush()
    if not text:
        turn.disarm("wait", "key_gap")
        turn.typed = ""
        ladders.miss(turn)
    elif isinstance(state, Converse):
        conversing.on_words(turn, state, text)
    else:
        private = isinstance(state, Ask) and state.slot.sensitive
        speaking.remember(
            turn, "user", HIDDEN if private else masking.unasked(text, asked=_asks_digits(turn))
        )
        asking.on_words(turn, text)


def _elsewhere(turn: Turn, text: str) -> None:
    """Words in a state that does not listen: `anywhere`, else kept (`say`, an `end` that comes back) or
    dropped (`fetch`). An `anywhere` line that visits a flow waits until a `fetch` is over: it asks once."""
    if is_backchannel(turn, text):
        return
    state = turn.here
    anywhere = frames.anywhere_words(turn, text)
    if anywhere is not None and isinstance(state, Say | Fetch):
        if isinstance(state, Fetch) and frames.anywhere_option(turn, anywhere).line.run:
            turn.kept_speech = text
        else:
            asking.take_anywhere(turn, anywhere)
        return
    if isinstance(state, Say | End):
        turn.hush()  # then it goes on by itself, or comes back
        turn.kept_speech = text


def _may_matter(turn: Turn) -> bool:
    """Whether anything the caller says now can be of use: not while a call is handed over or ended."""
    if turn.phase in ("listening", "thinking", "fetching"):
        return True
    return isinstance(turn.here, Say | End) and not frames.hangs_up(turn)


def _asks_digits(turn: Turn) -> bool:
    return isinstance(turn.here, Ask) and speaking.typed_here(turn)


def _may_interrupt(turn: Turn) -> bool:
    return speaking.interruptible(turn, BargeIn.SPEECH)


def _stop_prompt(turn: Turn) -> None:
    turn.hush()
    turn.interrupted = True
