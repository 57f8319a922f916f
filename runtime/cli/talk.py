"""flowctl talk: the flow by text in this terminal, with the production dialogue and no telephone.

The clock is virtual: nobody waits out a silence, an empty line is one. The model is the embedded one;
services are really called, and the demonstration's complaints office is started when the flow needs it.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.text import Text

from runtime.cli.given import Ungiven, given
from runtime.cli.keeping import keep
from runtime.cli.report import Format, complain, print_report, shown
from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import AnsweredBy, TransferOutcome
from runtime.flow.catalogue import catalogue
from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.providers.offline.model import choose
from runtime.providers.ports import Failed
from runtime.transcript.phone import REACTION, ModelAnswer, Phone, Runaway, ServiceAnswer
from runtime.transcript.tape import Taped

HELP = """\
  your words     what you say
  1   *   12#    a line of keys only: what you press
  say 1          say “1” instead of pressing it
  (empty line)   silence, until the phone goes on
  /noise         a sound that nobody understands
  /state         where the call stands
  /hangup        hang up; so does the end of input
  /help          this"""
NUMBER = "+919876543210"
"""The number the call seems to come from."""
TIME_ZONE = ZoneInfo("Asia/Kolkata")
NOISE = 1.5
_KEYS = re.compile(r"[0-9*#]+")


def command(
    flow: Annotated[str, typer.Argument(metavar="FLOW", help="A flow's name, folder or file.")],
    lang: Annotated[
        str | None, typer.Option(metavar="TAG", help="The language to begin in, such as te-IN.")
    ] = None,
    given_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME=VALUE", help="What the flow is given; once for each input."),
    ] = None,
    machine: Annotated[
        bool, typer.Option("--machine", help="A machine takes the call of a flow that calls out.")
    ] = False,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the call as a transcript, the caller's own data replaced."),
    ] = None,
) -> int:
    """Returns 0 when the call is over, 1 when the flow has faults, 2 for an unknown flow or language, or a
    transcript that cannot be written."""
    if record is not None and record.exists():
        complain(f"{record} exists already; --record wants a new file")
        return 2
    try:
        path = which_flow(flow)
    except NoSuchFlow as unknown:
        complain(str(unknown))
        return 2
    loaded = load(path)
    if loaded.flow is None:
        errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
        print_report(errors, loaded.files, Format.TEXT)
        return 1
    if lang is not None and lang not in loaded.flow.languages:
        complain(f"{loaded.flow.name} does not speak {lang}; it speaks {listed(loaded.flow.languages)}")
        return 2
    try:
        inputs = given(loaded.flow, given_ or ())
    except Ungiven as fault:
        complain(str(fault))
        return 2
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    with ExitStack() as opened:
        if sys.stdin.isatty():
            console.print("  Type 1 to press a key, words to speak; /help tells the rest.", style="cyan")
        dialogue = Taped(Dialogue(loaded.flow))
        _Talk(dialogue, console, opened).run(lang, inputs, AnsweredBy.MACHINE if machine else None)
    if record is None:
        return 0
    return 2 if keep(dialogue.tape.finished(), path, record, "", catalogue("en"), console) == 2 else 0


class _World:
    """The embedded model, the operator's services, and a person who always answers."""

    def __init__(self, flow: Flow, opened: ExitStack) -> None:
        self._flow = flow
        self._opened = opened
        self._environment: dict[str, str] | None = None

    def model(self, request: AskModel) -> ModelAnswer:
        sentences, decision = choose(request)
        return ModelAnswer(tuple(sentences), decision.exit, decision.fills)

    def service(self, request: CallService) -> ServiceAnswer:
        try:
            return ServiceAnswer(asyncio.run(self._fetch(request)))
        except Failed as failed:
            return ServiceAnswer(failed=str(failed))

    def transfer(self, request: Dial) -> TransferOutcome:
        return TransferOutcome.COMPLETED

    async def _fetch(self, request: CallService) -> object:
        from runtime.providers.services.http import HttpServices  # not before a flow asks for it

        services = HttpServices(self._flow.every_service(), self._settings())
        try:
            return await services.fetch(request)
        finally:
            await services.close()

    def _settings(self) -> dict[str, str]:
        """The environment, with the complaints office in it where the flow needs one and none is given."""
        if self._environment is None:
            self._environment = dict(os.environ)
            services = self._flow.every_service().values()
            needed = any("${COMPLAINTS_URL}" in service.url for service in services)
            if needed and "COMPLAINTS_URL" not in self._environment:
                from runtime.standin.complaints import Complaints

                self._environment["COMPLAINTS_URL"] = self._opened.enter_context(Complaints()).url
        return self._environment


