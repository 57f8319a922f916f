"""Somebody edits the helpline while a caller is on the line: the call ends on its old words, the next one has
the new, and what is broken is refused with its line. A real server process, a copy of the shipped flows."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from runtime.audio import mulaw, wav
from runtime.cli.own_server import OwnServer
from runtime.flow.load import load
from runtime.flow.model import Flow, Voice
from runtime.providers.offline import Offline
from runtime.providers.ports import Speaker
from runtime.server.clips import Clips
from runtime.share import share
from runtime.standin.carrier import (
    AfterBot,
    CallReport,
    Carrier,
    CarrierConfig,
    Leg,
    Moment,
    Over,
    Press,
    Speak,
    Step,
    Until,
    When,
)

pytestmark = [pytest.mark.process, pytest.mark.sound]

LANGUAGE = "en-IN"
ACCOUNT = "AC" + "6" * 32
SOON = 60.0
"""Seconds that a reload may take on a slow machine; how long it did take is printed."""
CHANGED = {
    "Which village has no power?": "Tell me the village without power.",
    "Do you need anything else?": "Is there anything more?",
    "I am connecting you to our staff.": "Stay on the line for our staff.",
}


@dataclass
class Line:
    """A server that is up, and what was said in its calls."""

    server: OwnServer
    flows: Path
    log: Path
    clips: Clips
    web: httpx.AsyncClient
    slowest: float = 0.0
    """Seconds: the longest that /health took since this was last set to 0."""

    async def health(self) -> dict[str, Any]:
        began = time.perf_counter()
        told: dict[str, Any] = (await self.web.get("/health")).json()
        self.slowest = max(self.slowest, time.perf_counter() - began)
        return told

    async def version(self) -> str:
        return str((await self.health())["flows"]["electricity"]["version"])

    async def until(self, ready: Callable[[dict[str, Any]], object]) -> float:
        """Ask for the server's health all the time, until it is as awaited. Returns the seconds it took."""
        began = time.perf_counter()
        async with asyncio.timeout(SOON):
            while not ready(await self.health()):
                await asyncio.sleep(0.005)
        return time.perf_counter() - began

    def edit(self, file: str, *changes: tuple[str, str]) -> int:
        """Save a file of the flow with these changes. Returns the line of the first."""
        path = self.flows / "electricity" / file
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            at = text.index(old)
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return text[:at].count("\n") + 1

    async def call(
        self, sid: str, script: Sequence[Step], watch: Callable[[Moment], None] | None = None
    ) -> tuple[CallReport, list[dict[str, Any]]]:
        """A call, and what the server said in it: its Speak lines."""
        url = self.server.url
        config = CarrierConfig(
            url=f"{url}/voice/incoming",
            auth_token=self.server.auth_token,
            account=ACCOUNT,
            status=f"{url}/voice/status",
            other_legs=(Leg(after=0.2, talk=0.3),),
            patience=4 * SOON,
            longest=5 * SOON,
            watch=watch,
        )
        report = await Carrier(config).call(script, call=sid)
        key = {"Authorization": f"Bearer {self.server.admin_token}"}
        lines = (await self.web.get(f"/calls/{sid}/events", headers=key)).text
        journal = [json.loads(line) for line in lines.splitlines()]
        return report, [line for line in journal if line.get("effect") == "Speak"]

    def hears(self, report: CallReport, text: str, voice: Voice) -> bool:
        """Whether the sound of these words lies in one piece in what the caller heard."""
        file = self.clips.file(self.clips.name(text, LANGUAGE, voice))
        assert file is not None, f"there is no clip of {text!r}"
        return wav.read(file).samples.tobytes() in mulaw.decode(report.heard).tobytes()


@asynccontextmanager
async def serving(folder: Path, flow: Flow) -> AsyncIterator[Line]:
    """A server of our own for the flows and the clips in this folder."""
    log = folder / "server.log"
    async with OwnServer(flow, folder / "flows", account=ACCOUNT, sarvam=None, log=log) as server:
        engine = cast(Speaker, SimpleNamespace(name=Offline().speaker.name))
        async with httpx.AsyncClient(base_url=server.url, timeout=30) as web:
            yield Line(server, folder / "flows", log, Clips(folder / "clips", engine), web)


