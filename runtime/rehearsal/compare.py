"""Where the two performances of a play part: what the author of a flow could notice, in its order.

Compared are the core's own steps (what the flow took, what it ordered of the world), and at the far ends of
the live server what became of the orders: the words at the caller's ear, what model, services and recogniser
were asked, who was dialled, what was recorded, how the call was left. Not compared is when: seconds, and the
numbers that the core gives its speeches, timers and requests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from runtime.dialogue.call import Call
from runtime.dialogue.effect import (
    AskModel,
    CallService,
    Dial,
    HangUp,
    Listen,
    RecordMessage,
    Speak,
    StartTimer,
)
from runtime.dialogue.event import SpeechEnded, TimerFired, TransferEnded, TransferOutcome
from runtime.rehearsal.house import Performed
from runtime.rehearsal.notes import Notes
from runtime.rehearsal.room import Recognised, Room
from runtime.rehearsal.score import Score, pieces

DEADLINES = frozenset({"playback", "hearing", "recording"})
"""Timers that fire when a mark, the caller's words or a recording did not come. The model and the services
have a deadline of their own at the same moment: whichever is told first is the same to the flow."""
_LEFT = ("flow", "state", "language", "slots", "turns", "reason", "visits", "messages", "ended")
"""What is compared of the call as it was left."""


@dataclass(frozen=True, slots=True)
class Parting:
    """about: what is compared. number: of the first one that differs, from 0. wanted: on the virtual clock.
    got: through the live server; None where there is nothing."""

    about: str
    number: int
    wanted: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.about} {self.number + 1}: {_told(self.wanted)} by the player, {_told(self.got)} live"


def partings(performed: Performed) -> list[Parting]:
    """The first difference of each kind; none when the doors agree."""
    room, report = performed.room, performed.report
    score = room.score
    compared: list[tuple[str, Sequence[Any], Sequence[Any]]] = [
        ("step", _steps(score.notes), _steps(room.notes)),
        ("words at the ear", *_words(score, room)),
        ("to the model", list(map(_model, _asked(score.notes, AskModel))), list(map(_model, room.models))),
        (
            "to a service",
            list(map(_service, _asked(score.notes, CallService))),
            list(map(_service, room.services)),
        ),
        ("to the recogniser", list(_hearing(score.notes)), room.recognised),
        ("told to the person", list(_summaries(score.notes)), [d.whisper for d in report.dials if d.bridged]),
        ("gone missing", _missing(score.notes), _missing(room.notes)),
        ("dialled", list(_dialled(score)), [dialled.target for dialled in report.dials]),
        (
            "recorded",
            len(list(_asked(score.notes, RecordMessage))) * ["a message"],
            len(report.recordings) * ["a message"],
        ),
        ("left", _left(score.notes.call), _left(room.notes.call)),
        ("outcome", [score.outcome], [performed.outcome]),
        ("not as the stubs have it", [], room.unscripted),
        ("waited for in vain", [], [str(cue.act.mark) if cue.act else "the end" for cue in room.in_vain]),
        ("torn sound", [], ["a frame"] * room.ear.torn),
        ("the carrier complains", [], report.violations),
    ]
    return [parting for about, wanted, got in compared if (parting := _first(about, wanted, got)) is not None]


def _first(about: str, wanted: Sequence[Any], got: Sequence[Any]) -> Parting | None:
    for number, (one, other) in enumerate(zip_longest(wanted, got)):
        if one != other:
            return Parting(about, number, one, other)
    return None


def _steps(notes: Notes) -> list[tuple[Any, ...]]:
    """What the flow took and ordered, in order, without numbers."""
    found: list[tuple[Any, ...]] = []
    for _, step in notes.steps:
        found += [(taken.what, taken.name, taken.mark, taken.flow, taken.language) for taken in step.taken]
        for effect in step.effects:
            match effect:
                case Speak():
                    found.append(
                        ("say", effect.prompt, effect.text, effect.language, effect.voice, effect.barge_in)
                    )
                case AskModel():
                    found.append(("ask the model",))
                case CallService():
                    found.append(("ask a service", effect.service))
                case Dial():
                    found.append(("dial", effect.contact, effect.summary))
                case RecordMessage():
                    found.append(("record", effect.name, effect.seconds))
                case HangUp():
                    found.append(("hang up", effect.outcome))
    return found


def _words(score: Score, room: Room) -> tuple[list[Any], list[Any]]:
    """Each with whether it was heard to its end; where that is a matter of a moment, it is as it is."""
    wanted = [piece for heard in score.heard for piece in pieces(heard)]
    heard = [(one.piece.language, one.piece.words, one.whole) for one in room.ear.heard]
    made = []
    for number, piece in enumerate(wanted):
        whole = piece.whole if piece.whole is not None or number >= len(heard) else heard[number][2]
        made.append((*piece.spoken, whole))
    return made, heard


def _asked(notes: Notes, kind: type[Any]) -> Iterator[Any]:
    return (effect for effect in notes.effects() if isinstance(effect, kind))


def _model(request: AskModel) -> tuple[Any, ...]:
    return (request.system, request.messages, request.exits, request.hints, request.fills, request.language)


def _service(request: CallService) -> tuple[Any, ...]:
    return (request.service, dict(request.send), request.key)


def _hearing(notes: Notes) -> Iterator[Recognised]:
    """What each utterance that was listened for had to be recognised as."""
    listen = Listen("", voice=False, hints=(), max_keys=0, wait=0.0)
    for event, step in notes.steps:
        if isinstance(event, SpeechEnded) and listen.voice:
            yield Recognised(listen.language, listen.hints)
        for effect in step.effects:
            if isinstance(effect, Listen):
                listen = effect


def _dialled(score: Score) -> Iterator[str]:
    for _, step in score.notes.steps:
        for effect in step.effects:
            if isinstance(effect, Dial):
                contact = score.dialogue.flow_of(step.call).contacts[effect.contact]
                yield contact.number or contact.sip or contact.queue or ""


def _summaries(notes: Notes) -> Iterator[str]:
    """What those were told who took the call."""
    summary = ""
    for event, step in notes.steps:
        if isinstance(event, TransferEnded) and event.outcome is TransferOutcome.COMPLETED:
            yield summary
        for effect in step.effects:
            if isinstance(effect, Dial):
                summary = " ".join((effect.summary or "").split())


def _missing(notes: Notes) -> list[str]:
    """The deadlines that passed because something that was waited for did not come."""
    names: dict[int, str] = {}
    found = []
    for event, step in notes.steps:
        if isinstance(event, TimerFired) and names.get(event.timer) in DEADLINES:
            found.append(names[event.timer])
        for effect in step.effects:
            if isinstance(effect, StartTimer):
                names[effect.timer] = effect.name
    return found


def _left(call: Call) -> list[tuple[str, Any]]:
    return [(name, getattr(call, name)) for name in _LEFT]


def _told(what: Any) -> str:
    return "nothing" if what is None else str(what)
