"""How much of the shipped flows generated plays cover by themselves.

    python tests/prove/generated_table.py

The flows are copied without one transcript; `flowctl generate` writes plays for all of them into an empty
folder; then `flowctl test --coverage` says what those meet. Prints the tables of docs/coverage.md.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from runtime.cli.main import run
from runtime.flow.project import flow_paths
from runtime.transcript.points import TOLD_ONLY, Kind

ROOT = Path(__file__).resolve().parents[2]


def told(arguments: list[str]) -> Any:
    """What a command prints as JSON."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        run([*arguments, "--format", "json"])
    return json.loads(printed.getvalue())


def bare(folder: Path) -> Path:
    """The shipped flows without their transcripts."""
    flows = folder / "flows"
    shutil.copytree(ROOT / "flows", flows, ignore=shutil.ignore_patterns("transcripts"))
    return flows


def counted(folder: Path) -> tuple[dict[str, Any], Counter[str], float]:
    """Coverage by the generated plays alone, how many there are for each flow, and processor seconds."""
    flows, out = bare(folder), folder / "out"
    began = time.process_time()
    generated = told(["generate", str(flows), "--save-to", str(out)])
    seconds = time.process_time() - began
    plays = Counter(play["flow"] for play in generated["plays"])
    return told(["test", str(out), "--coverage"])["coverage"], plays, seconds


def alone(flows: Path) -> list[str]:
    """Each flow by itself, with those that it runs: rows of a table, and what has no play."""
    rows, missing = [], []
    for path in flow_paths(flows):
        began = time.process_time()
        generated = told(["generate", str(path)])
        seconds = time.process_time() - began
        met, of = generated["met"], generated["missing"]
        name, number = path.stem, len(generated["plays"])
        rows.append(f"| {name} | {of} | {met} | {percent(met, of)} | {number} | {seconds:.1f} |")
        why = Counter(f"{one['file'].split('/')[-2]}: {one['why']}" for one in generated["not_met"])
        missing += [f"{name}: {number} places in {place}" for place, number in why.items()]
    return [*rows, "", *missing]


def percent(met: int, of: int) -> str:
    return f"{int(1000 * met / of) / 10:g}" if of else "-"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        coverage, plays, seconds = counted(Path(name))
        each = alone(Path(name) / "flows")
    print("| flow | points | met | % | plays |", "|---|---|---|---|---|", sep="\n")
    for flow, told_of in coverage["flows"].items():
        met, of = told_of["by_generated_only"], told_of["of"]
        print(f"| {flow} | {of} | {met} | {percent(met, of)} | {plays[flow]} |")
    met, of = coverage["by_generated_only"], coverage["of"]
    print(f"| all | {of} | {met} | {percent(met, of)} | {sum(plays.values())} |")
    print("\n| points | there are | met |", "|---|---|---|", sep="\n")
    for kind in Kind:
        shares = [told_of["kinds"].get(str(kind)) for told_of in coverage["flows"].values()]
        of = sum(share["of"] for share in shares if share)
        met = sum(share["by_generated_only"] for share in shares if share)
        print(f"| {kind}{' (for information)' if kind in TOLD_ONLY else ''} | {of} | {met} |")
    print(f"\n{seconds:.0f} s of processor time for all flows together")
    print("\n| flow by itself | points | met | % | plays | s |", "|---|---|---|---|---|---|", *each, sep="\n")
    missing = [gap for told_of in coverage["flows"].values() for gap in told_of["missing"]]
    for gap in missing:
        if not gap["by_generated_only"]:
            print(f"not met: {gap['file']}:{gap['line']} {gap['what']} {', '.join(gap['languages'])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
