"""Conditions in plain words: `no_matches >= 3` is "the caller was not understood 3 times in a row"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from runtime.flow.model import SlotType
from runtime.flow.sandbox import TemplateRefused, parse_condition
from runtime.flow.template import Expression
from runtime.flow.wording import said

_COUNTED = {
    "no_matches": {
        "gteq": "the caller was not understood {number} or more times in a row",
        "gt": "the caller was not understood more than {number} times in a row",
        "eq": "the caller was not understood exactly {number} times in a row",
        "lt": "the caller was not understood fewer than {number} times in a row",
        "lteq": "the caller was not understood at most {number} times in a row",
    },
    "no_inputs": {
        "gteq": "the caller was silent {number} or more times in a row",
        "gt": "the caller was silent more than {number} times in a row",
        "eq": "the caller was silent exactly {number} times in a row",
        "lt": "the caller was silent fewer than {number} times in a row",
        "lteq": "the caller was silent at most {number} times in a row",
    },
    "turns": {
        "gteq": "we have listened to the caller {number} or more times",
        "gt": "we have listened to the caller more than {number} times",
        "eq": "we have listened to the caller exactly {number} times",
        "lt": "we have listened to the caller fewer than {number} times",
        "lteq": "we have listened to the caller at most {number} times",
    },
}
_COMPARED = {
    "eq": "{left} is {right}",
    "ne": "{left} is not {right}",
    "gt": "{left} is more than {right}",
    "gteq": "{left} is {right} or more",
    "lt": "{left} is less than {right}",
    "lteq": "{left} is at most {right}",
    "in": "{left} is one of {right}",
    "notin": "{left} is none of {right}",
}
_IN_TIME = {
    "gt": "{left} is after {right}",
    "gteq": "{left} is {right} or later",
    "lt": "{left} is before {right}",
    "lteq": "{left} is {right} or earlier",
}


Kinds = Mapping[str, SlotType | None]
"""What each name is: the type of a slot, yes or no of a service, None for a list."""


def told(condition: Expression, kinds: Kinds) -> str:
    """The condition in words; as the author wrote it where there are no words for it."""
    try:
        tree = parse_condition(condition.source)
    except TemplateRefused:
        return condition.source
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        return condition.source
    return _told(output.nodes[0], kinds) or condition.source


def _told(node: nodes.Node, kinds: Kinds) -> str | None:
    match node:
        case nodes.And(left=left, right=right):
            return _both("{first} and {second}", _told(left, kinds), _told(right, kinds))
        case nodes.Or(left=left, right=right):
            return _both("{first}, or {second}", _told(left, kinds), _told(right, kinds))
        case nodes.Not(node=inner):
            return _truth(inner, kinds, wanted=False)
        case nodes.Compare(expr=left, ops=[operand]):
            return _compared(left, operand.op, operand.expr, kinds)
        case nodes.Compare(expr=left, ops=[low, high]):
            middle = low.expr
            first = _compared(left, low.op, middle, kinds)
            return _both("{first} and {second}", first, _compared(middle, high.op, high.expr, kinds))
    return _truth(node, kinds, wanted=True)


def _both(words: str, first: str | None, second: str | None) -> str | None:
    return said(words, first=first, second=second) if first and second else None


def _truth(node: nodes.Node, kinds: Kinds, *, wanted: bool) -> str | None:
    name = _name(node)
    if name is None:
        inner = _told(node, kinds) if not isinstance(node, nodes.Const) else None
        return inner if wanted or inner is None else said("it is not so that {condition}", condition=inner)
    root, _, rest = name.partition(".")
    if root == "open":
        words = "`{contact}` is open" if wanted else "`{contact}` is closed"
        return said(words, contact=rest)
    if name in kinds and kinds[name] is None:
        words = "there is something in `{name}`" if wanted else "there is nothing in `{name}`"
        return said(words, name=name)
    if kinds.get(name) is SlotType.YES_NO:
        return said("`{name}` is yes", name=name) if wanted else said("`{name}` is not yes", name=name)
    return said("`{name}` is known", name=name) if wanted else said("`{name}` is not known", name=name)


def _compared(left: nodes.Node, operator: str, right: nodes.Node, kinds: Kinds) -> str | None:
    name, number = _name(left), _constant(right)
    if name in _COUNTED and operator in _COUNTED[name] and isinstance(number, int):
        return said(_COUNTED[name][operator], number=number)
    if name and name.startswith("visits.") and operator in _COMPARED and isinstance(number, int):
        times = said("the number of times that the caller came to `{state}`", state=name[7:])
        return said(_COMPARED[operator], left=times, right=number)
    first, second = _value(left), _value(right)
    if first is None or second is None or operator not in _COMPARED:
        return None
    in_time = {SlotType.DATE, SlotType.TIME}
    dated = any(one in ("today", "now") or kinds.get(one or "") in in_time for one in (name, _name(right)))
    words = _IN_TIME.get(operator, _COMPARED[operator]) if dated else _COMPARED[operator]
    return said(words, left=first, right=second)


def _value(node: nodes.Node) -> str | None:
    name = _name(node)
    if name == "now":
        return said("the time of day")
    if name == "today":
        return said("the day of the call")
    if name == "language":
        return said("the language of the call")
    if name:
        return said("`{name}`", name=name)
    if isinstance(node, nodes.List | nodes.Tuple):
        items = [_value(one) for one in node.items]
        if not items or None in items:
            return None
        return ", ".join(str(one) for one in items)
    value = _constant(node)
    if isinstance(value, str):
        return f"«{value}»"
    return None if value is None else str(value)


def _constant(node: nodes.Node) -> Any:
    return node.value if isinstance(node, nodes.Const) else None


def _name(node: nodes.Node) -> str | None:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=attr):
            before = _name(inner)
            return f"{before}.{attr}" if before else None
    return None
