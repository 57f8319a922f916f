"""The keypad door: calls by keys, over real HTTP, signed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from runtime.providers.ports import Failed
from runtime.server import keypad


async def test_a_menu_is_a_gather_over_clips_and_a_key_moves_the_call(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    gather = caller.verb("Gather")
    assert gather.get("numDigits") == "1"
    assert gather.get("finishOnKey") == ""  # star and hash are keys of a menu
    assert "/voice/language-selected?step=1" in gather.get("action", "")
    sound = await server.client.get(caller.verb("Gather/Play").text or "")
    assert sound.status_code == 200
    assert sound.content[:4] == b"RIFF"
    assert "immutable" in sound.headers["cache-control"]
    await caller.press("2")
    assert caller.verb("Gather").get("numDigits") == "6"
    assert "/voice/menu?step=2" in caller.verb("Gather").get("action", "")


async def test_typed_digits_to_the_end_of_the_call(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("2")
    await caller.press("4821")  # shorter than the longest: the gap or the hash ended it
    assert caller.verbs == ["Say", "Play", "Hangup"]
    assert "four eight two one" in (caller.verb("Say").text or "")
    await server.until(lambda: not server.app.board.sessions)


async def test_silence_climbs_the_ladder_to_a_goodbye(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press()
    assert len(caller.document.findall("Gather/Play")) == 2  # "Are you there?", and the question again
    await caller.press()
    assert caller.verbs == ["Play", "Hangup"]


async def test_wrong_keys_lead_to_a_person_and_a_busy_person_to_a_goodbye(serve: Any) -> None:
    server = await serve(TWILIO_PHONE_NUMBER="+18005550199")
    caller = await server.call()
    await caller.press("9")
    assert caller.verbs[0] == "Gather"
    await caller.press("8")
    assert caller.verbs == ["Play", "Dial"]
    assert caller.verb("Dial/Number").text == "+14155550123"
    assert caller.verb("Dial").get("callerId") == "+18005550199"
    await caller.go(caller.verb("Dial").get("action"), DialCallStatus="busy")
    assert caller.verbs == ["Play", "Play", "Hangup"]  # "Nobody is there." "Goodbye."
    await server.until(lambda: not server.app.board.sessions)


@pytest.mark.parametrize(
    ("status", "bridged", "verbs"),
    [
        ("completed", "true", ["Hangup"]),
        ("completed", "false", ["Play", "Play", "Hangup"]),  # somebody's voicemail
        ("no-answer", "false", ["Play", "Play", "Hangup"]),
        ("failed", "false", ["Play", "Play", "Hangup"]),
        ("something new", "", ["Play", "Play", "Hangup"]),
    ],
)
async def test_how_a_transfer_ends(serve: Any, status: str, bridged: str, verbs: list[str]) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("3")
    await caller.go(caller.verb("Dial").get("action"), DialCallStatus=status, DialBridged=bridged)
    assert caller.verbs == verbs


async def test_a_caller_who_leaves_while_a_desk_rings_is_told_nothing_more(serve: Any) -> None:
    """The carrier asks the Dial's action all the same; the desk has not failed anybody."""
    server = await serve()
    caller = await server.call()
    await caller.press("3")
    session = server.app.board.sessions[caller.sid]
    await caller.go(caller.verb("Dial").get("action"), DialCallStatus="canceled", CallStatus="completed")
    assert caller.verbs == ["Hangup"]
    assert (session.call.state, session.call.ended) == ("operator", "hung_up")


async def test_a_message_is_recorded_and_the_call_ends(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("4")
    assert caller.verbs == ["Play", "Record"]
    await caller.go(caller.verb("Record").get("action"), RecordingDuration="7", RecordingUrl="https://x/RE1")
    assert caller.verbs == ["Play", "Hangup"]


async def test_a_caller_who_hangs_up_while_recording_is_gone(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("4")
    action = caller.verb("Record").get("action")
    await caller.go(action, RecordingDuration="3", Digits="hangup", CallStatus="completed")
    assert caller.verbs[-1] == "Hangup"
    await server.until(lambda: not server.app.board.sessions)


async def test_a_state_that_needs_a_voice_opens_the_stream(serve: Any) -> None:
    server = await serve()
    caller = await server.call()
    await caller.press("1")
    stream = caller.verb("Connect/Stream")
    assert (stream.get("url") or "").endswith("/media-stream")
    assert "?" not in (stream.get("url") or "")
    assert len(caller.verb("Connect/Stream/Parameter").get("value") or "") < 200
    assert stream.get("statusCallback", "").startswith("http")


async def test_without_clips_the_carrier_reads_each_language_in_its_own_voice(serve: Any) -> None:
    server = await serve()
    server.app.board.clips._known.clear()
    caller = await server.call()
    assert caller.verb("Gather/Say").get("language") == "en-IN"
    await caller.press("5")
    assert caller.verbs == ["Say", "Connect"], "the stream's voice may be what keeps us from having a clip"
    assert caller.verb("Say").get("language") == "hi-IN"


async def test_words_that_lead_to_the_stream_are_said_by_it_and_can_be_interrupted(serve: Any) -> None:
    server = await serve(seconds=20.0)
    caller = await server.call()
    await caller.press("1")
    assert caller.verbs == ["Connect"]
    async with caller.stream() as line:
        await server.until(lambda: len(line.heard) > 1600)
        session = server.app.board.sessions[caller.sid]
        assert session.call.state == "hello"
        await line.press("7")
        await server.until(lambda: line.clears)
        assert session.call.state == "where"


SLOW = """
flow: slow
title: A slow service
languages: [en-IN]
start: choose
defaults:
  wait: 5s
  no_input: [{go: goodbye}]
  no_match: [{go: goodbye}]
  on_error: goodbye
states:
  choose:
    menu: {en-IN: Press 1.}
    options: [{key: 1, go: ask}]
  ask: {fetch: office.hours, wait: 8s, filler: {en-IN: One moment.}, go: goodbye}
  goodbye: {end: resolved, say: {en-IN: Goodbye.}}
"""


async def test_a_slow_service_is_waited_for_by_redirects_with_the_filler(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keypad, "PATIENCE", 0.1)
    server = await serve()
    (server.flows / "slow.yaml").write_text(SLOW, encoding="utf-8")
    (server.flows / "services.yaml").write_text(
        "services:\n  office.hours: {url: 'https://office.example.org/hours', timeout: 8s}\n",
        encoding="utf-8",
    )
    (server.flows / "numbers.yaml").write_text("numbers: {}\ndefault: slow\n", encoding="utf-8")
    await server.until(lambda: "slow" in server.app.library.shelf.dialogues, seconds=15)
    answer = asyncio.Event()

    async def fetch(request: Any) -> Any:
        await answer.wait()
        raise Failed("the office is closed")

    server.script.fetch = fetch
    caller = await server.call()
    await caller.press("1")
    heard = []
    for _ in range(40):
        assert caller.verbs[-1] == "Redirect"
        heard += [verb for verb in caller.verbs if verb == "Play"]
        if heard:
            break
        await caller.go(caller.verb("Redirect").text)
    assert heard == ["Play"]  # the filler, once
    answer.set()
    await caller.go(caller.verb("Redirect").text)
    assert caller.verbs == ["Play", "Hangup"]
