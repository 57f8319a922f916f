"""The wheel works where there is no checkout: it brings its flows and schemas along."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.process
def test_the_wheel_validates_and_tests_its_own_flows(tmp_path: Path) -> None:
    def run(*command: str, **environment: str) -> str:
        result = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    run("-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(ROOT))
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    place = tmp_path / "elsewhere"
    run("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(place), str(wheel))
    where = run("-c", "import runtime; print(runtime.__file__)", PYTHONPATH=str(place))
    assert where.startswith(str(place)), "the checkout was used instead of the wheel"
    for command in ("validate", "lint", "test"):
        out = run("-c", "from runtime.cli.main import main; main()", command, PYTHONPATH=str(place))
        assert "electricity" in out or "nothing to complain of" in out
    assert {path.name for path in (place / "runtime" / "_share" / "schemas").iterdir()} >= {
        "flow.schema.json", "prompts.schema.json", "transcript.schema.json", "contacts.schema.json",
        "services.schema.json", "numbers.schema.json",
    }  # fmt: skip
