"""A caller hangs up in every phase of a turn, beside another call: what is left of it, and for how long."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpline_calls import TELUGU, Helpline, caller_says, helpline
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from runtime.standin.background import Background
from runtime.standin.carrier import AfterBot, HangUp, Leg, Moment, Now, Over, Press, Silence, Step, Until

LINE = "నాకు మీ సహాయం కావాలి"
YES = "అవును"
LONG = "సరే, మీ సమస్యను నమోదు చేస్తాను. మా సిబ్బంది ఈ రోజు సాయంత్రం లోపు మీ ఊరికి వస్తారు, దయచేసి వేచి ఉండండి."
GOODBYE = {"text": "సరే, ధన్యవాదాలు.", "exit": "goodbye"}
WATCHED = 9.0
"""Seconds after the hang-up in which everything must have gone."""


@dataclass(frozen=True, eq=False)
class Phase:
    """name: when the caller hangs up. script: what leads there. told: the stand-in's script. busy: what
    Sarvam's stand-in must then be doing for this call (its counter), "" where nothing. asks_office: a
    complaint must have been sent that has no answer yet."""

    name: str
    script: Sequence[Step]
    told: dict[str, Any] = field(default_factory=dict)
    busy: str = ""
    asks_office: bool = False
    legs: tuple[Leg, ...] = (Leg(after=0.2, talk=0.3),)


PHASES = (
    Phase("during the menu", [HangUp(Over(0.8))]),
    Phase("while a prompt is spoken", [TELUGU, caller_says(LINE), HangUp(Over(0.5))],
          {"replies": [{"exit": "report_outage"}]}, busy="stt.socket"),
    Phase("while the caller speaks", [TELUGU, caller_says(LINE), HangUp(Now())], busy="stt.socket"),
    Phase("while words are recognised", [TELUGU, caller_says(LINE), Silence(1.0, Now()), HangUp(Now())],
          {"delays": {"stt": 5.0}}, busy="stt.socket"),
    Phase("while the model thinks", [TELUGU, caller_says(LINE), Silence(1.4, Now()), HangUp(Now())],
          {"delays": {"stt": 0.1, "chat": 8.0}}, busy="chat"),
    Phase("while the voice is awaited", [TELUGU, caller_says(LINE), Silence(1.5, Now()), HangUp(Now())],
          {"delays": {"stt": 0.1, "chat": 0.1, "tts": 8.0}, "replies": [{"text": LONG}]}, busy="tts.reply"),
    Phase("while the voice streams", [TELUGU, caller_says(LINE), HangUp(Over(0.4))],
          {"replies": [{"text": LONG}], "pace": 1.1}, busy="tts.reply"),
    Phase("while a service is asked",
          [TELUGU, caller_says(LINE), caller_says(YES), Silence(1.3, Now()), HangUp(Now())],
          {"transcripts": [LINE, YES],
           "replies": [{"exit": "report_outage", "fills": {"village": "కొండాపూర్"}}]}, asks_office=True),
    Phase("while a person is dialled", [TELUGU, Press("0", AfterBot(0.4)), HangUp(AfterBot(1.2))],
          legs=(Leg(after=9.0, talk=0.3),)),
)  # fmt: skip


@dataclass(frozen=True)
class Left:
    """Seconds from the hang-up: until Sarvam's stand-in had nothing open for the call, until the session
    was gone, until its tasks, sockets and timers were. None: not within WATCHED. there: what Sarvam was
    doing for the call when the caller hung up. other: how the other call ended; "as scripted" is right."""

    phase: Phase
    there: dict[str, int]
    providers: float | None
    session: float | None
    everything: float | None
    other: str


class SlowOffice(Background):
    """A complaints office that takes a complaint and does not answer; `asked` counts."""

    def __init__(self) -> None:
        self.asked = 0

        async def take(request: Request) -> Response:
            await request.body()
            self.asked += 1
            while (await request.receive())["type"] != "http.disconnect":
                continue
            return JSONResponse({"id": "1"})

        super().__init__(Starlette(routes=[Route("/complaints", take, methods=["POST"])]))


async def hang_up_in(phase: Phase, clips: Path, number: int) -> Left:
    """Two calls to one server; one of them hangs up."""
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(SlowOffice())
        line = await stack.enter_async_context(helpline(clips, COMPLAINTS_URL=office.url))
        delays = {"stt": 0.15, "tts": 0.2, "chat": 0.3}
        await line.script(**{"always": LINE, "pace": 3.0, "delays": delays, **phase.told})
        other_sid, sid = f"CA{number:016x}{1:016x}", f"CA{number:016x}{2:016x}"
        # The other call says nothing until the first is over; its clips need no provider meanwhile.
        over = asyncio.Event()
        patient = [TELUGU, caller_says(LINE, Until(over.is_set))]
        other = asyncio.create_task(line.call(patient, other_sid, caller="+919000000001", patience=40.0))
        await _until(lambda: _open(line) == {"stt.socket": 1, "tts.socket": 1})
        alone = await _settled(line)
        hung_up: list[float] = []
        there: list[dict[str, int]] = []

        def watch(moment: Moment) -> None:
            if moment.kind == "step" and moment.detail["step"] == "HangUp":
                hung_up.append(time.monotonic())
                there.append(_more(_open(line), alone.open))

        calling = asyncio.create_task(line.call(phase.script, sid, other_legs=phase.legs, watch=watch))
        async with asyncio.timeout(40):
            while not hung_up:
                await asyncio.sleep(0.002)
                if calling.done():
                    raise AssertionError(f"{phase.name}: the call was over before: {calling.result()}")
        session = line.app.board.sessions.get(sid)  # type: ignore[union-attr]
        ghost = weakref.ref(session) if session is not None else None
        del session
        if phase.asks_office and office.asked != 1:
            raise AssertionError(f"{phase.name}: the office was asked {office.asked} times")
        left = await _measure(line, sid, ghost, alone, hung_up[0])
        await calling
        # The other call's answer, whatever was planned for the first one.
        await line.script(always=LINE, pace=3.0, delays=delays, replies=[GOODBYE])
        over.set()
        report = await other
        outcome = await line.outcome(other_sid)
        fine = report.as_scripted and outcome == "resolved" and not report.violations
        how = "as scripted" if fine else f"{outcome}, by {report.ended_by}, {report.violations}"
        return Left(phase, there[0], *left, how)


@dataclass(frozen=True)
class Baseline:
    """With the other call alone."""

    open: dict[str, int]
    tasks: int
    connections: int


async def _settled(line: Helpline) -> Baseline:
    """What the other call needs, once its providers' lines are up with all their tasks."""
    last, since = -1, time.monotonic()
    async with asyncio.timeout(20):
        while time.monotonic() - since < 0.6:
            tasks = await line.inside(lambda: _tasks(line))
            if tasks != last:
                last, since = tasks, time.monotonic()
            await asyncio.sleep(0.05)
    return Baseline(_open(line), last, line.connections())


