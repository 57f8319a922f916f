"""`flowctl call`: one telephone call with sound, to a running server or to one started for it.

The caller is the carrier stand-in with an embedded voice; what is said comes from a transcript. Left
behind are `call.wav` (the caller left, the line right) and `timeline.json`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import signal
import sys
import threading
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import httpx
import typer
from dotenv import dotenv_values, find_dotenv
from rich.console import Console

from runtime.cli.conversation import Conversation
from runtime.cli.given import Ungiven, given
from runtime.cli.own_server import OwnServer
from runtime.cli.report import complain
from runtime.cli.story import Story, Unusable, read_story, steps
from runtime.flow.load import load_project
from runtime.flow.model import Direction, Flow, Voice
from runtime.providers.ports import Failed
from runtime.standin.carrier import CallReport, Carrier, CarrierConfig, Leg

T = TypeVar("T")

LONGEST = 180.0
"""Seconds after which the carrier gives up; the shipped story takes less than 40."""
ACCOUNT = "AC" + "5" * 32
NUMBER = "+18005550100"
CALLER_VOICE = Voice(speaker="man", pace=1.05)
DOCUMENT_VOICE = Voice(speaker="plain", pace=1.5)
JOURNAL_START = 5.0
JOURNAL_END = 2.0


class Transport(StrEnum):
    """What --sarvam-standin takes."""

    SOCKET = "socket"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Options:
    """to: a server's address, None to start one. out: the folder for what is left behind. given: inputs of
    a flow that calls out; machine: one answers it."""

    flow: str
    lang: str | None = None
    script: Path | None = None
    to: str | None = None
    public_url: str | None = None
    out: Path | None = None
    auth_token: str | None = None
    admin_token: str | None = None
    sarvam_standin: str | None = None
    given: tuple[str, ...] = ()
    machine: bool = False


@dataclass(frozen=True, slots=True)
class _Server:
    """Whom to call. reach: where a public address really listens."""

    url: str
    auth_token: str | None
    admin_token: str | None
    reach: str | None = None


def command(
    flow: Annotated[str, typer.Argument(metavar="FLOW", help="A flow's name, folder or file.")],
    lang: Annotated[
        str | None, typer.Option(metavar="TAG", help="The caller's language, such as te-IN.")
    ] = None,
    script: Annotated[
        Path | None,
        typer.Option(metavar="TRANSCRIPT", help="What the caller does; else the flow's outage story."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A running server; without it one is started for this call."),
    ] = None,
    public_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The PUBLIC_URL of that server, where it differs.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the recording goes; else calls/<time>.")
    ] = None,
    auth_token: Annotated[
        str | None, typer.Option(help="What that server takes for Twilio's key; else TWILIO_AUTH_TOKEN.")
    ] = None,
    admin_token: Annotated[
        str | None, typer.Option(help="Shows what the server understood; else ADMIN_TOKEN.")
    ] = None,
    sarvam_standin: Annotated[
        Transport | None,
        typer.Option(help="Let the started server speak through the Sarvam client, to a stand-in of Sarvam."),
    ] = None,
    given_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME=VALUE", help="What a flow that calls out is given."),
    ] = None,
    machine: Annotated[
        bool, typer.Option("--machine", help="A machine answers the call of a flow that calls out.")
    ] = False,
) -> int:
    """Returns 0 when the call went as scripted, 1 when it did not, 2 when it cannot be made."""
    if to is not None and sarvam_standin is not None:
        complain("--sarvam-standin is for a server that is started here; leave out --to")
        return 2
    return run(
        Options(
            flow,
            lang,
            script,
            to,
            public_url,
            out,
            auth_token,
            admin_token,
            sarvam_standin and str(sarvam_standin),
            tuple(given_ or ()),
            machine,
        )
    )


def run(options: Options) -> int:
    """Make the call. Returns the exit code; also for `flowctl demo`."""
    try:
        story = read_story(options.flow, options.lang, options.script)
        return _in_loop(_call(options, story))
    except Unusable as fault:
        complain(str(fault))
        return 2
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 1


async def _call(options: Options, story: Story) -> int:
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    inputs = _inputs(options, story.flow)
    folder = _folder(options.out)
    running = _running(options) if options.to else None
    async with AsyncExitStack() as open_things:
        voices = await open_things.enter_async_context(_voices())
        script = await steps(story, lambda text, language: voices(text, language, CALLER_VOICE))
        server = running or await _started(options, story, folder, open_things)
        sid = "CA" + secrets.token_hex(16)
        conversation = Conversation(console, journal=server.admin_token is not None)
        outbound = story.flow.direction is Direction.OUTBOUND
        config = CarrierConfig(
            url=await _prepared(server, story.flow, inputs) if outbound else _voice_url(server.url),
            outbound=outbound,
            answered_by=("machine_end_beep" if options.machine else "human") if outbound else None,
            reach=server.reach,
            auth_token=server.auth_token,
            account=ACCOUNT,
            caller=story.caller or "+919876543210",
            called=_number_of(story),
            fallback=_beside(server.url, "fallback"),
            status=_beside(server.url, "status"),
            other_legs=story.legs or (Leg(),),
            say=lambda text, language: voices(text, language, DOCUMENT_VOICE),
            longest=LONGEST,
            watch=conversation.moment,
        )
        console.print(f"{story.flow.name} in {story.language}: {story.title}")
        journal: list[dict[str, Any]] = []
        following = asyncio.create_task(_follow(server, sid, conversation, journal))
        report = await Carrier(config).call(script, call=sid)
        await asyncio.wait({following}, timeout=JOURNAL_END)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    return _close(story, report, conversation, journal, folder, console)


async def _started(options: Options, story: Story, folder: Path, open_things: AsyncExitStack) -> _Server:
    """A server that runs until `open_things` is closed. Raises Unusable."""
    log = folder / "server.log"
    own = OwnServer(story.flow, story.path, account=ACCOUNT, sarvam=options.sarvam_standin, log=log)
    await open_things.enter_async_context(own)
    return _Server(own.url, own.auth_token, own.admin_token)


def _inputs(options: Options, flow: Flow) -> dict[str, str | float]:
    """What a flow that calls out is given. Raises Unusable."""
    if flow.direction is not Direction.OUTBOUND and (options.machine or options.given or flow.inputs):
        why = "is run by other flows" if flow.inputs else "does not call out"
        raise Unusable(f"{flow.name} {why}; --with and --machine are for flows with direction: outbound")
    try:
        return given(flow, options.given)
    except Ungiven as fault:
        raise Unusable(str(fault)) from None


async def _prepared(server: _Server, flow: Flow, inputs: Mapping[str, str | float]) -> str:
    """The address that is asked when somebody takes the call that this server places. Raises Unusable."""
    if server.admin_token is None:
        raise Unusable("a call that the server places needs its --admin-token, or ADMIN_TOKEN")
    headers = {"Authorization": f"Bearer {server.admin_token}"}
    url = f"{(server.reach or server.url).rstrip('/')}/calls"
    try:
        async with httpx.AsyncClient(timeout=10.0) as client:
            wanted = {"flow": flow.name, "inputs": dict(inputs)}
            answer = await client.post(url, json=wanted, headers=headers)
        told = answer.json()
        return str(told["answer"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        raise Unusable(f"{url} does not prepare calls of {flow.name}") from None


def _running(options: Options) -> _Server:
    """The server that was named. Raises Unusable."""
    for url in filter(None, (options.to, options.public_url)):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise Unusable(f"{url} is no address of a server; it looks like https://bot.example.org")
    token = options.auth_token or _setting("TWILIO_AUTH_TOKEN").partition(",")[0] or None
    admin = options.admin_token or _setting("ADMIN_TOKEN") or None
    if token is None:
        raise Unusable("the server takes only signed calls: give --auth-token, or set TWILIO_AUTH_TOKEN")
    public = options.public_url or options.to or ""
    return _Server(public, token, admin, options.to if options.public_url else None)


def _close(
    story: Story,
    report: CallReport,
    conversation: Conversation,
    journal: list[dict[str, Any]],
    folder: Path,
    console: Console,
) -> int:
    """Write what is left behind and say how it went."""
    problems = _problems(story, report, conversation)
    written = {
        "flow": story.flow.name,
        "version": story.flow.version,
        "language": story.language,
        "script": str(story.file) if story.file else None,
        "outcome": conversation.outcome,
        "said": conversation.said,
        "heard": conversation.heard if journal else None,
        "heard_as_said": conversation.heard_as_said if journal else None,
        "problems": problems,
        **report.as_json(),
        "journal": journal,
    }
    (folder / "call.wav").write_bytes(report.wav())
    text = json.dumps(written, ensure_ascii=False, indent=1)
    (folder / "timeline.json").write_text(text + "\n", encoding="utf-8")
    console.print()
    if journal and conversation.said:
        console.print(f"{conversation.heard_as_said} of {len(conversation.said)} spoken lines heard as said")
    for problem in problems:
        console.print(problem, style="yellow")
    console.print(f"{report.seconds:.0f} s, {'as scripted' if not problems else 'not as scripted'}")
    console.print(f"{folder / 'call.wav'}  (the caller left, the line right)")
    console.print(str(folder / "timeline.json"))
    return 1 if problems else 0


def _problems(story: Story, report: CallReport, conversation: Conversation) -> list[str]:
    """Why the call did not go as scripted; empty when it did."""
    found = []
    if report.ended_by == "failed":
        found.append("the server gave no document")
    elif report.ended_by == "carrier":
        found.append(f"the call was given up after {LONGEST:.0f} s")
    if report.steps_done < report.steps:
        found.append(f"the call was over after {report.steps_done} of the caller's {report.steps} steps")
    elif not found and not report.as_scripted:
        found.append("the caller had to go on without being asked")
    if story.outcome and conversation.outcome and story.outcome != conversation.outcome:
        found.append(f"it ended as {conversation.outcome}, not as {story.outcome}")
    if conversation.prompts and (unsaid := _first_unsaid(story.prompts, conversation.prompts)):
        found.append(f"the phone did not say {unsaid} where the transcript has it")
    return found


def _first_unsaid(wanted: Sequence[str], said: Sequence[str]) -> str | None:
    """The first of the wanted prompts that was not said after those before it."""
    rest = iter(said)
    return next((prompt for prompt in wanted if prompt not in rest), None)


async def _follow(
    server: _Server, sid: str, conversation: Conversation, journal: list[dict[str, Any]]
) -> None:
    """Read the call's journal from the server until the call is over there."""
    if server.admin_token is None:
        return
    url = f"{server.reach or server.url}/calls/{sid}/events".replace("//calls", "/calls")
    headers = {"Authorization": f"Bearer {server.admin_token}"}
    until = asyncio.get_running_loop().time() + JOURNAL_START
    with contextlib.suppress(httpx.HTTPError, ValueError):
        async with httpx.AsyncClient(timeout=httpx.Timeout(10.0, read=None)) as client:
            while asyncio.get_running_loop().time() < until:
                async with client.stream("GET", url, headers=headers) as response:
                    if response.status_code == 200:
                        async for text in response.aiter_lines():
                            line = json.loads(text)
                            journal.append(line)
                            conversation.line(line)
                        return
                await asyncio.sleep(0.1)


