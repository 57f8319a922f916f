"""The stream's messages from the carrier's side: made exactly, and checked exactly. Pure.

Written apart from the server's own reading and writing of them, so that one mistake cannot hide in both.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SHAPES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "media": {"media": frozenset({"payload"})},
    "mark": {"mark": frozenset({"name"})},
    "clear": {},
}


@dataclass(frozen=True, slots=True)
class Sound:
    ulaw: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    name: str


@dataclass(frozen=True, slots=True)
class Clear:
    pass


@dataclass(frozen=True, slots=True)
class Refused:
    """code: 31950 (not a text of JSON) or 31951 (not of the protocol)."""

    code: int
    why: str


def read(message: str | bytes, stream_sid: str) -> Sound | Mark | Clear | Refused:
    """A message of the application; every field counts, also one too many."""
    if isinstance(message, bytes):
        return Refused(31950, "a binary message")
    try:
        value = json.loads(message)
    except (ValueError, RecursionError):
        return Refused(31950, "not JSON")
    if not isinstance(value, dict):
        return Refused(31951, "not an object")
    event = value.get("event")
    if not isinstance(event, str) or event not in _SHAPES:
        return Refused(31951, f"unknown event {str(event)[:40]!r}")
    wanted = {"event", "streamSid", *_SHAPES[event]}
    if value.keys() != wanted:
        return Refused(31951, f"{event}: fields {sorted(value)} instead of {sorted(wanted)}")
    if value["streamSid"] != stream_sid:
        return Refused(31951, f"{event}: a streamSid that is not this stream's")
    for part, fields in _SHAPES[event].items():
        if not isinstance(value[part], dict) or value[part].keys() != fields:
            return Refused(31951, f"{event}: {part} must have exactly {sorted(fields)}")
        if not all(isinstance(v, str) for v in value[part].values()):
            return Refused(31951, f"{event}: {part} must hold text")
    return _content(event, value)


def _content(event: str, value: Mapping[str, Any]) -> Sound | Mark | Clear | Refused:
    if event == "clear":
        return Clear()
    if event == "mark":
        return Mark(value["mark"]["name"])
    try:
        return Sound(base64.b64decode(value["media"]["payload"], validate=True))
    except (binascii.Error, ValueError):
        return Refused(31951, "media: the payload is not base64")


CONNECTED = '{"event":"connected","protocol":"Call","version":"1.0.0"}'


class Writer:
    """What the carrier sends. One counter for all messages, one for media."""

    def __init__(self, account: str, call: str, stream: str) -> None:
        self._account, self._call, self._stream = account, call, stream
        self._sequence = 0
        self._chunk = 0

    def start(self, parameters: Sequence[tuple[str, str]]) -> str:
        return self._message(
            "start",
            {
                "accountSid": self._account,
                "streamSid": self._stream,
                "callSid": self._call,
                "tracks": ["inbound"],
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
                "customParameters": dict(parameters),
            },
        )

    def media(self, ulaw: bytes, timestamp: int) -> str:
        """timestamp: milliseconds since the stream began."""
        self._chunk += 1
        payload = base64.b64encode(ulaw).decode("ascii")
        return self._message(
            "media",
            {"track": "inbound", "chunk": str(self._chunk), "timestamp": str(timestamp), "payload": payload},
        )

    def dtmf(self, key: str) -> str:
        return self._message("dtmf", {"track": "inbound_track", "digit": key})

    def mark(self, name: str) -> str:
        return self._message("mark", {"name": name})

    def stop(self) -> str:
        return self._message("stop", {"accountSid": self._account, "callSid": self._call})

    def _message(self, event: str, body: Mapping[str, Any]) -> str:
        self._sequence += 1
        return json.dumps(
            {"event": event, "sequenceNumber": str(self._sequence), "streamSid": self._stream, event: body},
            separators=(",", ":"),
            ensure_ascii=False,
        )
