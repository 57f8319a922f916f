"""Plays a transcript against the production dialogue and says where the two part.

The play is read line by line. Between two lines time runs only as far as the next line needs: to the
next thing that is said (`bot`), until the phone has finished (`caller`, `press`, `silence`), or so many
seconds into a prompt (`interrupt_after`). The phone never waits out a silence that nobody wrote down.

After a mismatch the play goes on, so that one run shows them all; a play whose call is over stops.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from runtime.dialogue import answers
from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.transcript.acts import KIND_OF, told
from runtime.transcript.expect import unmet
from runtime.transcript.heard import Heard
from runtime.transcript.matching import same
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
from runtime.transcript.phone import REACTION, Phone, Runaway
from runtime.transcript.result import Accept, Beat, Mismatch, Result
from runtime.transcript.scripted import ScriptedWorld
from runtime.transcript.speech import asked_for, is_meant, nearest_prompt, quoted, unlike

OnAct = Callable[[Act | None, Phone], None]
"""Told of each of the caller's acts just before it, and (None) when the play is over."""


def play(
    dialogue: Dialogue,
    transcript: Transcript,
    language: str | None = None,
    *,
    to_the_end: bool = False,
    on_act: OnAct | None = None,
) -> Result:
    """Play once. language: the one of the transcript's `languages` to play in. to_the_end: what is said after
    the caller's last line must have its lines, too."""
    return _Play(dialogue, transcript, language, to_the_end=to_the_end, on_act=on_act).result()


def plays(dialogue: Dialogue, transcript: Transcript) -> list[Result]:
    """Play once, or once in each of the transcript's languages."""
    return [play(dialogue, transcript, language) for language in transcript.languages or (None,)]


def known(flow: Flow, slots: Mapping[str, Any]) -> dict[str, Any]:
    """What the call knows when it begins in the middle, each value in its slot's kind."""
    return {
        name: answers.coerced(flow.slots[name], value) if name in flow.slots else value
        for name, value in slots.items()
    }


