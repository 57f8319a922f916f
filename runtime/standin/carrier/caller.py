"""The scripted caller: step after step, each at its moment."""

from __future__ import annotations

import math

import numpy as np

from runtime.audio import mulaw
from runtime.standin.carrier.line import FRAME, TICK, Line
from runtime.standin.carrier.script import (
    AfterBot,
    Cue,
    DropSocket,
    HangUp,
    Noise,
    Now,
    Over,
    Press,
    Silence,
    Speak,
    Step,
    Until,
)


class Caller:
    """done: steps carried out so far. patience: seconds to wait for the phone before going on anyway."""

    def __init__(self, script: tuple[Step, ...], line: Line, patience: float) -> None:
        self.script = script
        self.done = 0
        self._line = line
        self._patience = patience
        self._since = -math.inf
        """What the phone said before this moment was an answer to an earlier step."""

    async def run(self) -> bool:
        """Carry out every step. Returns whether the caller hung up."""
        for number, step in enumerate(self.script, 1):
            await self._moment(step)
            self._line.timeline.add("step", number=number, step=type(step).__name__)
            begun = self._line.clock.now()
            await self._do(step)
            self._since = begun if isinstance(step, Silence) else self._line.clock.now()
            self.done = number
            if isinstance(step, HangUp):
                return True
        return False

    async def _moment(self, step: Step) -> None:
        """Wait until it is time for this step."""
        if isinstance(step.when, Cue):
            await step.when.ready()
            return
        clock, asked = self._line.clock, self._line.clock.now()
        while not self._is_time(step):
            if clock.now() - asked > self._patience:
                self._line.timeline.add("fault", what="the caller waited in vain", step=type(step).__name__)
                return
            await clock.sleep(TICK)

    def _is_time(self, step: Step) -> bool:
        line = self._line
        match step.when:
            case AfterBot(quiet):
                return line.last_heard > self._since and line.quiet >= quiet and self._is_heard(step)
            case Over(offset):
                return line.began_speaking > self._since and line.clock.now() - line.began_speaking >= offset
            case Until(ready, quiet):
                return line.quiet >= quiet and ready() and self._is_heard(step)
            case Now() | Cue():
                return True

    def _is_heard(self, step: Step) -> bool:
        """Whether anybody would notice this step now."""
        match step:
            case Press():
                return self._line.on_key is not None
            case Speak():
                return bool(self._line.listener)
            case _:
                return True

    async def _do(self, step: Step) -> None:
        line = self._line
        match step:
            case Press(keys, _, gap):
                for number, key in enumerate(keys):
                    await line.clock.sleep(gap if number else 0.0)
                    line.press(key)
            case Speak(ulaw, text):
                seconds = round(len(ulaw) / mulaw.RATE, 2)
                line.timeline.add("speech_start", text=text, seconds=seconds, to=line.listener)
                await line.speak(ulaw)
                line.timeline.add("speech_end", text=text)
                if line.on_speech is not None:
                    line.on_speech(text)
            case Silence(seconds):
                await line.clock.sleep(seconds)
            case Noise(seconds, level):
                await line.speak(noise(seconds, level))
            case DropSocket():
                if line.on_drop is not None:
                    line.on_drop()
            case HangUp():
                pass


def noise(seconds: float, level: float) -> bytes:
    """The same hiss every time. level: of full scale."""
    samples = np.random.default_rng(7).normal(0.0, level * 32767, round(seconds * mulaw.RATE))
    ulaw = mulaw.encode(np.clip(samples, -32767, 32767).astype(np.int16))
    return ulaw + b"\xff" * (-len(ulaw) % FRAME)
