"""Every moment that a call of this flow can come to, and what leads from one to the next.

Found by playing: from each moment every move is made on the production dialogue, and what it comes to is a
new moment or one that is known (moment.py). Short calls come first, so the way to each is the shortest one,
counted in the lines of the transcript that it makes. A hunter (hunting.py) looks for something in particular:
it chooses where to look first, and when to stop.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import product
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial, Speak
from runtime.dialogue.event import Answered, AnsweredBy
from runtime.dialogue.speaking import APOLOGY
from runtime.flow.model import Converse, Direction, Flow, State, Transfer
from runtime.flow.sample import slot_sample
from runtime.prove.moment import forgetful, moment
from runtime.prove.moves import UNWRITTEN, Move, Who, moves
from runtime.prove.play import Played, begun, play
from runtime.prove.relevant import Relevant, conditions
from runtime.prove.taint import Taint

NUMBER = "+919876543210"
MONDAY = datetime(2026, 1, 5, 11, 0, tzinfo=ZoneInfo("Asia/Kolkata"))
"""The time at which a transcript plays that says none."""
MOST_MOMENTS = 60_000
"""Past this many the search stops and says so; a flow of thirty states has a few thousand at most."""
MOST_HOURS = 6
NO_LINE = 1_000
"""Lines that a move counts as which no line can say."""
FAR = 1_000_000_000

Progress = Callable[[int, int], None]
"""Called now and then with the moments seen and the moments that still wait to be looked at."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a call can begin. now: when; hours: which of the times of day this is. language: None for the
    flow's first."""

    now: datetime
    hours: int
    inputs: tuple[tuple[str, Any], ...] = ()
    by: AnsweredBy | None = None
    beep: bool = True
    language: str | None = None


@dataclass(slots=True)
class Edge:
    """One move made at one moment. target: the number of the moment it comes to; None when the call is over:
    then `ended` says how ("end", "person", "apology", "guard"). person: a person was talked to. turns: how
    often we listened. entered: whether a state was entered. words: how much was said; failed: a transfer
    that was told of has come to nothing. lines: of the transcript that tells it. met: what a hunter sees in
    it."""

    move: Move
    target: int | None
    ended: str | None
    turns: int
    seconds: float
    entered: bool
    words: int
    person: bool = False
    dials: bool = False
    failed: bool = False
    silent_loop: bool = False
    circle: bool = False
    leaks: tuple[str, ...] = ()
    lines: int = 1
    met: frozenset[Hashable] = frozenset()


@dataclass(slots=True)
class Node:
    """One moment. by: the moment and the edge by which the shortest way leads here, or None where a call
    begins. lines: of the transcript of that way. looked: whether its moves have been made."""

    call: Call
    beginning: Beginning
    by: tuple[int, Edge] | None
    lines: int = 0
    edges: list[Edge] = field(default_factory=list)
    looked: bool = False


@dataclass(slots=True)
class Graph:
    """nodes: by number. complete: False when there were more moments than MOST_MOMENTS. all_within: every
    moment that is fewer lines from the beginning of a call was looked at. leaks: at the very start of a
    call."""

    dialogue: Dialogue
    relevant: Relevant
    nodes: list[Node] = field(default_factory=list)
    complete: bool = True
    all_within: int = 0
    begun_over: list[tuple[Beginning, Played]] = field(default_factory=list)
    leaks: list[tuple[Beginning, tuple[str, ...]]] = field(default_factory=list)

    @property
    def flow(self) -> Flow:
        return self.dialogue.flow

    def way_to(self, number: int) -> tuple[Beginning, list[Move]]:
        """How a call comes to this moment, by the shortest way that was found."""
        found: list[Move] = []
        node = self.nodes[number]
        while node.by is not None:
            number, edge = node.by
            found.append(edge.move)
            node = self.nodes[number]
        return node.beginning, found[::-1]


class Hunter(Protocol):
    """Whoever looks for something in particular. relevant: which moments are the same to it."""

    relevant: Relevant

    def moves(self, call: Call, today: date) -> Iterator[Move]:
        """What to try at this moment."""

    def rank(self, call: Call, hours: int) -> int:
        """Moments of a lower rank are looked at first."""

    def begins(self, beginning: Beginning, number: int | None, played: Played) -> None:
        """A call begins like this, and comes to that moment; None: it is over at once."""

    def sees(self, number: int, edge: Edge, played: Played) -> None:
        """From that moment this edge leads on."""

    def enough(self) -> bool:
        """Whether all has been found."""


