"""The messages between server and child: four bytes of length (big-endian), then a msgpack map."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO, Final

import msgspec

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of one message; both sides refuse more."""


def read_message(pipe: BinaryIO) -> Any:
    """The next message; None at the end of the pipe or when it no longer makes sense."""
    head = pipe.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    if size > LARGEST:
        return None
    body = pipe.read(size)
    if len(body) < size:
        return None
    try:
        return msgspec.msgpack.decode(body)
    except msgspec.DecodeError:
        return None


def message(value: Any) -> bytes:
    body = msgspec.msgpack.encode(value)
    return struct.pack(">I", len(body)) + body
