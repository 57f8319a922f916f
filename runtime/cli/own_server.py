"""A `flowctl serve` of our own, as a child process, with everything around it that one call needs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

import runtime
from runtime.cli.story import Unusable
from runtime.flow.model import Flow

START = 60.0
"""Seconds until the server must answer: on a slow machine it makes the fixed prompts first."""
STOP = 8.0


class OwnServer:
    """`async with OwnServer(…) as server:` it answers at `server.url`. The keys are made up for its life.

    sarvam: None for the speech that the environment chooses; "socket" or "rest" for the Sarvam client
    against the Sarvam stand-in. log: where the server's own words go.
    """

    def __init__(self, flow: Flow, path: Path, *, account: str, sarvam: str | None, log: Path) -> None:
        self.auth_token = secrets.token_hex(16)
        self.admin_token = secrets.token_hex(16)
        self.url = f"http://127.0.0.1:{_free_port()}"
        self._flow = flow
        self._path = path
        self._account = account
        self._sarvam = sarvam
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._around = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            environment = {**os.environ, **self._settings(), **await self._stand_ins()}
            with self._log.open("wb") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-c", "from runtime.cli.main import main; main()", "serve"),
                    *("--port", self.url.rpartition(":")[2], "--flows", str(self._path)),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=environment,
                )
            await self._answering(self._process)
        except BaseException:
            await self.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                async with asyncio.timeout(STOP):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        await self._around.aclose()

    def _settings(self) -> Mapping[str, str]:
        """Set in full, so that nobody's `.env` changes what is tried here."""
        root = str(Path(runtime.__file__).parents[1])
        return {
            "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))),
            "PYTHONUNBUFFERED": "1",
            "PUBLIC_URL": self.url,
            "TWILIO_AUTH_TOKEN": self.auth_token,
            "TWILIO_ACCOUNT_SID": self._account,
            "TWILIO_PHONE_NUMBER": "",
            "ADMIN_TOKEN": self.admin_token,
            "INSECURE_SKIP_SIGNATURES": "",
        }

    async def _stand_ins(self) -> Mapping[str, str]:
        """The complaints office where the flow asks for it, and Sarvam's stand-in when that is ordered."""
        more: dict[str, str] = {}
        needed = any("${COMPLAINTS_URL}" in service.url for service in self._flow.every_service().values())
        if needed and not os.environ.get("COMPLAINTS_URL"):
            from runtime.standin.complaints import Complaints

            more["COMPLAINTS_URL"] = (await self._around.enter_async_context(Complaints())).url
        if self._sarvam is not None:
            from runtime.standin.sarvam import SarvamStandin, Script

            listens_for = tuple(dict.fromkeys(_phrases(self._flow)))
            script = Script(decode=True, voice="auto", hints=listens_for)
            sarvam = await self._around.enter_async_context(SarvamStandin(script))
            more |= {**sarvam.env, "SPEECH": "sarvam", "SARVAM_TRANSPORT": self._sarvam}
        return more

    async def _answering(self, process: asyncio.subprocess.Process) -> None:
        """Returns when the server answers. Raises Unusable when it ends instead."""
        ended = asyncio.create_task(process.wait())
        try:
            async with asyncio.timeout(START), httpx.AsyncClient() as client:
                while not ended.done():
                    with contextlib.suppress(httpx.TransportError):
                        if (await client.get(f"{self.url}/health")).status_code == 200:
                            return
                    await asyncio.wait({ended}, timeout=0.05)
        except TimeoutError:
            raise Unusable(f"the server did not start within {START:.0f} s; see {self._log}") from None
        finally:
            ended.cancel()
        words = self._log.read_text(errors="replace").strip().splitlines()
        raise Unusable(f"the server did not start: {words[-1] if words else 'it said nothing'}")


def _phrases(flow: Flow) -> list[str]:
    """Everything the flow says a caller may say: what a recogniser without a language model listens for."""
    every = [phrases for one in flow.every_flow() for phrases in one.phrases.values()]
    return [word for phrases in every for words in phrases.words.values() for word in words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
