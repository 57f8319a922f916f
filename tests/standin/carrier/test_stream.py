"""The media stream over real sockets: handshake, pacing, marks, clear, endings, and every violation."""

from __future__ import annotations

import asyncio
import base64
import itertools

import pytest
from fastapi import Response
from twilio.request_validator import RequestValidator

from runtime.standin.carrier import DropSocket, Faults, HangUp, Now, Over, Press, Silence, Speak, Until


def connect(phone, *, query="", action="action='/after'"):
    socket = phone.base.replace("http", "ws") + "/media" + query
    return (
        f"<Connect {action}><Stream url='{socket}' name='bot' statusCallback='{phone.base}/stream'>"
        "<Parameter name='token' value='t0'/><Parameter name='call' value='తె'/></Stream></Connect>"
    )


@pytest.fixture
def line(phone):
    phone.pages |= {
        "/voice": connect(phone),
        "/after": "<Hangup/>",
        "/stream": Response(status_code=204),
        "/status": Response(status_code=204),
    }
    return phone


def codes(report):
    return [v.code for v in report.violations]


def events(phone):
    return [f["StreamEvent"] for f in phone.forms("/stream")]


async def test_the_handshake_is_signed_and_has_twilios_headers_and_no_others(line):
    await line.call()
    headers = dict(line.sockets[0])
    assert set(headers) == {
        *("host", "user-agent", "connection", "upgrade", "sec-websocket-version", "sec-websocket-key"),
        *("x-twilio-signature", "accept-encoding"),
    }
    assert headers["user-agent"] == "Twilio.TmeWs/1.0"
    assert headers["accept-encoding"] == "gzip"
    url = line.base.replace("http", "ws") + "/media"
    token = line.config().auth_token
    assert headers["x-twilio-signature"] == RequestValidator(token).compute_signature(url, {})

    await line.call(slash=True)
    assert dict(line.sockets[1])["x-twilio-signature"] == RequestValidator(token).compute_signature(
        url + "/", {}
    )


async def test_a_public_address_is_signed_while_the_socket_is_here(line):
    local, line.base = line.base, "https://bot.example.test"
    line.pages["/voice"] = connect(line)
    await line.call(url="https://bot.example.test/voice", reach=local)
    headers = dict(line.sockets[0])
    signed = RequestValidator(line.config().auth_token).compute_signature("wss://bot.example.test/media", {})
    assert headers["x-twilio-signature"] == signed
    assert headers["host"].partition(":")[0] == "bot.example.test"


