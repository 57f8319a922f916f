"""Where a flow's files are: the flow, its words, its personas, and the operator's files above it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow.build import Parts
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import Faults, nearest
from runtime.flow.include import with_included
from runtime.flow.meant import as_meant
from runtime.flow.reader import read
from runtime.flow.scope import LANGUAGES
from runtime.flow.source import Source, read_source
from runtime.flow.tree import Table
from runtime.flow.wording import said

OPERATOR_FILES = ("contacts.yaml", "services.yaml", "numbers.yaml")
FLOW_FILES = ("flow.yaml", "flow.yml")
_MOST_LEVELS = 8

Check = Callable[[Table, str, Faults], None]
"""Checks a tree against the schema of that name."""


@dataclass(slots=True)
class Shelf:
    """Reads files once each and remembers what was read, for the version and for code frames.
    root: files outside it (by a symbolic link) are refused. misread: what the reader complained of."""

    faults: Faults
    check: Check
    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    misread: set[Diagnostic] = field(default_factory=set)

    def table(self, path: Path, schema: str) -> Table | None:
        """A YAML file that holds a table; None after a complaint."""
        if not self._inside(path):
            return None
        reading = read(path)
        self.faults.found.extend(reading.diagnostics)
        self.misread.update(one for one in reading.diagnostics if one.severity is not Severity.INFO)
        if reading.source:
            self.texts[str(path)] = reading.source.text
        if reading.tree is None:
            return None
        if not isinstance(reading.tree, Table):
            self.faults.error(
                "wrong-type",
                "a table of names and values must stand here",
                reading.tree.mark,
                "Begin with a name and a colon.",
            )
            return None
        tree = as_meant(reading.tree, schema, self.faults)
        self.check(tree, schema, self.faults)
        return tree

    def text(self, path: Path) -> Source | None:
        """A file of plain text; None after a complaint."""
        if not self._inside(path):
            return None
        source, faults = read_source(path)
        self.faults.found.extend(faults)
        if source:
            self.texts[str(path)] = source.text
        return source

    def version(self) -> str:
        """A hash of every file's place under the root and its text."""
        digest = hashlib.sha256()
        for name in sorted(self.texts, key=self._under_root):
            digest.update(f"{self._under_root(name)}\0{self.texts[name]}\0".encode("utf-8", "replace"))
        return digest.hexdigest()[:16]

    def _under_root(self, name: str) -> str:
        """The same from wherever the project is loaded, so that the same words have the same version."""
        path, root = Path(name), self.root.resolve()
        place = path.parent.resolve() / path.name
        return place.relative_to(root).as_posix() if place.is_relative_to(root) else path.name

    def _inside(self, path: Path) -> bool:
        try:
            outside = not path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            outside = True
        if outside:
            self.faults.error(
                "outside-project",
                "this file lies outside the project, behind a link",
                _mark(path),
                "Put the file itself here.",
            )
        return not outside


def _mark(path: Path) -> Mark:
    return Mark(str(path), 1, 1)


def project_root(folder: Path) -> Path:
    """The nearest folder at or above that holds numbers.yaml; without one, the nearest with contacts.yaml
    or services.yaml; without any, the folder itself."""
    above = [folder, *_parents(folder)]
    for names in (("numbers.yaml",), ("contacts.yaml", "services.yaml")):
        for one in above:
            if any((one / name).is_file() for name in names):
                return one
    return folder


def _parents(folder: Path) -> Iterator[Path]:
    """Parents as the author typed them; from `.` on upwards as real folders."""
    current = folder
    for _ in range(_MOST_LEVELS):
        parent = current.parent
        if parent == current or str(current) in ("", "."):
            parent = current.resolve().parent
            if parent == current.resolve():
                return
        current = parent
        yield current


def parts(path: Path, root: Path, shelf: Shelf) -> Parts | None:
    """Reads everything one flow is made of. path: the folder of a flow, or its file."""
    file = flow_file(path)
    if file is None:
        name = (
            nearest(path.name, [one.name for one in path.parent.iterdir()]) if path.parent.is_dir() else None
        )
        what = "there is no flow.yaml in this folder" if path.is_dir() else "there is no such file or folder"
        shelf.faults.error("cannot-read", what, _mark(path), suggestion=name)
        return None
    tree = shelf.table(file, "flow")
    whole = tree or Table({}, _mark(file))  # the other files are read all the same: one run, all faults
    included = with_included(whole, file, root, lambda one: shelf.table(one, "include"), shelf.faults)
    made = Parts(included.tree, shared_prompts=included.prompts, shared_phrases=included.phrases)
    folder = file.parent
    if file.name in FLOW_FILES:
        _prompt_files(folder, made, shelf)
    for one in _files(folder / "personas", ".md"):
        source = shelf.text(one)
        if source:
            made.personas[one.stem] = source
    made.contacts = _operator_file(folder, root, "contacts", shelf)
    made.services = _operator_file(folder, root, "services", shelf)
    made.version, made.files = shelf.version(), tuple(shelf.texts)
    return made if tree else None


