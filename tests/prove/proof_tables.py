"""The tables of docs/prove.md, measured. `python tests/prove/proof_tables.py [--hunt FILE]`

Proves every shipped flow once, one after the other, and writes what it took into the page. With --hunt it
makes the tables of the hunt instead, from what `hunt.py --json FILE` has written.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hunt import NEVER_MET, ROOT, SHIPPED, VERDICTS, Hunted, read, shipped
from traps import OPERATORS, planted

from runtime.dialogue.dialogue import Dialogue
from runtime.prove.graph import explore
from runtime.prove.verdict import Bounds, judge

PAGE = ROOT / "docs" / "prove.md"
TOLD = {
    **{one.__name__.strip("_"): (one.__doc__ or "").splitlines()[0].strip() for one in OPERATORS},
    "run_never_returns": "A flow that is run starts again where it should come back.",
    "core_tells_model": "The core forgets to hide a secret from the model.",
    "core_tells_person": "The core forgets to hide a secret from the person who takes the call.",
    "core_tells_log": "The core forgets that a copy of a secret is one.",
}


def proofs() -> Iterator[str]:
    """One row for each flow. Seconds are of the processor."""
    yield "| flow | moments | moves | seconds | not understood: turns | and seconds | steps to a person |"
    yield "|---" * 7 + "|"
    for name in SHIPPED:
        flow = shipped(name)
        began = time.process_time()
        verdict = judge(explore(Dialogue(flow)), Bounds())
        took = time.process_time() - began
        assert verdict.passed, name
        graph = verdict.graph
        moves = sum(len(node.edges) for node in graph.nodes)
        steps = "none to reach" if verdict.steps is None else str(verdict.steps)
        yield (
            f"| `{flow.name}` | {len(graph.nodes):,} | {moves:,} | {took:.1f} | {verdict.worst_turns} | "
            f"{verdict.worst_seconds:.0f} | {steps} |"
        )


def hunted(rows: list[Hunted]) -> Iterator[str]:
    """By operator, then by flow, then why the rest are no traps."""
    yield from _counted(rows, [(f"`{name}`", told, "operator", name) for name, told in TOLD.items()])
    yield ""
    flows = list(dict.fromkeys(one.flow for one in rows))
    yield from _counted(rows, [(f"`{name}`", "", "flow", name) for name in sorted(flows, key=_place)])
    yield ""
    written = [one for one in rows if one.verdict == "found"]
    yield (
        f"Of the {len(written)} transcripts {sum(one.shortest for one in written)} were shown to be the "
        "shortest that fail so; all were played by the ordinary player, and fail in their last line only."
    )
    missed = [f"{one.flow} {one.operator} {one.where} ({one.why})" for one in rows if one.verdict == "missed"]
    yield f"Missed: {'; '.join(missed) if missed else 'none'}."
    left = {name: count for name in SHIPPED if (count := _left(rows, name))}
    if left:
        told = ", ".join(f"{number} in `{name.removesuffix('.yaml')}`" for name, number in left.items())
        yield f"Not hunted yet: {told}."
    yield ""
    yield "| why a change is no trap | how many |"
    yield "|---|---|"
    for why, number in Counter(_why(one) for one in rows if one.verdict == "none").most_common():
        yield f"| {why} | {number} |"


def _left(rows: list[Hunted], name: str) -> int:
    """Changes of this flow that have not been hunted."""
    done = {(one.operator, one.where) for one in rows if one.flow == name.removesuffix(".yaml")}
    return sum((one.operator, one.where) not in done for one in planted(shipped(name)))


def _counted(rows: list[Hunted], heads: list[tuple[str, str, str, str]]) -> Iterator[str]:
    what = heads[0][2]
    does = " what it does |" if heads[0][1] else ""
    yield f"| {what} |{does} planted | found | without a transcript | no trap | missed | lines |"
    yield "|---" * (8 if does else 7) + "|"
    total: Counter[str] = Counter()
    for head, told, field, name in heads:
        some = [one for one in rows if getattr(one, field) == name]
        count = Counter(one.verdict for one in some)
        total += count
        lines = sorted(one.lines for one in some if one.verdict == "found")
        numbers = " | ".join(str(count[verdict]) for verdict in VERDICTS)
        yield f"| {head} |{f' {told} |' if does else ''} {len(some)} | {numbers} | {_from_to(lines)} |"
    numbers = " | ".join(str(total[verdict]) for verdict in VERDICTS)
    lines = sorted(one.lines for one in rows if one.verdict == "found")
    yield f"| all |{' |' if does else ''} {total.total()} | {numbers} | {_from_to(lines)} |"


def _from_to(lines: list[int]) -> str:
    if not lines:
        return "–"
    return str(lines[0]) if lines[0] == lines[-1] else f"{lines[0]}–{lines[-1]}"


def _place(flow: str) -> tuple[bool, int]:
    plain, _, bare = flow.partition(":")
    return bool(bare), [one.removesuffix(".yaml") for one in SHIPPED].index(plain)


def _why(one: Hunted) -> str:
    """The kind of what let the caller out: told in full by the hunt for each change."""
    if one.why == NEVER_MET:
        return NEVER_MET
    kind = re.search(r", by (\w+)", one.why)
    return {
        "rung": "the last rung of a ladder, there or in the next question, leads out",
        "escalation": "a rule of `escalation` leads out",
        "limit": "the `limits` of a conversation lead out",
        "failed": "what follows a person who cannot be reached leads out",
        "closed": "what follows a desk that is closed leads out",
    }.get(kind[1] if kind else "", "another answer leads out, or a person")


def write(mark: str, lines: Iterator[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(f"<!-- {mark} -->\n", 1)
    _, tail = rest.split(f"<!-- /{mark} -->\n", 1)
    made = "\n".join(lines)
    PAGE.write_text(f"{head}<!-- {mark} -->\n{made}\n<!-- /{mark} -->\n{tail}", encoding="utf-8")


def main(arguments: list[str]) -> None:
    if "--hunt" in arguments:
        write("hunt", hunted(read(Path(arguments[arguments.index("--hunt") + 1]))))
    else:
        write("proofs", proofs())


if __name__ == "__main__":
    main(sys.argv[1:])
