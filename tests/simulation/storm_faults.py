"""The faults of a live call that the dialogue can see, each as what it brings; and those that it cannot, each
with the reason.

The names (P01…, T01…, F01…, S01…) are those of the catalogue of faults that this project keeps: P providers,
T telephone line, F flows, S servers. Several of them look the same from inside a call (a refused key and a
broken connection are both a provider that failed); they are played under their own names all the same, each
with its own pattern of time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from storm_rules import CARD, SECRET
from storm_world import Act, World, says

from runtime.dialogue.effect import AskModel, CallService, Dial, RecordMessage
from runtime.dialogue.event import (
    Answered,
    AnsweredBy,
    Digit,
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
from runtime.flow.model import Ask, Converse, Fetch, Menu, Record, Transfer

ODD = (None, [], {}, 5, "x", True, 10**400, float("nan"), {"times": ["10:30", "10:30", None]}, "{{ 7 * 7 }}")
WORDS = (
    *("yes", "no", "అవును", "कुछ नहीं", "hmm", "haan", "ok", "   ", "operator", "again", "two", "12", "nine"),
    *("twelve", "my village is Kondapur", "no, that's wrong, it's Miyapur", "no, operator", "the second one"),
    *("కరెంట్ లేదు", "కొండాపూర్", "no, Miyapur", "what?", "{{ 7 * 7 }}", "\u200d", "-1", "नौ", "telugu please"),
    *("tomorrow at five in the evening", "the 5th", "five hundred rupees", "half past ten", "500081"),
    *("98765 43210", "TS 09 EA 1234", "lakshmi at okaxis", "not Monday, Tuesday", "no power", "my bill"),
)
APT = {
    "date": (
        *("tomorrow", "tomorrow at five in the evening", "the 5th", "5 December 2026, 500 rupees"),
        "tomorrow at five in the evening for 500 rupees",
    ),
    "time": (
        "half past ten",
        "at five in the evening, five hundred rupees",
        "at five in the evening for 500 rupees",
        "10:30",
        "five o'clock tomorrow",
    ),
    "amount": ("five hundred rupees", "five thousand rupees", "20 rupees", "no, 300 rupees", "two lakh"),
    "yes_no": ("yes", "no", "అవును", "no, Kondapur", "no no, five hundred rupees", "no, operator"),
    "number": ("five", "twelve", "three people", "nineteen", "no, seven"),
    "text": ("Kondapur", "my village is Miyapur", "operator", "hmm", "Lakshmi Devi"),
    "digits": ("one two three", "12345", "double five seven", "nine"),
    "phone": ("98765 43210", "nine eight seven six five four three two one zero"),
    "pin_code": ("500081", "five double zero zero eight one"),
    "vehicle_no": ("TS 09 EA 1234",),
    "upi_id": ("lakshmi at okaxis",),
    "aadhaar": ("2345 6789 0124",),
    "choice": ("general", "eye", "the second one", "dental"),
}
"""What fits a question, by the kind of its answer."""
FOREIGN = ("வணக்கம்", "ನಮಸ್ಕಾರ", "bonjour", "你好", "سلام")


def _model(world: World) -> int:
    """The model's request; where it is not asked yet and could be, the caller speaks first."""
    asked = world.request(AskModel)
    if asked is None and world.call.phase == "listening" and isinstance(world.here, Converse):
        _speaks(world, "something about my bill")
        asked = world.request(AskModel)
    return asked.request if asked else 0


# -- a world in order -----------------------------------------------------------------------------------


def next_timer(world: World, chance: random.Random) -> bool:
    """Time passes until the next timer fires."""
    if not (number := world.due()):
        return False
    world.fire(number)
    return True


def heard(world: World, chance: random.Random) -> bool:
    """The words are heard to their end."""
    if not world.playing:
        return False
    for _ in range(30):  # a flow may speak for ever; its longest call is brought in time
        due = world.due()
        if world.over or not world.playing:
            break
        if due and world.timers[due][0] <= world.at:
            world.fire(due)
        else:
            world.wait(chance.random() * 3)
            world.send(PlaybackEnded(world.playing[0][0], world.at))
    return True