class Explorer:
    """Grows a graph moment by moment: those of the fewest lines first, and among those of the fewest moves
    (Dijkstra's search), unless a hunter knows better."""

    def __init__(self, dialogue: Dialogue, hunter: Hunter | None = None) -> None:
        self._dialogue = dialogue
        self._hunter = hunter
        self._taint = Taint(dialogue.flow, MONDAY.date())
        self._numbers: dict[Hashable, int] = {}
        self._best: list[tuple[int, int]] = []
        self._waiting: list[tuple[int, int, int, int]] = []
        self.graph = Graph(dialogue, hunter.relevant if hunter else Relevant(dialogue.flow))
        for beginning in beginnings(dialogue.flow, self.graph.relevant):
            self._begin(beginning)

    def explore(self, progress: Progress | None, most: int) -> None:
        """Look at every moment, or until the hunter has seen enough."""
        looked = 0
        while self._waiting and not (self._hunter is not None and self._hunter.enough()):
            if len(self.graph.nodes) > most:
                break
            _, self.graph.all_within, _, number = heappop(self._waiting)
            if self.graph.nodes[number].looked:
                continue
            if progress is not None and looked % 100 == 0:
                progress(looked, len(self.graph.nodes) - looked)
            self.look(number)
            looked += 1
        self.graph.complete = all(node.looked for node in self.graph.nodes)

    def look(self, number: int) -> Node:
        """Make every move at this moment, once."""
        node = self.graph.nodes[number]
        if node.looked:
            return node
        node.looked = True
        for move in self._moves(node):
            played = play(self._dialogue, node.call, move)
            edge = _edge(self._dialogue, node.call, move, played)
            node.edges.append(edge)
            if played.call.ended is None and not edge.circle:
                lines, made = self._best[number]
                cost = (lines + edge.lines, made + 1)
                edge.target = self._number_of(played.call, node.beginning, cost, (number, edge))
            if self._hunter is None:
                edge.leaks = self._taint.leaks(played, node.call)
            else:
                self._hunter.sees(number, edge, played)
        return node

    def _moves(self, node: Node) -> Iterator[Move]:
        today = node.beginning.now.date()
        if self._hunter is not None:
            return self._hunter.moves(node.call, today)
        return moves(node.call, self.graph.relevant, today)

    def _begin(self, beginning: Beginning) -> None:
        played = started(self._dialogue, beginning)
        number = None
        if played.call.ended is not None:
            self.graph.begun_over.append((beginning, played))
        else:
            number = self._number_of(played.call, beginning, (_told(played), 0))
        if self._hunter is not None:
            self._hunter.begins(beginning, number, played)
        elif leaks := self._taint.leaks(played):
            self.graph.leaks.append((beginning, leaks))

    def _number_of(
        self, call: Call, beginning: Beginning, cost: tuple[int, int], by: tuple[int, Edge] | None = None
    ) -> int:
        """The number of the moment that this call has come to. cost: lines and moves of its way."""
        kept = forgetful(call, self.graph.relevant)
        key = moment(kept, self.graph.relevant, beginning.hours)
        number = self._numbers.setdefault(key, len(self.graph.nodes))
        if number == len(self.graph.nodes):
            self.graph.nodes.append(Node(kept, beginning, by, cost[0]))
            self._best.append(cost)
            rank = self._hunter.rank(kept, beginning.hours) if self._hunter is not None else 0
            heappush(self._waiting, (rank, *cost, number))
        elif self._hunter is None and cost < self._best[number]:
            self._best[number] = cost
            self.graph.nodes[number].by, self.graph.nodes[number].lines = by, cost[0]
            heappush(self._waiting, (0, *cost, number))
        return number


def explore(dialogue: Dialogue, progress: Progress | None = None, most: int = MOST_MOMENTS) -> Graph:
    """Every moment that calls of this flow can come to."""
    explorer = Explorer(dialogue)
    explorer.explore(progress, most)
    return explorer.graph


def started(dialogue: Dialogue, beginning: Beginning) -> Played:
    """The call as it begins."""
    answered = Answered(beginning.by, 0.0, beginning.beep) if beginning.by is not None else None
    step = dialogue.start(
        number=NUMBER,
        now=beginning.now,
        language=beginning.language,
        inputs=dict(beginning.inputs),
        answered=answered,
    )
    return begun(step, dialogue)


