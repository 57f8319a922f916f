"""Counts to lay over a picture: how often each state was entered and each way taken.

A JSON table: {"states": {"helpline": 12}, "edges": {"helpline->operator": 3}}; either may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from runtime.flow.wording import said


class CountsUnreadable(Exception):
    """str(self): what is wrong with the file, in one sentence."""


@dataclass(frozen=True, slots=True)
class Counts:
    """edges: by (from, to)."""

    states: Mapping[str, float] = field(default_factory=dict)
    edges: Mapping[tuple[str, str], float] = field(default_factory=dict)


def read_counts(text: str) -> Counts:
    """Raises CountsUnreadable."""
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        raise CountsUnreadable(said("the counts are not JSON")) from None
    if not isinstance(table, dict) or not set(table) <= {"states", "edges"}:
        raise CountsUnreadable(said("counts are a table with `states` and `edges`, nothing else"))
    edges: dict[tuple[str, str], float] = {}
    for name, count in _numbers(table, "edges").items():
        source, arrow, target = name.partition("->")
        if not arrow:
            raise CountsUnreadable(said("`{name}` is no way; write  from->to", name=name))
        edges[source.strip(), target.strip()] = count
    return Counts(_numbers(table, "states"), edges)


def _numbers(table: Mapping[str, object], key: str) -> dict[str, float]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise CountsUnreadable(said("`{key}` holds names with numbers", key=key))
    for name, count in found.items():
        number = isinstance(count, int | float) and not isinstance(count, bool)
        if not number or not 0 <= count < 1e15:
            raise CountsUnreadable(said("the count of `{name}` is no number from 0 upwards", name=name))
    return found
