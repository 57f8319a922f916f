"""The only way from files to a Flow. Everybody loads by it, so nobody can disagree.

    load("flows/electricity")        one flow: its folder, or its file
    load_project("flows")            every flow of a folder, and which number each answers

No exception leaves here for anything that stands in a file; what is wrong is in `diagnostics`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow import project
from runtime.flow.build import build
from runtime.flow.contacts import E164
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import Faults
from runtime.flow.model import Flow
from runtime.flow.project import Shelf, flow_paths, project_root
from runtime.flow.schema import check
from runtime.flow.tree import Text


@dataclass(frozen=True, slots=True)
class Loaded:
    """flow: None when there is an error among the diagnostics. files: every file that was read, by the
    name that marks carry, with its text (for code frames)."""

    flow: Flow | None
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """flows: by the name that stands in them; only those without errors. numbers: E.164 → flow name.
    default: the flow of a number that is not listed."""

    flows: Mapping[str, Flow]
    numbers: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)


def load(path: str | Path, root: str | Path | None = None) -> Loaded:
    """One flow and all that is wrong with it. path: its folder or file. root: the project's folder, where
    the operator's files are looked for; found from the path when not given."""
    path = Path(path)
    faults = Faults()
    folder = path if path.is_dir() else path.parent
    top = Path(root) if root is not None else project_root(folder)
    shelf = Shelf(faults, check, top)
    parts = project.parts(path, top, shelf)
    flow = build(parts, faults) if parts else None
    if flow is None and not faults.any_error:
        faults.error("not-built", "this flow cannot be built, and no check says why", Mark(str(path), 1, 1))
    return Loaded(flow, project.without_echoes(faults.found, shelf), dict(shelf.texts))


def load_project(folder: str | Path) -> Project:
    """Every flow under a folder (or the one flow that the path is), with the numbers they answer."""
    folder = Path(folder)
    alone = not folder.is_dir() or project.flow_file(folder) is not None
    paths = [folder] if alone else flow_paths(folder)
    root = project_root(folder if folder.is_dir() else folder.parent)
    flows: dict[str, Flow] = {}
    found: dict[Diagnostic, None] = {}
    files: dict[str, str] = {}
    faults = Faults()
    names: dict[str, Mark] = {}
    for path in paths:
        loaded = load(path, root)
        found.update(dict.fromkeys(loaded.diagnostics))
        files.update(loaded.files)
        if loaded.flow:
            _keep(loaded.flow, flows, names, faults)
    if not paths:
        faults.error(
            "no-flows",
            "there is no flow in this folder",
            Mark(str(folder), 1, 1),
            "A flow is a folder with a flow.yaml, or one file.",
        )
    shelf = Shelf(faults, check, root)
    numbers, default = _numbers(root, shelf, flows, {path.stem for path in paths}, alone)
    files.update(shelf.texts)
    found.update(dict.fromkeys(faults.found))
    return Project(flows, numbers, default or _only(flows), project.in_order(found), files)


def _keep(flow: Flow, flows: dict[str, Flow], names: dict[str, Mark], faults: Faults) -> None:
    if flow.name in names:
        faults.error(
            "duplicate-name",
            f"two flows are called `{flow.name}`",
            flow.mark,
            "Give one of them another name.",
            related=(("the other is here", names[flow.name]),),
        )
        return
    names[flow.name] = flow.mark
    flows[flow.name] = flow


def _only(flows: Mapping[str, Flow]) -> str | None:
    return next(iter(flows)) if len(flows) == 1 else None


def _numbers(
    root: Path, shelf: Shelf, flows: Mapping[str, Flow], broken: set[str], alone: bool
) -> tuple[dict[str, str], str | None]:
    """Which flow answers which number. A flow that is broken has been complained of already."""
    file = root / "numbers.yaml"
    tree = shelf.table(file, "numbers") if file.is_file() or file.is_symlink() else None
    if tree is None:
        return {}, None
    numbers: dict[str, str] = {}
    for entry in tree.table("numbers") or ():
        if not E164.match(entry.key.value):
            shelf.faults.error(
                "number-format",
                f"`{entry.key.value}` is not a number in the international form",
                entry.key.mark,
                'Write + and the country code, without blanks:  "+914022334455".',
                harm="Calls to it would not be answered.",
            )
        elif isinstance(entry.value, Text) and _known(entry.value, flows, broken, alone, shelf.faults):
            numbers[entry.key.value] = entry.value.value
    default = tree.text("default")
    known = default is not None and _known(default, flows, broken, alone, shelf.faults)
    return numbers, default.value if default and known else None


def _known(name: Text, flows: Mapping[str, Flow], broken: set[str], alone: bool, faults: Faults) -> bool:
    if name.value in flows:
        return True
    if not alone and name.value not in broken:
        faults.unknown(
            "unknown-flow", "flow", name, flows, harm="Calls to this number would not be answered."
        )
    return False
