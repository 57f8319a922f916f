"""Entering a state, by kind, and what follows when its words have been heard."""

from __future__ import annotations

from runtime.dialogue import asking, frames, hearing, lines, question, speaking, visiting
from runtime.dialogue.effect import CallService, Dial, HangUp, RecordMessage
from runtime.dialogue.event import Answered, AnsweredBy
from runtime.dialogue.machine import CLOSED, FAILED, GO, VISIT, VOICEMAIL
from runtime.dialogue.masking import HIDDEN, shown
from runtime.dialogue.thinking import FILLER_AFTER
from runtime.dialogue.turn import Broken, Move, Turn
from runtime.flow.model import (
    Ask,
    BargeIn,
    Converse,
    Decide,
    Direction,
    End,
    Fetch,
    Listening,
    Record,
    Run,
    Say,
    Transfer,
)
from runtime.flow.template import TemplateFailed

MOST_SILENT = 20
"""States entered one after the other with nothing said and nothing heard; more is a loop."""
LONGEST_CALL = 15 * 60.0
LONGEST_TRANSFER = 4 * 3600.0
"""Seconds. While the caller talks with a person the longest call does not cut them off."""
LONGEST_GOODBYE = 100.0
"""Seconds that what is said in an `end` may still take when the longest call is over."""
RECORDING_GRACE = 30.0
GREETING = 8.0
"""Seconds that a machine's greeting is given when nobody tells us of its end."""


def move(turn: Turn, way: Move) -> None:
    """Leave the state by `way` and enter the next. Raises Broken."""
    left = turn.state
    lines.drop_pending(turn)
    lines.stop_listening(turn)
    if way.way == VISIT:
        visiting.by_line(turn, way.target or "")
    else:
        try:
            turn.plan.table.move(turn, *way)
        except TemplateFailed as error:
            raise Broken("condition") from error
    enter(turn, f"{way.way} {left}")


def enter(turn: Turn, way: str = "") -> None:
    """Do what the state does on entering it. way: how it was come to, for the note."""
    state = turn.here
    turn.note("state", state.name, state.mark, way)
    turn.silent += 1
    if turn.silent > MOST_SILENT and not isinstance(state, End):
        turn.silent = 0
        raise Broken("loop")
    turn.visits = {**turn.visits, state.name: turn.visits.get(state.name, 0) + 1}
    turn.entered = turn.clock
    turn.state_turns = 0
    turn.rung_no_input = turn.rung_no_match = 0
    turn.question = ""
    turn.reply = ()
    turn.interrupted = False
    comes_back = isinstance(state, End) and not frames.hangs_up(turn)
    if state.barge_in is BargeIn.NO and (comes_back or isinstance(state, Say | Listening)):
        turn.kept_keys, turn.kept_speech = "", None
    turn.phase = "speaking"
    match state:
        case Say():
            speaking.say(turn, state.say)
            turn.lead_in = state.say
        case Listening():
            _enter_listening(turn, state)
        case Decide():
            turn.go(GO)
        case Fetch():
            _enter_fetch(turn, state)
        case Transfer():
            _enter_transfer(turn, state)
        case Run():
            visiting.by_state(turn, state)
            enter(turn, f"run {state.name}")
        case Record() | End():
            if not comes_back:
                turn.kept_keys, turn.kept_speech = "", None
            if state.say:
                speaking.say(turn, state.say)
        case _:
            raise Broken("kind")


def spoken(turn: Turn) -> None:
    """Everything ordered has been heard: go on with what waited for it."""
    state = turn.here
    if turn.phase == "leaving":
        hang_up(turn, turn.outcome or "failed")
    elif turn.phase == "listening":
        if turn.kept_keys:
            take_kept_keys(turn)
        else:
            speaking.await_answer(turn)
    elif turn.phase == "speaking":
        match state:
            case Say():
                turn.go(GO)
            case Transfer():
                _dial(turn, state)
            case Record():
                turn.phase = "recording"
                turn.request = turn.next_number()
                turn.effects.append(RecordMessage(turn.request, state.recording, state.limit))
                turn.arm("recording", state.limit + RECORDING_GRACE)
            case End():
                if frames.hangs_up(turn):
                    hang_up(turn, state.outcome)
                elif not visiting.come_back(turn, state.outcome):
                    _resume(turn)


def _resume(turn: Turn) -> None:
    """A line's visit is over: the state asks its question again, and counts on where it was."""
    state = turn.here
    if isinstance(state, Converse):
        turn.arm("limit", max(0.0, state.limits.time - (turn.clock - turn.entered)))
    if not isinstance(state, Listening):
        question.say_again(turn)
    elif not _is_answering(turn, state):
        question.ask(turn)


def end_in_time(turn: Turn) -> None:
    """The longest call is over, and the last words are being said. They are heard out, unless they wait
    behind so many others (a model that could not stop) that the call would go on for hours."""
    if sum(speech.seconds for speech in turn.speeches) > LONGEST_GOODBYE:
        turn.note("limit", "longest_call")
        turn.hush()
        spoken(turn)


def hang_up(turn: Turn, outcome: str) -> None:
    """The call is over."""
    turn.disarm(*turn.timers)
    turn.phase = "over"
    turn.ended = outcome
    turn.effects.append(HangUp(outcome))


