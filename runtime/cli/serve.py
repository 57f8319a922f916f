"""`flowctl serve`: answer the telephone."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from runtime.cli.report import complain, print_report
from runtime.share import share

if TYPE_CHECKING:
    import uvicorn

    from runtime.server.library import Shelf
    from runtime.server.settings import Settings


def command(
    port: Annotated[int | None, typer.Option(help="The port to listen on; else PORT, else 8080.")] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows; else FLOWS, else the shipped ones.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> int:
    """Serve flows to Twilio, and watch them: a saved change holds for the next call."""
    from runtime.server import wiring
    from runtime.server.settings import Settings, SettingsError

    try:
        settings = Settings.from_env()
        wiring.check(settings)
    except SettingsError as fault:
        return _refuse(str(fault))
    if not settings.auth_tokens and not settings.skip_signatures:
        return _refuse(
            "TWILIO_AUTH_TOKEN is not set, so nobody's requests could be trusted; set it in the environment "
            "or in .env (for development only, INSECURE_SKIP_SIGNATURES=yes goes without)"
        )
    folder = flows or settings.flows or share("flows")
    if not folder.exists():
        return _refuse(f"there is no folder {folder}")
    return run(settings, folder.resolve(), host, settings.port if port is None else port)


def run(settings: Settings, folder: Path, host: str, port: int) -> int:
    """Serve until told to stop. Returns the exit code."""
    import uvicorn

    from runtime.server.app import Application
    from runtime.server.log import set_up

    set_up(settings.log_level, settings.log_format)
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        return _refuse(f"port {port} on {host} cannot be used: {fault.strerror}")
    config = uvicorn.Config(
        Application(settings, folder, report=_report),
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=65_536,
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    here = f"http://{host}:{listener.getsockname()[1]}"
    base = settings.public_url or here
    print(f"Listening on {here}; flows in {folder}")
    print(f"The number's webhooks: voice {base}/voice/incoming, fallback {base}/voice/fallback,")
    print(f"status {base}/voice/status; all by POST.", flush=True)
    try:
        with _stopping(server):
            server.run(sockets=[listener])
    except SystemExit:
        return _refuse("the server could not start; the log says why", 3)
    return 0


@contextlib.contextmanager
def _stopping(server: uvicorn.Server) -> Iterator[None]:
    """SIGTERM and SIGINT end the server in order, and are not sent on: the exit code is 0. A second one
    does not wait."""
    before = {number: signal.signal(number, server.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(shelf: Shelf) -> None:
    """The findings of a save that is not served, for whoever sits here."""
    print_report(shelf.refused, shelf.files, stream=sys.stderr)


def _refuse(sentence: str, code: int = 2) -> int:
    complain(sentence)
    return code
