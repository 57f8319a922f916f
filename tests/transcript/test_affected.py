"""Which plays a save can have changed: those of flows that run the saved one, too."""

from __future__ import annotations

import shutil
from pathlib import Path

from runtime.transcript.affected import affected
from runtime.transcript.run import Performance, Stage

CASES = Path(__file__).parent / "cases"


def performed(folder: Path) -> dict[Path, Performance]:
    """A play of a flow that runs another, and one of a flow that does not."""
    for name in ("runner", "greeter", "voices"):
        shutil.copy(CASES / f"{name}.yaml", folder / f"{name}.yaml")
    (folder / "contacts.yaml").write_text("contacts: {}\n", encoding="utf-8")
    plays = {}
    for name in ("runner", "voices"):
        play = folder / f"play_{name}.yaml"
        play.write_text(f"transcript: x\nflow: {name}.yaml\nlines:\n  - bot: ...\n", encoding="utf-8")
        plays[play] = Stage().perform(play)
        assert plays[play].passed, plays[play].diagnostics
    return plays


def test_a_flow_that_is_run_plays_those_that_run_it(tmp_path: Path) -> None:
    known = performed(tmp_path)
    runner, voices = known
    assert affected(known, [tmp_path / "greeter.yaml"]) == [runner]
    assert affected(known, [tmp_path / "voices.yaml"]) == [voices]
    assert affected(known, [runner]) == [runner]
    assert affected(known, [voices, tmp_path / "greeter.yaml", voices]) == [voices, runner]


def test_a_file_that_belongs_to_nothing_plays_nothing(tmp_path: Path) -> None:
    known = performed(tmp_path)
    (tmp_path / "other.yaml").write_text("x: y\n", encoding="utf-8")
    assert affected(known, [tmp_path / "other.yaml", tmp_path / "gone.yaml"]) == []
