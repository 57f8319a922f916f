"""Writes small projects to a folder and lints them as the command does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import load_project
from runtime.lint.rule import Profile
from runtime.lint.run import lint

CONTACTS = 'contacts:\n  front_desk: {number: "+14155550125"}\n'
SERVICES = "services:\n  complaints.create: {url: https://complaints.example.org/new}\n"
TODAY = date(2026, 11, 22)
_FILE = re.compile(r"^# (\S+/\S+\.(?:ya?ml|md|txt))\n", re.MULTILINE)


def write(folder: Path, text: str) -> None:
    """A flow and, behind lines as `# prompts/te-IN.yaml`, its other files; with an operator's files."""
    (folder / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
    (folder / "services.yaml").write_text(SERVICES, encoding="utf-8")
    (folder / "numbers.yaml").write_text("numbers: {}\ndefault: example\n", encoding="utf-8")
    flow = folder / "example"
    first, *others = _FILE.split(text)
    for name, content in (("flow.yaml", first), *zip(others[::2], others[1::2], strict=True)):
        path = flow / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


Findings = Callable[..., list[Diagnostic]]


@pytest.fixture
def findings(tmp_path: Path) -> Findings:
    """findings(text, profile): what validate and lint say of a project with this flow, in this order."""

    def found(text: str, profile: Profile = Profile.TEAM) -> list[Diagnostic]:
        write(tmp_path, text)
        project = load_project(tmp_path)
        report = lint(project.flows.values(), project.files, profile=profile, today=TODAY)
        return [*project.diagnostics, *report.findings]

    return found
