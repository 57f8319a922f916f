"""Every webhook is signed: the routes are enumerated, the official package signs."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.server.webhook import WEBHOOKS

SID = "CA00000000000000000000000000000001"
FORM = {
    "CallSid": SID,
    "From": "+919876543210",
    "To": "+18005550100",
    "CallStatus": "ringing",
    "FromCity": "",
}


def test_every_route_under_voice_is_in_the_table() -> None:
    from runtime.server.app import Application
    from runtime.server.settings import Settings

    app = Application(Settings.from_env({"TWILIO_AUTH_TOKEN": "x"}), None)  # type: ignore[arg-type]
    paths = {route.path for route in app._http.routes}  # type: ignore[attr-defined]
    assert paths - set(WEBHOOKS) == {"/clips/{name}.wav", "/health"}
    assert set(WEBHOOKS) <= paths


async def test_what_is_not_signed_is_refused_on_every_route(serve: Any) -> None:
    server = await serve()
    other = server.sign(f"{server.url}/voice/other", FORM)
    for path in WEBHOOKS:
        right = server.sign(server.url + path, FORM)
        for name, signature, form in [
            ("missing", None, FORM),
            ("empty", "", FORM),
            ("truncated", right[:-2], FORM),
            ("altered", right.swapcase(), FORM),
            ("of another path", other, FORM),
            ("of another query", server.sign(f"{server.url}{path}?step=1", FORM), FORM),
            ("of another form", right, {**FORM, "Digits": "1"}),
            ("without the blank value", right, {k: v for k, v in FORM.items() if v}),
            ("not even text", "\u00ff\u00fe", FORM),
        ]:
            headers = {} if signature is None else {"X-Twilio-Signature": signature.encode("latin-1")}
            answer = await server.client.post(server.url + path, data=form, headers=headers)
            assert answer.status_code == 403, f"{path}: {name}"
            assert not answer.content
    assert not server.app.board.sessions


async def test_what_is_signed_is_taken_on_every_route(serve: Any) -> None:
    server = await serve()
    for path in WEBHOOKS:
        answer = await server.post(path, FORM)
        assert answer.status_code in (200, 204), path
        assert ("xml" in answer.headers.get("content-type", "")) == (answer.status_code == 200)
        assert (await server.client.get(server.url + path)).status_code == 405


async def test_behind_a_proxy_the_public_address_is_what_was_signed(serve: Any) -> None:
    server = await serve(PUBLIC_URL="https://bot.example.test")
    for url in (
        "https://bot.example.test/voice/incoming?a=%20b",
        "https://bot.example.test:443/voice/incoming?a=%20b",
    ):
        answer = await server.client.post(
            f"{server.url}/voice/incoming?a=%20b",
            data=FORM,
            headers={"X-Twilio-Signature": server.sign(url, FORM)},
        )
        assert answer.status_code == 200, url
        assert "https://bot.example.test/voice/language-selected?step=1" in answer.text
    own = server.sign(f"{server.url}/voice/incoming", FORM)
    answer = await server.client.post(
        f"{server.url}/voice/incoming", data=FORM, headers={"X-Twilio-Signature": own}
    )
    assert answer.status_code == 403


async def test_while_the_token_is_changed_both_are_taken(serve: Any) -> None:
    server = await serve(TWILIO_AUTH_TOKEN="the-next-token, test-token-0123456789abcdef")
    assert (await server.post("/voice/incoming", FORM)).status_code == 200


async def test_without_a_token_nobody_is_trusted(serve: Any) -> None:
    server = await serve(TWILIO_AUTH_TOKEN="")
    assert (await server.post("/voice/incoming", FORM)).status_code == 403


async def test_the_development_switch_takes_anyone_and_says_so(
    serve: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server = await serve(TWILIO_AUTH_TOKEN="", INSECURE_SKIP_SIGNATURES="yes")
    answer = await server.client.post(f"{server.url}/voice/incoming", data=FORM)
    assert answer.status_code == 200
    assert sum("INSECURE_SKIP_SIGNATURES" in r.message for r in caplog.records) >= 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"CallSid=" + b"A" * 70_000, "too long"),
        (b"&".join(b"f%d=1" % n for n in range(500)), "too many fields"),
        (b"CallSid=\xff\xfe", "not UTF-8"),
    ],
)
async def test_a_hostile_body_is_refused_before_it_is_read(serve: Any, body: bytes, kind: str) -> None:
    server = await serve(INSECURE_SKIP_SIGNATURES="yes")
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await server.client.post(f"{server.url}/voice/incoming", content=body, headers=headers)
    assert answer.status_code == 403, kind


async def test_our_own_fault_is_an_apology_and_a_person_never_a_traceback(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve()

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a secret of the inside")

    dialogue = server.app.library.for_number("+18005550100")
    monkeypatch.setattr(type(dialogue), "start", broken)
    answer = await server.post("/voice/incoming", FORM)
    assert answer.status_code == 200
    assert "<Number>+14155550123</Number>" in answer.text
    assert "secret" not in answer.text
    monkeypatch.setattr(type(server.app.board), "fallback", broken)
    answer = await server.post("/voice/incoming", {**FORM, "CallSid": SID[:-1] + "2"})
    assert "<Say" in answer.text
    assert answer.text.endswith("<Hangup/></Response>") or "<Hangup />" in answer.text


async def test_the_fallback_needs_no_call(serve: Any) -> None:
    server = await serve()
    answer = await server.post("/voice/fallback", {**FORM, "ErrorCode": "11200", "ErrorUrl": "http://x"})
    assert "+14155550123" in answer.text
    (server.flows / "contacts.yaml").unlink()
    server.app.library.serve(type(server.app.library.shelf)())  # no flow at all
    answer = await server.post("/voice/fallback", {**FORM, "ErrorCode": "11200"})
    assert "<Say" in answer.text
    assert "Hangup" in answer.text
