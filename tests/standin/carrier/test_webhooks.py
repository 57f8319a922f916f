"""How the application is asked: signatures, headers, retries, the fallback, and what is complained of."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Response

from runtime.standin.carrier import Faults, Press


def codes(report):
    return [violation.code for violation in report.violations]


async def test_the_first_webhook_is_twilios_in_every_field(phone):
    phone.pages["/voice"] = "<Hangup/>"
    report = await phone.call()
    asked = phone.asked[0]
    assert asked.signed
    assert asked.form["CallStatus"] == "ringing"
    assert asked.form["CallSid"] == report.call
    assert asked.form["FromCity"] == ""
    assert asked.headers["user-agent"] == "TwilioProxy/1.1"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded; charset=UTF-8"
    assert asked.headers["i-twilio-idempotency-token"]
    assert (report.ended_by, codes(report), report.as_scripted) == ("app", [], True)


async def test_behind_a_proxy_the_public_address_is_signed_and_the_port_dropped(phone):
    phone.pages["/voice"] = "<Hangup/>"
    local, phone.base = phone.base, "https://bot.example.test"
    report = await phone.call(url="https://bot.example.test:8443/voice?flow=x", reach=local)
    assert report.ended_by == "app"
    assert phone.asked[0].signed
    assert phone.asked[0].headers["host"] == "bot.example.test:8443"


@pytest.mark.parametrize("token", [None, "another-token"])
async def test_a_stranger_has_no_valid_signature(phone, token):
    phone.pages["/voice"] = "<Hangup/>"
    await phone.call(auth_token=token)
    assert not phone.asked[0].signed


async def test_redirect_goes_on_in_progress_and_resolves_from_the_current_document(phone):
    phone.pages["/voice"] = "<Redirect>menus/first?a=1&amp;b=2</Redirect>"
    phone.pages["/menus/first"] = "<Redirect>second</Redirect>"
    phone.pages["/menus/second"] = ""
    report = await phone.call()
    assert [a.path for a in phone.asked] == ["/voice", "/menus/first", "/menus/second"]
    assert all(a.signed for a in phone.asked)
    assert [f["CallStatus"] for f in (a.form for a in phone.asked)] == [
        "ringing",
        "in-progress",
        "in-progress",
    ]
    assert report.ended_by == "app"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response(status_code=500), 11200),
        (Response(status_code=403), 11200),
        (Response("<Response/>", media_type="text/plain"), 12300),
        (Response(" <Response/>", media_type="text/xml"), 12100),
        (Response("<Response>", media_type="text/xml"), 12100),
        (Response("<Answer/>", media_type="text/xml"), 12102),
        (Response("<Response><Dance/></Response>", media_type="text/xml"), 12100),
        (Response("<Response><Say>" + "x" * 65_536 + "</Say></Response>", media_type="text/xml"), 11750),
        (Response(status_code=302, headers={"location": "/voice"}), 11215),
    ],
)
async def test_a_document_that_cannot_be_used_goes_to_the_fallback(phone, answer, code):
    phone.pages["/voice"] = answer
    phone.pages["/fallback"] = "<Pause length='1'/><Hangup/>"
    report = await phone.call(fallback=f"{phone.base}/fallback")
    assert code in codes(report)
    form = phone.forms("/fallback")[0]
    assert (form["ErrorCode"], form["ErrorUrl"]) == (str(code), f"{phone.base}/voice")
    assert report.ended_by == "app"


async def test_without_a_fallback_the_call_fails(phone):
    report = await phone.call(status=f"{phone.base}/status")
    assert (report.ended_by, codes(report), report.as_scripted) == ("failed", [11200, 12200], False)
    assert phone.forms("/status")[0]["CallStatus"] == "failed"


async def test_nobody_there_is_a_connect_failure(phone):
    report = await phone.call(url="http://127.0.0.1:9/voice")
    assert (report.ended_by, codes(report)) == ("failed", [11205])


async def test_a_lost_attempt_is_made_once_more(phone):
    phone.pages["/voice"] = "<Hangup/>"
    report = await phone.call(faults=Faults(lose_first=True))
    assert (report.ended_by, len(phone.asked)) == ("app", 1)


async def test_repeated_webhooks_must_be_answered_the_same(phone):
    answers = iter(["<Say language='en-IN'>one</Say>", "<Say language='en-IN'>two</Say>"])
    phone.pages["/voice"] = lambda form: next(answers)
    report = await phone.call(faults=Faults(repeat=True))
    tokens = [a.headers["i-twilio-idempotency-token"] for a in phone.asked]
    assert tokens[0] == tokens[1]
    assert [v.text for v in report.violations] == ["/voice: a repeated webhook was answered differently"]

    phone.asked.clear()
    phone.pages["/voice"] = "<Redirect>/next</Redirect>"
    phone.pages["/next"] = "<Hangup/>"
    report = await phone.call(faults=Faults(repeat=True))
    tokens = [a.headers["i-twilio-idempotency-token"] for a in phone.asked]
    assert codes(report) == []
    assert (tokens[0] == tokens[1], tokens[1] == tokens[2], tokens[2] == tokens[3]) == (True, False, True)


async def test_a_redirected_action_loses_its_digits(phone):
    phone.pages["/voice"] = (
        "<Gather action='/keys' numDigits='1'><Say language='en-IN'>Press 1</Say></Gather>"
    )
    phone.pages["/keys"] = Response(status_code=307, headers={"location": "/other"})
    phone.pages["/other"] = "<Hangup/>"
    report = await phone.call(Press("1"))
    assert any("loses its Digits" in v.text for v in report.violations)
    assert "Digits" not in phone.forms("/other")[0]


async def test_an_answer_that_does_not_come_is_given_up(phone, monkeypatch):
    monkeypatch.setattr("runtime.standin.carrier.webhooks.DEADLINE", 0.1)

    async def never(form):
        await asyncio.sleep(0.5)

    phone.pages["/voice"] = never
    report = await phone.call()
    assert codes(report) == [11200]
    assert "no answer" in report.violations[0].text


async def test_a_callback_that_reaches_nobody_is_told(phone):
    phone.pages["/voice"] = "<Hangup/>"
    report = await phone.call(status="http://127.0.0.1:9/status")
    assert [(v.code, v.text) for v in report.violations] == [(11200, "callback /status: ConnectError")]


async def test_the_final_status_callback_is_signed_and_must_be_answered_quietly(phone):
    phone.pages["/voice"] = "<Pause length='2'/>"
    phone.pages["/status"] = Response(status_code=204)
    report = await phone.call(status=f"{phone.base}/status")
    form = phone.forms("/status")[0]
    assert (form["CallStatus"], form["CallbackSource"]) == ("completed", "call-progress-events")
    assert int(form["CallDuration"]) >= 2
    assert all(a.signed for a in phone.asked)
    assert codes(report) == []

    phone.pages["/status"] = Response("thanks", media_type="text/plain")
    assert codes(await phone.call(status=f"{phone.base}/status")) == [12200]
