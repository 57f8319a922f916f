"""Plays a transcript against the production dialogue and says where the two part.

The play is read line by line. Between two lines time runs only as far as the next line needs: to the
next thing that is said (`bot`), until the phone has finished (`caller`, `press`, `silence`), or so many
seconds into a prompt (`interrupt_after`). The phone never waits out a silence that nobody wrote down.

After a mismatch the play goes on, so that one run shows them all; a play whose call is over stops.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from runtime.dialogue.dialogue import Dialogue
from runtime.transcript.expect import unmet
from runtime.transcript.matching import contains, same
from runtime.transcript.model import (
    Act,
    Bot,
    Caller,
    Dialled,
    Ended,
    Expect,
    HangsUp,
    Noise,
    Noticed,
    Press,
    Silence,
    Transcript,
    Words,
)
from runtime.transcript.phone import REACTION, Heard, Phone, Runaway
from runtime.transcript.result import Beat, Mismatch, Result
from runtime.transcript.scripted import ScriptedWorld


def play(dialogue: Dialogue, transcript: Transcript, language: str | None = None) -> Result:
    """Play once. language: the one of the transcript's `languages` to play in."""
    return _Play(dialogue, transcript, language).result()


def plays(dialogue: Dialogue, transcript: Transcript) -> list[Result]:
    """Play once, or once in each of the transcript's languages."""
    return [play(dialogue, transcript, language) for language in transcript.languages or (None,)]


