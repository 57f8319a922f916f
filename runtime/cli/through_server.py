"""flowctl test --door live: the plays once more, through the live server, and where that differs."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from runtime.cli.report import shown
from runtime.flow.model import Flow
from runtime.rehearsal.compare import Parting
from runtime.rehearsal.notes import NotedDialogue
from runtime.rehearsal.rehearse import rehearse
from runtime.rehearsal.score import Score, score
from runtime.rehearsal.untold import untold
from runtime.transcript.retelling import heading
from runtime.transcript.run import Performance

LONGEST = 300
"""Characters of one difference that are shown."""


def through_server(performances: Sequence[Performance], console: Console) -> int:
    """Play what has passed once more. Returns 0 when the live server does the same, else 1."""
    began = time.perf_counter()
    scores = _scores(performances)
    reasons = Counter(str(reason) for one in scores if (reason := untold(one)) is not None)
    told = [one for one in scores if untold(one) is None]
    differ = 0
    for one, partings in zip(told, _rehearsed(told), strict=True):
        differ += bool(partings)
        if partings:
            console.print(Text("OTHER", "bold red"), shown(f" {one.transcript.file}  {heading(one.result)}"))
        for parting in partings:
            console.print(shown(f"      {parting}"[:LONGEST]))
    for why, count in reasons.items():
        console.print(f"{count} not played through the live server: {why}")
    same = f"{len(told) - differ} of {len(told)} plays are the same through the live server"
    console.print(f"{same} ({time.perf_counter() - began:.0f} s)")
    return 1 if differ else 0


def _rehearsed(scores: Sequence[Score]) -> list[list[Parting]]:
    """Without what the server would log: the faults that the plays order are no news."""
    log = logging.getLogger("runtime")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        return rehearse(scores)
    finally:
        log.setLevel(before)


def _scores(performances: Sequence[Performance]) -> list[Score]:
    dialogues: dict[int, NotedDialogue] = {}
    return [
        score(_of(performance.flow, dialogues), result.transcript, result.language)
        for performance in performances
        if performance.flow is not None
        for result in performance.results
        if not result.mismatches
    ]


def _of(flow: Flow, dialogues: dict[int, NotedDialogue]) -> NotedDialogue:
    if id(flow) not in dialogues:
        dialogues[id(flow)] = NotedDialogue(flow)
    return dialogues[id(flow)]
