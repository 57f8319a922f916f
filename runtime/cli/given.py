"""`--with name=value`: what a flow is given, on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from runtime.flow import values
from runtime.flow.faults import listed, nearest
from runtime.flow.model import Flow


class Ungiven(Exception):
    """str(self): one sentence for the person who typed it."""


def given(flow: Flow, pairs: Sequence[str]) -> dict[str, str | float]:
    """The inputs of `flow`; numbers as numbers. Raises Ungiven when one is missing, unknown or unreadable."""
    found: dict[str, str | float] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Ungiven(f"--with {pair} has no value; write --with {pair}=…")
        if name not in flow.inputs:
            near = nearest(name, flow.inputs)
            there = f"it takes {listed(flow.inputs)}" if flow.inputs else "it takes nothing"
            raise Ungiven(f"{flow.name} takes no {name}; {f'did you mean {near}?' if near else there}")
        number = values.number(value)
        found[name] = value if number is None or value.startswith("0") else number
    missing = [name for name in flow.inputs if name not in found]
    if missing:
        example = " ".join(f"--with {name}=…" for name in missing)
        raise Ungiven(f"{flow.name} must be given {listed(missing)}: {example}")
    return found
