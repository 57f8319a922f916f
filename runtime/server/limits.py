"""How many calls at once, in all and from one number. Live calls are never shed, only new ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

ANONYMOUS = frozenset({"", "anonymous", "unknown", "unavailable", "restricted"})
"""What a carrier writes for a withheld number; many callers share it, so it is not counted as one."""


@dataclass(slots=True)
class Limits:
    """calls, per_caller: the most at one time."""

    calls: int
    per_caller: int
    live: int = 0
    _callers: Counter[str] = field(default_factory=Counter)

    def admit(self, caller: str) -> bool:
        """Whether one more call may begin; if so it is counted until `leave`."""
        if self.live >= self.calls:
            return False
        if caller.lower() not in ANONYMOUS and self._callers[caller] >= self.per_caller:
            return False
        self.live += 1
        self._callers[caller] += 1
        return True

    def leave(self, caller: str) -> None:
        self.live -= 1
        self._callers[caller] -= 1
        if self._callers[caller] <= 0:
            del self._callers[caller]
