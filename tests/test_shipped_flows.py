"""The flows we ship pass our own tools, in every language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOWS = ROOT / "flows"


def flowctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "flowctl.py"), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("command", ["validate", "lint", "test"])
def test_shipped_flows_pass(command: str) -> None:
    result = flowctl(command, "flows")
    assert result.returncode == 0, result.stdout + result.stderr


def test_shipped_flows_are_fit_for_a_public_number() -> None:
    result = flowctl("lint", "--profile", "production", "flows")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing to complain of" in result.stdout


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FLOWS.glob("*/flow.yaml")))
def test_no_translation_of_a_shipped_flow_is_stale_or_missing(name: str) -> None:
    result = flowctl("translations", f"flows/{name}")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_check_can_fail(tmp_path: Path) -> None:
    broken = (FLOWS / "hello.yaml").read_text(encoding="utf-8").replace("go: hours", "go: ours", 1)
    (tmp_path / "hello.yaml").write_text(broken, encoding="utf-8")
    (tmp_path / "contacts.yaml").write_bytes((FLOWS / "contacts.yaml").read_bytes())
    result = flowctl("validate", "--format", "json", str(tmp_path))
    assert result.returncode == 1, result.stdout + result.stderr
    findings = json.loads(result.stdout)
    found = findings["findings"] if isinstance(findings, dict) else findings
    assert any("hours" in json.dumps(finding) for finding in found)


def test_the_languages_have_the_same_prompts_and_phrases() -> None:
    import yaml

    names = {}
    for path in sorted((FLOWS / "electricity" / "prompts").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        names[path.stem] = (set(data["prompts"]), set(data["phrases"]))
    assert set(names) == {"te-IN", "hi-IN", "en-IN"}
    assert len({(frozenset(p), frozenset(q)) for p, q in names.values()}) == 1
