"""A telephone for tests: drives a Dialogue on a virtual clock, hears its prompts, answers its requests.

Prompts take `SPEECH` seconds each. Nothing here knows a rule of the dialogue; it only carries out effects.
"""

from __future__ import annotations

import pickle
from datetime import datetime
from typing import Any

from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import (
    AskModel,
    CallService,
    CancelTimer,
    Dial,
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
    Event,
    FetchAnswered,
    HungUp,
    ModelDone,
    ModelSaid,
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
from runtime.flow.model import Flow

SPEECH = 2.0
NOON = datetime(2026, 11, 20, 12, 0)


class Phone:
    """start: keyword arguments of Dialogue.start. Every step is kept in `steps`, with its event."""

    def __init__(self, flow: Flow, **start: Any) -> None:
        self.dialogue = Dialogue(flow)
        self.at = 0.0
        self.start_arguments = {"now": NOON, "number": "+919876543210", **start}
        self.steps: list[tuple[Event | None, Step]] = []
        self.playing: list[tuple[Speak, float]] = []
        self.timers: dict[int, tuple[float, str]] = {}
        self.heard: list[Speak] = []
        self.stopped = 0
        self.stopped_models: list[int] = []
        self.model: AskModel | None = None
        self.service: CallService | None = None
        self.dial: Dial | None = None
        self.recording: RecordMessage | None = None
        self.listening: Listen | None = None
        self.hung_up: str | None = None
        self._do(None, self.dialogue.start(**self.start_arguments))

    # -- what the caller does ------------------------------------------------------------------------

    def press(self, keys: str) -> Phone:
        for key in keys:
            self.send(Digit(key, self.at))
        return self

    def say(self, text: str, seconds: float = 1.0) -> Phone:
        """Speak over whatever is playing, for `seconds`; the words come 0.4 s later."""
        self.send(SpeechStarted(self.at))
        self.wait(seconds)
        self.send(SpeechEnded(self.at))
        self.wait(0.4)
        self.send(Utterance(text, self.at))
        return self

    def answer(self, text: str) -> Phone:
        """Hear everything out, then speak."""
        self.listen_out()
        return self.say(text)

    def silence(self) -> Phone:
        """Say nothing until the wait is over (and no longer)."""
        self.listen_out()
        self.wait(self.time_left("wait"))
        return self

    def hang_up(self) -> Phone:
        self.send(HungUp(self.at))
        return self

    # -- what the world does -------------------------------------------------------------------------

    def reply(self, *sentences: str, exit: str | None = None, fills: dict[str, Any] | None = None) -> Phone:
        assert self.model is not None, "the model was not asked"
        request = self.model.request
        for sentence in sentences:
            self.send(ModelSaid(request, sentence, self.at))
        self.send(ModelDone(request, self.at, exit, fills or {}))
        return self

    def fetched(self, value: Any) -> Phone:
        assert self.service is not None, "no service was called"
        self.send(FetchAnswered(self.service.request, value, self.at))
        return self

    def fail(self, provider: Provider, request: int = 0) -> Phone:
        self.send(ProviderFailed(provider, request, "test", self.at))
        return self

    def transferred(self, outcome: TransferOutcome) -> Phone:
        assert self.dial is not None, "nobody was dialled"
        self.send(TransferEnded(self.dial.request, outcome, self.at))
        return self

    def recorded(self) -> Phone:
        assert self.recording is not None
        self.send(Recorded(self.recording.request, 5.0, self.at))
        return self

    def send(self, event: Event) -> Step:
        step = self.dialogue.advance(self.call, event)
        self._do(event, step)
        return step

    # -- time ----------------------------------------------------------------------------------------

    def wait(self, seconds: float) -> Phone:
        """Let time pass: prompts are heard out and timers fire when they are due."""
        until = self.at + seconds
        while True:
            due = [(end, 0, speech.speech) for speech, end in self.playing[:1]]
            due += [(when, 1, number) for number, (when, _) in self.timers.items()]
            due = [one for one in due if one[0] <= until + 1e-9]
            if not due:
                break
            self._happen(min(due))
        self.at = max(self.at, until)
        return self

    def listen_out(self) -> Phone:
        """Hear every prompt to its end."""
        while self.playing:
            self.wait(max(0.0, self.playing[0][1] - self.at))
        return self

    def time_left(self, name: str) -> float:
        when = [when for when, armed in self.timers.values() if armed == name]
        assert when, f"no timer {name!r} among {sorted(armed for _, armed in self.timers.values())}"
        return max(0.0, when[0] - self.at)

    def _happen(self, due: tuple[float, int, int]) -> None:
        when, kind, number = due
        self.at = max(self.at, when)
        if kind == 0:
            self.heard.append(self.playing.pop(0)[0])
            self.send(PlaybackEnded(number, self.at))
        else:
            del self.timers[number]
            self.send(TimerFired(number, self.at))

    # -- what can be seen ----------------------------------------------------------------------------

    @property
    def call(self) -> Any:
        return self.steps[-1][1].call

    @property
    def state(self) -> str:
        return str(self.call.state)

    @property
    def said(self) -> list[str]:
        """Names of all prompts ordered so far; the model's own words stand as their text."""
        return [e.prompt or e.text for _, s in self.steps for e in s.effects if isinstance(e, Speak)]

    @property
    def last_said(self) -> list[str]:
        """What the newest step ordered to be said."""
        return [e.prompt or e.text for e in self.steps[-1][1].effects if isinstance(e, Speak)]

    @property
    def taken(self) -> list[str]:
        return [f"{t.what} {t.name}" for _, s in self.steps for t in s.taken]

    @property
    def visited(self) -> list[str]:
        return [t.name for _, s in self.steps for t in s.taken if t.what == "state"]

    @property
    def armed(self) -> set[str]:
        return {name for _, name in self.timers.values()}

    def effects(self, kind: type) -> list[Any]:
        return [e for _, s in self.steps for e in s.effects if isinstance(e, kind)]

    # -- carrying out effects ------------------------------------------------------------------------

    def _do(self, event: Event | None, step: Step) -> None:
        self.steps.append((event, step))
        for effect in step.effects:
            assert self.hung_up is None, f"{effect} after the call was hung up"
            match effect:
                case Speak():
                    begin = self.playing[-1][1] if self.playing else self.at
                    self.playing.append((effect, begin + SPEECH))
                case StopSpeaking():
                    self.playing.clear()
                    self.stopped += 1
                case StartTimer():
                    self.timers[effect.timer] = (self.at + effect.seconds, effect.name)
                case CancelTimer():
                    self.timers.pop(effect.timer, None)
                case Listen():
                    self.listening = effect
                case AskModel():
                    self.model = effect
                case StopModel():
                    self.stopped_models.append(effect.request)
                case CallService():
                    self.service = effect
                case Dial():
                    self.dial = effect
                case RecordMessage():
                    self.recording = effect
                case HangUp():
                    self.hung_up = effect.outcome

    def replays(self) -> bool:
        """Whether the same events give the same steps again, each call going through pickle first."""
        step = Dialogue(self.dialogue.flow).start(**self.start_arguments)
        again = [step]
        for event, _ in self.steps[1:]:
            assert event is not None
            again.append(self.dialogue.advance(pickle.loads(pickle.dumps(again[-1].call)), event))
        return again == [step for _, step in self.steps]
