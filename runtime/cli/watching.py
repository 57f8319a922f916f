"""What `lint --watch` does: looks again after every save, at the flow that was saved and no other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from runtime.flow.project import OPERATOR_FILES, flow_file

SUFFIXES = (".yaml", ".yml", ".md")
QUIET = 100
"""Milliseconds without another save before we look: an editor may write a file in two steps."""


def watch(paths: list[Path], again: Callable[[list[Path]], object], tell: Callable[[str], object]) -> None:
    """Calls `again` with what has to be looked at, after every save, until the author presses Ctrl-C.
    tell: is given the name of what was saved and the time that looking took."""
    from watchfiles import watch as saves

    folders = {path if path.is_dir() else path.parent for path in paths}
    try:
        for changes in saves(*folders, debounce=QUIET, step=QUIET // 2, raise_interrupt=True):
            respond(paths, (Path(name) for _, name in changes), again, tell)
    except KeyboardInterrupt:
        return


def respond(
    paths: list[Path],
    saved: Iterable[Path],
    again: Callable[[list[Path]], object],
    tell: Callable[[str], object],
) -> None:
    """Looks again at what these saves can have touched; at nothing when they are no files of flows."""
    files = [file for file in saved if file.suffix in SUFFIXES and not file.name.startswith(".")]
    if not files:
        return
    names = ", ".join(sorted({file.name for file in files}))
    began = time.perf_counter()
    again(touched(paths, files))
    tell(f"{names}: looked again in {time.perf_counter() - began:.2f} s")


def touched(paths: list[Path], files: Iterable[Path]) -> list[Path]:
    """The flows that these files belong to; all paths for a file that several flows may share."""
    flows: list[Path] = []
    for file in files:
        flow = _flow_of(file)
        if flow is None or file.name in OPERATOR_FILES:
            return paths
        flows.append(flow)
    return list(dict.fromkeys(flows))


def _flow_of(file: Path) -> Path | None:
    """The folder of the flow a file is a part of, or the file itself when it is a whole flow."""
    for folder in (file.parent, file.parent.parent):
        if flow_file(folder):
            return folder
    return None
