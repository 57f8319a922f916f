"""The embedded default: a whole spoken call with no keys, no network and no accounts.

Voice (espeak-ng) and recogniser (pocketsphinx) run in one child process for the whole server; the model is
rules. It is for demonstrations, tests and trying out a flow, and no substitute for a provider with real
callers: the voice is a robot's, the recogniser hears only what the flow says may be said, the model
understands nothing.

    offline = Offline()
    await offline.warm()            # optional: otherwise the first request waits half a second
    offline.recogniser, offline.speaker, offline.model
    await offline.close()
"""

from __future__ import annotations

from runtime.providers.offline.hearing import OfflineRecogniser
from runtime.providers.offline.model import RuleModel
from runtime.providers.offline.process import Child
from runtime.providers.offline.voice import OfflineSpeaker

__all__ = ["Offline"]


class Offline:
    """All three behind the ports, sharing one child. Belongs to one event loop."""

    def __init__(self) -> None:
        self.child = Child()
        self.recogniser = OfflineRecogniser(self.child)
        self.speaker = OfflineSpeaker(self.child)
        self.model = RuleModel()

    async def warm(self) -> None:
        """Start the child and load both engines. Raises Failed, in words for the operator, when the extra
        `demo` is not installed."""
        await self.child.warm()

    async def close(self) -> None:
        """The child is gone when this returns. Never raises."""
        await self.child.close()
