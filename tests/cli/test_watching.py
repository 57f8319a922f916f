"""lint --watch: what is looked at again after a save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from runtime.cli.watching import respond, touched

ROOT = Path(__file__).resolve().parents[2]
FLOW = "flow: NAME\ntitle: T\nlanguages: [en-IN]\nstart: bye\nstates:\n  bye: {end: done, say: Goodbye.}\n"


def project(folder: Path) -> Path:
    for name in ("one", "two"):
        (folder / name / "prompts").mkdir(parents=True)
        (folder / name / "flow.yaml").write_text(FLOW.replace("NAME", name), encoding="utf-8")
    return folder


def test_a_save_touches_its_own_flow(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert touched([folder], [folder / "one" / "flow.yaml"]) == [folder / "one"]
    assert touched([folder], [folder / "one" / "prompts" / "en-IN.yaml"]) == [folder / "one"]


def test_a_file_that_flows_share_touches_all(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert touched([folder], [folder / "contacts.yaml"]) == [folder]
    assert touched([folder], [folder / "common" / "words.yaml"]) == [folder]


def test_the_time_is_told_and_other_files_are_let_be(tmp_path: Path) -> None:
    folder = project(tmp_path)
    looked: list[list[Path]] = []
    told: list[str] = []
    respond([folder], [folder / "notes.txt", folder / ".flow.yaml"], looked.append, told.append)
    assert (looked, told) == ([], [])
    respond([folder], [folder / "two" / "flow.yaml"], looked.append, told.append)
    assert looked == [[folder / "two"]]
    assert told[0].startswith("flow.yaml: looked again in ")


def test_a_save_is_seen_by_the_command(tmp_path: Path) -> None:
    folder = project(tmp_path / "flows")
    words = [sys.executable, "-u", "flowctl.py", "lint", "--watch", str(folder)]
    with (tmp_path / "out").open("wb") as out:
        child = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=out, env={**os.environ})
        try:
            _until(tmp_path / "out", "watching")
            flow = folder / "one" / "flow.yaml"
            for _ in range(60):  # the watcher may not be listening yet when it says so
                flow.write_text(FLOW.replace("NAME", "one").replace("bye:", "by:"), encoding="utf-8")
                if _until(tmp_path / "out", "looked again", seconds=1):
                    break
            assert "unknown-target" in (tmp_path / "out").read_text(encoding="utf-8")
            child.send_signal(signal.SIGINT)
            assert child.wait(20) == 0
        finally:
            child.kill()
            child.wait()


def _until(file: Path, words: str, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if words in file.read_text(encoding="utf-8"):
            return True
        time.sleep(0.05)
    return False