async def test_start_says_whose_call_it_is_and_frames_follow_in_order(line):
    seen = []

    async def talk(talk):
        await talk.listen(20)
        seen.append(talk)

    line.talk = talk
    report = await line.call()
    start, media = seen[0].start, [m for m in seen[0].got if m["event"] == "media"]
    assert start["sequenceNumber"] == "1"
    assert start["start"]["callSid"] == report.call
    assert start["start"]["customParameters"] == {"token": "t0", "call": "తె"}
    assert start["start"]["mediaFormat"] == {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
    assert [m["media"]["chunk"] for m in media] == [str(n) for n in range(1, 21)]
    assert [m["sequenceNumber"] for m in media] == [str(n) for n in range(2, 22)]
    times = [int(m["media"]["timestamp"]) for m in media]
    assert times[0] == 52
    assert all(b - a == 20 for a, b in itertools.pairwise(times))
    assert all(base64.b64decode(m["media"]["payload"]) == b"\xff" * 160 for m in media)
    assert events(line) == ["stream-started", "stream-stopped"]
    after = line.forms("/after")[0]
    assert (after["StreamEvent"], after["CallSid"]) == ("stream-stopped", report.call)
    assert (report.ended_by, codes(report)) == ("app", [])


async def test_every_frame_the_caller_speaks_arrives_also_while_the_phone_speaks(line, sound):
    spoken, got = sound(1.0, 300.0), bytearray()

    async def talk(talk):
        await talk.media(sound(3.0))
        await talk.mark("end")
        await talk.until("mark")
        for message in talk.got:
            if message["event"] == "media":
                got.extend(base64.b64decode(message["media"]["payload"]))

    line.talk = talk
    report = await line.call(Speak(spoken, "కరెంట్ లేదు", Over(0.5)))
    assert spoken in bytes(got)
    assert spoken in report.spoken
    assert sound(3.0)[: 2 * 8000] in report.heard
    assert len(report.spoken) == len(report.heard)
    start, end = next(report.of("speech_start")), next(report.of("speech_end"))
    assert start.detail["text"] == "కరెంట్ లేదు"
    assert end.at - start.at >= 0.95


async def test_marks_come_back_in_order_when_played(line, sound):
    async def talk(talk):
        await talk.mark("first")
        await talk.media(sound(0.5))
        await talk.mark("half")
        await talk.media(sound(0.5))
        await talk.mark("end")
        await talk.until("mark", name="end")
        names = [m["mark"]["name"] for m in talk.got if m["event"] == "mark"]
        assert names == ["first", "half", "end"]
        frames = [m["event"] for m in talk.got]
        assert frames.index("mark") <= 4
        assert frames.count("media") >= 50

    line.talk = talk
    report = await line.call()
    assert [m.detail["name"] for m in report.of("mark_back")] == ["first", "half", "end"]
    assert codes(report) == []


async def test_clear_silences_at_once_and_returns_the_marks(line, sound):
    async def talk(talk):
        await talk.media(sound(5.0))
        await talk.mark("end")
        await talk.listen(50)
        await talk.clear()
        await talk.until("mark", name="end")
        await talk.listen(30)

    line.talk = talk
    report = await line.call()
    clear = next(report.of("clear"))
    assert 8_000 < clear.detail["dropped"] < 36_000
    assert clear.detail["marks"] == 1
    assert set(report.heard[round((clear.at + 0.1) * 8000) :]) <= {0xFF}


async def test_sound_after_a_clear_while_the_caller_still_speaks_is_told(line, sound):
    async def talk(talk):
        await talk.media(sound(8.0))
        while True:
            message = await talk.until("media")
            if set(base64.b64decode(message["media"]["payload"])) != {0xFF}:
                break
        await talk.clear()
        await talk.media(sound(0.1))
        await talk.listen(60)

    line.talk = talk
    report = await line.call(Speak(sound(3.0), "stop", Over(0.5)), speed=4.0)
    assert report.stale_bytes == 800


async def test_keys_arrive_on_the_stream(line):
    keys = []

    async def talk(talk):
        while len(keys) < 3:
            keys.append((await talk.until("dtmf"))["dtmf"]["digit"])

    line.talk = talk
    await line.call(Silence(0.5, Now()), Press("4*#", Now()))
    assert keys == ["4", "*", "#"]


async def test_a_hole_in_a_prompt_is_an_underrun_and_the_end_of_one_is_not(line, sound):
    async def talk(talk):
        await talk.media(sound(0.5))
        await talk.listen(40)
        await talk.media(sound(0.5))
        await talk.mark("end")
        await talk.until("mark", name="end")
        await talk.listen(10)
        await talk.media(sound(0.5))
        await talk.mark("end2")
        await talk.until("mark", name="end2")

    line.talk = talk
    report = await line.call(speed=4.0)
    holes = list(report.of("underrun"))
    assert len(holes) == 1
    assert report.longest_underrun > 100


async def test_a_caller_who_hangs_up_sends_stop_and_closes(line):
    last = []

    async def talk(talk):
        last.append(await talk.until("stop"))

    line.talk = talk
    report = await line.call(Silence(0.5, Now()), HangUp(Now()), status=f"{line.base}/status")
    assert last[0]["stop"]["callSid"] == report.call
    assert events(line) == ["stream-started", "stream-stopped"]
    assert not line.forms("/after")
    assert line.forms("/status")[0]["CallStatus"] == "completed"
    assert (report.ended_by, codes(report)) == ("caller", [])


@pytest.mark.parametrize("by", ["fault", "step"])
async def test_a_lost_socket_has_no_stop_and_the_call_goes_on(line, by):
    async def talk(talk):
        await talk.until("stop")

    line.talk = talk
    if by == "fault":
        report = await line.call(faults=Faults(drop_socket=0.5))
    else:
        report = await line.call(Silence(1.0, Now()), DropSocket())
    await asyncio.wait_for(line.ended.wait(), 2)
    assert len(line.forms("/after")) == 1
    assert report.ended_by == "app"
    assert [m.detail["what"] for m in report.of("fault")] == ["socket lost"]


async def test_the_callers_frames_are_counted_and_those_over_the_applications_sound(line, sound):
    got = []

    async def talk(talk):
        await talk.media(sound(1.0))
        await talk.mark("end")
        await talk.until("mark", name="end")
        await talk.listen(20)
        got.extend(message["event"] for message in talk.got)

    line.talk = talk
    report = await line.call()
    end = next(report.of("stream_end"))
    assert got.count("media") <= end.detail["frames"] <= got.count("media") + 10
    assert end.detail["frames_over_bot"] == 50


async def test_a_step_waits_for_what_happens_outside(line):
    outside = asyncio.Event()

    async def talk(talk):
        await talk.listen(30)
        outside.set()
        await talk.until("dtmf")

    line.talk = talk
    report = await line.call(Press("7", Until(outside.is_set)))
    assert next(report.of("key")).at - next(report.of("stream_start")).at > 0.5


async def test_sound_that_waits_when_the_application_closes_is_lost(line, sound):
    async def talk(talk):
        await talk.media(sound(5.0))
        await talk.listen(10)

    line.talk = talk
    report = await line.call()
    assert next(report.of("stream_end")).detail["lost"] > 30_000


async def test_without_an_action_the_next_verb_follows(line):
    line.pages["/voice"] = connect(line, action="") + "<Redirect>/after</Redirect>"
    await line.call()
    assert len(line.forms("/after")) == 1


async def test_a_refused_handshake_is_told_and_the_call_goes_on(line):
    line.refuse = True
    report = await line.call()
    assert codes(report) == [31920]
    assert events(line) == ["stream-error"]
    assert line.forms("/stream")[0]["StreamError"]
    assert line.forms("/after")[0]["StreamEvent"] == "stream-error"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ws://127.0.0.1:9/media", 31902),
        ("http://127.0.0.1:9/media", 31922),
        ("wss://", 31923),
    ],
)
async def test_addresses_that_cannot_be_opened(line, url, code):
    line.pages["/voice"] = f"<Connect action='/after'><Stream url='{url}'/></Connect>"
    report = await line.call()
    assert codes(report) == [code]
    assert len(line.forms("/after")) == 1


