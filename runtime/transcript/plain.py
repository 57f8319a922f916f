"""What the texts and tables of a transcript mean, taken by themselves: words per language, durations, values
as a service or a model would send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runtime.flow.tree import Items, Node, Table, Text
from runtime.transcript.model import Words


def json_value(node: Node) -> Any:
    """What a service or the model would send: bare numbers, yes and no keep their kind, quoted words and
    whatever JSON would not take for a number ("08", "+91…") are text."""
    if isinstance(node, Table):
        return {entry.key.value: json_value(entry.value) for entry in node}
    if isinstance(node, Items):
        return [json_value(member) for member in node.members]
    if not node.plain:
        return node.value
    if node.value in ("yes", "no", "true", "false"):  # a service's own papers say true
        return node.value in ("yes", "true")
    digits = node.value.removeprefix("-")
    whole, _, fraction = digits.partition(".")
    if not whole.isascii() or not whole.isdigit() or (len(whole) > 1 and whole[0] == "0") or len(digits) > 15:
        return node.value
    if not fraction:
        return int(node.value) if "." not in digits else node.value
    return float(node.value) if fraction.isascii() and fraction.isdigit() else node.value


def words(node: Node) -> Words:
    """One text for all languages, or one for each."""
    if isinstance(node, Text):
        return Words(node.value)
    assert isinstance(node, Table)
    by_language: Mapping[str, str] = {entry.key.value: text(entry.value).value for entry in node}
    return Words(None, by_language)


def text(node: Node) -> Text:
    """The node, which the schema lets be text only."""
    assert isinstance(node, Text)
    return node


def value(node: Text | None) -> str | None:
    """The text's value, or None when there is no text."""
    return node.value if node is not None else None


def listed(node: Node | None) -> tuple[Node, ...]:
    """The members of a list; one thing is a list of one."""
    if node is None:
        return ()
    return tuple(node.members) if isinstance(node, Items) else (node,)


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or one text."""
    return tuple(member.value for member in listed(node) if isinstance(member, Text))


def seconds(node: Text) -> float:
    """ "8s" and "2m", as the schema lets them through."""
    return float(node.value[:-1]) * (60.0 if node.value.endswith("m") else 1.0)
