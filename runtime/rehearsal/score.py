"""A play as the player performs it, with all that its other performance is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from runtime import language as languages
from runtime.rehearsal.notes import NotedDialogue, Notes, taking
from runtime.transcript.duration import seconds_to_say
from runtime.transcript.heard import Heard
from runtime.transcript.model import Act, Transcript
from runtime.transcript.phone import Phone
from runtime.transcript.player import play
from runtime.transcript.result import Result

SHORTEST = 0.1
"""Seconds of a piece that somebody can have heard."""

CLOSE = 0.4
"""Seconds before the end of a piece in which nobody can say whether an interruption came in time."""

Spoken = tuple[str, str]
"""A language, and the words that a voice of it says in one breath."""


class Piece(NamedTuple):
    """A part of a speech that was heard. whole: to its end; None where that is too close to be told."""

    spoken: Spoken
    whole: bool | None


@dataclass(frozen=True, slots=True)
class Cue:
    """Where the call stands when the caller acts. act: None when the play is over and the call is not: the
    caller hangs up. at: seconds since the call was answered. language: the caller's.
    last: what the caller has heard last, and how often it has been heard by then; of a speech that goes on,
    its beginning. into: seconds since that began, None when nothing is being said.
    answers: of model, services, telephones so far. dials, recordings: begun so far. steps: of the core, so
    far."""

    act: Act | None
    at: float
    language: str
    last: tuple[Spoken, int] | None
    into: float | None
    answers: int
    dials: int
    recordings: int
    is_recording: bool
    steps: int


@dataclass(frozen=True, slots=True)
class Score:
    """dialogue: of the flow that answers. language: that of the play, None when it follows the call's.
    heard: each speech, as far as the caller heard it. outcome: of the call, which the caller ends if nobody
    else does."""

    dialogue: NotedDialogue
    transcript: Transcript
    language: str | None
    result: Result
    notes: Notes
    cues: tuple[Cue, ...]
    heard: tuple[Heard, ...]
    outcome: str

    @property
    def name(self) -> str:
        case = f" ({self.transcript.case})" if self.transcript.case else ""
        return f"{self.transcript.file}{case}" + (f" {self.language}" if self.language else "")


def score(dialogue: NotedDialogue, transcript: Transcript, language: str | None) -> Score:
    """Play it on the virtual clock, to the end of the call."""
    notes, cues, phones = Notes(), list[Cue](), list[Phone]()

    def stand(act: Act | None, phone: Phone) -> None:
        if act is None:
            phones.append(phone)
            phone.settle()
            if phone.ended is not None:
                return
        cues.append(_cue(act, phone, notes, language))
        if act is None:
            phone.hang_up()

    token = taking.set(notes)
    try:
        result = play(dialogue, transcript, language, on_act=stand)
    finally:
        taking.reset(token)
    (phone,) = phones
    return Score(
        dialogue, transcript, language, result, notes, tuple(cues), tuple(phone.heard), phone.ended or ""
    )


def pieces(heard: Heard) -> list[Piece]:
    """What the caller hears of a speech, piece by piece. One that was begun and stopped at once is none:
    nobody could say whether it was heard."""
    cut, found = heard.cut, list[Piece]()
    for spoken, begins, ends in _timed(heard.text, heard.language):
        if cut is None or ends <= cut - CLOSE:
            found.append(Piece(spoken, True))
        elif begins <= cut - SHORTEST:
            found.append(Piece(spoken, False if cut < ends - CLOSE else None))
    return found


@cache
def _timed(text: str, language: str) -> tuple[tuple[Spoken, float, float], ...]:
    """Each piece of a speech, and the seconds between which it is heard."""
    found, begins = list[tuple[Spoken, float, float]](), 0.0
    for tongue, words in languages.segments(text, language):
        ends = begins + seconds_to_say(words)
        found.append(((tongue, " ".join(words.split())), begins, ends))
        begins = ends
    return tuple(found)


def _cue(act: Act | None, phone: Phone, notes: Notes, language: str | None) -> Cue:
    spoken = [words for words in map(pieces, phone.heard) if words]
    last = phone.heard[-1] if phone.heard else None
    speaking = last is not None and last.cut is None and phone.now < last.at + last.seconds
    before = [piece.spoken for words in spoken[:-1] for piece in words]
    newest = [piece.spoken for piece in (spoken[-1][:1] if speaking else spoken[-1])] if spoken else []
    return Cue(
        act=act,
        at=phone.now,
        language=language or phone.call.language,
        last=(newest[-1], [*before, *newest].count(newest[-1])) if newest else None,
        into=phone.now - last.at if last is not None and speaking else None,
        answers=notes.answers,
        dials=len(phone.dialled),
        recordings=len(phone.asked.recordings),
        is_recording=phone.recording is not None,
        steps=len(notes.steps),
    )
