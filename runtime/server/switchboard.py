"""The switchboard: every live call by the carrier's name for it, and what all calls share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from runtime import language as languages
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.event import Answered, HungUp
from runtime.flow.faults import listed
from runtime.flow.model import Contact, Direction, Flow, Transfer, Voice
from runtime.providers.twilio import answering, twiml
from runtime.server import sentences
from runtime.server.answers import Post
from runtime.server.clips import Clips
from runtime.server.ears import Detectors
from runtime.server.journal import Journal
from runtime.server.keypad import OVER
from runtime.server.left_behind import Live
from runtime.server.library import Library
from runtime.server.limits import Limits
from runtime.server.outgoing import NotPlaced, Outgoing
from runtime.server.session import Session
from runtime.server.settings import Settings
from runtime.server.tokens import Tokens
from runtime.server.wiring import Providers
from runtime.store.calls import Calls, MemoryCalls, Record

log = logging.getLogger(__name__)

KEPT = 60.0
"""Seconds that a finished call's last answers (and its journal) stay, for a carrier that asks again."""
ZONE = ZoneInfo("Asia/Kolkata")


Begin = Callable[[str, Dialogue, str, Mapping[str, Any] | None, Answered | None], Step]
"""(the carrier's name for the call, the dialogue, the person's number, what an outbound flow is given, who
took the call) → its first step."""


def begin_now(
    sid: str,
    dialogue: Dialogue,
    number: str,
    inputs: Mapping[str, Any] | None,
    answered: Answered | None,
) -> Step:
    """A real call: it begins now, where the flow begins."""
    return dialogue.start(number=number, now=datetime.now(ZONE), inputs=inputs, answered=answered)


