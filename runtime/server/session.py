"""One live call: one queue, one consumer, one group of tasks. Producers only put; the call ends, and
everything of it ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.effect import Effect
from runtime.dialogue.event import (
    Event,
    HungUp,
    Provider,
    ProviderFailed,
    SpeechEnded,
    TimerFired,
    Utterance,
)
from runtime.flow.model import Voice
from runtime.providers.twilio import twiml
from runtime.server import presence
from runtime.server.answers import Answers, Post
from runtime.server.effects import Door, Leaving, carry_out
from runtime.server.journal import Journal
from runtime.server.keypad import Keypad
from runtime.server.presence import Presence
from runtime.server.requests import Requests
from runtime.server.stream import Stream
from runtime.server.timers import Timers
from runtime.store.calls import Record

if TYPE_CHECKING:
    from runtime.server.switchboard import Switchboard

log = logging.getLogger(__name__)


class Session:
    """board: everything that calls share. Made and run by the switchboard."""

    def __init__(
        self, board: Switchboard, record: Record, dialogue: Dialogue, journal: Journal | None
    ) -> None:
        loop = asyncio.get_running_loop()
        self.board, self.record, self.dialogue = board, record, dialogue
        self._journal = journal
        self._clock, self._began = loop.time, loop.time()
        self._queue: asyncio.Queue[Event | Callable[[], None]] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self.presence = Presence(lambda: self.put(HungUp(self.now())))
        self.timers = Timers(lambda timer: self.put(TimerFired(timer, self.now())))
        self.answers = Answers(record)
        self.keypad = Keypad(self)
        self.stream: Stream | None = None
        self._apology: str | None = None
        self.whisper = ""
        self.over = False
        self._mute = False
        self.call: Call
        self.requests: Requests
        self._group: asyncio.TaskGroup

    @property
    def sid(self) -> str:
        return self.record.sid

    def now(self) -> float:
        """Seconds since the call was answered."""
        return self._clock() - self._began

    def put(self, event: Event) -> None:
        self._queue.put_nowait(event)

    def do(self, what: Callable[[], None]) -> None:
        """Run this in the call's own loop, after what has been put before."""
        self._queue.put_nowait(what)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """A task that ends with the call at the latest; its mistakes end this call and no other."""
        task = self._group.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: work.close())  # work that was cancelled before it began
        return task

    def spoken(self, text: str, language: str, voice: Voice) -> list[twiml.Spoken]:
        return self.board.spoken(text, language, voice, self.keypad.base)

    async def run(self, first: Step) -> None:
        """From the first step to the end of the call and of everything that belongs to it."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            providers = self.board.providers
            services = providers.services(self.dialogue.flow)
            self.requests = Requests(group, providers.model, services, self.put, self.now)
            try:
                self._begin(first)
                while not self.over:
                    item = await self._queue.get()
                    if callable(item):
                        item()
                    else:
                        self.advance(item)
                        self.keypad.settle()
                    self.over = self.call.ended is not None
            except Exception:
                self._break()
            finally:
                self._end()

    async def answer(self, post: Post) -> str:
        """The document for this webhook; the same again for a repeat. Raises TimeoutError."""
        return await self.answers.of(post, lambda new: self.do(lambda: self.keypad.receive(new)))

    def advance(self, event: Event) -> None:
        if self.call.ended is not None or self._left_for_words(event):
            return
        before = self.call
        step = self.dialogue.advance(before, event)
        if self._journal:
            self._journal.advanced(event, before, step)
        self._take(step, changed=(step.call.run, step.call.state) != (before.run, before.state))

    def carry_out(self, effects: Iterable[Effect]) -> None:
        """Each effect by the door that the call stands in now; one of them may open or leave a door."""
        for effect in effects:
            door: Door = self.stream or self.keypad
            carry_out(effect, door, self.timers, self.requests)

    def attach(self, stream: Stream) -> None:
        """A stream with a valid token: the newest wins."""
        self._drop_stream()
        self.stream = stream
        self.presence.watch(lambda: self.now() - stream.last_input)
        stream.start()
        self.carry_out(self.keypad.opened())
        self.requests.resume()

    def leave_stream(self, leaving: Leaving) -> None:
        """Ordered by the dialogue: what comes next is TwiML."""
        self.keypad.leave(leaving)
        self._drop_stream()
        self.presence.expect(presence.LEAVING)

    @property
    def reads_out(self) -> bool:
        """The voice has failed in this call, and the call is being handed over or ended: words without a
        clip are read by the carrier, so that nobody is passed on or hung up on in silence."""
        return self._mute and self.dialogue.hands_over(self.call)

    def _left_for_words(self, event: Event) -> bool:
        """The voice failed. Where the call is handed over or ended the stream is left, and the carrier reads
        what was not said yet; anywhere else it is an error, which the flow answers."""
        stream = self.stream
        if not (isinstance(event, ProviderFailed) and event.provider is Provider.VOICE and stream):
            return False
        self._mute = True
        failed = stream.playback.failed
        if failed is None or failed.speech != event.request or not self.reads_out:
            return False
        if all(awaited.number != event.request for awaited in self.call.speeches):
            return False  # it was stopped in the meantime
        log.warning("call %s: the voice failed; the carrier reads the words", self.sid)
        for speech in (failed, *stream.playback.unheard):
            self.keypad.speak(speech)
        self._drop_stream()
        self.presence.expect(presence.LEAVING)
        self._missed(stream)
        return True

    def stream_lost(self, stream: Stream) -> None:
        """This stream's socket is gone. The carrier goes on by itself if the caller is still there."""
        if stream is not self.stream:
            return
        self.keypad.lost(stream.unfinished)
        self.requests.pause()
        self._drop_stream()
        self.presence.expect(presence.GRACE)
        self._missed(stream)

    def _missed(self, stream: Stream) -> None:
        """What the caller was saying is lost with the stream: to the flow, not understood."""
        if stream.hearing:
            self.put(SpeechEnded(self.now()))
            self.put(Utterance("", self.now()))

    def stream_over(self) -> None:
        """The carrier says that the stream is over, perhaps before its socket does."""
        if self.stream:
            self.stream_lost(self.stream)

    def _begin(self, first: Step) -> None:
        self.call = first.call
        if self._journal:
            self._journal.began(self.sid, first)
        self._take(first, changed=True)

    def _take(self, step: Step, changed: bool) -> None:
        self.call = self.record.call = step.call
        for taken in step.taken:
            log.debug("call %s: %s %s", self.sid, taken.what, taken.name)
        self.carry_out(step.effects if self.stream else self.keypad.moved(step.effects, changed))

    def _drop_stream(self) -> None:
        if self.stream:
            if self._journal:
                self._journal.heard(self.now(), self.stream.ears)
            self._group.create_task(self.stream.close())
            self.stream = None

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            log.exception("call %s: a task broke", self.sid)
            self.do(self._broken)

    def _broken(self) -> None:
        raise RuntimeError("a task of this call broke")

    def _break(self) -> None:
        """Our own fault: this caller hears an apology, and a person where there is one."""
        log.exception("call %s broke in state %s", self.sid, self.call.state)
        self.record.outcome = "failed"
        self._apology = self.board.apology(self.dialogue.flow, self.call.language, self.keypad.base)

    def _end(self) -> None:
        """Cancel and close everything; the group waits until it is done."""
        self.over = True
        self.presence.close()
        self.timers.close()
        self.requests.close()
        self.record.outcome = self.record.outcome or self.call.ended or "hung_up"
        last = self.keypad.close()
        self.answers.close(self._apology or last)
        self._drop_stream()
        for task in list(self._tasks):
            task.cancel()
        if self._journal:
            self._journal.ended(self.now(), self.record.outcome)
