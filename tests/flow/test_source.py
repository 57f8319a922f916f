"""Files as text: sizes, encodings, and what is no file at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Severity
from runtime.flow.source import LARGEST_FILE, decode, read_source, split_lines


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        ("a: నమస్తే".encode("utf-16"), "encoding", "UTF-16"),
        ("a: caf\u00e9".encode("latin-1"), "encoding", "not UTF-8"),
        (b"\x00\x01\x02", "encoding", "not a text file"),
        (b"a" * (LARGEST_FILE + 1), "too-large", "kB"),
    ],
)
def test_refused_bytes(data: bytes, rule: str, words: str) -> None:
    source, (one,) = decode(data, "x.yaml")
    assert source is None
    assert one.rule == rule
    assert words in one.message


def test_the_place_of_a_byte_that_is_not_text() -> None:
    _, (one,) = decode("a: తె\nb: ".encode() + b"\xff", "x.yaml")
    assert (one.mark.line, one.mark.column) == (2, 4)


def test_signs_that_stand_apart_are_told_of() -> None:
    source, (one,) = decode("a: b\nc: నై\n".encode().replace("ై".encode(), "\u0c46\u0c56".encode()), "x.yaml")
    assert source is not None
    assert (one.rule, one.severity, one.mark.line) == ("encoding", Severity.INFO, 2)


def test_notepads_mark_in_front_is_welcome() -> None:
    source, found = decode("\ufeffa: b\r\nc: d\r\n".encode(), "x.yaml")
    assert source is not None
    assert [(one.rule, one.severity) for one in found] == [("encoding", Severity.INFO)]
    assert source.lines == ["a: b", "c: d", ""]


def test_the_largest_file_is_still_read() -> None:
    source, found = decode(b"a" * LARGEST_FILE, "x.yaml")
    assert source is not None
    assert not found


def test_no_file_at_all(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    for path, words in (
        (tmp_path, "a folder"),
        (tmp_path / "nothing", "no such file"),
        (tmp_path / "pipe", "no such file"),
        (tmp_path / "ring", ""),
        (Path("a\0b"), ""),
    ):
        source, (one,) = read_source(path)
        assert source is None
        assert one.rule == "cannot-read"
        assert words in one.message


def test_lines_are_split_as_yaml_splits_them() -> None:
    assert split_lines("a\fb\r\nc\rd\u2028e") == ["a\fb", "c", "d", "e"]
