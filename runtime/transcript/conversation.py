"""A transcript as the caller's side only: what somebody who plays the caller does, step by step.

For those who make a real call of a transcript. The phone's lines become waits: before each act, the
prompts that the caller hears first, so that the one who plays knows when it is her turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from runtime.transcript.model import (
    Bot,
    Caller,
    Dialled,
    Ended,
    Expect,
    HangsUp,
    Noise,
    Press,
    Silence,
    Transcript,
)

ActName = Literal["press", "say", "silence", "noise", "hang_up"]


@dataclass(frozen=True, slots=True)
class CallerStep:
    """One act of the caller.

    act: what she does. text: the keys ("1", "12#") or the words; "" otherwise. language: of the words.
    seconds: of a silence or a noise. interrupt_after: None to wait until the phone has finished, else
    seconds after the last of `prompts` began. prompts: names of the prompts heard since the last act,
    in order ("" for one written by its words); empty when the transcript says `...`.
    """

    act: ActName
    text: str = ""
    language: str = ""
    seconds: float = 0.0
    interrupt_after: float | None = None
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """number: the caller's. steps: what she does, in order. last: the prompts after her last act.
    transfer: the contact the call ends with, or None. outcome: how it ends, if the transcript says so."""

    title: str
    number: str
    steps: tuple[CallerStep, ...]
    last: tuple[str, ...]
    transfer: str | None
    outcome: str | None


def conversation(transcript: Transcript, language: str) -> Conversation:
    """The caller's side in this language. Raises KeyError(language) when a line has no words in it."""
    steps: list[CallerStep] = []
    prompts: list[str] = []
    contact: str | None = None
    outcome: str | None = None

    def act(name: ActName, *, text: str = "", seconds: float = 0.0, after: float | None = None) -> None:
        steps.append(CallerStep(name, text, language, seconds, after, tuple(prompts)))
        prompts.clear()

    for line in transcript.lines:
        match line:
            case Bot(any_number=True):
                prompts.clear()
            case Bot():
                prompts.append(line.prompt or "")
            case Caller():
                act("say", text=_words(line, language), after=line.interrupt_after)
            case Press():
                act("press", text=_words(line, language), after=line.interrupt_after)
            case Silence():
                act("silence", seconds=line.seconds)
            case Noise():
                act("noise", seconds=line.seconds, after=line.interrupt_after)
            case HangsUp():
                act("hang_up", after=line.interrupt_after)
            case Dialled():
                contact = line.contact
            case Ended():
                outcome = line.outcome
            case Expect():
                pass
            case _:
                assert_never(line)
    return Conversation(
        transcript.title, transcript.call.number, tuple(steps), tuple(prompts), contact, outcome
    )


def _words(line: Caller | Press, language: str) -> str:
    words = (line.words if isinstance(line, Caller) else line.keys).pick(language)
    if words is None:
        raise KeyError(language)
    return words
