"""The flow that somebody means by a name or a path, for every command that takes one."""

from __future__ import annotations

from pathlib import Path

from runtime.flow.faults import listed, nearest
from runtime.flow.project import FLOW_FILES, flow_paths
from runtime.share import share


class NoSuchFlow(Exception):
    """str(self): one sentence for the person who typed it."""


def which_flow(name: str) -> Path:
    """A path that exists, or a flow of the folder `flows` here, or a shipped one. Raises NoSuchFlow."""
    path = Path(name)
    if path.exists():
        return path
    shelves = [folder for folder in (Path("flows"), share("flows")) if folder.is_dir()]
    known = {one.stem: one for shelf in reversed(shelves) for one in flow_paths(shelf)}
    if name in known:
        return known[name]
    near = nearest(name, known)
    meant = f"did you mean {near}?" if near else f"there are {listed(known)}"
    raise NoSuchFlow(f"there is no flow {name}; {meant}")


def which_flows(names: list[str] | None) -> list[Path]:
    """Several, each once; a folder of flows means all in it, and no name the folder `flows`, or the shipped
    flows. Raises NoSuchFlow."""
    if not names:
        return list(flow_paths(Path("flows") if Path("flows").is_dir() else share("flows")))
    found: list[Path] = []
    for name in names:
        path = which_flow(name)
        several = list(flow_paths(path)) if path.is_dir() and not _is_flow(path) else []
        found += several or [path]
    return list(dict.fromkeys(found))


def _is_flow(path: Path) -> bool:
    return any((path / name).exists() for name in FLOW_FILES)