def answers(world: World, chance: random.Random) -> bool:
    """The caller hears the question out and answers it: by a key, or aloud."""
    heard(world, chance)
    if world.over:
        return True
    if world.is_private():
        return secret(world, chance)
    if chance.random() < 0.4:
        for key in chance.choice(("1", "2", "3", "12#", "7", "12345", "*", "0", "9876543210", "2512")):
            world.send(Digit(key, world.at))
        return True
    return _speaks(world, _text(world, chance))


def world_answers(world: World, chance: random.Random) -> bool:
    """The model, a service, a person or the recorder answers what was asked."""
    for number, request in [*world.requests.items()]:
        world.wait(chance.random())
        if isinstance(request, AskModel):
            exits = [way.target for way in request.exits]
            world.send(ModelSaid(number, chance.choice(("Good day.", "Anything else?")), world.at))
            exit = chance.choice([None, None, *exits])
            fills = {slot.name: chance.choice(("Kondapur", 3, "10:30", "5", 5000)) for slot in request.fills}
            if number in world.requests:
                world.send(ModelDone(number, world.at, exit, fills if chance.random() < 0.6 else {}))
        elif isinstance(request, CallService):
            value = chance.choice(
                ({"id": "12"}, {"times": ["10:30", "11:00"], "found": True, "booked": True})
            )
            world.send(FetchAnswered(number, value, world.at))
        elif isinstance(request, Dial):
            world.send(TransferEnded(number, chance.choice([*TransferOutcome]), world.at))
        else:
            world.send(Recorded(number, 3.0, world.at))
        return True
    return False


def barges_in(world: World, chance: random.Random) -> bool:
    """The caller speaks over the words, mostly long enough to interrupt them."""
    if not world.playing and world.request(AskModel) is None:
        return False
    world.send(SpeechStarted(world.at))
    if (number := world.timer("interrupt")) and chance.random() < 0.75:
        world.fire(number)
    return _finishes(world, _text(world, chance))


def model_begins(world: World, chance: random.Random) -> bool:
    """A first sentence of the model, and it is still at it."""
    if not (number := _model(world)):
        return False
    world.send(ModelSaid(number, "Let me see.", world.at))
    if chance.random() < 0.4 and not world.over:
        barges_in(world, chance)
    return True


def hums(world: World, chance: random.Random) -> bool:
    """A listener's small sound, begun over words that end before it is recognised."""
    if not world.playing:
        return False
    world.send(SpeechStarted(world.at))
    world.send(SpeechEnded(world.at))
    if chance.random() < 0.7:
        heard(world, chance)
        world.wait(chance.random() * 2)
    if not world.over:
        says(world, chance.choice(("hmm", "ok", "haan", "")))
    return True


def begins(world: World, chance: random.Random) -> bool:
    """The caller begins to speak, or has just spoken, and something else happens first: a key, perhaps."""
    world.send(SpeechStarted(world.at))
    if chance.random() < 0.3:
        world.send(SpeechEnded(world.at))
    return chance.random() < 0.6 or keys(world, chance)


def keys(world: World, chance: random.Random) -> bool:
    """A key or two, whatever is being said; often one that means something here."""
    if world.is_private() and world.call.question != "confirm":
        return False
    known = "0123456789*#"
    if chance.random() < 0.5:
        here, acting = world.here, (world.call.flow, *(frame.flow for frame in world.call.frames))
        options = [option for name in acting for option in world.every[name].anywhere]
        options += here.options if isinstance(here, Menu) else ()
        known = "".join(option.key for option in options if option.key) or known
    for _ in range(chance.choice((1, 1, 2, 3))):
        if not world.is_private() or world.call.question == "confirm":
            world.send(Digit(chance.choice(known), world.at))
    return True


def secret(world: World, chance: random.Random) -> bool:
    """The number that is nobody's business is typed or said where it was asked for."""
    if not world.is_private():
        return False
    world.rules.said_secret = True
    if chance.random() < 0.6:
        for key in SECRET:
            if world.is_private() and not world.over:
                world.send(Digit(key, world.at))
    else:
        says(world, chance.choice((SECRET, " ".join(SECRET))))
    return True