def _edge(dialogue: Dialogue, before: Call, move: Move, played: Played) -> Edge:
    call = played.call
    names = [(taken.what, taken.name) for taken in played.taken]
    state = dialogue.state_of(before)
    person = move.what == "completed" and isinstance(state, Transfer)
    if move.who in (Who.UNHEARD, Who.ANSWER) and ("answer" in (what for what, _ in names)) != (
        move.who is Who.ANSWER
    ):
        move = _as_it_was_taken(move, names)
    return Edge(
        move=move,
        target=None,
        ended=_how_it_ended(played, names, person),
        turns=call.turns - (int(move.value) if move.what == "late" else before.turns),
        seconds=played.seconds,
        entered=any(what == "state" for what, _ in names),
        words=len(played.speeches()),
        person=person,
        dials=any(isinstance(effect, Dial) for effect in played.effects),
        failed=any(what in ("failed", "closed") for what, _ in names),
        silent_loop=any(what == "error" and name.endswith("/loop") for what, name in names),
        circle=played.circle,
        lines=_lines(move, state) + _told(played),
    )


def _lines(move: Move, state: State) -> int:
    """Lines of a transcript that this move itself takes; what the world does stands in none. What no line can
    say is counted as many, so that a way which can be written is preferred."""
    if move.what in UNWRITTEN:
        return NO_LINE
    if move.what == "limit" and isinstance(state, Converse):
        return 2 * state.limits.turns - 1
    return 0 if move.who is Who.WORLD else 1


def _told(played: Played) -> int:
    """Lines that tell what was heard and who was called."""
    return sum(isinstance(effect, Speak | Dial) for effect in played.effects)


def _as_it_was_taken(move: Move, names: list[tuple[str, str]]) -> Move:
    """A move is an answer if the flow took it for one: what we think of as gibberish may be somebody's name,
    and what we think of as an answer may be refused."""
    taken = {what for what, _ in names}
    if taken & {"answer", "option", "choice"} or ("confirm" in taken and move.text == "1"):
        return Move(move.what, Who.ANSWER, move.text, move.value)
    return Move(move.what, Who.UNHEARD, move.text, move.value)


def _how_it_ended(played: Played, names: list[tuple[str, str]], person: bool) -> str | None:
    if played.call.ended is None:
        return None
    if ("limit", "most_turns") in names or ("limit", "longest_call") in names:
        return "guard"
    if person and played.call.ended == "transferred":
        return "person"
    return "apology" if any(speech.prompt == APOLOGY for speech in played.speeches()) else "end"


def beginnings(flow: Flow, relevant: Relevant) -> Iterator[Beginning]:
    """Every way in which a call may begin: times of day, what the flow is given, who answers."""
    answered: list[tuple[AnsweredBy | None, bool]] = [(None, True)]
    if flow.direction is Direction.OUTBOUND:
        answered += [(AnsweredBy.PERSON, True), (AnsweredBy.MACHINE, True), (AnsweredBy.MACHINE, False)]
    names = list(flow.inputs)
    values = [_inputs(flow, name, relevant) for name in names]
    for hours, now in enumerate(times(flow, relevant)):
        for given in product(*values):
            for by, beep in answered:
                yield Beginning(now, hours, tuple(zip(names, given, strict=True)), by, beep)


def _inputs(flow: Flow, name: str, relevant: Relevant) -> list[Any]:
    known = relevant.known(flow.name, name)
    sample = slot_sample(flow, flow.inputs[name], flow.languages[0])
    found: list[Any] = []
    for value in (*known.constants, sample):
        if known.region(value) not in [known.region(one) for one in found]:
            found.append(value)
    return found


def times(flow: Flow, relevant: Relevant) -> list[datetime]:
    """A moment for each combination of open and closed contacts; where everybody works first."""
    contacts = [c for one in flow.every_flow() for c in one.contacts.values() if c.hours]
    used = {s.contact for one in flow.every_flow() for s in one.states.values() if isinstance(s, Transfer)}
    read = {name for one in relevant.flows.values() for name in _opens(one)}
    contacts = [one for one in contacts if one.name in used | read]
    found: dict[tuple[Any, ...], datetime] = {}
    days = [date(2026, 1, 5) + timedelta(days=n) for n in range(7)]
    days += sorted({day for one in contacts for day in one.holidays})[:2]
    for at in (MONDAY, *(_clock(day, half) for day in days for half in range(48))):
        pattern: tuple[Any, ...] = tuple(c.open_at(at.astimezone(ZoneInfo(c.timezone))) for c in contacts)
        if relevant.time:
            pattern += (f"{at:%H}"[0],)
        found.setdefault(pattern, at)
    ordered = sorted(found.items(), key=lambda one: -sum(one[0][: len(contacts)]))
    return [at for _, at in ordered][:MOST_HOURS]


def _opens(flow: Flow) -> set[str]:
    return {name[5:] for one in conditions(flow) for name in one.names if name.startswith("open.")}


def _clock(day: date, half: int) -> datetime:
    return datetime(day.year, day.month, day.day, half // 2, half % 2 * 30, tzinfo=MONDAY.tzinfo)