class Switchboard:
    """Lives as long as the server. group: owns the calls' tasks."""

    def __init__(
        self,
        settings: Settings,
        providers: Providers,
        library: Library,
        clips: Clips,
        detectors: Detectors,
        group: asyncio.TaskGroup,
        store: Calls | None = None,
        *,
        begin: Begin = begin_now,
    ) -> None:
        self.settings = settings
        self.providers = providers
        self.library = library
        self.clips = clips
        self.detectors = detectors
        self.tokens = Tokens()
        self.outgoing = Outgoing()
        self.limits = Limits(settings.max_calls, settings.max_calls_per_caller)
        self.sessions: dict[str, Session] = {}
        self.journals: dict[str, Journal] = {}
        self.store: Calls = store or MemoryCalls()
        self._first_step = begin
        self._group = group
        self._runs: set[asyncio.Task[None]] = set()
        self._forgetting: set[asyncio.TimerHandle] = set()

    async def answer(self, post: Post) -> str:
        """The document for one webhook of a call."""
        sid = post.form.get("CallSid", "")
        if (session := self.sessions.get(sid)) is not None:
            return await session.answer(post)
        if (record := await self.store.load(sid)) is not None:
            return record.answers.get(post.key) or record.farewell or twiml.document(twiml.Hangup())
        if post.path == "incoming":
            form = post.form
            called = form.get("To", "")
            return await self._begin(sid, post, form.get("From", ""), called, self.library.for_number(called))
        if post.path == "outgoing":
            return await self._placed(sid, post)
        log.warning("call %s is not known here (any more)", sid)
        return self.fallback(post.form, post.base)

    def prepare(self, flow: str, inputs: Mapping[str, Any]) -> str:
        """A call that is going to be placed: the token under which its answer is asked for. Raises
        NotPlaced."""
        dialogue = self.library.shelf.dialogues.get(flow)
        if dialogue is None or dialogue.flow.direction is not Direction.OUTBOUND:
            raise NotPlaced(f"there is no flow {flow} that calls out")
        declared = set(dialogue.flow.inputs)
        if declared != set(inputs):
            wrong = sorted(declared.symmetric_difference(inputs))
            raise NotPlaced(f"{flow} is given {listed(sorted(declared)) or 'nothing'}; see {listed(wrong)}")
        return self.outgoing.prepare(flow, inputs)

    async def _placed(self, sid: str, post: Post) -> str:
        """Somebody, or something, has taken a call that we placed."""
        call = self.outgoing.take(post.token)
        person, ours = post.form.get("To", ""), post.form.get("From", "")
        if call is None:
            log.error("call %s to %s was not prepared here, or too long ago", sid, masked(person))
            return twiml.document(twiml.Hangup())
        dialogue = self.library.shelf.dialogues.get(call.flow)
        answered = answering.answered(post.form.get("AnsweredBy", ""), 0.0)
        return await self._begin(sid, post, person, ours, dialogue, inputs=call.inputs, answered=answered)

    async def _begin(
        self,
        sid: str,
        post: Post,
        caller: str,
        called: str,
        dialogue: Dialogue | None,
        *,
        inputs: Mapping[str, Any] | None = None,
        answered: Answered | None = None,
    ) -> str:
        """caller: the person on the line, whoever dialled. called: our number."""
        if dialogue is None:
            log.error("no flow answers %s", masked(called))
            return self.fallback(post.form, post.base)
        flow = dialogue.flow
        record = Record(sid, caller, called, flow.name, flow.version)
        if not self.limits.admit(caller):
            log.warning(
                "call %s from %s is turned away: %d live calls", sid, masked(caller), self.limits.live
            )
            record.outcome = "busy"
            record.farewell = twiml.document(
                *self.say(sentences.BUSY, flow, flow.languages, post.base), twiml.Hangup()
            )
            record.remember(record.farewell, post.key)
            await self._keep(record)
            return record.farewell
        try:
            first = self._first_step(sid, dialogue, caller, inputs, answered)
        except Exception:
            self.limits.leave(caller)
            raise
        log.info("call %s from %s: flow %s %s", sid, masked(caller), flow.name, flow.version)
        journal = Journal(dialogue) if self.settings.admin_token else None
        if journal:
            self.journals[sid] = journal
        session = self.sessions[sid] = Session(self, record, dialogue, journal)
        task = self._group.create_task(self._run(session, first), name=f"call {sid}")
        self._runs.add(task)
        task.add_done_callback(self._runs.discard)
        await self.store.save(record)
        return await session.answer(post)

    async def _run(self, session: Session, first: object) -> None:
        record = session.record
        try:
            await session.run(first)  # type: ignore[arg-type]
        except Exception:
            log.exception("call %s broke", record.sid)
        finally:
            self.limits.leave(record.caller)
            del self.sessions[record.sid]
            log.info("call %s ended: %s after %.1f s", record.sid, record.outcome, session.now())
            record.close(record.outcome or "failed")
            await self._keep(record)

    async def _keep(self, record: Record) -> None:
        await self.store.save(record)
        loop = asyncio.get_running_loop()

        def forget() -> None:
            self._forgetting.discard(handle)
            self.journals.pop(record.sid, None)
            self._group.create_task(self.store.forget(record.sid))

        handle = loop.call_later(KEPT, forget)
        self._forgetting.add(handle)

    def answered(self, form: Mapping[str, str]) -> None:
        """Who took a call that we placed, found out while it goes on."""
        session = self.sessions.get(form.get("CallSid", ""))
        if session and (event := answering.answered(form.get("AnsweredBy", ""), session.now())):
            session.put(event)

    def live(self) -> list[Live]:
        """Every call that goes on."""
        sessions = self.sessions.values()
        return [Live(one.sid, one.dialogue, one.call) for one in sessions if hasattr(one, "call")]

    def status(self, form: Mapping[str, str]) -> None:
        """The carrier's call status; out of order and repeated ones do no harm."""
        session = self.sessions.get(form.get("CallSid", ""))
        if session and form.get("CallStatus") in OVER:
            session.put(HungUp(session.now()))

    def fallback(self, form: Mapping[str, str], base: str) -> str:
        """For when nothing else works: a sentence, and a person where one is known."""
        dialogue = self.library.for_number(form.get("To", ""))
        if dialogue is None:
            words = sentences.spoken_in(sentences.APOLOGY, ("en-IN",))
            return twiml.document(*(twiml.Say(text, lang) for lang, text in words), twiml.Hangup())
        session = self.sessions.get(form.get("CallSid", ""))
        language = session.call.language if session and hasattr(session, "call") else None
        return self.apology(dialogue.flow, language, base)

    def apology(self, flow: Flow, language: str | None, base: str) -> str:
        """Our own fault, said in the caller's language, or in the flow's while none is chosen."""
        spoken = (language,) if language else flow.languages
        person = _person(flow)
        if person is None:
            return twiml.document(*self.say(sentences.APOLOGY, flow, spoken, base), twiml.Hangup())
        target = twiml.Number(person.number) if person.number else twiml.Sip(person.sip or "")
        dial = twiml.Dial(target, f"{base}/voice/fallback?after=dial", caller_id=self.settings.phone_number)
        return twiml.document(*self.say(sentences.CONNECTING, flow, spoken, base), dial)

    def say(
        self, sentence: sentences.Sentence, flow: Flow, spoken: tuple[str, ...], base: str
    ) -> list[twiml.Spoken]:
        words = sentences.spoken_in(sentence, spoken)
        return [verb for lang, text in words for verb in self.spoken(text, lang, flow.voice, base)]

    def spoken(self, text: str, language: str, voice: Voice, base: str) -> list[twiml.Spoken]:
        """Words as verbs: the clip of them, else read by the carrier, each language by its own voice."""
        if clip := self.clips.find(text, language, voice):
            return [twiml.Play(f"{base}/clips/{clip.name}.wav")]
        return [twiml.Say(words, tongue) for tongue, words in languages.segments(text, language)]

    async def close(self) -> None:
        """End every call, and wait a moment for them."""
        for handle in self._forgetting:
            handle.cancel()
        for session in self.sessions.values():
            session.put(HungUp(session.now()))
        if self._runs:
            _, late = await asyncio.wait(self._runs, timeout=3)
            for task in late:
                task.cancel()


def masked(number: str) -> str:
    """A telephone number for the log: its last two digits."""
    return f"…{number[-2:]}" if number[-2:].isdigit() else "an unlisted number"


def _person(flow: Flow) -> Contact | None:
    """Whom this flow's last resort reaches, if that is a telephone and open just now."""
    target = flow.states.get(flow.defaults.on_error.go or "")
    contact = flow.contacts.get(target.contact) if isinstance(target, Transfer) else None
    if contact is None or not (contact.number or contact.sip):
        return None
    return contact if contact.open_at(datetime.now(ZoneInfo(contact.timezone))) else None
