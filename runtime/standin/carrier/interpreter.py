"""Runs TwiML: verbs from the top, one document after another, until the call ends."""

from __future__ import annotations

import asyncio
import contextlib
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from runtime.standin.carrier import guesses
from runtime.standin.carrier.dial import Dialled, Dialler
from runtime.standin.carrier.document import Document
from runtime.standin.carrier.gather import gather
from runtime.standin.carrier.line import Line
from runtime.standin.carrier.record import Recording, record
from runtime.standin.carrier.stream import MediaStream
from runtime.standin.carrier.voice import Voice
from runtime.standin.carrier.webhooks import CallFailed, Webhooks


class Ended(Exception):
    """The call is over. how: "app" (a verb, or no more verbs) or "rejected"."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


class Interpreter:
    """One call's documents. dials, recordings: what came of those verbs."""

    def __init__(self, webhooks: Webhooks, line: Line) -> None:
        self._webhooks = webhooks
        self._line = line
        self._timeline = line.timeline
        self._voice = Voice(webhooks, line)
        self._dialler = Dialler(webhooks, line, self._voice)
        self.dials: list[Dialled] = []
        self.recordings: list[Recording] = []

    async def run(self, document: Document) -> str:
        """Returns how the call ended. Raises CallFailed when no next document could be had."""
        page: Document | None = document
        try:
            while page is not None:
                page = await self._document(page)
        except Ended as end:
            return end.how
        return "app"

    async def _document(self, document: Document) -> Document | None:
        """Run one document to its end or to the next one."""
        for verb in document.verbs:
            if self._webhooks.status == "ringing" and verb.tag != "Reject":
                self._webhooks.status = "in-progress"
            following = await self._verb(verb, document)
            if following is not None:
                return following
        return None

    async def _verb(self, verb: ET.Element, document: Document) -> Document | None:
        """Perform one verb; the document that replaces this one, or None to go on with the next verb."""
        if verb.tag not in ("Say", "Play"):
            self._timeline.add("verb", {"verb": verb.tag} | verb.attrib)
        match verb.tag:
            case "Say" | "Play" | "Pause":
                await self._voice.perform(verb, document)
                return None
            case "Gather":
                return await self._gather(verb, document)
            case "Redirect":
                return await self._ask(verb, document, (verb.text or "").strip(), {})
            case "Connect":
                return await self._connect(verb, document)
            case "Dial":
                return await self._dial(verb, document)
            case "Record":
                return await self._record(verb, document)
            case "Reject":
                self._webhooks.status = "busy" if verb.get("reason") == "busy" else "no-answer"
                raise Ended("rejected")
            case _:
                raise Ended("app")

    async def _ask(
        self, verb: ET.Element, document: Document, address: str, fields: Mapping[str, str]
    ) -> Document:
        return await self._webhooks.document(document.resolve(address), fields, verb.get("method", "POST"))

    async def _gather(self, verb: ET.Element, document: Document) -> Document | None:
        gathered = await gather(verb, self._line, self._prompts(verb, document))
        self._timeline.add("gathered", gathered.fields)
        if not gathered and verb.get("actionOnEmptyResult", "false") != "true":
            return None
        return await self._ask(verb, document, verb.get("action", document.url), gathered.fields)

    async def _prompts(self, verb: ET.Element, document: Document) -> None:
        """The nested prompts: all fetched, then heard one after another."""
        sounds = [(child, await self._voice.prepare(child, document)) for child in verb]
        for child, sound in sounds:
            await self._voice.hear(child, sound)

    async def _connect(self, verb: ET.Element, document: Document) -> Document | None:
        element = verb.find("Stream")
        if element is None:
            self._timeline.violation(12200, "<Connect> without a <Stream>")
            return None
        stream = MediaStream(element, document, self._webhooks, self._line)
        await stream.run()
        if stream.error and not guesses.A_REFUSED_STREAM_GOES_ON:
            raise Ended("app")
        action = verb.get("action")
        if action is None:
            return None
        return await self._ask(verb, document, action, guesses.after_stream(stream.sid, stream.error))

    async def _dial(self, verb: ET.Element, document: Document) -> Document | None:
        action = verb.get("action")
        try:
            result = await self._dialler.dial(verb, document)
        except asyncio.CancelledError:
            early = self._dialler.ended_early()
            if early is not None:
                self.dials.append(early)
                if action and guesses.HANG_UP_IN_DIAL_ASKS_ACTION:
                    with contextlib.suppress(CallFailed):
                        await self._ask(verb, document, action, early.fields)
            raise
        self.dials.append(result)
        return await self._ask(verb, document, action, result.fields) if action else None

    async def _record(self, verb: ET.Element, document: Document) -> Document:
        recording = Recording()
        action = verb.get("action", document.url)
        account = self._webhooks.config.account
        try:
            await record(verb, self._line, recording)
        except asyncio.CancelledError:
            self._keep(verb, document, recording)
            with contextlib.suppress(CallFailed):
                await self._ask(verb, document, action, recording.fields(account))
            raise
        self._keep(verb, document, recording)
        return await self._ask(verb, document, action, recording.fields(account))

    def _keep(self, verb: ET.Element, document: Document, recording: Recording) -> None:
        self.recordings.append(recording)
        if url := verb.get("recordingStatusCallback"):
            fields = {
                **recording.fields(self._webhooks.config.account),
                "RecordingStatus": "completed",
                "RecordingChannels": "1",
                "RecordingSource": "RecordVerb",
            }
            fields.pop("Digits", None)
            self._webhooks.callback(document.resolve(url), fields)
