"""Plays inside plays: lines and stubs come along, and faults are told where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.transcript.model import Bot, Press, TranscriptLine
from runtime.transcript.reader import Script, read_transcript

OWN_STUB = "stub: {model: [{exit: c}], a.b: 3, transfer: busy}\n"
PART_STUB = "stub: {model: [{exit: a}, {exit: b}], a.b: 1, c.d: 2}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    write(tmp_path / "parts" / "first.yaml", f"{PART_STUB}lines:\n  - bot: one\n  - press: 1\n")
    write(tmp_path / "parts" / "second.yaml", "lines:\n  - play: first\n  - bot: two\n")
    return tmp_path


def write(file: Path, text: str) -> Path:
    file.write_text(f"transcript: {file.stem}\n{text}", encoding="utf-8")
    return file


def told(line: TranscriptLine) -> str | None:
    return line.prompt if isinstance(line, Bot) else line.keys.every if isinstance(line, Press) else None


def test_lines_stand_where_the_play_is_named(folder: Path) -> None:
    text = f"{OWN_STUB}lines:\n  - bot: zero\n  - play: parts/second\n  - bot: three\n"
    script = read_transcript(write(folder / "play.yaml", text))
    assert script.transcript is not None, script.diagnostics
    assert [told(line) for line in script.transcript.lines] == ["zero", "one", "1", "two", "three"]
    assert [Path(place.file).name for place in script.transcript.places] == [
        "play.yaml", "first.yaml", "first.yaml", "second.yaml", "play.yaml",
    ]  # fmt: skip
    assert {Path(name).name for name in script.files} == {"first.yaml", "second.yaml"}


def test_what_it_stubs_comes_along_and_gives_way(folder: Path) -> None:
    script = read_transcript(write(folder / "play.yaml", f"{OWN_STUB}lines:\n  - play: parts/first\n"))
    assert script.transcript is not None, script.diagnostics
    stub = script.transcript.stub
    assert [reply.exit for reply in stub.model] == ["a", "b", "c"]
    assert {name: replies[0].value for name, replies in stub.services.items()} == {"a.b": 3, "c.d": 2}
    alone = read_transcript(write(folder / "alone.yaml", "lines:\n  - play: parts/first\n"))
    assert alone.transcript is not None
    assert len(alone.transcript.stub.model) == 2


def test_a_fault_of_a_part_is_told_at_its_place(folder: Path) -> None:
    write(folder / "parts" / "bad.yaml", "lines:\n  - bot: one\n  - silence: soon\n")
    script = read_transcript(write(folder / "play.yaml", "lines:\n  - play: parts/bad\n"))
    assert faults(script) == [("wrong-value", "bad.yaml", 4)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("play: parts/frist", "unknown-play"),
        ("play: /etc/passwd", "wrong-value"),
        ("play: ../play", "wrong-value"),
        ("play: play", "play-in-itself"),
        ("play: [parts/first]", "wrong-type"),
        ("play: parts/first\n    language: te-IN", "two-in-one-line"),
    ],
)
def test_what_cannot_stand_inside(folder: Path, line: str, rule: str) -> None:
    script = read_transcript(write(folder / "play.yaml", f"lines:\n  - bot: x\n  - {line}\n"))
    assert rule in [one.rule for one in script.diagnostics]
    assert script.transcript is None


def test_the_nearest_play_is_named(folder: Path) -> None:
    script = read_transcript(write(folder / "play.yaml", "lines:\n  - play: parts/frist\n"))
    assert [one.suggestion for one in script.diagnostics] == ["parts/first"]


def faults(script: Script) -> list[tuple[str, str, int]]:
    return [(one.rule, Path(one.mark.file).name, one.mark.line) for one in script.diagnostics]
