"""One play, many rows: `cases` gives `<name>` in the play its values, one play for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from runtime.flow.faults import Faults, listed, nearest
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.transcript.inside import HARM

_PLACE = re.compile(r"<([a-z][a-z0-9_]*)>")
_TITLE = "case"
"""The column that names the row, and stands nowhere in the play."""
_SHOWN = 3
"""Values that name a row which has no name of its own."""
_UNFILLED = ("cases", "transcript", "languages", "tags", "skip", "expected_to_fail", "written_by", "flow")


@dataclass(frozen=True, slots=True)
class Row:
    """A play with the values of one row. title: the row in a few words; "" when there are no rows."""

    tree: Table
    title: str = ""


def rows(tree: Table, faults: Faults) -> list[Row]:
    """A play for each row of `cases`, or the one there is. Complains of names without a value."""
    cases = [case for case in tree.items("cases") if isinstance(case, Table)]
    if not cases:
        for place in _places(tree):
            if _PLACE.fullmatch(place.value):
                message = said("`{name}` stands for a value, and there are no `cases`", name=place.value)
                _complain(faults, "unknown-column", message, place, "Add `cases:` with a row for each value.")
        return [Row(tree)]
    used: set[str] = set()
    made = [Row(_filled_in(tree, case, used, faults), _title(case)) for case in cases]
    for case in cases[:1]:
        for entry in case:
            name = entry.key.value
            if name not in used and name != _TITLE:
                message = said("no line of the play has `<{name}>`", name=name)
                fix = "Write it where the value belongs, or take the column out."
                _complain(faults, "unused-column", message, entry.key, fix)
    return made


def _filled_in(tree: Table, case: Table, used: set[str], faults: Faults) -> Table:
    """The tree with this row's values."""

    def filled(node: Node) -> Node:
        match node:
            case Text():
                return in_text(node)
            case Table():
                entries = {key: Entry(entry.key, filled(entry.value)) for key, entry in node.entries.items()}
                return Table(entries, node.mark, node.flow)
            case Items():
                return Items([filled(member) for member in node.members], node.mark)

    def in_text(text: Text) -> Node:
        names = _PLACE.findall(text.value)
        if not names:
            return text
        used.update(names)
        for name in names:
            if name not in case:
                _missing(name, case, text, faults)
                return text
        if _PLACE.fullmatch(text.value):
            return _at(case.entries[names[0]].value, text)
        values = {name: case.text(name) for name in names}
        made = _PLACE.sub(lambda found: value.value if (value := values[found[1]]) else found[0], text.value)
        return replace(text, value=made)

    entries = {
        key: entry if key in _UNFILLED else Entry(entry.key, filled(entry.value))
        for key, entry in tree.entries.items()
    }
    return Table(entries, tree.mark, tree.flow)


def _at(value: Node, place: Text) -> Node:
    """A row's value where it is used: what goes wrong with it is shown in the line of the play."""
    return replace(value, mark=place.mark) if isinstance(value, Text) else value


def _missing(name: str, case: Table, place: Text, faults: Faults) -> None:
    columns = [entry.key.value for entry in case]
    message = said("the row has no value for `<{name}>`", name=name)
    faults.error(
        "unknown-column",
        message,
        case.mark,
        said("The row has: {names}.", names=listed(columns)),
        harm=HARM,
        suggestion=nearest(name, columns),
        related=((said("it is used here"), place.mark),),
    )


def _title(case: Table) -> str:
    name = case.text(_TITLE)
    if name is not None:
        return name.value
    shown = [f"{e.key.value}: {e.value.value}" for e in case if isinstance(e.value, Text)]
    return ", ".join(shown[:_SHOWN])


def _places(node: Node) -> Iterator[Text]:
    match node:
        case Text():
            yield node
        case Table():
            for key, entry in node.entries.items():
                if key not in _UNFILLED:
                    yield from _places(entry.value)
        case Items():
            for member in node.members:
                yield from _places(member)


def _complain(faults: Faults, rule: str, message: str, place: Text, fix: str) -> None:
    faults.error(rule, message, place.mark, fix, harm=HARM)
