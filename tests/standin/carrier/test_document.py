"""Every complaint about TwiML can be provoked, and good TwiML provokes none."""

from __future__ import annotations

import pytest

from runtime.providers.twilio import twiml
from runtime.standin.carrier.document import Unreadable, grumbles, parse, voice_speaks


def complaints(verbs: str) -> list[tuple[int, str]]:
    return list(grumbles(parse(f"<Response>{verbs}</Response>".encode(), "text/xml", "http://h/v")))


@pytest.mark.parametrize(
    ("verbs", "code", "words"),
    [
        ("<Say shout='yes'>x</Say>", 12200, "no attribute shout"),
        ("<Say> </Say>", 12200, "without words"),
        ("<Say voice='Polly.Kajal' language='hi-IN'>x</Say>", 12200, "no voice Polly.Kajal"),
        ("<Say voice='Google.te-IN-Standard-A' language='hi-IN'>x</Say>", 12200, "no voice"),
        ("<Say voice='Google.ta-IN-Standard-A' language='ta-IN'>x</Say>", 12200, "no voice"),
        ("<Play/>", 11100, "without an address"),
        ("<Redirect/>", 11100, "without an address"),
        ("<Gather timeout='soon'/>", 12200, "timeout"),
        ("<Gather numDigits='-1'/>", 12200, "numDigits"),
        ("<Gather><Dial/></Gather>", 12200, "cannot hold <Dial>"),
        ("<Connect><Stream url='wss://h/m?t=1'/></Connect>", 31920, "no query"),
        ("<Connect><Stream url='wss://h/m' track='both_tracks'/></Connect>", 31941, "both_tracks"),
        ("<Connect><Stream url='wss://h/m' statusCallback='/s'/></Connect>", 11100, "absolute"),
        (
            "<Connect><Stream url='wss://h/m'><Parameter name='t' value='"
            + "x" * 499
            + "'/></Stream></Connect>",
            12200,
            "500 characters",
        ),
        ("<Dial timeout='2'><Number>+1</Number></Dial>", 12200, "5 to 600"),
        ("<Say>x</Say><Reject/>", 12200, "does not reject"),
        ("<Hangup/><Say>x</Say>", 12200, "never reached"),
        ("<Record/><Say>x</Say>", 12200, "never reached"),
    ],
)
def test_each_complaint_fires(verbs, code, words):
    assert any(found == code and words in text for found, text in complaints(verbs)), complaints(verbs)


def test_what_our_server_can_write_provokes_none():
    written = twiml.document(
        *(twiml.Say("x", language) for language in twiml.VOICES),
        twiml.Play("/clips/a.wav"),
        twiml.Pause(2),
        twiml.Gather("/keys", (twiml.Say("x", "te-IN"), twiml.Play("/a"), twiml.Pause(1)), keys=1),
        twiml.ConnectStream("wss://h/m", "/after", {"token": "t"}, status="https://h/s", name="bot"),
        twiml.Dial(
            twiml.Number("+14155550123", whisper="/w", status="/leg"), "/done", caller_id="+18005550100"
        ),
        twiml.Dial(twiml.Sip("sip:a@b.test"), "/done"),
        twiml.Dial(twiml.Queue("desk"), "/done"),
        twiml.Record("/recorded", status="/r"),
    )
    assert list(grumbles(parse(written.encode(), twiml.CONTENT_TYPE, "https://h/v"))) == []


def test_unknown_verbs_fail_the_document():
    with pytest.raises(Unreadable, match="Dance"):
        complaints("<Dance/>")


@pytest.mark.parametrize(
    ("voice", "language", "speaks"),
    [
        ("Google.te-IN-Chirp3-HD-Kore", "te-IN", True),
        ("Google.pa-IN-Chirp3-HD-Kore", "pa-IN", False),
        ("Google.te-IN-Wavenet-A", "te-IN", False),
        ("Google.hi-IN-Neural2-D", "hi-IN", True),
        ("Polly.Raveena", "hi-IN", False),
        ("Google.od-IN-Standard-A", "od-IN", False),
    ],
)
def test_the_voice_table(voice, language, speaks):
    assert voice_speaks(voice, language) == speaks