class _Play:
    def __init__(self, dialogue: Dialogue, transcript: Transcript, language: str | None) -> None:
        self._transcript = transcript
        self._language = language
        self._beats: list[Beat] = []
        self._mismatches: list[Mismatch] = []
        self._mark = transcript.mark
        self._world = ScriptedWorld(transcript.stub, language, self._unscripted)
        self._phone = Phone(dialogue, self._world)
        self._matched = 0
        """How many of the phone's speeches have had their line."""
        self._last: Heard | None = None
        self._any_number = False
        self._lost = False
        """Nothing was said where the play expects words: the lines up to the caller's next are moot."""
        self._dials = 0
        self._dialling = False
        self._current = False
        """Whether `expect` looks at this very moment; after the caller's act it waits for the next words."""

    def result(self) -> Result:
        call = self._transcript.call
        try:
            self._phone.answer(
                number=call.number,
                now=call.at,
                language=call.language,
                inputs=call.inputs,
                answered_by=call.answered_by,
            )
            for line in self._transcript.lines:
                self._mark = line.mark
                if not self._perform(line):
                    break
        except Runaway as circle:
            self._miss("a call that comes to rest", f"the flow goes round and round at {circle}")
        return Result(
            transcript=self._transcript,
            language=self._language,
            mismatches=tuple(self._mismatches),
            beats=tuple(self._beats),
            taken=tuple(self._phone.taken),
            seconds=round(self._phone.now, 1),
            ended=self._phone.ended,
        )

    def _perform(self, line: Act | Bot | Dialled | Ended | Expect) -> bool:
        """Do one line; False when nothing after it can be played."""
        dialling, self._dialling = self._dialling, False
        match line:
            case Bot(any_number=True):
                self._any_number = True
                self._current = False
            case Bot():
                return self._bot(line)
            case Caller() | Press() | Silence() | Noise() | HangsUp() | Noticed():
                return self._act(line, dialling)
            case Dialled():
                self._dialled(line)
                self._dialling = True
            case Expect():
                self._expect(line)
            case Ended():
                self._ended(line)
            case _:
                assert_never(line)
        return True

    # -- what the phone says ------------------------------------------------------------------

    def _bot(self, line: Bot) -> bool:
        if self._lost:
            return True
        wanted = self._wanted(line)
        while True:
            heard = self._next_heard()
            if heard is None:
                return self._nothing_heard(line, wanted)
            if self._is(line, heard):
                break
            if self._any_number:
                self._consume(heard)
            elif self._comes_later(line):
                self._miss("nothing more before the line below", _quoted(heard), heard)
                self._matched += 1
            else:
                self._wrong_words(line, wanted, heard)
                return True
        self._any_number = False
        self._consume(heard)
        if line.language is not None and heard.language != line.language:
            self._miss(f"{wanted} in {line.language}", f"{_quoted(heard)} in {heard.language}", heard)
        return True

    def _nothing_heard(self, line: Bot, wanted: str) -> bool:
        self._any_number = False
        if self._phone.ended is not None:
            self._miss(wanted, f"the call is over: {self._phone.ended}")
            return False
        self._miss(wanted, "nothing; the phone waits for the caller")
        self._lost = True
        return True

    def _wrong_words(self, line: Bot, wanted: str, heard: Heard) -> None:
        """Other words in its place. If a later line of the play wants them, they are kept for it."""
        self._miss(wanted, _quoted(heard), heard)
        if not self._wanted_below(line, heard):
            self._matched += 1
            self._last = heard

    def _wanted_below(self, line: Bot, heard: Heard) -> bool:
        """Whether one of the bot lines before the caller's next act asks for just these words."""
        lines = self._transcript.lines
        for below in lines[next(i for i, each in enumerate(lines) if each is line) + 1 :]:
            if isinstance(below, Act):
                return False
            if isinstance(below, Bot) and not below.any_number and self._is(below, heard):
                return True
        return False

    def _comes_later(self, line: Bot) -> bool:
        """Whether these words follow without the caller: then what was heard first is the surplus."""
        at = self._matched + 1
        return self._phone.until(lambda: any(self._is(line, heard) for heard in self._phone.heard[at:]))

    def _next_heard(self) -> Heard | None:
        phone = self._phone
        if phone.until(lambda: len(phone.heard) > self._matched):
            return phone.heard[self._matched]
        return None

    def _is(self, line: Bot, heard: Heard) -> bool:
        if line.prompt is not None:
            return heard.prompt == line.prompt
        words = self._pick(line.says)
        return words is not None and contains(heard.text, words)

    def _wanted(self, line: Bot) -> str:
        if line.prompt is not None:
            return f"bot: {line.prompt}"
        return f"bot: {{says: {self._pick(line.says) or 'nothing in this language'}}}"

    def _consume(self, heard: Heard) -> None:
        self._matched += 1
        self._last = heard
        self._current = True
        name = f"{heard.prompt}: " if heard.prompt else ""
        self._beats.append(Beat(heard.at, "bot", f"{name}{heard.text}"))

    def _leave_nothing_unsaid(self) -> None:
        """Every speech has its line, or falls under `...`."""
        for heard in self._phone.heard[self._matched :]:
            if self._any_number:
                self._consume(heard)
            else:
                self._matched += 1
                self._last = heard
                self._miss("nothing more before this line", _quoted(heard), heard)
        self._any_number = False

    # -- what the caller does -----------------------------------------------------------------

    def _act(self, line: Act, dialling: bool) -> bool:
        phone = self._phone
        interrupt = None if isinstance(line, Silence) else line.interrupt_after
        if isinstance(line, HangsUp) and dialling:
            pass  # the caller does not wait for the person to answer
        elif interrupt is None:
            phone.settle()
        else:
            self._run_into(interrupt)
        self._lost = False
        self._leave_nothing_unsaid()
        self._current = False
        if phone.ended is not None:
            self._miss(_told(line, self._pick), f"the call is over: {phone.ended}")
            return False
        if interrupt is None and not isinstance(line, Silence | Noticed):
            phone.pass_time(phone.now + REACTION)
        self._beats.append(Beat(phone.now, "caller", _told(line, self._pick)))
        match line:
            case Caller():
                self._say(line)
            case Press():
                for key in self._pick(line.keys) or "":
                    phone.press(key)
            case Silence():
                phone.pass_time(phone.now + line.seconds)
            case Noise():
                phone.make_noise(line.seconds)
            case HangsUp():
                phone.hang_up()
            case Noticed():
                phone.answered_by(line.by)
        return True

    def _say(self, line: Caller) -> None:
        words = self._pick(line.words)
        if words is None:
            self._miss(f"the caller's words in {self._spoken_language()}", "no such language in this line")
            return
        self._phone.say(words, self._spoken_language(), recogniser=line.recogniser)

    def _run_into(self, seconds: float) -> None:
        """Let the prompt of the line above play for so long."""
        heard = self._next_heard() if self._any_number else self._last
        if heard is None:
            self._miss(f"a prompt to interrupt after {seconds:g}s", "nothing is being said")
            return
        if seconds >= heard.seconds:
            self._miss(
                f"a prompt that is still going after {seconds:g}s",
                f"{_quoted(heard)} takes {heard.seconds:g}s",
                heard,
            )
            self._phone.settle()
        else:
            self._phone.pass_time(heard.at + seconds)

    # -- what must be true --------------------------------------------------------------------

    def _dialled(self, line: Dialled) -> None:
        phone = self._phone
        found = phone.until(lambda: len(phone.dialled) > self._dials)
        self._leave_nothing_unsaid()
        if not found:
            self._miss(f"transfer: {line.contact}", self._whereabouts())
            return
        contact = phone.dialled[self._dials]
        self._dials += 1
        self._current = True
        if contact != line.contact:
            self._miss(f"transfer: {line.contact}", f"transfer: {contact}")
        self._beats.append(Beat(phone.now, "call", f"transfer: {contact}"))

    def _ended(self, line: Ended) -> None:
        self._phone.settle()
        self._leave_nothing_unsaid()
        ended = self._phone.ended
        if ended is None:
            self._miss(f"ended: {line.outcome}", self._whereabouts())
            return
        if not same(ended, line.outcome):
            self._miss(f"ended: {line.outcome}", f"ended: {ended}")
        self._beats.append(Beat(self._phone.now, "call", f"ended: {ended}"))
        for mark in self._world.unused_replies():
            self._mark = mark or line.mark
            self._miss("this scripted reply to be used", "the flow never asked the model for it")

    def _expect(self, line: Expect) -> None:
        phone = self._phone
        if not self._current:
            phone.until(lambda: not self._any_number and len(phone.heard) > self._matched)
        for check in unmet(line, phone, self._pick):
            self._mark = check.mark
            self._miss(check.expected, check.got)

    # -- saying what went wrong ---------------------------------------------------------------

    def _unscripted(self, expected: str, heard: str) -> None:
        self._miss(expected, heard)

    def _miss(self, expected: str, heard: str, spoke: Heard | None = None) -> None:
        state = spoke.state if spoke else self._phone.place
        mismatch = Mismatch(self._mark, expected, heard, state, spoke.source if spoke else None)
        self._mismatches.append(mismatch)
        self._beats.append(Beat(spoke.at if spoke else self._phone.now, "", "", mismatch))

    def _whereabouts(self) -> str:
        if self._phone.ended is not None:
            return f"the call is over: {self._phone.ended}"
        return f"the phone waits for the caller in {self._phone.place}"

    def _spoken_language(self) -> str:
        return self._language or self._phone.call.language

    def _pick(self, words: Words | None) -> str | None:
        return None if words is None else words.pick(self._spoken_language())


def _quoted(heard: Heard) -> str:
    return f"bot: {heard.prompt} ({heard.text})" if heard.prompt else f"bot: {{says: {heard.text}}}"


def _told(line: Act, pick: Callable[[Words | None], str | None]) -> str:
    """The caller's act in a few words."""
    match line:
        case Caller():
            return f"says {pick(line.words)}"
        case Press():
            return f"presses {pick(line.keys)}"
        case Silence():
            return f"is silent for {line.seconds:g}s"
        case Noise():
            return f"noise for {line.seconds:g}s"
        case HangsUp():
            return "hangs up"
        case Noticed():
            return f"is a {line.by}, as is noticed now"
