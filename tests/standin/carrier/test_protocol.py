"""The stream's messages: ours are read by the server's reader, and each refusal can be provoked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.providers.twilio import wire
from runtime.standin.carrier import protocol

SID = "MZ1"
MEDIA = {"event": "media", "streamSid": SID, "media": {"payload": "//8="}}


@given(st.binary(max_size=400), st.text(st.characters(exclude_categories=["Cs"])))
def test_what_the_server_writes_is_what_we_read(sound, name):
    out = wire.Outgoing(SID)
    assert protocol.read(out.media(sound), SID) == protocol.Sound(sound)
    assert protocol.read(out.mark(name), SID) == protocol.Mark(name)
    assert protocol.read(out.clear(), SID) == protocol.Clear()


def test_what_we_write_is_what_the_server_reads():
    writer = protocol.Writer("AC1", "CA1", SID)
    start = wire.decode(writer.start([("token", "తె"), ("n", "1")]))
    assert isinstance(start, wire.Started)
    assert (start.stream_sid, start.call, start.account, start.sequence) == (SID, "CA1", "AC1", 1)
    assert start.parameters == {"token": "తె", "n": "1"}
    media = wire.decode(writer.media(b"\xff" * 160, 72))
    assert isinstance(media, wire.Media)
    assert (media.payload, media.timestamp, media.media.chunk) == (b"\xff" * 160, 72, 1)
    key, mark, stop = (wire.decode(m) for m in (writer.dtmf("#"), writer.mark("a:1"), writer.stop()))
    assert isinstance(key, wire.Dtmf)
    assert isinstance(mark, wire.Mark)
    assert isinstance(stop, wire.Stopped)
    assert (key.digit, mark.name, stop.sequence) == ("#", "a:1", 5)
    assert isinstance(wire.decode(protocol.CONNECTED), wire.Connected)


@pytest.mark.parametrize(
    ("message", "code", "why"),
    [
        (b"{}", 31950, "binary"),
        ("{", 31950, "not JSON"),
        ("[" * 100_000, 31950, "not JSON"),
        ("[]", 31951, "not an object"),
        ('{"event":"applause"}', 31951, "unknown event"),
        ('{"event":7}', 31951, "unknown event"),
        (json.dumps(MEDIA | {"sequenceNumber": "1"}), 31951, "fields"),
        (json.dumps({"event": "media", "media": {"payload": ""}}), 31951, "fields"),
        (json.dumps(MEDIA | {"streamSid": "MZ2"}), 31951, "streamSid"),
        (json.dumps(MEDIA | {"media": {"payload": "", "track": "outbound"}}), 31951, "exactly"),
        (json.dumps(MEDIA | {"media": {"payload": 7}}), 31951, "text"),
        (json.dumps(MEDIA | {"media": {"payload": "*"}}), 31951, "base64"),
        (json.dumps({"event": "mark", "streamSid": SID, "mark": {}}), 31951, "exactly"),
        (json.dumps({"event": "clear", "streamSid": SID, "clear": {}}), 31951, "fields"),
    ],
)
def test_each_refusal_fires(message, code, why):
    refused = protocol.read(message, SID)
    assert isinstance(refused, protocol.Refused)
    assert refused.code == code
    assert why in refused.why
