"""`python rounds.py ROUNDS URL PID`: plays every scenario so many times against a running bot.py and prints,
as JSON, how long each took each time: seconds, and seconds of the processor, the bot's (process PID) with
them. The first round warms up and is not told."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from loguru import logger
from pipecat.evals.scenario import EvalScenarioFile
from pipecat.evals.session import EvalSession

SCENARIOS = Path(__file__).parent / "scenarios.yaml"


def worked(process: str) -> float:
    """Seconds of the processor that this process and the bot have had; the bot's in hundredths."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def rounds(number: int, url: str, process: str) -> dict[str, list[list[float]]]:
    scenarios = list(EvalScenarioFile.load(SCENARIOS))
    taken: dict[str, list[list[float]]] = {}
    for round_ in range(number + 1):
        for scenario in scenarios:
            began, before = time.perf_counter(), worked(process)
            result = await EvalSession.from_scenario(scenario, url).run()
            if not result.passed:
                sys.exit(f"{scenario.name}: {result.failures}")
            if round_:
                name = scenario.name.rpartition("/")[2]
                times = [time.perf_counter() - began, worked(process) - before]
                taken.setdefault(name, []).append(times)
    return taken


if __name__ == "__main__":
    logger.remove()
    print(json.dumps(asyncio.run(rounds(int(sys.argv[1]), *sys.argv[2:]))))
