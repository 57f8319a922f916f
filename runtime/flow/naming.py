"""Which names a template or condition reads, and what it compares.

Read off the syntax tree before any call, so that a misspelt name is found at the desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from runtime.flow.sandbox import parse, parse_condition


def names(source: str) -> frozenset[str]:
    """The dotted names a template reads, each in its longest form. Raises TemplateRefused."""
    return frozenset(_names(parse(source)))


def condition_names(source: str) -> frozenset[str]:
    """The dotted names a condition reads. Raises TemplateRefused."""
    return frozenset(_names(parse_condition(source)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One `name operator constant` in a condition; where the constant stood first the operator is turned
    round. other: the name on the other side, where there is no constant."""

    name: str
    operator: str
    constant: Any
    other: str | None = None


def comparisons(source: str) -> tuple[Comparison, ...]:
    """Where a condition compares a name with something fixed. Raises TemplateRefused."""
    found: list[Comparison] = []
    for node in parse_condition(source).find_all(nodes.Compare):
        left: nodes.Node = node.expr
        for operand in node.ops:
            turned = _TURNED.get(operand.op, operand.op)
            sides = ((left, operand.op, operand.expr), (operand.expr, turned, left))
            for name_side, operator, fixed_side in sides:
                name = _chain(name_side)
                if name:
                    found.extend(Comparison(name, operator, value) for value in _constants(fixed_side))
            one, other = _chain(left), _chain(operand.expr)
            if one and other:
                found.append(Comparison(one, operand.op, None, other))
            left = operand.expr
    return tuple(found)


def reckoned(source: str) -> frozenset[str]:
    """Names of which any value may count: those that a condition compares with something that is not fixed,
    adds up, or puts through a filter. Raises TemplateRefused."""
    found: set[str] = set()
    waiting: list[nodes.Node] = [*parse_condition(source).body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Compare):
            left: nodes.Node = node.expr
            for operand in node.ops:
                plain = _with_something_fixed(left, operand.op, operand.expr)
                found |= {
                    name
                    for side in (left, operand.expr)
                    if not (plain and _chain(side))
                    for name in _names(side)
                }
                left = operand.expr
        elif isinstance(node, nodes.Filter | nodes.Add | nodes.Sub | nodes.Neg | nodes.Pos):
            found |= set(_names(node))
        else:
            waiting.extend(node.iter_child_nodes())
    return frozenset(found)


def _with_something_fixed(left: nodes.Node, operator: str, right: nodes.Node) -> bool:
    if operator in ("in", "notin"):
        listed = isinstance(right, nodes.List | nodes.Tuple)
        return listed and all(isinstance(one, nodes.Const) for one in right.iter_child_nodes())
    return isinstance(left, nodes.Const) or isinstance(right, nodes.Const)


def spoken_as(source: str) -> tuple[tuple[str, str], ...]:
    """(name, filter) for each name that a filter stands directly behind: `{{ bill.due | date }}` gives
    ("bill.due", "date"). Raises TemplateRefused."""
    return tuple(
        (name, node.name)
        for node in parse(source).find_all(nodes.Filter)
        if node.node is not None and (name := _chain(node.node))
    )


def conjunction(source: str) -> tuple[Comparison, ...] | None:
    """A condition as comparisons that must all hold: `18 <= age and age <= 40`, `not more`, `day in ['sat']`.
    A bare name is compared with True, a denied one with False (operator "is"). None when it says anything
    else, as `or` does. Raises TemplateRefused."""
    body = parse_condition(source).body
    first = body[0] if len(body) == 1 else None
    parts = (
        [one for one in first.nodes if not isinstance(one, nodes.TemplateData)]
        if isinstance(first, nodes.Output)
        else []
    )
    if len(parts) != 1:
        return None
    found: list[Comparison] = []
    waiting = parts
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.And):
            waiting += [node.left, node.right]
            continue
        several = _all_of(node)
        if several is None:
            return None
        found += several
    return tuple(found)


_TURNED = {"lt": "gt", "lteq": "gteq", "gt": "lt", "gteq": "lteq", "eq": "eq", "ne": "ne"}


def _all_of(node: nodes.Node) -> list[Comparison] | None:
    denied = isinstance(node, nodes.Not)
    inner = node.node if isinstance(node, nodes.Not) else node
    if name := _chain(inner):
        return [Comparison(name, "is", not denied)]
    if denied or not isinstance(node, nodes.Compare):
        return None
    found: list[Comparison] = []
    left: nodes.Node = node.expr
    for operand in node.ops:
        right = operand.expr
        if (name := _chain(left)) and isinstance(right, nodes.Const):
            found.append(Comparison(name, operand.op, right.value))
        elif (name := _chain(right)) and isinstance(left, nodes.Const) and operand.op in _TURNED:
            found.append(Comparison(name, _TURNED[operand.op], left.value))
        elif (name := _chain(left)) and operand.op == "in" and isinstance(right, nodes.List | nodes.Tuple):
            if not all(isinstance(one, nodes.Const) for one in right.items):
                return None
            found.append(Comparison(name, "in", tuple(_constants(right))))
        else:
            return None
        left = right
    return found


def _constants(node: nodes.Node) -> list[Any]:
    if isinstance(node, nodes.Const):
        return [node.value]
    if isinstance(node, nodes.List | nodes.Tuple):
        return [one.value for one in node.items if isinstance(one, nodes.Const)]
    return []


def _chain(node: nodes.Node) -> str | None:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=attr):
            before = _chain(inner)
            return f"{before}.{attr}" if before else None
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            before = _chain(inner)
            return f"{before}.{value}" if before else None
    return None


def _names(tree: nodes.Node) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        chain = _chain(node)
        if chain:
            yield chain
        else:
            waiting.extend(node.iter_child_nodes())
