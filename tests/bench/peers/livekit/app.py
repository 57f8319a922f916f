"""The helpline of ../flowctl, written the way LiveKit Agents are written: one agent for each task, tools that
hand over to the next, fixed words said by `session.say`. Keys come from the room, as the SIP bridge sends
them. Runs only where livekit-agents is installed; bench_tests.py says how."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from livekit.agents import Agent, AgentSession, RunContext, function_tool

WORDS = {
    "en": {
        "welcome": "Electricity helpline. For English, press 1. हिंदी के लिए 2 दबाएँ.",
        "how_can_i_help": "How can I help you?",
        "which_village": "Which village has no power?",
        "heard_village": "You said {village}. Is that right?",
        "your_ticket": "Your complaint number is {ticket}.",
        "not_registered": "I could not register your complaint just now.",
        "how_to_pay": "You can pay at the electricity office or online.",
        "still_there": "Are you still there?",
        "not_understood": "Sorry, I did not understand.",
        "connecting": "I am connecting you to our staff.",
        "call_later": "Nobody can take your call now. Please call again in office hours.",
        "thanks": "Thank you. Goodbye.",
    },
    "hi": {
        "which_village": "किस गाँव में बिजली नहीं है?",
        "heard_village": "आपने {village} कहा। क्या यह सही है?",
        "your_ticket": "आपकी शिकायत संख्या {ticket} है।",
        "thanks": "धन्यवाद। नमस्ते।",
    },
}
DIGITS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "hi": ["शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"],
}
SILENCE = 6.0
"""Seconds without a word until the caller is asked whether they are there."""


@dataclass
class Call:
    """What the call knows. now: the time of the call, for opening hours. register: the service."""

    register: Callable[[str], Awaitable[str]]
    now: datetime
    language: str = "en"
    village: str | None = None
    misses: int = 0
    transferred: bool = False
    ended: str | None = None
    background: list[asyncio.Task[None]] = field(default_factory=list)


class Speaking(Agent):
    """What every agent of the call can do."""

    async def say(self, name: str, **values: str) -> None:
        call: Call = self.session.userdata
        await self.session.say(WORDS[call.language][name].format(**values))

    async def key(self, key: str) -> None:
        """A key that this agent does not know of brings a person, if it is 0."""
        if key == "0":
            self.session.update_agent(Person())

    async def bye(self) -> None:
        await self.say("thanks")
        self.session.userdata.ended = "resolved"

    @function_tool
    async def person(self, context: RunContext[Call]) -> Agent:
        """The caller is upset or asks for a person."""
        return Person()


class ChooseLanguage(Speaking):
    def __init__(self) -> None:
        super().__init__(instructions="Let the caller choose a language.")

    async def on_enter(self) -> None:
        await self.say("welcome")

    async def key(self, key: str) -> None:
        call: Call = self.session.userdata
        if key in ("1", "2"):
            call.language = {"1": "en", "2": "hi"}[key]
            self.session.update_agent(Helpline())
            return
        call.misses += 1
        if call.misses == 2:
            self.session.update_agent(Person())
        else:
            await self.say("not_understood")
            await self.say("welcome")


class Helpline(Speaking):
    def __init__(self) -> None:
        super().__init__(instructions="Find out what the caller needs, and call the tool for it.")

    async def on_enter(self) -> None:
        await self.say("how_can_i_help")

    @function_tool
    async def report_outage(self, context: RunContext[Call]) -> Agent:
        """The caller has no electricity."""
        return ReportOutage()

    @function_tool
    async def pay_bill(self, context: RunContext[Call]) -> None:
        """The caller asks about a bill."""
        await self.say("how_to_pay")
        await self.bye()


class ReportOutage(Speaking):
    def __init__(self) -> None:
        super().__init__(instructions="Find out the village, and read it back.")

    async def on_enter(self) -> None:
        await self.say("which_village")

    @function_tool
    async def heard_village(self, context: RunContext[Call], village: str) -> None:
        """The caller has named a village, or another than before.

        Args:
            village: its name
        """
        context.userdata.village = village
        await self.say("heard_village", village=village)

    @function_tool
    async def speak_hindi(self, context: RunContext[Call]) -> None:
        """The caller wants to speak Hindi."""
        context.userdata.language = "hi"
        await self.say("which_village")

    @function_tool
    async def village_is_right(self, context: RunContext[Call]) -> Agent | None:
        """The caller has said that the village is right."""
        call = context.userdata
        try:
            ticket = await call.register(call.village or "")
        except OSError:
            await self.say("not_registered")
            return Person()
        await self.say("your_ticket", ticket=" ".join(DIGITS[call.language][int(one)] for one in ticket))
        await self.bye()
        return None


class Person(Speaking):
    def __init__(self) -> None:
        super().__init__(instructions="Connect the caller.")

    async def on_enter(self) -> None:
        call: Call = self.session.userdata
        half = call.now.hour * 60 + call.now.minute
        if call.now.weekday() < 5 and 9 * 60 + 30 <= half < 18 * 60:
            await self.say("connecting")
            call.transferred, call.ended = True, "transferred"
        else:
            await self.say("call_later")
            await self.bye()


def wire(session: AgentSession[Call], room: Any) -> None:
    """Let keys and silence reach the agents."""
    call = session.userdata

    def pressed(event: Any) -> None:
        agent = session.current_agent
        assert isinstance(agent, Speaking)
        call.background.append(asyncio.create_task(agent.key(event.digit)))

    def state(event: Any) -> None:
        if event.new_state == "away":
            call.background.append(asyncio.create_task(nobody_there()))

    async def nobody_there() -> None:
        agent = session.current_agent
        assert isinstance(agent, Speaking)
        await agent.say("still_there")
        await agent.on_enter()
        await asyncio.sleep(SILENCE)
        await agent.bye()

    room.on("sip_dtmf_received", pressed)
    session.on("user_state_changed", state)