async def test_an_unencrypted_socket_of_a_public_application_is_refused(line):
    local, line.base = line.base, "https://bot.example.test"
    line.pages["/voice"] = "<Connect action='/after'><Stream url='ws://bot.example.test/media'/></Connect>"
    report = await line.call(url="https://bot.example.test/voice", reach=local)
    assert codes(report) == [31922]
    assert line.sockets == []


async def test_an_address_with_a_query_is_not_opened(line):
    line.pages["/voice"] = connect(line, query="?token=1")
    report = await line.call()
    assert codes(report) == [31920, 31920]
    assert line.sockets == []


async def test_an_application_that_never_answers_the_handshake(line, monkeypatch):
    monkeypatch.setattr("runtime.standin.carrier.stream.OPENING", 0.1)
    deaf = await asyncio.start_server(lambda reader, writer: reader.read(), "127.0.0.1", 0)
    port = deaf.sockets[0].getsockname()[1]
    line.pages["/voice"] = f"<Connect action='/after'><Stream url='ws://127.0.0.1:{port}/m'/></Connect>"
    report = await line.call()
    deaf.close()
    assert codes(report) == [31901]


async def test_tls_that_is_none_is_told(line):
    socket = line.base.replace("http", "wss") + "/media"
    line.pages["/voice"] = f"<Connect action='/after'><Stream url='{socket}'/></Connect>"
    report = await line.call()
    assert codes(report) == [31910]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('{"event":"applause"}', 31951),
        ("not json", 31950),
        ('{"event":"clear","streamSid":"MZ0"}', 31951),
    ],
)
async def test_messages_outside_the_protocol_are_warned_of_once_and_ignored(line, sound, message, code):
    async def talk(talk):
        await talk.send(message)
        await talk.send(message)
        await talk.media(sound(0.2))
        await talk.mark("end")
        await talk.until("mark")

    line.talk = talk
    report = await line.call()
    assert codes(report) == [code]
    assert sound(0.2) in report.heard


async def test_a_message_before_start_is_warned_of(line):
    line.early = '{"event":"clear","streamSid":"MZ0"}'
    report = await line.call()
    assert [v.text for v in report.violations] == ["stream: a message before start"]
    assert codes(report) == [31951]


async def test_a_binary_message_is_warned_of(line):
    async def talk(talk):
        await talk.socket.send_bytes(b"\xff")
        await talk.listen(3)

    line.talk = talk
    assert codes(await line.call()) == [31950]


async def test_a_close_with_an_error_is_told(line):
    async def talk(talk):
        await talk.listen(2)
        await talk.socket.close(1011)

    line.talk = talk
    report = await line.call()
    assert codes(report) == [31921]
    assert events(line) == ["stream-started", "stream-error"]


async def test_ten_minutes_of_queued_sound_overflow(line):
    async def talk(talk):
        for _ in range(11):
            await talk.media(b"\x00" * 450_000)
        await talk.listen(2)

    line.talk = talk
    assert codes(await line.call()) == [31931]


async def test_an_application_that_does_not_read_loses_sound(line, monkeypatch):
    monkeypatch.setattr("runtime.standin.carrier.stream.LONGEST_OUTBOX", 0)

    async def talk(talk):
        await asyncio.sleep(0.2)

    line.talk = talk
    assert codes(await line.call()) == [31930]


async def test_a_connect_without_a_stream_is_passed_over(line):
    line.pages["/voice"] = "<Connect/><Redirect>/after</Redirect>"
    assert codes(await line.call()) == [12200]
    assert len(line.forms("/after")) == 1


async def test_a_second_stream_of_the_same_call_has_another_sid(line):
    sids = []

    async def talk(talk):
        sids.append(talk.sid)
        await talk.listen(2)

    line.talk = talk
    answers = iter([connect(line), "<Hangup/>"])
    line.pages["/after"] = lambda form: next(answers)
    report = await line.call()
    assert len(set(sids)) == 2
    assert {f["CallSid"] for f in line.forms("/after")} == {report.call}