def dialled(turn: Turn, state: Transfer, *, completed: bool) -> None:
    """The dialled leg has ended."""
    turn.request = 0
    if completed and state.go is None:
        hang_up(turn, "transferred")
        return
    if completed:
        turn.talked += turn.clock - turn.entered
        turn.go(GO)
    else:
        turn.note("failed", state.name, state.failed.mark)
        lines.leave_by(turn, state.failed, FAILED)
    # What is left of it, not all of it again: else lines that are busy for ever would make a call for ever.
    turn.arm("longest_call", max(0.0, LONGEST_CALL + turn.talked - turn.clock))


def answered(turn: Turn, event: Answered) -> None:
    """It is known who took the call that we placed. A machine is led to `voicemail`, or hung up on; once the
    caller was understood, or talks with a person, it is none."""
    flow = turn.root.flow
    if event.by is AnsweredBy.PERSON or flow.direction is not Direction.OUTBOUND or turn.met:
        return
    if turn.phase in ("leaving", "over", "dialling") or (turn.machine and turn.phase != "greeting"):
        return
    turn.machine = True
    turn.note("answered", "machine", flow.mark)
    lines.leave_to(turn, 0)
    lines.drop_pending(turn)
    lines.stop_listening(turn)
    turn.hush()
    turn.disarm("hearing")
    turn.hearing = ""
    turn.kept_keys, turn.kept_speech = "", None
    if flow.voicemail is None:
        hang_up(turn, "machine")
    elif event.beep:
        turn.phase = "speaking"
        turn.go(VOICEMAIL, flow.voicemail)
    else:
        turn.phase = "greeting"
        turn.arm("greeting", GREETING)


def greeted(turn: Turn) -> None:
    """The machine's greeting must be over by now."""
    turn.go(VOICEMAIL, turn.root.flow.voicemail)


def take_kept_keys(turn: Turn) -> None:
    """Keys pressed before this state listened are its first keys, until it moves or asks again."""
    name = turn.state
    while turn.kept_keys and turn.move is None and turn.phase == "listening" and turn.state == name:
        key, turn.kept_keys = turn.kept_keys[0], turn.kept_keys[1:]
        turn.hush()
        asking.on_key(turn, key)


def _enter_listening(turn: Turn, state: Listening) -> None:
    if isinstance(state, Ask) and asking.enter_ask(turn, state):
        return
    if isinstance(state, Converse):
        turn.arm("limit", state.limits.time)
    if _is_answering(turn, state):
        return
    if isinstance(state, Converse):
        if state.say:
            speaking.say(turn, state.say)
        speaking.listen(turn)
    else:
        question.ask(turn)


def _is_answering(turn: Turn, state: Listening) -> bool:
    """Whether the caller is already answering, by keys, words or a voice: a question now would talk over the
    answer, so that is taken instead."""
    if turn.question == "confirm":
        turn.kept_keys, turn.kept_speech = "", None  # nobody can have said yes to what was not read back
    by_keys = isinstance(state, Ask) and state.by_keys
    if by_keys:
        turn.kept_speech = None  # the keypad only
    if turn.kept_keys or turn.kept_speech or (turn.hearing in ("speaking", "recognising") and not by_keys):
        turn.interrupted = not turn.kept_keys
        speaking.listen(turn)
        words, turn.kept_speech = turn.kept_speech, None
        if turn.kept_keys:
            take_kept_keys(turn)
        elif words:
            hearing.take_kept(turn, words)
        return True
    return False


def _enter_fetch(turn: Turn, state: Fetch) -> None:
    send = {}
    for name, template in state.send:
        try:
            values = turn.plan.names.now(turn, template.names)
            send[name] = template.value(values, turn.language)
        except TemplateFailed as error:
            raise Broken("send") from error
    turn.phase = "fetching"
    turn.request = turn.next_number()
    visit = f"{turn.run}-" if turn.run else ""  # a flow that is run twice sends twice
    key = f"{turn.identity}-{visit}{turn.state}-{turn.visits[turn.state]}"
    turn.effects.append(CallService(turn.request, state.service, send, key, state.wait))
    turn.arm("fetch", state.wait)
    if state.filler:
        turn.arm("filler", FILLER_AFTER)


def _enter_transfer(turn: Turn, state: Transfer) -> None:
    turn.kept_keys, turn.kept_speech = "", None
    contact = turn.plan.flow.contacts.get(state.contact)
    if contact is not None and not turn.plan.names.is_open(turn, contact):
        turn.note("closed", state.name, state.closed.mark)
        lines.leave_by(turn, state.closed, CLOSED)
        return
    if state.say:
        speaking.say(turn, state.say)


def _dial(turn: Turn, state: Transfer) -> None:
    turn.phase = "dialling"
    turn.request = turn.next_number()
    turn.effects.append(Dial(turn.request, state.contact, _summary(turn) if state.summary else None))
    turn.arm("longest_call", LONGEST_TRANSFER)


def _summary(turn: Turn) -> str:
    """A few words for the person who takes the call: which line, language, why, and what is known, in the
    flow that transfers and in those that run it."""
    parts = [turn.root.flow.title, turn.language]
    if turn.reason:
        parts.append(turn.reason)
    for frame in (*turn.frames, turn.as_frame()):
        for name, value in frame.slots.items():
            if name in frame.sensitive:
                value = HIDDEN
            if isinstance(value, bool):
                value = "yes" if value else "no"
            if isinstance(value, str | int | float):
                parts.append(f"{name}: {shown(value)}")
    return "; ".join(dict.fromkeys(parts))