def flow_file(path: Path) -> Path | None:
    """The file a flow begins with: the path itself, or flow.yaml in it."""
    if path.is_dir():
        return next((path / name for name in FLOW_FILES if (path / name).exists()), None)
    return path if path.exists() or path.is_symlink() else None


def _prompt_files(folder: Path, made: Parts, shelf: Shelf) -> None:
    for one in _files(folder / "prompts", ".yaml", ".yml"):
        if one.stem not in LANGUAGES:
            near = nearest(one.stem, LANGUAGES)
            shelf.faults.error(
                "bad-language-tag",
                said("`{stem}` is not a language; nobody would read this file", stem=one.stem),
                _mark(one),
                "Name the file after its language, for example te-IN.yaml.",
                suggestion=near and f"{near}.yaml",
            )
            continue
        tree = shelf.table(one, "prompts")
        if tree:
            made.prompts[one.stem] = tree


def _files(folder: Path, *endings: str) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.suffix in endings and not one.name.startswith("."))


def _operator_file(folder: Path, root: Path, name: str, shelf: Shelf) -> Table | None:
    current = folder
    for parent in [folder, *_parents(folder)]:
        current = parent
        file = current / f"{name}.yaml"
        if file.is_file() or file.is_symlink():
            return shelf.table(file, name)
        if current.resolve() == root.resolve():
            return None
    return None


def flow_paths(folder: Path) -> list[Path]:
    """Every flow of a project: folders with a flow.yaml, and single files beside them."""
    found: list[Path] = []
    for one in sorted(folder.iterdir()):
        if one.name.startswith("."):
            continue
        folder_flow = one.is_dir() and flow_file(one) is not None
        file_flow = one.suffix in (".yaml", ".yml") and one.name not in OPERATOR_FILES and not one.is_dir()
        if folder_flow or file_flow:
            found.append(one)
    return found


def neighbourhood(folder: Path, root: Path) -> Path:
    """Where the flows are that a flow in `folder` may run: the project. One that is a folder without
    operator's files anywhere is looked for beside its own folder."""
    return root.parent if root == folder and flow_file(folder) else root


class Neighbours:
    """The flows of a project by the name that stands in them; read when one is asked for. Of two that have
    the same name it is the one's whose folder or file is called so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths: dict[str, Path] | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._named())

    def path(self, name: str) -> Path | None:
        """Where the flow of this name is."""
        return self._named().get(name)

    def _named(self) -> dict[str, Path]:
        if self._paths is None:
            paths = flow_paths(self.folder) if self.folder.is_dir() else []
            named = [(name, path) for path in paths if (name := self._name(path))]
            self._paths = {}
            for name, path in sorted(named, key=lambda one: one[0] != one[1].stem):
                self._paths.setdefault(name, path)
            for name, path in named:
                if self._paths[name] != path:  # its name is another's; others may still mean it by its folder
                    self._paths.setdefault(path.stem, path)
        return self._paths

    def _name(self, path: Path) -> str | None:
        file = flow_file(path)
        try:
            if file is None or not file.resolve().is_relative_to(self.folder.resolve()):
                return None
        except (OSError, RuntimeError):
            return None
        tree = read(file).tree
        name = tree.text("flow") if isinstance(tree, Table) else None
        return name.value if name else path.stem


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, by file and line."""
    return tuple(sorted(set(found), key=lambda one: (one.mark, one.rule, one.message)))


def without_echoes(found: Iterable[Diagnostic], shelf: Shelf) -> tuple[Diagnostic, ...]:
    """The findings in order, without what later stages think of a line that YAML would lose or misread."""
    lines = {(one.mark.file, one.mark.line) for one in shelf.misread}
    return in_order(
        one for one in found if one in shelf.misread or (one.mark.file, one.mark.line) not in lines
    )