class _Play:
    def __init__(
        self,
        dialogue: Dialogue,
        transcript: Transcript,
        language: str | None,
        *,
        to_the_end: bool,
        on_act: OnAct | None,
    ) -> None:
        self._on_act = on_act
        self._transcript = transcript
        self._language = language
        self._to_the_end = to_the_end
        self._flow = dialogue.flow
        self._number = 0
        """Which line of the play it is, from 0."""
        self._about = ""
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
                state=call.state,
                slots=known(self._flow, call.slots),
            )
            for number, line in enumerate(self._transcript.lines):
                self._number, self._mark, self._about = number, line.mark, KIND_OF[type(line)]
                if not self._perform(line):
                    break
            else:
                if self._to_the_end:
                    self._number += 1
                    self._phone.settle()
                    self._leave_nothing_unsaid()
        except Runaway as circle:
            self._about = "call"
            self._miss("a call that comes to rest", f"the flow goes round and round at {circle}")
        if self._on_act is not None:
            self._on_act(None, self._phone)
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
        wanted = asked_for(line, self._pick)
        while True:
            heard = self._next_heard()
            if heard is None:
                return self._nothing_heard(line, wanted)
            if is_meant(line, heard, self._pick):
                break
            if self._any_number:
                self._consume(heard)
            elif self._comes_later(line):
                self._miss("nothing more before the line below", quoted(heard), heard, self._insert(heard))
                self._matched += 1
            else:
                self._wrong_words(line, wanted, heard)
                return True
        self._any_number = False
        self._consume(heard)
        for name, expected, got in unlike(line, heard, self._pick):
            self._mark, self._about = line.marks.get(name, line.mark), f"bot/{name}"
            self._miss(expected, got, heard)
        return True

    def _nothing_heard(self, line: Bot, wanted: str) -> bool:
        self._any_number = False
        if self._phone.ended is not None:
            self._miss(
                wanted, f"the call is over: {self._phone.ended}", accept=Accept("delete", self._number)
            )
            return False
        waits = "nothing; the phone waits for the caller"
        if (due := self._phone.clock.next_at()) is not None:
            waits = f"{waits}, {round(due - self._phone.now, 1):g}s more"
        self._miss(wanted, waits, accept=Accept("delete", self._number))
        self._lost = True
        return True

    def _wrong_words(self, line: Bot, wanted: str, heard: Heard) -> None:
        """Other words in its place. If a later line of the play wants them, they are kept for it."""
        kept = self._wanted_below(line, heard)
        accept = (
            Accept("delete", self._number)
            if kept
            else Accept("replace", self._number, heard.prompt, heard.text)
        )
        near = nearest_prompt(line, self._flow, heard.language, self._pick)
        self._miss(wanted, quoted(heard), heard, accept, None if near == heard.prompt else near)
        if not kept:
            self._matched += 1
            self._last = heard

    def _wanted_below(self, line: Bot, heard: Heard) -> bool:
        """Whether one of the bot lines before the caller's next act asks for just these words."""
        lines = self._transcript.lines
        for below in lines[next(i for i, each in enumerate(lines) if each is line) + 1 :]:
            if isinstance(below, Act):
                return False
            if isinstance(below, Bot) and not below.any_number and is_meant(below, heard, self._pick):
                return True
        return False

    def _comes_later(self, line: Bot) -> bool:
        """Whether these words follow without the caller: then what was heard first is the surplus."""
        at = self._matched + 1
        return self._phone.until(
            lambda: any(is_meant(line, heard, self._pick) for heard in self._phone.heard[at:])
        )

    def _next_heard(self) -> Heard | None:
        phone = self._phone
        if phone.until(lambda: len(phone.heard) > self._matched):
            return phone.heard[self._matched]
        return None

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
                self._about = "bot"
                self._miss("nothing more before this line", quoted(heard), heard, self._insert(heard))
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
            self._miss(told(line, self._pick), f"the call is over: {phone.ended}")
            return False
        if interrupt is None and not isinstance(line, Silence | Noticed):
            phone.pass_time(phone.now + REACTION)
        if self._on_act is not None:
            self._on_act(line, phone)
        self._beats.append(Beat(phone.now, "caller", told(line, self._pick)))
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
        self._phone.say(
            words,
            self._spoken_language(),
            recogniser=line.recogniser,
            heard_as=self._pick(line.heard_as),
        )

    def _run_into(self, seconds: float) -> None:
        """Let the prompt of the line above play for so long."""
        heard = self._next_heard() if self._any_number else self._last
        if heard is None:
            self._miss(f"a prompt to interrupt after {seconds:g}s", "nothing is being said")
            return
        if seconds >= heard.seconds:
            self._miss(
                f"a prompt that is still going after {seconds:g}s",
                f"{quoted(heard)} takes {heard.seconds:g}s",
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
            self._mark, self._about = mark or line.mark, "stub/model"
            self._miss("this scripted reply to be used", "the flow never asked the model for it")

    def _expect(self, line: Expect) -> None:
        phone = self._phone
        if not self._current:
            phone.until(lambda: not self._any_number and len(phone.heard) > self._matched)
        for check in unmet(line, phone, self._pick):
            self._mark, self._about = check.mark, f"expect/{check.name}"
            self._miss(check.expected, check.got)

    # -- saying what went wrong ---------------------------------------------------------------

    def _unscripted(self, expected: str, heard: str) -> None:
        about, self._about = self._about, "stub"
        self._miss(expected, heard)
        self._about = about

    def _insert(self, heard: Heard) -> Accept:
        return Accept("insert", self._number, heard.prompt, heard.text)

    def _miss(
        self,
        expected: str,
        heard: str,
        spoke: Heard | None = None,
        accept: Accept | None = None,
        near: str | None = None,
    ) -> None:
        state = spoke.state if spoke else self._phone.place
        source = spoke.source if spoke else None
        led = spoke.because_of if spoke else None
        mismatch = Mismatch(self._mark, expected, heard, state, source, self._about, near, accept, led)
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
