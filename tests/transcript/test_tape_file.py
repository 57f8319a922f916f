"""Finding the tape in what a call left behind."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from runtime.transcript.record import NoTape
from runtime.transcript.tape_file import newest_call, read_tape

TAPE = {"tape": 1, "flow": "tiny"}
JOURNAL: list[Any] = [{"at": 0.0, "call": "CA1"}, {"at": 9.0, "tape": TAPE}, {"at": 9.0, "ended": "done"}]


def left(folder: Path, what: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timeline.json").write_text(
        what if isinstance(what, str) else json.dumps(what), encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize(
    "what",
    [TAPE, {"flow": "tiny", "journal": JOURNAL}, JOURNAL, "\n".join(json.dumps(line) for line in JOURNAL)],
    ids=["a tape", "a timeline", "a journal", "lines"],
)
def test_a_tape_is_found(tmp_path: Path, what: Any) -> None:
    folder = left(tmp_path / "call", what)
    assert read_tape(folder) == TAPE == read_tape(folder / "timeline.json")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({"flow": "tiny", "journal": []}, "nothing was kept of what the server did"),
        ({"flow": "tiny", "journal": JOURNAL[:1]}, "the call is not over"),
        ({"flow": "tiny", "journal": [JOURNAL[0], JOURNAL[2]]}, "another version of flowctl"),
        ({"flow": "tiny"}, "holds no call"),
        ([], "nothing was kept"),
        ([1], "holds no call"),
        ("", "nothing was kept"),
        ("not JSON", "holds no call"),
        ("[" * 100_000, "holds no call"),
        ("7", "holds no call"),
    ],
)
def test_what_holds_no_tape_is_told(tmp_path: Path, what: Any, why: str) -> None:
    with pytest.raises(NoTape, match=why):
        read_tape(left(tmp_path / "call", what))


def test_what_is_not_there_or_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoTape, match="no such call"):
        read_tape(tmp_path / "nowhere")
    with pytest.raises(NoTape, match="no such call"):
        read_tape(tmp_path)
    (tmp_path / "timeline.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NoTape, match="cannot be read"):
        read_tape(tmp_path)


def test_the_newest_call_is_the_one_made_last(tmp_path: Path) -> None:
    with pytest.raises(NoTape, match="no call is kept here"):
        newest_call(tmp_path)
    for number, name in enumerate(("b", "a")):
        os.utime(left(tmp_path / name, TAPE) / "timeline.json", (number, number))
    assert newest_call(tmp_path) == tmp_path / "a"
