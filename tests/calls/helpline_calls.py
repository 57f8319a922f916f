"""Whole calls to the shipped helpline: the carrier stand-in, our server and Sarvam's stand-in, each with an
event loop of its own and sockets between them. Also what was heard on the line, and when.

The words of the caller are scripted in Sarvam's stand-in, so no recogniser's quality is tried here; the
sound is a tone with the rhythm of speech.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from runtime.audio import mulaw
from runtime.server.app import Application
from runtime.server.settings import Settings
from runtime.share import share
from runtime.standin.background import Background
from runtime.standin.carrier import (
    AfterBot,
    CallReport,
    Carrier,
    CarrierConfig,
    Leg,
    Over,
    Press,
    Speak,
    Step,
)
from runtime.standin.carrier.line import FRAME, is_audible
from runtime.standin.complaints import Complaints
from runtime.standin.sarvam import SarvamStandin, Script
from runtime.standin.sarvam.engines import tone

AUTH = "token-of-the-fault-tests-0001"
TELUGU = Press("1", Over(0.3))
FRAMES_A_SECOND = mulaw.RATE // FRAME


def caller_says(text: str, when: Any = None) -> Speak:
    """A line of the caller; the stand-in's script has its words."""
    return Speak(tone(text, 1.0), text, when or AfterBot())


async def said_by_carrier(text: str, _language: str) -> bytes:
    """A `<Say>` as sound, so that the line's recording tells that it was heard."""
    return tone(text, 1.0)


class _Served:
    """An application that remembers the loop it is served in."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            self.loop = asyncio.get_running_loop()
        await self.app(scope, receive, send)


@dataclass
class Helpline:
    """A server that is up, and the stand-in it takes for Sarvam. connections: how many carriers' sockets
    are open to the server."""

    app: Application
    url: str
    sarvam: SarvamStandin
    loop: asyncio.AbstractEventLoop
    control: httpx.AsyncClient
    connections: Callable[[], int]
    config: CarrierConfig = field(init=False)

    def __post_init__(self) -> None:
        self.config = CarrierConfig(
            url=f"{self.url}/voice/incoming",
            auth_token=AUTH,
            fallback=f"{self.url}/voice/fallback",
            status=f"{self.url}/voice/status",
            other_legs=(Leg(after=0.2, talk=0.3),),
            say=said_by_carrier,
            longest=100.0,
        )

    async def call(self, script: Sequence[Step], sid: str, **config: Any) -> CallReport:
        return await Carrier(replace(self.config, **config)).call(script, call=sid)

    async def faults(self, faults: dict[str, Any]) -> None:
        answer = await self.control.put("/_stand-in/faults", json=faults)
        assert answer.status_code == 200, answer.text

    async def script(self, **script: Any) -> None:
        answer = await self.control.put("/_stand-in/script", json=script)
        assert answer.status_code == 200, answer.text

    async def stats(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self.control.get("/_stand-in/stats")).json()
        return told

    async def inside(self, ask: Callable[[], Any]) -> Any:
        """What `ask` returns when it is run in the server's own loop."""

        async def asked() -> Any:
            return ask()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asked(), self.loop))

    async def outcome(self, sid: str) -> str | None:
        """How the call ended for the server, as soon as it has."""
        async with asyncio.timeout(15):
            while await self.inside(lambda: sid in self.app.board.sessions):  # type: ignore[union-attr]
                await asyncio.sleep(0.02)
        record = self.app.board.store._records.get(sid)  # type: ignore[union-attr]
        return record.outcome if record else None

    def taken(self, sid: str) -> list[str]:
        """What the flow did in this call, in order: "what name"."""
        lines = [json.loads(line) for line in self.app.board.journals[sid]._lines]  # type: ignore[union-attr]
        return [f"{line['taken']} {line['name']}" for line in lines if "taken" in line]


@contextlib.asynccontextmanager
async def helpline(
    clips: Path, *, flows: Path | None = None, setup: dict[str, Any] | None = None, **environ: str
) -> AsyncIterator[Helpline]:
    """A server and its Sarvam. setup: the faults that Sarvam has before the server starts."""
    async with contextlib.AsyncExitStack() as stack:
        script = Script(delays={"stt": 0.15, "tts": 0.2, "chat": 0.3}, pace=3.0)
        sarvam = await stack.enter_async_context(SarvamStandin(script))
        control = await stack.enter_async_context(httpx.AsyncClient(base_url=sarvam.url, timeout=10))
        if setup:
            (await control.put("/_stand-in/faults", json=setup)).raise_for_status()
        office = await stack.enter_async_context(Complaints())
        settings = Settings.from_env(
            {
                **sarvam.env,
                "TWILIO_AUTH_TOKEN": AUTH,
                "CLIPS_DIR": str(clips),
                "ADMIN_TOKEN": "admin-of-the-fault-tests",
                "COMPLAINTS_URL": office.url,
                "MAX_CALLS_PER_CALLER": "50",
                **environ,
            }
        )
        served = _Served(Application(settings, flows or share("flows") / "electricity"))
        server = await stack.enter_async_context(Background(served))
        assert served.loop is not None
        assert server._server is not None
        state = server._server.server_state
        yield Helpline(served.app, server.url, sarvam, served.loop, control, lambda: len(state.connections))


async def make_clips(clips: Path) -> None:
    """What a server leaves on disk that ran while Sarvam worked."""
    async with helpline(clips):
        assert any(clips.iterdir())


def audible(sound: bytes) -> list[bool]:
    """Of each 20 ms: whether there is anything to hear."""
    return [is_audible(sound[at : at + FRAME]) for at in range(0, len(sound) - FRAME + 1, FRAME)]


def waits(report: CallReport) -> list[float | None]:
    """After each line of the caller: seconds from its last sound to the first sound of the phone, from the
    recording. None where the phone was never heard again."""
    heard, said = audible(report.heard), audible(report.spoken)
    found: list[float | None] = []
    for moment in report.of("speech_end"):
        end = min(round(moment.at * FRAMES_A_SECOND), len(said) - 1)
        while end > 0 and not said[end - 1]:
            end -= 1
        first = next((at for at in range(end, len(heard)) if heard[at]), None)
        found.append(None if first is None else round((first - end) / FRAMES_A_SECOND, 2))
    return found


def longest_silence(report: CallReport) -> float:
    """Seconds: the longest stretch after the caller's first line in which nobody was heard, up to the
    moment when a person is dialled or the call ends."""
    begin = next((m.at for m in report.of("speech_end")), report.seconds)
    end = next((m.at for m in report.timeline if m.kind in ("dial", "hang_up") and m.at > begin), begin)
    quiet = longest = 0
    heard, said = audible(report.heard), audible(report.spoken)
    for at in range(round(begin * FRAMES_A_SECOND), min(round(end * FRAMES_A_SECOND), len(heard))):
        quiet = 0 if heard[at] or said[at] else quiet + 1
        longest = max(longest, quiet)
    return longest / FRAMES_A_SECOND


def after_last_words(report: CallReport) -> float:
    """Seconds from the last sound of the phone to the moment when a person was dialled or the call ended."""
    end = next((m.at for m in report.timeline if m.kind in ("dial", "hang_up")), report.seconds)
    heard = audible(report.heard)
    at = last = min(round(end * FRAMES_A_SECOND), len(heard)) - 1
    while last >= 0 and not heard[last]:
        last -= 1
    return (at - last) / FRAMES_A_SECOND
