"""`flowctl serve`: answer the telephone."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Annotated

import typer


def command(
    port: Annotated[int | None, typer.Option(help="The port to listen on; else PORT, else 8080.")] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows; else FLOWS, else the shipped ones.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> int:
    """Serve flows to Twilio, and watch them: a saved change holds for the next call."""
    from runtime.server.settings import Settings, SettingsError

    try:
        settings = Settings.from_env()
    except SettingsError as fault:
        return _refuse(str(fault))
    if not settings.auth_tokens and not settings.skip_signatures:
        return _refuse(
            "TWILIO_AUTH_TOKEN is not set, so nobody's requests could be trusted; set it in the environment "
            "or in .env (for development only, INSECURE_SKIP_SIGNATURES=yes goes without)."
        )
    folder = flows or settings.flows or shipped_flows()
    if not folder.exists():
        return _refuse(f"There is no {folder}.")
    return run(settings, folder.resolve(), host, settings.port if port is None else port)


def run(settings, folder: Path, host: str, port: int) -> int:  # type: ignore[no-untyped-def]
    """Serve until told to stop. Returns the exit code."""
    import uvicorn

    from runtime.server.app import Application
    from runtime.server.log import set_up
    from runtime.server.settings import SettingsError

    set_up(settings.log_level, settings.log_format)
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        return _refuse(f"Port {port} on {host} cannot be used: {fault.strerror}.")
    port = listener.getsockname()[1]
    application = Application(settings, folder)
    config = uvicorn.Config(
        application,
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
    base = settings.public_url or f"http://{host}:{port}"
    print(f"Listening on http://{host}:{port}, flows in {folder}", flush=True)
    print(f"In Twilio, set the number's voice webhook to {base}/voice/incoming (POST)", flush=True)
    print(
        f"and its fallback to {base}/voice/fallback, its status callback to {base}/voice/status.", flush=True
    )
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[listener])
    except SystemExit:
        return 3
    except SettingsError as fault:
        return _refuse(str(fault))
    return 0 if server.started else 3


def shipped_flows() -> Path:
    """The flows that travel with the program: in a checkout beside the code, else inside the package."""
    root = Path(__file__).resolve().parents[2]
    inside = root / "runtime" / "_share" / "flows"
    return inside if inside.is_dir() else root / "flows"


def _refuse(sentence: str) -> int:
    print(f"flowctl serve: {sentence}", file=sys.stderr)
    return 2
