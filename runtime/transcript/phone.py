"""One call of the production dialogue, with a virtual clock for the world.

The phone carries out the dialogue's effects and hands back what came of them. It decides nothing:
whether a key interrupts, what a silence leads to and when a call ends is the dialogue's business,
so what passes here is what a caller gets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, assert_never

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step, Taken
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
    Answered,
    AnsweredBy,
    Digit,
    Event,
    FetchAnswered,
    HungUp,
    ModelDone,
    PlaybackEnded,
    Provider,
    ProviderFailed,
    Recorded,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    TransferEnded,
    TransferOutcome,
    Utterance,
)
from runtime.flow.model import Prompt
from runtime.transcript.clock import VirtualClock
from runtime.transcript.duration import seconds_to_say
from runtime.transcript.heard import Heard, led_by, place_of
from runtime.transcript.world import Asked, model_answers, service_answers
from runtime.transcript.world import ModelAnswer as ModelAnswer
from runtime.transcript.world import ServiceAnswer as ServiceAnswer
from runtime.transcript.world import World as World

REACTION = 0.5
"""Seconds between the end of a prompt and the caller's first sound or key."""
BETWEEN_KEYS = 0.4
RECOGNITION = 0.3
"""Seconds from the end of the caller's speech to the recogniser's text."""
LATE = 8.0
"""The same when it comes too late: by then the core has counted it as an error."""
RECORD_SILENCE = 5.0
"""Seconds without a sound that end a recording."""
TALK = 30.0
"""Seconds that a transferred caller and the person talk before the person hangs up."""
MOST_EVENTS = 20_000
"""More events than this between two lines of a play: the flow goes round in a circle."""

_BUSY_TIMERS = frozenset({"key_gap", "interrupt", "hearing"})
"""Timers that make the phone go on by itself; with any other it waits for the caller."""


class Runaway(Exception):
    """The flow does not come to rest: it goes round without waiting for the caller."""


