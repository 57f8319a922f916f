"""`python rounds.py ROUNDS URL`: plays every scenario so many times against a running bot.py and prints, as
JSON, the seconds that each took each time. The first round warms up and is not told."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from loguru import logger
from pipecat.evals.scenario import EvalScenarioFile
from pipecat.evals.session import EvalSession

SCENARIOS = Path(__file__).parent / "scenarios.yaml"


async def rounds(number: int, url: str) -> dict[str, list[float]]:
    scenarios = list(EvalScenarioFile.load(SCENARIOS))
    taken: dict[str, list[float]] = {}
    for round_ in range(number + 1):
        for scenario in scenarios:
            began = time.perf_counter()
            result = await EvalSession.from_scenario(scenario, url).run()
            if not result.passed:
                sys.exit(f"{scenario.name}: {result.failures}")
            if round_:
                name = scenario.name.rpartition("/")[2]
                taken.setdefault(name, []).append(time.perf_counter() - began)
    return taken


if __name__ == "__main__":
    logger.remove()
    print(json.dumps(asyncio.run(rounds(int(sys.argv[1]), sys.argv[2]))))
