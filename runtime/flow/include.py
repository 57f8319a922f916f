"""`include`: words, slots, states and habits that several flows of a project share.

    include: [../common/words.yaml]

The parts of the named files are put behind those of the flow. A name stands in one place only; of
`defaults` the flow's own come first, for the nearest statement wins whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow.faults import Faults, nearest
from runtime.flow.tree import Entry, Items, Table, Text
from runtime.flow.wording import said

DEEPEST = 3
"""Files that may include one another in a row."""
NAMED = ("slots", "states", "prompts", "phrases")
IN_ORDER = ("anywhere", "escalation")
HARM_TWICE = "Callers would hear one of the two, and nobody could say which."

Open = Callable[[Path], Table | None]
"""Reads one included file and complains of what stands in it."""


@dataclass(slots=True)
class Included:
    """tree: the flow's table with the parts of the files in it. words: tables of prompts and phrases per
    language, by name. files: what was included."""

    tree: Table
    prompts: Table
    phrases: Table
    files: set[Path] = field(default_factory=set)


def with_included(tree: Table, file: Path, root: Path, read: Open, faults: Faults) -> Included:
    """The flow of `file` with everything that it includes. Files outside `root` are refused."""
    copy = Table(dict(tree.entries), tree.mark, tree.flow)
    made = Included(copy, Table({}, tree.mark), Table({}, tree.mark))
    copy.entries.pop("include", None)
    _Including(made, root.resolve(), read, faults).take(tree, [_place(file)], file)
    return made


class _Including:
    def __init__(self, made: Included, root: Path, read: Open, faults: Faults) -> None:
        self._made = made
        self._root = root
        self._read = read
        self._faults = faults

    def take(self, tree: Table, above: list[Path], file: Path) -> None:
        """above: the files that include one another down to this one, the flow first."""
        for one in tree.items("include"):
            if isinstance(one, Text):
                self._file(one, above, file)

    def _file(self, name: Text, above: list[Path], file: Path) -> None:
        path = Path(os.path.normpath(file.parent / name.value)) if "\0" not in name.value else Path("\0")
        place = _place(path)
        if Path(name.value).is_absolute() or not place.is_relative_to(self._root):
            self._faults.error(
                "include-escape",
                said("`{name}` lies outside the project", name=name.value),
                name.mark,
                said("Put it below {root}, the folder that holds numbers.yaml or contacts.yaml.",
                     root=self._root.name),
            )  # fmt: skip
        elif place in above:
            ring = " → ".join(one.name for one in [*above[above.index(place) :], place])
            self._faults.error(
                "include-cycle",
                said("these files include one another in a ring: {ring}", ring=ring),
                name.mark,
                "Move what they share into a file that includes none of them.",
            )
        elif not _is_file(path):
            there = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
            self._faults.error(
                "include-missing",
                said("there is no file `{name}`", name=name.value),
                name.mark,
                "The path is counted from the folder of this file:  ../common/words.yaml.",
                suggestion=nearest(path.name, there),
            )
        elif len(above) > DEEPEST:
            self._faults.error(
                "too-deep",
                said("more than {most} files include one another in a row", most=DEEPEST),
                name.mark,
                "Include the file in the flow itself.",
            )
        elif place not in self._made.files:
            self._made.files.add(place)
            tree = self._read(path)
            if tree is not None:
                self._merge(tree)
                self.take(tree, [*above, place], path)

    def _merge(self, tree: Table) -> None:
        for key in NAMED:
            shared = tree.table(key)
            if shared is not None:
                own = self._made.prompts if key == "prompts" else self._made.phrases
                if key in ("slots", "states"):
                    own = self._own_table(key, tree)
                for entry in shared:
                    self._once(own, entry)
        for key in IN_ORDER:
            members = tree.items(key)
            if members:
                known = self._made.tree.entries.get(key)
                before = known.value.members if known and isinstance(known.value, Items) else []
                entry = known or tree.entries[key]
                self._made.tree.entries[key] = Entry(entry.key, Items([*before, *members], entry.value.mark))
        shared = tree.table("defaults")
        if shared is not None:
            own = self._own_table("defaults", tree)
            for entry in shared:
                own.entries.setdefault(entry.key.value, entry)

    def _own_table(self, key: str, tree: Table) -> Table:
        """The flow's table under `key`, a copy that may be added to."""
        entry = self._made.tree.entries.get(key) or tree.entries[key]
        known = self._made.tree.table(key)
        table = Table(dict(known.entries) if known else {}, entry.value.mark)
        self._made.tree.entries[key] = Entry(entry.key, table)
        return table

    def _once(self, own: Table, entry: Entry) -> None:
        known = own.entries.get(entry.key.value)
        if known is None:
            own.entries[entry.key.value] = entry
        else:
            twice(self._faults, entry.key, known.key)


def twice(faults: Faults, name: Text, first: Text) -> None:
    """A name that two files define."""
    faults.error(
        "duplicate-id",
        said("`{name}` is defined here and in {file}", name=name.value, file=Path(first.mark.file).name),
        name.mark,
        "Remove one of the two, or rename it.",
        harm=HARM_TWICE,
        related=(("also defined here", first.mark),),
    )


def _is_file(path: Path) -> bool:
    """A name that is too long for the disk is no file either."""
    try:
        return path.is_file()
    except OSError:
        return False


def _place(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
