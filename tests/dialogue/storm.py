"""A storm: one seed makes one call whose world does anything at all, in any order, and is then still.

`Storm(dialogue, seed).run()` sends random events, true ones and stale, doubled and invented ones, and checks
after every step what must hold however the world behaves (`_check`). Then only timers fire (in every other
seed prompts are heard as well), and the call must come to its end.

Which kinds of event come, and how often, differs from seed to seed: an even mixture never gets deep.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import (
    AskModel,
    CallService,
    CancelTimer,
    Dial,
    Effect,
    HangUp,
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
from runtime.dialogue.frames import MOST_FRAMES
from runtime.dialogue.machine import DEAF
from runtime.flow.model import Ask, Flow, Run

EVENTS = 30
NOON = datetime(2026, 11, 20, 12, 0)
MIDNIGHT = datetime(2026, 11, 20, 0, 0, tzinfo=ZoneInfo("Asia/Kolkata"))
SECRET = "7744119"
"""What is typed or said where an answer is sensitive, and nowhere else."""
DEADLINES = {
    "speaking": {"playback"},
    "leaving": {"playback"},
    "listening": {"playback", "wait", "hearing", "key_gap"},
    "thinking": {"reply"},
    "fetching": {"fetch"},
    "recording": {"recording"},
    "dialling": {"longest_call"},
    "greeting": {"greeting"},
}
"""What keeps a call alive in each phase, by the names of its timers: one of them must be armed."""
LONGEST = 15 * 60 + 4 * 3600 + 60.0
"""Seconds after which no call is still going on when nothing but time passes: the longest call, the
longest talk with a person, and the apology."""
MOST_STATES = 100
"""States that one step may pass through; more is a circle in which nothing is said or heard."""
DECLARED = get_args(Effect)
RARE = (0, 0, 1, 3, 10)
WORDS = (
    *("yes", "no", "అవును", "कुछ नहीं", "hmm", "haan", "ok", "", "   ", "operator", "again", "two", "12"),
    *(
        "yes",
        "no",
        "twelve",
        "eye",
        "my village is Kondapur",
        "no, that's wrong, it's Miyapur",
        "no, operator",
    ),
    *("కరెంట్ లేదు", "కొండాపూర్", "no, Miyapur", "what?", "hello " * 300, "{{ 7 * 7 }}", "\u200d", "-1", "नौ"),
)


class Broke(AssertionError):
    """What must always hold did not; says which, after what."""


class Storm:
    def __init__(self, dialogue: Dialogue, seed: int) -> None:
        self.dialogue = dialogue
        self.flow: Flow = dialogue.flow
        self.every = {flow.name: flow for flow in self.flow.every_flow()}
        self.chance = random.Random(seed)
        self.seed = seed
        self.at = 0.0
        self.timers: dict[int, tuple[float, str]] = {}
        self.spent: list[int] = []
        self.playing: list[tuple[int, int]] = []
        self.requests: dict[int, Effect] = {}
        self.numbers: set[int] = set()
        self.guarded = True
        self.over = False
        self.events: list[Event] = []
        self.spoken_words = self._words()
        self.kinds = {kind: self.chance.choice(RARE) for kind in self._ways()}
        self.kinds[self.chance.choice([*self.kinds])] += 5
        self.call: Call
        first = dialogue.start(
            number="+919876543210",
            language=self.chance.choice((None, *self.flow.languages)),
            state=self.chance.choice((None, *self.flow.states)),
            now=self.chance.choice((None, NOON, MIDNIGHT)),
            inputs={name: self.chance.choice((5, "Lakshmi", "7", None)) for name in self.flow.inputs},
        )
        self._do(None, first)

    def run(self) -> Call:
        """The call at its end."""
        kinds, weights = list(self.kinds), list(self.kinds.values())
        ways = self._ways()
        for kind in self.chance.choices(kinds, weights, k=EVENTS):
            ways[kind]()
            if self.over:
                break
        self._be_still(heard=self.seed % 2 == 0)
        return self.call

    # -- what can happen -------------------------------------------------------------------------------

    def _ways(self) -> dict[str, Callable[[], None]]:
        return {
            "next": self._next,
            "heard": self._heard,
            "key": self._key,
            "voice": self._voice,
            "words": self._words_alone,
            "sensible": self._sensible,
            "answer": self._answer,
            "failure": self._failure,
            "secret": self._secret,
            "stale": self._stale,
            "hang_up": self._hang_up,
            "answered": self._somebody,
        }

    def _next(self) -> None:
        """The timer that is due next fires."""
        if self.timers:
            number = min(self.timers, key=lambda n: (self.timers[n][0], n))
            self.at = max(self.at, self.timers[number][0])
            self._send(TimerFired(number, self._time()))

    def _heard(self) -> None:
        if self.playing:
            self._pass(self.chance.uniform(0, 4))
            self._send(
                PlaybackEnded(self.chance.choice([self.playing[0], self.playing[-1]])[0], self._time())
            )

    def _key(self) -> None:
        if self._is_private():
            return
        for _ in range(self.chance.choice((1, 1, 1, 12))):
            self._send(Digit(self.chance.choice("0123456789*#x"), self._time()))

    def _voice(self) -> None:
        """The caller speaks: a beginning, an end and words, of which any may be missing."""
        for event in ("begins", "goes on", "ends", "words"):
            if self.chance.random() < 0.15:
                continue
            match event:
                case "begins":
                    self._send(SpeechStarted(self._time()))
                case "goes on":
                    if (number := self._timer("interrupt")) and self.chance.random() < 0.5:
                        self.at = max(self.at, self.timers[number][0])
                        self._send(TimerFired(number, self.at))
                case "ends":
                    self._send(SpeechEnded(self._time()))
                case "words":
                    self._send(Utterance(self._text(), self._time()))
            self._pass(self.chance.uniform(0, 1))

    def _words_alone(self) -> None:
        self._send(Utterance(self._text(), self._time()))

    def _sensible(self) -> None:
        """A caller who hears the question out and answers it."""
        while self.playing and not self.over:
            self._send(PlaybackEnded(self.playing[0][0], self.at))
        if self._is_private():
            self._secret()
        elif self.chance.random() < 0.4:
            for key in self.chance.choice(("1", "2", "12#", "7", "12345", "*")):
                self._send(Digit(key, self.at))
        else:
            self._send(SpeechStarted(self.at))
            self._send(SpeechEnded(self.at))
            self._send(Utterance(self._text(), self.at))

    def _answer(self) -> None:
        """What was asked of the world is answered, sensibly or not."""
        if not self.requests:
            return
        number, request = self.chance.choice([*self.requests.items()])
        at = self._time()
        match request:
            case AskModel():
                exits = [way.target for way in request.exits]
                value = self.chance.choice(
                    ["Kondapur", 3, True, None, [], {}, 10**400, float("nan"), SECRET[:3]]
                )
                if self.chance.random() < 0.7:
                    self._send(ModelSaid(number, self.chance.choice(["Good day.", " ", "ok"]), at))
                if self.chance.random() < 0.8:
                    fills = {slot.name: value for slot in request.fills} | {"nobody": value, "account": value}
                    self._send(
                        ModelDone(number, at, self.chance.choice([None, "", "nowhere", *exits]), fills)
                    )
            case CallService():
                self._send(FetchAnswered(number, self.chance.choice([{"id": "12"}, None, [], 5, "x"]), at))
            case Dial():
                self._send(TransferEnded(number, self.chance.choice([*TransferOutcome]), at))
            case _:
                self._send(Recorded(number, 3.0, at))

    def _failure(self) -> None:
        live = [0, *self.requests, *(speech for speech, _ in self.playing)]
        provider = self.chance.choice([*Provider])
        self._send(ProviderFailed(provider, self.chance.choice(live), "storm", self._time()))

    def _secret(self) -> None:
        """The private number is typed or said where it was asked for."""
        if not self._is_private():
            return
        if self.chance.random() < 0.5:
            for key in SECRET:
                if self._is_private():
                    self._send(Digit(key, self._time()))
        else:
            self._send(Utterance(self.chance.choice([SECRET, " ".join(SECRET)]), self._time()))

    def _stale(self) -> None:
        """An answer to something that nobody waits for must change nothing but the clock."""
        free = [number for number in (*self.spent, -1, 0, 10**9) if not self._is_live(number)]
        number = self.chance.choice(free[-20:])
        at = self._time()
        event = self.chance.choice(
            [
                TimerFired(number, at),
                PlaybackEnded(number, at),
                ModelSaid(number, "too late", at),
                ModelDone(number, at, "bye"),
                FetchAnswered(number, {"id": "1"}, at),
                TransferEnded(number, TransferOutcome.COMPLETED, at),
                Recorded(number, 1.0, at),
                *(
                    ProviderFailed(provider, number, "late", at)
                    for provider in (Provider.VOICE, Provider.MODEL, Provider.SERVICE)
                ),
            ]
        )
        before = self.call
        step = self._send(event)
        if step.effects or step.taken or _without_clock(step.call) != _without_clock(before):
            raise self._broke(f"stale {event} did something")

    def _somebody(self) -> None:
        """The carrier says who took the call, whether we placed it or not."""
        by = self.chance.choice([*AnsweredBy])
        self._send(Answered(by, self._time(), beep=self.chance.random() < 0.7))

    def _hang_up(self) -> None:
        if self.chance.random() < 0.1:
            self._send(HungUp(self._time()))

    # -- the still afterwards --------------------------------------------------------------------------

    def _be_still(self, *, heard: bool) -> None:
        until = self.at + LONGEST
        while not self.over:
            if heard and self.playing:
                self._pass(1.0)
                self._send(PlaybackEnded(self.playing[0][0], self.at))
            elif not self.timers:
                raise self._broke("nothing will ever happen again")
            else:
                self._next()
            if self.at > until:
                raise self._broke("the call never ends")

    # -- sending and carrying out ----------------------------------------------------------------------

    def _send(self, event: Event) -> Step:
        if self.over:
            step = self.dialogue.advance(self.call, event)
            if step != Step(self.call, (), ()):
                raise self._broke(f"{event} did something after the end")
            return step
        self.events.append(event)
        if isinstance(event, TimerFired):
            fired = self.timers.pop(event.timer, None)
            if fired is not None:
                self.spent.append(event.timer)
                if fired[1] == "longest_call":
                    self.guarded = False
        self._close(event)
        try:
            step = self.dialogue.advance(self.call, event)
        except Exception as error:
            raise self._broke(f"raised {error!r}") from error
        self._do(event, step)
        return step

    def _close(self, event: Event) -> None:
        """Requests and speeches that this event answers are no longer waited for."""
        if isinstance(event, PlaybackEnded):
            self._played(event.speech)
        elif isinstance(event, ModelDone | FetchAnswered | TransferEnded | Recorded):
            self._answered(event.request)
        elif isinstance(event, ProviderFailed):
            if event.provider is Provider.VOICE:
                self._played(event.request)
            request = self.requests.get(event.request)
            served = {
                Provider.MODEL: AskModel | Dial,
                Provider.SERVICE: CallService | RecordMessage | Dial,
            }.get(event.provider, Dial)
            if isinstance(request, served):
                self._answered(event.request)

    def _answered(self, request: int) -> None:
        if self.requests.pop(request, None) is not None:
            self.spent.append(request)

    def _played(self, speech: int) -> None:
        for position, (number, _) in enumerate(self.playing):
            if number == speech:
                self.spent += [number for number, _ in self.playing[: position + 1]]
                self.playing = self.playing[position + 1 :]
                return

    def _do(self, event: Event | None, step: Step) -> None:
        self.call = step.call
        for effect in step.effects:
            if not isinstance(effect, DECLARED):
                raise self._broke(f"{effect!r} is no effect")
            if self.over:
                raise self._broke(f"{effect} after the call was hung up")
            match effect:
                case StartTimer():
                    if effect.seconds < 0:
                        raise self._broke(f"{effect} is in the past")
                    self._new(effect.timer)
                    self.timers[effect.timer] = (self.at + effect.seconds, effect.name)
                    self.guarded = self.guarded or effect.name == "longest_call"
                case CancelTimer():
                    if self.timers.pop(effect.timer, None) is None:
                        raise self._broke(f"{effect} was not running")
                    self.spent.append(effect.timer)
                case Speak():
                    self._new(effect.speech)
                    self.playing.append((effect.speech, len(effect.text)))
                case StopSpeaking():
                    self.spent += [number for number, _ in self.playing]
                    self.playing.clear()
                case AskModel() | CallService() | Dial() | RecordMessage():
                    self._new(effect.request)
                    self.requests[effect.request] = effect
                case StopModel():
                    if not isinstance(self.requests.get(effect.request), AskModel):
                        raise self._broke(f"{effect}: it was not being asked")
                    self._answered(effect.request)
                case HangUp():
                    self.over = True
            self._check_secret(effect)
        if sum(taken.what == "state" for taken in step.taken) > MOST_STATES:
            raise self._broke("runs in a circle")
        self._check()

    def _new(self, number: int) -> None:
        if number in self.numbers:
            raise self._broke(f"number {number} was given twice")
        self.numbers.add(number)

    # -- what must hold --------------------------------------------------------------------------------

    def _check(self) -> None:
        call = self.call
        if call.ended is not None:
            self.over = True
            if self.timers:
                raise self._broke(f"timers run on after the end: {self.timers}")
            if any(isinstance(request, AskModel) for request in self.requests.values()):
                raise self._broke("the model talks on after the end")
            return
        if self.over:
            raise self._broke("hung up, and the call has not ended")
        if set(call.timers.values()) != set(self.timers):
            raise self._broke(f"the call counts on {dict(call.timers)}, running are {self.timers}")
        armed = set(call.timers)
        if not armed & DEADLINES.get(call.phase, set()):
            raise self._broke(f"{call.phase} in {call.state} without a deadline, only {sorted(armed)}")
        if call.speeches and "playback" not in armed:
            raise self._broke("words that nobody will notice were lost")
        if not call.speeches and "playback" in armed:
            raise self._broke("a guard for words that are not being said")
        if self.guarded and "longest_call" not in armed:
            raise self._broke("no longest call is armed")
        # A playback guard that fired gives up on marks; that the world still plays is no fault of the call.
        if not {speech.number for speech in call.speeches} <= {number for number, _ in self.playing}:
            raise self._broke("waits for words that are not being said")
        self._check_frames()
        self._check_requests()

    def _check_frames(self) -> None:
        """Every flow that waits, waits in a state that lets another one run; the call can be kept."""
        call = self.call
        if len(call.frames) > MOST_FRAMES:
            raise self._broke(f"{len(call.frames)} flows wait below one another")
        if pickle.loads(pickle.dumps(call)) != call:
            raise self._broke("the call does not survive being kept")
        running = [frame.flow for frame in call.frames]
        if bool(running) != (call.flow != self.flow.name) or (running and running[0] != self.flow.name):
            raise self._broke(f"{call.flow} acts, and below it wait {running}")
        for frame in call.frames:
            state = self.every[frame.flow].states[frame.state]
            if not frame.line and not isinstance(state, Run):
                raise self._broke(f"{frame.flow} waits in {frame.state}, which runs nothing")
            if isinstance(state, DEAF):
                raise self._broke(f"{frame.flow} waits in {frame.state}, where nobody is listened to")
        if call.language not in self.every[call.flow].languages:
            raise self._broke(f"{call.language} in {call.flow}, which does not speak it")

    def _check_requests(self) -> None:
        """At most one answer is waited for; a model nobody waits for has been stopped."""
        call = self.call
        for number, request in [*self.requests.items()]:
            if number == call.request:
                continue
            if isinstance(request, AskModel):
                raise self._broke(f"two requests: {request} was not stopped")
            self._answered(number)  # a service, a person, a recording: nobody can stop it; now it is stale
        if (
            call.phase in ("thinking", "fetching", "dialling", "recording")
            and call.request not in self.requests
        ):
            raise self._broke(f"{call.phase} and nothing was asked")

    def _check_secret(self, effect: Effect) -> None:
        """A sensitive value goes to services only; words may speak its end."""
        if not isinstance(effect, CallService) and SECRET in repr(effect).replace(" ", ""):
            raise self._broke(f"a secret in {effect}")
        if SECRET in f"{self.call!r}{self.call.for_log()}{self.call.frames!r}":
            raise self._broke("a secret in the log")

    def _broke(self, what: str) -> Broke:
        return Broke(f"{self.flow.name}, seed {self.seed}: {what}; after {self.events[-4:]}")

    # -- small things ----------------------------------------------------------------------------------

    def _is_live(self, number: int) -> bool:
        return (
            number in self.timers
            or number in self.requests
            or number in {speech.number for speech in self.call.speeches}
            or number == self.call.request
        )

    def _timer(self, name: str) -> int:
        """Its number; 0 when it does not run."""
        return next((number for number, (_, armed) in self.timers.items() if armed == name), 0)

    def _is_private(self) -> bool:
        state = self.every[self.call.flow].states[self.call.state]
        return isinstance(state, Ask) and state.slot.sensitive

    def _text(self) -> str:
        return self.chance.choice(self.spoken_words)

    def _words(self) -> tuple[str, ...]:
        listed = [
            text
            for flow in self.every.values()
            for one in flow.phrases.values()
            for texts in one.words.values()
            for text in texts
        ]
        return (*WORDS, *listed)

    def _pass(self, seconds: float) -> None:
        """Time passes, but no further than to the next timer: the driver would have brought it first."""
        due = min((when for when, _ in self.timers.values()), default=self.at)
        self.at = max(self.at, min(self.at + seconds, due))

    def _time(self) -> float:
        """Now, or out of order."""
        return self.at if self.chance.random() < 0.9 else self.chance.uniform(-5, self.at)


def _without_clock(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in Call.__slots__ if name != "clock"}
