"""The author's desk: one project as its author sees it, unsaved words included.

Knows no protocol: places are Marks (1-based, code points). protocol.py turns them into what editors speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from runtime.editor.names import Kind, Use, slots_in_words, uses
from runtime.flow.diagnostic import Diagnostic, Edit, Mark
from runtime.flow.load import Loaded, load
from runtime.flow.model import Flow
from runtime.flow.project import OPERATOR_FILES, flow_file, flow_paths, project_root
from runtime.flow.reader import parse
from runtime.flow.source import read_source, unsaved
from runtime.flow.tree import Node, Table
from runtime.lint.rule import Profile
from runtime.lint.run import lint
from runtime.transcript.check import check_against
from runtime.transcript.reader import read_transcript

_PARTS = ("prompts", "personas", "transcripts")


@dataclass(slots=True)
class Desk:
    """opened: what the editor shows of files it has open, by resolved path; saved or not."""

    opened: dict[Path, str] = field(default_factory=dict)
    _good: dict[Path, Flow] = field(default_factory=dict)

    # -- what is wrong ---------------------------------------------------------------------------------

    def findings(self, file: Path) -> dict[Path, list[Diagnostic]]:
        """What is wrong with the flow that `file` belongs to, by file; a file without faults has an empty
        list, so that old marks are taken away. It is what `flowctl lint` says when no profile is named."""
        flow_path = flow_of(file)
        if flow_path is None:
            return {file: []}
        with unsaved(self.opened):
            loaded = self._loaded(flow_path)
            found = list(loaded.diagnostics)
            if loaded.flow is not None:
                found += lint([loaded.flow], loaded.files, profile=Profile.TEAM).findings
            found += self._of_transcripts(flow_path, loaded)
        by_file: dict[Path, list[Diagnostic]] = {Path(name).resolve(): [] for name in loaded.files}
        by_file[file] = []
        for one in dict.fromkeys(found):
            by_file.setdefault(Path(one.mark.file).resolve(), []).append(one)
        return by_file

    def _loaded(self, flow_path: Path) -> Loaded:
        loaded = load(flow_path)
        if loaded.flow is not None:
            self._good[flow_path] = loaded.flow
        return loaded

    def _of_transcripts(self, flow_path: Path, loaded: Loaded) -> Iterator[Diagnostic]:
        for file in _yaml(flow_path / "transcripts") if flow_path.is_dir() else ():
            script = read_transcript(file)
            yield from script.diagnostics
            if loaded.flow is not None and not script.diagnostics:
                for transcript in script.transcripts:
                    yield from check_against(loaded.flow, transcript)

    # -- names -------------------------------------------------------------------------------------------

    def flow(self, file: Path) -> Flow | None:
        """The flow that `file` belongs to: as it stands, or as it last could be built."""
        flow_path = flow_of(file)
        if flow_path is None:
            return None
        with unsaved(self.opened):
            return self._loaded(flow_path).flow or self._good.get(flow_path)

    def uses(self, file: Path) -> list[Use]:
        """Every name in the files that belong to one flow with `file`, the operator's files included."""
        found: list[Use] = []
        trees: list[tuple[Path, Node | None]] = []
        with unsaved(self.opened):
            for one in _files_with(file):
                if one.suffix == ".md":
                    mark = Mark(str(one), 1, 1)
                    found.append(Use(Kind.PERSONA, one.stem, mark, makes=True))
                    continue
                source, _ = read_source(one)
                tree = parse(source).tree if source else None
                trees.append((one, tree))
                found += uses(tree, of_flow=one.parent.name != "transcripts")
        known = {use.name for use in found if use.kind is Kind.SLOT}
        for _, tree in trees:
            found += slots_in_words(tree, known)
        return list(dict.fromkeys(found))

    def at(self, file: Path, line: int, column: int) -> Use | None:
        """The name under the cursor. line, column: 1-based, code points."""
        for use in self.uses(file):
            mark = use.mark
            here = Path(mark.file).resolve() == file.resolve() and mark.line == line
            if here and mark.column <= column <= mark.column + len(use.name):
                return use
        return None

    def definitions(self, file: Path, use: Use) -> list[Mark]:
        """Where a name is made; a prompt is made once in every language."""
        made = [one.mark for one in self.uses(file) if one.makes and _same(one, use)]
        if use.kind is Kind.FLOW:
            made += _flow_places(file, use.name)
        return list(dict.fromkeys(made))

    def references(self, file: Path, use: Use) -> list[Mark]:
        """Everywhere the name stands, where it is made included."""
        return list(dict.fromkeys(one.mark for one in self.uses(file) if _same(one, use)))

    def rename(self, file: Path, use: Use, name: str) -> list[Edit]:
        """The edits that give a thing another name everywhere in its flow, its words and its transcripts.
        Raises ValueError, with a sentence for the author, when it must not be done."""
        if use.kind not in RENAMED:
            raise ValueError(f"A {use.kind} is not renamed here: other flows may use it too.")
        if not name.isascii() or not name.replace("_", "").isalnum() or not name[:1].islower():
            raise ValueError("A name is small English letters, digits and _, beginning with a letter.")
        if name != name.lower():
            raise ValueError("A name is written in small letters.")
        every = self.uses(file)
        if any(one.kind is use.kind and one.name == name for one in every):
            raise ValueError(f"There is a {use.kind} `{name}` already.")
        return [Edit(one.mark, name) for one in dict.fromkeys(every) if _same(one, use)]


RENAMED = (Kind.STATE, Kind.PROMPT, Kind.PHRASES, Kind.SLOT)
"""What belongs to one flow alone."""


def _same(one: Use, other: Use) -> bool:
    return one.kind is other.kind and one.name == other.name


def flow_of(file: Path) -> Path | None:
    """The folder or file of the flow that a file belongs to; None for what belongs to no flow."""
    folder = file.parent
    if folder.name in _PARTS and flow_file(folder.parent) is not None:
        return folder.parent
    if file.name in OPERATOR_FILES or file.suffix not in (".yaml", ".yml"):
        return None
    if file.name in ("flow.yaml", "flow.yml"):
        return folder
    if folder.name in _PARTS:
        return None
    return file


def _files_with(file: Path) -> list[Path]:
    """The files whose names are one world with `file`."""
    flow_path = flow_of(file) or file
    folder = flow_path if flow_path.is_dir() else flow_path.parent
    found = [one for one in (flow_file(flow_path),) if one is not None and one.is_file()]
    if flow_path.is_dir():
        for part in ("prompts", "transcripts"):
            found += _yaml(folder / part)
        found += sorted((folder / "personas").glob("*.md"))
    root = project_root(folder)
    for name in ("contacts.yaml", "services.yaml"):
        above = next((up / name for up in (folder, *folder.parents) if (up / name).is_file()), None)
        if above is not None and above.is_relative_to(root):
            found.append(above)
    return list(dict.fromkeys([*found, *([file] if file.suffix in (".yaml", ".yml") else [])]))


def _yaml(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.suffix in (".yaml", ".yml") and one.name[0] != ".")


def _flow_places(file: Path, name: str) -> list[Mark]:
    """Where a flow of this project says that it is called `name`."""
    root = project_root(file.parent)
    for path in flow_paths(root) if root.is_dir() else ():
        first = flow_file(path)
        source, _ = read_source(first) if first is not None else (None, [])
        tree = parse(source).tree if source else None
        named = tree.text("flow") if isinstance(tree, Table) else None
        if named is not None and named.value == name:
            return [named.mark]
    return []
