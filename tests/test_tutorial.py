"""docs/tutorial.md is a story: its files are written, its commands run, its outputs seen, in order."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> tuple[int, str]:
    words = shlex.split(command)
    if words[0] == "rm":
        for name in words[1:]:
            (folder / name).unlink()
        return 0, ""
    assert words[0] == "flowctl", command
    done = subprocess.run(
        [sys.executable, str(ROOT / "flowctl.py"), *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def write(text: str, folder: Path) -> None:
    """A block whose first line names its file; with a plus behind it, more of that file's first table."""
    head, _, body = text.partition("\n")
    name = head.removeprefix("# ").removesuffix(" +")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    if head.endswith(" +"):
        prompts, phrases, rest = file.read_text(encoding="utf-8").partition("phrases:\n")
        text = prompts + body + phrases + rest
    file.write_text(text, encoding="utf-8")


def test_the_story_is_true(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    output, ran, wrote, shown = "", 0, 0, 0
    for kind, text in blocks:
        if kind == "yaml":
            write(text, tmp_path)
            wrote += 1
        elif kind == "sh":
            output = ""
            for line in text.splitlines():
                command, _, remark = line.partition("  #")
                code, said = run(command, tmp_path)
                assert code == (1 if "finds it" in remark else 0), f"{line}\n{said}"
                output += said
                ran += 1
        elif kind == "text":
            flat = " ".join(output.split())
            for line in text.splitlines():
                assert " ".join(line.split()) in flat, f"{line!r} is not in:\n{output}"
            shown += 1
    assert (ran, wrote, shown) > (10, 8, 2), "the story has become short: are its blocks still found?"
