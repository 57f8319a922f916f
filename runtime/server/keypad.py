"""The keypad door: effects become TwiML, webhooks become events.

A webhook comes, its events are fed, and the dialogue is moved on until something needs the carrier: a
key, a telephone, the end, or the audio stream. Then everything said on the way and that one verb make
the document. Words that nobody can interrupt any more count as heard as soon as they are in a document:
the carrier plays them in order, so whatever is ordered after them happens after them.

Gather's own timeout plays the core's "wait": on an empty Gather everything said was heard, and the armed
"wait" fires. The door also bridges to the stream: in a state that needs a voice, and for words that lead to
one, effects are held until the stream is up.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from runtime.dialogue.call import Call
from runtime.dialogue.effect import (
    AskModel,
    CallService,
    CancelTimer,
    Dial,
    Effect,
    HangUp,
    Listen,
    RecordMessage,
    Speak,
    StartTimer,
    StopModel,
    StopSpeaking,
)
from runtime.dialogue.event import (
    Digit,
    HungUp,
    PlaybackEnded,
    Provider,
    ProviderFailed,
    Recorded,
    TimerFired,
    TransferEnded,
    TransferOutcome,
)
from runtime.flow.model import BargeIn, Contact
from runtime.providers.twilio import dialled, twiml
from runtime.server import presence
from runtime.server.answers import Post
from runtime.server.effects import Leaving

if TYPE_CHECKING:
    from runtime.server.session import Session

log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds a webhook waits for a service before it answers with a pause; the carrier would wait 15."""
CARRIER_WAITS = frozenset({"wait", "key_gap", "playback"})
"""Timers that the carrier's verbs play in this door."""
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""CallStatus of a call that is no more."""
LONG_WORDS = 300
"""Characters of prompts before a stream above which they get a document of their own: the stream's token,
made with its document, would grow old while they are heard."""
MOST_STEPS = 100
"""Steps without the caller in one document; more is a flow that runs in a circle."""


class NoWayOut(Exception):
    """The dialogue cannot be answered in this door."""


class Keypad:
    """One call's keypad door; lives as long as the call, also while the stream is open."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._spoken: list[Speak] = []
        self._unheard: list[int] = []
        self._played: list[int] = []
        self._listening: Listen | None = None
        self._leaving: Leaving | None = None
        self._away: Dial | RecordMessage | None = None
        self._held: list[Effect] = []
        self._opening = False
        self._voiceless = False
        self._lost = 0
        self._waiting = False
        self._early = True
        """The stream may be opened for words before it is needed; not where it has just failed."""
        self.base = ""
        self._hurried = False
        self._clock: asyncio.TimerHandle | None = None

    # What the dialogue orders

    def speak(self, effect: Speak) -> None:
        self._spoken.append(effect)
        self._unheard.append(effect.speech)

    def stop_speaking(self) -> None:
        self._spoken.clear()
        self._unheard.clear()

    def listen(self, effect: Listen) -> None:
        self._listening = effect

    def leave(self, effect: Leaving) -> None:
        self._leaving = effect

    def runs(self, timer: str) -> bool:
        return timer not in CARRIER_WAITS

    def moved(self, effects: Sequence[Effect], changed: bool) -> Sequence[Effect]:
        """A step was made; returns the effects that are to be carried out now, and holds the others.
        changed: the call stands in another state than before."""
        if changed:
            self._listening = None
        if not (self._opening or self._needs_voice) or self._voiceless:
            return effects
        now: list[Effect] = []
        for effect in effects:
            match effect:
                case AskModel() | StopModel() | CallService() | StartTimer(name="longest_call"):
                    now.append(effect)
                case CancelTimer(timer):
                    now.append(effect)
                    self._held = [
                        e for e in self._held if not (isinstance(e, StartTimer) and e.timer == timer)
                    ]
                case StopSpeaking():
                    self._held = [e for e in self._held if not isinstance(e, Speak)]
                case _:
                    self._held.append(effect)
        return now

    # The stream comes and goes

    def opened(self) -> Sequence[Effect]:
        """The stream is up: what it must do first."""
        held, self._held, self._opening, self._early = self._held, [], False, True
        return held

    def lost(self, unheard: Sequence[Effect]) -> None:
        """The stream is gone and the call may live: what was not heard is kept for the next stream."""
        self._opening = True
        self._held = [*unheard, *self._held]

    @property
    def leaving(self) -> bool:
        return self._leaving is not None

    @property
    def _needs_voice(self) -> bool:
        return self._wants_voice(self._session.call)

    def _wants_voice(self, call: Call) -> bool:
        quiet = call.ended is not None or call.phase in ("leaving", "greeting")
        return not quiet and self._session.dialogue.needs_voice(call)

    # What the carrier says

    def receive(self, post: Post) -> None:
        """Take one webhook. Its answer is set now, or when the dialogue has one."""
        self._waiting, self._hurried, self.base = True, False, post.base
        if self._clock:
            self._clock.cancel()
        self._clock = asyncio.get_running_loop().call_later(PATIENCE, self._session.do, self._hurry)
        if post.form.get("CallStatus") in OVER:  # first: what else is told then is of a caller who is gone
            self._session.advance(HungUp(self._session.now()))
        match post.path:
            case "language-selected" | "menu":
                self._keys(post.form)
            case "after-stream":
                self._after_stream()
            case "dialled":
                self._dialled(post.form)
            case "recorded":
                self._recorded(post.form)
        self.settle()

    def settle(self) -> None:
        """Move the dialogue on as far as it goes without the carrier; answer if a webhook waits."""
        for _ in range(MOST_STEPS):
            if not self._waiting:
                return
            if not self._one_step():
                return
        raise NoWayOut("the flow moves without end and without the caller")

    def close(self) -> str:
        """The call is over: the last document, for whoever asks now or later."""
        if self._clock:
            self._clock.cancel()
        self._spoken += [effect for effect in self._held if isinstance(effect, Speak)]
        return twiml.document(*self._prompts(self._spoken), twiml.Hangup())

    def _one_step(self) -> bool:
        """One move towards a document; False if it must wait or has answered."""
        session = self._session
        if session.call.ended is not None or isinstance(self._leaving, HangUp):
            self._answer(twiml.Hangup())
        elif self._leaving is not None:
            return self._answer_leaving(self._leaving)
        elif session.call.phase == "greeting":
            self._answer(twiml.Pause(1), twiml.Redirect(self._url("continue")))
        elif (self._opening or self._needs_voice) and not self._voiceless:
            self._opening = True
            if sum(len(speech.text) for speech in self._spoken) > LONG_WORDS:
                self._answer(twiml.Redirect(self._url("continue")))
            else:
                self._answer(self._connect())
        elif session.requests.pending:
            if not self._spoken and not self._hurried:
                return False
            pause = () if self._spoken else (twiml.Pause(1),)
            self._answer(*pause, twiml.Redirect(self._url("continue")))
        elif self._listening is not None and self._listening.max_keys > 0:
            self._answer_gather(self._listening)
        elif self._unheard and self._leads_to_the_stream():
            self._held = [*self._spoken, *self._held]
            self.stop_speaking()
            self._opening = True
            return True
        elif self._unheard:
            session.advance(PlaybackEnded(self._unheard.pop(0), session.now()))
            return True
        elif self._hurried:
            self._answer(twiml.Pause(1), twiml.Redirect(self._url("continue")))
        return False

    def _leads_to_the_stream(self) -> bool:
        """Whether a voice is needed as soon as these words are heard. Then the stream says them, for nothing
        could interrupt them in a document that ends in the stream. Fixed words that have no clip yet stay in
        the document, where the carrier reads them: our voice may be what keeps us from having one."""
        if not self._early or self._voiceless or len(self._spoken) != len(self._unheard):
            return False
        clips = self._session.board.clips
        if any(s.fixed and clips.find(s.text, s.language, s.voice) is None for s in self._spoken):
            return False
        call, now = self._session.call, self._session.now()
        for speech in self._unheard:
            call = self._session.dialogue.advance(call, PlaybackEnded(speech, now)).call
        return self._wants_voice(call)

    def _hurry(self) -> None:
        self._hurried = True
        self.settle()

    def _keys(self, form: Mapping[str, str]) -> None:
        session = self._session
        digits = [key for key in form.get("Digits", "") if key in "0123456789*#"]
        for speech in self._played:  # nothing could interrupt these: a key came after them
            if speech in self._unheard:
                self._unheard.remove(speech)
                session.advance(PlaybackEnded(speech, session.now()))
        self._played.clear()
        if not digits:
            while self._unheard:
                session.advance(PlaybackEnded(self._unheard.pop(0), session.now()))
            if (wait := session.timers.armed("wait")) is not None:
                session.timers.cancel(wait)
                session.advance(TimerFired(wait, session.now()))
            return
        for key in digits:
            session.advance(Digit(key, session.now()))
        if session.timers.armed("key_gap") is not None:
            session.advance(Digit("#", session.now()))

    def _after_stream(self) -> None:
        self._session.stream_over()
        if self._opening and not self._needs_voice:
            held, self._held, self._opening, self._early = self._held, [], False, False
            self._session.carry_out(held)  # the call has moved on to where this door can do it
        if self._leaving is not None or not self._needs_voice:
            return
        self._lost += 1
        if self._lost > 1:
            self._give_up_the_stream()

    def _give_up_the_stream(self) -> None:
        """The stream cannot be had: for the flow that is a broken recogniser, answered by its on_error."""
        self._opening, self._voiceless = False, True
        held, self._held = self._held, []
        session = self._session
        self._unheard += [effect.speech for effect in held if isinstance(effect, Speak)]
        while self._unheard:
            session.advance(PlaybackEnded(self._unheard.pop(0), session.now()))
        for _ in range(4):
            if not self._needs_voice:
                self._voiceless = False
                return
            for provider, request in [(Provider.MODEL, n) for n in session.requests.asked] + [
                (Provider.RECOGNISER, 0)
            ]:
                session.advance(ProviderFailed(provider, request, "the audio stream is lost", session.now()))
        raise NoWayOut("the flow needs a voice, and there is no stream")

    def _dialled(self, form: Mapping[str, str]) -> None:
        if not isinstance(self._away, Dial):
            return
        request, self._away = self._away.request, None
        self._session.advance(TransferEnded(request, dialled.outcome(form), self._session.now()))

    def _recorded(self, form: Mapping[str, str]) -> None:
        if not isinstance(self._away, RecordMessage):
            return
        length = form.get("RecordingDuration", "0")
        seconds = float(length) if length.isdigit() else 0.0
        log.info(
            "call %s left the recording %s: %s s, %s",
            self._session.sid,
            self._away.name,
            length,
            form.get("RecordingSid") or form.get("RecordingUrl", "").rpartition("/")[2],
        )
        request, self._away = self._away.request, None
        self._session.advance(Recorded(request, seconds, self._session.now()))

    # Documents

    def _answer(self, *verbs: twiml.Verb, prompts: Sequence[twiml.Spoken] | None = None) -> None:
        spoken = self._prompts(self._spoken) if prompts is None else prompts
        document = twiml.document(*spoken, *verbs)
        self._spoken.clear()
        self._waiting = False
        if self._clock:
            self._clock.cancel()
        self._session.answers.give(document)
        talking = isinstance(self._away, Dial)
        self._session.presence.expect(presence.LONGEST_TALK if talking else presence.INACTIVE)

    def _answer_gather(self, listen: Listen) -> None:
        start = self._session.dialogue.at_start(self._session.call)
        action = self._url("language-selected" if start else "menu")
        deaf = [i for i, s in enumerate(self._spoken) if s.barge_in in (BargeIn.NO, BargeIn.SPEECH)]
        before = deaf[-1] + 1 if deaf else 0
        self._played = [s.speech for s in self._spoken[:before]]
        gather = twiml.Gather(
            action=action,
            prompts=self._prompts(self._spoken[before:]),
            keys=listen.max_keys,
            timeout=max(1, math.ceil(listen.wait)),
            finish="" if listen.max_keys == 1 else "#",
        )
        self._answer(gather, twiml.Redirect(action), prompts=self._prompts(self._spoken[:before]))

    def _answer_leaving(self, leaving: Leaving) -> bool:
        session = self._session
        self._leaving = None
        if isinstance(leaving, RecordMessage):
            self._away = leaving
            self._answer(twiml.Record(self._url("recorded"), seconds=max(1, math.ceil(leaving.seconds))))
            return False
        assert isinstance(leaving, Dial)
        contact = session.dialogue.flow_of(session.call).contacts.get(leaving.contact)
        target = self._target(contact, leaving)
        if contact is None or target is None:
            log.error("the contact %s has no number, SIP address or queue", leaving.contact)
            session.advance(TransferEnded(leaving.request, TransferOutcome.FAILED, session.now()))
            return True
        self._away = leaving
        timeout = min(600, max(5, math.ceil(contact.timeout)))
        ours = session.record.called if session.record.called.startswith("+") else None
        shown = session.board.settings.phone_number or ours
        self._answer(twiml.Dial(target, self._url("dialled"), timeout, shown))
        return False

    def _target(self, contact: Contact | None, dial: Dial) -> twiml.Number | twiml.Sip | twiml.Queue | None:
        if contact is None:
            return None
        whisper = None
        if dial.summary:
            self._session.whisper = dial.summary
            whisper = self._url("whisper", call=self._session.sid)
        if contact.number:
            return twiml.Number(contact.number, whisper)
        if contact.sip:
            return twiml.Sip(contact.sip, whisper)
        return twiml.Queue(contact.queue) if contact.queue else None

    def _connect(self) -> twiml.ConnectStream:
        base = self.base
        return twiml.ConnectStream(
            url="ws" + base.removeprefix("http") + "/media-stream",
            action=self._url("after-stream"),
            parameters={"token": self._session.board.tokens.make(self._session.sid)},
            status=f"{base}/voice/stream-status",
        )

    def _prompts(self, spoken: Sequence[Speak]) -> list[twiml.Spoken]:
        return [verb for s in spoken for verb in self._session.spoken(s.text, s.language, s.voice)]

    def _url(self, path: str, **query: str) -> str:
        """The address that the next webhook will have; its step tells a repeat from the next one."""
        step = str(self._session.record.step + 1)
        return f"{self.base}/voice/{path}?{urlencode({'step': step, **query})}"
