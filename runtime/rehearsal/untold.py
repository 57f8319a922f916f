"""Plays that cannot be told through the live server, by the reason: what a call at the keypad cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial, RecordMessage
from runtime.dialogue.event import PlaybackEnded
from runtime.rehearsal.score import Score
from runtime.transcript.model import Caller, HangsUp, Noise


class Reason(StrEnum):
    """VOICE: the caller speaks where the call is still at the keypad, and nobody listens. LEFT: the caller
    hangs up there in the middle of words, and how much of a document was heard nobody knows."""

    VOICE = "spoken at the keypad, where nobody hears a voice"
    LEFT = "hung up at the keypad in the middle of words, which count as heard there"


def untold(score: Score) -> Reason | None:
    """Why this play cannot be told through the live server; None when it can."""
    for cue, stream in zip(score.cues, _streams(score), strict=True):
        match cue.act:
            case Caller() | Noise() if not stream and not cue.is_recording:
                return Reason.VOICE
            case HangsUp() if not stream and cue.into is not None:
                return Reason.LEFT
    return None


def _streams(score: Score) -> Iterator[bool]:
    """For each cue, whether the caller's voice is heard then: since a state needed it, until only the
    carrier's own verbs could go on."""
    done, stream = 0, False
    for cue in score.cues:
        for _, step in score.notes.steps[done : cue.steps]:
            if any(isinstance(effect, Dial | RecordMessage) for effect in step.effects):
                stream = False
            stream = stream or _wants_voice(score.dialogue, step.call)
        done = cue.steps
        yield stream


def _wants_voice(dialogue: Dialogue, call: Call) -> bool:
    """Now, or as soon as what is being said has been heard."""
    if dialogue.needs_voice(call):
        return True
    for speech in call.speeches:
        call = dialogue.advance(call, PlaybackEnded(speech.number, call.clock)).call
    return call.ended is None and call.phase != "leaving" and dialogue.needs_voice(call)
