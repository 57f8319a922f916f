"""The ten plays of ../flowctl/transcripts with LiveKit's test helpers and a model that answers at once.

As a test: `python -m pytest plays.py`. By hand: `python plays.py ROUNDS` prints, as JSON, how long each
play took each time. Both in an environment with livekit-agents, pytest and pytest-asyncio."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from app import Call, ChooseLanguage, Helpline, Person, ReportOutage, wire
from livekit import rtc
from livekit.agents import AgentSession, llm
from livekit.agents.llm import ChatChunk, ChoiceDelta, FunctionToolCall

MONDAY = datetime(2026, 1, 5, 11, 0)
SUNDAY = datetime(2026, 11, 22, 11, 0)


class ScriptedModel(llm.LLM):
    """Gives the replies one after the other, without a delay: words, or the call of a tool."""

    def __init__(self, replies: list[str | tuple[str, dict[str, str]]]) -> None:
        super().__init__()
        self.replies = list(replies)

    def chat(self, *, chat_ctx: Any, tools: Any = None, conn_options: Any = None, **_: Any) -> Any:
        return _Reply(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class _Reply(llm.LLMStream):
    async def _run(self) -> None:
        reply = self._llm.replies.pop(0)
        if isinstance(reply, str):
            delta = ChoiceDelta(role="assistant", content=reply)
        else:
            name, arguments = reply
            call = FunctionToolCall(name=name, arguments=json.dumps(arguments), call_id=uuid.uuid4().hex)
            delta = ChoiceDelta(role="assistant", tool_calls=[call])
        self._event_ch.send_nowait(ChatChunk(id="scripted", delta=delta))


@dataclass
class Play:
    """One call. heard: what the phone has said, as it is said."""

    session: AgentSession[Call]
    call: Call
    room: rtc.EventEmitter[str]
    heard: list[str]
    asked: list[str]
    news: asyncio.Event
    checked: int = 0

    async def press(self, key: str) -> None:
        """The helpers know no keys: the event is what the room would send, and is waited for by hand."""
        self.room.emit("sip_dtmf_received", SimpleNamespace(digit=key))
        await asyncio.gather(*self.call.background)

    async def bot(self, *words: str) -> None:
        """What was said by itself, after a key. The helpers have no result to ask for that."""
        async with asyncio.timeout(30):
            while len(self.heard) < self.checked + len(words):
                self.news.clear()
                await self.news.wait()
        assert self.heard[self.checked :] == list(words)
        self.checked = len(self.heard)

    async def over(self, outcome: str) -> None:
        async with asyncio.timeout(30):
            while self.call.ended is None:
                await asyncio.sleep(0)
        assert self.call.ended == outcome

    async def says(self, words: str) -> Any:
        result = await self.session.run(user_input=words)
        self.checked = len(self.heard)
        return result.expect


@asynccontextmanager
async def calling(
    *replies: str | tuple[str, dict[str, str]], now: datetime = MONDAY, ticket: str | None = "4821"
) -> AsyncIterator[Play]:
    asked: list[str] = []

    async def register(village: str) -> str:
        asked.append(village)
        if ticket is None:
            raise OSError("down")
        return ticket

    call, room, news = Call(register, now), rtc.EventEmitter[str](), asyncio.Event()
    heard: list[str] = []
    model = ScriptedModel(list(replies))
    async with AgentSession(llm=model, userdata=call, user_away_timeout=6.0) as session:

        def added(event: Any) -> None:
            if event.item.type == "message" and event.item.role == "assistant":
                heard.append(event.item.text_content)
                news.set()

        session.on("conversation_item_added", added)
        wire(session, room)
        await session.start(ChooseLanguage())
        play = Play(session, call, room, heard, asked, news)
        await play.bot("Electricity helpline. For English, press 1. हिंदी के लिए 2 दबाएँ.")
        yield play
        assert not model.replies


async def test_menu_key() -> None:
    async with calling() as play:
        await play.press("1")
        await play.bot("How can I help you?")
        await play.press("0")
        await play.bot("I am connecting you to our staff.")
        assert isinstance(play.session.current_agent, Person)
        await play.over("transferred")
        assert play.call.transferred


async def test_no_input() -> None:
    """In real time: twelve seconds and more."""
    async with calling() as play:
        await play.press("1")
        await play.bot("How can I help you?")
        await play.bot("Are you still there?", "How can I help you?", "Thank you. Goodbye.")
        await play.over("resolved")


async def test_no_match() -> None:
    async with calling() as play:
        await play.press("7")
        await play.bot(
            "Sorry, I did not understand.",
            "Electricity helpline. For English, press 1. हिंदी के लिए 2 दबाएँ.",
        )
        await play.press("9")
        await play.bot("I am connecting you to our staff.")
        await play.over("transferred")
        assert play.call.transferred


async def _village(play: Play, village: str) -> Any:
    await play.press("1")
    await play.bot("How can I help you?")
    expect = await play.says("there is no power in my village")
    expect.contains_function_call(name="report_outage")
    expect.contains_agent_handoff(new_agent_type=ReportOutage)
    _spoken(expect, "Which village has no power?")
    expect = await play.says(village)
    expect.contains_function_call(name="heard_village", arguments={"village": village})
    _spoken(expect, f"You said {village}. Is that right?")


def _spoken(expect: Any, *words: str) -> None:
    """These, in this order, are all that was said in this turn."""
    said = [
        event.item.text_content
        for event in expect._events_list
        if event.type == "message" and event.item.role == "assistant"
    ]
    assert said == list(words)


OUTAGE = ("report_outage", {})
RIGHT = ("village_is_right", {})


def named(village: str) -> tuple[str, dict[str, str]]:
    return ("heard_village", {"village": village})


async def test_slot_confirmed() -> None:
    async with calling(OUTAGE, named("Kondapur"), RIGHT) as play:
        await _village(play, "Kondapur")
        expect = await play.says("yes")
        _spoken(expect, "Your complaint number is four eight two one.", "Thank you. Goodbye.")
        await play.over("resolved")
        assert (play.call.village, play.asked) == ("Kondapur", ["Kondapur"])


async def test_correction() -> None:
    async with calling(OUTAGE, named("Gachibowli"), named("Miyapur"), RIGHT, ticket="55") as play:
        await _village(play, "Gachibowli")
        expect = await play.says("no, Miyapur")
        expect.contains_function_call(name="heard_village", arguments={"village": "Miyapur"})
        _spoken(expect, "You said Miyapur. Is that right?")
        expect = await play.says("yes")
        _spoken(expect, "Your complaint number is five five.", "Thank you. Goodbye.")
        await play.over("resolved")
        assert (play.call.village, play.asked) == ("Miyapur", ["Miyapur"])


async def test_model_exit() -> None:
    async with calling("Is it about a bill?", ("pay_bill", {})) as play:
        await play.press("1")
        await play.bot("How can I help you?")
        expect = await play.says("it is about money")
        _spoken(expect, "Is it about a bill?")
        assert isinstance(play.session.current_agent, Helpline)
        expect = await play.says("my bill is too high")
        expect.contains_function_call(name="pay_bill")
        _spoken(expect, "You can pay at the electricity office or online.", "Thank you. Goodbye.")
        await play.over("resolved")


async def test_service_error() -> None:
    async with calling(OUTAGE, named("Miyapur"), RIGHT, ticket=None) as play:
        await _village(play, "Miyapur")
        expect = await play.says("yes")
        expect.contains_agent_handoff(new_agent_type=Person)
        _spoken(expect, "I could not register your complaint just now.", "I am connecting you to our staff.")
        await play.over("transferred")
        assert play.call.transferred


async def test_hang_up() -> None:
    """The session closes; that it does so one second into the question cannot be said without sound."""
    async with calling(OUTAGE) as play:
        await play.press("1")
        await play.bot("How can I help you?")
        expect = await play.says("the lights are out")
        _spoken(expect, "Which village has no power?")
        await play.session.aclose()
        assert (play.call.village, play.asked, play.call.ended) == (None, [], None)


async def test_language_switch() -> None:
    replies = [OUTAGE, ("speak_hindi", {}), named("कूकटपल्ली"), RIGHT]
    async with calling(*replies, ticket="12") as play:
        await play.press("1")
        await play.bot("How can I help you?")
        expect = await play.says("the lights are out")
        _spoken(expect, "Which village has no power?")
        expect = await play.says("talk in Hindi")
        _spoken(expect, "किस गाँव में बिजली नहीं है?")
        expect = await play.says("कूकटपल्ली")
        _spoken(expect, "आपने कूकटपल्ली कहा। क्या यह सही है?")
        expect = await play.says("हाँ")
        _spoken(expect, "आपकी शिकायत संख्या एक दो है।", "धन्यवाद। नमस्ते।")
        await play.over("resolved")


async def test_transfer_closed() -> None:
    async with calling(("person", {}), now=SUNDAY) as play:
        await play.press("1")
        await play.bot("How can I help you?")
        expect = await play.says("talk to a person")
        expect.contains_agent_handoff(new_agent_type=Person)
        _spoken(
            expect,
            "Nobody can take your call now. Please call again in office hours.",
            "Thank you. Goodbye.",
        )
        await play.over("resolved")
        assert not play.call.transferred


PLAYS = {name.removeprefix("test_"): play for name, play in list(globals().items()) if name[:5] == "test_"}
pytestmark = pytest.mark.asyncio


async def rounds(number: int) -> dict[str, list[list[float]]]:
    """Seconds, and seconds of the processor, of each play each time; the first round warms up and is not
    told. The play that waits in real time is played once."""
    taken: dict[str, list[list[float]]] = {name: [] for name in PLAYS}
    for round_ in range(number + 1):
        for name, play in PLAYS.items():
            if name == "no_input" and round_ != 1:
                continue
            began, worked = time.perf_counter(), time.process_time()
            await play()
            if round_:
                taken[name].append([time.perf_counter() - began, time.process_time() - worked])
    return taken


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    print(json.dumps(asyncio.run(rounds(int(sys.argv[1])))))
