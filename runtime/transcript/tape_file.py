"""The tape of a call in what was left behind of it: the folder of `flowctl call`, its timeline.json, a
server's journal (one line of JSON after the other), or a tape alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from runtime.flow.wording import said
from runtime.transcript.record import NoTape

TIMELINE = "timeline.json"
LARGEST = 64 * 1024 * 1024
"""Bytes; a longer file is none of ours."""


def newest_call(folder: Path) -> Path:
    """The call in this folder that was made last. Raises NoTape."""
    files = sorted(folder.glob(f"*/{TIMELINE}"), key=lambda file: (file.stat().st_mtime, str(file)))
    if not files:
        raise NoTape(said("no call is kept here; `flowctl call` keeps one"))
    return files[-1].parent


def read_tape(path: Path) -> Mapping[str, Any]:
    """The tape in a folder or file. Raises NoTape."""
    file = path / TIMELINE if path.is_dir() else path
    if not file.is_file():
        raise NoTape(said("there is no such call"))
    try:
        if file.stat().st_size > LARGEST:
            raise NoTape(said("it holds no call that could be told again"))
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoTape(said("it cannot be read")) from None
    return _tape(_read(text))


def _tape(read: Any) -> Mapping[str, Any]:
    if isinstance(read, Mapping) and "tape" in read and not isinstance(read["tape"], Mapping):
        return read
    lines = read.get("journal") if isinstance(read, Mapping) else read
    if not isinstance(lines, list) or not all(isinstance(line, Mapping) for line in lines):
        raise NoTape(said("it holds no call that could be told again"))
    for line in lines:
        if isinstance(tape := line.get("tape"), Mapping):
            return tape
    if not lines:
        raise NoTape(said("nothing was kept of what the server did; `flowctl call --admin-token` keeps it"))
    if any("ended" in line for line in lines):
        raise NoTape(said("it was kept by another version of flowctl; make the call again with this one"))
    raise NoTape(said("the call is not over, or was not followed to its end"))


def _read(text: str) -> Any:
    """One document, or one after the other. Raises NoTape."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise NoTape(said("it holds no call that could be told again")) from None
