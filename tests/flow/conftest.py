"""Small projects for the tests of the flow floor, written to a folder and read as everybody reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import Loaded, load

_FILE = re.compile(r"^### (\S+)\n", re.MULTILINE)

FRAME = """\
flow: example
languages: [en-IN]
start: hello
states:
  hello: {say: "Hello there.", go: bye}
  bye: {end: done}
"""


def write(folder: Path, text: str) -> Path:
    """flow.yaml and, behind lines as `### prompts/te-IN.yaml`, the other files; the flow's folder."""
    first, *others = _FILE.split(text)
    for name, content in (("flow.yaml", first), *zip(others[::2], others[1::2], strict=True)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return folder


@pytest.fixture
def frame() -> str:
    """The smallest flow that loads."""
    return FRAME


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """written(text): a flow's folder with these files."""
    return lambda text: write(tmp_path / "example", text)


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Loaded]:
    """loaded(text): what comes of loading these files."""
    return lambda text: load(write(tmp_path / "example", text))


@pytest.fixture
def found(tmp_path: Path) -> Callable[[str], list[Diagnostic]]:
    """found(text): all that is wrong with these files."""
    return lambda text: list(load(write(tmp_path / "example", text)).diagnostics)
