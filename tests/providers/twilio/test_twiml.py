"""TwiML: the same text as Twilio's own helper writes, and a refusal of what Twilio would refuse."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml import voice_response as official

from runtime.providers.twilio import twiml

TELUGU = "తెలుగు కోసం 1 నొక్కండి & <వేచి> ఉండండి"


def test_say_equals_the_helper_in_every_language():
    for language, voice in twiml.VOICES.items():
        theirs = official.VoiceResponse()
        theirs.say(TELUGU, voice=voice, language=language)
        assert twiml.document(twiml.Say(TELUGU, language)) == str(theirs)
        assert twiml.can_say(language)


@pytest.mark.parametrize("language", ["od-IN", "as-IN", "ur-IN", "", "nonsense"])
def test_a_language_without_a_voice_is_read_by_one_that_exists(language):
    say = ET.fromstring(twiml.document(twiml.Say("x", language)))[0]
    assert not twiml.can_say(language)
    assert twiml.VOICES[say.attrib["language"]] == say.attrib["voice"]


def test_play_pause_redirect_hangup_equal_the_helper():
    theirs = official.VoiceResponse()
    theirs.play("https://bot.example.test/clips/a.wav?x=1&y=2")
    theirs.pause(length=3)
    theirs.redirect("/voice/next?state=a&try=2", method="POST")
    theirs.hangup()
    assert twiml.document(
        twiml.Play("https://bot.example.test/clips/a.wav?x=1&y=2"),
        twiml.Pause(3),
        twiml.Redirect("/voice/next?state=a&try=2"),
        twiml.Hangup(),
    ) == str(theirs)


@pytest.mark.parametrize("reason", ["busy", "rejected"])
def test_reject_equals_the_helper(reason):
    theirs = official.VoiceResponse()
    theirs.reject(reason=reason)
    assert twiml.document(twiml.Reject(reason)) == str(theirs)


@pytest.mark.parametrize(("keys", "finish"), [(1, "#"), (None, "#"), (10, "")])
def test_gather_equals_the_helper(keys, finish):
    theirs = official.VoiceResponse()
    gather = theirs.gather(
        action="/voice/language-selected?state=menu&n=1",
        method="POST",
        input="dtmf",
        num_digits=keys,
        timeout=10,
        finish_on_key=finish,
        action_on_empty_result=True,
    )
    gather.say("हिंदी के लिए 2 दबाएँ", voice="Polly.Kajal-Neural", language="hi-IN")
    gather.play("/clips/b.wav")
    gather.pause(length=1)
    theirs.redirect("/voice/again", method="POST")
    ours = twiml.Gather(
        "/voice/language-selected?state=menu&n=1",
        (twiml.Say("हिंदी के लिए 2 दबाएँ", "hi-IN"), twiml.Play("/clips/b.wav"), twiml.Pause(1)),
        keys=keys,
        timeout=10,
        finish=finish,
    )
    assert twiml.document(ours, twiml.Redirect("/voice/again")) == str(theirs)


def test_connect_equals_the_helper():
    theirs = official.VoiceResponse()
    connect = official.Connect(action="https://bot.example.test/voice/stream-ended", method="POST")
    stream = official.Stream(
        url="wss://bot.example.test/media-stream",
        name="bot",
        status_callback="https://bot.example.test/voice/stream-status",
        status_callback_method="POST",
    )
    stream.parameter(name="token", value='p3J"t0a&')
    stream.parameter(name="call", value="CA1")
    connect.append(stream)
    theirs.append(connect)
    ours = twiml.ConnectStream(
        "wss://bot.example.test/media-stream",
        "https://bot.example.test/voice/stream-ended",
        {"token": 'p3J"t0a&', "call": "CA1"},
        status="https://bot.example.test/voice/stream-status",
        name="bot",
    )
    assert twiml.document(ours) == str(theirs)


def test_dial_equals_the_helper_for_telephone_sip_and_queue():
    def dial() -> official.Dial:
        return official.Dial(
            action="/voice/dial-ended?request=4",
            method="POST",
            answer_on_bridge=True,
            timeout=25,
            caller_id="+18005550100",
        )

    events = "initiated ringing answered completed"
    number, sip, queue = dial(), dial(), dial()
    number.number(
        "+14155550123", url="/voice/whisper?a=1&b=2", status_callback="/leg", status_callback_event=events
    )
    sip.sip("sip:desk@pbx.example.test;transport=tls")
    queue.queue("lineman desk")
    targets = [
        (number, twiml.Number("+14155550123", whisper="/voice/whisper?a=1&b=2", status="/leg")),
        (sip, twiml.Sip("sip:desk@pbx.example.test;transport=tls")),
        (queue, twiml.Queue("lineman desk")),
    ]
    for theirs, target in targets:
        response = official.VoiceResponse()
        response.append(theirs)
        ours = twiml.Dial(target, "/voice/dial-ended?request=4", caller_id="+18005550100")
        assert twiml.document(ours) == str(response)


def test_record_equals_the_helper():
    theirs = official.VoiceResponse()
    theirs.record(
        action="/voice/recorded?request=5",
        method="POST",
        max_length=90,
        timeout=5,
        finish_on_key="#",
        play_beep=True,
        recording_status_callback="/voice/recording",
    )
    ours = twiml.Record("/voice/recorded?request=5", seconds=90, status="/voice/recording")
    assert twiml.document(ours) == str(theirs)


def test_an_empty_document_equals_the_helper():
    assert twiml.document() == str(official.VoiceResponse())


@given(st.text(), st.text())
def test_any_words_give_a_document_that_can_be_read_back(words, url):
    root = ET.fromstring(
        twiml.document(twiml.Say(words, "te-IN"), twiml.Gather(url, (twiml.Say(words, "hi-IN"),)))
    )
    kept = [c for c in words if c not in "\r\n" and c.isprintable()]
    assert [c for c in root[0].text or "" if c.isprintable()] == kept


@pytest.mark.parametrize(
    "url", ["https://bot.example.test/media", "/media", "wss://bot.example.test/m?token=1"]
)
def test_a_stream_address_that_twilio_refuses_is_refused(url):
    with pytest.raises(twiml.TwimlError, match="stream"):
        twiml.document(twiml.ConnectStream(url, "/after"))


def test_a_long_parameter_a_long_document_and_a_late_reject_are_refused():
    with pytest.raises(twiml.TwimlError, match="token"):
        twiml.document(twiml.ConnectStream("wss://h/m", "/after", {"token": "x" * 496}))
    with pytest.raises(twiml.TwimlError, match="64000"):
        twiml.document(twiml.Say("త" * 30_000, "te-IN"))
    with pytest.raises(twiml.TwimlError, match="first"):
        twiml.document(twiml.Pause(1), twiml.Reject())
