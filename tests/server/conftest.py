"""A real server on loopback for the server's tests, with providers that follow a script, and a caller who
signs with the official `twilio` package and speaks the media stream's protocol over a real socket."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import secrets
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
import websockets
from twilio.request_validator import RequestValidator

from runtime.providers.ports import Decision, Failed, Heard, Sentence
from runtime.server.app import Application
from runtime.server.settings import Settings
from runtime.server.wiring import Providers

TOKEN = "test-token-0123456789abcdef"
ACCOUNT = "AC00000000000000000000000000000001"
ADMIN = "admin-token-for-tests"
FLOW = """
flow: kiosk
title: A kiosk for tests
languages: [en-IN, hi-IN]
start: choose
defaults:
  wait: 5s
  no_input: [{say: again, repeat: yes}, {go: goodbye}]
  no_match: [{say: wrong, repeat: yes}, {go: operator}]
  on_error: operator
slots:
  village: {type: text}
states:
  choose:
    menu: welcome
    options:
      - {key: 1, go: hello}
      - {key: 2, go: number}
      - {key: 3, go: operator}
      - {key: 4, go: message}
      - {key: 5, set: {language: hi-IN}, go: hello}
  hello: {say: hello, go: where}
  where:
    ask: village
    say: where
    go: thanks
  thanks: {say: heard, go: talk}
  talk:
    converse: clerk
    exits:
      goodbye: {when: the caller is done}
      operator: {when: the caller wants a person}
    limits: {turns: 5, time: 5m, reply: 5s, go: operator}
  number:
    ask: meter
    type: digits
    length: 4-6
    by: keys
    say: type_number
    go: read_back
  read_back: {say: typed, go: goodbye}
  message: {record: voicemail, say: leave, go: goodbye}
  operator: {transfer: desk, say: connecting, closed: goodbye, failed: sorry}
  sorry: {say: nobody, go: goodbye}
  goodbye: {end: resolved, say: bye}
"""
PROMPTS = {
    "en-IN": {
        "welcome": "Welcome. Press 1, 2, 3 or 4.",
        "again": "Are you there?",
        "wrong": "That is not an option.",
        "hello": "Hello.",
        "where": "Where do you live?",
        "heard": "You live in {{ village }}.",
        "type_number": "Type your meter number.",
        "typed": "You typed {{ meter | digits }}.",
        "leave": "Leave a message.",
        "connecting": "Connecting you.",
        "nobody": "Nobody is there.",
        "bye": "Goodbye.",
    },
    "hi-IN": {
        "welcome": "स्वागत है। 1, 2, 3 या 4 दबाएँ।",
        "again": "क्या आप वहाँ हैं?",
        "wrong": "यह विकल्प नहीं है।",
        "hello": "नमस्ते।",
        "where": "आप कहाँ रहते हैं?",
        "heard": "आप {{ village }} में रहते हैं।",
        "type_number": "अपना मीटर नंबर दबाएँ।",
        "typed": "आपने {{ meter | digits }} दबाया।",
        "leave": "संदेश छोड़िए।",
        "connecting": "आपको जोड़ा जा रहा है।",
        "nobody": "वहाँ कोई नहीं है।",
        "bye": "नमस्ते।",
    },
}


def write_flow(folder: Path) -> Path:
    """A small project of one flow; returns its folder."""
    flow = folder / "kiosk"
    (flow / "prompts").mkdir(parents=True)
    (flow / "personas").mkdir()
    (flow / "flow.yaml").write_text(FLOW, encoding="utf-8")
    for language, prompts in PROMPTS.items():
        lines = [
            "prompts:",
            *(f"  {name}: {json.dumps(t, ensure_ascii=False)}" for name, t in prompts.items()),
        ]
        (flow / "prompts" / f"{language}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (flow / "personas" / "clerk.md").write_text("You are a clerk. Be short.\n", encoding="utf-8")
    (folder / "contacts.yaml").write_text('contacts:\n  desk: {number: "+14155550123"}\n', encoding="utf-8")
    (folder / "numbers.yaml").write_text("numbers: {}\ndefault: kiosk\n", encoding="utf-8")
    return folder


class Script:
    """What the fake providers do, and what was asked of them. texts: what the recogniser hears, in order.
    replies: the model's, in order. seconds: how long every speech is. open: lines and requests in use."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.replies: list[list[Sentence | Decision]] = []
        self.spoken: list[str] = []
        self.rendered: list[str] = []
        self.asked: list[Any] = []
        self.open: set[str] = set()
        self.voice_fails = False
        self.voice_hangs = False
        self.model_hangs = False
        self.hearing_hangs = False
        self.clips = True
        self.seconds = 0.2

    # ports.Recogniser, Speaker, Model in one
    name = "script"

    def connect(self, call: str) -> Any:
        return _Line(self, call)

    async def render(self, text: str, language: str, voice: Any) -> bytes:
        if not self.clips:
            raise Failed("no clips in this test")
        self.rendered.append(text)
        return b"\x55" * int(8000 * self.seconds)

    async def answer(self, request: Any) -> AsyncIterator[Sentence | Decision]:
        self.asked.append(request)
        self.open.add("model")
        try:
            if self.model_hangs:
                await asyncio.sleep(600)
            for part in self.replies.pop(0):
                yield part
        finally:
            self.open.discard("model")

    async def close(self) -> None: ...