def card(world: World, chance: random.Random) -> bool:
    """A card number is told where nobody asked for one."""
    here = world.here
    if isinstance(here, Converse):
        if here.fills:
            return False
    elif not isinstance(here, Menu) and not (isinstance(here, Ask) and str(here.slot.type) == "text"):
        return False
    world.rules.said_card = True
    spoken = (
        CARD
        if chance.random() < 0.5 and not isinstance(here, Ask)
        else f"my card is {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]}"
    )
    return _speaks(world, spoken)


IN_ORDER: dict[str, tuple[Act, int]] = {
    "time passes": (next_timer, 6),
    "heard out": (heard, 6),
    "answers": (answers, 14),
    "the world answers": (world_answers, 10),
    "the model begins": (model_begins, 3),
    "speaks over it": (barges_in, 3),
    "hums": (hums, 3),
    "begins to speak": (begins, 2),
    "presses a key": (keys, 3),
    "types a secret": (secret, 4),
    "tells a card": (card, 2),
}
"""What happens in every schedule, and how often beside the faults."""


# -- what can go wrong: small parts ---------------------------------------------------------------------


def _text(world: World, chance: random.Random) -> str:
    """Something to say: often what fits the question, or a phrase that this flow knows."""
    here = world.here
    if isinstance(here, Ask) and chance.random() < 0.5:
        kind = "yes_no" if world.call.question == "confirm" else str(here.slot.type)
        return chance.choice(APT.get(kind, WORDS))
    if chance.random() < 0.5:
        lists = [*world.every[world.call.flow].phrases.values()]
        if lists:
            words = chance.choice([*chance.choice(lists).words.values()] or [()])
            if words:
                return chance.choice(words)
    return chance.choice(WORDS)


def _speaks(world: World, text: str) -> bool:
    world.send(SpeechStarted(world.at))
    return _finishes(world, text)


def _finishes(world: World, text: str) -> bool:
    world.send(SpeechEnded(world.at))
    world.send(Utterance(text, world.at))
    return True


def _reached(world: World, kind: Any) -> Any:
    """What of this kind is asked; a state that is about to ask it is heard out first."""
    if world.request(kind) is None and world.playing and isinstance(world.here, Transfer | Record | Fetch):
        heard(world, random.Random(0))
    return world.request(kind)


def _expires(world: World, name: str) -> bool:
    """Nothing comes until this timer fires; those that are due before it fire first."""
    number = world.timer(name)
    if not number:
        return False
    for _ in range(6):
        due = world.due()
        if not due or number not in world.timers:
            break
        world.fire(due)
        if due == number:
            break
    return True


def _fails(provider: Provider, reason: str, *, after: bool = False) -> Act:
    """The provider refuses what was asked of it."""

    def act(world: World, chance: random.Random) -> bool:
        if provider is Provider.RECOGNISER:
            world.send(SpeechStarted(world.at))
            world.send(SpeechEnded(world.at))
            world.send(ProviderFailed(provider, 0, reason, world.at))
            return True
        if provider is Provider.VOICE:
            if not world.playing:
                return False
            number = world.playing[chance.randrange(len(world.playing))][0]
        else:
            asked = world.request((CallService, RecordMessage)) if provider is Provider.SERVICE else None
            number = asked.request if asked else _model(world) if provider is Provider.MODEL else 0
            if not number:
                return False
        if after:
            world.wait(chance.random() * 4)
            if number not in world.requests and all(number != one for one, _ in world.playing):
                return True
        world.send(ProviderFailed(provider, number, reason, world.at))
        return True

    return act


def _any_fails(reason: str) -> Act:
    """Whoever is asked just now fails."""
    acts = [_fails(provider, reason) for provider in (Provider.MODEL, Provider.SERVICE, Provider.VOICE)]

    def act(world: World, chance: random.Random) -> bool:
        return any(one(world, chance) for one in acts)

    return act


