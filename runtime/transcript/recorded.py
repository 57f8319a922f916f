"""A play made of the tape of a call (tape.py): its lines in the order in which things happened.

Words of a prompt become its name, what the model and the services answered becomes `stub`, and the caller's
part is told as the player performs it: after the phone has finished, or so long into a prompt. What no line
can say ends the play there, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runtime.flow.wording import Said, said
from runtime.language import folded
from runtime.transcript.phone import BETWEEN_KEYS, REACTION, RECORD_SILENCE
from runtime.transcript.replies import Replies
from runtime.transcript.writer import YES, Bare, Page

PAUSE = 1.0
UNHEARD = "(not understood)"
MESSAGE = "(a message)"

Data = Mapping[str, Any]


class Untellable(Exception):
    """What happened next has no line in a transcript. what: what it was."""

    def __init__(self, what: Said) -> None:
        super().__init__(what)
        self.what = what


def told(tape: Data, page: Page, *, pauses: bool = False) -> Said | None:
    """Fill the page with the call. pauses: also the time that the caller took to answer, for calls in which a
    limit of time was reached. The reason why it ends early, or None."""
    page.call = {name: Bare(value) if name == "at" else value for name, value in tape["call"].items()}
    telling = _Telling(page, pauses)
    try:
        for moment in tape["moments"]:
            telling.moment(moment)
        telling.close(tape["ended"])
    except Untellable as end:
        telling.leave_out()
        return end.what
    finally:
        page.stub = telling.replies.stub()
    return None


@dataclass(slots=True)
class _Prompt:
    number: int
    line: dict[str, Any]
    language: str
    seconds: float
    began: float = 0.0


@dataclass(slots=True)
class _Sound:
    """One piece of the caller's speech. line: its line in the page, empty until it is known what it was."""

    began: float
    line: dict[str, Any]
    ended: float | None = None
    over_model: bool = False


