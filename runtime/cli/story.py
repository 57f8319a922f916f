"""What the caller of `flowctl call` does: a transcript's lines as steps, in one language and one voice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.dialogue.event import TransferOutcome
from runtime.flow.faults import listed
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.standin.carrier import (
    AfterBot,
    HangUp,
    Leg,
    Noise,
    Now,
    Over,
    Press,
    Silence,
    Speak,
    Step,
    When,
)
from runtime.transcript import model as script
from runtime.transcript.model import Transcript, Words
from runtime.transcript.reader import read_transcript

QUIET = 0.5
"""Seconds of silence after which our caller, who knows the script, takes the phone to have finished."""
DEFAULT_STORY = "transcripts/outage.yaml"

Voice = Callable[[str, str], Awaitable[bytes]]
"""(text, language) → mu-law sound."""


_LEGS = {
    TransferOutcome.COMPLETED: Leg(after=0.3, talk=0.5),
    TransferOutcome.BUSY: Leg("busy"),
    TransferOutcome.NO_ANSWER: Leg("no-answer"),
    TransferOutcome.FAILED: Leg("failed"),
}


class Unusable(Exception):
    """This call cannot be made as it was ordered. str(self): one sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Story:
    """path: of the flow. file: of the transcript, None when the caller only listens. caller: the number
    the call comes from. outcome, prompts: how it should end and what the phone should say in this order,
    as far as the transcript tells. legs: how those who are dialled answer. at_once: which of the lines
    follow a silence in which the phone says nothing: nobody will ask for them. What a transcript stubs for
    the model and services has no meaning here: the real ones answer.
    """

    flow: Flow
    path: Path
    language: str
    file: Path | None
    title: str
    lines: tuple[script.Act, ...]
    caller: str | None
    outcome: str | None = None
    prompts: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    at_once: frozenset[int] = frozenset()


def find_flow(name: str) -> Path:
    """The flow that a name or path means, here or among the shipped ones. Raises Unusable."""
    try:
        return which_flow(name).resolve()
    except NoSuchFlow as unknown:
        raise Unusable(str(unknown)) from unknown


def read_story(name: str, language: str | None, file: Path | None) -> Story:
    """The flow, its transcript (by default its outage story) and the language. Raises Unusable."""
    path = find_flow(name)
    flow = load(path).flow
    if flow is None:
        raise Unusable(f"{name} has faults; `flowctl validate {name}` tells which")
    if language is not None and language not in flow.languages:
        raise Unusable(f"{flow.name} does not speak {language}; it speaks {listed(flow.languages)}")
    if file is None and path.is_dir() and (path / DEFAULT_STORY).is_file():
        file = path / DEFAULT_STORY
    if file is None:
        chosen = language or flow.languages[0]
        return Story(flow, path, chosen, None, "a caller who only listens", (), None)
    transcript = _transcript(file)
    language = language or (transcript.languages or flow.languages)[0]
    if transcript.languages and language not in transcript.languages:
        raise Unusable(f"{file} is written in {listed(transcript.languages)}, not in {language}")
    checks = [line for line in transcript.lines if isinstance(line, script.Ended)]
    told = [line for line in transcript.lines if isinstance(line, script.Act | script.Bot)]
    acts = [at for at, line in enumerate(told) if isinstance(line, script.Act)]
    return Story(
        flow=flow,
        path=path,
        language=language,
        file=file,
        title=transcript.title,
        lines=tuple(line for line in told if isinstance(line, script.Act)),
        caller=transcript.call.number,
        outcome=checks[-1].outcome if checks else None,
        prompts=tuple(
            line.prompt for line in transcript.lines if isinstance(line, script.Bot) and line.prompt
        ),
        legs=tuple(_LEGS[outcome] for outcome in transcript.stub.transfer),
        at_once=frozenset(
            number for number, at in enumerate(acts) if at and isinstance(told[at - 1], script.Silence)
        ),
    )


def _transcript(file: Path) -> Transcript:
    if not file.is_file():
        raise Unusable(f"there is no transcript {file}")
    read = read_transcript(file)
    if read.transcript is None:
        first = read.diagnostics[0] if read.diagnostics else None
        where = f": {first.mark}: {first.message}" if first else ""
        raise Unusable(f"{file} cannot be played{where}")
    return read.transcript


async def steps(story: Story, voice: Voice) -> tuple[Step, ...]:
    """The caller's part. Raises Unusable where a line has no words in the story's language."""
    return tuple(
        [
            await _step(line, story, voice, Now() if number in story.at_once else AfterBot(QUIET))
            for number, line in enumerate(story.lines)
        ]
    )


async def _step(line: script.Act, story: Story, voice: Voice, usual: When) -> Step:
    """usual: when a line is said that does not say so itself."""
    match line:
        case script.Press(keys=keys, interrupt_after=after):
            return Press(_picked(keys, line, story), _when(after, usual))
        case script.Caller(words=words, interrupt_after=after, heard_as=heard_as, recogniser=recogniser):
            if heard_as is not None or recogniser is not None:
                raise Unusable(
                    f"{line.mark}: here a real recogniser listens, which nobody can tell what to make of it; "
                    "`flowctl test --door live` plays such lines through the server"
                )
            text = _picked(words, line, story)
            return Speak(await voice(text, story.language), text, _when(after, usual))
        case script.Silence(seconds=seconds):
            return Silence(seconds, usual)
        case script.Noise(seconds=seconds, interrupt_after=after):
            return Noise(seconds, when=_when(after, usual))
        case script.HangsUp(interrupt_after=after):
            return HangUp(_when(after, usual))
        case script.Noticed():
            raise Unusable(f"{line.mark}: a machine is noticed at the beginning of a call; use --machine")


def _when(interrupt_after: float | None, usual: When) -> When:
    return usual if interrupt_after is None else Over(interrupt_after)


def _picked(words: Words, line: script.Act, story: Story) -> str:
    text = words.pick(story.language)
    if text is None:
        raise Unusable(f"{line.mark}: nothing is written here for {story.language}")
    return text
