"""The command line itself: help, exit codes, lazy commands, our own faults in one sentence."""

from __future__ import annotations

import importlib
import subprocess
import sys
import types
from pathlib import Path

import pytest

from runtime.cli.main import COMMANDS, run

ROOT = Path(__file__).resolve().parents[2]


def command(monkeypatch: pytest.MonkeyPatch, body: object) -> None:
    """Puts `body` in the place of `flowctl validate`."""
    module = types.ModuleType("runtime.cli.validate")
    module.command = body  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "runtime.cli.validate", module)


def test_every_command_is_a_module_with_its_function() -> None:
    for name in COMMANDS:
        assert callable(importlib.import_module(f"runtime.cli.{name}").command), name


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from runtime.cli.main import run; run(['--help']);"
        "known = ('runtime.cli', 'runtime.cli.main');"
        "print([m for m in sys.modules if m.startswith('runtime.') and m not in known])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert result.stdout.splitlines()[-1] == "[]", result.stdout + result.stderr


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_what_a_command_returns_is_the_exit_code(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    command(monkeypatch, lambda: code)
    assert run(["validate"]) == code


def test_nothing_returned_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, lambda: None)
    assert run(["validate"]) == 0


def test_wrong_usage_is_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vlidate"]) == 2
    assert "validate" in capsys.readouterr().err
    assert run(["validate", "--nope"]) == 2
    assert run([]) == 2


def test_our_own_fault_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def falls() -> int:
        raise ZeroDivisionError("first line\nsecond line")

    command(monkeypatch, falls)
    monkeypatch.delenv("FLOWCTL_DEBUG", raising=False)
    assert run(["validate"]) == 3
    err = capsys.readouterr().err
    assert "our own fault" in err
    assert "ZeroDivisionError: first line" in err
    assert len(err.splitlines()) == 1


def test_developers_can_see_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls() -> int:
        raise ZeroDivisionError

    command(monkeypatch, falls)
    monkeypatch.setenv("FLOWCTL_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["validate"])


def test_control_c_is_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    command(monkeypatch, interrupted)
    assert run(["validate"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    result = subprocess.run(
        ["bash", "-c", f"{sys.executable} flowctl.py validate --help | head -c 1; echo ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in result.stderr
    assert result.stdout.strip()[-1] in "01"