def _stale(make: Callable[[int, float], object], kind: Any = None) -> Act:
    """An answer to something that nobody waits for any more, or never did; where it can be, while the like of
    it is waited for."""

    def act(world: World, chance: random.Random) -> bool:
        if kind is AskModel:
            _model(world)
        elif kind is not None:
            _reached(world, kind)
        number = chance.choice([*world.spent[-20:], -1, 0, 10**9])
        world.send(make(number, world.at))  # type: ignore[arg-type]
        return True

    return act


def _flapping(world: World, chance: random.Random) -> bool:
    down = _any_fails("flapping")
    return all([down(world, chance), world_answers(world, chance) or heard(world, chance)])


def _down(world: World, chance: random.Random) -> bool:
    """Nothing that is asked of the world succeeds, for a while."""
    down, done = _any_fails("down"), False
    for _ in range(4):
        if world.over or not down(world, chance):
            break
        done = True
    return done


def _nonsense_after_the_filler(world: World, chance: random.Random) -> bool:
    """The model is slow, the filler is being said, and then it has nothing that can be used."""
    number = _model(world)
    if not number:
        return False
    _expires(world, "filler")
    world.send(ModelDone(number, world.at, "nowhere"))
    return True


def _drips(world: World, chance: random.Random) -> bool:
    """A reply comes sentence by sentence and never ends."""
    number = _model(world)
    if not number:
        return False
    for _ in range(chance.randint(1, 3)):
        world.wait(1.0)
        world.send(ModelSaid(number, "And then.", world.at))
    return _expires(world, "reply")


def _endless_words(world: World, chance: random.Random) -> bool:
    number = _model(world)
    if not number:
        return False
    world.send(ModelSaid(number, "word " * chance.choice((200, 20_000)), world.at))
    return True


def _stops_half_way(world: World, chance: random.Random) -> bool:
    number = _model(world)
    if not number:
        return False
    world.send(ModelSaid(number, "Let me see, it", world.at))
    world.send(ProviderFailed(Provider.MODEL, number, "closed", world.at))
    return True


def _model_says(*replies: str, exits: tuple[str | None, ...], fills: object = None) -> Act:
    def act(world: World, chance: random.Random) -> bool:
        number = _model(world)
        if not number:
            return False
        for reply in replies:
            world.send(ModelSaid(number, reply, world.at))
        asked = world.requests.get(number)
        given = {}
        if fills is not None and isinstance(asked, AskModel):
            value = chance.choice(ODD)
            given = {slot.name: value for slot in asked.fills} | {"nobody": value, "account": SECRET[:3]}
        world.send(ModelDone(number, world.at, chance.choice(exits), given))
        return True

    return act


def _loops(world: World, chance: random.Random) -> bool:
    """The model leads to the same place, again and again."""
    done = False
    for _ in range(3):
        _model(world)
        asked = world.request(AskModel)
        if world.over or asked is None:
            break
        world.send(ModelDone(asked.request, world.at, asked.exits[0].target if asked.exits else "bye"))
        done = True
        heard(world, chance)
        if not world.over and not _model(world):
            _speaks(world, "the same again")
    return done


def _no_words(world: World, chance: random.Random) -> bool:
    world.send(SpeechStarted(world.at))
    world.send(SpeechEnded(world.at))
    return _expires(world, "hearing")


def _cut_off(world: World, chance: random.Random) -> bool:
    world.send(SpeechStarted(world.at))
    world.wait(chance.random())
    world.send(ProviderFailed(Provider.RECOGNISER, 0, "closed", world.at))
    if chance.random() < 0.5:
        says(world, _text(world, chance))
    return True


def _nothing_understood(world: World, chance: random.Random) -> bool:
    return _speaks(world, chance.choice(("", "  ")))


def _foreign(world: World, chance: random.Random) -> bool:
    world.send(SpeechStarted(world.at))
    world.send(SpeechEnded(world.at))
    says(world, chance.choice(FOREIGN), "ta-IN")
    return True


def _from_noise(world: World, chance: random.Random) -> bool:
    says(world, _text(world, chance))
    return True


def _too_late(world: World, chance: random.Random) -> bool:
    """The words come when they have been given up."""
    _no_words(world, chance)
    says(world, _text(world, chance))
    return True


