"""The verbs over real webhooks: what is heard, how a Gather ends, how legs end, what is recorded."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Response

from runtime.audio import mulaw, wav
from runtime.standin.carrier import AfterBot, Faults, HangUp, Leg, Now, Over, Press, Silence, Speak
from runtime.standin.carrier.line import is_audible


def seconds(report, kind, which=0):
    return list(report.of(kind))[which].at


def audible(sound: bytes) -> float:
    return sum(is_audible(sound[at : at + 160]) for at in range(0, len(sound), 160)) / 50


async def test_a_clip_is_fetched_and_really_heard(phone, sound):
    clip = sound(1.0)
    phone.pages["/voice"] = "<Play>/clips/a.wav</Play><Pause length='1'/><Play>/clips/a.wav</Play>"
    phone.pages["/clips/a.wav"] = Response(wav.write_mulaw(clip), media_type="audio/wav")
    report = await phone.call()
    assert clip in report.heard
    assert audible(report.heard) == pytest.approx(2.0, abs=0.06)
    assert len(phone.forms("/clips/a.wav")) == 1
    assert phone.forms("/clips/a.wav") == [{}]
    assert all(a.signed for a in phone.asked)
    assert report.violations == ()


async def test_clips_of_other_rates_and_raw_mulaw_are_heard(phone, sound):
    clip = sound(0.5)
    phone.pages["/voice"] = "<Play>/a</Play><Pause length='1'/><Play>/b</Play>"
    phone.pages["/a"] = Response(wav.write(mulaw.decode(clip).repeat(2), 16_000), media_type="audio/x-wav")
    phone.pages["/b"] = Response(clip, media_type="audio/basic")
    report = await phone.call()
    assert audible(report.heard) == pytest.approx(1.0, abs=0.06)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response(status_code=404), 11200),
        (Response(b"RIFF", media_type="audio/wav"), 12300),
        (Response(b"hello", media_type="text/plain"), 12300),
    ],
)
async def test_a_clip_that_cannot_be_had_is_skipped_with_a_violation(phone, answer, code):
    phone.pages["/voice"] = "<Play>/a</Play><Redirect>/next</Redirect>"
    phone.pages["/a"] = answer
    phone.pages["/next"] = "<Hangup/>"
    report = await phone.call()
    assert [v.code for v in report.violations] == [code]
    assert phone.forms("/next")


async def test_say_is_voiced_where_there_is_a_voice_and_takes_its_time_where_there_is_none(phone, sound):
    said = []

    async def say(text: str, language: str) -> bytes:
        said.append((text, language))
        return sound(0.5)

    text = "తెలుగు కోసం ఒకటి నొక్కండి"
    phone.pages["/voice"] = f"<Say voice='Google.te-IN-Standard-A' language='te-IN'>{text}</Say>"
    report = await phone.call(say=say)
    assert said == [(text, "te-IN")]
    assert audible(report.heard) == pytest.approx(0.5, abs=0.04)
    silent = await phone.call()
    assert audible(silent.heard) == 0
    assert silent.seconds >= len(text) / 15
    assert list(silent.of("bot_start"))


async def test_a_voice_that_does_not_exist_is_not_heard(phone, sound):
    async def say(text: str, language: str) -> bytes:
        return sound(1.0)

    phone.pages["/voice"] = "<Say voice='Google.te-IN-Standard-A' language='hi-IN'>x</Say>"
    report = await phone.call(say=say)
    assert audible(report.heard) == 0
    assert [v.code for v in report.violations] == [12200]


MENU = "<Gather action='/keys' numDigits='{most}' timeout='3' finishOnKey='#'><Play>/menu</Play></Gather>"


@pytest.fixture
def menu(phone, sound):
    phone.pages["/menu"] = Response(wav.write_mulaw(sound(2.0)), media_type="audio/wav")
    phone.pages["/keys"] = "<Hangup/>"
    phone.pages["/silence"] = "<Hangup/>"
    phone.pages["/voice"] = MENU.format(most=1) + "<Redirect>/silence</Redirect>"
    return phone


async def test_a_key_after_the_prompt_ends_a_gather_of_one(menu):
    report = await menu.call(Press("2"))
    assert menu.forms("/keys")[0]["Digits"] == "2"
    assert audible(report.heard) == pytest.approx(2.0, abs=0.06)
    assert seconds(report, "key") >= 2.7
    assert report.as_scripted


async def test_a_key_over_the_prompt_stops_it_at_once(menu):
    report = await menu.call(Press("1", Over(0.5)))
    assert menu.forms("/keys")[0]["Digits"] == "1"
    assert 0.4 <= audible(report.heard) <= 1.5


async def test_nothing_falls_through_after_the_timeout_from_the_end_of_the_prompt(menu):
    report = await menu.call()
    assert not menu.forms("/keys")
    assert len(menu.forms("/silence")) == 1
    assert seconds(report, "hang_up") >= 4.9


async def test_nothing_asks_the_action_where_it_says_so(menu):
    menu.pages["/voice"] = menu.pages["/voice"].replace("numDigits", "actionOnEmptyResult='true' numDigits")
    await menu.call()
    assert menu.forms("/keys")[0]["Digits"] == ""
    assert not menu.forms("/silence")


async def test_the_timer_begins_anew_with_each_key_and_the_finish_key_is_not_a_digit(menu):
    menu.pages["/voice"] = MENU.format(most=9) + "<Redirect>/silence</Redirect>"
    report = await menu.call(Press("123#", gap=2.0))
    form = menu.forms("/keys")[0]
    assert (form["Digits"], form["FinishedOnKey"]) == ("123", "#")
    assert report.as_scripted
    menu.asked.clear()
    await menu.call(Press("45"))
    assert menu.forms("/keys")[0]["Digits"] == "45"


async def test_the_finish_key_alone_is_no_input(menu):
    await menu.call(Press("#"))
    assert not menu.forms("/keys")
    assert menu.forms("/silence")


async def test_keys_that_nobody_gathers_are_dropped(menu):
    menu.pages["/voice"] = "<Pause length='1'/>" + menu.pages["/voice"]
    report = await menu.call(Press("7", Now()), Press("1"))
    keys = list(report.of("key"))
    assert [(k.detail["key"], k.detail["taken"]) for k in keys] == [("7", False), ("1", True)]
    assert menu.forms("/keys")[0]["Digits"] == "1"


async def test_speech_is_gathered_where_it_is_asked_for(menu, sound):
    menu.pages["/voice"] = "<Gather input='speech' action='/keys'><Play>/menu</Play></Gather>"
    await menu.call(Speak(sound(0.5), "కరెంట్ లేదు"))
    form = menu.forms("/keys")[0]
    assert (form["SpeechResult"], form["Confidence"]) == ("కరెంట్ లేదు", "0.9")


async def test_hanging_up_in_a_gather_posts_only_the_final_callback(menu):
    menu.pages["/status"] = Response(status_code=204)
    report = await menu.call(HangUp(Over(0.5)), status=f"{menu.base}/status")
    assert (report.ended_by, report.as_scripted) == ("caller", True)
    assert [a.path for a in menu.asked] == ["/voice", "/menu", "/status"]
    assert report.violations == ()


async def test_reject_is_not_an_answer(phone):
    phone.pages["/voice"] = "<Reject reason='busy'/>"
    phone.pages["/status"] = Response(status_code=204)
    report = await phone.call(status=f"{phone.base}/status")
    assert (report.ended_by, phone.forms("/status")[0]["CallStatus"]) == ("rejected", "busy")


DIAL = (
    "<Dial action='/done' timeout='10' callerId='+18005550100' answerOnBridge='true'>"
    "<Number statusCallback='/leg' statusCallbackEvent='initiated ringing answered completed'>"
    "+14155550123</Number>"
    "</Dial>"
)


@pytest.fixture
def desk(phone):
    phone.pages |= {"/voice": DIAL, "/done": "<Hangup/>", "/leg": Response(status_code=204)}
    return phone


@pytest.mark.parametrize(
    ("leg", "status", "bridged", "events"),
    [
        (Leg(talk=3.0), "completed", "true", ["initiated", "ringing", "in-progress", "completed"]),
        (Leg("busy"), "busy", "false", ["initiated", "ringing", "busy"]),
        (Leg("no-answer"), "no-answer", "false", ["initiated", "ringing", "no-answer"]),
        (Leg(after=99), "no-answer", "false", ["initiated", "ringing", "no-answer"]),
        (Leg("failed"), "failed", "false", ["initiated", "ringing", "failed"]),
    ],
)
async def test_dialled_legs_answer_are_busy_ring_out_or_fail(desk, leg, status, bridged, events):
    report = await desk.call(legs={"+14155550123": leg})
    form = desk.forms("/done")[0]
    assert (form["DialCallStatus"], form["DialBridged"]) == (status, bridged)
    assert int(form["DialCallDuration"]) in ((3, 4) if status == "completed" else (0,))
    legs = sorted(desk.forms("/leg"), key=lambda f: int(f["SequenceNumber"]))
    assert [f["CallStatus"] for f in legs] == events
    assert {f["ParentCallSid"] for f in legs} == {report.call}
    assert report.dials[0].status == status
    assert report.violations == ()
    if status == "no-answer":
        assert report.seconds >= 15


async def test_those_who_are_not_named_answer_in_turn_and_the_last_holds(desk):
    desk.pages["/voice"] = "<Dial><Queue>a</Queue></Dial>" * 3
    report = await desk.call(other_legs=(Leg("busy"), Leg(talk=0.5)))
    assert [dialled.status for dialled in report.dials] == ["busy", "completed", "completed"]


async def test_without_an_action_the_next_verb_follows(desk):
    desk.pages["/voice"] = "<Dial><Queue>desk</Queue></Dial><Redirect>/done</Redirect>"
    report = await desk.call()
    assert "DialCallStatus" not in desk.forms("/done")[0]
    assert (report.dials[0].target, report.dials[0].status) == ("desk", "completed")


@pytest.mark.parametrize(
    ("number", "caller_id", "code"),
    [
        ("14155550123", "+18005550100", 13224),
        ("+14155550123", "+15550001111", 13214),
        ("+919800000002", "+919876543210", 13227),
    ],
)
async def test_numbers_that_cannot_be_dialled_fail_with_their_code(desk, number, caller_id, code):
    desk.pages["/voice"] = f"<Dial action='/done' callerId='{caller_id}'><Number>{number}</Number></Dial>"
    report = await desk.call()
    assert [v.code for v in report.violations] == [code]
    assert desk.forms("/done")[0]["DialCallStatus"] == "failed"


async def test_a_dial_of_nobody_fails(desk):
    desk.pages["/voice"] = "<Dial action='/done'/>"
    report = await desk.call()
    assert [v.code for v in report.violations] == [12200]
    assert desk.forms("/done")[0]["DialCallStatus"] == "failed"


async def test_the_first_of_several_to_answer_wins(desk):
    desk.pages["/voice"] = "<Dial action='/done'><Sip>sip:slow@x.test</Sip><Sip>sip:quick@x.test</Sip></Dial>"
    report = await desk.call(legs={"sip:slow@x.test": Leg(after=4.0), "sip:quick@x.test": Leg(after=0.5)})
    assert report.dials[0].target == "sip:quick@x.test"


@pytest.mark.parametrize(("keys", "status"), [("1", "completed"), ("", "no-answer")])
async def test_a_whisper_is_run_on_the_other_leg_and_may_decline(desk, keys, status):
    desk.pages["/voice"] = "<Dial action='/done'><Number url='/whisper'>+14155550123</Number></Dial>"
    desk.pages["/whisper"] = "<Gather numDigits='1' action='/accept'><Pause length='2'/></Gather><Hangup/>"
    desk.pages["/accept"] = ""
    report = await desk.call(other_legs=(Leg(keys=keys),), caller="+14155559999")
    whisper = desk.forms("/whisper")[0]
    assert whisper["ParentCallSid"] == report.call != whisper["CallSid"]
    assert [f["Digits"] for f in desk.forms("/accept")] == list(keys)
    assert desk.forms("/done")[0]["DialCallStatus"] == status
    assert audible(report.heard) == 0


async def test_a_caller_who_hangs_up_while_it_rings_cancels_the_dial(desk):
    report = await desk.call(Silence(2.0, Now()), HangUp(Now()), other_legs=(Leg(after=9.0),))
    form = desk.forms("/done")[0]
    assert (form["DialCallStatus"], form["CallStatus"]) == ("canceled", "completed")
    assert report.ended_by == "caller"


async def test_a_caller_who_hangs_up_while_talking_ends_the_leg(desk):
    report = await desk.call(Silence(4.0, Now()), HangUp(Now()), other_legs=(Leg(after=1.0, talk=60),))
    form = desk.forms("/done")[0]
    assert (form["DialCallStatus"], form["DialBridged"]) == ("completed", "true")
    assert 1 <= report.dials[0].seconds <= 30


async def test_what_the_other_side_says_is_heard(desk, sound):
    report = await desk.call(other_legs=(Leg(talk=1.0, sound=sound(5.0)),))
    assert audible(report.heard) == pytest.approx(1.0, abs=0.06)


RECORD = "<Record action='/recorded' maxLength='4' timeout='2' recordingStatusCallback='/kept'/>"


@pytest.fixture
def voicemail(phone):
    phone.pages |= {"/voice": RECORD, "/recorded": "<Hangup/>", "/kept": Response(status_code=204)}
    return phone


@pytest.mark.parametrize(
    ("script", "digits", "length"),
    [
        (lambda s: [Speak(s(1.0), "message")], None, 1.0),
        (lambda s: [Speak(s(1.0), "message"), Press("*", Now())], "*", 1.0),
        (lambda s: [Speak(s(9.0), "message", AfterBot(0.1))], None, 4.0),
        (lambda s: [Speak(s(1.0), "message"), HangUp(Now())], "hangup", 1.0),
        (lambda s: [], None, 0.0),
    ],
)
async def test_a_message_ends_by_silence_a_key_its_length_or_the_hang_up(
    voicemail, sound, script, digits, length
):
    report = await voicemail.call(*script(sound))
    form = voicemail.forms("/recorded")[0]
    assert form.get("Digits") == digits
    recorded = len(report.recordings[0].ulaw) / 8000
    assert recorded == pytest.approx(length, abs=0.9)
    assert form["RecordingDuration"] == str(round(recorded))
    assert voicemail.forms("/kept")[0]["RecordingStatus"] == "completed"
    assert report.violations == ()
    assert audible(report.heard) == pytest.approx(0.3, abs=0.05)


async def test_a_call_that_never_ends_is_ended_by_the_carrier(phone):
    phone.pages["/voice"] = "<Redirect>/voice</Redirect>"

    async def slowly(form):
        await asyncio.sleep(0.02)
        return "<Redirect>/voice</Redirect>"

    phone.pages["/voice"] = slowly
    report = await phone.call(longest=3.0)
    assert (report.ended_by, report.as_scripted) == ("carrier", False)


async def test_a_step_whose_moment_never_comes_is_told(phone):
    phone.pages["/voice"] = "<Pause length='30'/>"
    report = await phone.call(Press("1"), patience=2.0, longest=5.0)
    assert any("in vain" in m.detail["what"] for m in report.of("fault"))
    assert not report.as_scripted


async def test_everything_again_with_every_webhook_sent_twice(menu):
    report = await menu.call(Press("2"), faults=Faults(repeat=True))
    assert report.violations == ()
    assert [f["Digits"] for f in menu.forms("/keys")] == ["2", "2"]
