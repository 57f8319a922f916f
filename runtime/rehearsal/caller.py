"""The caller's part of a play, as steps for the carrier: each on its cue, with a sound that says what it
is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

from runtime.audio import mulaw
from runtime.audio.endpointing import Patience
from runtime.rehearsal.room import Room, Said
from runtime.rehearsal.score import Cue
from runtime.rehearsal.sound import Voice
from runtime.server.ears import ECHO_START
from runtime.standin import carrier
from runtime.standin.carrier import Step
from runtime.standin.carrier.line import SILENT, TICK
from runtime.transcript import model as script
from runtime.transcript.duration import seconds_to_say
from runtime.transcript.phone import BETWEEN_KEYS, REACTION

_PATIENCE = Patience()
HANG = _PATIENCE.hang / 1000
"""Seconds of silence after which the ears take speech to be over; so much shorter it is spoken here."""
NOTICED = _PATIENCE.start / 1000
"""Seconds of sound after which the ears take it for speech; so much earlier it begins here."""
NOTICED_OVER_A_PROMPT = ECHO_START / 1000
DEAF = 0.4
"""Seconds of silence that the ears are given first where the phone speaks, for they are deaf to its start."""
SHORTEST = 0.3


def steps(room: Room, voice: Voice) -> Iterator[Step]:
    """All that the caller does in this call."""
    for number, cue in enumerate(room.score.cues):
        match cue.act:
            case None | script.HangsUp():
                yield carrier.HangUp(_on(room, cue, _reaction(cue)))
                return
            case script.Press(keys=keys):
                when = _on(room, cue, _reaction(cue) + BETWEEN_KEYS)
                yield carrier.Press(keys.pick(cue.language) or "", when, gap=BETWEEN_KEYS)
            case script.Silence(seconds=seconds):
                yield carrier.Silence(seconds, _on(room, cue, 0.0))
            case script.Noise(seconds=seconds):
                yield _speech(room, voice, cue, number, seconds, Said("", cue.language))
            case script.Caller(words=words, heard_as=heard_as, recogniser=recogniser):
                text = words.pick(cue.language) or ""
                understood = text if heard_as is None else heard_as.pick(cue.language) or ""
                said = Said(understood, cue.language, recogniser)
                yield _speech(room, voice, cue, number, seconds_to_say(text), said)
            case script.Noticed():
                pass  # the carrier notices it at its time, whatever the caller does


def _speech(room: Room, voice: Voice, cue: Cue, number: int, seconds: float, said: Said) -> Step:
    """A sound of such a length that the ears begin and end it when the player's caller does."""
    name = f"line {number}"
    room.said[name] = said
    early = NOTICED if cue.into is None else NOTICED_OVER_A_PROMPT
    lasts = seconds if cue.is_recording else max(SHORTEST, seconds - HANG + early)
    silence = SILENT * (0 if cue.into is None else int(min(DEAF, max(0.0, cue.into - early)) / TICK))
    sound = silence + voice.sound(name, room.score.name, lasts)
    before = early + len(silence) / mulaw.RATE
    return carrier.Speak(sound, name, _on(room, cue, _reaction(cue) - before))


def _reaction(cue: Cue) -> float:
    """Seconds from the cue to the act: a person hears the phone out, unless the play says when it happens."""
    return REACTION if getattr(cue.act, "interrupt_after", None) is None else 0.0


def _on(room: Room, cue: Cue, after: float) -> carrier.Cue:
    return carrier.Cue(partial(_wait, room, cue, after))


async def _wait(room: Room, cue: Cue, after: float) -> None:
    counted = await room.until(cue)
    at = counted + after + (cue.into or 0.0)
    await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))