def _twice(world: World, chance: random.Random) -> bool:
    text = _text(world, chance)
    _speaks(world, text)
    says(world, text)
    return True


def _contradicts(world: World, chance: random.Random) -> bool:
    _speaks(world, _text(world, chance))
    says(world, _text(world, chance))
    return True


def _mark_lost(world: World, chance: random.Random) -> bool:
    return _expires(world, "playback")


def _mark_late(world: World, chance: random.Random) -> bool:
    if not world.playing:
        return False
    number = world.playing[-1][0]
    world.wait(30.0)
    world.send(PlaybackEnded(number, world.at))
    return True


def _marks_in_disorder(world: World, chance: random.Random) -> bool:
    if not world.playing:
        return False
    numbers = [number for number, _ in world.playing]
    chance.shuffle(numbers)
    for number in [*numbers, numbers[0], 10**9]:
        world.send(PlaybackEnded(number, world.at))
    return True


def _marks_of_what_was_stopped(world: World, chance: random.Random) -> bool:
    numbers = [number for number, _ in world.playing]
    if not numbers:
        return False
    world.send(Digit(chance.choice("19"), world.at)) if not world.is_private() else None
    for number in numbers:
        world.send(PlaybackEnded(number, world.at))
    return True


def _service_late(world: World, chance: random.Random) -> bool:
    asked = _reached(world, CallService)
    if asked is None:
        return False
    _expires(world, "fetch")
    world.send(FetchAnswered(asked.request, {"id": "late"}, world.at))
    world.send(FetchAnswered(asked.request, {"id": "later"}, world.at))
    return True


def _service_twice(world: World, chance: random.Random) -> bool:
    asked = _reached(world, CallService)
    if asked is None:
        return False
    for value in ({"id": "1"}, {"id": "2"}):
        world.send(FetchAnswered(asked.request, value, world.at))
    world.send(ProviderFailed(Provider.SERVICE, asked.request, "late", world.at))
    return True


def _service_lost(world: World, chance: random.Random) -> bool:
    return _expires(world, "fetch")


def _odd_answer(world: World, chance: random.Random) -> bool:
    asked = _reached(world, CallService)
    if asked is None:
        return False
    world.send(FetchAnswered(asked.request, chance.choice(ODD), world.at))
    return True


def _silent_model(world: World, chance: random.Random) -> bool:
    return any([_expires(world, "filler"), _expires(world, "reply"), _expires(world, "recording")])


def _doubled_outcome(world: World, chance: random.Random) -> bool:
    asked = _reached(world, Dial)
    if asked is None:
        return False
    outcomes = [*TransferOutcome]
    chance.shuffle(outcomes)
    for outcome in outcomes[:3]:
        world.send(TransferEnded(asked.request, outcome, world.at))
    return True


def _transfer(*outcomes: TransferOutcome) -> Act:
    def act(world: World, chance: random.Random) -> bool:
        asked = _reached(world, Dial)
        if asked is None:
            return False
        world.wait(chance.choice((1.0, 30.0, 600.0)))
        world.send(TransferEnded(asked.request, chance.choice(outcomes), world.at))
        return True

    return act


def _transfer_lost(world: World, chance: random.Random) -> bool:
    return _reached(world, Dial) is not None and _expires(world, "longest_call")


def _carrier_refuses(world: World, chance: random.Random) -> bool:
    asked = _reached(world, Dial)
    if asked is None:
        return False
    provider = chance.choice([*Provider])
    world.send(ProviderFailed(provider, asked.request, "429", world.at))
    return True


def _hangs_up(world: World, chance: random.Random) -> bool:
    """Rarely, else no call gets deep."""
    if chance.random() > 0.15:
        return False
    world.send(HungUp(world.at))
    return True


def _after_the_end(world: World, chance: random.Random) -> bool:
    """Everything may still come when the call is over."""
    if chance.random() > 0.1:
        return False
    world.send(HungUp(world.at))
    for event in (
        Digit("1", world.at),
        SpeechStarted(world.at),
        Utterance("operator", world.at),
        TimerFired(world.spent[-1] if world.spent else 1, world.at),
        HungUp(world.at),
        Answered(AnsweredBy.MACHINE, world.at),
    ):
        world.send(event)
    return True


