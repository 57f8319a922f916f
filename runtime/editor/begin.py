"""What is named and not there yet, begun with one click: a prompt in every language, a state, a service.

`lint --fix` never does this: it would put a note where words belong. In the editor the author asks for it,
and `words-not-written` reminds her of every note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import dedent, indent

from runtime.flow.diagnostic import Diagnostic, Edit, Mark
from runtime.flow.project import project_root
from runtime.flow.reader import parse
from runtime.flow.rewrite import Path as Place
from runtime.flow.rewrite import rewritten
from runtime.flow.source import Source, split_lines
from runtime.flow.tree import Items, Table, Text
from runtime.flow.wording import said

Read = Callable[[Path], str]
"""The text of a file as the editor shows it; empty when there is none."""
NOTE = "TODO"
_NAMED = re.compile(r"`([a-z][a-z0-9_.]*)`")
_SERVICE = """\
  {name}:
    url: "https://example.org/{path}"   # {note}: the address of the service
    timeout: 3s
    returns:
      type: object
      required: [id]
      properties:
        id: {{type: string}}
"""


@dataclass(frozen=True, slots=True)
class Beginning:
    """title: what the click is called. edits: what it writes; a mark in a file that is not there makes it."""

    title: str
    edits: tuple[Edit, ...]


def beginnings(finding: Diagnostic, flow_path: Path, read: Read) -> Iterator[Beginning]:
    """What can be begun to mend a finding. flow_path: the folder or the file of the flow."""
    make = _MAKE.get(finding.rule)
    name = _NAMED.search(finding.message)
    if make is not None and name is not None:
        yield from make(finding, name[1], flow_path, read)


def _prompt(finding: Diagnostic, name: str, flow_path: Path, read: Read) -> Iterator[Beginning]:
    edits = _written(flow_path, read, [name], {})
    if edits and "." not in name and name not in ("yes", "no"):
        yield Beginning(said("Begin the words of `{name}` in every language", name=name), edits)


def _missing(finding: Diagnostic, name: str, flow_path: Path, read: Read) -> Iterator[Beginning]:
    texts: dict[str, str] = {}
    for _, table in reversed(list(_word_files(flow_path, read))):
        texts |= {
            key: entry.value.value.removeprefix(NOTE).strip()
            for key, entry in table.entries.items()
            if isinstance(entry.value, Text)
        }
    edits = _written(flow_path, read, texts, texts)
    if edits:
        yield Beginning("Begin every sentence that a language lacks", edits)


def _state(finding: Diagnostic, name: str, flow_path: Path, read: Read) -> Iterator[Beginning]:
    file = Path(finding.mark.file)
    tree = parse(Source(str(file), text := read(file))).tree
    states = tree.table("states") if isinstance(tree, Table) else None
    if states is None or states.flow or not states.entries or name in states:
        return
    last = next(reversed(states.entries.values()))
    ends = [key for key, one in states.entries.items() if isinstance(one.value, Table) and "end" in one.value]
    place = _last_line(last.value, last.key.mark.line)
    leads = ends[-1] if ends else last.key.value
    begun = f"\n{' ' * (last.key.mark.column - 1)}{name}: {{say: {name}, go: {leads}}}"
    mark = Mark(str(file), place, len(split_lines(text)[place - 1]) + 1, 0)
    yield Beginning(said("Begin a state `{name}`", name=name), (Edit(mark, begun),))


def _service(finding: Diagnostic, name: str, flow_path: Path, read: Read) -> Iterator[Beginning]:
    file = project_root(flow_path if flow_path.is_dir() else flow_path.parent) / "services.yaml"
    text = read(file)
    begun = _SERVICE.format(name=name, path=name.replace(".", "/"), note=NOTE)
    if text.strip():
        tree = parse(Source(str(file), text)).tree
        services = tree.table("services") if isinstance(tree, Table) else None
        if services is None or services.flow or name in services:
            return
        first = next(iter(services), None)
        if first is None:
            return
        begun = indent(dedent(begun), " " * (first.key.mark.column - 1))
        mark = Mark(str(file), first.key.mark.line, 1, 0)
    else:
        begun, mark = f"services:\n{begun}", Mark(str(file), 1, 1, 0)
    yield Beginning(said("Describe `{name}` in services.yaml", name=name), (Edit(mark, begun),))


_MAKE = {
    "unknown-prompt": _prompt,
    "missing-translation": _missing,
    "unknown-target": _state,
    "unknown-service": _service,
}


def _word_files(flow_path: Path, read: Read) -> Iterator[tuple[Path, Table]]:
    """The files of words of a flow that keeps them apart, and the prompts in them."""
    folder = flow_path / "prompts"
    for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        tree = parse(Source(str(file), read(file))).tree
        table = tree.table("prompts") if isinstance(tree, Table) else None
        if table is not None:
            yield file, table


def _written(
    flow_path: Path, read: Read, names: Mapping[str, str] | list[str], words: Mapping[str, str]
) -> tuple[Edit, ...]:
    """The edits that put a note for every name into each file of words that has not got it."""
    edits: list[Edit] = []
    for file, table in _word_files(flow_path, read):
        lacking: dict[Place, str] = {
            ("prompts", name): f"{NOTE} {words.get(name, '')}".strip() for name in names if name not in table
        }
        text = read(file)
        made = rewritten(text, lacking, list(names))
        if lacking and made.text != text:
            edits += _added(file, text, made.text)
    return tuple(edits)


def _added(file: Path, before: str, after: str) -> Iterator[Edit]:
    """The lines that the one text has more than the other, each block put behind the line above it."""
    old, new = split_lines(before), split_lines(after)
    newline = "\r\n" if "\r\n" in before else "\n"
    for kind, above, _, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "insert" and above:
            mark = Mark(str(file), above, len(old[above - 1]) + 1, 0)
            yield Edit(mark, "".join(newline + line for line in new[first:last]))


def _last_line(node: object, line: int) -> int:
    """The last line on which something of this node begins."""
    if isinstance(node, Table):
        for entry in node.entries.values():
            line = _last_line(entry.value, max(line, entry.key.mark.line))
    elif isinstance(node, Items):
        for member in node.members:
            line = _last_line(member, line)
    elif isinstance(node, Text):
        line = max(line, node.mark.line + node.value.count("\n") * node.verbatim)
    return line