@asynccontextmanager
async def _voices() -> AsyncIterator[Any]:
    """(text, language, voice) → sound, by the embedded voice. Raises Unusable when it is not installed."""
    from runtime.providers.offline import Offline

    offline = Offline()

    async def render(text: str, language: str, voice: Voice) -> bytes:
        try:
            return await offline.speaker.render(text, language, voice)
        except Failed as fault:
            if voice is DOCUMENT_VOICE:
                return b""  # a `<Say>` in a language nobody speaks is not heard
            raise Unusable(f"the caller cannot say this: {fault}") from None

    try:
        await offline.warm()
        yield render
    except Failed as fault:
        raise Unusable(f"the caller has no voice: {fault}") from None
    finally:
        await offline.close()


def _number_of(story: Story) -> str:
    """The number that this flow answers; without one, a made-up number."""
    numbers = load_project(story.path).numbers
    return next((number for number, flow in numbers.items() if flow == story.flow.name), NUMBER)


def _folder(out: Path | None) -> Path:
    folder = out or Path("calls") / datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unusable(f"{folder} cannot be written: {fault.strerror}") from None
    return folder


def _voice_url(base: str) -> str:
    return base if urlsplit(base).path.strip("/") else base.rstrip("/") + "/voice/incoming"


def _beside(base: str, name: str) -> str:
    """A webhook beside the voice address."""
    return _voice_url(base).rpartition("/")[0] + "/" + name


def _setting(name: str) -> str:
    """From the environment, else from `.env`."""
    if name in os.environ:
        return os.environ[name]
    file = find_dotenv(usecwd=True)
    return (dotenv_values(file).get(name) or "") if file else ""


def _in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run on uvloop where there is one: its timers are on time. A request to end (SIGTERM) is obeyed like
    an interrupt, so that the server of this call never outlives it."""
    if sys.platform == "win32":
        return asyncio.run(work)
    import uvloop

    async def until_told_to_end() -> T:
        task = asyncio.current_task()
        assert task is not None
        if threading.current_thread() is threading.main_thread():
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await work

    return uvloop.run(until_told_to_end())
