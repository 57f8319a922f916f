"""Plays inside a play: `- play: greeting` stands for the lines of greeting.yaml beside it.

What that play stubs comes along: its model's replies come before those of the play around it, its services
and transfers hold where the play around it says nothing of them. Its `call`, `languages` and tags do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow.faults import Faults, nearest
from runtime.flow.reader import read
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said

HARM = "The play is not performed, so nobody knows whether callers still get through."
DEEPEST = 3
"""Plays inside plays inside plays; deeper is more likely a mistake than a wish."""
_NAME = re.compile(r"\w[\w-]*(/\w[\w-]*)*")


@dataclass(slots=True)
class Inside:
    """Puts plays in. files: the text of every file that was read, by name."""

    faults: Faults
    files: dict[str, str] = field(default_factory=dict)

    def put_in(self, tree: Table, file: str) -> Table:
        """The tree with the lines of other plays in place of those that name them."""
        return self._with_lines(tree, (Path(file),))

    def _with_lines(self, tree: Table, around: tuple[Path, ...]) -> Table:
        """around: this file, inside those before it."""
        lines = tree.get("lines")
        if not isinstance(lines, Items) or not any(_names(line) for line in lines.members):
            return tree
        made: list[Node] = []
        stubs: list[Table] = []
        for line in lines.members:
            name = _names(line)
            if name is None:
                made.append(line)
                continue
            part = self._part(name, around)
            if part is None:
                made.append(line)  # else a play of nothing but this line would be called empty
                continue
            made += part.items("lines")
            stubs += [stub] if (stub := part.table("stub")) is not None else []
        key = tree.entries["lines"].key
        entries = {**tree.entries, "lines": Entry(key, Items(made, lines.mark))}
        own = tree.table("stub")
        if stubs:
            together = _together([*stubs, *([own] if own is not None else [])])
            entries["stub"] = Entry(tree.entries["stub"].key if "stub" in tree else key, together)
        return Table(entries, tree.mark, tree.flow)

    def _part(self, name: Text, around: tuple[Path, ...]) -> Table | None:
        if not _NAME.fullmatch(name.value):
            fix = "Write the file's name without its ending, such as `greeting` or `parts/greeting`."
            message = said("`{value}` is not a play's name", value=name.value)
            self._refuse("wrong-value", message, name, fix)
            return None
        folder = around[-1].parent
        file = folder / f"{name.value}.yaml"
        if any(_is_same(file, one) for one in around):
            ring = " → ".join((*(one.stem for one in around), file.stem))
            message = said("the plays stand inside one another: {ring}", ring=ring)
            self._refuse("play-in-itself", message, name, "Take one of them out.")
            return None
        if len(around) > DEEPEST:
            message = said("plays stand more than {count} deep inside one another", count=DEEPEST)
            self._refuse("play-too-deep", message, name, "Write the lines in place.")
            return None
        if not file.is_file():
            known = sorted(
                one.relative_to(folder).with_suffix("").as_posix() for one in folder.rglob("*.yaml")
            )
            message = said("there is no play `{name}`", name=name.value)
            fix = "Write the file's name without its ending, such as `greeting` or `parts/greeting`."
            self.faults.error(
                "unknown-play", message, name.mark, fix, harm=HARM, suggestion=nearest(name.value, known)
            )
            return None
        reading = read(file)
        self.faults.found += reading.diagnostics
        if reading.source is not None:
            self.files[reading.source.name] = reading.source.text
        if not isinstance(reading.tree, Table):
            return None
        if "cases" in reading.tree:
            message = said("`{name}` has `cases`, and cannot stand inside a play", name=name.value)
            self._refuse("cases-inside", message, name, "Write its lines in place, or take `cases` out.")
            return None
        return self._with_lines(reading.tree, (*around, file))

    def _refuse(self, rule: str, message: str, name: Text, fix: str) -> None:
        self.faults.error(rule, message, name.mark, fix, harm=HARM)


def _is_same(one: Path, other: Path) -> bool:
    return one == other or one.resolve() == other.resolve()


def _names(line: Node) -> Text | None:
    """The play that this line stands for; a line that is more than that is told of by the schema."""
    return line.text("play") if isinstance(line, Table) and len(line.entries) == 1 else None


def _together(stubs: list[Table]) -> Table:
    """Stubs as one, the last the strongest; lists of the model's replies follow one another."""
    made: dict[str, Entry] = {}
    for stub in stubs:
        for name, entry in stub.entries.items():
            before = made.get(name)
            if (
                name == "model"
                and before is not None
                and isinstance(before.value, Items)
                and isinstance(entry.value, Items)
            ):
                both = Items([*before.value.members, *entry.value.members], entry.value.mark)
                made[name] = Entry(entry.key, both)
            else:
                made[name] = entry
    return Table(made, stubs[-1].mark)
