"""The whole hunt: every trap in every shipped flow, found or named. `python tests/prove/hunt.py [FLOW…]`

A name with `:bare` behind it is the flow without its rules on misses and on long calls: those save callers
whom nothing else would save, so a change that calls come to and that is no trap in the whole flow is made
there, too. Each flow is proved to be sound before anything is planted.

For each operator it prints how many changes `prove` found, each with a transcript that the ordinary player
confirms and that is the shortest there is; how many it found without one, for no transcript can say it; how
many are none (proved to be harmless, with what lets the caller out, and playing without the search traps
nobody either); and every one that was missed. With --json FILE every change is
written there, one a line, and what stands there already is not hunted again.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from random_callers import trapped
from traps import Planted, planted

import runtime.prove.graph as search
from runtime.cli.proved import is_real
from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.prove.graph import MOST_MOMENTS, Edge, Explorer, Graph, explore, started
from runtime.prove.moment import moment
from runtime.prove.moves import Move
from runtime.prove.play import Played, play
from runtime.prove.relevant import Relevant
from runtime.prove.rounds import longest
from runtime.prove.script import as_transcript
from runtime.prove.verdict import Bounds, Verdict, judge, unheard

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("hello.yaml", "identify", "electricity", "lpg", "scheme", "clinic", "bank")
BARE = tuple(f"{name}:bare" for name in SHIPPED[2:])
LOOKS = (300, 600, MOST_MOMENTS)
"""Moments that are looked at, first and then. Most traps lie near the beginning of a call."""
NEVER_MET = "no call comes to what was changed"
OUT_BY = ("escalation", "rung", "limit", "failed", "closed", "error", "exit", "option", "branch")


@dataclass(frozen=True, slots=True)
class Hunted:
    """verdict: "found", "found, not written" (no transcript can say it), "none" or "missed". lines: of the
    transcript. why: what lets the caller out of what is no trap, or how a caller was trapped that was missed.
    shortest: it was shown that no call of fewer lines fails so."""

    flow: str
    operator: str
    where: str
    verdict: str
    rule: str = ""
    lines: int = 0
    why: str = ""
    shortest: bool = False
    seconds: float = 0.0


@cache
def shipped(name: str) -> Flow:
    """A flow that travels with the code; with `:bare`, without its rules on misses and long calls."""
    plain, _, bare = name.partition(":")
    flow = load(ROOT / "flows" / plain).flow
    assert flow is not None
    if not bare:
        return flow
    kept = tuple(rule for rule in flow.escalation if any("visits" in one for one in rule.when.names))
    return replace(flow, name=name, escalation=kept)


@cache
def sound(name: str) -> Graph | None:
    """Every moment of a flow without traps; None when it has one itself."""
    flow = shipped(name)
    MEMORY.whole(flow)
    verdict = judge(explore(Dialogue(flow)), Bounds())
    return verdict.graph if verdict.passed else None


Place = tuple[str, str]


class Memory:
    """What moves come to in a flow without traps: in a changed one they come to the same, as long as none of
    the changed states is touched. That halves the hunt, and no more than a hunt should do so."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[Played, frozenset[Place]]] = {}
        self._whole: Flow | None = None
        self._relevant: Relevant | None = None
        self._changed: frozenset[Place] | None = None
        self._key: tuple[Call, Hashable] | None = None

    def whole(self, flow: Flow) -> None:
        """From here on this flow is played."""
        if self._whole is None or flow.name != self._whole.name:
            self._known = {}
        self._whole, self._relevant, self._changed = flow, Relevant(flow), frozenset()

    def change(self, one: Planted) -> None:
        """From here on this changed flow is played."""
        assert self._whole is not None
        self._relevant, self._changed = Relevant(one.flow), _changed(self._whole, one)

    def play(self, dialogue: Dialogue, call: Call, move: Move) -> Played:
        if self._changed is None or self._relevant is None:
            return play(dialogue, call, move)
        if self._key is None or self._key[0] is not call:
            self._key = call, (call.now, moment(call, self._relevant, 0))
        key = (self._key[1], move.what, move.text, repr(move.value))
        known = self._known.get(key)
        if known is not None and not known[1] & self._changed:
            return known[0]
        played = play(dialogue, call, move)
        if not self._changed and dialogue.flow is self._whole:
            self._known[key] = played, _touched(call, played)
        return played


