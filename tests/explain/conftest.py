"""Small flows, told in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.explain.render import as_text
from runtime.explain.walk import tell
from runtime.flow.load import load
from runtime.flow.model import Flow

_FILE = re.compile(r"^### (\S+)\n", re.MULTILINE)
CONTACTS = """\
contacts:
  front_desk:
    number: "+14155550125"
    timeout: 25s
    hours: [{days: mon-fri, from: "09:30", to: "18:00"}, {days: sat, from: "09:30", to: "13:00"}]
    holidays: [2027-01-26]
"""
SERVICES = """\
services:
  bills.find:
    url: https://bills.example.org/find
    timeout: 4s
    returns: {type: object, required: [sum], properties: {sum: {type: string, pattern: "^[0-9]+$"}}}
"""


def made(folder: Path, text: str) -> Flow:
    """A flow and, behind lines as `### other/flow.yaml`, more files of the project."""
    (folder / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
    (folder / "services.yaml").write_text(SERVICES, encoding="utf-8")
    (folder / "numbers.yaml").write_text("numbers: {}\ndefault: example\n", encoding="utf-8")
    first, *others = _FILE.split(text)
    for name, content in (("example/flow.yaml", first), *zip(others[::2], others[1::2], strict=True)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    loaded = load(folder / "example")
    assert loaded.flow is not None, [(one.message, one.mark.line) for one in loaded.diagnostics]
    return loaded.flow


@pytest.fixture
def flow(tmp_path: Path) -> Callable[[str], Flow]:
    """flow(text): the flow that these files are."""
    return lambda text: made(tmp_path, text)


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., str]:
    """told(text, language): the flow in words, on one line."""

    def telling(text: str, language: str | None = None, only: str | None = None) -> str:
        return " ".join(as_text(tell(made(tmp_path, text), language, only=only)).split())

    return telling
