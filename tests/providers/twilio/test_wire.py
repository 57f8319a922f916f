"""The stream's messages: what Twilio sends is read, what nobody should send is refused with words."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.providers.twilio import wire

STREAM = "MZ0000000000000000000000000000000c"
START = {
    "event": "start",
    "sequenceNumber": "1",
    "streamSid": STREAM,
    "start": {
        "accountSid": "AC0000000000000000000000000000000a",
        "streamSid": STREAM,
        "callSid": "CA0000000000000000000000000000000b",
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"token": "p3Jt0a", "node": "007"},
    },
}


def media(payload: bytes = b"\xff" * 160, **fields: object) -> str:
    body = {
        "track": "inbound",
        "chunk": "1",
        "timestamp": "52",
        "payload": base64.b64encode(payload).decode(),
    }
    return json.dumps({"event": "media", "sequenceNumber": "2", "streamSid": STREAM, "media": body | fields})


def test_connected():
    read = wire.decode('{"event":"connected","protocol":"Call","version":"1.0.0"}')
    assert isinstance(read, wire.Connected)


def test_start_gives_the_sids_the_format_and_our_own_parameters():
    read = wire.decode(json.dumps(START))
    assert isinstance(read, wire.Started)
    assert (read.stream_sid, read.call, read.account) == (
        STREAM,
        START["start"]["callSid"],
        START["start"]["accountSid"],
    )
    assert read.format.is_telephone
    assert read.parameters == {"token": "p3Jt0a", "node": "007"}


def test_numbers_may_be_numbers_and_parameters_always_become_text():
    start = START["start"] | {
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": "8000", "channels": "1"},
        "customParameters": {"a": 1, "b": None},
    }
    read = wire.decode(json.dumps(START | {"sequenceNumber": 1, "start": start}))
    assert isinstance(read, wire.Started)
    assert read.format.is_telephone
    assert read.parameters == {"a": "1", "b": ""}


def test_another_sound_format_is_told():
    start = START["start"] | {"mediaFormat": {"encoding": "audio/l16", "sampleRate": 16000, "channels": 1}}
    read = wire.decode(json.dumps(START | {"start": start}))
    assert isinstance(read, wire.Started)
    assert not read.format.is_telephone


@given(st.binary(max_size=2000), st.booleans())
def test_sound_of_any_length_arrives_as_bytes(sound, numbers):
    fields = {"timestamp": 155, "chunk": 7} if numbers else {"timestamp": "155", "chunk": "7"}
    read = wire.decode(media(sound, **fields))
    assert isinstance(read, wire.Media)
    assert (read.payload, read.timestamp) == (sound, 155)


@pytest.mark.parametrize(
    ("digit", "key"), [("5", "5"), (5, "5"), ("0", "0"), ("*", "*"), ("#", "#"), ("A", "A")]
)
def test_keys(digit, key):
    read = wire.decode(json.dumps({"event": "dtmf", "streamSid": STREAM, "dtmf": {"digit": digit}}))
    assert isinstance(read, wire.Dtmf)
    assert read.digit == key


def test_mark_and_stop():
    mark = wire.decode(json.dumps({"event": "mark", "streamSid": STREAM, "mark": {"name": "t7:3:4800"}}))
    assert isinstance(mark, wire.Mark)
    assert mark.name == "t7:3:4800"
    assert isinstance(wire.decode('{"event":"stop","streamSid":"MZ","stop":{"callSid":"CA"}}'), wire.Stopped)
    assert isinstance(wire.decode('{"event":"stop"}'), wire.Stopped)


def test_unknown_kinds_and_unknown_fields_are_tolerated():
    assert wire.decode('{"event":"applause","loud":[1,2]}') == wire.Other("applause")
    assert isinstance(wire.decode(media(new="field")), wire.Media)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"event":5}',
        '{"event":"media"}',
        '{"event":"media","media":{}}',
        '{"event":"media","media":{"payload":"*"}}',
        '{"event":"media","media":{"payload":7}}',
        '{"event":"media","media":{"payload":"AA==","timestamp":"soon"}}',
        '{"event":"start"}',
        '{"event":"start","start":{}}',
        '{"event":"dtmf","dtmf":{"digit":null}}',
        '{"event":"mark","mark":{"name":null}}',
        "[" * 60_000,
        '{"event":' * 6_000,
        b"\xff\xfe",
        '"\ud800"',
        '{"event":"\ud800"}',
        '{"event":"media","media":{"payload":"","timestamp":' + "9" * 5000 + "}}",
    ],
)
def test_hostile_messages_are_refused_with_words(message):
    with pytest.raises(wire.WireError) as refused:
        wire.decode(message)
    assert 5 < len(str(refused.value)) < 250


def test_the_size_limit_counts_bytes():
    fits = media(b"\xff" * 40_000)
    assert len(fits) < wire.LIMIT
    assert isinstance(wire.decode(fits), wire.Media)
    with pytest.raises(wire.WireError, match="at most 65536"):
        wire.decode(media(b"\xff" * 50_000))
    with pytest.raises(wire.WireError, match="at most 65536"):
        wire.decode('{"event":"' + "తె" * 20_000 + '"}')


@given(st.text() | st.binary())
def test_noise_never_escapes_as_anything_else(noise):
    try:
        wire.decode(noise)
    except wire.WireError:
        return
    assert "event" in (noise if isinstance(noise, str) else noise.decode())


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    )
)
def test_any_value_in_any_place_is_read_or_refused(value):
    for event in ("start", "media", "dtmf", "mark", "stop", "connected"):
        for shape in (
            {event: value},
            {event: {"payload": value, "digit": value, "name": value, "callSid": value}},
        ):
            try:
                wire.decode(json.dumps({"event": event, "streamSid": "MZ"} | shape))
            except wire.WireError as refused:
                assert str(refused)


@given(st.binary(max_size=700))
def test_we_send_exactly_the_documented_fields(sound):
    out = wire.Outgoing(STREAM)
    assert json.loads(out.media(sound)) == {
        "event": "media",
        "streamSid": STREAM,
        "media": {"payload": base64.b64encode(sound).decode()},
    }
    assert json.loads(out.clear()) == {"event": "clear", "streamSid": STREAM}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_odd_names_are_escaped(stream, name):
    out = wire.Outgoing(stream)
    assert json.loads(out.mark(name)) == {"event": "mark", "streamSid": stream, "mark": {"name": name}}
    assert json.loads(out.clear())["streamSid"] == stream