def _touched(call: Call, played: Played) -> frozenset[Place]:
    stood = [(one.flow, one.state) for each in (call, played.call) for one in (each, *each.frames)]
    return frozenset(stood) | {(one.flow, one.name) for one in played.taken if one.what == "state"}


def _changed(whole: Flow, one: Planted) -> frozenset[Place] | None:
    """States that are not what they were; None when more than states has changed."""
    found: set[Place] = set()
    if one.leak is not None:
        return None
    before = {flow.name: flow for flow in whole.every_flow()}
    for flow in one.flow.every_flow():
        old = before[flow.name]
        for each in fields(Flow):
            same = getattr(flow, each.name) is getattr(old, each.name)
            if not same and each.name not in ("states", "flows"):
                return None
        found |= {
            (flow.name, name)
            for name in {*flow.states, *old.states}
            if flow.states.get(name) is not old.states.get(name)
        }
    return frozenset(found)


MEMORY = Memory()
search.play = MEMORY.play


def hunted(one: Planted, name: str) -> Hunted:
    """One changed flow: proved, and where nothing is found, played without the search. name: of the flow."""
    began = time.process_time()
    found = _hunted(one, name)
    return replace(found, flow=name.removesuffix(".yaml"), seconds=round(time.process_time() - began, 2))


def _hunted(one: Planted, name: str) -> Hunted:
    whole = sound(name)
    assert whole is not None
    MEMORY.whole(whole.flow)
    MEMORY.change(one)
    explorer = Explorer(one.dialogue())
    for most in LOOKS:
        explorer.explore(None, most)
        verdict = judge(explorer.graph, Bounds())
        found = told(one, verdict)
        if found is not None and found.shortest:
            return found
    if found is not None:
        return found
    far = Bounds().steps if one.operator == "person_out_of_reach" else None
    trap = trapped(one.dialogue(), steps=far)
    if trap is not None or not verdict.passed:
        return Hunted(name, one.operator, one.where, "missed", why=trap or "not every moment was looked at")
    return Hunted(name, one.operator, one.where, "none", why=harmless(whole, verdict))


def told(one: Planted, verdict: Verdict) -> Hunted | None:
    """The shortest call that fails, one that can be written before others. A leak is found where it is."""
    leak = f"{one.leak.slot}/{one.leak.to}" if one.leak is not None else None
    examples = [example for example in verdict.examples if leak is None or example.what == leak]
    if not examples:
        return None
    scripts = [as_transcript(verdict.graph.dialogue, e, Bounds(), "a trap") for e in examples]
    both = list(zip(examples, scripts, strict=True))
    real = [pair for pair in both if is_real(verdict.graph.dialogue, pair[1])]
    example, script = (real or both)[0]
    return Hunted(
        one.flow.name,
        one.operator,
        one.where,
        "found" if real else "found, not written",
        str(example.rule),
        _lines(script.text),
        shortest=verdict.is_shortest(example),
    )


def _lines(text: str) -> int:
    return sum(line.startswith("  - ") for line in text.splitlines())


# -- what lets the caller out of a change that is no trap --------------------------------------------------


def harmless(whole: Graph, verdict: Verdict) -> str:
    """The first place of a call where the changed flow does something else, and how the worst caller gets out
    from there. whole: the flow without the change."""
    graph = verdict.graph
    before, after = _ways(whole), _ways(graph)
    changed = [number for key, (number, ways) in after.items() if before.get(key, (0, None))[1] != ways]
    if not changed:
        return NEVER_MET
    first = min(changed, key=lambda number: (graph.nodes[number].lines, number))
    call = graph.nodes[first].call
    ways = unheard(graph)
    most = longest(ways, lambda edge: edge.turns, lambda members: 0)
    out = _followed(most, first)
    steps = "" if verdict.steps is None else f"; a person is {verdict.steps} steps away at most"
    return f"changed after {call.flow}/{call.state}: {_out_by(graph, first, out)}{steps}"


def _ways(graph: Graph) -> dict[Hashable, tuple[int, Counter[Hashable]]]:
    """By moment: its number, and what each move does there."""
    keys = [moment(one.call, graph.relevant, one.beginning.hours) for one in graph.nodes]
    return {
        keys[number]: (
            number,
            Counter(
                (
                    edge.move.what,
                    edge.move.text,
                    str(edge.move.value),
                    None if edge.target is None else keys[edge.target],
                    edge.ended,
                    edge.words,
                )
                for edge in node.edges
            ),
        )
        for number, node in enumerate(graph.nodes)
    }


