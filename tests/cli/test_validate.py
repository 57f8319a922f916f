"""flowctl validate, as a person runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def flowctl(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "flowctl.py"), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "flows", tmp_path / "flows")
    return tmp_path


def test_clean(project: Path) -> None:
    result = flowctl("validate", cwd=project)
    assert (result.returncode, result.stderr) == (0, "")
    assert "nothing to complain of" in result.stdout


def test_every_fault_of_every_file_in_one_run(project: Path) -> None:
    for name, old, new in (
        ("hello.yaml", "go: hours", "go: ours"),
        ("electricity/flow.yaml", "go: greet", "go: gret"),
        ("electricity/prompts/te-IN.yaml", "prompts:", "promts:"),
        ("electricity/transcripts/outage.yaml", "lines:", "linse:"),
        ("numbers.yaml", "default: electricity", "default: electricty"),
    ):
        path = project / "flows" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    result = flowctl("validate", "flows", "--format", "json", cwd=project)
    assert result.returncode == 1
    found = {(one["file"], one["suggestion"]) for one in json.loads(result.stdout)["findings"]}
    assert found >= {
        ("flows/hello.yaml", "hours"),
        ("flows/electricity/flow.yaml", "greet"),
        ("flows/electricity/prompts/te-IN.yaml", "prompts"),
        ("flows/electricity/transcripts/outage.yaml", "lines"),
    }


def test_a_transcript_is_checked_against_its_flow(project: Path) -> None:
    outage = project / "flows" / "electricity" / "transcripts" / "outage.yaml"
    outage.write_text(
        outage.read_text(encoding="utf-8").replace("bot: which_village", "bot: which_vilage"),
        encoding="utf-8",
    )
    result = flowctl("validate", "flows/electricity", "--format", "json", cwd=project)
    assert result.returncode == 1
    assert {one["suggestion"] for one in json.loads(result.stdout)["findings"]} == {"which_village"}


def test_broken_yaml_is_a_finding_with_its_place(project: Path) -> None:
    (project / "flows" / "hello.yaml").write_text("flow: hello\nstart: [\n", encoding="utf-8")
    result = flowctl("validate", "flows/hello.yaml", cwd=project)
    assert result.returncode == 1
    assert result.stdout.startswith("flows/hello.yaml:2:8 error yaml-syntax ")


@pytest.mark.parametrize(
    ("path", "broken", "line"),
    [
        ("flows/electricity", "flows/electricity/flow.yaml", "strat: x"),
        ("flows/electricity/flow.yaml", "flows/electricity/flow.yaml", "strat: x"),
        ("flows/electricity/prompts/te-IN.yaml", "flows/electricity/prompts/te-IN.yaml", "promts: {}"),
        ("flows/electricity/prompts", "flows/electricity/prompts/te-IN.yaml", "promts: {}"),
        ("flows/electricity/personas/helpline.md", "flows/electricity/personas/helpline.md", "{{ vilage }}"),
        ("flows/electricity/transcripts", "flows/electricity/transcripts/outage.yaml", "lnes: []"),
        (
            "flows/electricity/transcripts/outage.yaml",
            "flows/electricity/transcripts/outage.yaml",
            "lnes: []",
        ),
        ("flows/contacts.yaml", "flows/contacts.yaml", "contcts: {}"),
        ("flows/services.yaml", "flows/services.yaml", "servces: {}"),
        ("flows/numbers.yaml", "flows/numbers.yaml", "numbrs: {}"),
    ],
)
def test_any_file_or_folder_of_a_project(project: Path, path: str, broken: str, line: str) -> None:
    assert flowctl("validate", path, cwd=project).returncode == 0
    file = project / broken
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    result = flowctl("validate", path, cwd=project)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{broken}:")
    assert line in result.stdout


def test_wrong_usage(project: Path) -> None:
    for arguments in (
        ("validate", "nothing"),
        ("validate", "--format", "xml"),
        ("validate", "--nope"),
        ("vlidate",),
    ):
        result = flowctl(*arguments, cwd=project)
        assert result.returncode == 2, arguments
        assert result.stderr
        assert "Traceback" not in result.stderr
    assert "no file or folder nothing" in flowctl("validate", "nothing", cwd=project).stderr


def test_without_a_folder_here_the_shipped_flows_are_meant(tmp_path: Path) -> None:
    result = flowctl("validate", cwd=tmp_path)
    assert result.returncode == 0
    assert "nothing to complain of" in result.stdout


def test_every_script_passes_through_a_pipe_of_another(project: Path) -> None:
    (project / "flows" / "hello.yaml").write_text("flow: hello\nస్టార్ట్: నమస్కారం\n", encoding="utf-8")
    result = flowctl("validate", "flows/hello.yaml", cwd=project, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 1
    assert "స్టార్ట్: నమస్కారం" in result.stdout


def test_a_file_name_that_is_no_text(project: Path) -> None:
    name = os.fsencode(project / "flows") + b"/\xff.yaml"
    Path(os.fsdecode(name)).write_text("flow: [", encoding="utf-8")
    result = flowctl("validate", "flows", cwd=project)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_neither_the_web_server_nor_numpy_is_imported() -> None:
    code = (
        "import sys; from runtime.cli.main import run; code = run(['validate', 'flows']);"
        "heavy = {'fastapi', 'numpy', 'uvicorn', 'httpx'} & set(sys.modules);"
        "print(code, sorted(heavy))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert result.stdout.splitlines()[-1] == "0 []", result.stdout + result.stderr
