from __future__ import annotations

import io
import struct

import pytest

from runtime.providers.offline.messages import LARGEST, message, read_message


def test_there_and_back() -> None:
    first, second = {"id": 1, "sound": b"\xff\x00"}, {"id": 2, "text": "నమస్కారం"}
    pipe = io.BytesIO(message(first) + message(second))
    assert [read_message(pipe), read_message(pipe), read_message(pipe)] == [first, second, None]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\0",
        struct.pack(">I", 9) + b"short",
        struct.pack(">I", LARGEST + 1),
        struct.pack(">I", 2) + b"\xc1\xc1",
    ],
)
def test_what_makes_no_sense_ends_the_pipe(raw: bytes) -> None:
    assert read_message(io.BytesIO(raw)) is None
