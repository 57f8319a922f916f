"""flowctl test --door live."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.cli.main import run
from runtime.server.keypad import Keypad

LPG = Path(__file__).resolve().parents[2] / "flows" / "lpg"
LEAK = str(LPG / "transcripts" / "leak.yaml")

Printed = pytest.CaptureFixture[str]


def test_what_passes_is_played_once_more(capsys: Printed) -> None:
    assert run(["test", LEAK, "--door", "live"]) == 0
    assert "4 of 4 plays are the same through the live server" in capsys.readouterr().out


def test_what_cannot_be_told_is_counted(capsys: Printed) -> None:
    play = str(LPG / "transcripts" / "warning_to_its_end.yaml")
    assert run(["test", play, "--door", "live"]) == 0
    told = capsys.readouterr().out
    assert "4 not played through the live server: hung up at the keypad" in told
    assert "0 of 0 plays are the same" in told


def test_a_difference_is_shown_and_fails(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keypad, "_keys", lambda self, form: None)
    assert run(["test", LEAK, "--door", "live"]) == 1
    told = capsys.readouterr().out
    assert "OTHER" in told
    assert "by the player" in told
    assert "0 of 4 plays are the same" in told


@pytest.mark.parametrize("beside", [["--watch"], ["--update"], ["--format", "json"]])
def test_what_does_not_go_together_is_refused(beside: list[str], capsys: Printed) -> None:
    assert run(["test", LEAK, "--door", "live", *beside]) == 2
    assert "--door live prints text" in capsys.readouterr().err
