"""A provider that behaves like Sarvam, over real sockets of this machine.

    async with SarvamStandin(Script(decode=True, voice="auto")) as standin:
        env = standin.env            # SARVAM_API_KEY, SARVAM_BASE_URL, SARVAM_WS_URL

As a process: `python -m runtime.standin.sarvam --port 0`. Scripts, faults and counters:
PUT /_stand-in/script, PUT /_stand-in/faults, GET /_stand-in/stats.
"""

from __future__ import annotations

from typing import Final

from runtime.standin.background import Background
from runtime.standin.sarvam.app import application
from runtime.standin.sarvam.world import Script, World

KEY: Final = "sk_stand_in"


class SarvamStandin(Background):
    """Serves in a thread of this process; `with` and `async with` start and stop it."""

    def __init__(self, script: Script | None = None, *, key: str | None = KEY, port: int = 0) -> None:
        app = application(key=key, script=script)
        super().__init__(app, port)
        self.world: World = app.state.world
        self._key = key or KEY

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        """What the server needs in its environment to take this for Sarvam."""
        return {"SARVAM_API_KEY": self._key, "SARVAM_BASE_URL": self.url, "SARVAM_WS_URL": self.ws_url}


__all__ = ["KEY", "SarvamStandin", "Script"]
