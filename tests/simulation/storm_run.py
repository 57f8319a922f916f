"""Runs many storms, in pieces that can be taken up again, and adds up what they were.

    python tests/simulation/storm_run.py run 0 1000000 storm.jsonl --processes 2
    python tests/simulation/storm_run.py sum storm.jsonl

`run` appends one line of JSON for each piece that is done and leaves out those that the file holds already.
It ends with 1 when a schedule broke a rule. `sum` prints the tables of docs/simulation.md.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from storm import Broke, Storm
from storm_faults import BY_FLOW, IN_ORDER, SEEN, UNSEEN
from storm_flows import ROOT, WRITTEN, dialogue_of, flow_for

PIECE = 2000
NICE = 5
"""Others want the processor too."""


def code() -> str:
    """Tells apart what was run: the core and the storm."""
    files = sorted([*(ROOT / "runtime").rglob("*.py"), *Path(__file__).parent.glob("storm*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def play(first: int, last: int) -> dict[str, Any]:
    """The schedules of these seeds, counted."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # a step makes much that is soon gone, and no circles
    began, cpu = time.time(), time.process_time()
    faults: Counter[str] = Counter()
    events: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    calms: Counter[str] = Counter()
    flows: Counter[str] = Counter()
    states: set[tuple[str, ...]] = set()
    broke = []
    hours = 0.0
    for seed in range(first, last):
        name = flow_for(seed)
        storm: Storm | None = None
        try:
            storm = Storm(dialogue_of(name), seed)
            storm.run()
        except Broke as error:
            broke.append([seed, name, str(error)[:300]])
        flows[name if name in WRITTEN else "made"] += 1
        if storm is not None:
            faults += storm.faults
            events += storm.world.kinds
            ends[str(storm.call.ended)] += 1
            calms[storm.calm] += 1
            if name in WRITTEN:
                states |= {(name, *one) for one in storm.world.states}
            hours += storm.world.at / 3600
    return {
        "from": first,
        "to": last,
        "code": code(),
        "wall": round(time.time() - began, 1),
        "cpu": round(time.process_time() - cpu, 1),
        "hours": round(hours, 1),
        "broke": broke,
        "faults": faults,
        "events": events,
        "ends": ends,
        "calms": calms,
        "flows": flows,
        "states": sorted("/".join(one) for one in states),
    }


def _piece(bounds: tuple[int, int]) -> dict[str, Any]:
    return play(*bounds)


def run(first: int, last: int, out: Path, processes: int) -> bool:
    """Play what the file does not hold yet. Whether nothing broke."""
    done = {line["from"] for line in _lines(out)} if out.exists() else set()
    pieces = [(at, min(at + PIECE, last)) for at in range(first, last, PIECE) if at not in done]
    fine = True
    if not pieces:
        return fine
    began = time.time()
    with (
        multiprocessing.get_context("spawn").Pool(processes, initializer=os.nice, initargs=(NICE,)) as pool,
        out.open("a") as file,
    ):
        for number, line in enumerate(pool.imap(_piece, pieces), start=1):
            file.write(json.dumps(line) + "\n")
            file.flush()
            fine = fine and not line["broke"]
            played = number * PIECE
            rate = played / (time.time() - began)
            print(f"{played}/{len(pieces) * PIECE}  {rate:.0f}/s  broke {len(line['broke'])}", flush=True)
    return fine


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(path: Path) -> str:
    """What was run, as Markdown."""
    lines = _lines(path)
    total = {key: Counter() for key in ("faults", "events", "ends", "calms", "flows")}  # type: ignore[var-annotated]
    states: set[str] = set()
    for line in lines:
        for key, counter in total.items():
            counter.update(line[key])
        states.update(line["states"])
    seeds = sum(line["to"] - line["from"] for line in lines)
    broke = [one for line in lines for one in line["broke"]]
    by_flow: Counter[str] = Counter(state.split("/")[0] for state in states)
    text = [
        f"Schedules: {seeds:,} (seeds {min(line['from'] for line in lines)} to"
        f" {max(line['to'] for line in lines) - 1});"
        f" code {', '.join(sorted({line['code'] for line in lines}))}.",
        f"Broken rules and stuck calls: {len(broke)}.",
        f"Events: {sum(total['events'].values()):,}."
        f" Hours of calls: {sum(line['hours'] for line in lines):,.0f}."
        f" Processor: {sum(line['cpu'] for line in lines):,.0f} s"
        f" ({seeds / max(0.1, sum(line['cpu'] for line in lines)):.0f} schedules a second of it).",
        f"(flow, state, phase) visited: {len(states)} over {len(by_flow)} flows that somebody wrote.",
    ]
    words = {name: what for name, (what, _) in {**SEEN, **BY_FLOW}.items()}
    for title, key in (
        ("fault", "faults"),
        ("event", "events"),
        ("end", "ends"),
        ("calm", "calms"),
        ("flow", "flows"),
    ):
        text += ["", f"| {title} | times |", "|---|---|"]
        for name, times in sorted(total[key].items()):
            if not (key == "faults" and name in IN_ORDER):
                text.append(f"| {name} {words.get(name, '')} | {times:,} |".replace("  |", " |"))
    text += ["", "| fault not played | why |", "|---|---|"]
    text += [f"| {name} {what} | {why} |" for name, (what, why) in UNSEEN.items()]
    text += ["", *(f"- broke: {one}" for one in broke[:50])]
    return "\n".join(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    running = what.add_parser("run")
    running.add_argument("first", type=int)
    running.add_argument("last", type=int)
    running.add_argument("out", type=Path)
    running.add_argument("--processes", type=int, default=1)
    summing = what.add_parser("sum")
    summing.add_argument("out", type=Path)
    given = parser.parse_args()
    if given.what == "run":
        return 0 if run(given.first, given.last, given.out, given.processes) else 1
    print(told(given.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
