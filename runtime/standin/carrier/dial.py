"""`<Dial>`: legs that answer, are busy, ring out or fail, and the whisper before they are connected."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from runtime.audio import mulaw
from runtime.standin.carrier import guesses
from runtime.standin.carrier.config import Leg
from runtime.standin.carrier.document import Document
from runtime.standin.carrier.line import Line
from runtime.standin.carrier.voice import Voice
from runtime.standin.carrier.webhooks import CallFailed, Webhooks, sid

ALL_EVENTS = ("initiated", "ringing", "answered", "completed")


@dataclass(slots=True)
class Dialled:
    """How a Dial ended. status: Twilio's DialCallStatus. seconds: of conversation. whisper: the words that
    were read to the person first."""

    target: str
    leg: str
    status: str
    seconds: float
    bridged: bool
    whisper: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """What the action is told."""
        return {
            "DialCallStatus": self.status,
            "DialCallSid": self.leg,
            "DialCallDuration": str(round(self.seconds)),
            "DialBridged": str(self.bridged).lower(),
        }


@dataclass(slots=True)
class _Ringing:
    """One noun of the Dial. at: seconds until its outcome."""

    noun: ET.Element
    plan: Leg
    leg: str
    outcome: str
    at: float

    @property
    def target(self) -> str:
        return (self.noun.text or "").strip()


class Dialler:
    """One call's Dials."""

    def __init__(self, webhooks: Webhooks, line: Line, voice: Voice) -> None:
        self._webhooks = webhooks
        self._config = webhooks.config
        self._line = line
        self._voice = voice
        self._clock = line.clock
        self._timeline = line.timeline
        self._running: Dialled | None = None
        self._others = list(self._config.other_legs)
        self._read_out = ""

    async def dial(self, element: ET.Element, document: Document) -> Dialled:
        """Ring, connect, talk. Cancelled when the caller hangs up; `ended_early` then tells how it stood."""
        legs = [self._leg(noun, element) for noun in element]
        if not legs:
            self._timeline.violation(12200, "<Dial> without anybody to dial")
            return Dialled("", sid("CA"), "failed", 0.0, False)
        self._running = Dialled(legs[0].target, legs[0].leg, "canceled", 0.0, False)
        for leg in legs:
            self._timeline.add("dial", target=leg.target, noun=leg.noun.tag)
            self._event(leg, "initiated", document)
            self._event(leg, "ringing", document)
        winner = min((leg for leg in legs if leg.outcome == "answer"), key=lambda leg: leg.at, default=None)
        await self._clock.sleep(winner.at if winner else max(leg.at for leg in legs))
        for leg in legs:
            if leg is not winner:
                status = "canceled" if winner else leg.outcome
                self._event(leg, "completed", document, status)
        result = await self._connect(winner, document) if winner else self._unanswered(legs[-1])
        self._timeline.add(
            "leg", target=result.target, status=result.status, seconds=round(result.seconds, 1)
        )
        self._running = None
        return result

    def ended_early(self) -> Dialled | None:
        """The Dial that the caller's hang-up ended."""
        return self._running

    def _leg(self, noun: ET.Element, dial: ET.Element) -> _Ringing:
        plan = self._config.legs.get((noun.text or "").strip()) or self._next_leg()
        rings = float(dial.get("timeout", "30")) + guesses.DIAL_EXTRA_SECONDS
        outcome, at = plan.outcome, plan.after
        if noun.tag == "Number" and (refused := self._refused(noun, dial)):
            self._timeline.violation(*refused)
            outcome, at = "failed", 0.1
        elif outcome == "no-answer" or at > rings:
            outcome, at = "no-answer", rings
        return _Ringing(noun, plan, sid("CA"), outcome, at)

    def _next_leg(self) -> Leg:
        return self._others.pop(0) if len(self._others) > 1 else self._others[0]

    def _refused(self, noun: ET.Element, dial: ET.Element) -> tuple[int, str] | None:
        """Why this number cannot be called at all."""
        called = (noun.text or "").strip()
        shown = dial.get("callerId", self._config.caller)
        if not (called.startswith("+") and called[1:].isdigit() and 8 <= len(called) <= 16):
            return 13224, f"<Number> {called!r} cannot be called: not a number in international form"
        if shown not in {self._config.caller, self._config.called} | self._config.numbers:
            return 13214, f"<Dial callerId> {shown} is not a number of this account or call"
        if guesses.caller_id_is_refused(shown, called):
            return 13227, "an Indian telephone cannot be called with an Indian number shown"
        return None

    def _unanswered(self, leg: _Ringing) -> Dialled:
        return Dialled(leg.target, leg.leg, leg.outcome, 0.0, False)

    async def _connect(self, leg: _Ringing, document: Document) -> Dialled:
        self._event(leg, "answered", document)
        if not await self._whisper(leg, document):
            self._event(leg, "completed", document)
            return Dialled(leg.target, leg.leg, guesses.A_DECLINED_WHISPER, 0.0, False)
        began = self._clock.now()
        self._running = result = Dialled(leg.target, leg.leg, "completed", 0.0, True, self._read_out)
        try:
            self._timeline.add("leg", target=leg.target, status="in-progress", seconds=0)
            sound = leg.plan.sound[: math.ceil(leg.plan.talk * mulaw.RATE)]
            await self._line.play(sound)
            await self._clock.sleep(max(0.0, leg.plan.talk - (self._clock.now() - began)))
        finally:
            result.seconds = self._clock.now() - began
            self._event(leg, "completed", document, seconds=result.seconds)
        return result

    async def _whisper(self, leg: _Ringing, document: Document) -> bool:
        """Run the noun's document on the other side's leg. Returns whether they are to be connected."""
        url = leg.noun.get("url")
        self._read_out = ""
        if not url:
            return True
        child = {
            "CallSid": leg.leg,
            "ParentCallSid": self._webhooks.call,
            "Direction": "outbound-dial",
            "CallStatus": "in-progress",
            "To": leg.target,
            "Called": leg.target,
        }
        keys = leg.plan.keys
        try:
            page: Document | None = await self._webhooks.document(document.resolve(url), child)
            while page is not None:
                here, page = page, None
                for verb in here.verbs:
                    if verb.tag == "Hangup":
                        return False
                    await self._whispered(verb, here)
                    if verb.tag == "Gather" and keys:
                        digits, keys = keys[: int(verb.get("numDigits", str(len(keys))))], ""
                        action = here.resolve(verb.get("action", here.url))
                        page = await self._webhooks.document(action, child | {"Digits": digits})
                        break
        except CallFailed:
            return False
        return True

    async def _whispered(self, verb: ET.Element, document: Document) -> None:
        """The time it takes to say it; the caller hears none of it."""
        if verb.tag in ("Say", "Play", "Pause"):
            sound = await self._voice.prepare(verb, document)
            if verb.tag == "Say":
                self._read_out = f"{self._read_out} {verb.text or ''}".strip()
            await self._clock.sleep(len(sound) / mulaw.RATE)
        elif verb.tag == "Gather":
            for prompt in verb:
                await self._whispered(prompt, document)

    def _event(
        self, leg: _Ringing, event: str, document: Document, status: str = "", seconds: float = 0.0
    ) -> None:
        """The leg's status callback, where it is asked for."""
        url = leg.noun.get("statusCallback")
        if not url or event not in leg.noun.get("statusCallbackEvent", "completed").split():
            return
        told = {"answered": "in-progress", "answer": "completed"}.get(status or event, status or event)
        fields = {
            "CallSid": leg.leg,
            "ParentCallSid": self._webhooks.call,
            "Direction": "outbound-dial",
            "CallStatus": told,
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(ALL_EVENTS.index(event)),
        }
        if event == "completed":
            fields["CallDuration"] = str(round(seconds))
        self._webhooks.callback(document.resolve(url), fields)