async def _measure(
    line: Helpline, sid: str, ghost: Any, alone: Baseline, began: float
) -> tuple[float | None, float | None, float | None]:
    providers = gone = everything = None
    while time.monotonic() - began < WATCHED and None in (providers, gone, everything):
        if providers is None and not _more((await line.stats())["open"], alone.open):
            providers = time.monotonic() - began
        if gone is None and sid not in line.app.board.sessions:  # type: ignore[union-attr]
            gone = time.monotonic() - began
        clean = gone is not None and await line.inside(lambda: _is_clean(line, sid, ghost, alone))
        if everything is None and clean:
            everything = time.monotonic() - began
        await asyncio.sleep(0.005)
    return providers, gone, everything


def _is_clean(line: Helpline, sid: str, ghost: Any, alone: Baseline) -> bool:
    """No task bears the call's name or is one too many, no socket is one too many, and no timer, task or
    callback holds the session: it can be forgotten."""
    if any(sid in task.get_name() for task in asyncio.all_tasks()):
        return False
    if _tasks(line) > alone.tasks or line.connections() > alone.connections:
        return False
    gc.collect()
    return ghost is None or ghost() is None


def _tasks(line: Helpline) -> int:
    """In the server's loop, without the task that counts."""
    return len(asyncio.all_tasks(line.loop)) - 1


def _open(line: Helpline) -> dict[str, int]:
    opened: dict[str, int] = line.sarvam.world.stats()["open"]
    return opened


def _more(now: dict[str, int], before: dict[str, int]) -> dict[str, int]:
    return {what: more for what, count in now.items() if (more := count - before.get(what, 0)) > 0}


async def _until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


async def all_phases(clips: Path, at_once: int = 9) -> list[Left]:
    room = asyncio.Semaphore(at_once)

    async def one(number: int, phase: Phase) -> Left:
        async with room:
            return await hang_up_in(phase, clips, number)

    return list(await asyncio.gather(*(one(number, phase) for number, phase in enumerate(PHASES, 1))))


def table(results: list[Left]) -> str:
    """Markdown."""
    lines = [
        "| the caller hangs up | Sarvam unused after | session gone | nothing left after | the other call |",
        "|---|---|---|---|---|",
    ]
    for r in results:
        providers = "not used" if not r.there else _told(r.providers)
        lines.append(
            f"| {r.phase.name} | {providers} | {_told(r.session)} | {_told(r.everything)} | {r.other} |"
        )
    return "\n".join(lines)


def _told(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
