"""The house keeps its shape: floors, module sizes, a test file for every module."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    "runtime", "flows", "schemas", "tests", "flowctl.py", "pyproject.toml", "README.md",
    "docs", "LICENSE", "CHANGELOG.md",
}  # fmt: skip
MODULES = sorted(
    path
    for path in (ROOT / "runtime").rglob("*.py")
    if path.name != "__init__.py" and "_share" not in path.parts
)


def tracked() -> list[str]:
    """The files of the project: what git tracks, or everything where there is no history."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listing.stdout.splitlines()
    return names or [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file()]


def test_imports_point_down() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_top_level_is_what_it_is() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    extra = {name.split("/")[0] for name in tracked()} - TOP_LEVEL
    assert {name for name in extra if not name.startswith(".")} <= {".ci"}


def test_modules_are_small_enough_to_read() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long, f"over 400 lines: {long}"


def test_every_module_says_what_it_is() -> None:
    silent = [
        p.relative_to(ROOT).as_posix() for p in MODULES if not p.read_text(encoding="utf-8").startswith('"""')
    ]
    assert not silent, f"no docstring at the top: {silent}"


def test_the_vocabulary_is_guessable() -> None:
    vague = {"utils.py", "helpers.py", "common.py", "base.py", "manager.py", "misc.py"}
    assert not [p for p in MODULES if p.name in vague]


ONLY_THERE = {
    "jinja2": {"flow/template.py", "flow/sandbox.py", "flow/naming.py", "explain/conditions.py"},
    "yaml": {"flow/reader.py", "flow/mended.py", "flow/rewrite.py"},
    "jsonschema": {"flow/schema.py", "flow/returns.py", "transcript/check.py", "providers/services/http.py"},
    "jsonschema_rs": {"flow/schema.py", "flow/returns.py"},
    "transitions": {"dialogue/machine.py"},
    "pygls": {"editor/protocol.py"},
    "lsprotocol": {"editor/protocol.py"},
    "fastapi": {"server/app.py", "server/webhook.py"},
    "soxr": {"audio/resample.py"},
    "typer": {"cli/"},
    "pytest": {"transcript/pytest_plugin.py"},
    "rich": {"cli/"},
    "websockets": {"providers/sarvam/", "standin/carrier/"},
    "httpx": {"providers/sarvam/", "providers/services/", "standin/carrier/", "cli/"},
}
"""Where each library may be imported: it can be replaced there, and nowhere else needs to know."""


@pytest.mark.parametrize("library", ONLY_THERE)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    imported = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    users = {
        path.relative_to(ROOT / "runtime").as_posix()
        for path in MODULES
        if imported.search(path.read_text(encoding="utf-8"))
    }
    assert users, f"nobody imports {library}: is it still a dependency?"
    assert not {user for user in users if not user.startswith(tuple(ONLY_THERE[library]))}


def test_vendors_are_named_only_at_the_edge() -> None:
    """Twilio's own language (TwiML, signatures, stream messages) is spoken by the server's doors; Sarvam
    is known to the settings and the wiring alone."""
    naming = {
        path.relative_to(ROOT / "runtime").as_posix()
        for path in MODULES
        if "import" in path.read_text(encoding="utf-8")
        and re.search(
            r"^\s*(?:import|from) runtime\.providers\.sarvam", path.read_text(encoding="utf-8"), re.M
        )
    }
    assert {name for name in naming if not name.startswith(("providers/sarvam/", "standin/"))} <= {
        "server/wiring.py"
    }
