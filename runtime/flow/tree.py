"""What the author wrote, before anybody asks what it means: texts, tables and lists that know their place.

Every scalar is text ("no", "08", "1:30" and "+9198…" are what they look like); the schema and the build
give it a kind. Positions travel in the type, so that no later stage can forget the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from runtime.flow.diagnostic import Mark


@dataclass(frozen=True, slots=True)
class Text:
    """value: normalised to NFC. plain: written without quotes. cut: what stands on the same line behind
    a ` #` that YAML took for the start of a remark, or "". verbatim: the value is what stands in the file
    from the mark on, line by line (a whole file of words)."""

    value: str
    mark: Mark
    plain: bool = True
    cut: str = ""
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    key: Text
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """entries: in the author's order. flow: written with braces."""

    entries: dict[str, Entry]
    mark: Mark
    flow: bool = False

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def text(self, key: str) -> Text | None:
        """The value under `key` when it is text; None otherwise (the schema has complained)."""
        value = self.get(key)
        return value if isinstance(value, Text) else None

    def table(self, key: str) -> Table | None:
        """The value under `key` when it is a table; None otherwise."""
        value = self.get(key)
        return value if isinstance(value, Table) else None

    def items(self, key: str) -> tuple[Node, ...]:
        """The members of the list under `key`; empty when there is none."""
        value = self.get(key)
        return tuple(value.members) if isinstance(value, Items) else ()


@dataclass(frozen=True, slots=True)
class Items:
    members: list[Node] = field(default_factory=list)
    mark: Mark = field(default_factory=lambda: Mark("", 1, 1))


Node = Text | Table | Items


def at(node: Node | None, path: list[str | int]) -> Node | None:
    """The node under `path`, or None."""
    for step in path:
        if isinstance(node, Table) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.members):
            node = node.members[step]
        else:
            return None
    return node


def plain(node: Node) -> object:
    """The node as dicts, lists and text, for the schema validator. Depth is bounded by the reader."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Table):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    return [plain(member) for member in node.members]
