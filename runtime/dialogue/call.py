"""One call's state: everything the dialogue remembers. Frozen; each step makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """The public part, which drivers and tests may read; the dialogue adds its own fields below.

    state: the name of the state the caller stands in. language: the caller's ("te-IN").
    ended: the outcome once the call is over ("resolved", "transferred", "failed", "hung_up"…).
    """

    flow: str
    version: str
    state: str
    language: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    turns: int = 0
    ended: str | None = None
