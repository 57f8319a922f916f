"""The whole hunt: every trap in every shipped flow, found or named. `python tests/prove/hunt.py [FLOW…]`

A name with `:bare` behind it is the flow without its rules on misses and on long calls: those save callers
whom nothing else would save, so a change is made where they are gone, too. Without names all of both are
hunted, flow by flow; each is proved to be sound before anything is planted.

For each operator it prints how many changes `prove` found (each with a transcript that the ordinary player
confirms), how many are none (not found, and playing without the search traps nobody either), and every one
that was missed. With --json FILE the whole list is written there.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from traps import Planted, planted, trapped

from runtime.cli.proved import is_real
from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.prove.graph import explore
from runtime.prove.script import as_transcript
from runtime.prove.verdict import Bounds, judge

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("hello.yaml", "identify", "electricity", "lpg", "scheme", "clinic", "bank")
BARE = ("electricity:bare", "lpg:bare", "scheme:bare", "clinic:bare", "bank:bare")
LOOKS = (250, 2_500)
"""Moments that are looked at, first and then. Most traps lie near the beginning of a call, and one that is
found is one, whatever else there is; the second look sees all of every shipped flow but the largest, bank."""


@dataclass(frozen=True, slots=True)
class Hunted:
    """verdict: "found", "found, not written" (no transcript can say it), "none" or "missed". lines: of the
    transcript."""

    flow: str
    operator: str
    where: str
    verdict: str
    rule: str = ""
    lines: int = 0
    why: str = ""


def shipped(name: str) -> Flow:
    """A flow that travels with the code; with `:bare`, without its rules on misses and long calls."""
    plain, _, bare = name.partition(":")
    flow = load(ROOT / "flows" / plain).flow
    assert flow is not None
    if not bare:
        return flow
    kept = tuple(rule for rule in flow.escalation if any("visits" in one for one in rule.when.names))
    return replace(flow, name=name, escalation=kept)


def is_sound(flow: Flow) -> bool:
    return judge(explore(Dialogue(flow)), Bounds()).passed


def hunted(one: Planted) -> Hunted:
    """One changed flow: proved, and where nothing is found, played without the search."""
    for most in LOOKS:
        found, complete = looked(one, most)
        if found is not None:
            return found
        if complete:
            break
    why = trapped(Dialogue(one.flow))
    return _told(one, "missed" if why else "none", why=why or "")


def looked(one: Planted, most: int) -> tuple[Hunted | None, bool]:
    """What is found among so many moments, and whether there are no more."""
    dialogue, limits = Dialogue(one.flow), Bounds()
    verdict = judge(explore(dialogue, most=most), limits)
    if not verdict.examples:
        return None, verdict.graph.complete
    scripts = [(e, as_transcript(dialogue, e, limits, "a trap")) for e in verdict.examples]
    real = [(e, script) for e, script in scripts if is_real(dialogue, script)]
    example, script = (real or scripts)[0]
    word = "found" if real else "found, not written"
    return _told(one, word, str(example.rule), len(script.text.splitlines())), True


def _told(one: Planted, verdict: str, rule: str = "", lines: int = 0, why: str = "") -> Hunted:
    return Hunted(one.flow.name, one.operator, one.where, verdict, rule, lines, why)


def hunt(names: tuple[str, ...]) -> Iterator[Hunted]:
    for name in names:
        if not is_sound(shipped(name)):
            print(f"{name} is not sound itself", file=sys.stderr)
            continue
        for one in planted(shipped(name)):
            began = time.perf_counter()
            found = hunted(one)
            print(
                f"{time.perf_counter() - began:6.1f} s  {found.flow}  {found.operator}  {found.where}: "
                f"{found.verdict} {found.rule} {found.why}",
                file=sys.stderr,
                flush=True,
            )
            yield found


def main(arguments: list[str]) -> None:
    where = Path(arguments[arguments.index("--json") + 1]) if "--json" in arguments else None
    names = tuple(one for one in arguments if not one.startswith("--") and one != str(where)) or (
        *SHIPPED,
        *BARE,
    )
    found = list(hunt(names))
    table = Counter((one.operator, one.verdict) for one in found)
    for operator in dict.fromkeys(one.operator for one in found):
        print(operator, {verdict: n for (name, verdict), n in table.items() if name == operator})
    print("all", dict(Counter(one.verdict for one in found)))
    for one in found:
        if one.verdict == "missed":
            print("missed:", one.flow, one.operator, one.where, one.why)
    if where is not None:
        rows = [{name: getattr(one, name) for name in Hunted.__slots__} for one in found]
        where.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