def _followed(most: dict[int, tuple[float, Edge | None]], number: int) -> list[Edge]:
    found: list[Edge] = []
    while len(found) < 100 and number in most and (edge := most[number][1]) is not None:
        found.append(edge)
        if edge.target is None:
            break
        number = edge.target
    return found


def _out_by(graph: Graph, number: int, out: list[Edge]) -> str:
    """Who is not understood from this moment on: what they got out by at last, and after how many turns."""
    beginning, way = graph.way_to(number)
    call = started(graph.dialogue, beginning).call
    for move in way:
        call = play(graph.dialogue, call, move).call
    by, turns, ended = "", call.turns, None
    for edge in out:
        if call.ended is not None:
            break
        played = play(graph.dialogue, call, edge.move)
        by = next((f"{t.what} {t.name}" for t in played.taken if t.what in OUT_BY), by)
        call, ended = played.call, played.call.ended
    how = f"the call ends ({ended})" if ended else "a person is reached"
    return f"who is not understood is out after {call.turns - turns} turns, by {by or 'what follows'}; {how}"


# -- the hunt ------------------------------------------------------------------------------------------


def hunt(names: tuple[str, ...], done: list[Hunted]) -> Iterator[Hunted]:
    """Every change in these flows. done: those that were hunted before, which are not hunted again."""
    known = {(one.flow, one.operator, one.where): one for one in done}
    harmless_whole: set[tuple[str, str, str]] = set()
    for name in names:
        flow = name.removesuffix(".yaml")
        plain, _, bare = flow.partition(":")
        if sound(name) is None:
            print(f"{name} is not sound itself", file=sys.stderr)
            continue
        for one in planted(shipped(name)):
            place = (plain, one.operator, one.where)
            if (
                bare
                and plain in {other.removesuffix(".yaml") for other in names}
                and place not in harmless_whole
            ):
                continue
            again = known.get((flow, one.operator, one.where))
            found = again or hunted(one, name)
            if found.verdict == "none" and found.why != NEVER_MET:
                harmless_whole.add(place)
            if again is None:
                print(
                    f"{found.seconds:6.1f} s  {found.flow}  {found.operator}  {found.where}: "
                    f"{found.verdict} {found.rule} {found.lines or ''} {found.why}",
                    file=sys.stderr,
                    flush=True,
                )
            yield found


VERDICTS = ("found", "found, not written", "none", "missed")


def table(found: list[Hunted], heads: Callable[[Hunted], str], first: str) -> list[str]:
    """A Markdown table: how many of each verdict, and the longest and the middle transcript."""
    rows = [
        f"| {first} | planted | found | without a transcript | no trap | missed | lines |",
        "|---" * 7 + "|",
    ]
    for head in dict.fromkeys(heads(one) for one in found):
        some = [one for one in found if heads(one) == head]
        count = Counter(one.verdict for one in some)
        lines = sorted(one.lines for one in some if one.verdict == "found")
        told = f"{lines[0]}–{lines[-1]}" if lines else "–"
        rows.append(
            f"| {head} | {len(some)} | " + " | ".join(str(count[v]) for v in VERDICTS) + f" | {told} |"
        )
    return rows


def printed(found: list[Hunted]) -> str:
    """Everything that a reader needs of it."""
    by_operator = table(found, lambda one: f"`{one.operator}`", "operator")
    by_flow = table(found, lambda one: one.flow, "flow")
    lines = [*by_operator, "", *by_flow, "", *table(found, lambda one: "all", ""), ""]
    written = [one for one in found if one.verdict == "found"]
    lines.append(
        f"Shown to be the shortest: {sum(one.shortest for one in written)} of {len(written)} written."
    )
    lines += [
        f"missed: {one.flow} {one.operator} {one.where}: {one.why}"
        for one in found
        if one.verdict == "missed"
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    where = Path(arguments[arguments.index("--json") + 1]) if "--json" in arguments else None
    names = tuple(one for one in arguments if not one.startswith("--") and one != str(where))
    done = read(where) if where is not None and where.exists() else []
    found = []
    for one in hunt(names or (*SHIPPED, *BARE), done):
        found.append(one)
        if where is not None and one not in done:
            with where.open("a", encoding="utf-8") as rows:
                rows.write(json.dumps({name: getattr(one, name) for name in Hunted.__slots__}) + "\n")
    print(printed(found))


def read(file: Path) -> list[Hunted]:
    """What a hunt has written."""
    return [Hunted(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main(sys.argv[1:])
