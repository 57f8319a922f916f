"""Which check a path asks for: a project, a flow, or one of the files that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runtime.flow import project
from runtime.flow.contacts import contacts
from runtime.flow.diagnostic import Diagnostic
from runtime.flow.faults import Faults
from runtime.flow.load import load, load_project
from runtime.flow.project import OPERATOR_FILES, Shelf, flow_file, project_root
from runtime.flow.schema import check
from runtime.flow.services import services

_YAML = (".yaml", ".yml")
_OWNED = ("prompts", "personas")
"""Folders whose files are checked with the flow they belong to."""


@dataclass(frozen=True, slots=True)
class Checked:
    """diagnostics: in the order of files and lines. files: what was read, with its text."""

    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, str]


def check_path(path: Path) -> Checked:
    """Everything that is wrong with a folder or file. Never raises for what stands in a file."""
    if not path.is_dir():
        return _file(path)
    owner = _owner(path / "any")
    if path.name in _OWNED and owner:
        return _flow(owner)
    if path.name == "transcripts":
        return _transcripts(path)
    loaded = load_project(path)
    checked = [Checked(loaded.diagnostics, loaded.files)]
    folders = [path] if flow_file(path) else sorted(one for one in path.iterdir() if one.is_dir())
    checked += [_transcripts(one / "transcripts") for one in folders if (one / "transcripts").is_dir()]
    return _together(checked)


def _file(path: Path) -> Checked:
    owner = _owner(path)
    if path.parent.name in _OWNED and owner:
        return _flow(owner)
    if path.parent.name == "transcripts":
        return _alone(path, "transcript")
    if path.name in OPERATOR_FILES:
        if path.stem == "numbers":
            loaded = load_project(path.parent)
            found = tuple(one for one in loaded.diagnostics if one.mark.file == str(path))
            return Checked(found, {str(path): loaded.files.get(str(path), "")})
        return _alone(path, path.stem)
    return _flow(path)


def _flow(path: Path) -> Checked:
    loaded = load(path)
    return Checked(loaded.diagnostics, loaded.files)


def _owner(path: Path) -> Path | None:
    """The flow that a file in prompts/ or personas/ belongs to."""
    folder = path.parent.parent
    return folder if flow_file(folder) else None


def _transcripts(folder: Path) -> Checked:
    files = sorted(one for one in folder.iterdir() if one.suffix in _YAML and not one.name.startswith("."))
    return _together([_alone(one, "transcript") for one in files])


def _alone(path: Path, schema: str) -> Checked:
    faults = Faults()
    shelf = Shelf(faults, check, project_root(path.parent))
    tree = shelf.table(path, schema)
    if schema == "contacts":
        contacts(tree, faults)
    elif schema == "services":
        services(tree, faults)
    return Checked(project.without_echoes(faults.found, shelf), dict(shelf.texts))


def _together(parts: list[Checked]) -> Checked:
    found: dict[Diagnostic, None] = {}
    files: dict[str, str] = {}
    for one in parts:
        found.update(dict.fromkeys(one.diagnostics))
        files.update(one.files)
    return Checked(tuple(found), files)
