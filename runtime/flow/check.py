"""Which check a path asks for: a project, a flow, or one of the files that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow import project
from runtime.flow.contacts import contacts
from runtime.flow.diagnostic import Diagnostic
from runtime.flow.faults import Faults
from runtime.flow.load import load, load_project
from runtime.flow.model import Flow
from runtime.flow.project import OPERATOR_FILES, Shelf, flow_file, project_root
from runtime.flow.schema import check
from runtime.flow.services import services

_YAML = (".yaml", ".yml")
TRANSCRIPTS = "transcripts"
_OWNED = ("prompts", "personas")
"""Folders whose files are checked with the flow they belong to."""


@dataclass(frozen=True, slots=True)
class Checked:
    """diagnostics: in the order of files and lines. files: what was read, with its text.
    transcripts: files that belong to it and are read one floor above. flows: those that could be loaded."""

    diagnostics: tuple[Diagnostic, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    transcripts: tuple[Path, ...] = ()
    flows: tuple[Flow, ...] = ()


def check_path(path: Path) -> Checked:
    """Everything that is wrong with a folder or file. Never raises for what stands in a file."""
    if not path.is_dir():
        return _file(path)
    owner = _owner(path / "any")
    if path.name in _OWNED and owner:
        return _flow(owner)
    if path.name == TRANSCRIPTS:
        return Checked(transcripts=_yaml_files(path))
    loaded = load_project(path)
    folders = [path] if flow_file(path) else [path, *sorted(one for one in path.iterdir() if one.is_dir())]
    transcripts = [file for one in folders for file in _yaml_files(one / TRANSCRIPTS)]
    return Checked(loaded.diagnostics, loaded.files, tuple(transcripts), tuple(loaded.flows.values()))


def _file(path: Path) -> Checked:
    owner = _owner(path)
    if path.parent.name in _OWNED and owner:
        return _flow(owner)
    if path.parent.name == TRANSCRIPTS:
        return Checked(transcripts=(path,))
    if path.name in OPERATOR_FILES:
        if path.stem == "numbers":
            loaded = load_project(path.parent)
            found = tuple(one for one in loaded.diagnostics if one.mark.file == str(path))
            return Checked(found, {str(path): loaded.files.get(str(path), "")})
        return _alone(path, path.stem)
    return _flow(path)


def _flow(path: Path) -> Checked:
    loaded = load(path)
    return Checked(loaded.diagnostics, loaded.files, flows=(loaded.flow,) if loaded.flow else ())


def _owner(path: Path) -> Path | None:
    """The flow that a file in prompts/ or personas/ belongs to."""
    folder = path.parent.parent
    return folder if flow_file(folder) else None


def _yaml_files(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(one for one in folder.iterdir() if one.suffix in _YAML and not one.name.startswith("."))
    )


def _alone(path: Path, schema: str) -> Checked:
    faults = Faults()
    shelf = Shelf(faults, check, project_root(path.parent))
    tree = shelf.table(path, schema)
    if schema == "contacts":
        contacts(tree, faults)
    elif schema == "services":
        services(tree, faults)
    return Checked(project.without_echoes(faults.found, shelf), dict(shelf.texts))
