"""Whether the caller is still there, judged by when something was last heard of them.

A lost stream has GRACE, a document INACTIVE until the next webhook, an open stream INACTIVE without a key
or a word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

GRACE = 3.0
"""Seconds after a lost stream in which the carrier goes on with the call, if the caller is still there."""
LEAVING = 20.0
"""Seconds from our closing of the stream to the carrier's next webhook."""
INACTIVE = 300.0
"""Seconds without a key, a word or a webhook."""
LONGEST_TALK = 4 * 3600.0 + 60
"""Seconds that a caller may talk to the person they were passed to: the carrier's own limit, and a little."""


class Presence:
    """gone: called when nothing has been heard for too long. At most one limit holds at a time."""

    def __init__(self, gone: Callable[[], None]) -> None:
        self._gone = gone
        self._handle: asyncio.TimerHandle | None = None

    def expect(self, seconds: float) -> None:
        """Unless another limit is set within this time, the caller is gone."""
        self.close()
        self._handle = asyncio.get_running_loop().call_later(seconds, self._gone)

    def watch(self, quiet: Callable[[], float]) -> None:
        """quiet: seconds since the last key or word; looked at when it could have become INACTIVE."""
        self.close()
        left = INACTIVE - quiet()
        if left <= 0:
            log.warning("no key and no word for %g s", INACTIVE)
            self._gone()
            return
        self._handle = asyncio.get_running_loop().call_later(left, self.watch, quiet)

    def close(self) -> None:
        if self._handle:
            self._handle.cancel()
            self._handle = None
