"""Looking for calls that meet certain points, where they are likely to be first.

A call that stands in a state, at a rung and in a language where no call has been seen before is looked at
before one that only differs in what is counted and remembered; so most points are found long before every
moment has been. What a point is, is nobody's business here: `meets` makes them of what the flow has noted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from runtime.dialogue.call import Call
from runtime.dialogue.turn import Taken
from runtime.prove.graph import Beginning, Edge
from runtime.prove.moves import Move
from runtime.prove.play import Played
from runtime.prove.relevant import Relevant
from runtime.prove.saying import every_move

Meets = Callable[[Iterable[Taken]], frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Start:
    """A call begins like this and comes to that moment; None: it is over at once."""

    beginning: Beginning
    number: int | None
    met: frozenset[Hashable]


class Hunt:
    """A Hunter (graph.py). starts: how calls begin. seen: every point of those that are wanted that some call
    has met, whether a play can say that call or not."""

    def __init__(self, relevant: Relevant, meets: Meets, wanted: Collection[Hashable]) -> None:
        self.relevant = relevant
        self.starts: list[Start] = []
        self.seen: set[Hashable] = set()
        self._meets = meets
        self._left = set(wanted)
        self._wanted = frozenset(wanted)
        self._stood: Counter[Hashable] = Counter()

    def moves(self, call: Call, today: date) -> Iterator[Move]:
        return every_move(call, self.relevant, today)

    def rank(self, call: Call, hours: int) -> int:
        place = (
            hours,
            call.flow,
            call.state,
            call.phase,
            call.question,
            call.rung_no_input,
            call.rung_no_match,
            call.machine,
            call.language if self.relevant.language else "",
            tuple((frame.flow, frame.state) for frame in call.frames),
        )
        self._stood[place] += 1
        return self._stood[place]

    def begins(self, beginning: Beginning, number: int | None, played: Played) -> None:
        met = self._meets(played.taken) & self._wanted
        self.seen |= met
        self.starts.append(Start(beginning, number, met))
        self._left -= met

    def sees(self, number: int, edge: Edge, played: Played) -> None:
        taken = played.taken
        if edge.move.what == "late":  # what follows the rule is met in shorter calls, too
            rule = next((at for at, one in enumerate(taken, start=1) if one.what == "escalation"), 0)
            taken = taken[:rule]
        edge.met = self._meets(taken) & self._wanted
        self.seen |= edge.met
        self._left -= edge.met

    def enough(self) -> bool:
        return not self._left
