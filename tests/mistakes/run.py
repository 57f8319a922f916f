"""Every kind of mistake, applied to every shipped flow: how much does lint find, where, and under which name?

    python tests/mistakes/run.py                      the kinds that are shown while rules are written
    python tests/mistakes/run.py --final              all kinds, the held-out third among them
    python tests/mistakes/run.py --only yaml-typo …   some kinds (never a held-out one without --final)

Exit code 1 when the figures fall short of what is promised (TARGETS in mistake_report.py).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from mistake_check import Bench, Verdict  # noqa: E402
from mistake_kinds import Kind, Mutant, load_operators, mutants, shown_kinds  # noqa: E402
from mistake_project import ProjectView  # noqa: E402
from mistake_report import as_json, as_table, as_text, figures, short_of  # noqa: E402

PER_KIND = 24
_bench: Bench | None = None


def _start(flows: str) -> None:
    global _bench
    _bench = Bench(Path(flows))


def _judge(mutant: Mutant) -> Verdict:
    assert _bench is not None
    return _bench.judge(mutant)


def run(
    flows: Path, chosen: list[Kind], per_kind: int, jobs: int, seed: int = 1, tell: bool = True
) -> tuple[list[Mutant], list[Verdict]]:
    """Makes the mutants and judges them. jobs: processes; 1 is this one."""
    load_operators()
    project = ProjectView(flows)
    made = [mutant for kind in chosen for mutant in mutants(project, kind, per_kind, seed)]
    verdicts: list[Verdict] = []
    began = time.monotonic()
    if jobs == 1:
        _start(str(flows))
        results = map(_judge, made)
        pool = None
    else:
        pool = multiprocessing.get_context("spawn").Pool(jobs, _start, (str(flows),))
        results = pool.imap(_judge, made, chunksize=8)
    for verdict in results:
        verdicts.append(verdict)
        if tell and len(verdicts) % 100 == 0:
            print(
                f"  {len(verdicts)} of {len(made)}, {time.monotonic() - began:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    if pool:
        pool.close()
        pool.join()
    elif _bench:
        _bench.close()
    return made, verdicts


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flows", type=Path, default=HERE.parent.parent / "flows")
    parser.add_argument("--final", action="store_true", help="the held-out kinds too")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--per-kind", type=int, default=PER_KIND)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--report", type=Path, help="examples of what is not found, for whoever mends rules")
    parser.add_argument("--json", type=Path, help="the figures, for machines")
    parser.add_argument("--table", type=Path, help="the figures per kind, in Markdown")
    asked = parser.parse_args()
    chosen = shown_kinds(asked.final)
    unknown = set(asked.only) - {one.name for one in chosen}
    if unknown:
        print(f"held out until --final, or not a kind: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [one for one in chosen if not asked.only or one.name in asked.only]
    made, verdicts = run(asked.flows.resolve(), chosen, asked.per_kind, asked.jobs)
    numbers = figures(verdicts)
    if asked.report:
        asked.report.write_text(as_text(verdicts, chosen, made, ProjectView(asked.flows.resolve())), "utf-8")
    if asked.json:
        asked.json.write_text(
            json.dumps(as_json(verdicts, chosen, asked.final), indent=1, ensure_ascii=False) + "\n", "utf-8"
        )
    if asked.table:
        asked.table.write_text(as_table(verdicts, chosen) + "\n", "utf-8")
    print(json.dumps(numbers))
    short = short_of(numbers)
    for line in short:
        print(line)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
