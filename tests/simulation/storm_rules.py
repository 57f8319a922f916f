# ruff: noqa: SIM102  (one rule, one `if`: what must hold stands apart from when)
"""What must hold however the world behaves, checked after every single step.

Each rule has a name, which `Broke` carries: a schedule that breaks one is shrunk to the shortest that still
breaks the same. The rules are written from the outside, by what a caller, an operator and a driver were
promised (docs/flow-language.md, the contract in runtime/dialogue/dialogue.py), not copied from the core.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Step
from runtime.dialogue.effect import AskModel, CallService, Dial, HangUp, Listen, Speak
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
from runtime.flow.model import (
    Ask,
    BargeIn,
    Converse,
    Direction,
    End,
    Listening,
    Record,
    Run,
    Say,
    Transfer,
)

if TYPE_CHECKING:
    from storm_world import World

SECRET = "7744119"
"""What is typed or said where an answer is sensitive, and nowhere else."""
CARD = "4556737586899855"
"""What is said where nobody asked for digits, and nowhere else."""
LONGEST_CALL, LONGEST_TRANSFER = 900.0, 4 * 3600.0
MOST_TURNS, MOST_FRAMES, MOST_STATES, MOST_SILENT = 60, 16, 100, 20
IN_PHASE = {
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
ONLY_IN = {
    "wait": ("listening",),
    "key_gap": ("listening",),
    "reply": ("thinking",),
    "filler": ("thinking", "fetching"),
    "fetch": ("fetching",),
    "recording": ("recording",),
    "greeting": ("greeting",),
    "limit": ("listening", "thinking"),
}
"""Where a timer may run; elsewhere it would fire into something else."""
KEYS = "0123456789*#"
ASKING = ("thinking", "fetching", "dialling", "recording")
UNDERSTOOD = ("option", "anywhere", "answer", "confirm", "refuse", "exit")
INTERNAL = ("move", "kind", "ladder")
"""Causes of errors that no world can bring about: only a fault in the core can."""
TAKES = ("answer", "option", "anywhere", "confirm", "refuse", "rung")
"""What has used up a key or words: nothing later in the step can be answered with them."""
ASKED = ("option", "confirm", "rung")
"""What shows that a state has listened since it was entered."""
NUMBERED: dict[type, tuple[str, type]] = {
    ModelSaid: ("request", AskModel),
    ModelDone: ("request", AskModel),
    FetchAnswered: ("request", CallService),
    TransferEnded: ("request", Dial),
}
NO_CLOCK = tuple(name for name in Call.__slots__ if name != "clock")


class Broke(AssertionError):
    """What must always hold did not. rule: which."""

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{rule}: {what}")
        self.rule = rule
        self.what = what


class Rules:
    def __init__(self, world: World) -> None:
        self.world = world
        self.guarded = True
        self.limited = True
        self.said_secret = False
        self.said_card = False
        self.talked = 0.0
        self.escalated: Counter[tuple[str, str]] = Counter()
        self.keys: set[str] = set()
        self.given: set[tuple[str, str]] = set()
        self.apologies = 0
        self.rungs: Counter[tuple[int, str]] = Counter()
        self.visits: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.silent = 0
        self.outcomes = {
            "transferred",
            "failed",
            "hung_up",
            "machine",
            *(s.outcome for s in world.flow.states.values() if isinstance(s, End)),
        }

    # -- what the world tells ----------------------------------------------------------------------------

    def fired(self, name: str) -> None:
        """A timer that ran has fired."""
        if name == "longest_call":
            self.guarded = False
        elif name == "limit":
            self.limited = False

    def is_stale(self, event: Event) -> bool:
        """Whether nobody waits for what this event answers."""
        world = self.world
        kind = type(event)
        if kind is TimerFired:
            return event.timer not in world.timers
        if kind is PlaybackEnded:
            return all(number != event.speech for number, _ in world.playing)
        if kind in NUMBERED:
            return not isinstance(world.requests.get(event.request), NUMBERED[kind][1])
        if kind is Recorded:
            return event.request not in world.requests or world.call.phase != "recording"
        if kind is ProviderFailed and event.provider is not Provider.RECOGNISER:
            if event.provider is Provider.VOICE:
                return all(number != event.request for number, _ in world.playing) and not isinstance(
                    world.requests.get(event.request), Dial
                )
            request = world.requests.get(event.request)
            if event.provider is Provider.MODEL:
                return not isinstance(request, AskModel | Dial)
            return request is None or isinstance(request, AskModel)
        return False

    def started(self, step: Step) -> None:
        self._after(None, None, step)

    def check(self, before: Call, event: Event, step: Step, *, stale: bool) -> None:
        call = step.call
        if stale and (
            step.effects
            or step.taken
            or any(getattr(call, name) != getattr(before, name) for name in NO_CLOCK)
        ):
            raise Broke("stale", f"{event}, for which nobody waits, did something")
        if call.clock != max(before.clock, event.at):
            raise Broke("clock", f"{before.clock} and {event.at} make {call.clock}")
        if call.counter < before.counter or call.version != before.version or call.number != before.number:
            raise Broke("constant", "the counter, the version or the number is another")
        if not call.fired >= before.fired or call.talked < before.talked:
            raise Broke("constant", "what was counted is forgotten")
        self._after(before, event, step)
        if call.ended is None:
            self._answers(before, event, step)

    # -- after every step ---------------------------------------------------------------------------------

    def _after(self, before: Call | None, event: Event | None, step: Step) -> None:
        call, world = step.call, self.world
        self._effects(before, event, step)
        self._notes(before, event, step)
        self._secrets(step)
        if call.ended is not None:
            self._end(event, step)
            return
        if world.over:
            raise Broke("end", "hung up, and the call has not ended")
        for taken in step.taken:
            if taken.what in ("state", "returned"):
                self.limited = True
        if (flow := call.flow) in world.every:
            world.states.add((flow, call.state, call.phase))
        self._timers(call)
        self._seconds(call, step)
        self._frames(call)
        self._waits(call)

    def _end(self, event: Event | None, step: Step) -> None:
        call, world = step.call, self.world
        if world.timers:
            raise Broke("end", f"timers run on after the end: {world.timers}")
        if any(isinstance(request, AskModel) for request in world.requests.values()):
            raise Broke("end", "the model talks on after the end")
        if call.ended not in self.outcomes:
            raise Broke("end", f"{call.ended} is no outcome of this flow")
        if call.phase != "over":
            raise Broke("end", f"ended, and {call.phase}")
        if isinstance(event, HungUp):
            if call.ended != "hung_up" or any(isinstance(e, Speak | HangUp | Dial) for e in step.effects):
                raise Broke("end", "the caller left, and it goes on")
            if world.playing:
                raise Broke("end", "the caller left, and words are said on")
        elif not step.effects or step.effects[-1] != HangUp(call.ended):
            raise Broke("end", "ended without hanging up")

    def _timers(self, call: Call) -> None:
        world = self.world
        if call.timers.keys() != {name for _, name in world.timers.values()} or set(
            call.timers.values()
        ) != set(world.timers):
            raise Broke("timers", f"the call counts on {dict(call.timers)}, running are {world.timers}")
        armed = call.timers.keys()
        phase = call.phase
        if not armed & IN_PHASE.get(phase, set()):
            raise Broke("deadline", f"{phase} in {call.state} without a deadline, only {sorted(armed)}")
        if bool(call.speeches) != ("playback" in armed):
            raise Broke(
                "playback", f"{len(call.speeches)} words to be heard, and the timers are {sorted(armed)}"
            )
        if self.guarded and "longest_call" not in armed:
            raise Broke("longest call", "no longest call is armed")
        for name in armed:
            if name in ONLY_IN and phase not in ONLY_IN[name]:
                raise Broke("timers", f"`{name}` runs while {phase}")
        if "interrupt" in armed and isinstance(world.here, Ask) and world.here.by_keys:
            raise Broke("barge-in", "the keypad only, and a voice will interrupt")
        if "wait" in armed and (call.speeches or call.typed or call.hearing in ("speaking", "recognising")):
            raise Broke("timers", "silence is counted, and it is not silent")
        if bool(call.typed) != ("key_gap" in armed):
            raise Broke("timers", f"{len(call.typed)} keys typed, and the timers are {sorted(armed)}")
        if "hearing" in armed and call.hearing not in ("speaking", "recognising"):
            raise Broke("timers", "words are awaited, and nobody spoke")
        if call.typed and call.speeches:
            raise Broke("words", "the caller types, and is talked over")
        if call.hearing in ("speaking", "recognising") and "hearing" not in armed and phase != "leaving":
            raise Broke("timers", "a voice is heard, and nothing awaits its end")
        if "interrupt" in armed and call.hearing != "speaking":
            raise Broke("timers", "an interruption is awaited, and nobody speaks")
        here = world.here
        if "limit" in armed and not isinstance(here, Converse):
            raise Broke("timers", "`limit` runs where there is none")
        if self.limited and isinstance(here, Converse) and phase in ("listening", "thinking"):
            if "limit" not in armed:
                raise Broke("limit", "a conversation without its time limit")

    def _seconds(self, call: Call, step: Step) -> None:
        """Every timer has the time that was promised."""
        here = self.world.here
        for effect in step.effects:
            if type(effect).__name__ != "StartTimer" or effect.timer not in self.world.timers:
                continue
            if effect.seconds < 0:
                raise Broke("seconds", f"{effect} is in the past")
            right = self._right(effect.name, call, here)
            if right is not None and all(abs(effect.seconds - one) > 0.11 for one in right):
                raise Broke("seconds", f"`{effect.name}` in {effect.seconds} s, and not in {right}")
            if effect.name == "longest_call":
                self.guarded = True
        if call.phase == "dialling" and any(type(effect) is Dial for effect in step.effects):
            if self.world.timers[call.timers["longest_call"]][0] - self.world.at < LONGEST_TRANSFER - 1:
                raise Broke("longest call", "a talk with a person will be cut off")

    def _right(self, name: str, call: Call, here: Any) -> tuple[float, ...] | None:
        match name:
            case "wait":
                return (here.wait,)
            case "playback":
                letters = sum(length for _, length in self.world.playing)
                return (round(8 + 0.15 * letters, 1),)
            case "hearing":
                return (6.0, 30.0) if call.hearing == "recognising" else (30.0,)
            case "key_gap":
                return (3.0,)
            case "interrupt":
                return (0.3,)
            case "filler":
                return (1.5,)
            case "reply":
                return (here.limits.reply,)
            case "fetch":
                return (here.wait,)
            case "recording":
                return (here.limit + 30,)
            case "greeting":
                return (8.0,)
            case "limit":
                return (max(0.0, here.limits.time - (call.clock - call.entered)),)
            case "longest_call" if call.phase == "dialling":
                return (LONGEST_TRANSFER,)
            case "longest_call":
                return (max(0.0, LONGEST_CALL + call.talked - call.clock),)
        return None

    def _frames(self, call: Call) -> None:
        world = self.world
        if len(call.frames) > MOST_FRAMES:
            raise Broke("frames", f"{len(call.frames)} flows wait below one another")
        running = [frame.flow for frame in call.frames]
        if running:
            if running[0] != world.flow.name or len({*running, call.flow}) != len(running) + 1:
                raise Broke("frames", f"{call.flow} acts, and below it wait {running}")
            for frame in call.frames:
                state = world.every[frame.flow].states[frame.state]
                if not frame.line and not isinstance(state, Run):
                    raise Broke("frames", f"{frame.flow} waits in {frame.state}, which runs nothing")
                if isinstance(state, Transfer | Record | End):
                    raise Broke("frames", f"{frame.flow} waits in {frame.state}, where nobody is listened to")
        elif call.flow != world.flow.name:
            raise Broke("frames", f"{call.flow} acts, and nothing waits for it")
        if call.language not in world.every[call.flow].languages:
            raise Broke("language", f"{call.language} in {call.flow}, which does not speak it")

    def _waits(self, call: Call) -> None:
        """What the call believes that it waits for is what the world owes it."""
        world = self.world
        if [speech.number for speech in call.speeches] != [number for number, _ in world.playing]:
            raise Broke("words", "waits for other words than are being said")
        asked = call.phase in ASKING
        if asked != bool(call.request) or asked != bool(world.requests):
            raise Broke("requests", f"{call.phase}, request {call.request}, asked {[*world.requests]}")
        if call.phase in ("dialling", "recording") and call.speeches:
            raise Broke("words", f"{call.phase} before the words were heard")
        if call.phase == "listening":
            if call.kept_speech is not None or (call.kept_keys and not (call.speeches or call.hearing)):
                raise Broke("kept", "the caller has answered already and is asked to wait")
        elif call.phase in ("dialling", "recording", "greeting") and (call.kept_keys or call.kept_speech):
            raise Broke("kept", f"keys or words are kept while {call.phase}")
        here = world.here
        hands_over = isinstance(here, Transfer | Record) or (isinstance(here, End) and not call.frames)
        if hands_over and (call.kept_keys or call.kept_speech):
            raise Broke("kept", f"keys or words are kept in {call.state}, where nobody is listened to")
        if call.phase == "listening" and not isinstance(here, Listening):
            raise Broke("phase", f"listening in {call.state}")
        if call.phase == "thinking" and not isinstance(here, Converse):
            raise Broke("phase", f"thinking in {call.state}")
        # At the last turn a rule of `escalation` that is due is still taken, each of them once.
        if call.turns > MOST_TURNS + sum(len(flow.escalation) for flow in world.every.values()):
            raise Broke("turns", f"{call.turns} turns")

    def _effects(self, before: Call | None, event: Event | None, step: Step) -> None:
        call, world = step.call, self.world
        listened: Listen | None = None
        for effect in step.effects:
            kind = type(effect)
            if kind is Speak:
                if not effect.text.strip():
                    raise Broke("words", "says nothing")
                if effect.prompt == "built-in apology":
                    self.apologies += 1
                    if self.apologies > 1 or effect.barge_in is not BargeIn.NO:
                        raise Broke("apology", "said twice, or not to its end")
                elif effect.prompt is not None and not any(
                    effect.prompt in flow.prompts for flow in world.every.values()
                ):
                    raise Broke("words", f"{effect.prompt} is nobody's prompt")
            elif kind is Listen:
                listened = effect
            elif kind is CallService:
                if effect.key in self.keys:
                    raise Broke("once", f"the key {effect.key} was used before")
                self.keys.add(effect.key)
            elif kind is AskModel:
                if any(slot.sensitive for slot in effect.fills):
                    raise Broke("secret", "the model is asked for a secret")
                if not effect.messages:
                    raise Broke("model", "asked about nothing")
                if call.request == effect.request and call.reply:
                    raise Broke("counters", "the model is asked, and goes on with an old reply")
            elif kind is HangUp and effect.outcome != call.ended:
                raise Broke("end", f"hung up as {effect.outcome}, ended {call.ended}")
        if call.ended is not None:
            return
        here = world.here
        moved = before is None or any(taken.what in ("state", "returned") for taken in step.taken)
        if call.phase == "listening":
            if (moved or (before is not None and before.phase != "listening")) and (
                listened is None and not self._asked_on(before, event)
            ):
                raise Broke("listen", f"listening in {call.state}, and nobody was told")
            if step.taken and step.taken[-1].what in ("rung", "refuse", "anywhere") and listened is None:
                if type(event) is not Utterance or before is None or before.phase != "thinking":
                    raise Broke("listen", f"listening again in {call.state}, and nobody was told")
            if listened is not None:
                if listened.language != call.language or abs(listened.wait - here.wait) > 1e-9:
                    raise Broke("listen", f"{listened} in {call.state}")
                flows = (call.flow, *(frame.flow for frame in call.frames))
                phrases = any(option.phrases for name in flows for option in world.every[name].anywhere)
                voice = phrases or not (isinstance(here, Ask) and here.by_keys)
                if not 0 <= listened.max_keys <= 200 or listened.voice != voice:
                    raise Broke("listen", f"{listened} in {call.state}")
        filler = getattr(here, "filler", None)
        if filler and call.request and call.request > (before.counter if before else 0):
            if "filler" not in call.timers and call.phase in ("thinking", "fetching"):
                raise Broke("filler", f"{call.phase} in {call.state}, and nothing will be said meanwhile")

    def _asked_on(self, before: Call | None, event: Event | None) -> bool:
        """Whether the model was only interrupted: the ears listen already."""
        return before is not None and before.phase == "thinking" and type(event) is not ModelDone

    def _notes(self, before: Call | None, event: Event | None, step: Step) -> None:
        """What the flow did, against what it did before."""
        call = step.call
        states = 0
        closed = ""
        door: tuple[str, str] | None = None
        silent = self.silent
        kept = before is not None and (before.kept_keys or before.kept_speech)
        answered = isinstance(event, Digit | Utterance) and not kept
        for index, taken in enumerate(step.taken):
            what, name, earlier = taken.what, taken.name, closed
            if what == "state":
                states += 1
                silent += 1
                self.rungs.clear()
                if taken.flow == self.world.flow.name:
                    self.visits[name] += 1
            elif what == "returned":
                self.rungs.clear()
                self.rungs[(-1, "")] = 1  # counted on from where it was: not known here
            elif what == "escalation":
                self.escalated[(taken.flow, name)] += 1
                if self.escalated[(taken.flow, name)] > 1:
                    raise Broke("escalation", f"{name} of {taken.flow} was taken twice")
            elif what == "error":
                self._error(before, taken.flow, name, silent, states)
                if name.endswith("/loop"):
                    silent = 0
            elif what in ("fill", "ahead"):
                self.given.add((taken.flow, name.partition("/")[2]))
            elif closed and what in ("option", "anywhere", "confirm", "refuse"):
                raise Broke("kept", f"{name} was taken, after {closed}, by what was meant for elsewhere")
            if what in ASKED:
                silent = 0
            if what in ("anywhere", "rung", "escalation"):
                closed = name
            if what in ("rung", "confirm", "refuse") and "/no_input/" not in name:
                asked = self.world.every[taken.flow].states[name.partition("/")[0]]
                if isinstance(asked, Ask) and asked.by_keys and isinstance(event, Utterance) and not kept:
                    raise Broke("keys only", f"{name} was taken by what was said aloud")
            if what == "state":
                self._given_ahead(step, index)
                door = self._at_the_door(step, index)
                entered = self.world.every[taken.flow].states[name]
                if entered.barge_in is BargeIn.NO and isinstance(entered, Say | Listening):
                    closed = name
            elif what == "rung":
                if earlier:
                    raise Broke("kept", f"{name} was taken, after {earlier}, by what was meant for elsewhere")
                self._rung(taken.flow, name)
            elif what == "answer":
                credit = (taken.flow, name.partition("/")[2])
                asked = self.world.every[taken.flow].states[name.partition("/")[0]]
                if isinstance(asked, Ask) and asked.by_keys and isinstance(event, Utterance) and not kept:
                    if credit != door:
                        raise Broke("keys only", f"{name} was answered aloud")
                at_once = index > 0 and step.taken[index - 1].what == "state"
                by_caller = answered and not any(t.what in TAKES for t in step.taken[:index])
                if at_once and not kept and not by_caller and credit != door:
                    raise Broke("ahead", f"{name} was answered, and nobody said so")
        if self.given:
            acting = {call.flow, *(frame.flow for frame in call.frames)}
            left = {taken.name.partition("/")[0] for taken in step.taken if taken.what == "returned"}
            self.given = {one for one in self.given if one[0] in acting and one[0] not in left}
        if call.typed and any(taken.what in ("anywhere", "rung", "escalation") for taken in step.taken):
            raise Broke("kept", "keys that were meant for elsewhere begin an answer")
        if any(type(effect) in (Speak, Listen) for effect in step.effects):
            silent = min(silent, states)  # at most: some of these states were entered before it
        self.silent = silent
        if states > MOST_STATES:
            raise Broke("circle", f"{states} states in one step")
        if step.taken and call.ended is None:
            self._counters(before, event, step)

    def _given_ahead(self, step: Step, index: int) -> None:
        """An answer that was given before it was asked for is not asked for again."""
        taken = step.taken[index]
        state = self.world.every[taken.flow].states[taken.name]
        if isinstance(state, Ask) and not (state.refuse or state.choices_from):
            if (taken.flow, state.slot.name) in self.given:
                then = step.taken[index + 1] if index + 1 < len(step.taken) else None
                if then is None or then.what not in ("answer", "error"):
                    raise Broke("ahead", f"{taken.name} asks for what was said already")

    def _at_the_door(self, step: Step, index: int) -> tuple[str, str] | None:
        """The answer that was given before, which counts for this one time that it would be asked for."""
        taken = step.taken[index]
        state = self.world.every[taken.flow].states[taken.name]
        then = step.taken[index + 1].what if index + 1 < len(step.taken) else ""
        if not isinstance(state, Ask) or then == "error":
            return None
        credit = (taken.flow, state.slot.name)
        if credit not in self.given:
            return None
        self.given.discard(credit)
        return credit

    def _error(self, before: Call | None, flow: str, name: str, silent: int, states: int) -> None:
        """Only an error that the world or the flow can have brought about. silent: so many states, at most,
        since anything was said or listened to; states: in this step."""
        state, _, cause = name.rpartition("/")
        self.errors[cause] += 1
        most = states + (len(before.frames) if before is not None else 0)
        if cause in INTERNAL or (cause == "run" and most < MOST_FRAMES):
            raise Broke("internal", name)
        if cause == "persona":
            here = self.world.every[flow].states[state]
            reads = {
                path.partition(".")[0]
                for text in (here.persona.texts.values() if isinstance(here, Converse) else ())
                for path in text.names
            }
            if before is None or reads <= before.slots.keys():
                raise Broke("internal", name)
        if cause == "loop" and silent <= MOST_SILENT:
            raise Broke("internal", f"{name}: a circle of {silent} states in silence")

    def _rung(self, flow: str, name: str) -> None:
        state, ladder, number = name.rsplit("/", 2)
        if self.rungs[(-1, "")]:
            return
        here = self.world.every[flow].states[state]
        self.rungs[(0, ladder)] += 1
        right = min(self.rungs[(0, ladder)], len(getattr(here, ladder)))
        if int(number) != right:
            raise Broke("rungs", f"{name} was taken, and it was the turn of {right}")

    def _counters(self, before: Call | None, event: Event | None, step: Step) -> None:
        call = step.call
        last = step.taken[-1].what
        if last == "state" and call.phase != "leaving":
            if (
                call.rung_no_input
                or call.rung_no_match
                or call.state_turns
                or (call.interrupted and not call.hearing)
            ):
                raise Broke("counters", f"{call.state} was entered, and its counters go on")
            if call.entered != call.clock:
                raise Broke("counters", "entered at another time")
            here = self.world.here
            if isinstance(here, Converse) and call.phase == "listening" and (call.question or call.reply):
                raise Broke("counters", f"{call.state} was entered, and goes on with an old reply")
            if here.barge_in is BargeIn.NO and isinstance(here, Say | Listening):
                if call.kept_keys or call.kept_speech:
                    raise Broke("kept", f"keys or words are kept in {call.state}, which must be heard")
        if last in ("rung", "escalation", "anywhere") and (call.kept_keys or call.kept_speech):
            raise Broke("kept", f"kept beyond {last}")
        if not call.frames and call.run == 0 and call.visits.get(call.state, 0) != self.visits[call.state]:
            raise Broke("counters", f"{call.state} was visited {self.visits[call.state]} times")
        if before is None or before.kept_keys or before.kept_speech:
            return
        whats = [taken.what for taken in step.taken]
        if (
            "error" in whats
            and type(event) is not ModelDone
            and not any(what in UNDERSTOOD for what in whats)
        ):
            errors = sum(
                what == "error" and "failed" not in whats[at + 1 : at + 2] for at, what in enumerate(whats)
            )
            if call.errors != before.errors + errors:
                raise Broke("counters", f"{errors} errors on top of {before.errors} make {call.errors}")
        kind = type(event)
        if kind in (Digit, Utterance, ModelDone) and call.phase != "leaving":
            # An answer that was given ahead and is taken at the door of the next state is none of now.
            now = whats[: whats.index("state")] if "state" in whats else whats
            if any(what in UNDERSTOOD for what in now) and before.phase in ("listening", "thinking"):
                if call.no_inputs or call.no_matches or (call.errors and "error" not in whats):
                    raise Broke("counters", "understood, and the misses go on")
                if not call.met:
                    raise Broke("counters", "understood, and nobody was met")
                if call.turns <= before.turns:
                    raise Broke("turns", "a turn that was not counted")
            elif "rung" in whats and kind is not ModelDone:
                if call.no_matches != before.no_matches + 1 or call.turns <= before.turns:
                    raise Broke("counters", "a miss that was not counted")
        if kind is TimerFired and whats[0] == "rung" and "no_input" in step.taken[0].name:
            if call.no_inputs != before.no_inputs + 1 or call.turns <= before.turns:
                raise Broke("counters", "a silence that was not counted")

    # -- after what the caller and the carrier did ----------------------------------------------------------

    def _answers(self, before: Call, event: Event, step: Step) -> None:
        call, world = step.call, self.world
        kind = type(event)
        if kind is SpeechStarted:
            here = world.here
            keys_only = isinstance(here, Ask) and here.by_keys
            if call.hearing == "speaking" and before.hearing != "speaking" and not keys_only:
                over = call.speeches and _may(call, BargeIn.SPEECH)
                if (over or call.phase == "thinking") and "interrupt" not in call.timers:
                    raise Broke("barge-in", "the caller speaks, and will never interrupt")
        elif kind is SpeechEnded:
            if call.hearing == "recognising" and before.hearing == "speaking":
                if self.world.timers[call.timers["hearing"]][0] - world.at > 6.001:
                    raise Broke("seconds", "words are awaited for more than 6 s")
        elif kind is TimerFired:
            if before.timers.get("interrupt") == event.timer and before.hearing == "speaking":
                if _may(before, BargeIn.SPEECH) and _listens(before, world):
                    self._gone(before, call, "spoken over")
                    if before.phase == "thinking" and call.phase == "listening" and call.reply:
                        raise Broke("barge-in", "what the caller cut off would be said again")
                    if before.phase == "thinking" and before.request == call.request:
                        raise Broke("barge-in", "the model talks on over the caller")
        elif kind is Digit:
            if any(speech.barge_in is BargeIn.NO for speech in before.speeches) and (
                step.effects or call.kept_keys != before.kept_keys or call.typed != before.typed
            ):
                raise Broke("barge-in", "a key did something over words that must be heard")
            if event.key in KEYS:
                self._key(before, event.key, step)
        elif kind is Utterance:
            whats = [taken.what for taken in step.taken]
            if any(what in (*UNDERSTOOD, "rung") for what in whats):
                self._gone(before, call, "answered")
                if before.phase == "listening" and before.kept_keys and before.hearing != "deaf":
                    if call.kept_keys or call.typed or "option" in whats[1:]:
                        raise Broke("kept", "keys for a question that words have answered go to the next")
            elif before.phase == "listening" and whats and step.taken[0].name.endswith("/condition"):
                self._gone(before, call, "answered, and that failed")
            elif call.kept_speech is not None and call.kept_speech != before.kept_speech:
                if call.phase == "speaking":
                    self._gone(before, call, "kept for the next question")
            if call.phase == "listening" and not (call.speeches or call.typed or call.hearing):
                left = world.timers[call.timers["wait"]][0] - world.at
                if abs(left - getattr(world.here, "wait", left)) > 0.001:
                    raise Broke("timers", "silence is counted from before the caller's last words")
        elif kind is ProviderFailed and event.provider is Provider.VOICE:
            if call.phase != "leaving" and any(taken.what == "error" for taken in step.taken):
                self._gone(before, call, "failed")
        elif kind is Answered:
            if (
                event.by is AnsweredBy.MACHINE
                and world.flow.direction is Direction.OUTBOUND
                and not (before.met or before.machine)
                and before.phase not in ("leaving", "dialling")
                and call.phase != "greeting"
                and not any(taken.what == "state" for taken in step.taken)
            ):
                raise Broke("machine", "a machine answered, and is talked to")
            if any(taken.what == "answered" for taken in step.taken):
                self._gone(before, call, "a machine has answered")
                if not call.machine or call.frames or call.hearing or call.kept_keys or call.kept_speech:
                    raise Broke("machine", "a machine has answered, and a caller's things go on")
                if before.machine and before.phase != "greeting":
                    raise Broke("machine", "a machine has answered twice")
        elif kind is TransferEnded:
            if event.outcome is TransferOutcome.COMPLETED and call.clock > before.entered and step.taken:
                if call.talked <= before.talked:
                    raise Broke("longest call", "the talk with a person counts towards it")
        was = world.every[before.flow].states[before.state]
        if (
            isinstance(was, Listening)
            and before.hearing in ("speaking", "recognising")
            and call.hearing in ("speaking", "recognising")
            and kind is not SpeechStarted
            and any(taken.what == "state" for taken in step.taken)
        ):
            raise Broke("stale", f"what was said to {before.state} will answer {call.state}")
        if call.phase == "leaving" and before.phase != "leaving":
            self._gone(before, call, "the last words wait behind")
            if call.timers.keys() - {"playback", "longest_call"}:
                raise Broke("timers", f"the call is ending, and {sorted(call.timers)} run")
        if kind is ModelDone and before.phase == "thinking" and before.request == event.request:
            if call.state == before.state and not any(taken.what == "state" for taken in step.taken):
                if any(t.what == "rung" for t in step.taken):
                    self._gone(before, call, "the model made no sense")
                    return
                self.rungs.clear()
                if call.state_turns <= before.state_turns:
                    raise Broke("turns", "a turn of the state that was not counted")
                if isinstance(world.here, Converse) and call.state_turns >= max(1, world.here.limits.turns):
                    raise Broke("limit", f"{call.state_turns} turns in {call.state}")
                if call.rung_no_input or call.rung_no_match:
                    raise Broke("counters", "the model answered, and the rungs go on")
        if (
            kind is ModelSaid
            and event.text.strip()
            and call.phase == "thinking"
            and call.reply
            and "filler" in call.timers
        ):
            raise Broke("filler", "the model speaks, and the filler is still to come")

    def _key(self, before: Call, key: str, step: Step) -> None:
        """A key that may be pressed does something, or is kept for the next question."""
        call, whats = step.call, [taken.what for taken in step.taken]
        here = self.world.every[before.flow].states[before.state]
        if before.phase == "thinking" and "anywhere" in whats and call.request == before.request:
            raise Broke("requests", "the model goes on after `anywhere`")
        if isinstance(here, Transfer | Record) or (isinstance(here, End) and not before.frames):
            return
        if any(speech.barge_in is BargeIn.NO for speech in before.speeches):
            return
        may = _may(before, BargeIn.KEYS)
        if before.phase == "fetching" or (before.phase in ("listening", "speaking") and not may):
            if call.kept_keys != before.kept_keys + key:
                raise Broke("kept", f"{key} was pressed, and is lost")
        elif before.phase in ("listening", "speaking"):
            self._gone(before, call, "a key was pressed")
            now = self.world.here
            if (
                before.phase == "speaking"
                and isinstance(here, Say)
                and call.phase == "listening"
                and key.isdecimal()
                and not (now.barge_in is BargeIn.NO or before.hearing or before.kept_speech)
                and {*whats} <= {"state", "branch"}
                and not (call.typed or call.kept_keys)
                and call.question != "confirm"
            ):
                raise Broke("kept", f"{key} was pressed over the words, and does nothing")

    def _gone(self, before: Call, call: Call, why: str) -> None:
        """Nothing that was being said before is said on."""
        old = {speech.number for speech in before.speeches}
        if any(speech.number in old for speech in call.speeches):
            raise Broke("words", f"old words are said on: {why}")

    # -- secrets --------------------------------------------------------------------------------------------

    def _secrets(self, step: Step) -> None:
        """A sensitive value goes to services only; words may speak its end. Digits that nobody asked for
        reach no model and no log."""
        if self.said_secret:
            for effect in step.effects:
                if type(effect) is not CallService and SECRET in repr(effect).replace(" ", ""):
                    raise Broke("secret", f"a secret in {type(effect).__name__}")
            call = step.call
            if SECRET in f"{call!r}{call.for_log()}{call.frames!r}".replace(" ", ""):
                raise Broke("secret", "a secret in the log")
            if any(SECRET in m.text.replace(" ", "") for m in call.messages):
                raise Broke("secret", "a secret in what the model is told")
        if self.said_card:
            if any(CARD in m.text.replace(" ", "") for m in step.call.messages):
                raise Broke("secret", "digits that nobody asked for, in what the model is told")
            if CARD in f"{step.call!r}".replace(" ", ""):
                raise Broke("secret", "digits that nobody asked for, in the log")


def _may(call: Call, by: BargeIn) -> bool:
    return all(speech.barge_in in (BargeIn.YES, by) for speech in call.speeches)


def _listens(call: Call, world: World) -> bool:
    state = world.every[call.flow].states[call.state]
    return call.phase in ("listening", "thinking") or (call.phase == "speaking" and isinstance(state, Say))