class _Line:
    """Ear and mouth of one caller."""

    def __init__(self, script: Script, call: str) -> None:
        self._script, self._name = script, f"line {call} {id(self)}"
        script.open.add(self._name)

    def begin(self, language: str, hints: tuple[str, ...]) -> None: ...
    def feed(self, ulaw: bytes) -> None: ...
    def cancel(self) -> None: ...

    async def finish(self) -> Heard:
        if self._script.hearing_hangs:
            self._script.open.add("hearing")
            try:
                await asyncio.sleep(600)
            finally:
                self._script.open.discard("hearing")
        return Heard(self._script.texts.pop(0) if self._script.texts else "")

    async def speak(self, text: str, language: str, voice: Any) -> AsyncIterator[bytes]:
        script = self._script
        if script.voice_fails:
            raise Failed("the voice is down")
        script.spoken.append(text)
        script.open.add("voice")
        try:
            if script.voice_hangs:
                await asyncio.sleep(600)
            for _ in range(4):
                await asyncio.sleep(0)
                yield b"\x33" * int(2000 * script.seconds)
        finally:
            script.open.discard("voice")

    async def close(self) -> None:
        self._script.open.discard(self._name)


@dataclass
class Running:
    """A server that is up. url: its base."""

    app: Application
    url: str
    script: Script
    flows: Path
    client: httpx.AsyncClient

    def sign(self, url: str, form: dict[str, str]) -> str:
        return str(RequestValidator(TOKEN).compute_signature(url, form))

    async def post(self, url: str, form: dict[str, str], **headers: str) -> httpx.Response:
        """A signed webhook. url: a path, or a whole address as it stands in TwiML."""
        url = url if url.startswith("http") else self.url + url
        headers = {"X-Twilio-Signature": self.sign(url, form), **headers}
        return await self.client.post(url, data=form, headers=headers)

    async def call(self, **more: str) -> Caller:
        caller = Caller(self, "CA" + secrets.token_hex(16), more)
        await caller.go("/voice/incoming")
        return caller

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Waits until it is true; fails when it never becomes so."""
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.01)


@dataclass
class Caller:
    """One call. document: the TwiML of the last answer."""

    server: Running
    sid: str
    more: dict[str, str]
    document: ET.Element = field(default_factory=lambda: ET.Element("None"))
    text: str = ""

    def form(self, **more: str) -> dict[str, str]:
        base = {
            "CallSid": self.sid, "AccountSid": ACCOUNT, "From": "+919876543210", "To": "+18005550100",
            "CallStatus": "in-progress", "Direction": "inbound", "ApiVersion": "2010-04-01", "FromCity": "",
        }  # fmt: skip
        return {**base, **self.more, **more}

    async def go(self, url: str, **form: str) -> ET.Element:
        response = await self.server.post(url, self.form(**form))
        assert response.status_code == 200, response.status_code
        self.text, self.document = response.text, ET.fromstring(response.text)
        return self.document

    def verb(self, path: str) -> ET.Element:
        found = self.document.find(path)
        assert found is not None, f"no {path} in {self.text}"
        return found

    @property
    def verbs(self) -> list[str]:
        return [child.tag for child in self.document]

    async def press(self, digits: str = "") -> ET.Element:
        return await self.go(self.verb("Gather").get("action", ""), **({"Digits": digits} if digits else {}))

    @contextlib.asynccontextmanager
    async def stream(self, **faults: Any) -> AsyncIterator[Line]:
        """Opens the socket that the document asks for, and starts it."""
        node = self.verb("Connect/Stream")
        async with open_socket(self.server, node.get("url", ""), **faults) as socket:
            parameters = {p.get("name", ""): p.get("value", "") for p in node.findall("Parameter")}
            line = Line(self, socket)
            await line.start(parameters)
            line.reader = asyncio.create_task(line.read())
            try:
                yield line
            finally:
                line.reader.cancel()

    async def after_stream(self) -> ET.Element:
        return await self.go(self.verb("Connect").get("action", ""))


def open_socket(server: Running, url: str, signature: str | None = "") -> Any:
    """signature: "" signs rightly, None not at all."""
    headers = {} if signature is None else {"x-twilio-signature": signature or server.sign(url, {})}
    local = "ws" + server.url.removeprefix("http") + urlsplit(url).path
    return websockets.connect(local, additional_headers=headers, compression=None)


class Line:
    """The carrier's end of a media stream. heard: µ-law bytes that came. marks: names that came."""

    def __init__(self, caller: Caller, socket: Any) -> None:
        self.caller, self.socket = caller, socket
        self.stream_sid = "MZ" + secrets.token_hex(16)
        self.heard = bytearray()
        self.marks: list[str] = []
        self.clears = 0
        self.after_clear = 0
        self.echo = True
        self.closed = asyncio.Event()
        self.reader: asyncio.Task[None] | None = None

    async def tell(self, event: str, **more: Any) -> None:
        await self.socket.send(json.dumps({"event": event, "streamSid": self.stream_sid, **more}))

    async def start(self, parameters: dict[str, str], sid: str | None = None) -> None:
        await self.socket.send(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
        start = {
            "accountSid": ACCOUNT, "callSid": sid or self.caller.sid, "streamSid": self.stream_sid,
            "tracks": ["inbound"], "customParameters": parameters,
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        }  # fmt: skip
        await self.tell("start", sequenceNumber="1", start=start)

    async def read(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in self.socket:
                message = json.loads(text)
                assert message["streamSid"] == self.stream_sid
                match message["event"]:
                    case "media":
                        assert set(message) == {"event", "streamSid", "media"}
                        self.heard += base64.b64decode(message["media"]["payload"])
                    case "mark":
                        self.marks.append(message["mark"]["name"])
                        if self.echo:
                            await self.tell("mark", mark=message["mark"])
                    case "clear":
                        self.clears += 1
        self.closed.set()

    async def frames(self, sound: bytes, count: int) -> None:
        payload = base64.b64encode(sound).decode()
        for n in range(count):
            media = {"track": "inbound", "chunk": str(n), "timestamp": str(20 * n), "payload": payload}
            await self.tell("media", media=media)

    async def say(self) -> None:
        """Half a second of a loud voice, then silence enough to end it; the script has the words."""
        rng = b"".join(bytes([(i * 37) % 128 if i % 3 else 0x20]) for i in range(160))
        await self.frames(b"\xff" * 160, 20)
        await self.frames(rng, 40)
        await self.frames(b"\xff" * 160, 80)

    async def press(self, digit: str) -> None:
        await self.tell("dtmf", dtmf={"track": "inbound_track", "digit": digit})


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    """A function that starts a server: `server = await serve(MAX_CALLS="1")`."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(seconds: float = 0.2, **environ: str) -> Running:
            script = Script()
            script.seconds = seconds
            flows = write_flow(tmp_path / "flows")
            given = {
                "TWILIO_AUTH_TOKEN": TOKEN,
                "CLIPS_DIR": str(tmp_path / "clips"),
                "ADMIN_TOKEN": ADMIN,
                **environ,
            }

            async def services_close() -> None: ...

            async def connect(_: Settings) -> Providers:
                fake: Any = script
                return Providers("script", fake, fake, fake, lambda flow: fake, services_close)

            app = Application(Settings.from_env(given), flows, providers=connect)
            config = uvicorn.Config(
                app, port=0, ws="websockets-sansio", ws_max_size=65_536, log_config=None, lifespan="on",
                ws_per_message_deflate=False,
            )  # fmt: skip
            server = uvicorn.Server(config)
            server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
            task = asyncio.create_task(server.serve())
            while not server.started:
                await asyncio.sleep(0.01)
                if task.done():
                    task.result()
            port = server.servers[0].sockets[0].getsockname()[1]

            async def stop() -> None:
                server.should_exit = True
                await task

            stack.push_async_callback(stop)
            client = await stack.enter_async_context(httpx.AsyncClient(timeout=15))
            return Running(app, f"http://127.0.0.1:{port}", script, flows, client)

        yield start
