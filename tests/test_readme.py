"""What the documents show is true: YAML loads, commands run.

In README.md and docs/: a ```yaml block that begins with `flow:` must load as a flow with the shipped
contacts and services, any other must be strict YAML; every line of a ```sh block runs and succeeds.
```console blocks show commands that wait for a person or a port and ```text blocks show files; the
former are checked for being real commands with real options. The README's two commands that set up an
environment are what CI runs.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"yaml", "sh", "console", "text", "markdown"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = {
    "rules.md",  # its Bad examples must fail; tests/lint runs them
    "tutorial.md",  # a story, told in order by tests/test_tutorial.py
}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(kind: str) -> list[object]:
    return [
        pytest.param(
            text, id=f"{page.name}:{page.read_text(encoding='utf-8')[: match.start()].count(chr(10)) + 1}"
        )
        for page in PAGES
        if page.name not in ELSEWHERE
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if match.group(1) == kind
        for text in [match.group(2)]
    ]


def run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "flowctl.py"), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "flows", tmp_path / "flows")
    return tmp_path


@pytest.mark.parametrize("text", blocks("yaml"))
def test_yaml_blocks_load(text: str, tmp_path: Path) -> None:
    if re.match(r"\s*(#.*\n)*flow:", text):
        for name in ("contacts.yaml", "services.yaml"):
            shutil.copy(ROOT / "flows" / name, tmp_path / name)
        (tmp_path / "block.yaml").write_text(text, encoding="utf-8")
        result = run(["validate", "block.yaml"], tmp_path)
        assert result.returncode == 0, result.stdout + result.stderr
    else:
        import yaml

        assert yaml.safe_load(text) is not None


@pytest.mark.parametrize("text", blocks("sh"))
def test_commands_run(text: str, tmp_path: Path) -> None:
    for line in text.splitlines():
        command = line.split("  #")[0].strip()
        if not command or "python3 -m venv" in command:
            continue
        words = shlex.split(command)
        assert words[0] == "flowctl", f"only flowctl is run here: {command}"
        result = run(words[1:], project(tmp_path / str(abs(hash(line)))))
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"


@pytest.mark.parametrize("text", blocks("console"))
def test_commands_that_wait_are_real(text: str, tmp_path: Path) -> None:
    for line in text.splitlines():
        words = shlex.split(line.split("  #")[0])
        if not words or words[0] != "flowctl":
            continue
        result = run([words[1], "--help"], tmp_path)
        assert result.returncode == 0, result.stderr
        for option in (word.split("=")[0] for word in words if word.startswith("--")):
            assert option in result.stdout, f"{line}: no option {option}"


def test_the_first_screen_has_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:25])
    assert "pip install -e '.[demo]' && .venv/bin/flowctl demo" in first_screen
    assert "pip install -e '.[dev]' && .venv/bin/pytest" in first_screen


def test_the_table_of_settings_is_what_the_server_reads() -> None:
    from runtime.server.settings import ENVIRONMENT

    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    table = page.split("made from runtime/server/settings.py -->")[1].split("<!-- end of settings -->")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{v.name}` | {f'`{v.default}`' if v.default else ''} | {v.meaning} |" for v in ENVIRONMENT
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_escapes_these_tests(page: Path) -> None:
    found = {match.group(1) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))}
    assert found <= KINDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_places_that_are_named_exist(page: Path) -> None:
    named = set(
        re.findall(r"`((?:runtime|flows|schemas|tests|docs)/[\w./-]*)`", page.read_text(encoding="utf-8"))
    )
    assert not {place for place in named if not (ROOT / place).exists()}
