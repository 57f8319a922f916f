"""One call, from the first webhook to the final callback."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from runtime.standin.carrier.caller import Caller
from runtime.standin.carrier.clock import Clock
from runtime.standin.carrier.config import CarrierConfig
from runtime.standin.carrier.interpreter import Interpreter
from runtime.standin.carrier.line import Line
from runtime.standin.carrier.report import CallReport
from runtime.standin.carrier.script import Step
from runtime.standin.carrier.timeline import Timeline
from runtime.standin.carrier.webhooks import CallFailed, Webhooks, sid


class Carrier:
    """Places calls to one application. `await Carrier(config).call(script)`; many at once if you like."""

    def __init__(self, config: CarrierConfig) -> None:
        self.config = config

    async def call(self, script: Sequence[Step] = (), *, call: str | None = None) -> CallReport:
        """One call by a caller who follows `script`. call: the CallSid, made up if not given."""
        config = self.config
        timeline = Timeline(Clock(config.speed), config.watch)
        webhooks = Webhooks(config, call or sid("CA"), timeline)
        line = Line(timeline, rests=config.rests, ear=config.ear)
        caller = Caller(tuple(script), line, config.patience)
        interpreter = Interpreter(webhooks, line)
        ticking = asyncio.create_task(line.run())
        try:
            ended_by = await _until_ended(webhooks, interpreter, caller, config)
        finally:
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking
        seconds = timeline.clock.now()
        timeline.add("hang_up", by=ended_by)
        status = {"failed": "failed", "rejected": webhooks.status}.get(ended_by, "completed")
        webhooks.call_ended(status, seconds)
        await webhooks.close()
        return CallReport(
            call=webhooks.call,
            ended_by=ended_by,
            seconds=round(seconds, 2),
            steps=len(caller.script),
            steps_done=caller.done,
            timeline=tuple(sorted(timeline.moments, key=lambda moment: moment.at)),
            violations=tuple(timeline.violations),
            dials=tuple(interpreter.dials),
            recordings=tuple(interpreter.recordings),
            spoken=bytes(line.spoken),
            heard=bytes(line.heard),
        )


async def _until_ended(
    webhooks: Webhooks, interpreter: Interpreter, caller: Caller, config: CarrierConfig
) -> str:
    """Run the application's documents and the caller's script side by side; who ended the call."""

    async def program() -> str:
        try:
            first = {"AnsweredBy": config.answered_by} if config.answered_by else {}
            return await interpreter.run(await webhooks.document(config.url, first))
        except CallFailed as fault:
            webhooks.timeline.add("fault", what=str(fault))
            return "failed"

    async def script() -> str:
        if await caller.run():
            webhooks.status = "completed"
            return "caller"
        await asyncio.Event().wait()  # says nothing more; the application ends the call, or the clock
        raise AssertionError("unreachable")

    async def notice() -> None:
        if config.notice is not None:
            seconds, word, url = config.notice
            await asyncio.sleep(seconds / config.speed)
            webhooks.callback(url, {"AnsweredBy": word, "MachineDetectionDuration": str(int(seconds * 1000))})

    noticing = asyncio.create_task(notice())
    tasks = {asyncio.create_task(program()), asyncio.create_task(script())}
    try:
        done, _ = await asyncio.wait(
            tasks, timeout=config.longest / config.speed, return_when=asyncio.FIRST_COMPLETED
        )
        return next(iter(done)).result() if done else "carrier"
    finally:
        for task in (*tasks, noticing):
            task.cancel()
        await asyncio.gather(*tasks, noticing, return_exceptions=True)
