"""What values a condition lets through, as far as that can be told: enough to see that a branch can never
be taken because the ones above it took every caller, or because nothing fulfils it.

A condition that is more than comparisons joined by `and` has no region, and nothing is said of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runtime.flow.naming import Comparison, conjunction
from runtime.flow.sandbox import TemplateRefused


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one name: those from `low` to `high` (each with whether it is itself left out), or,
    where `only` is given, those of `only` alone. kind: what is compared; other kinds are no match."""

    kind: type
    low: tuple[float | str, bool] | None = None
    high: tuple[float | str, bool] | None = None
    only: frozenset[Any] | None = None

    @property
    def empty(self) -> bool:
        if self.only is not None:
            return not self.only
        if self.low is None or self.high is None:
            return False
        low, high = self.low, self.high
        return bool(low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1])))  # type: ignore[operator]

    def holds(self, value: Any) -> bool:
        if self.only is not None:
            return value in self.only
        above = self.low is None or value > self.low[0] or (value == self.low[0] and not self.low[1])
        below = self.high is None or value < self.high[0] or (value == self.high[0] and not self.high[1])
        return above and below

    def within(self, other: Values) -> bool:
        """Whether `other` lets through everything that this does."""
        if self.kind is not other.kind:
            return False
        if self.only is not None:
            return all(other.holds(value) for value in self.only)
        if other.only is not None:
            return False
        return _inside(self.low, other.low, 1) and _inside(self.high, other.high, -1)


def _inside(mine: Any, theirs: Any, sign: int) -> bool:
    if theirs is None:
        return True
    if mine is None:
        return False
    if mine[0] == theirs[0]:
        return bool(mine[1] or not theirs[1])
    return bool(mine[0] > theirs[0] if sign > 0 else mine[0] < theirs[0])


Region = Mapping[str, Values]
"""By name; a name that is not there may be anything."""


def region(source: str) -> Region | None:
    """The values that fulfil a condition; None when that cannot be told."""
    try:
        comparisons = conjunction(source)
    except TemplateRefused:
        return None
    if comparisons is None:
        return None
    found: dict[str, Values] = {}
    for one in comparisons:
        values = _values(one)
        if values is None:
            return None
        found[one.name] = _both(found[one.name], values) if one.name in found else values
        if found[one.name].kind is object:
            return None
    return found


def covered(inner: Region, outer: Region) -> bool:
    """Whether whoever fulfils `inner` fulfils `outer` too."""
    return all(name in inner and inner[name].within(values) for name, values in outer.items())


def _values(one: Comparison) -> Values | None:
    constant = one.constant
    if one.operator == "in":
        kinds = {_kind(value) for value in constant}
        return Values(kinds.pop(), only=frozenset(map(_plain, constant))) if len(kinds) == 1 else None
    kind = _kind(constant)
    if kind is object or (isinstance(constant, float) and math.isnan(constant)):
        return None
    value = _plain(constant)
    match one.operator:
        case "eq" | "is":
            return Values(kind, only=frozenset([value]))
        case "gt" | "gteq":
            return Values(kind, low=(value, one.operator == "gt"))
        case "lt" | "lteq":
            return Values(kind, high=(value, one.operator == "lt"))
    return None


def _both(one: Values, other: Values) -> Values:
    if one.kind is not other.kind:
        return Values(object)
    if one.only is not None:
        return Values(one.kind, only=frozenset(value for value in one.only if other.holds(value)))
    if other.only is not None:
        return _both(other, one)
    low = one.low if _inside(one.low, other.low, 1) else other.low
    high = one.high if _inside(one.high, other.high, -1) else other.high
    return Values(one.kind, low, high)


def _kind(value: Any) -> type:
    if isinstance(value, bool):
        return bool
    return float if isinstance(value, int | float) else str if isinstance(value, str) else object


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