@pytest.fixture
async def says() -> AsyncIterator[Callable[..., Awaitable[Speak]]]:
    """(text, when) → a line of the caller, with the embedded voice."""
    offline = Offline()

    async def line(text: str, when: When | None = None) -> Speak:
        sound = await offline.speaker.render(text, LANGUAGE, Voice(speaker="man"))
        return Speak(sound, text, when or AfterBot(0.5))

    yield line
    await offline.close()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a server of our own: its flows, its clips."""
    others = shutil.ignore_patterns("lpg", "bank", "clinic", "scheme", "identify", "numbers.yaml")
    shutil.copytree(share("flows"), tmp_path / "flows", ignore=others)
    (tmp_path / "flows" / "numbers.yaml").write_text("numbers: {}\ndefault: electricity\n", encoding="utf-8")
    flow = tmp_path / "flows" / "electricity" / "flow.yaml"
    text = flow.read_text(encoding="utf-8")
    assert "  wait: 6s" in text
    flow.write_text(text.replace("  wait: 6s", "  wait: 2m"), encoding="utf-8")  # our caller takes their time
    monkeypatch.setenv("SPEECH", "offline")
    monkeypatch.setenv("CLIPS_DIR", str(tmp_path / "clips"))
    return tmp_path


async def test_an_edit_a_broken_save_and_a_lost_state_during_a_call(copied: Path, says: Any) -> None:
    flow = load(copied / "flows" / "electricity").flow
    assert flow is not None
    async with serving(copied, flow) as line:
        answered, asked, edited = asyncio.Event(), asyncio.Event(), asyncio.Event()
        script = [
            Press("3", Over(0.5)),
            await says("there is no power in my village"),
            await says("Kondapur", Until(edited.is_set)),
            await says("yes"),
            await says("talk to a person"),
        ]
        first = await line.version()

        def watch(moment: Moment) -> None:
            if moment.kind == "speech_end":
                answered.set()
            elif moment.kind == "first_sound" and answered.is_set():
                asked.set()

        calling = asyncio.create_task(line.call("CA" + "1" * 32, script, watch))
        await asyncio.wait_for(asked.wait(), SOON)  # the phone has asked for the village
        assert (await line.health())["calls"] == 1

        # A prompt is edited and saved.
        line.slowest = 0.0
        line.edit("prompts/en-IN.yaml", *CHANGED.items())
        live = await line.until(lambda told: told["flows"]["electricity"]["version"] != first)
        second = await line.version()

        # The file is broken and saved.
        broken = line.edit("flow.yaml", ("{else: goodbye}", "{else: godbye}"))
        refused = await line.until(lambda told: told["refused"])
        told = await line.health()
        place = f"flow.yaml:{broken}:"
        assert [place in one["place"] and "godbye" in one["message"] for one in told["refused"]] == [True]
        assert told["flows"]["electricity"]["version"] == second
        terminal = line.log.read_text(encoding="utf-8")
        assert re.search(rf"{place}\d+.*godbye", terminal)
        assert "- {else: godbye}" in terminal, "the author's own line"

        # It is mended, and a state is gone that the call on the line has not come to yet.
        line.edit(
            "flow.yaml",
            ("{else: godbye}", "{else: goodbye}"),
            ("  tell_ticket: {say: ticket_number, go: anything_else}\n", ""),
            ("  go: tell_ticket\n", "  go: anything_else\n"),
        )
        removed = await line.until(
            lambda told: told["flows"]["electricity"]["version"] not in (first, second)
        )
        stall = line.slowest
        assert (await line.health())["refused"] == []
        assert (await line.health())["calls"] == 1
        edited.set()
        before, words = await calling
        after, new_words = await line.call(
            "CA" + "2" * 32,
            [
                Press("3", Over(0.5)),
                await says("there is no power in my village"),
                await says("Kondapur"),
                await says("yes"),
                await says("talk to a person"),
            ],
        )
        print(
            f"live {live:.2f} s after the save, refused {refused:.2f} s, a lost state {removed:.2f} s; "
            f"longest wait for /health meanwhile {stall * 1000:.0f} ms"
        )

        for report in (before, after):
            assert report.as_scripted
            assert [dialled.status for dialled in report.dials] == ["completed"]
            assert report.violations == ()
        said = [speech["text"] for speech in words]
        assert [text for text in said if text in CHANGED] == list(CHANGED)
        assert not set(said) & set(CHANGED.values())
        assert "ticket_number" in [speech["prompt"] for speech in words]
        said = [speech["text"] for speech in new_words]
        assert [text for text in said if text in CHANGED.values()] == list(CHANGED.values())
        assert not set(said) & set(CHANGED)
        assert "ticket_number" not in [speech["prompt"] for speech in new_words]
        for old, new in CHANGED.items():
            assert line.hears(before, old, flow.voice)
            assert not line.hears(before, new, flow.voice)
            assert line.hears(after, new, flow.voice)
            assert not line.hears(after, old, flow.voice)