class _Talk:
    """One call: print what the phone says, read what the person types, until it is over."""

    def __init__(self, dialogue: Dialogue, console: Console, opened: ExitStack) -> None:
        self._console = console
        self._phone = Phone(dialogue, _World(dialogue.flow, opened))
        self._told = 0
        self._dialled = 0
        self._flow = dialogue.flow.name

    def run(
        self, language: str | None, inputs: Mapping[str, str | float], answered_by: AnsweredBy | None
    ) -> None:
        phone = self._phone
        try:
            now = datetime.now(TIME_ZONE)
            phone.answer(number=NUMBER, now=now, language=language, inputs=inputs, answered_by=answered_by)
            self._listen()
            for typed in self._lines():
                self._act(typed)
                if phone.ended is not None:
                    break
            else:
                phone.hang_up()
        except Runaway as circle:
            self._note(f"the flow goes round and round at {circle}; nobody is asked anything")
            phone.hang_up()
        self._note(f"the call is over: {phone.ended}")

    def _lines(self) -> Iterator[str]:
        """What is typed, or piped in; an interrupt is the end of it. Piped lines are shown."""
        piped = not sys.stdin.isatty()
        while True:
            try:
                line = input("" if piped else "> ")
            except (EOFError, KeyboardInterrupt):
                if not piped:
                    self._console.print()
                return
            if piped:
                self._console.print(Text(f"> {shown(line)}", "bold"))
            yield line.strip()

    def _act(self, typed: str) -> None:
        phone = self._phone
        match typed:
            case "/help":
                self._console.print(HELP)
                return
            case "/state":
                self._state()
                return
            case "/hangup":
                phone.hang_up()
                return
            case "":
                self._silence()
            case "/noise":
                phone.pass_time(phone.now + REACTION)
                phone.make_noise(NOISE)
            case _ if typed.startswith("/"):
                self._note(f"there is no {typed}; /help tells what there is")
                return
            case _ if _KEYS.fullmatch(typed):
                for key in typed:
                    phone.press(key)
            case _:
                phone.pass_time(phone.now + REACTION)
                phone.say(
                    typed.removeprefix("say ") if typed.startswith("say ") else typed, phone.call.language
                )
        self._listen()

    def _silence(self) -> None:
        """Nothing, until something comes of it."""
        phone, told = self._phone, len(self._phone.heard)
        phone.wait(lambda: len(phone.heard) > told)

    def _listen(self) -> None:
        """Let the phone finish, and print what it said and did."""
        phone = self._phone
        while phone.until(lambda: len(phone.heard) > self._told or len(phone.dialled) > self._dialled):
            self._tell()
        self._tell()
        if phone.recording is not None:
            self._note("beep: your message is recorded")

    def _tell(self) -> None:
        phone = self._phone
        for heard in phone.heard[self._told :]:
            self._tell_flow(heard.flow)
            name = Text(f"{heard.prompt or 'model'}  ", "dim")
            self._console.print(name.append(Text(shown(heard.text), "not dim")))
        self._told = len(phone.heard)
        for contact in phone.dialled[self._dialled :]:
            self._note(f"connected to {contact}, who talks with you and hangs up")
        self._dialled = len(phone.dialled)

    def _tell_flow(self, flow: str) -> None:
        """In which flow one is, when that changes."""
        if flow != self._flow:
            home = flow == self._phone.dialogue.flow.name
            self._note(f"back in the flow {flow}" if home else f"in the flow {flow}")
            self._flow = flow

    def _state(self) -> None:
        call = self._phone.call
        slots = ", ".join(f"{name}: {value}" for name, value in call.shown_slots().items())
        self._note(
            f"state {self._phone.place}, language {call.language}, {self._phone.now:.0f} s into the call"
        )
        self._note(f"slots {{{slots}}}")
        self._note(f"turns {call.turns}, no_inputs {call.no_inputs}, no_matches {call.no_matches}")

    def _note(self, words: str) -> None:
        self._console.print(Text(f"  [{shown(words)}]", "cyan"))