def _kept(world: World, chance: random.Random) -> bool:
    """The process ends; another goes on with the call. What was being said is heard by nobody."""
    world.keep()
    return True


def _two_streams(world: World, chance: random.Random) -> bool:
    """Everything that the caller does arrives twice."""
    text = _text(world, chance)
    if chance.random() < 0.5 and not world.is_private():
        for _ in range(2):
            world.send(Digit(chance.choice("12"), world.at))
        return True
    for event in (SpeechStarted, SpeechStarted, SpeechEnded, SpeechEnded):
        world.send(event(world.at))
    says(world, text)
    says(world, text)
    return True


def _nothing_heard(world: World, chance: random.Random) -> bool:
    """Not a sound comes from the caller."""
    heard(world, chance)
    return _expires(world, "wait")


def _clock(*jumps: float) -> Act:
    def act(world: World, chance: random.Random) -> bool:
        number = world.due()
        if not number:
            return False
        at = max(world.at, world.timers[number][0])
        world.at = at
        world.send(TimerFired(number, at + chance.choice(jumps)))
        return True

    return act


def _burst(world: World, chance: random.Random) -> bool:
    if world.is_private():
        return False
    for _ in range(chance.choice((3, 12, 40))):
        if not world.is_private():
            world.send(Digit(chance.choice("0123456789*#x"), world.at))
    return True


def _machine(world: World, chance: random.Random) -> bool:
    """It turns out late, or again, or wrongly who has answered."""
    by = AnsweredBy.MACHINE if chance.random() < 0.8 else AnsweredBy.PERSON
    world.send(Answered(by, world.at, beep=chance.random() < 0.5))
    if chance.random() < 0.5:
        world.send(Answered(by, world.at, beep=True))
    return True


def _monologue(world: World, chance: random.Random) -> bool:
    """Somebody talks who never listens."""
    world.send(SpeechStarted(world.at))
    if chance.random() < 0.5:
        return _expires(world, "hearing")
    for _ in range(3):
        _finishes(world, "please leave a message after the tone " * 8)
        world.send(SpeechStarted(world.at))
    return True


def _stall(world: World, chance: random.Random) -> bool:
    """The process stands still: what is due comes late, all at once, in any order, some of it twice."""
    world.at += chance.choice((0.5, 5.0, 40.0))
    due = [number for number, (when, _) in world.timers.items() if when <= world.at]
    chance.shuffle(due)
    for number in [*due, *due[:1]]:
        if not world.over:
            world.send(TimerFired(number, world.at))
    return True


def _late_timers(world: World, chance: random.Random) -> bool:
    number = chance.choice([*world.spent[-20:], 10**9])
    world.send(TimerFired(number, world.at))
    return True


def _another_call(world: World, chance: random.Random) -> bool:
    """The same caller calls a second time while this call goes on; each has keys and numbers of its own."""
    before = world.call
    other = world.dialogue.start(number=before.number, now=before.now)
    for event in (Digit("1", 0.0), Digit("2", 0.0), HungUp(1.0)):
        other = world.dialogue.advance(other.call, event)
    return world.call is before and other.call.ended is not None


