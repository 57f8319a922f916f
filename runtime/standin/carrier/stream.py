"""`<Connect><Stream>`: the media socket, from the carrier's side.

The line's tick does the work: each 20 ms it takes the caller's frame and gives the next of what the
application has sent. Sending waits in a queue of its own, so that a slow reader never delays the tick.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidURI

from runtime.providers.twilio.signature import sign
from runtime.standin.carrier import guesses, protocol
from runtime.standin.carrier.document import Document
from runtime.standin.carrier.line import SILENT, TICK, Line
from runtime.standin.carrier.playback import Playback
from runtime.standin.carrier.webhooks import Webhooks, reached, sid

FIRST_TIMESTAMP = 52
"""Milliseconds on the first frame; real streams do not begin at 0."""
OPENING = 5.0
"""Seconds for connection and handshake (31901)."""
LONGEST_OUTBOX = 250
"""Frames, five seconds, that a slow application may owe us; then sound is thrown away (31930)."""
LONGEST_UNDERRUN = 2000.0
"""Milliseconds. A longer hole is no hole in a prompt but the end of one."""


class MediaStream:
    """One stream; it lives from the handshake to the close. error: why it failed, "" if it did not."""

    def __init__(self, element: ET.Element, document: Document, webhooks: Webhooks, line: Line) -> None:
        self.sid = sid("MZ")
        self.error = ""
        self._config = webhooks.config
        self._webhooks = webhooks
        self._line = line
        self._timeline = line.timeline
        self._url = document.resolve(element.get("url", ""))
        self._name = element.get("name") or self.sid
        self._status = element.get("statusCallback")
        self._parameters = [(p.get("name", ""), p.get("value", "")) for p in element.iter("Parameter")]
        self._writer = protocol.Writer(self._config.account, webhooks.call, self.sid)
        self._playback = Playback()
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._socket: ClientConnection | None = None
        self._echoes: list[tuple[int, str]] = []
        self._tick = 0
        self._started = False
        self._cleared_over_speech = False
        self._frames = self._frames_over_bot = 0

    async def run(self) -> None:
        """Hold the stream until either side ends it. Cancelled when the caller hangs up: says `stop`."""
        socket = await self._handshake()
        if socket is None:
            return
        self._socket = socket
        sender = asyncio.create_task(self._send_all(socket))
        try:
            async for message in socket:
                self._receive(message)
                self._line.wake()
        except ConnectionClosed:
            pass
        except asyncio.CancelledError:
            sender.cancel()
            await self._stop(socket)
            raise
        finally:
            self._leave_line()
            sender.cancel()
            self._ended(socket)

    def tick(self, spoken: bytes) -> bytes:
        """The line's 20 ms."""
        self._tick += 1
        if spoken is SILENT and self._line.is_sparing:
            pass
        elif self._outbox.qsize() < LONGEST_OUTBOX:
            timestamp = FIRST_TIMESTAMP + round((self._tick - 1) * TICK * 1000)
            self._outbox.put_nowait(self._writer.media(spoken, timestamp))
            self._frames += 1
            self._frames_over_bot += bool(self._playback.queue)
        else:
            self._timeline.violation(31930, "the application does not read: sound is thrown away", once=self)
        if not self._line.caller_is_speaking:
            self._cleared_over_speech = False
        heard, back = self._playback.tick()
        late = self._tick + round(self._config.mark_latency / TICK)
        self._echoes += [(late, name) for name in back]
        while self._echoes and self._echoes[0][0] <= self._tick:
            self._echo(self._echoes.pop(0)[1])
        drop = self._config.faults.drop_socket
        if drop is not None and self._tick == max(1, round(drop / TICK)):
            self.drop()
        return heard

    @property
    def busy(self) -> bool:
        return bool(self._playback.queue or self._playback.marks or self._echoes)

    def press(self, key: str) -> None:
        self._outbox.put_nowait(self._writer.dtmf(key))

    def drop(self) -> None:
        """The network fails: no stop, no close frame."""
        self._timeline.add("fault", what="socket lost")
        self._leave_line()
        if self._socket is not None:
            self._socket.transport.abort()

    async def _handshake(self) -> ClientConnection | None:
        """The open socket; None, with `error`, when there is none."""
        public, there = urlsplit(self._url), urlsplit(reached(self._url, self._config))
        if public.scheme != "wss" and not (public.scheme == "ws" and self._config.url.startswith("http:")):
            self._fail(31922, f"scheme {public.scheme or 'missing'} is not wss")
            return None
        if public.query:
            self._fail(31920, "the address has a query")
            return None
        signed = self._url + ("/" if self._config.slash and not self._url.endswith("/") else "")
        headers = {"accept-encoding": "gzip"}
        if self._config.auth_token is not None:
            headers["x-twilio-signature"] = sign(signed, (), self._config.auth_token)
        try:
            return await connect(
                public._replace(scheme=there.scheme).geturl(),
                host=there.hostname,
                port=there.port or (443 if there.scheme == "wss" else 80),
                additional_headers=headers,
                user_agent_header="Twilio.TmeWs/1.0",
                compression=None,
                ping_interval=None,
                proxy=None,
                open_timeout=OPENING,
                close_timeout=2,
                max_size=None,
            )
        except (InvalidHandshake, InvalidMessage) as fault:
            self._fail(31920, f"the handshake was refused: {fault}")
        except InvalidURI:
            self._fail(31923, "the address cannot be read")
        except TimeoutError:
            self._fail(31901, "no connection in time")
        except ssl.SSLError as fault:
            self._fail(31910, f"TLS failed: {fault.reason}")
        except OSError as fault:
            self._fail(31902, f"no connection: {fault.strerror or type(fault).__name__}")
        return None

    def _fail(self, code: int, why: str) -> None:
        self.error = why
        self._timeline.violation(code, f"stream: {why}")
        self._tell("stream-error")

    async def _send_all(self, socket: ClientConnection) -> None:
        """Open the stream, then send what comes; ends when the socket does."""
        with contextlib.suppress(ConnectionClosed):
            await self._timeline.clock.sleep(self._config.start_delay)
            await socket.send(protocol.CONNECTED)
            await socket.send(self._writer.start(self._parameters))
            self._started = True
            self._timeline.add("stream_start", stream=self.sid, parameters=[n for n, _ in self._parameters])
            self._tell("stream-started")
            self._line.tap, self._line.on_key, self._line.on_drop = self, self.press, self.drop
            while True:
                await socket.send(await self._outbox.get())

    def _receive(self, message: str | bytes) -> None:
        if not self._started:
            self._timeline.violation(31951, "stream: a message before start", once=(self, 31951))
            return
        match protocol.read(message, self.sid):
            case protocol.Sound(ulaw):
                self._take(ulaw)
            case protocol.Mark(name):
                self._timeline.add("mark", name=name)
                if self._playback.mark(name):
                    self._echo(name)
            case protocol.Clear():
                dropped, names = self._playback.clear()
                self._timeline.add("clear", dropped=dropped, marks=len(names))
                self._cleared_over_speech = self._line.caller_is_speaking
                for name in [name for _, name in self._echoes] + names:
                    self._echo(name)
                self._echoes.clear()
            case protocol.Refused(code, why):
                self._timeline.violation(code, f"stream: {why}", once=(self, code))

    def _take(self, ulaw: bytes) -> None:
        fresh = not self._playback.queue
        discarded, gap = self._playback.push(ulaw)
        if discarded:
            self._timeline.violation(31931, "stream: ten minutes of sound are queued", once=(self, 31931))
        if self._cleared_over_speech:
            self._timeline.add("stale", bytes=len(ulaw))
        if gap is not None and not gap.marked and gap.milliseconds <= LONGEST_UNDERRUN:
            self._timeline.add("underrun", ms=gap.milliseconds, position=gap.at)
        elif fresh:
            self._timeline.add("first_sound", position=self._playback.played)

    def _echo(self, name: str) -> None:
        self._timeline.add("mark_back", name=name)
        self._outbox.put_nowait(self._writer.mark(name))

    async def _stop(self, socket: ClientConnection) -> None:
        """The caller has gone: say so and close."""
        self._leave_line()
        if self._started:
            self._outbox.put_nowait(self._writer.stop())
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            async with asyncio.timeout(2):
                while not self._outbox.empty():
                    await socket.send(self._outbox.get_nowait())
        await socket.close(1000)

    def _leave_line(self) -> None:
        if self._line.tap is self:
            self._line.tap = self._line.on_key = self._line.on_drop = None

    def _ended(self, socket: ClientConnection) -> None:
        lost = len(self._playback.queue) if guesses.SOUND_IN_THE_QUEUE_DIES_WITH_THE_SOCKET else 0
        code = socket.close_code
        self._timeline.add(
            "stream_end",
            code=code,
            lost=lost,
            marks=len(self._playback.marks),
            frames=self._frames - self._outbox.qsize(),
            frames_over_bot=self._frames_over_bot,
        )
        if code not in (None, 1000, 1001, 1005, 1006):
            self.error = f"closed with {code}"
            self._timeline.violation(31921, f"stream: the application closed the socket with {code}")
        self._tell("stream-error" if self.error else "stream-stopped")

    def _tell(self, event: str) -> None:
        """The stream's status callback: its own few fields only."""
        if self._status is None:
            return
        fields = {
            "AccountSid": self._config.account,
            "CallSid": self._webhooks.call,
            "StreamSid": self.sid,
            "StreamName": self._name,
            "StreamEvent": event,
            "Timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        fields |= {"StreamError": self.error} if self.error else {}
        self._webhooks.callback(self._status, fields, whole=False)