@dataclass(slots=True)
class _Telling:
    page: Page
    pauses: bool
    language: str | None = None
    queue: list[_Prompt] = field(default_factory=list)
    sounds: list[_Sound] = field(default_factory=list)
    replies: Replies = field(default_factory=Replies)
    waits: dict[str, float] = field(default_factory=dict)
    keys: dict[str, Any] | None = None
    """The line that further keys belong to."""
    spoke: dict[str, Any] | None = None
    """The line of the caller's last words, as long as the model has said nothing to them."""
    unheard: dict[str, Any] | None = None
    """The line of words that the recogniser was given up for."""
    quiet: float = 0.0
    """When the phone last fell silent, or the caller last did something."""
    recording: bool = False
    dialling: bool = False

    def moment(self, one: Data) -> None:
        if "event" in one:
            self._event(one["event"], one["at"], one)
        else:
            self._effect(one["effect"], one["at"], one)

    def close(self, ended: str | None) -> None:
        self._drop_sounds()
        if ended is not None:
            self.page.line("ended", ended)

    def leave_out(self) -> None:
        """Nothing is left half told."""
        self._drop_sounds()
        self.page.lines[:] = [line for line in self.page.lines if line]

    # -- the phone -------------------------------------------------------------------------------

    def _effect(self, what: str, at: float, one: Data) -> None:
        match what:
            case "Speak":
                line = {"bot": _by_name(one["prompt"], one.get("text", ""))}
                prompt = _Prompt(one["speech"], line, one["language"], one["seconds"])
                self.queue.append(prompt)
                if len(self.queue) == 1:
                    self._begin(at)
            case "StopSpeaking":
                self.queue.clear()
                self.quiet = at
            case "StartTimer":
                self.waits[one["timer"]] = one["seconds"]
            case "AskModel" | "CallService":
                self.replies.asked(one.get("service", "model"), one["request"], at)
            case "StopModel":
                self.replies.stopped(one["request"], forget=self.spoke is not None)
            case "Dial":
                self.keys = None
                self.dialling = True
                self.page.line("transfer", one["contact"])
            case "RecordMessage":
                self.recording = True

    def _begin(self, at: float) -> None:
        """The first prompt of the queue is heard from now on."""
        prompt = self.queue[0]
        prompt.began = at
        if self.language is not None and prompt.language != self.language:
            prompt.line["language"] = prompt.language
        self.language = prompt.language
        self.keys = None
        self.spoke = None
        self.page.lines.append(prompt.line)

    # -- events ----------------------------------------------------------------------------------

    def _event(self, what: str, at: float, one: Data) -> None:
        match what:
            case "PlaybackEnded":
                if self.queue and self.queue[0].number == one["speech"]:
                    self._next(at)
            case "Digit":
                self._key(one["key"], at)
            case "SpeechStarted":
                self._sound(at)
            case "SpeechEnded":
                if self.sounds:
                    self.sounds[-1].ended = at
            case "Utterance":
                self._words(one["text"], at, bool(one.get("took")))
            case "TimerFired":
                self._timer(one["timer"], at)
            case "ModelSaid":
                self.replies.said(one["request"], one["text"], at)
            case "ModelDone":
                self.replies.done(one["request"], one["exit"], one["fills"], at)
                self.quiet = at
            case "FetchAnswered":
                self.replies.served(one["request"], one["value"], at)
                self.quiet = at
            case "ProviderFailed":
                self._failed(one, at)
            case "TransferEnded":
                self._put_through(one["outcome"], at)
            case "Recorded":
                self._recorded(one["seconds"])
            case "HungUp":
                self._hung_up(at)
            case "Answered":
                self.page.line("answered_by", one["by"])

    def _next(self, at: float) -> None:
        self.queue.pop(0)
        self.quiet = at
        if self.queue:
            self._begin(at)

    def _act(self, at: float) -> dict[str, Any]:
        """How the next act of the caller stands to what the phone says; its pause comes before it."""
        if self.queue:
            prompt = self.queue[0]
            after = round(max(0.1, min(at - prompt.began, prompt.seconds - 0.1)), 1)
            self.quiet = at
            return {"interrupt_after": Bare(f"{after:g}s")}
        gap = at - self.quiet - REACTION
        if self.pauses and gap >= PAUSE and not self.replies.open and gap < self.waits.get("wait", gap):
            self.page.line("silence", Bare(f"{gap:.1f}s"))
        self.quiet = at
        return {}

    def _key(self, key: str, at: float) -> None:
        if self.dialling or self.recording:
            return
        if self.keys is None:
            self._wait_for_nobody(said("keys were pressed while the phone waited for an answer"))
            self.keys = {"press": "", **self._act(at - BETWEEN_KEYS)}
            self.page.lines.append(self.keys)
        keys = self.keys["press"] + key
        self.keys["press"] = Bare(keys) if keys.isdecimal() and len(keys) == 1 else str(keys)
        self.quiet = at

    def _sound(self, at: float) -> None:
        """The caller begins to speak. What is said while earlier words are still being recognised is told
        when it has been understood."""
        line: dict[str, Any] = {}
        if self.dialling or self.recording:
            return
        if not self.sounds:
            line = {"caller": "", **self._act(at)}
            self.page.lines.append(line)
        self.sounds.append(_Sound(at, line, over_model=bool(self.replies.open) and not self.queue))

    def _words(self, text: str, at: float, took: bool) -> None:
        if not self.sounds and self.unheard is not None:
            self.unheard.update(caller=text or UNHEARD, recogniser="late")
            self.unheard = None
            return
        if not self.sounds:
            self._sound(at)
        if not self.sounds:  # nobody listens while a call is passed on, or a message recorded
            return
        sound = self.sounds.pop(0)
        self.keys = None
        self.quiet = at
        if sound.over_model:
            self._while_thinking(sound, text, took)
            return
        if not sound.line:
            sound.line.update({"caller": "", **self._act(at)})
            self.page.lines.append(sound.line)
        beside = {name: value for name, value in sound.line.items() if name != "caller"}
        sound.line.clear()
        if text:
            sound.line.update({"caller": text, **beside})
            self.spoke = sound.line
        else:
            long = max(0.1, (sound.ended or at) - sound.began)
            sound.line.update({"noise": YES if abs(long - 1.5) < 0.2 else Bare(f"{long:.1f}s"), **beside})

    def _while_thinking(self, sound: _Sound, text: str, took: bool) -> None:
        """Words while the phone was silent and waited for an answer. The model is asked again with all that
        was said, as if it had been said at once."""
        self._drop(sound)
        if self.replies.open:
            if took:
                raise Untellable(said("the caller was understood while the phone waited for an answer"))
            return
        if self.spoke is None:
            raise Untellable(said("the caller spoke while the phone waited for an answer"))
        if text:
            self.spoke["caller"] = f"{self.spoke['caller']} {text}"

    def _timer(self, timer: str, at: float) -> None:
        match timer:
            case "wait" | "greeting":
                self._drop_sounds()
                self.page.line("silence", Bare(f"{self.waits.get(timer, 6.0):g}s"))
                self.keys = None
            case "limit" | "longest_call":
                self.page.line("silence", Bare(f"{max(1.0, at - self.quiet):.1f}s"))
            case "hearing":
                self._not_recognised("timeout")
            case "fetch" | "reply":
                self.replies.too_late(self.waits.get(timer, 8.0))
            case "recording":
                raise Untellable(said("a message could not be recorded"))
            case "key_gap":
                self.keys = None
            case "playback":  # the marks were lost: everything has long been heard
                while self.queue:
                    self._next(at)
        if timer != "filler":
            self.quiet = at

    def _not_recognised(self, how: str) -> None:
        if not self.sounds:
            return
        sound = self.sounds.pop(0)
        if not sound.line:
            return
        sound.line.update(caller=UNHEARD, recogniser=how)
        self.unheard = sound.line if how == "timeout" else None
        self.keys = None

    def _failed(self, one: Data, at: float) -> None:
        match one["provider"]:
            case "recogniser":
                self._not_recognised("error")
            case "voice":
                if one.get("took"):
                    raise Untellable(said("the voice failed"))
                if self.queue:
                    self._next(at)
            case _ if one["request"] in self.replies.open:
                self.replies.failed(one["request"], at)
            case _ if self.recording:
                raise Untellable(said("a message could not be recorded"))
            case _ if self.dialling:
                self._put_through("failed", at)
        self.quiet = at

    def _put_through(self, outcome: str, at: float) -> None:
        self.dialling = False
        self.replies.transferred(outcome)
        self.quiet = at

    def _recorded(self, seconds: float) -> None:
        self.recording = False
        if seconds > 0:
            self.page.line("caller", MESSAGE)
        else:
            self.page.line("silence", Bare(f"{RECORD_SILENCE:g}s"))

    def _hung_up(self, at: float) -> None:
        self._drop_sounds()
        self._wait_for_nobody(said("the caller hung up while the phone waited for an answer"))
        if self.dialling:
            self._put_through("completed", at)
        self.page.line("hangup", YES, **self._act(at))

    # -- what is left out ------------------------------------------------------------------------

    def _wait_for_nobody(self, what: Said) -> None:
        if self.replies.open and not self.queue:
            raise Untellable(what)

    def _drop_sounds(self) -> None:
        for sound in self.sounds:
            self._drop(sound)
        self.sounds.clear()

    def _drop(self, sound: _Sound) -> None:
        self.page.lines[:] = [line for line in self.page.lines if line is not sound.line]


def _by_name(prompt: str | None, text: str) -> Any:
    if prompt is None and not folded(text):
        return Bare("...")  # a model that said nothing but a sign
    page = Page("")
    page.bot(prompt, text)
    (line,) = page.lines
    assert isinstance(line, Mapping)
    return line["bot"]