class Phone:
    """Answered by `answer`; then the caller acts, and time runs only as far as it is told to.

    heard: everything said, in order. asked: everything that was asked of the world. dialled: contacts
    called. fetched: how often each service was asked. longest_pause: seconds from the caller's last sound to
    the phone's next word, at most. ended: the outcome, once the call is over. clock: what comes by itself.
    """

    def __init__(self, dialogue: Dialogue, world: World) -> None:
        self.dialogue = dialogue
        self.heard: list[Heard] = []
        self.taken: list[Taken] = []
        self.visited: list[str] = []
        self.dialled: list[str] = []
        self.fetched: Counter[str] = Counter()
        self.asked = Asked()
        self.longest_pause = 0.0
        self.ended: str | None = None
        self.recording: RecordMessage | None = None
        self.call: Call
        self._world = world
        self._recording_end = 0
        self.clock: VirtualClock[Event] = VirtualClock()
        self._timers: dict[int, tuple[int, str]] = {}
        self._speaking: tuple[int, int] | None = None
        self._queue: list[tuple[Speak, Call, Taken | None]] = []
        self._led: Taken | None = None
        self._waited_for: dict[int, list[int]] = {}
        self._late: int | None = None
        self._caller_done: float | None = None
        self._events = 0

    # -- time ---------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        return self.clock.now

    @property
    def busy(self) -> bool:
        """Whether the phone goes on without the caller: it speaks, thinks, asks, dials or hears."""
        return self.ended is None and bool(
            self._speaking
            or self._waited_for
            or self._late is not None
            or any(name in _BUSY_TIMERS for _, name in self._timers.values())
        )

    @property
    def place(self) -> str:
        """Where the call stands: a state, and in a flow that another runs also whose."""
        return place_of(self.call)

    def answer(
        self,
        *,
        number: str,
        now: datetime | None,
        language: str | None = None,
        inputs: Mapping[str, Any] | None = None,
        answered_by: AnsweredBy | None = None,
        state: str | None = None,
        slots: Mapping[str, Any] | None = None,
    ) -> None:
        """The call begins. inputs: what the flow is given. answered_by: who took a call that we placed.
        state, slots: it begins there, and knows that already."""
        answered = None if answered_by is None else Answered(answered_by, 0.0)
        step = self.dialogue.start(
            at=0.0,
            number=number,
            now=now,
            language=language,
            state=state,
            slots=slots,
            inputs=inputs,
            answered=answered,
        )
        self._obey(step)

    def until(self, happened: Callable[[], bool]) -> bool:
        """Let time run until this happened (True), or until only the caller can move the call (False)."""
        self._events = 0
        while not happened():
            if not self.busy or self.clock.next_at() is None:
                return False
            self._next()
        return True

    def settle(self) -> None:
        """Let the phone finish: nothing is being said, asked or dialled any more."""
        self.until(lambda: False)

    def wait(self, happened: Callable[[], bool]) -> None:
        """Let time run until this happened or the call is over, however long nobody does anything."""
        self._events = 0
        while not happened() and self.ended is None and self.clock.next_at() is not None:
            self._next()

    def pass_time(self, until: float) -> None:
        """Let time run to this moment, whatever happens meanwhile; an earlier moment changes nothing."""
        self._events = 0
        while self.ended is None and (due := self.clock.next_at()) is not None and due <= until:
            self._next()
        self.clock.now = max(self.clock.now, until)

    # -- the caller ---------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """One key. While a message is recorded, any key ends it."""
        self.pass_time(self.now + BETWEEN_KEYS)
        if self.recording is not None:
            self._recorded(self.recording, 0.0)
        else:
            self._caller_done = self.now
            self._feed(Digit(key, self.now))

    def say(
        self,
        text: str,
        language: str | None = None,
        *,
        recogniser: str | None = None,
        heard_as: str | None = None,
    ) -> None:
        """Speech, from its first sound until the recogniser has answered. recogniser: None, "error",
        "timeout", "late" or "nothing". heard_as: what it makes of the words."""
        seconds = seconds_to_say(text)
        if self.recording is not None:
            recording = self.recording
            self.pass_time(min(self.now + seconds, self.now + recording.seconds))
            self._recorded(recording, min(seconds, recording.seconds))
            return
        self._make_sound(seconds)
        understood = "" if recogniser == "nothing" else text if heard_as is None else heard_as
        match recogniser:
            case None | "nothing":
                heard = Utterance(understood, self.now + RECOGNITION, language)
                self.pass_time(heard.at)
                self._feed(heard)
            case "late":
                heard = Utterance(understood, self.now + LATE, language)
                self._late = self.clock.order(heard.at, heard)
            case "error":
                self.pass_time(self.now + RECOGNITION)
                self._feed(ProviderFailed(Provider.RECOGNISER, 0, "scripted error", self.now))

    def make_noise(self, seconds: float) -> None:
        """Sound that the recogniser makes nothing of."""
        self._make_sound(seconds)
        self.pass_time(self.now + RECOGNITION)
        self._feed(Utterance("", self.now))

    def hang_up(self) -> None:
        self._feed(HungUp(self.now))

    def answered_by(self, by: AnsweredBy) -> None:
        """Only now it is noticed who took the call."""
        self._feed(Answered(by, self.now))

    def _make_sound(self, seconds: float) -> None:
        self._feed(SpeechStarted(self.now))
        self.pass_time(self.now + seconds)
        self._caller_done = self.now
        self._feed(SpeechEnded(self.now))

    # -- the loop -----------------------------------------------------------------------------

    def _next(self) -> None:
        self._events += 1
        if self._events > MOST_EVENTS:
            raise Runaway(self.place)
        event = self.clock.take()
        match event:
            case PlaybackEnded():
                self._speaking = None
                self._begin_next()
            case TimerFired():
                self._timers.pop(event.timer, None)
            case ModelDone() | FetchAnswered() | TransferEnded() | ProviderFailed():
                self._waited_for.pop(event.request, None)
            case Recorded():
                self.recording = None
            case Utterance():
                self._late = None
        self._feed(event)

    def _feed(self, event: Event) -> None:
        if self.ended is None:
            self._obey(self.dialogue.advance(self.call, event))

    def _obey(self, step: Step) -> None:
        self.call = step.call
        self.taken.extend(step.taken)
        self._led = led_by(step.taken) or self._led
        self.visited.extend(taken.name for taken in step.taken if taken.what == "state")
        for effect in step.effects:
            self._carry_out(effect)
        if self.ended is None and step.call.ended is not None:
            self._over(step.call.ended)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Speak():
                self._queue.append((effect, self.call, self._led))
                if self._speaking is None:
                    self._begin_next()
            case StopSpeaking():
                self._stop_speaking()
            case Listen():
                pass  # the player's caller speaks when the play says so
            case StartTimer():
                at = self.now + effect.seconds
                self._timers[effect.timer] = (
                    self.clock.order(at, TimerFired(effect.timer, at)),
                    effect.name,
                )
            case CancelTimer():
                number, _ = self._timers.pop(effect.timer, (0, ""))
                self.clock.cancel(number)
            case AskModel():
                self._ask_model(effect)
            case StopModel():
                for number in self._waited_for.pop(effect.request, []):
                    self.clock.cancel(number)
            case CallService():
                self._call_service(effect)
            case Dial():
                self._dial(effect)
            case RecordMessage():
                self.recording = effect
                self.asked.recordings.append(effect)
                at = self.now + min(RECORD_SILENCE, effect.seconds)
                self._recording_end = self.clock.order(at, Recorded(effect.request, 0.0, at))
            case HangUp():
                self._over(effect.outcome)
            case _:
                assert_never(effect)

    def _begin_next(self) -> None:
        if not self._queue:
            return
        speak, call, led = self._queue.pop(0)
        seconds = seconds_to_say(speak.text)
        prompt = self._prompt(speak.prompt, call)
        text = prompt.texts.get(speak.language) if prompt else None
        source = text.mark if text else prompt.mark if prompt else self.dialogue.state_of(call).mark
        heard = Heard(
            speak.text,
            speak.language,
            speak.prompt,
            self.now,
            seconds,
            place_of(call),
            source,
            flow=call.flow,
            voice=speak.voice.speaker,
            barge_in=speak.barge_in,
            fixed=speak.fixed,
            led=led,
        )
        self.heard.append(heard)
        if self._caller_done is not None:
            self.longest_pause = max(self.longest_pause, self.now - self._caller_done)
            self._caller_done = None
        at = self.now + seconds
        self._speaking = (speak.speech, self.clock.order(at, PlaybackEnded(speak.speech, at)))

    def _prompt(self, name: str | None, call: Call) -> Prompt | None:
        """The prompt of the flow that acts, or of one that waits for it (what holds anywhere)."""
        flows = (self.dialogue.flow_of(call), *self.dialogue.flow.every_flow())
        return next((flow.prompts[name] for flow in flows if name in flow.prompts), None) if name else None

    def _stop_speaking(self) -> None:
        self._queue.clear()
        if self._speaking is not None:
            self.clock.cancel(self._speaking[1])
            self._speaking = None
            self.heard[-1].cut = self.now - self.heard[-1].at

    def _ask_model(self, request: AskModel) -> None:
        self.asked.models.append(request)
        self._await(request.request, model_answers(request, self._world.model(request), self.now))

    def _call_service(self, request: CallService) -> None:
        self.fetched[request.service] += 1
        self.asked.services.append(request)
        self._await(request.request, [service_answers(request, self._world.service(request), self.now)])

    def _dial(self, request: Dial) -> None:
        self.dialled.append(request.contact)
        self.asked.dials.append(request)
        outcome = self._world.transfer(request)
        contact = self.dialogue.flow_of(self.call).contacts[request.contact]
        seconds = {
            TransferOutcome.COMPLETED: TALK,
            TransferOutcome.BUSY: 2.0,
            TransferOutcome.NO_ANSWER: contact.timeout,
            TransferOutcome.FAILED: 1.0,
        }[outcome]
        self._await(request.request, [TransferEnded(request.request, outcome, self.now + seconds)])

    def _await(self, request: int, answers: Sequence[Event]) -> None:
        """Let these come, each at its time."""
        self._waited_for[request] = [self.clock.order(event.at, event) for event in answers]

    def _recorded(self, recording: RecordMessage, seconds: float) -> None:
        if self.recording is None:
            return
        self.recording = None
        self.clock.cancel(self._recording_end)
        self._feed(Recorded(recording.request, seconds, self.now))

    def _over(self, outcome: str) -> None:
        self.ended = outcome
        self.clock.clear()
        self._queue.clear()
        self._waited_for.clear()
        self._timers.clear()
        self._speaking = None
