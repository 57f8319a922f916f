"""Calls that we place: prepared with what they are about, answered by a person or a machine."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.dialogue.event import Answered, AnsweredBy
from runtime.providers.twilio.answering import answered
from runtime.server import outgoing
from runtime.server.outgoing import NotPlaced, Outgoing

REMINDER = """\
flow: reminder
languages: [en-IN]
direction: outbound
inputs: {full_name: {type: text}, due: {type: number}}
voicemail: message
start: begin
defaults: {wait: 5s, on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}
states:
  begin: {menu: "Good day, {{ full_name }}. You owe {{ due }}. Press 1.", options: [{key: 1, go: bye}]}
  message: {end: message_left, say: "Please call us back, {{ full_name }}."}
  bye: {end: resolved, say: "Goodbye."}
"""
INPUTS = {"full_name": "Lakshmi", "due": 250}
PERSON, OURS = "+919876543210", "+18005550100"


async def prepared(
    server: Any, flow: str = "reminder", inputs: Any = INPUTS, admin: str | None = None
) -> Any:
    admin = server.app.settings.admin_token if admin is None else admin
    headers = {"Authorization": f"Bearer {admin}"}
    return await server.client.post(
        f"{server.url}/calls", json={"flow": flow, "inputs": inputs}, headers=headers
    )


async def placed(server: Any, **form: str) -> Any:
    """A call that was prepared, and that somebody has just taken."""
    address = (await prepared(server)).json()["answer"]
    more = {"From": OURS, "To": PERSON, "Direction": "outbound-api", **form}
    call = await server.call()  # makes the caller; this one is placed below
    call.sid, call.more = "CA" + "7" * 32, more
    await call.go(address)
    return call


@pytest.fixture
async def server(serve: Any, tmp_path: Any) -> Any:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "reminder.yaml").write_text(REMINDER, encoding="utf-8")
    return await serve()


async def test_a_person_hears_what_the_call_is_about(server: Any) -> None:
    call = await placed(server, AnsweredBy="human")
    assert "Good day, Lakshmi. You owe 250." in call.text
    assert server.app.board.sessions[call.sid].call.number == PERSON, (
        "the person on the line, whoever dialled"
    )
    await call.press("1")
    assert "Hangup" in call.verbs


async def test_a_machine_hears_the_voicemail_and_nothing_else(server: Any) -> None:
    call = await placed(server, AnsweredBy="machine_end_beep")
    assert "Please call us back, Lakshmi." in call.text
    assert "You owe" not in call.text
    assert call.verbs[-1] == "Hangup"


async def test_a_machine_that_still_greets_is_waited_for(server: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("runtime.dialogue.going.GREETING", 0.3)
    call = await placed(server, AnsweredBy="machine_start")
    assert call.verbs == ["Pause", "Redirect"]
    session = server.app.board.sessions[call.sid]
    await server.until(lambda: session.call.phase != "greeting")
    await call.go(call.verb("Redirect").text)
    assert "Please call us back" in call.text


async def test_a_machine_that_is_noticed_later_hears_the_voicemail(server: Any) -> None:
    call = await placed(server)
    assert "You owe 250." in call.text
    answer = await server.post("/voice/answered", call.form(AnsweredBy="machine_end_beep"))
    assert answer.status_code == 204
    session = server.app.board.sessions[call.sid]
    await server.until(lambda: session.call.machine)
    await call.go(call.verb("Redirect").text)
    assert "Please call us back" in call.text


async def test_what_a_call_is_about_stands_in_no_address(server: Any) -> None:
    told = (await prepared(server)).text
    assert "Lakshmi" not in told
    assert "250" not in told


async def test_a_token_is_good_for_one_call(server: Any) -> None:
    address = (await prepared(server)).json()["answer"]
    form = {"CallSid": "CA" + "1" * 32, "From": OURS, "To": PERSON, "CallStatus": "in-progress"}
    first = await server.post(address, form)
    assert "You owe" in first.text
    assert (await server.post(address, form)).text == first.text, "a repeat gets the same document"
    other = await server.post(address, {**form, "CallSid": "CA" + "2" * 32})
    assert "Hangup" in other.text
    assert "You owe" not in other.text


@pytest.mark.parametrize(
    ("flow", "inputs", "says"),
    [
        ("kiosk", {}, "no flow kiosk that calls out"),
        ("nobody", {}, "no flow nobody"),
        ("reminder", {"due": 1}, "full_name"),
        ("reminder", {**INPUTS, "x": 1}, "see x"),
        ("reminder", {"due": {}, "full_name": "x"}, "send"),
        ("reminder", "x", "send"),
    ],
)
async def test_what_cannot_be_placed_is_said(server: Any, flow: str, inputs: Any, says: str) -> None:
    answer = await prepared(server, flow, inputs)
    assert answer.status_code == 400
    assert says in answer.json()["error"]


async def test_only_the_operator_prepares_calls(server: Any) -> None:
    assert (await prepared(server, admin="wrong")).status_code == 403


def test_a_call_that_is_never_taken_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    calls = Outgoing(lambda: now)
    token = calls.prepare("reminder", {})
    now = outgoing.LIFE + 1
    assert calls.take(token) is None
    assert calls.take("never made") is None
    monkeypatch.setattr(outgoing, "MOST", 1)
    calls.prepare("reminder", {})
    with pytest.raises(NotPlaced):
        calls.prepare("reminder", {})


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("human", Answered(AnsweredBy.PERSON, 1.0)),
        ("machine_start", Answered(AnsweredBy.MACHINE, 1.0, beep=False)),
        ("machine_end_silence", Answered(AnsweredBy.MACHINE, 1.0)),
        ("fax", Answered(AnsweredBy.MACHINE, 1.0)),
        ("unknown", None),
        ("", None),
    ],
)
def test_the_carriers_words_for_who_answered(word: str, means: Answered | None) -> None:
    assert answered(word, 1.0) == means
