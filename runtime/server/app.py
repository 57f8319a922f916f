"""The application: webhooks and clips by FastAPI, the media socket beside it as a bare ASGI route."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from runtime.flow.diagnostic import Mark
from runtime.server import webhook, wiring
from runtime.server.clips import Clips
from runtime.server.ears import Detectors
from runtime.server.library import Library
from runtime.server.media import MediaSocket, Receive, Scope, Send
from runtime.server.outgoing import NotPlaced
from runtime.server.settings import Settings
from runtime.server.switchboard import Begin, Switchboard, begin_now
from runtime.server.watch import Watch
from runtime.server.webhook import Guard, add_webhooks
from runtime.server.wiring import Providers

log = logging.getLogger(__name__)

FOREVER = "public, max-age=31536000, immutable"
WARN_EVERY = 60.0
"""Seconds between two warnings that signatures are not checked."""


class Application:
    """The ASGI application. flows: the folder that is served. report: shows the findings of a refused save.
    For tests: providers, instead of the settings' own; detectors, instead of the best that is installed;
    begin, instead of calls that begin now and at the beginning."""

    def __init__(
        self,
        settings: Settings,
        flows: Path,
        *,
        providers: Callable[[Settings], Any] | None = None,
        report: Callable[[Any], None] | None = None,
        detectors: Callable[[], Detectors] = Detectors,
        begin: Begin = begin_now,
    ) -> None:
        self.settings = settings
        self.library = Library(flows)
        self._connect = providers or wiring.connect
        self._report = report
        self._detectors = detectors
        self._begin = begin
        self.board: Switchboard | None = None
        guard = self._guard = Guard(settings)
        self._media = MediaSocket(guard, self._live)
        self._http = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=self._lifespan)
        add_webhooks(self._http, guard, self._live)
        self._http.add_api_route("/clips/{name}.wav", self._clip, methods=["GET", "HEAD"])
        self._http.add_api_route("/health", self._health, methods=["GET"])
        if settings.admin_token:
            self._http.add_api_route("/calls/{sid}/events", self._events, methods=["GET"])
            self._http.add_api_route("/calls", self._prepare, methods=["POST"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._media(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    def _live(self) -> Switchboard:
        assert self.board is not None
        return self.board

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        providers: Providers = await self._connect(self.settings)
        clips = Clips(self.settings.clips_dir, providers.speaker)
        detectors = self._detectors()
        watch = Watch(self.library, clips, self._report, lambda: self._live().live())
        try:
            async with asyncio.TaskGroup() as group:
                self.board = Switchboard(
                    self.settings, providers, self.library, clips, detectors, group, begin=self._begin
                )
                await watch.first()
                standing = [group.create_task(watch.run())]
                if detectors.period is not None:
                    standing.append(group.create_task(_tick(detectors, detectors.period)))
                if self.settings.skip_signatures:
                    standing.append(group.create_task(_warn()))
                yield
                await self.board.close()
                for task in standing:
                    task.cancel()
        finally:
            await providers.close()

    async def _clip(self, name: str) -> Response:
        sound = self._live().clips.file(name)
        if sound is None:
            raise HTTPException(404)
        return Response(sound, media_type="audio/wav", headers={"cache-control": FOREVER})

    async def _health(self) -> JSONResponse:
        board, shelf = self._live(), self.library.shelf
        return JSONResponse(
            {
                "status": "ok" if shelf.dialogues else "no flow",
                "version": _version(),
                "flows": {
                    name: {"version": d.flow.version, "title": d.flow.title, "languages": d.flow.languages}
                    for name, d in shelf.dialogues.items()
                },
                "refused": [
                    {
                        "rule": d.rule,
                        "severity": d.severity.value,
                        "message": d.message,
                        "place": self._place(d.mark),
                    }
                    for d in shelf.refused
                ],
                "calls": len(board.sessions),
                "providers": {"speech": board.providers.name, "voice_activity": board.detectors.name},
            }
        )

    def _place(self, mark: Mark) -> str:
        """As seen from the flows: nobody outside needs to know this machine's folders."""
        path, root = Path(mark.file), self.library.folder
        inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        return f"{inside or path.name}:{mark.line}:{mark.column}"

    def _admitted(self, request: Request) -> None:
        """Only who has the operator's token. Raises HTTPException."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        wanted = self.settings.admin_token or ""
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), wanted.encode()):
            raise HTTPException(403)

    async def _prepare(self, request: Request) -> JSONResponse:
        """Prepares one call that is going to be placed: {"flow": name, "inputs": {…}} gives the addresses to
        place it with."""
        self._admitted(request)
        wanted = await webhook.json_body(request)
        if wanted is None:
            return JSONResponse({"error": 'send {"flow": "name", "inputs": {}}'}, 400)
        try:
            token = self._live().prepare(*wanted)
        except NotPlaced as fault:
            return JSONResponse({"error": str(fault)}, 400)
        base = self._guard.base(request.headers)
        return JSONResponse(
            {
                "answer": f"{base}/voice/outgoing?for={token}",
                "answered": f"{base}/voice/answered",
                "status": f"{base}/voice/status",
            }
        )

    async def _events(self, sid: str, request: Request) -> StreamingResponse:
        self._admitted(request)
        journal = self._live().journals.get(sid)
        if journal is None:
            raise HTTPException(404)
        lines = (line + "\n" async for line in journal.follow())
        return StreamingResponse(lines, media_type="application/x-ndjson")


def _version() -> str:
    try:
        return version("flowctl")
    except PackageNotFoundError:
        return "unknown"


async def _tick(detectors: Detectors, period: float) -> None:
    """Batched voice detection, on an absolute clock."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due = max(due + period, loop.time())
        await asyncio.sleep(due - loop.time())
        detectors.tick()


async def _warn() -> None:
    while True:
        log.warning("INSECURE_SKIP_SIGNATURES is set: anyone may place calls here; never use it in public")
        await asyncio.sleep(WARN_EVERY)