M, S, V, R = Provider.MODEL, Provider.SERVICE, Provider.VOICE, Provider.RECOGNISER
BAD = (TransferOutcome.BUSY, TransferOutcome.NO_ANSWER, TransferOutcome.FAILED)
SEEN: dict[str, tuple[str, Act]] = {
    "P01": ("the model asks to slow down", _fails(M, "rate_limit_exceeded", after=True)),
    "P02": ("no money left at the provider", _any_fails("insufficient_quota")),
    "P03": ("the key is refused", _any_fails("forbidden")),
    "P04": ("a provider's server fails", _fails(S, "500", after=True)),
    "P05": ("our own request was wrong", _fails(M, "400")),
    "P06": ("no connection to a provider", _any_fails("refused")),
    "P07": ("the model or recorder never answers", _silent_model),
    "P08": ("a reply that drips and never ends", _drips),
    "P09": ("the recogniser never answers", _no_words),
    "P10": ("the recogniser breaks off in mid-word", _cut_off),
    "P11": ("no recogniser is free", _fails(R, "concurrency")),
    "P12": ("a service answers nonsense", _odd_answer),
    "P13": ("speech that nobody understood", _nothing_understood),
    "P14": ("words in another language", _foreign),
    "P15": ("words made of noise", _from_noise),
    "P16": ("words that come too late", _too_late),
    "P17": ("the same words twice", _twice),
    "P18": ("other words for the same speech", _contradicts),
    "P19": ("an endless sentence of the model", _endless_words),
    "P20": ("a reply that stops half way", _stops_half_way),
    "P21": ("the model refuses", _model_says("I cannot help with that.", exits=(None,))),
    "P22": ("the model goes round in circles", _loops),
    "P23": (
        "an exit or a value that nobody offered",
        _model_says(exits=("nowhere", "", None, "begin", "bye"), fills=True),
    ),
    "P24": ("the voice brings no sound", _fails(V, "empty")),
    "P25": ("the voice stops half way", _mark_lost),
    "P26": ("the voice is slower than speech", _mark_late),
    "P27": ("every provider is down", _down),
    "P28": ("a provider comes and goes", _flapping),
    "P29": ("a reply in another shape", _model_says("Hm.", exits=("no such state", None), fills=True)),
    "P30": ("a service answers late and twice", _service_late),
    "P31": ("a service did it, and its answer is lost", _service_lost),
    "T01": ("the same call is announced twice", _another_call),
    "T02": ("outcomes doubled and out of order", _doubled_outcome),
    "T07": ("marks doubled, unknown, out of order", _marks_in_disorder),
    "T08": ("the caller hangs up, in any phase", _hangs_up),
    "T09": ("anything after the end", _after_the_end),
    "T10": ("the connection breaks, the call goes on", _kept),
    "T11": ("two streams of one call", _two_streams),
    "T12": ("marks of words that were stopped", _marks_of_what_was_stopped),
    "T13": ("the mark of the last words is lost", _mark_lost),
    "T14": ("not a sound from the caller", _nothing_heard),
    "T16": ("the clock jumps", _clock(-3600.0, -1.0, 1.0, 3600.0)),
    "T17": ("keys in a burst", _burst),
    "T18": ("a machine, late or for a while", _machine),
    "T19": ("busy, no answer, failed", _transfer(*BAD)),
    "T20": ("the outcome of a transfer is lost", _transfer_lost),
    "T21": ("the carrier refuses the transfer", _carrier_refuses),
    "T22": ("the caller calls a second time", _another_call),
    "F03": ("the call is taken up between two steps", _kept),
    "S01": ("the server stops in mid-call", _kept),
    "S02": ("the process dies in mid-call", _kept),
    "S04": ("the process stands still", _stall),
    "S06": ("timers of long ago", _late_timers),
    "S18": ("answers meant for another", _stale(lambda n, at: ModelDone(n, at, "bye"), AskModel)),
}
"""What the dialogue can see: in a few words, and as what it brings."""
BY_FLOW = {
    "F07": ("words that cannot be worded", ("words", "send", "set", "with", "choices")),
    "F09": ("a circle without the caller", ("loop",)),
    "F11": ("a condition that cannot be worked out", ("condition",)),
}
"""What the flows themselves bring about, by the causes of the errors that it makes."""
MORE: dict[str, Act] = {
    "P23": _nonsense_after_the_filler,
    "P30": _service_twice,
    "P04": _fails(V, "500"),
    "P07": _mark_lost,
    "T02": _stale(lambda n, at: TransferEnded(n, TransferOutcome.COMPLETED, at), Dial),
    "T07": _stale(lambda n, at: PlaybackEnded(n, at)),
    "T18": _monologue,
    "T19": _transfer(*TransferOutcome),
    "S18": _stale(lambda n, at: FetchAnswered(n, {"id": "1"}, at), CallService),
    "P16": _stale(lambda n, at: ModelSaid(n, "too late", at), AskModel),
    "S06": _stale(lambda n, at: Recorded(n, 1.0, at), RecordMessage),
    "P28": _stale(lambda n, at: ProviderFailed(Provider.VOICE, n, "late", at)),
    "P01": _stale(lambda n, at: ProviderFailed(Provider.MODEL, n, "late", at), AskModel),
    "P31": _stale(
        lambda n, at: ProviderFailed(Provider.SERVICE, n, "late", at), (CallService, RecordMessage)
    ),
}
"""A second face of some: every other time, the fault comes as this."""
UNSEEN: dict[str, tuple[str, str]] = {
    "T03": (
        "our answer to the carrier comes too late",
        "the carrier gave up before a call began; its own fallback speaks then",
    ),
    "T04": (
        "a stream opens and never starts",
        "a stream that never starts is closed at the door; no call began",
    ),
    "T05": ("broken, unknown or huge frames", "broken frames are refused by the decoder at the door"),
    "T06": (
        "frames lost, doubled or out of order",
        "lost sound is put right or not in the audio path; here it is words that nobody understood (P13)",
    ),
    "T15": (
        "the carrier throws sound away",
        "sound that the carrier throws away never becomes an event; it is silence here (T14)",
    ),
    "F01": (
        "a broken file is loaded while calls run",
        "which file is live is decided before a call; a call has one version (rule `constant`)",
    ),
    "F02": (
        "a new version lacks the state that a call is in",
        "a call keeps the version that it began with; the server finds it",
    ),
    "F04": ("a file is half written", "files are read whole and checked before they are live"),
    "F05": (
        "a hundred reloads in ten seconds",
        "reloads happen beside calls; a call has one version (rule `constant`)",
    ),
    "F06": ("a new version lacks a voice or a language", "refused when the flow is checked"),
    "F08": (
        "a template made to use up the machine",
        "what words may cost is limited where templates are made and tested there",
    ),
    "F10": ("a state without a way out", "refused when the flow is checked"),
    "F12": ("a flow of thousands of states", "a flow is loaded before a call begins"),
    "F13": ("words are missing in one language", "which words stand in is settled when the flow is read"),
    "F14": ("a kept call is older than the flow", "whoever kept the call refuses it"),
    "F15": (
        "the old version is put back while calls run",
        "a call keeps the version that it began with; the server finds it",
    ),
    "F16": ("two authors publish at once", "publishing happens at the desk, before a call"),
    "F17": ("the flow of a number is deleted", "refused at the desk, or answered at the door: no call began"),
    "S03": ("memory runs short", "seen by the process alone; a running call is not told"),
    "S05": (
        "the task of one call raises",
        "`advance` never raises (checked at each step); what becomes of a task that does is the server's",
    ),
    "S07": ("the store is down at the start", "the dialogue stores nothing; it is handed the call"),
    "S08": ("the store is slow or down in mid-call", "the dialogue stores nothing; it is handed the call"),
    "S09": ("the store forgets its last second", "the dialogue stores nothing; a call taken up again is S02"),
    "S10": ("the database is slow or locked", "the dialogue writes nothing"),
    "S11": ("the disk is full", "the dialogue writes nothing"),
    "S12": ("the log cannot be written", "the dialogue writes nothing"),
    "S13": ("no file can be opened any more", "the dialogue opens nothing"),
    "S14": ("the processor is starved", "seen by the process alone; what comes late is S04"),
    "S15": (
        "names are looked up slowly",
        "the dialogue connects to nothing; a provider that cannot be reached is P06",
    ),
    "S16": ("our certificate has run out", "a matter of the door: no call began"),
    "S17": ("a kept call is of another program version", "whoever kept the call refuses it"),
    "S19": ("half of the workers are dead", "each call lives in one process; that one's end is S02"),
    "S20": (
        "a flow or a kept call ends each process that takes it",
        "a matter of the process that starts others; the end of one is S02",
    ),
    "S21": (
        "the day's money is spent in mid-call",
        "money is counted elsewhere; an end for its sake would be a hang-up here (T08)",
    ),
    "S22": ("the whole machine is gone", "nobody is there to see it"),
}
"""What never reaches the dialogue: what it is, and why not."""
